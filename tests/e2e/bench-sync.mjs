// What sync promises in numbers, measured on the real server and real browsers: `cargo xtask bench sync`. Prints a table with limits and writes
// target/bench-sync.json. The second part, unlocking, takes the reservations export beside the repository if it is there, else the demo hotel.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, connect } from "node:net";
import { once } from "node:events";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { Device } from "./device.mjs";
import { Hotel, innkeeper, program, root } from "./hotel.mjs";
import { GuestPage, GuestsPage, PEOPLE, expect, settle } from "./house.mjs";
import { LockPage, ProtectionCard } from "./lock-pages.mjs";
import { addPeople } from "./setup.mjs";
import { Watch } from "./watch.mjs";

const { values: options } = parseArgs({ options: { edits: { type: "string", default: "200" }, reservations: { type: "string" } } });
const edits = Number(options.edits);
const beside = join(root, "../shared/data/hotel/reservations.csv.xz");
const reservations = options.reservations ?? (existsSync(beside) ? beside : null);
// Milliseconds from one note to the next.
const PACE = 1_500;
const PASSPHRASE = "seven lamps at dawn";

const MAP = {
  format: "innkeeper-map/1",
  name: "Guests of the bench",
  system: "bench",
  file: { encoding: "utf-8", delimiter: "," },
  dates: "year-first",
  consents: "none",
  guest: { ref: { column: "id" }, fields: { given_name: "given_name", surname: "surname" } },
};

const rank = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.max(0, Math.ceil(part * numbers.length) - 1)];

// The way from a browser to the server: every packet comes so many milliseconds later.
class Line {
  static async to(port) {
    const line = new Line();
    const server = createServer((near) => {
      if (line.cut) return near.destroy();
      const far = connect(port, "127.0.0.1");
      const carry = (from, into) => {
        from.on("data", (part) => setTimeout(() => into.writable && into.write(part), line.delay));
        from.on("close", () => setTimeout(() => into.destroy(), line.delay));
        from.on("error", () => into.destroy());
      };
      carry(near, far);
      carry(far, near);
      line.sockets.add(near).add(far);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    line.server = server;
    line.url = `http://127.0.0.1:${server.address().port}`;
    return line;
  }

  delay = 0;
  cut = false;
  sockets = new Set();

  break() {
    this.cut = true;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close() {
    this.break();
    this.server.close();
  }
}

// In the page, before the app: when a command went to the engine, and when it said that it is done. Messages begin with their number; a command is
// the fourth kind of question, "done" the second kind of answer.
function clockCommands() {
  const post = Worker.prototype.postMessage;
  const head = (bytes) => {
    let [id, at] = [0, 0];
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      id += (byte & 127) * 2 ** shift;
      if (byte < 128) return { id, kind: bytes[at] };
    }
  };
  const asked = new Map();
  window.commands = [];
  Worker.prototype.postMessage = function (message, ...rest) {
    const { id, kind } = message instanceof Uint8Array ? head(message) : {};
    if (kind === 3) asked.set(id, performance.now());
    if (!this.isClocked) {
      this.isClocked = true;
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof Uint8Array)) return;
        const { id, kind } = head(data);
        if (kind !== 1 || !asked.has(id)) return;
        window.commands.push({ took: performance.now() - asked.get(id), at: performance.timeOrigin + asked.get(id) });
        asked.delete(id);
      });
    }
    return post.call(this, message, ...rest);
  };
}

// In the engine's worker: when each change was on the disk.
function clockCommits() {
  self.commits = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const begun = transaction.call(this, stores, mode, options);
    if (options?.durability === "strict" && [stores].flat().includes("outbox")) {
      begun.addEventListener("complete", () => self.commits.push(performance.timeOrigin + performance.now()));
    }
    return begun;
  };
}

