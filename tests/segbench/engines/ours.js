// The engine's table of guests (crates/segment through crates/segment-bench): rules go in as react-querybuilder's JSON.
import init, { House } from "/ours/innkeeper_segment_bench.js";
import { TODAY, COUNTRIES, LANGS, TAGS, CHANNELS, N_HOTEL } from "../gen.js";
import { RULES, S5, S6, S7, SEGMENTS, COUNTED, MANY, changedGuest, change } from "../queries.js";

export const name = "ours";

// In the order in which crates/segment-bench has them.
const STAGES = ["potential", "first-time", "opportunity", "long-term", "loyal"];
const ROOMS = Array.from({ length: 12 }, (_, at) => `room ${at}`);
const CITIES = Array.from({ length: 2000 }, (_, at) => `City ${at}`);
const HOTELS = Array.from({ length: N_HOTEL }, (_, at) => `H${at}`);
const OWN =
  "last_name first_name country language birth_day gender tier vip optin_email total_nights total_stays total_spend last_stay room_pref tags_lo tags_hi channel city".split(" ");
const OF_STAY = "arrival nights spend status hotel channel room".split(" ");
const AT_ONCE = 4096;

let data;
let house;
let memory;

const day = (days) => new Date(days * 864e5).toISOString().slice(0, 10);
const line = (field, operator, value) => ({ field, operator, value });
const all = (...rules) => ({ combinator: "and", rules });
const any = (...rules) => ({ combinator: "or", rules });
const names = { country: COUNTRIES, language: LANGS, tags: TAGS, room_pref: ROOMS, channel: CHANNELS };
const fields = { country: "country", language: "language", tags: "tags", room_pref: "preferences", channel: "source" };
const numbers = { total_spend: "spend", total_nights: "nights", total_stays: "stay_count" };

function aggregate({ days, minCount, minSpend }) {
  const where = all(line("arrival", "between", [day(TODAY - days), day(TODAY)]));
  const count = { field: "stays", operator: "=", match: { mode: "atLeast", threshold: minCount }, value: where };
  if (minSpend < 0) return count;
  return all(count, { field: "stays", aggregate: "sum", of: "total", where, operator: ">", value: minSpend });
}

// A rule of queries.js in our fields. The other engines hold 0 for the day of who never stayed, we nothing: under a `not`, and with `<`,
// the rule says what is meant of them.
function rule(query, negated = false) {
  if (query.agg) return aggregate(query.agg);
  if (query.combinator) {
    const inside = negated !== Boolean(query.not);
    return { combinator: query.combinator, not: Boolean(query.not), rules: query.rules.map((part) => rule(part, inside)) };
  }
  const { field, operator, value } = query;
  switch (field) {
    case "vip":
      return line("vip", value ? "notNull" : "null", null);
    case "optin_email":
      return line("light", "=", value ? "yes" : "no");
    case "tier":
      return line("stage", "in", STAGES.slice(value));
    case "age": {
      const born = (age) => TODAY - Math.ceil(age * 365.25);
      return line("birth_date", "between", [day(born(value[1] + 1) + 1), day(born(value[0]))]);
    }
    case "last_stay": {
      const asked = line("last_stay", operator, day(value));
      if (operator === "<") return any(asked, line("last_stay", "null", null));
      return negated ? all(asked, line("last_stay", "notNull", null)) : asked;
    }
    case "tags":
      return line(
        "tags",
        operator === "containsNone" ? "notIn" : "in",
        value.map((tag) => TAGS[tag]),
      );
  }
  if (field in numbers) return line(numbers[field], operator, value);
  if (field === "room_pref" || operator === "in")
    return line(
      fields[field],
      "in",
      [value].flat().map((at) => names[field][at]),
    );
  return line(fields[field], operator, names[field][value]);
}

const root = (query) => (query.combinator ? query : all(query));
const asked = new Map();
function numberOf(key, query) {
  if (!asked.has(key)) asked.set(key, house.rule(JSON.stringify(rule(root(query())))));
  return asked.get(key);
}
const numbersOf = (key, segments) => Uint32Array.from(segments, (segment, at) => numberOf(`${key} ${at}`, () => segment));
const countOf = (query) => (k) => house.count(numberOf(`${query}${k}`, () => RULES[query](k)));

function rows(first, last) {
  const { g, s, off } = data;
  const guests = new Int32Array((last - first) * (OWN.length + 1));
  const stays = new Int32Array((off[last] - off[first]) * OF_STAY.length);
  let at = 0;
  for (let i = first; i < last; i++) {
    for (const field of OWN) guests[at++] = field === "last_stay" && g.last_stay[i] === 0 ? -1 : g[field][i];
    guests[at++] = off[i + 1] - off[i];
  }
  at = 0;
  for (let j = off[first]; j < off[last]; j++) for (const field of OF_STAY) stays[at++] = s[field][j];
  return [guests, stays];
}

export async function load(generated) {
  data = generated;
  ({ memory } = await init());
  const lists = [data.LAST, data.FIRST, COUNTRIES, LANGS, TAGS, CHANNELS, ROOMS, CITIES, HOTELS];
  const texts = lists.map((list) => list.join("\n"));
  house = new House(TODAY, texts, data.N, data.M);
  for (let first = 0; first < data.N; first += AT_ONCE) house.put(first, ...rows(first, Math.min(data.N, first + AT_ONCE)));
}

// What the tab has given to the wasm, which never gives back.
export const bytes = () => memory.buffer.byteLength;

let kept = null;
let changed = [];
function bits(key, segments, k) {
  if (kept !== key) house.keep(numbersOf(key, segments));
  kept = key;
  const at = changedGuest(data.N, k);
  if (!changed[k]) {
    for (const [field, value] of Object.entries(change(k))) data.g[field][at] = value;
    changed[k] = rows(at, at + 1);
  }
  return house.change(at, ...changed[k]);
}

export const queries = {
  S1: countOf("S1"),
  S2: countOf("S2"),
  S3: countOf("S3"),
  S4: countOf("S4"),
  S4c: countOf("S4c"),
  S2ids: (k) => house.found(numberOf(`S2${k}`, () => RULES.S2(k))),
  S5: (k) => house.fifths(TODAY - S5(k).today),
  S6: (k) => house.by_country(numberOf(`S6${k}`, () => S6(k))),
  S7: (k) => house.beginning(S7(k), 20),
  S8: (k) => bits("S8", SEGMENTS, k),
  S8c: (k) => bits("S8c", COUNTED, k),
  S8many: (k) => bits("S8many", MANY, k),
  S9: () => house.counts(numbersOf("S9", SEGMENTS)),
  S9c: () => house.counts(numbersOf("S9c", COUNTED)),
};

export function dispose() {
  house.free();
  asked.clear();
  kept = null;
  changed = [];
}
