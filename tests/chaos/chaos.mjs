// The command: plays seeds on one kind of server after the other, keeps count, and says what was lost.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { app } from "../e2e/hotel.mjs";
import { renew } from "../e2e/builds.mjs";
import { House } from "./house.mjs";
import { Batch } from "./run.mjs";
import { script, told } from "./script.mjs";
import { table } from "./table.mjs";

const KINDS = ["sqlite", "postgres", "two"];
const BATCH = 25;

const { values: given } = parseArgs({ options: { runs: { type: "string", default: "150" }, from: { type: "string" }, budget: { type: "string" }, on: { type: "string" }, result: { type: "string" } } });
const runs = Number(given.runs);
const until = given.budget ? Date.now() + Number(given.budget) * 60_000 : Infinity;
const kinds = given.on ? [given.on] : KINDS;
// Seeds that are asked for by number are played for their own sake: what was counted before stays.
const counts = given.from === undefined && given.result !== undefined;
const blank = () => ({ next: 0, runs: 0, seconds: 0, changes: 0, lost: 0, doubled: 0, unseen: 0, other: 0, faults: {}, failed: [] });
const results = counts && existsSync(given.result) ? JSON.parse(readFileSync(given.result, "utf8")) : {};

function keep() {
  if (!counts) return;
  mkdirSync(dirname(given.result), { recursive: true });
  writeFileSync(given.result, `${JSON.stringify(results, null, 1)}\n`);
}

// Playwright ends its browsers and nothing else.
process.on("SIGTERM", () => process.exit(143));

const home = await mkdtemp(join(tmpdir(), "innkeeper-chaos-"));
const newer = join(home, "app");
await cp(app, newer, { recursive: true });
await renew(newer);
const apps = [app, newer];
let bad = 0;

async function play(kind, first, end, result) {
  const model = await House.model(kind, join(home, kind));
  let batch = null;
  let since = 0;
  for (let seed = first; seed < end && Date.now() < until; seed += 1) {
    const began = Date.now();
    try {
      if (batch === null) {
        since = seed;
        batch = await Batch.open(model, join(home, `${kind}-${seed}`), { apps, seed });
      }
      const { faults, changes } = await batch.run(seed);
      const isLast = seed + 1 - since === BATCH || seed + 1 === end;
      if (isLast) await batch.checkChecker();
      for (const [name, times] of Object.entries(faults)) result.faults[name] = (result.faults[name] ?? 0) + times;
      result.changes += changes;
      console.log(`${kind} ${seed}: ${changes} changes, ${((Date.now() - began) / 1000).toFixed(1)} s, ${Object.keys(faults).join(", ")}`);
    } catch (error) {
      bad += 1;
      const findings = error.findings ?? [{ kind: "other", text: String(error.stack) }];
      for (const kind of ["lost", "doubled", "unseen"]) result[kind] += findings.filter((finding) => finding.kind === kind).length;
      if (!findings.some(({ kind }) => ["lost", "doubled", "unseen"].includes(kind))) result.other += 1;
      result.failed.push({ seed, since, findings: findings.slice(0, 8) });
      console.log(`${kind} ${seed} FAILED (batch from ${since}), kept in ${batch?.dir}\n  ${told(script(seed)).join("\n  ")}\n${findings.slice(0, 12).map(({ kind, text }) => `  ${kind}: ${text}`).join("\n")}`);
      await batch?.keep(error);
      await batch?.close({ keeps: true });
      batch = null;
    }
    result.runs += 1;
    result.seconds += (Date.now() - began) / 1000;
    result.next = seed + 1;
    keep();
    if (batch !== null && seed + 1 - since === BATCH) {
      await batch.close({ keeps: false });
      await rm(batch.dir, { recursive: true, force: true, maxRetries: 5 });
      batch = null;
    }
  }
  await batch?.close({ keeps: false });
  await model.close();
}

for (const kind of kinds) {
  const result = (results[kind] ??= blank());
  const first = Number(given.from ?? result.next);
  await play(kind, first, counts ? runs : first + runs, result);
}
console.log(`\n${table(results)}`);
if (bad === 0) await rm(home, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = bad === 0 ? 0 : 1;
