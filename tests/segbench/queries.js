// The segment queries as engine-neutral rules (shape of react-querybuilder's RuleGroupType, plus an
// `agg` rule over the guest's stays), and the compilers from them to SQL and to a JS row predicate.
// Every query takes a variant k (0..4) so that no engine can answer from a result cache.
import { TODAY, COUNTRIES, LANGS, TAGS, rng } from "./gen.js";

const ctry = (...a) => a.map((x) => COUNTRIES.indexOf(x));
const tag = (...a) => a.map((x) => TAGS.indexOf(x));
const r = (field, operator, value) => ({ field, operator, value });
const and = (...rules) => ({ combinator: "and", rules });
const or = (...rules) => ({ combinator: "or", rules });
const not = (g) => ({ ...(g.combinator ? g : and(g)), not: true });
// agg: over the guest's stays with arrival in [TODAY-days, TODAY] and that status
const agg = (days, minCount, minSpend, status = 1) => ({ agg: { days, status, minCount, minSpend } });

// How many variants of a query there are: S8 changes each of its guests there and back.
export const variants = (query) => (query.startsWith("S8") ? 10 : 5);
export const S1 = (k) => and(r("country", "=", ctry("DE", "FR", "GB", "US", "IT")[k]), r("last_stay", ">=", TODAY - 365 - 30 * k));
export const S2 = (k) =>
  and(
    or(r("country", "in", ctry("DE", "AT", "CH")), r("language", "=", LANGS.indexOf("de"))),
    not(or(r("vip", "=", 1), r("optin_email", "=", 0))),
    or(r("total_spend", ">", 300000 + 10000 * k), and(r("total_nights", ">=", 8 + k), r("age", "between", [30, 55]))),
  );
export const S3 = (k) =>
  and(
    r("tags", "containsAny", [tag("spa", "golf")[k & 1], 5 + k]),
    r("tags", "containsNone", tag("complaint", "staff")),
    r("country", "in", ctry("DE", "AT", "CH", "NL", "BE", "DK", "SE", "NO", "PL", "CZ", "FR", k & 1 ? "IT" : "ES")),
  );
