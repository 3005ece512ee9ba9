// What Lighthouse says of the page that strangers get, on its mobile preset: `cargo xtask bench lighthouse`.
// A browser of its own on a fresh profile for each run, the real server, an empty hotel. Prints a table of medians and writes
// target/bench-lighthouse.json. `--runs 3` says how often. Ends with 1 where a category is below 100.
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS } from "./device.mjs";
import { Hotel, root } from "./hotel.mjs";
import { addPeople } from "./setup.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "3" }, path: { type: "string", default: "/sign-in" } } });
const runs = Number(options.runs);

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function measure(url) {
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, `--remote-debugging-port=${port}`] });
  try {
    const { lhr } = await lighthouse(url, { port, logLevel: "error", onlyCategories: CATEGORIES });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await browser.close();
  }
}

// What keeps a category from 100.
const faults = ({ categories, audits }) =>
  CATEGORIES.flatMap((name) => categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.995)
    .map(({ id }) => `${id}: ${audits[id].displayValue ?? audits[id].title}`);

const masters = await mkdtemp(join(tmpdir(), "innkeeper-bench-"));
process.env.INNKEEPER_MASTERS = masters;
try {
  const data = join(masters, "empty");
  await mkdir(data);
  await addPeople(data);
  await writeFile(join(masters, "empty.jsonl"), "");
  const hotel = await Hotel.copyOf("empty");
  const results = [];
  try {
    await hotel.start();
    for (let run = 0; run < runs; run += 1) results.push(await measure(hotel.url + options.path));
  } finally {
    await hotel.close();
  }
  const scores = CATEGORIES.map((name) => [name, results.map(({ categories }) => Math.round(categories[name].score * 100))]);
  const metrics = METRICS.map((name) => [name, results.map(({ audits }) => Number(audits[name].numericValue.toFixed(3)))]);
  const load = Number(loadavg()[0].toFixed(2));
  console.log(`Lighthouse ${results[0].lighthouseVersion}, mobile, ${options.path}, median of ${runs}, ${availableParallelism()} cores, load ${load}\n`);
  for (const [name, each] of [...scores, ...metrics]) console.log(`${name.padEnd(28)} ${String(median(each)).padStart(9)}   ${each.join(" ")}`);
  const found = [...new Set(results.flatMap(faults))];
  if (found.length > 0) console.log(`\n${found.join("\n")}`);
  const told = { at: new Date().toISOString(), path: options.path, runs, load, scores: Object.fromEntries(scores), metrics: Object.fromEntries(metrics), found };
  await mkdir(join(root, "target"), { recursive: true });
  await writeFile(join(root, "target/bench-lighthouse.json"), `${JSON.stringify(told, null, 2)}\n`);
  if (scores.some(([, each]) => median(each) < 100)) process.exitCode = 1;
} finally {
  await rm(masters, { recursive: true, force: true });
}
