// The account: every change that somebody was told is kept, looked for in the server's database and on every device. Knows the stored forms from
// docs/sync.md and uses no code of the app's or the server's.
import { createHash } from "node:crypto";
import { current, dot, fold } from "./fold.mjs";

// As receipts.mjs makes them.
const CANARY = /zq[0-9a-z]{4}w[0-9a-z]{3}k/g;
const SERVERS = 2 ** 31;
// Rows that bring a change; a `release` repeats one.
const BRINGS = ["new", "set", "append", "amend"];

// What is wrong, each with its kind: "lost", "doubled", "unseen", "log", "device". `data` is what log.mjs read, `devices` what the tablets keep,
// `attempts` all texts that anybody began to save.
export function account({ data, receipts, attempts = [], devices = [] }) {
  const findings = [];
  const find = (kind, text, canary = null) => findings.push({ kind, text, canary });
  log(data, find);
  const places = placesOf(data.rows, [...new Set([...receipts.map(({ canary }) => canary), ...attempts])]);
  const now = new Set([...current(fold(data.rows))].flatMap(({ text }) => text.match(CANARY) ?? []));
  for (const canary of attempts) {
    const rows = places.get(canary) ?? [];
    if (rows.length > 1) find("doubled", `${canary} stands in rows ${rows.map(({ seq }) => seq).join(", ")}`, canary);
  }
  for (const { canary, by, what, excused } of receipts) {
    const [row] = places.get(canary) ?? [];
    if (row === undefined) {
      if (excused === null) find("lost", `${what} ${canary} by ${by} is in no row`, canary);
      continue;
    }
    if (row.status === "void") continue;
    if (!/^(ok|released)/.test(row.status)) {
      find("lost", `${what} ${canary} by ${by} is in row ${row.seq} and does not count: ${row.status}`, canary);
      continue;
    }
    if (!now.has(canary)) {
      if (!wasSeen(data.rows, row, canary)) find("unseen", `${what} ${canary} of row ${row.seq} is gone, and nobody who wrote later had seen it`, canary);
      continue;
    }
    if (!data.states.get(row.root)?.includes(canary)) find("unseen", `${what} ${canary} of row ${row.seq} counts and is not in the server's state of ${row.root}`, canary);
    for (const device of devices) {
      if (!device.holds(canary)) find("device", `${what} ${canary} of row ${row.seq} is not on ${device.name}`, canary);
    }
  }
  for (const device of devices) rest(device, data, find);
  return findings;
}


// Rows by the texts they bring.
function placesOf(rows, canaries) {
  const wanted = new Set(canaries);
  const places = new Map();
  for (const row of rows) {
    if (!BRINGS.includes(row.kind)) continue;
    for (const [canary] of JSON.stringify(row.body).matchAll(CANARY)) {
      if (!wanted.has(canary) || places.get(canary)?.at(-1) === row) continue;
      places.set(canary, [...(places.get(canary) ?? []), row]);
    }
  }
  return places;
}

// Whether somebody replaced the value of a row with open eyes, or took the entry back.
function wasSeen(rows, row, canary) {
  const fields = row.kind === "set" ? Object.entries(row.body).filter(([, [value]]) => String(value).includes(canary)).map(([name]) => name) : Object.keys(row.body.f ?? {});
  const own = dot(row.dev, row.n);
  return rows.some((later) => {
    if (later.seq <= row.seq || later.status !== "ok" || later.ent !== row.ent) return false;
    if (later.kind === "set") return fields.some((name) => later.body[name]?.[1].some(([dev, n]) => dot(dev, n) === own));
    return ["amend", "retract"].includes(later.kind) && later.body.id === row.body.id;
  });
}

// The log is gapless, its chain unbroken, each number given once and none left out.
function log({ rows, head, devices }, find) {
  let chain = 0n;
  const numbers = new Map();
  for (const [at, row] of rows.entries()) {
    if (row.seq !== at + 1) return find("log", `row ${at + 1} is missing`);
    chain = next(chain, row);
    if (chain !== row.chain) return find("log", `the chain breaks at row ${row.seq}`);
    const own = numbers.get(row.dev) ?? new Set();
    if (own.has(row.n)) find("doubled", `${dot(row.dev, row.n)} stands twice`);
    numbers.set(row.dev, own.add(row.n));
  }
  if (head.seq !== rows.length || head.chain !== chain) find("log", `the head says row ${head.seq}, there are ${rows.length}`);
  for (const [dev, own] of numbers) {
    if (dev >= SERVERS) continue;
    const last = Math.max(...own);
    if (last !== own.size) find("log", `device ${dev} has ${own.size} numbers up to ${last}`);
    const known = devices.find((device) => device.dev === dev);
    if (known && known.last_n !== last) find("log", `device ${dev} is said to be at ${known.last_n} and is at ${last}`);
  }
}

export function next(chain, { dev, n, eff }) {
  const bytes = Buffer.alloc(28);
  bytes.writeBigUInt64BE(chain, 0);
  bytes.writeUInt32BE(dev, 8);
  bytes.writeBigUInt64BE(BigInt(n), 12);
  bytes.writeBigUInt64BE(eff, 20);
  return createHash("sha256").update(bytes).digest().readBigUInt64BE(0);
}

// A device at rest has everything and owes nothing.
function rest({ name, dev, outbox, cursor, epoch }, { rows, head }, find) {
  if (cursor !== head.seq || epoch !== head.epoch) find("device", `${name} stands at row ${cursor} of generation ${epoch}, the log at ${head.seq} of ${head.epoch}`);
  const own = new Set(rows.filter((row) => row.dev === dev).map(({ n }) => n));
  for (const { n } of outbox) if (!own.has(n)) find("device", `${name} still keeps its change ${n}, which is not in the log`);
}
