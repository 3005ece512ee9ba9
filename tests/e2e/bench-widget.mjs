// What the enquiry form costs a hotel's website that has it, measured on the real server and a real Chromium with a line of 1.6 Mbit/s and 150 ms and
// a processor made four times slower: `cargo xtask bench widget`. The same page with and without the loader, in turn. Prints a table with what
// each may be, and fails where a figure is over it.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { CHROMIUM, FLAGS } from "./device.mjs";
import { page as website, snippet, Website } from "./hosts/website.mjs";
import { Hotel, innkeeper, root } from "./hotel.mjs";
import { words } from "./words.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "9" } } });
const runs = Number(options.runs);
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

// One visit with an empty cache. `usable` is from the first paint, in which the form's place is in view, until the form stands.
async function visit(browser, address, waits) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.addInitScript(() => {
      window.seen = { shift: 0, tasks: [], paint: 0, ready: 0 };
      new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => (window.seen.shift += hadRecentInput ? 0 : value))).observe({ type: "layout-shift", buffered: true });
      new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.seen.tasks.push(duration))).observe({ type: "longtask", buffered: true });
      new PerformanceObserver((list) => list.getEntries().forEach(({ startTime }) => (window.seen.paint = startTime))).observe({ type: "largest-contentful-paint", buffered: true });
      document.addEventListener("innkeeper:ready", () => (window.seen.ready = performance.now()));
    });
    await page.goto(address, { waitUntil: "load" });
    if (waits) await page.waitForFunction(() => window.seen.ready > 0, null, { timeout: 60_000 });
    // Tasks and paints that come late are counted as well.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    const seen = await page.evaluate(() => ({ ...window.seen, first: performance.getEntriesByName("first-contentful-paint")[0].startTime }));
    const blocked = seen.tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0);
    return { paint: seen.paint, shift: seen.shift, blocked, longest: Math.max(0, ...seen.tasks), usable: seen.ready - seen.first, requests };
  } finally {
    await context.close();
  }
}

const hotel = await Hotel.found();
const host = await Website.open();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  innkeeper(hotel.data, ["demo"]);
  await hotel.start();
  const key = innkeeper(hotel.data, ["site-key", "add", "--origin", host.origin]).trim();
  const { wording } = await (await fetch(`${hotel.url}/f/${key}/token?lang=en`, { headers: { origin: host.origin } })).json();
  // What a visitor sees first is the hotel's own, as on any website.
  const hero = `<section><svg viewBox="0 0 640 90" width="640" height="90" aria-hidden="true"><rect width="640" height="90" fill="#cde"/></svg><p>${"Thirty-eight rooms, one long table, and the sea at the end of the lane. ".repeat(5)}</p></section>`;
  const body = hero + snippet({ crm: hotel.url, key, words, lang: "en", wording });
  const addresses = { with: host.show("/with", website({ crm: hotel.url, body })), without: host.show("/without", website({ crm: hotel.url, body, loader: "" })) };
  const visits = { with: [], without: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const kind of ["with", "without"]) visits[kind].push(await visit(browser, addresses[kind], kind === "with"));
  }
  const of = (kind, figure) => median(visits[kind].map((visit) => visit[figure]));
  const change = (figure) => of("with", figure) - of("without", figure);
  const ours = visits.with[0].requests.filter((url) => url.startsWith(hotel.url));
  const rows = [
    ["largest paint, change, ms", change("paint"), 50],
    ["shift with it", Math.max(...visits.with.map(({ shift }) => shift)), 0],
    ["blocked time, change, ms", change("blocked"), 50],
    ["longest task, change, ms", change("longest"), 50],
    ["usable after it is seen, ms", of("with", "usable"), 800],
    ["requests until usable", ours.length, 3],
  ];
  console.log(`${"median of " + runs + " visits".padEnd(20)}${"".padEnd(8)}${"is".padStart(10)} ${"may be".padStart(10)}`);
  for (const [name, is, most] of rows) console.log(`${name.padEnd(30)} ${is.toFixed(name.startsWith("shift") ? 3 : 0).padStart(10)} ${String(most).padStart(10)}${is > most ? "  OVER" : ""}`);
  const said = (kind) => `${of(kind, "paint").toFixed(0)} ms largest paint, ${of(kind, "blocked").toFixed(0)} ms blocked, ${of(kind, "longest").toFixed(0)} ms longest task`;
  console.log(`with it: ${said("with")}; without: ${said("without")}`);
  await writeFile(join(root, "target/bench-widget.json"), `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`).catch(() => {});
  if (rows.some(([, is, most]) => is > most)) process.exitCode = 1;
} finally {
  await browser.close();
  await host.close();
  await hotel.close();
}
