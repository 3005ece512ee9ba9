// Arquero: columnar verbs in plain JS over the same typed arrays.
import * as aq from "arquero";
import { TODAY } from "../gen.js";
import { codes, js, inTables, RULES, S5, S6, S7, SEGMENTS, COUNTED } from "../queries.js";
export const name = "arquero";
export const shares = true;
let G, T, d, off, s;
const { op } = aq;
export async function load(data) {
  d = data;
  ({ off, s } = d);
  G = aq.table(d.g);
  T = aq.table(d.s);
}
// row predicate as an arquero table expression: d.col references, parsed and compiled by arquero itself
const expr = (q) => {
  let e = js(q, (f) => `d.${f}`);
  for (const [n, t] of inTables(e)) {
    const vals = n.slice(2).split("_").join(",");
    e = e.replace(new RegExp(`${n}\\[(d\\.\\w+)\\]!==0`, "g"), (_, c) => `op.includes([${vals}],${c})`);
  }
  return `d => ${e}`;
};
const cache = new Map(),
  ex = (key, q) => cache.get(key) ?? (cache.set(key, expr(q)), cache.get(key));
const aggIds = (a) =>
  T.filter(`d => d.status === ${a.status} && d.arrival >= ${TODAY - a.days} && d.arrival <= ${TODAY}`)
    .groupby("guest")
    .rollup({ c: op.count(), m: op.sum("spend") })
    .filter(`d => d.c >= ${a.minCount} && d.m > ${a.minSpend}`);
const seg = (key, q) => {
  // aggregates only appear as a member of a top-level AND
  const a = q.rules.find((x) => x.agg),
    rest = q.rules.filter((x) => !x.agg);
  const t = G.filter(ex(key, a ? { combinator: "and", rules: rest } : q));
  return a ? t.semijoin(aggIds(a.agg), ["id", "guest"]) : t;
};
const countAll = (name, segments) => () => Uint32Array.from(segments, (segment, j) => seg(`${name} ${j}`, segment).numRows());

export const queries = {
  S1: (k) => seg("S1" + k, RULES.S1(k)).numRows(),
  S2: (k) => seg("S2" + k, RULES.S2(k)).numRows(),
  S3: (k) => seg("S3" + k, RULES.S3(k)).numRows(),
  S4: (k) => seg("S4" + k, RULES.S4(k)).numRows(),
  S4c: (k) => seg("S4c" + k, RULES.S4c(k)).numRows(),
  S2ids: (k) => Uint32Array.from(seg("S2" + k, RULES.S2(k)).array("id")),
  S5(k) {
    let a = T.filter(`d => d.status === 1 && d.arrival + d.nights >= ${S5(k).from}`)
      .groupby("guest")
      .rollup({ r: (d) => op.max(d.arrival + d.nights), f: op.count(), m: op.sum("spend") })
      .ungroup();
    // Arquero's own ntile cuts elsewhere than SQL's.
    const size = Math.floor(a.numRows() / 5),
      larger = (a.numRows() % 5) * (size + 1);
    const fifth = (place) => `${place} < ${larger} ? op.floor(${place} / ${size + 1}) : op.floor((${place} - ${larger}) / ${size}) + ${a.numRows() % 5}`;
    for (const c of ["r", "f", "m"]) {
      a = a
        .orderby(c, "guest")
        .derive({ place: op.row_number() })
        .derive({ ["q" + c]: `d => ${fifth("(d.place - 1)")}` });
    }
    const o = new Uint32Array(125);
    a.unorder()
      .derive({ c: (d) => d.qr * 25 + d.qf * 5 + d.qm })
      .groupby("c")
      .count()
      .objects({ limit: Infinity })
      .forEach((x) => {
        o[x.c] = x.count;
      });
    return o;
  },
  S6(k) {
    const o = new Uint32Array(300);
    for (const x of G.filter(ex("S6" + k, S6(k)))
      .groupby("country", "tier")
      .count()
      .objects({ limit: Infinity }))
      o[x.country * 5 + x.tier] = x.count;
    return o;
  },
  S7(k) {
    const [a, b] = codes(d.LAST, S7(k));
    const t = G.filter(`d => d.last_name >= ${a} && d.last_name < ${b}`).orderby("last_name", "id");
    return [t.numRows(), ...t.array("id", Array).slice(0, 20)];
  },
  S9: countAll("S9", SEGMENTS),
  S9c: countAll("S9c", COUNTED),
};
export const dispose = () => {
  G = T = d = undefined;
  cache.clear();
};
