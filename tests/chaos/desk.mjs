// A second device without a browser: speaks /sync/v1, keeps its own changes for ever, pulls, and hands back what a restored log has lost.
import { createHmac, randomUUID } from "node:crypto";
import { fold } from "./fold.mjs";
import { parse, write } from "./numbers.mjs";

const NOTHING = "0".repeat(16);
const TIME_OUT_MS = 10_000;

export class Desk {
  name = "Back office";
  outbox = [];
  // Rows it holds, by place; and sealed groups that a log may have lost.
  rows = new Map();
  kept = new Map();
  cursor = 0;
  chain = NOTHING;
  lastN = 0;
  epoch = 1;

  // `person` may enrol by themselves.
  static async enrolled(house, person) {
    const desk = new Desk();
    Object.assign(desk, { house, person });
    await desk.#signIn();
    const answer = await desk.#send("POST", "/sync/v1/enrol", { name: desk.name });
    if (!answer.ok) throw new Error(`enrol: ${answer.status} ${await answer.text()}`);
    desk.enrolled = await answer.json();
    desk.epoch = desk.enrolled.epoch;
    desk.key = Buffer.from(desk.enrolled.author_key, "hex");
    const { spaces, ...classes } = desk.enrolled.projection;
    desk.projection = `${spaces.join("+")}.${["personal", "sensitive", "financial"].filter((name) => classes[name]).map((name) => name[0]).join("")}`;
    return desk;
  }

  async #signIn() {
    const form = new URLSearchParams({ email: this.person.email, password: this.person.password });
    const answer = await this.#send("POST", "/login", form);
    this.cookie = answer.headers.get("set-cookie")?.split(";")[0];
    if (!this.cookie) throw new Error(`not signed in: ${answer.status}`);
  }

  #send(method, path, body) {
    const url = `http://127.0.0.1:${this.house.doors()[0]}`;
    const headers = { origin: url, "x-innkeeper": "1" };
    if (this.cookie) headers.cookie = this.cookie;
    if (this.enrolled) headers["innkeeper-device"] = this.enrolled.certificate;
    const form = body instanceof URLSearchParams;
    if (body && !form) headers["content-type"] = "application/json";
    return fetch(url + path, { method, headers, body: form || !body ? body : write(body), redirect: "manual", signal: AbortSignal.timeout(TIME_OUT_MS) });
  }

  // An answer, signing in again where the session is gone; what the protocol refuses is given as `refused`.
  async #call(method, path, body) {
    for (let time = 0; ; time += 1) {
      const answer = await this.#send(method, path, body);
      const said = await answer.text();
      if (answer.ok) return { value: parse(said) };
      const refused = said.startsWith("{") ? JSON.parse(said).sync : null;
      if (answer.status === 429) await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
      else if (answer.status === 401 && time < 2) await this.#signIn();
      else if (refused) return { refused };
      else throw new Error(`${path}: ${answer.status} ${said.slice(0, 300)}`);
      if (time > 5) throw new Error(`${path}: ${answer.status} again and again`);
    }
  }

  // One op of its own. It waits until it is pushed, and is kept for ever.
  #write(root, kind, body) {
    const n = this.outbox.length + 1;
    this.outbox.push({ n, g: n, z: true, h: BigInt(Date.now()) << 16n, r: root, s: 1, k: kind, b: body });
  }

  note(root, text) {
    this.#write(root, "append", { in: "interactions", id: randomUUID(), f: { at: Date.now(), body: text, type: "note" } });
  }

  // With eyes open it replaces the values it has seen; otherwise its value stands beside theirs.
  edit(root, field, text, open) {
    const values = open ? fold([...this.rows.values()]).get(root)?.fields.get(field) : null;
    const seen = [...(values?.keys() ?? [])].map((dot) => dot.split("/").map(Number));
    this.#write(root, "set", { [field]: [text, seen] });
  }

  // Sends and fetches until there is no more; what is refused is done as the protocol says.
  async sync() {
    for (let round = 0; round < 12; round += 1) {
      const refused = (await this.#push()) ?? (await this.#pull());
      if (refused === null) return;
      if (refused.do === "gap") this.lastN = refused.expected - 1;
      else if (refused.do === "epoch" || refused.do === "snapshot") await this.#startOver();
      else throw new Error(`refused: ${JSON.stringify(refused)}`);
    }
    throw new Error("it does not come to an end");
  }

  async #push() {
    const waiting = this.outbox.slice(this.lastN, this.lastN + 200);
    if (waiting.length === 0) return null;
    const ops = write(waiting);
    const mac = createHmac("sha256", this.key).update(ops).digest("hex").slice(0, 32);
    const runs = [{ by: this.enrolled.user, mac, ops: waiting }];
    const { value, refused } = await this.#call("POST", "/sync/v1/push", { epoch: this.epoch, dev: this.enrolled.dev, now: Date.now(), runs });
    if (refused) return refused;
    this.lastN = value.last_n;
    return null;
  }

  async #pull() {
    for (;;) {
      const query = new URLSearchParams({ epoch: this.epoch, cursor: this.cursor, chain: this.chain, projection: this.projection });
      const { value, refused } = await this.#call("GET", `/sync/v1/pull?${query}`);
      if (refused) return refused;
      if (value.snapshot) return { do: "snapshot" };
      if (value.last_n < this.lastN) this.lastN = value.last_n;
      this.#take(value);
      if (!value.more) return this.lastN < this.outbox.length ? { do: "gap", expected: this.lastN + 1 } : null;
    }
  }

  #take({ rows, next, chain, seals = [] }) {
    const macs = new Map(seals.map(({ q, m }) => [q, m]));
    let group = [];
    for (const row of rows) {
      this.rows.set(row.q, { ...row, seq: row.q, dev: row.d, n: row.op.n, status: row.st ?? "ok", kind: row.op.k, body: row.op.b ?? {}, root: row.op.r, ent: row.op.e ?? row.op.r });
      group.push(row);
      if (!row.op.z) continue;
      if (macs.has(row.q)) this.kept.set(`${row.d}/${group[0].op.n}`, { rows: group, mac: macs.get(row.q) });
      group = [];
    }
    this.cursor = next;
    this.chain = chain;
  }

  // The log is another one: hands back everything that was sealed, and reads the log anew from its start.
  async #startOver() {
    const { value: manifest } = await this.#call("GET", "/sync/v1/snapshot");
    this.epoch = manifest.epoch;
    this.lastN = Math.min(this.lastN, manifest.last_n);
    const groups = [...this.kept.values()].sort((a, b) => Number(a.rows[0].q) - Number(b.rows[0].q));
    for (let at = 0; at < groups.length; at += 100) {
      const { refused } = await this.#call("POST", "/sync/v1/hand-back", { epoch: this.epoch, groups: groups.slice(at, at + 100) });
      if (refused) throw new Error(`nothing is taken back: ${JSON.stringify(refused)}`);
    }
    Object.assign(this, { cursor: 0, chain: NOTHING, rows: new Map() });
  }

  // Whether a row it could hand back has this text.
  holds(canary) {
    return [...this.kept.values()].some((group) => write(group).includes(canary));
  }
}