// In a page that shows the guest: when each text was there first.
function watchTimeline() {
  window.seen = {};
  const look = () => {
    for (const [text] of document.querySelector("ol.timeline")?.innerText.matchAll(/bench \d+\./g) ?? []) window.seen[text] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

const isPush = (request) => request.url().endsWith("/sync/v1/push");

function sizeOf(request) {
  const body = request.postDataBuffer();
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  const plain = isPacked ? gunzipSync(body) : body;
  const ops = JSON.parse(plain.toString()).runs.reduce((count, run) => count + run.ops.length, 0);
  return { ops, bytes: gzipSync(plain, { level: 6 }).length };
}

async function between(masters) {
  process.env.INNKEEPER_MASTERS = masters;
  const data = join(masters, "bench");
  await mkdir(data);
  innkeeper(data, ["demo"]);
  await addPeople(data);
  await writeFile(join(masters, "bench.jsonl"), innkeeper(data, ["export"]));
  const hotel = await Hotel.copyOf("bench");
  const watch = new Watch();
  await hotel.start();
  const line = await Line.to(hotel.port);
  const [near, far] = [await Device.found({ ...hotel, url: line.url }, watch), await Device.found(hotel, watch)];
  try {
    const { email } = hotel.guestWithConsent();
    const [here, there] = [await settle(near, "Here", PEOPLE.service), await settle(far, "There", PEOPLE.sales)];
    await here.addInitScript(clockCommands);
    for (const page of [here, there]) {
      await page.reload();
      await new GuestsPage(page).ready();
    }
    const [mine, theirs] = [await new GuestsPage(here).open(email), await new GuestsPage(there).open(email)];
    await theirs.page.evaluate(watchTimeline);

    // Notes here, looked for there; no more than a device may send a minute.
    await here.workers()[0].evaluate(clockCommits);
    for (let at = 0; at < edits; at += 1) {
      const next = performance.now() + PACE;
      await mine.note(`bench ${at}.`);
      await here.waitForTimeout(Math.max(0, next - performance.now()));
      if (at % 20 === 19) await expect.poll(() => there.evaluate((text) => text in window.seen, `bench ${at}.`), { timeout: 70_000 }).toBe(true);
    }
    const commands = (await here.evaluate(() => window.commands.splice(0))).slice(-edits);
    const commits = await here.workers()[0].evaluate(() => self.commits);
    const durable = commands.map(({ at }) => commits.find((commit) => commit >= at) - at);
    const seen = await there.evaluate(() => window.seen);
    const arrived = commands.map(({ at }, index) => seen[`bench ${index}.`] - at);

    // The same with a network of 100 ms there and back: from the request to its whole answer.
    line.delay = 50;
    const answered = [];
    const sizes = [];
    near.context.on("requestfinished", (request) => {
      if (!isPush(request)) return;
      const { responseEnd } = request.timing();
      answered.push(responseEnd);
      sizes.push(sizeOf(request));
    });
    for (let at = 0; at < 30; at += 1) {
      const before = answered.length;
      await mine.edit({ "field-guest-city": `Town ${at}` });
      await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(before);
    }
    const single = sizes.filter(({ ops }) => ops === 1).map(({ bytes }) => bytes);

    // A hundred at once: changed without a network, sent when it is back.
    line.delay = 0;
    line.break();
    for (let at = 0; at < 100; at += 1) await mine.edit({ "field-guest-city": `Village ${at}` });
    sizes.length = 0;
    line.cut = false;
    await expect.poll(() => sizes.find(({ ops }) => ops >= 100)?.bytes, { timeout: 90_000 }).toBeTruthy();
    const batch = sizes.find(({ ops }) => ops >= 100);

    // 500 rows of the house in one answer: from the end of the answer to the painted count.
    await here.goto("/guests");
    const guests = new GuestsPage(here);
    await guests.ready();
    line.break();
    await hotel.stop();
    const rows = Array.from({ length: 500 }, (_, at) => `x${at},Benchman,Otto ${at}`);
    const csv = join(hotel.data, "many.csv");
    await writeFile(csv, `id,surname,given_name\n${rows.join("\n")}\n`);
    const map = join(hotel.data, "many.json");
    await writeFile(map, JSON.stringify(MAP));
    innkeeper(hotel.data, ["import", csv, "--map", map], { mayFind: true });
    await hotel.start();
    await here.evaluate(() => {
      const foot = document.querySelector(".gridfoot");
      const count = foot.innerText;
      new MutationObserver(() => {
        if (foot.innerText !== count) requestAnimationFrame(() => setTimeout(() => (window.painted ??= performance.timeOrigin + performance.now())));
      }).observe(foot, { subtree: true, childList: true, characterData: true });
    });
    let ended;
    near.context.on("requestfinished", (request) => {
      if (!request.url().includes("/sync/v1/pull")) return;
      const { startTime, responseEnd } = request.timing();
      ended ??= startTime + responseEnd;
    });
    line.cut = false;
    await expect.poll(() => here.evaluate(() => window.painted), { timeout: 60_000 }).toBeTruthy();
    const painted = await here.evaluate(() => window.painted);
    return { durable, saved: commands.map(({ took }) => took), arrived, answered, single, batch, applied: painted - ended };
  } finally {
    line.close();
    for (const device of [near, far]) await device.close();
    await hotel.close();
    if (watch.found.length > 0) console.error(watch.found.join("\n"));
  }
}

async function unlocking(masters) {
  const data = join(masters, "many");
  await mkdir(data);
  if (reservations) {
    const done = spawnSync(program, ["import", reservations, "--map", join(root, "crates/booking-site/maps/reservations.json"), "--data", data], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (![0, 3].includes(done.status)) throw new Error(done.stderr);
  } else innkeeper(data, ["demo"]);
  await addPeople(data);
  await writeFile(join(masters, "many.jsonl"), "");
  const hotel = await Hotel.copyOf("many");
  const watch = new Watch();
  const device = await Device.found(hotel, watch);
  try {
    await hotel.start();
    const page = await settle(device, "Bench", PEOPLE.service);
    const guests = new GuestsPage(page);
    await guests.ready({ timeout: 300_000 });
    const count = await guests.all();
    await guests.shellStored();
    const card = new ProtectionCard(page);
    await card.open();
    await card.setPassphrase(PASSPHRASE);
    const times = [];
    for (let run = 0; run < 3; run += 1) {
      await device.stop();
      const again = await device.start();
      const lock = new LockPage(again);
      await again.goto("/guests");
      await lock.ready();
      await lock.passphrase.fill(PASSPHRASE);
      const began = performance.now();
      await lock.button("lock-unlock").click();
      await new GuestsPage(again).ready({ timeout: 60_000 });
      times.push(performance.now() - began);
    }
    return { count, times };
  } finally {
    await device.close();
    await hotel.close();
    if (watch.found.length > 0) console.error(watch.found.join("\n"));
  }
}

const masters = await mkdtemp(join(tmpdir(), "innkeeper-bench-"));
try {
  const load = [loadavg()[0]];
  const way = await between(masters);
  load.push(loadavg()[0]);
  const { count, times } = await unlocking(masters);
  load.push(loadavg()[0]);
  const round = (number) => Number(number.toFixed(1));
  const table = [
    [`a note, ${edits} of them: command to the end of the strict transaction: p50, ms`, rank(way.durable, 0.5), 5],
    ["the same: p95, ms", rank(way.durable, 0.95), 50],
    ['a note: command to "saved" on the page: p50, ms', rank(way.saved, 0.5), null],
    ["the same: p95, ms", rank(way.saved, 0.95), null],
    ["a note painted on another device, both online: p50, ms", rank(way.arrived, 0.5), null],
    ["the same: p95, ms", rank(way.arrived, 0.95), 2000],
    [`push to answer over 100 ms there and back, ${way.answered.length} of them: p50, ms`, rank(way.answered, 0.5), 150],
    ["the same: p95, ms", rank(way.answered, 0.95), null],
    ["one changed field, the push packed, bytes: median", rank(way.single, 0.5), 160],
    [`a changed field among ${way.batch.ops} in one push, packed, bytes`, way.batch.bytes / way.batch.ops, 45],
    ["500 new guests in one answer: end of the answer to the painted count, ms", way.applied, null],
    [`passphrase to the searchable list of ${count} guests, browser opened anew: median of 3, ms`, rank(times, 0.5), 2500],
  ];
  console.log(`${availableParallelism()} cores, load ${load.map(round).join(" ")}\n`);
  for (const [name, value, limit] of table) {
    const mark = limit !== null && value > limit ? "  over" : "";
    console.log(`${name.padEnd(92)} ${String(round(value)).padStart(8)}   ${limit ?? "–"}${mark}`);
  }
  await mkdir(join(root, "target"), { recursive: true });
  const told = { at: new Date().toISOString(), load: load.map(round), results: Object.fromEntries(table.map(([name, value]) => [name, round(value)])), ...way, unlock: times };
  await writeFile(join(root, "target/bench-sync.json"), `${JSON.stringify(told, null, 2)}\n`);
} finally {
  await rm(masters, { recursive: true, force: true });
}
