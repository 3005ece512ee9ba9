// A hotel of its own for each test: the real server on a directory and a free port of its own.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { get } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "@playwright/test";

export const root = resolve(import.meta.dirname, "../..");
export const program = process.env.INNKEEPER_BIN ?? join(root, "target/debug/innkeeper");
export const app = process.env.INNKEEPER_APP ?? join(root, "dist");

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

// A command of `innkeeper` on the records of a directory; gives what it printed. An import that repaired rows says so with 3:
// `mayFind` takes that as well.
export function innkeeper(data, words, { input = "", mayFind = false } = {}) {
  const done = spawnSync(program, [...words, "--data", data], { encoding: "utf8", input, maxBuffer: 1 << 30 });
  if (done.error) throw done.error;
  if (done.status !== 0 && !(mayFind && done.status === 3)) throw new Error(`innkeeper ${words.join(" ")}: ${done.status}\n${done.stdout.slice(-4000)}${done.stderr.slice(-4000)}`);
  return done.stdout;
}

// The status of an answer over HTTPS, under a certificate of the hotel's own.
const statusOver = (url, ca) =>
  new Promise((done, fail) => {
    get(url, { ca }, (answer) => done(answer.resume().statusCode)).on("error", fail);
  });

const linesOf = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

export class Hotel {
  // A server that is not started yet, with a directory for its records.
  static async found() {
    return new Hotel(await mkdtemp(join(tmpdir(), "innkeeper-e2e-")), await freePort());
  }

  // The same with a copy of the records of this name (setup.mjs); "none" has nothing and nobody.
  static async copyOf(records) {
    const hotel = await Hotel.found();
    if (records === "none") return hotel;
    await cp(join(process.env.INNKEEPER_MASTERS, records), hotel.data, { recursive: true });
    hotel.#records = join(process.env.INNKEEPER_MASTERS, `${records}.jsonl`);
    return hotel;
  }

  #records = null;
  #lines = null;

  constructor(data, port) {
    this.data = data;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    // Where its public site is, if it has one.
    this.site = null;
    // Its certificate and key, where it speaks HTTPS.
    this.tls = null;
    this.server = null;
    this.outages = 0;
    this.said = "";
  }

  // `post` is the address of the mail server its site sends by.
  async start({ app: files = app, site = this.site !== null, tls = this.tls, post } = {}) {
    const words = ["serve", "--data", this.data, "--app", files, "--listen", `127.0.0.1:${this.port}`];
    if (tls) {
      this.tls = tls;
      this.url = `https://127.0.0.1:${this.port}`;
      words.push("--tls-cert", tls.cert, "--tls-key", tls.key);
    }
    if (site) {
      this.site ??= `http://127.0.0.1:${await freePort()}`;
      words.push("--site-listen", new URL(this.site).host);
    }
    if (post) words.push("--mail-from", "Casa Alondra <stay@hotel.example>");
    const env = post ? { ...process.env, INNKEEPER_SMTP_URL: post } : process.env;
    const server = spawn(program, words, { env, stdio: ["ignore", "pipe", "pipe"] });
    const hear = (text) => (this.said += text);
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    this.server = server;
    await expect
      .poll(
        async () => {
          if (server.exitCode !== null) throw new Error(`the server stopped:\n${this.said}`);
          const url = `${this.url}/healthz`;
          return (tls ? statusOver(url, readFileSync(tls.cert)) : fetch(url).then(({ status }) => status)).catch(() => "no answer");
        },
        { timeout: 30_000, intervals: [20, 50, 100] },
      )
      .toBe(200);
  }

  // Ends the server and waits until it is gone. "SIGKILL" is a power cut.
  async stop(signal = "SIGTERM") {
    const { server } = this;
    this.server = null;
    this.outages += 1;
    if (server === null || server.exitCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }

  async close() {
    await this.stop("SIGKILL");
    await rm(this.data, { recursive: true, force: true, maxRetries: 5 });
  }

  // What the hotel began with, one record a line, as `innkeeper export` writes it.
  get #begun() {
    return (this.#lines ??= linesOf(readFileSync(this.#records, "utf8")));
  }

  // The address at which a hotel without staff is opened, as the server printed it when it started.
  get setup() {
    return /https?:\/\/\S+\?setup=\S+/.exec(this.said)?.[0];
  }

  // Guests it began with, by their ids.
  guestIds(count) {
    return this.#begun.filter(({ type, fields }) => type === "guest" && fields.email).slice(0, count).map(({ id }) => id);
  }

  // How many guests it began with.
  get guests() {
    return this.#begun.filter(({ type }) => type === "guest").length;
  }

  // A guest who has allowed everything they were asked, and whose address is theirs alone.
  guestWithConsent() {
    return this.#guest(({ consents }) => consents.length > 0 && consents.every(({ fields: { decision } }) => decision === "granted"));
  }

  // The one with most to see: wishes, an allergy, consents, notes, stays behind and ahead.
  guestForPictures() {
    const parts = ({ fields, consents, interactions, stays }) => [
      fields.preferences?.length > 1,
      fields.allergies,
      fields.native_name,
      fields.phone,
      consents.length > 1,
      interactions.length > 1,
      stays.length > 2,
      stays.length > 4,
      stays.some(({ fields: { status } }) => status === "confirmed"),
    ];
    const seen = (guest) => parts(guest).filter(Boolean).length;
    const most = Math.max(...this.#begun.filter(({ type }) => type === "guest").map(seen));
    return this.#guest((guest) => seen(guest) >= most) ?? this.#guest((guest) => seen(guest) >= most - 1);
  }

  // Family names by address, of those whose address is theirs alone.
  familyNames() {
    return new Map(this.#withOwnAddress.map(({ fields }) => [fields.email, fields.surname ?? ""]));
  }

  // Guests whose address no other guest has.
  get #withOwnAddress() {
    const guests = this.#begun.filter(({ type, archived, fields }) => type === "guest" && !archived && fields.email);
    const times = new Map();
    for (const { fields } of guests) times.set(fields.email, (times.get(fields.email) ?? 0) + 1);
    return guests.filter(({ fields }) => times.get(fields.email) === 1);
  }

  #guest(fits) {
    const found = this.#withOwnAddress.find((guest) => guest.stays.length > 0 && fits(guest));
    return found && { id: found.id, email: found.fields.email, fields: found.fields };
  }

  // The wordings of consents that may be shown.
  wordings() {
    return this.#begun.filter(({ type }) => type === "consent-text").map(({ fields }) => fields.text);
  }

  // Names, addresses and numbers of the first so many guests: long enough that they cannot occur by chance.
  personalValues(count) {
    const guests = this.#begun.filter(({ type }) => type === "guest").slice(0, count);
    const values = guests.flatMap(({ fields }) => [fields.email, fields.phone, fields.native_name, fields.surname]);
    return [...new Set(values.filter((value) => value && Buffer.byteLength(value) >= 9))];
  }

  // What the server holds now, as the hotel began with.
  now() {
    return linesOf(innkeeper(this.data, ["export"]));
  }

  // The texts of all notes on the server now.
  notes() {
    return this.now().flatMap(({ interactions = [] }) => interactions.map(({ fields }) => fields.body));
  }
}
