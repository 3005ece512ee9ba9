// The page: makes the guests, loads engines, times one query on all of them. bench.mjs drives it.
import { generate } from "./gen.js";
import { hash, variants } from "./queries.js";

// Engines come when they are wanted, so that memory is measured with one alone.
const ENGINES = {
  js: () => import("./engines/js.js"),
  ours: () => import("./engines/ours.js"),
  duckdb: async () => (await import("./engines/duckdb.js")).duckdb,
  sqlite: () => import("./engines/sqlite.js"),
  arquero: () => import("./engines/arquero.js"),
  crossfilter: () => import("./engines/crossfilter.js"),
};

// A timing is of at least so many milliseconds; a query that takes longer is timed by itself.
const LEAST = 20;

const loaded = {};
let data;

const now = () => performance.now();
// Ids may come in any order.
const digest = (query, answer) => (typeof answer === "number" ? answer : hash(query.endsWith("ids") ? Uint32Array.from(answer).sort() : answer));

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

class Timed {
  times = [];

  constructor(name, query) {
    this.name = name;
    this.ask = loaded[name].queries[query];
    this.reset = loaded[name].reset?.[query];
    this.query = query;
    this.variants = variants(query);
  }

  // One question; the time is the question's alone.
  async once(variant) {
    this.reset?.();
    const start = now();
    const answer = await this.ask(variant);
    return [now() - start, answer];
  }

  // Every variant's answer, and how often it is asked in one timing.
  async prepare(runs, budget) {
    this.answers = [];
    let took = Infinity;
    for (let variant = 0; variant < this.variants; variant += 1) {
      const [time, answer] = await this.once(variant);
      this.answers.push(digest(this.query, answer));
      took = Math.min(took, time);
      if (time > 2000) break;
    }
    for (let variant = 0; variant < this.variants && took < 500; variant += 1) took = Math.min(took, (await this.once(variant))[0]);
    if (took < LEAST) {
      // The compiler settles on short queries meanwhile.
      const start = now();
      let asked = 0;
      while (now() - start < 5 * LEAST) await this.once(asked++ % this.variants);
      took = (now() - start) / asked;
    }
    this.repeats = took < LEAST ? Math.ceil(LEAST / took / this.variants) * this.variants : 1;
    this.runs = Math.max(3, Math.min(runs, Math.floor(budget / (took * this.repeats))));
  }

  async run(round) {
    if (this.times.length >= this.runs) return;
    if (this.reset || this.repeats === 1) {
      let sum = 0;
      for (let at = 0; at < this.repeats; at += 1) sum += (await this.once((round + at) % this.variants))[0];
      this.times.push(sum / this.repeats);
      return;
    }
    const start = now();
    for (let at = 0; at < this.repeats; at += 1) {
      const answer = this.ask(at % this.variants);
      if (answer?.then) await answer;
    }
    this.times.push((now() - start) / this.repeats);
  }
}

window.bench = {
  isolated: () => crossOriginIsolated,

  generate(count) {
    data = generate(count);
    return data.M;
  },

  drop() {
    data = undefined;
  },

  async load(name) {
    loaded[name] = await ENGINES[name]();
    const start = now();
    await loaded[name].load(data);
    return { load: now() - start, version: await loaded[name].version?.() };
  },

  // Every round asks each engine once, another first each time.
  async time(query, names, { runs, budget }) {
    const timed = [];
    const results = {};
    for (const name of names.filter((name) => loaded[name]?.queries[query])) {
      const one = new Timed(name, query);
      try {
        await one.prepare(runs, budget);
        timed.push(one);
      } catch (error) {
        results[name] = { error: String(error?.message ?? error).slice(0, 300) };
      }
    }
    const rounds = Math.max(0, ...timed.map((one) => one.runs));
    for (let round = 0; round < rounds; round += 1) for (let at = 0; at < timed.length; at += 1) await timed[(at + round) % timed.length].run(round);
    for (const { name, times, repeats, answers } of timed) results[name] = { median: median(times), least: Math.min(...times), runs: times.length, repeats, answers };
    return results;
  },

  bytes: (name) => loaded[name].bytes?.(),
};
document.title = "ready";
