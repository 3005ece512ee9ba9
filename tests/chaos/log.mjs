// The server's database as it lies there, by SQL and nothing else: the log, its head, the states, the devices.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { postgres } from "./house.mjs";
import { keysOf, open } from "./vault.mjs";

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

// Where the records of a hotel are, and the keys that open them.
export function placeOf(house) {
  const data = (file) => join(house.data(0), file);
  const vault = house.database ? { database: `${house.name}_keys` } : { file: data("keys.db") };
  return { ...(house.database ? { database: house.name } : { file: data("innkeeper.db") }), vault, secret: data("server.key") };
}

function keys({ vault, secret }) {
  const [{ id }] = ask(vault, `SELECT id FROM vault WHERE tenant = ${TENANT}`);
  return keysOf(secret, id, ask(vault, `SELECT CAST(no AS TEXT) AS no, wrapped FROM file_key WHERE tenant = ${TENANT}`));
}

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
  const opening = keys(place);
  return {
    rows: log.map((row) => ({ ...row, root: uuid(row.root), ent: uuid(row.ent), eff: BigInt.asUintN(64, BigInt(row.eff)), chain: BigInt.asUintN(64, BigInt(row.chain)), body: bodyOf(opening, row) })),
    head: { ...head, chain: BigInt.asUintN(64, BigInt(head.chain)) },
    states: new Map(states.map(({ root, state }) => [uuid(root), open(opening, "State", uuid(root), Buffer.from(state, "hex"))])),
    devices: devices.map((row) => ({ ...row, hex: dev(row.dev), status: JSON.parse(row.status) })),
  };
}

// How far the log goes, for whoever waits.
export const headOf = (place) => ask(place, `SELECT epoch, seq FROM head WHERE tenant = ${TENANT}`)[0];

// The last number of a device that is in it.
export const lastOf = (place, dev) => ask(place, `SELECT coalesce(max(n), 0) AS n FROM log WHERE tenant = ${TENANT} AND dev = ${dev}`)[0].n;

const HIDDEN = '{"hidden":true}';

// What a row says, as one object: personal values lie apart, in the order of the places they were taken from.
function bodyOf(opening, { body, sealed, root }) {
  const personal = sealed ? open(opening, "Row", uuid(root), Buffer.from(sealed, "hex")) : null;
  if (personal === null) return JSON.parse(body);
  const values = JSON.parse(personal.toString("utf8"));
  if (!Array.isArray(values)) return values;
  const parts = body.split(HIDDEN);
  if (parts.length !== values.length + 1) throw new Error(`a row and what is sealed of it do not fit: ${body}`);
  return JSON.parse(parts.map((part, at) => part + (at < values.length ? JSON.stringify(values[at]) : "")).join(""));
}