export const S4 = (k) => and(agg(365 + 30 * k, 2, 100000), r("optin_email", "=", 1));
// Fifths of who completed stays that ended in the three years up to a day or after: by last departure, how many and for how much, ties by id.
export const S5 = (k) => {
  const day = new Date((TODAY - 30 * k) * 864e5);
  const years = new Date(day).setUTCFullYear(day.getUTCFullYear() - 3);
  return { today: TODAY - 30 * k, from: years / 864e5 };
};
export const S6 = (k) => r("last_stay", ">=", TODAY - 730 - 30 * k); // filter under country x tier counts
export const S7 = (k) => ["mar", "sch", "be", "kon", "al"][k]; // prefix of last_name; count + first 20 by (last_name, id)
// The codes of the names that begin so: a sorted dictionary makes them a range, from the first to before the second.
export function codes(dictionary, prefix) {
  const from = (text) => {
    let [low, high] = [0, dictionary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dictionary[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [from(prefix), from(`${prefix}\uffff`)];
}
// The same without the total.
export const S4c = (k) => counted(S4(k));
export const RULES = { S1, S2, S3, S4, S4c };

// The rule with its aggregates asking for a number of stays alone.
export function counted(q) {
  if (q.agg) return { agg: { ...q.agg, minSpend: -1 } };
  return q.combinator ? { ...q, rules: q.rules.map(counted) } : q;
}

// Saved segments, made by rule from a fixed seed: 2..7 leaves, depth up to 3, every fifth with a stay aggregate.
function saved(seed, length) {
  const x = rng(seed),
    n = (m) => x() % m;
  const leaf = () => {
    switch (n(16)) {
      case 0:
        return r("country", "=", n(25));
      case 1:
        return r("country", "in", [n(10), 10 + n(10), 20 + n(10), 30 + n(20)]);
      case 2:
        return r("language", "=", n(8));
      case 3:
        return r("tier", ">=", 1 + n(3));
      case 4:
        return r("optin_email", "=", 1);
      case 5:
        return r("vip", "=", 1);
      case 6:
        return r("total_spend", ">", 50000 * (1 + n(12)));
      case 7:
        return r("total_nights", ">=", 2 + n(20));
      case 8: {
        const a = 18 + n(40);
        return r("age", "between", [a, a + 10 + n(20)]);
      }
      case 9:
        return r("last_stay", ">=", TODAY - 30 * (1 + n(36)));
      case 10:
        return r("last_stay", "<", TODAY - 30 * (6 + n(30)));
      case 11:
        return r("tags", "containsAny", [n(12), n(48)]);
      case 12:
        return r("tags", "containsNone", [n(48), 24]);
      case 13:
        return r("room_pref", "in", [n(4), 4 + n(4), 8 + n(4)]);
      case 14:
        return r("channel", "!=", n(10));
      default:
        return r("total_stays", ">=", 2 + n(6));
    }
  };
  const group = (depth, leaves) => {
    const rules = [];
    while (leaves > 0) {
      if (depth > 0 && leaves >= 2 && n(3) === 0) {
        const k = 2 + n(Math.min(3, leaves - 1));
        rules.push(group(depth - 1, k));
        leaves -= k;
      } else {
        rules.push(leaf());
        leaves--;
      }
    }
    const g = { combinator: n(3) ? "and" : "or", rules };
    if (n(5) === 0) g.not = true;
    return g;
  };
  return Array.from({ length }, (_, i) => {
    const g = group(2, 2 + n(6));
    return i % 5 === 4 ? and(g, agg([180, 365, 730, 1095, 365][n(5)], 1 + n(3), 40000 * (1 + n(5)))) : g;
  });
}
export const SEGMENTS = saved(4242, 50);
export const COUNTED = SEGMENTS.map(counted);
export const MANY = saved(2424, 200).map(counted);

// S8: one guest's record changes: which, and to what.
export const changedGuest = (N, k) => Math.floor((N * ((k % 5) * 2 + 1)) / 11);
export const change = (k) => ({ vip: k & 1, last_stay: TODAY - 60 * k, total_spend: 150000 + 40000 * k, tier: k % 4 });

const bits = (v) => {
  let lo = 0,
    hi = 0;
  for (const t of v) {
    if (t < 32) lo |= 1 << t;
    else hi |= 1 << (t - 32);
  }
  return [lo, hi];
};
export { bits as tagBits };

// ---- SQL (DuckDB and SQLite share it). mode 'set': aggregates as a semi-join; mode 'row': correlated, for one guest.
export function sql(q, mode = "set") {
  if (q.agg) {
    const a = q.agg,
      w = `s.status=${a.status} AND s.arrival>=${TODAY - a.days} AND s.arrival<=${TODAY}`;
    const h = `count(*)>=${a.minCount} AND sum(s.spend)>${a.minSpend}`;
    return mode === "set"
      ? `g.id IN (SELECT s.guest FROM stays s WHERE ${w} GROUP BY s.guest HAVING ${h})`
      : `coalesce((SELECT ${h} FROM stays s WHERE s.guest=g.id AND ${w}),false)`;
  }
  if (q.combinator) {
    const e = "(" + q.rules.map((x) => sql(x, mode)).join(q.combinator === "and" ? " AND " : " OR ") + ")";
    return q.not ? `(NOT ${e})` : e;
  }
  const { field: f, operator: o, value: v } = q;
  if (f === "tags") {
    const [lo, hi] = bits(v),
      t = [];
    if (lo) t.push(`(g.tags_lo & ${lo})<>0`);
    if (hi) t.push(`(g.tags_hi & ${hi})<>0`);
    const e = "(" + t.join(" OR ") + ")";
    return o === "containsNone" ? `(NOT ${e})` : e;
  }
  if (o === "in") return `g.${f} IN (${v.join(",")})`;
  if (o === "between") return `g.${f} BETWEEN ${v[0]} AND ${v[1]}`;
  return `g.${f} ${o === "!=" ? "<>" : o} ${v}`;
}

// All saved segments for one guest in one statement: the guest's row beside the aggregates of its stays, each computed once.
export function sqlRow(segs, cast = (x) => x, param = "?") {
  const aggs = [],
    key = (a) => {
      const k = JSON.stringify(a);
      let i = aggs.indexOf(k);
      if (i < 0) i = aggs.push(k) - 1;
      return i;
    };
  const walk = (q) =>
    q.agg
      ? `a.a${key(q.agg)}`
      : q.combinator
        ? (q.not ? "(NOT " : "") + "(" + q.rules.map(walk).join(q.combinator === "and" ? " AND " : " OR ") + ")" + (q.not ? ")" : "")
        : sql(q);
  const cols = segs.map((q, j) => `${cast(walk(q))} c${j}`).join(",");
  const as = aggs
    .map((k, i) => {
      const a = JSON.parse(k),
        w = `FILTER (WHERE status=${a.status} AND arrival>=${TODAY - a.days} AND arrival<=${TODAY})`;
      return `count(*) ${w}>=${a.minCount} AND coalesce(sum(spend) ${w},0)>${a.minSpend} a${i}`;
    })
    .join(",");
  return `SELECT ${cols} FROM (SELECT * FROM guests WHERE id=${param}) g, (SELECT ${as} FROM stays WHERE guest=${param}) a`;
}

// ---- JS source of a predicate over typed-array columns at row i (and the stays of row i)
export function js(q, col = (f) => `g.${f}[i]`) {
  if (q.agg) {
    const a = q.agg;
    return `agg(i,${TODAY - a.days},${a.status},${a.minCount},${a.minSpend})`;
  }
  if (q.combinator) {
    // cheap leaves first: the aggregate goes last, as anyone writing the loop by hand would do
    const rs = [...q.rules].sort((x, y) => (x.agg ? 1 : 0) - (y.agg ? 1 : 0));
    const e = "(" + rs.map((x) => js(x, col)).join(q.combinator === "and" ? "&&" : "||") + ")";
    return q.not ? `(!${e})` : e;
  }
  const { field: f, operator: o, value: v } = q,
    c = col(f);
  if (f === "tags") {
    const [lo, hi] = bits(v),
      t = [];
    if (lo) t.push(`(${col("tags_lo")}&${lo})!==0`);
    if (hi) t.push(`(${col("tags_hi")}&${hi})!==0`);
    const e = "(" + t.join("||") + ")";
    return o === "containsNone" ? `(!${e})` : e;
  }
  if (o === "in") return v.length <= 4 ? "(" + v.map((x) => `${c}===${x}`).join("||") + ")" : `IN${v.join("_")}[${c}]!==0`;
  if (o === "between") return `(${c}>=${v[0]}&&${c}<=${v[1]})`;
  return `${c}${o === "=" ? "===" : o === "!=" ? "!==" : o}${v}`;
}
export function inTables(src) {
  return [...new Set(src.match(/IN[\d_]+/g) ?? [])].map((n) => {
    const t = new Uint8Array(256);
    for (const x of n.slice(2).split("_")) t[+x] = 1;
    return [n, t];
  });
}

// FNV-1a over numbers, to compare answers between engines
export function hash(nums) {
  let h = 0x811c9dc5;
  for (const x of nums) {
    h ^= x & 0xffff;
    h = Math.imul(h, 0x01000193);
    h ^= (x >>> 16) & 0xffff;
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}
