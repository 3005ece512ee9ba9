// A browser of its own on a directory of its own, so that its process can be killed and started again on what it had stored.
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

// For a machine without a display, a GPU or a way to the internet.
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export class Device {
  // A browser that is not started yet. `options` are Playwright's for a context: screen size, colours, touch.
  static async found(hotel, watch, options = {}) {
    return new Device(hotel, watch, await mkdtemp(join(tmpdir(), "innkeeper-device-")), options);
  }

  constructor(hotel, watch, profile, options) {
    this.hotel = hotel;
    this.watch = watch;
    this.profile = profile;
    this.options = options;
    this.context = null;
  }

  // Starts the browser on what is stored and gives its page, which is empty.
  async start() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: CHROMIUM,
      args: FLAGS,
      baseURL: this.hotel.url,
      viewport: { width: 1366, height: 768 },
      locale: "en-GB",
      timezoneId: "Europe/Madrid",
      ...this.options,
    });
    await this.watch.follow(this.context, this.hotel);
    return this.context.pages()[0];
  }

  // Closes the browser the way a person does.
  async stop() {
    const { context } = this;
    this.context = null;
    await context?.close();
  }

  // Ends the browser's process at once, as a power cut or the system would.
  async kill() {
    const { context } = this;
    this.context = null;
    const gone = once(context, "close");
    for (const id of await this.#processes()) process.kill(id, "SIGKILL");
    await gone;
  }

  // The browser's own process and the script that may have started it: all that name its directory and are no part of another.
  async #processes() {
    const found = [];
    for (const id of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      const words = (await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
      if (words.includes(`--user-data-dir=${this.profile}`) && !words.some((word) => word.startsWith("--type="))) found.push(Number(id));
    }
    if (found.length === 0) throw new Error(`no browser runs on ${this.profile}`);
    return found;
  }

  async close() {
    await this.stop();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
