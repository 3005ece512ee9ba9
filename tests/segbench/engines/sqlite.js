// SQLite compiled to wasm by its own authors, in memory, on the page's own thread (no message cost), with indexes.
import sqlite3InitModule from "@sqlite.org/sqlite-wasm";
import { TODAY } from "../gen.js";
import { sql, sqlRow, RULES, S5, S6, S7, SEGMENTS, COUNTED, changedGuest, change } from "../queries.js";
export const name = "sqlite";
let S,
  db,
  N,
  st = {};
const prep = (key, text) => (st[key] ??= db.prepare(text));
const val = (key, text) => {
  const s = prep(key, text);
  s.step();
  const v = s.get(0);
  s.reset();
  return v;
};
const countOf = (n) => (k) => val(n + k, `SELECT count(*) FROM guests g WHERE ${sql(RULES[n](k))}`);

export async function load(d) {
  N = d.N;
  st = {};
  S ??= await sqlite3InitModule({ print() {}, printErr() {}, locateFile: (f) => "/sqlite/" + f });
  db = new S.oo1.DB(":memory:", "c");
  db.exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-400000; PRAGMA locking_mode=EXCLUSIVE;");
  const gc = Object.keys(d.g),
    sc = Object.keys(d.s),
    type = (c) => (c === "first_name" || c === "last_name" ? "TEXT" : c === "open_rate" ? "REAL" : c === "id" ? "INTEGER PRIMARY KEY" : "INTEGER");
  db.exec(`CREATE TABLE guests(${gc.map((c) => `${c} ${type(c)}`).join(",")}); CREATE TABLE stays(${sc.map((c) => `${c} INTEGER`).join(",")});`);
  // straight on the C exports; names as C strings allocated once per dictionary entry
  // (the JS wrapper sqlite3_bind_text of 3.54.1-build1 throws "pMem is not defined" for a JS string)
  const W = S.wasm,
    x = W.exports,
    cstr = (dict) => dict.map((v) => [W.allocCString(v), v.length]);
  const first = cstr(d.FIRST),
    last = cstr(d.LAST);
  const fill = (table, cols, n, src) => {
    const s = db.prepare(`INSERT INTO ${table} VALUES(${cols.map(() => "?").join(",")})`),
      p = s.pointer;
    const bind = cols.map((c, j) => {
      const v = src[c];
      if (c === "first_name") return (i) => x.sqlite3_bind_text(p, j + 1, first[v[i]][0], first[v[i]][1], 0);
      if (c === "last_name") return (i) => x.sqlite3_bind_text(p, j + 1, last[v[i]][0], last[v[i]][1], 0);
      if (c === "open_rate") return (i) => x.sqlite3_bind_double(p, j + 1, v[i]);
      return (i) => x.sqlite3_bind_int(p, j + 1, v[i]);
    });
    db.exec("BEGIN");
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < bind.length; c++) bind[c](i);
      x.sqlite3_step(p);
      x.sqlite3_reset(p);
    }
    db.exec("COMMIT");
    s.finalize();
  };
  fill("guests", gc, N, d.g);
  fill("stays", sc, d.M, d.s);
  db.exec(`CREATE INDEX g_country ON guests(country, last_stay, tier); CREATE INDEX g_last_stay ON guests(last_stay, country, tier);
    CREATE INDEX g_name ON guests(last_name, id); CREATE INDEX g_lang ON guests(language); CREATE INDEX g_spend ON guests(total_spend);
    CREATE INDEX s_guest ON stays(guest, status, arrival, spend); CREATE INDEX s_arrival ON stays(status, arrival, guest, spend); ANALYZE;`);
}
const countAll = (name, segments) => () => Uint32Array.from(segments, (segment, j) => val(`${name} ${j}`, `SELECT count(*) FROM guests g WHERE ${sql(segment)}`));

export const queries = {
  S1: countOf("S1"),
  S2: countOf("S2"),
  S3: countOf("S3"),
  S4: countOf("S4"),
  S4c: countOf("S4c"),
  S2ids(k) {
    const s = prep("S2i" + k, `SELECT id FROM guests g WHERE ${sql(RULES.S2(k))}`),
      p = s.pointer,
      o = [];
    while (S.capi.sqlite3_step(p) === 100) o.push(S.capi.sqlite3_column_int(p, 0));
    s.reset();
    return Uint32Array.from(o);
  },
  S5(k) {
    const { from } = S5(k);
    const s = prep(
      "S5" + k,
      `WITH a AS MATERIALIZED (SELECT guest, max(arrival+nights) r, count(*) f, sum(spend) m FROM stays WHERE status=1 AND arrival+nights>=${from} GROUP BY guest),
      t AS (SELECT ntile(5) OVER (ORDER BY r,guest)-1 rr, ntile(5) OVER (ORDER BY f,guest)-1 ff, ntile(5) OVER (ORDER BY m,guest)-1 mm FROM a)
      SELECT rr*25+ff*5+mm c, count(*) n FROM t GROUP BY c`,
    );
    const o = new Uint32Array(125);
    while (s.step()) o[s.get(0)] = s.get(1);
    s.reset();
    return o;
  },
  S6(k) {
    const s = prep("S6" + k, `SELECT country*5+tier, count(*) FROM guests g WHERE ${sql(S6(k))} GROUP BY country, tier`);
    const o = new Uint32Array(300);
    while (s.step()) o[s.get(0)] = s.get(1);
    s.reset();
    return o;
  },
  S7(k) {
    const p = S7(k),
      w = `last_name >= '${p}' AND last_name < '${p}{'`; // '{' follows 'z': the range form of a prefix, so the index serves it
    const n = val("S7n" + k, `SELECT count(*) FROM guests WHERE ${w}`),
      s = prep("S7" + k, `SELECT id FROM guests WHERE ${w} ORDER BY last_name, id LIMIT 20`),
      o = [n];
    while (s.step()) o.push(s.get(0));
    s.reset();
    return o;
  },
  S8(k) {
    const i = changedGuest(N, k),
      c = change(k),
      u = prep("S8u", "UPDATE guests SET vip=?, last_stay=?, total_spend=?, tier=? WHERE id=?");
    u.bind([c.vip, c.last_stay, c.total_spend, c.tier, i]).stepReset();
    const s = prep("S8s", sqlRow(SEGMENTS));
    s.bind([i, i]);
    s.step();
    const bits = new Uint32Array(2);
    for (let j = 0; j < 50; j++) bits[j >> 5] |= S.capi.sqlite3_column_int(s.pointer, j) << (j & 31);
    s.reset();
    return bits;
  },
  S9: countAll("S9", SEGMENTS),
  S9c: countAll("S9c", COUNTED),
};
export const version = () => S.capi.sqlite3_libversion();
export function dispose() {
  for (const s of Object.values(st)) s.finalize();
  st = {};
  db.close();
}
