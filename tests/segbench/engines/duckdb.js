// DuckDB-wasm. Categories as UTINYINT codes (the strongest form), names as VARCHAR, loaded through Arrow IPC.
import * as wasm from "@duckdb/duckdb-wasm";
import * as arrow from "apache-arrow";
import { TODAY } from "../gen.js";
import { sql, sqlRow, RULES, S5, S6, S7, SEGMENTS, COUNTED, changedGuest, change } from "../queries.js";

const enc = new TextEncoder();
function utf8(codes, dict) {
  const e = dict.map((x) => enc.encode(x)),
    o = new Int32Array(codes.length + 1);
  let t = 0;
  for (let i = 0; i < codes.length; i++) {
    o[i] = t;
    t += e[codes[i]].length;
  }
  o[codes.length] = t;
  const b = new Uint8Array(t);
  for (let i = 0; i < codes.length; i++) b.set(e[codes[i]], o[i]);
  return arrow.makeVector(arrow.makeData({ type: new arrow.Utf8(), length: codes.length, valueOffsets: o, data: b }));
}
const part = (cols, a, b) => arrow.tableToIPC(new arrow.Table(Object.fromEntries(Object.entries(cols).map(([c, f]) => [c, f(a, b)]))), "stream");

export function make(name, bundle, threads) {
  let db,
    conn,
    worker,
    N,
    st = {};
  const q = async (key, text, ...args) => {
    const s = (st[key] ??= await conn.prepare(text));
    return s.query(...args);
  };
  const one = async (text) => Number((await conn.query(text)).getChildAt(0).get(0));
  // One prepared statement per query and variant, so the parser is out of the timing as for the hand-written loops.
  const countOf = (n) => async (k) => Number((await q(n + k, `SELECT count(*) c FROM guests g WHERE ${sql(RULES[n](k))}`)).getChildAt(0).get(0));
  // One pass over the guests for all segments, the best shape for this engine.
  const countAll = (name, segments) => async () => {
    const sums = segments.map((x, j) => `CAST(count(*) FILTER (WHERE ${sql(x)}) AS INTEGER) c${j}`);
    const t = await q(name, `SELECT ${sums.join(",")} FROM guests g`);
    return Uint32Array.from(segments, (_, j) => t.getChildAt(j).get(0));
  };
  const eng = {
    name,
    async load(d) {
      N = d.N;
      st = {};
      worker = new Worker(`/duckdb/${bundle.worker}`);
      db = new wasm.AsyncDuckDB(new wasm.VoidLogger(), worker);
      await db.instantiate(new URL(`/duckdb/${bundle.wasm}`, location).href, bundle.pthread ? new URL(`/duckdb/${bundle.pthread}`, location).href : undefined);
      await db.open({ path: ":memory:", ...(threads ? { maximumThreads: threads } : {}) });
      conn = await db.connect();
      const g = Object.fromEntries(Object.entries(d.g).map(([c, v]) => [c, (a, b) => arrow.makeVector(v.subarray(a, b))]));
      g.first_name = (a, b) => utf8(d.g.first_name.subarray(a, b), d.FIRST);
      g.last_name = (a, b) => utf8(d.g.last_name.subarray(a, b), d.LAST);
      const s = Object.fromEntries(Object.entries(d.s).map(([c, v]) => [c, (a, b) => arrow.makeVector(v.subarray(a, b))]));
      for (const [t, cols, n] of [
        ["guests", g, d.N],
        ["stays", s, d.M],
      ]) {
        const step = 500000;
        for (let a = 0; a < n; a += step) await conn.insertArrowFromIPCStream(part(cols, a, Math.min(n, a + step)), { name: t, create: a === 0 });
      }
      if (threads) await conn.query(`SET threads=${threads}`);
    },
    queries: {
      S1: countOf("S1"),
      S2: countOf("S2"),
      S3: countOf("S3"),
      S4: countOf("S4"),
      S4c: countOf("S4c"),
      S2ids: async (k) => (await q("S2i" + k, `SELECT id FROM guests g WHERE ${sql(RULES.S2(k))}`)).getChildAt(0).toArray(),
      S5: async (k) => {
        const { from } = S5(k);
        const t = await q(
          "S5" + k,
          `WITH a AS (SELECT guest, max(arrival+nights) r, count(*) f, sum(spend) m FROM stays WHERE status=1 AND arrival+nights>=${from} GROUP BY guest),
          t AS (SELECT ntile(5) OVER (ORDER BY r,guest)-1 AS rr, ntile(5) OVER (ORDER BY f,guest)-1 AS ff, ntile(5) OVER (ORDER BY m,guest)-1 AS mm FROM a)
          SELECT CAST(rr*25+ff*5+mm AS INTEGER) c, CAST(count(*) AS INTEGER) n FROM t GROUP BY c`,
        );
        const o = new Uint32Array(125),
          c = t.getChildAt(0).toArray(),
          n = t.getChildAt(1).toArray();
        for (let i = 0; i < c.length; i++) o[c[i]] = n[i];
        return o;
      },
      S6: async (k) => {
        const t = await q("S6" + k, `SELECT CAST(country AS INTEGER)*5+tier k, CAST(count(*) AS INTEGER) n FROM guests g WHERE ${sql(S6(k))} GROUP BY country, tier`);
        const o = new Uint32Array(300),
          c = t.getChildAt(0).toArray(),
          n = t.getChildAt(1).toArray();
        for (let i = 0; i < c.length; i++) o[c[i]] = n[i];
        return o;
      },
      S7: async (k) => {
        const p = S7(k),
          w = `last_name LIKE '${p}%'`;
        const n = Number((await q("S7n" + k, `SELECT count(*) FROM guests WHERE ${w}`)).getChildAt(0).get(0));
        return [n, ...(await q("S7" + k, `SELECT id FROM guests WHERE ${w} ORDER BY last_name, id LIMIT 20`)).getChildAt(0).toArray()];
      },
      S8: async (k) => {
        const i = changedGuest(N, k),
          c = change(k);
        await q("S8u", `UPDATE guests SET vip=?, last_stay=?, total_spend=?, tier=? WHERE id=CAST(? AS UINTEGER)`, c.vip, c.last_stay, c.total_spend, c.tier, i);
        const t = await q(
          "S8s",
          sqlRow(SEGMENTS, (e) => `CAST(${e} AS INTEGER)`, "CAST(? AS UINTEGER)"),
          i,
          i,
        );
        const bits = new Uint32Array(2);
        for (let j = 0; j < 50; j++) bits[j >> 5] |= t.getChildAt(j).get(0) << (j & 31);
        return bits;
      },
      S9: countAll("S9", SEGMENTS),
      S9c: countAll("S9c", COUNTED),
    },
    async dispose() {
      for (const s of Object.values(st)) await s.close();
      st = {};
      await conn.close();
      await db.terminate();
      worker.terminate();
    },
    version: async () => {
      const t = await conn.query("SELECT version() v, current_setting('threads') t");
      return `${t.getChildAt(0).get(0)} threads=${t.getChildAt(1).get(0)}`;
    },
  };
  return eng;
}
export const duckdb = make("duckdb", { wasm: "duckdb-eh.wasm", worker: "duckdb-browser-eh.worker.js" });
