// crossfilter2: sorted dimension indexes, incremental filter counts. It has no NOT/OR across dimensions, so nested rules
// go through a function filter on a dimension, which is a scan. It keeps no second table: no S4, S5, S8.
import crossfilter from "crossfilter2";
import { codes, js, inTables, RULES, S6, S7, SEGMENTS } from "../queries.js";
export const name = "crossfilter";
export const shares = true;
let d, A, B, all, dim, keyB, lastB, grp;
export async function load(data) {
  d = data;
  const { g, N } = d,
    rows = Array.from({ length: N }, (_, i) => i);
  A = crossfilter(rows);
  all = A.groupAll().reduceCount();
  dim = {
    country: A.dimension((i) => g.country[i]),
    last_stay: A.dimension((i) => g.last_stay[i]),
    row: A.dimension((i) => i),
    last_name: A.dimension((i) => g.last_name[i]),
  };
  B = crossfilter(rows);
  lastB = B.dimension((i) => g.last_stay[i]);
  keyB = B.dimension((i) => g.country[i] * 5 + g.tier[i]);
  grp = keyB.group();
}
const fn = (q) => {
  const e = js(q),
    t = inTables(e);
  return new Function("g", ...t.map((x) => x[0]), `return i=>${e}`)(d.g, ...t.map((x) => x[1]));
};
const clear = () => {
  for (const x in dim) dim[x].filterAll();
  lastB.filterAll();
};
export const reset = { S1: clear, S2: clear, S3: clear, S6: clear, S7: clear };
export const queries = {
  S1(k) {
    const [a, b] = RULES.S1(k).rules;
    dim.country.filterExact(a.value);
    dim.last_stay.filterRange([b.value, Infinity]);
    return all.value();
  },
  S2(k) {
    dim.row.filterFunction(fn(RULES.S2(k)));
    return all.value();
  },
  S3(k) {
    const q = RULES.S3(k),
      t = new Uint8Array(64);
    for (const c of q.rules[2].value) t[c] = 1;
    dim.country.filterFunction((c) => t[c] === 1);
    dim.row.filterFunction(fn({ combinator: "and", rules: q.rules.slice(0, 2) }));
    return all.value();
  },
  S6(k) {
    lastB.filterRange([S6(k).value, Infinity]);
    const o = new Uint32Array(300);
    for (const x of grp.all()) o[x.key] = x.value;
    return o;
  },
  S7(k) {
    dim.last_name.filterRange(codes(d.LAST, S7(k)));
    return [
      all.value(),
      ...dim.last_name
        .bottom(200000)
        .sort((a, b) => d.g.last_name[a] - d.g.last_name[b] || a - b)
        .slice(0, 20),
    ]; // bottom() has no second sort key
  },
};
export const dispose = () => {
  A = B = dim = grp = d = undefined;
};
