// The server's database as it lies there, by SQL and nothing else: the log, its head, the states, the devices.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { postgres } from "./house.mjs";

const TENANT = 1;
const HEX = { sqlite: (column) => `lower(hex(${column}))`, postgres: (column) => `encode(${column}, 'hex')` };

// Asks the database of a hotel, or the file of a copy; gives objects.
export function ask(place, sql) {
  if (place.file) {
    const said = execFileSync("sqlite3", ["-readonly", "-json", "-cmd", ".timeout 10000", place.file, sql], { encoding: "utf8", maxBuffer: 1 << 28 });
    return said.trim() === "" ? [] : JSON.parse(said);
  }
  return JSON.parse(postgres("psql", ["-d", place.database, "-XAtq", "-c", `SELECT coalesce(json_agg(t), '[]') FROM (${sql}) t`]));
}

// Where the records of a hotel are.
export const placeOf = (house) => (house.database ? { database: house.name } : { file: join(house.data(0), "innkeeper.db") });

export const uuid = (hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const dev = (number) => Number(number).toString(16).padStart(8, "0");

// Everything the checker needs, at one moment.
export function read(place) {
  const hex = place.file ? HEX.sqlite : HEX.postgres;
  const text = (column) => `CAST(${column} AS TEXT) AS ${column}`;
  const log = ask(
    place,
    `SELECT seq, epoch, dev, n, grp, fin, ${text("eff")}, ${hex("root")} AS root, ${hex("ent")} AS ent, type, kind, body, ${hex("sealed")} AS sealed, status, ${text("chain")} FROM log WHERE tenant = ${TENANT} ORDER BY seq`,
  );
  const [head] = ask(place, `SELECT epoch, seq, ${text("chain")}, durable FROM head WHERE tenant = ${TENANT}`);
  const states = ask(place, `SELECT ${hex("root")} AS root, as_of, ${hex("state")} AS state FROM root_state WHERE tenant = ${TENANT}`);
  const devices = ask(place, `SELECT dev, name, last_n, status FROM device WHERE tenant = ${TENANT}`);
  return {
    rows: log.map((row) => ({ ...row, root: uuid(row.root), ent: uuid(row.ent), eff: BigInt.asUintN(64, BigInt(row.eff)), chain: BigInt.asUintN(64, BigInt(row.chain)), body: bodyOf(row) })),
    head: { ...head, chain: BigInt.asUintN(64, BigInt(head.chain)) },
    states: new Map(states.map(({ root, state }) => [uuid(root), Buffer.from(state, "hex")])),
    devices: devices.map((row) => ({ ...row, hex: dev(row.dev), status: JSON.parse(row.status) })),
  };
}

// How far the log goes, for whoever waits.
export const headOf = (place) => ask(place, `SELECT epoch, seq FROM head WHERE tenant = ${TENANT}`)[0];

const HIDDEN = '{"hidden":true}';
const ENVELOPE = 5;

// What a row says, as one object: personal values lie apart, in the order of the places they were taken from.
function bodyOf({ body, sealed }) {
  if (!sealed) return JSON.parse(body);
  const values = JSON.parse(Buffer.from(sealed, "hex").subarray(ENVELOPE).toString("utf8"));
  if (!Array.isArray(values)) return values;
  const parts = body.split(HIDDEN);
  if (parts.length !== values.length + 1) throw new Error(`a row and what is sealed of it do not fit: ${body}`);
  return JSON.parse(parts.map((part, at) => part + (at < values.length ? JSON.stringify(values[at]) : "")).join(""));
}
