// The checker is checked: in copies of a database that is sound, one change is taken out, one is doubled, one is overwritten, and the log is torn.
// Each must be found, and nothing in the copy that was left alone.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { account, next } from "./checker.mjs";
import { postgres } from "./house.mjs";
import { placeOf, read } from "./log.mjs";
import { plain } from "./vault.mjs";

// A copy of the records, which may be written to; gives what the account of it finds.
function found(house, receipts, spoil) {
  const place = copied(house);
  const write = (sql) => {
    if (place.file) execFileSync("sqlite3", [place.file], { input: `BEGIN;${sql};COMMIT;`, stdio: ["pipe", "ignore", "inherit"] });
    else postgres("psql", ["-d", place.database, "-Xq", "-v", "ON_ERROR_STOP=1", "-c", sql]);
  };
  try {
    spoil?.(read(place), write, place);
    return account({ data: read(place), receipts, attempts: receipts.map(({ canary }) => canary) });
  } finally {
    if (place.file) rmSync(place.file, { force: true });
    else postgres("dropdb", ["--force", place.database]);
  }
}

function copied(house) {
  if (house.database) {
    const database = `${house.name}_spoiled`;
    postgres("createdb", ["-T", house.name, database]);
    return { ...placeOf(house), database };
  }
  const [from, file] = [join(house.data(0), "innkeeper.db"), join(house.dir, "spoiled.db")];
  // What is in the write-ahead log comes along.
  execFileSync("sqlite3", [from, `.backup ${file}`]);
  return { ...placeOf(house), file };
}

// A number of 64 bits as the database has it.
const bits = (chain) => BigInt.asIntN(64, chain);

// The log from these rows, with places and chain as if nothing had been done to it.
function relaid(rows, write) {
  let chain = 0n;
  const laid = rows.map((row, at) => ({ was: row.seq, seq: at + 1, chain: (chain = next(chain, row)) }));
  const moved = laid.map(({ was, seq, chain }) => `UPDATE log SET seq = ${-seq}, chain = ${bits(chain)} WHERE seq = ${was}`);
  write(`${moved.join(";")};UPDATE log SET seq = -seq WHERE seq < 0;UPDATE head SET seq = ${rows.length}, chain = ${bits(chain)}`);
}

const bring = (rows, canary) => rows.find(({ kind, body }) => kind !== "release" && JSON.stringify(body).includes(canary));
const COLUMNS = "tenant, seq, epoch, dev, n, grp, fin, usr, eff, orig_hlc, root, ent, type, schema, kind, action, body, sealed, status, chain";

// Gives what the checker missed; nothing when it found everything. The hotel must not be serving.
export function missed(house, receipts) {
  const sound = found(house, receipts);
  if (sound.length > 0) return [`a sound database is not found sound: ${JSON.stringify(sound[0])}`];
  const data = read(placeOf(house));
  const there = receipts.filter(({ canary }) => bring(data.rows, canary)?.status === "ok" && data.states.get(bring(data.rows, canary).root)?.includes(canary));
  // Everything that was saved was lost with a tablet and reported: there is nothing to spoil.
  if (there.length === 0) return [];
  const { canary } = there[Math.floor(there.length / 2)];
  const sayings = [];
  const must = (kind, what, spoil, own = canary) => {
    if (!found(house, receipts, spoil).some((finding) => finding.kind === kind && finding.canary === own)) sayings.push(`not found: ${what}`);
  };
  must("lost", "one change taken out, the log closed behind it", ({ rows }, write) => {
    const { seq } = bring(rows, canary);
    write(`DELETE FROM log WHERE seq = ${seq}`);
    relaid(rows.filter((row) => row.seq !== seq), write);
  });
  must("doubled", "one change that stands twice, under two numbers", ({ rows, head }, write) => {
    const row = bring(rows, canary);
    const n = Math.max(...rows.filter(({ dev }) => dev === row.dev).map(({ n }) => n)) + 1;
    const values = COLUMNS.replace("seq", String(head.seq + 1)).replace(" n,", ` ${n},`).replace(", grp", `, ${n}`).replace(", chain", `, ${bits(next(head.chain, { ...row, n }))}`);
    write(`INSERT INTO log (${COLUMNS}) SELECT ${values} FROM log WHERE seq = ${row.seq}`);
    write(`UPDATE head SET seq = seq + 1, chain = ${bits(next(head.chain, { ...row, n }))}`);
  });
  must("unseen", "one value overwritten by somebody who had not seen it", ({ rows, states }, write, place) => {
    const { root } = bring(rows, canary);
    const other = plain(Buffer.from(states.get(root).toString("latin1").replaceAll(canary, "overwritten".padEnd(canary.length, "n").slice(0, canary.length)), "latin1")).toString("hex");
    const hex = root.replaceAll("-", "");
    const literal = (bytes) => (place.file ? `x'${bytes}'` : `'\\x${bytes}'`);
    write(`UPDATE root_state SET state = ${literal(other)} WHERE root = ${literal(hex)}`);
  });
  must("log", "a row that is missing", ({ rows }, write) => write(`DELETE FROM log WHERE seq = ${bring(rows, canary).seq}`), null);
  must("log", "a time that was changed", ({ rows }, write) => write(`UPDATE log SET eff = eff + 65536 WHERE seq = ${bring(rows, canary).seq}`), null);
  return sayings;
}
