// What Lighthouse says on its mobile preset: `cargo xtask bench lighthouse`. First of the page that strangers get, on a fresh profile for
// each run and an empty hotel; then of the pages of somebody who is signed in, on the demo hotel, with what their device has stored.
// Prints a table of medians and writes target/bench-lighthouse.json. `--runs 3` says how often. Ends with 1 where a score is below its limit.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { CHROMIUM, Device, FLAGS } from "./device.mjs";
import { Hotel, freePort, innkeeper, root } from "./hotel.mjs";
import { EnrolPage, SignInPage, TodayPage } from "./pages.mjs";
import { PEOPLE, addPeople } from "./setup.mjs";
import { Watch } from "./watch.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const runs = Number(options.runs);

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// The lowest scores that will do.
const STRANGER = { path: "/sign-in", limits: { performance: 100, accessibility: 100, "best-practices": 100, seo: 100 } };
const SIGNED_IN = ["/", "/guests", "/capture", "/segments", "/sync", "/settings"].map((path) => ({ path, limits: { ...STRANGER.limits, performance: 90 } }));
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function listen(url, port, settings) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error", onlyCategories: CATEGORIES, ...settings });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  return lhr;
}

async function stranger(hotel) {
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    const port = await freePort();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, `--remote-debugging-port=${port}`] });
    try {
      results.push(await listen(hotel.url + STRANGER.path, port, {}));
    } finally {
      await browser.close();
    }
  }
  return [{ ...STRANGER, results }];
}

async function signedIn(hotel) {
  const port = await freePort();
  const watch = new Watch();
  const device = await Device.found(hotel, watch, { args: [...FLAGS, `--remote-debugging-port=${port}`] });
  try {
    const page = await device.start();
    await page.goto("/");
    await new SignInPage(page).signIn(PEOPLE.service);
    await new EnrolPage(page).enrol("Bench", PEOPLE.admin);
    await new TodayPage(page).ready({ timeout: 120_000 });
    await new TodayPage(page).shellStored();
    const measured = [];
    for (const of of SIGNED_IN) {
      const results = [];
      for (let run = 0; run < runs; run += 1) results.push(await listen(hotel.url + of.path, port, { disableStorageReset: true }));
      measured.push({ ...of, results });
    }
    return measured;
  } finally {
    await device.close();
    if (watch.found.length > 0) console.error(watch.found.join("\n"));
  }
}

async function on(records, words, measure) {
  const data = join(masters, records);
  await mkdir(data);
  if (words) innkeeper(data, words);
  await addPeople(data);
  await writeFile(join(masters, `${records}.jsonl`), "");
  const hotel = await Hotel.copyOf(records);
  try {
    await hotel.start();
    return await measure(hotel);
  } finally {
    await hotel.close();
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
  const pages = [...(await on("empty", null, stranger)), ...(await on("demo", ["demo"], signedIn))];
  const load = Number(loadavg()[0].toFixed(2));
  console.log(`Lighthouse ${pages[0].results[0].lighthouseVersion}, mobile, median of ${runs}, ${availableParallelism()} cores, load ${load}`);
  const told = { at: new Date().toISOString(), runs, load, pages: {} };
  for (const { path, limits, results } of pages) {
    const scores = CATEGORIES.map((name) => [name, results.map(({ categories }) => Math.round(categories[name].score * 100))]);
    const metrics = METRICS.map((name) => [name, results.map(({ audits }) => Number(audits[name].numericValue.toFixed(3)))]);
    console.log(`\n${path}`);
    for (const [name, each] of [...scores, ...metrics]) console.log(`${name.padEnd(28)} ${String(median(each)).padStart(9)}   ${each.join(" ")}`);
    const found = [...new Set(results.flatMap(faults))];
    if (found.length > 0) console.log(found.join("\n"));
    told.pages[path] = { scores: Object.fromEntries(scores), metrics: Object.fromEntries(metrics), found };
    if (scores.some(([name, each]) => median(each) < limits[name])) process.exitCode = 1;
  }
  await mkdir(join(root, "target"), { recursive: true });
  await writeFile(join(root, "target/bench-lighthouse.json"), `${JSON.stringify(told, null, 2)}\n`);
} finally {
  await rm(masters, { recursive: true, force: true });
}
