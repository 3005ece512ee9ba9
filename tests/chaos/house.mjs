// A hotel of its own for a batch of runs: one process on SQLite or PostgreSQL, or two on one PostgreSQL database; its backups and photographs.
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, program, root } from "../e2e/hotel.mjs";
import { PEOPLE } from "../e2e/setup.mjs";

const run = promisify(execFile);
const DATABASE = ["innkeeper.db", "innkeeper.db-wal", "innkeeper.db-shm"];
const MEMORY = "server.state";
const RESERVATIONS = join(root, "tests/fixtures/reservations-small.csv");
const STARTS_MS = 20_000;

// Whoever looks after the tablets, and sees guests as well.
export const HEAD = { ...PEOPLE.admin, roles: ["service", "sales", "director", "it-admin"], name: "Marta Soler", email: "head@hotel.example" };
export const WEBSITE = { name: "The house on the web", origin: "https://www.casa-alondra.example" };

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const socket = process.env.INNKEEPER_CHAOS_POSTGRES;

// A tool of PostgreSQL on the server that the command has started.
export function postgres(tool, words) {
  return execFileSync(join(process.env.INNKEEPER_CHAOS_TOOLS ?? "", tool), ["-h", socket, "-U", "innkeeper", ...words], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
}

const urlOf = (name) => `postgres://innkeeper@localhost/${name}?host=${socket}`;
let made = 0;

// No process outlives this one.
const running = new Set();
process.on("exit", () => running.forEach((server) => server.kill("SIGKILL")));

export class House {
  // Makes the hotel all others of this kind are copies of.
  static async model(kind, dir) {
    const model = new House(kind, join(dir, "model"));
    await mkdir(model.data(0), { recursive: true });
    if (model.database) postgres("createdb", [model.name]);
    model.command(["demo", "--reservations", RESERVATIONS, "--shift-to-today"]);
    for (const { roles, role, name, email, password } of [HEAD, PEOPLE.sales]) {
      const words = (roles ?? [role]).flatMap((role) => ["--role", role]);
      model.command(["user", "add", ...words, "--name", name, "--email", email, "--password-stdin"], `${password}\n`);
    }
    model.websiteKey = model.command(["site-key", "add", "--origin", WEBSITE.origin, "--name", WEBSITE.name]).trim();
    // The secret is made when it is first needed: all processes of a hotel have the same.
    model.command(["backup", join(dir, "model-backups")]);
    const lines = model.command(["export"]).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    model.guests = lines.filter(({ type, archived, fields }) => type === "guest" && !archived && fields.surname).map(({ id }) => id);
    return model;
  }

  static async copyOf(model, dir) {
    const house = new House(model.kind, dir);
    await mkdir(house.backups, { recursive: true });
    for (const at of house.processes.keys()) await cp(model.data(0), house.data(at), { recursive: true });
    if (house.database) for (const of of ["", "_keys"]) postgres("createdb", ["-T", `${model.name}${of}`, `${house.name}${of}`]);
    Object.assign(house, { guests: model.guests, websiteKey: model.websiteKey });
    return house;
  }

  constructor(kind, dir) {
    this.kind = kind;
    this.dir = dir;
    made += 1;
    this.name = `chaos_${process.pid}_${made}`;
    this.database = kind === "sqlite" ? null : urlOf(this.name);
    this.backups = join(dir, "backups");
    this.processes = Array.from({ length: kind === "two" ? 2 : 1 }, () => ({ server: null, port: null, site: null }));
    this.said = "";
    this.app = null;
    // What the database was when it was copied by hand, and what has been promised to outlive it.
    this.photograph = null;
  }

  #turn = Promise.resolve();
  #later = [];

  data = (at) => join(this.dir, `data-${at}`);

  #words(words, at = 0) {
    return [...words, "--data", this.data(at), ...(this.database ? ["--database", this.database] : [])];
  }

  // A command of `innkeeper` on this hotel; gives what it printed.
  command(words, input = "") {
    return execFileSync(program, this.#words(words), { encoding: "utf8", input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "pipe"] });
  }

  // Ports of the processes that serve.
  doors() {
    return this.processes.filter(({ server }) => lives(server)).map(({ port }) => port);
  }

  // Addresses of the public site at the processes that serve.
  sites() {
    return this.processes.filter(({ server }) => lives(server)).map(({ site }) => `http://127.0.0.1:${site}`);
  }

  // Starts the processes that do not run. Two who ask at the same time start one each.
  async start(app = this.app) {
    this.app = app;
    const turn = this.#turn.then(() => Promise.all(this.processes.map((process, at) => this.#startOne(process, at))));
    this.#turn = turn.catch(() => {});
    await turn;
  }

  // Somebody starts them again after a while.
  startIn(ms) {
    this.#later.push(setTimeout(() => void this.start().catch(() => {}), ms));
  }

  async #startOne(process, at) {
    if (lives(process.server)) return;
    process.port ??= await freePort();
    process.site ??= await freePort();
    const words = ["serve", "--app", this.app, "--listen", `127.0.0.1:${process.port}`, "--site-listen", `127.0.0.1:${process.site}`];
    const server = spawn(program, this.#words(words, at), { stdio: ["ignore", "pipe", "pipe"] });
    const hear = (text) => (this.said += text);
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    process.server = server;
    running.add(server);
    server.once("exit", () => running.delete(server));
    const until = Date.now() + STARTS_MS;
    for (;;) {
      // Killed while it started: whoever did that starts it again.
      if (server.signalCode !== null) return;
      if (server.exitCode !== null) throw new Error(`the server stopped:\n${this.said.slice(-4000)}`);
      const status = await fetch(`http://127.0.0.1:${process.port}/healthz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.status, () => 0);
      if (status === 200) return;
      if (Date.now() > until) throw new Error(`the server does not answer:\n${this.said.slice(-4000)}`);
      await pause(15);
    }
  }

  // Ends processes at once, as a power cut would: one of them, or all.
  async kill(at = null) {
    await this.#settle();
    const which = at === null ? this.processes : [this.processes[at]];
    await Promise.all(which.map(({ server }) => gone(server, "SIGKILL")));
  }

  async stop() {
    await this.#settle();
    await Promise.all(this.processes.map(({ server }) => gone(server, "SIGTERM")));
  }

  // Nobody starts anything any more.
  async #settle() {
    for (const timer of this.#later.splice(0)) clearTimeout(timer);
    await this.#turn;
  }

  // A backup while the server serves. What was copied by hand before is older than what it promises from now on.
  async backup() {
    await run(program, this.#words(["backup", this.backups]));
    this.photograph = null;
  }

  get hasBackup() {
    return readdir(this.backups).then((files) => files.length > 0);
  }

  // The newest backup takes the place of the database, which is first ended without warning.
  async restore() {
    await this.kill();
    await run(program, this.#words(["restore", this.backups, "--replace"]));
    await this.start();
  }

  // Copies the database by hand, as it lies there after the power went.
  async takePhotograph() {
    await this.kill();
    const photograph = join(this.dir, "photograph");
    await rm(photograph, { recursive: true, force: true });
    await mkdir(photograph);
    if (this.database) {
      postgres("dropdb", ["--if-exists", `${this.name}_then`]);
      postgres("createdb", ["-T", this.name, `${this.name}_then`]);
    } else {
      await this.#copy(DATABASE, this.data(0), photograph);
    }
    await this.#copy([MEMORY], this.data(0), photograph);
    this.photograph = photograph;
    await this.start();
  }

  // Puts the copy back. With `memory` the file that notices it is as old as the database, and only the tablets can notice.
  async putBack(memory) {
    await this.kill();
    if (this.database) {
      postgres("dropdb", ["--force", this.name]);
      postgres("createdb", ["-T", `${this.name}_then`, this.name]);
    } else {
      await Promise.all(DATABASE.map((file) => rm(join(this.data(0), file), { force: true })));
      await this.#copy(DATABASE, this.photograph, this.data(0));
    }
    if (memory) for (const at of this.processes.keys()) await this.#copy([MEMORY], this.photograph, this.data(at));
    await this.start();
  }

  async #copy(files, from, to) {
    for (const file of files) await cp(join(from, file), join(to, file)).catch((error) => error.code === "ENOENT" || Promise.reject(error));
  }

  async close() {
    await this.kill();
    if (!this.database) return;
    for (const name of [this.name, `${this.name}_then`, `${this.name}_keys`]) postgres("dropdb", ["--if-exists", "--force", name]);
  }
}

const lives = (server) => server !== null && server.exitCode === null && server.signalCode === null;

// Ends a process and waits until it is gone.
async function gone(server, signal) {
  if (!lives(server)) return;
  const end = once(server, "exit");
  server.kill(signal);
  await end;
}
