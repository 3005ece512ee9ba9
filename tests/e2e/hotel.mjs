// A hotel of its own for each test: the real server on a fresh directory and a free port, and a page that notes every breach of
// the policy. Specs import `test` and `expect` from here.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base, expect } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");
const program = process.env.INNKEEPER_BIN ?? join(root, "target/debug/innkeeper");
export const app = process.env.INNKEEPER_APP ?? join(root, "dist");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

export class Hotel {
  // A server that is not started yet, with a directory for its records.
  static async found() {
    return new Hotel(await mkdtemp(join(tmpdir(), "innkeeper-e2e-")), await freePort());
  }

  constructor(data, port) {
    this.data = data;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.server = null;
    this.said = "";
  }

  // A command of `innkeeper` on this hotel's records; gives what it printed.
  command(...words) {
    const [name, ...rest] = words;
    const done = spawnSync(program, [name, "--data", this.data, ...rest], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`innkeeper ${words.join(" ")}: ${done.status}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  async start({ app: files = app } = {}) {
    const server = spawn(program, ["serve", "--data", this.data, "--app", files, "--listen", `127.0.0.1:${this.port}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const hear = (text) => (this.said += text);
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    this.server = server;
    await expect
      .poll(
        async () => {
          if (server.exitCode !== null) throw new Error(`the server stopped:\n${this.said}`);
          return fetch(`${this.url}/healthz`).then((answer) => answer.status, () => "no answer");
        },
        { timeout: 30_000, intervals: [20, 50, 100] },
      )
      .toBe(200);
  }

  // Ends the server and waits until it is gone. "SIGKILL" is a power cut.
  async stop(signal = "SIGTERM") {
    const { server } = this;
    this.server = null;
    if (server === null || server.exitCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }

  async close() {
    await this.stop("SIGKILL");
    await rm(this.data, { recursive: true, force: true });
  }
}

export const test = base.extend({
  // A running server with no records.
  hotel: async ({}, use) => {
    const hotel = await Hotel.found();
    try {
      await hotel.start();
      await use(hotel);
    } finally {
      await hotel.close();
    }
  },

  // What the policy refused on any page of the context, in order.
  breaches: async ({ context }, use) => {
    const breaches = [];
    await context.exposeBinding("noteBreach", (_, breach) => void breaches.push(breach));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.noteBreach(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await use(breaches);
  },
});

// The app has taken the place of what index.html shows first.
export async function expectOpened(page) {
  await expect(page.locator("#boot-failed")).toBeHidden();
  await expect(page.locator("#boot-opening")).toHaveCount(0);
}

// The shell is stored and answers for this page.
export async function shellStored(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

export { expect };
