// How long a guest record takes on its way, measured on the real server and a real Chromium: `cargo xtask bench path`.
// With the reservations export beside the repository if it is there, else with the demo hotel. Prints a table and writes
// target/bench-path.json. `--runs 5` says how often; medians are shown.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Device } from "./device.mjs";
import { Hotel, innkeeper, program, root } from "./hotel.mjs";
import { EnrolPage, GuestsPage, SignInPage } from "./pages.mjs";
import { PEOPLE, addPeople } from "./setup.mjs";
import { Watch } from "./watch.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "5" }, reservations: { type: "string" } } });
const runs = Number(options.runs);
const beside = join(root, "../shared/data/hotel/reservations.csv.xz");
const reservations = options.reservations ?? (existsSync(beside) ? beside : null);
const map = join(root, "crates/booking-site/maps/reservations.json");

const rank = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.max(0, Math.ceil(part * numbers.length) - 1)];
const seconds = (began) => (performance.now() - began) / 1000;

// Seconds of a command line from its start to its end. 3 says that there are findings to look at: rows were repaired.
function timed(data, words) {
  const began = performance.now();
  const done = spawnSync(program, [...words, "--data", data], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (![0, 3].includes(done.status)) throw new Error(`innkeeper ${words.join(" ")}: ${done.status}\n${done.stdout.slice(-2000)}${done.stderr.slice(-2000)}`);
  return seconds(began);
}

// The records all runs begin with, and how long their import took each time.
async function prepare(masters) {
  const data = join(masters, "bench");
  const imports = [];
  for (let run = 0; run < (reservations ? runs : 1); run += 1) {
    await rm(data, { recursive: true, force: true });
    await mkdir(data);
    if (reservations) imports.push(timed(data, ["import", reservations, "--map", map]));
    else innkeeper(data, ["demo"]);
  }
  await addPeople(data);
  await writeFile(join(masters, "bench.jsonl"), "");
  return imports;
}

// A new browser: its first copy, a reload, searches, scrolling.
async function through() {
  const hotel = await Hotel.copyOf("bench");
  const watch = new Watch();
  const device = await Device.found(hotel, watch);
  try {
    await hotel.start();
    const page = await device.start();
    await page.goto("/guests");
    await new SignInPage(page).signIn(PEOPLE.service);
    const enrol = new EnrolPage(page);
    await enrol.fill("Bench", PEOPLE.admin);
    const guests = new GuestsPage(page);
    let began = performance.now();
    await enrol.go.click();
    await guests.ready({ timeout: 300_000 });
    const first = seconds(began);
    await guests.shellStored();

    began = performance.now();
    await page.reload({ waitUntil: "commit" });
    await guests.ready({ timeout: 60_000 });
    const reload = seconds(began);

    // Five letters each of four names from different places of the list.
    const names = [];
    for (const part of [0.13, 0.37, 0.61, 0.87]) {
      await guests.scrollTo(part);
      const shown = await guests.rows.locator("[role=rowheader] b").allInnerTexts();
      names.push(shown.find((name) => /^[\p{Script=Latin} ]{5,}$/u.test(name)) ?? shown[0]);
    }
    const keys = await guests.timeKeys(names.map((name) => name.slice(0, 5).toLowerCase()));
    await guests.search("");
    return { guests: await guests.all(), first, reload, keys, rows: await guests.mostRowsWhileScrolling() };
  } finally {
    await device.close();
    await hotel.close();
    if (watch.found.length > 0) console.error(watch.found.join("\n"));
  }
}

const masters = await mkdtemp(join(tmpdir(), "innkeeper-bench-"));
process.env.INNKEEPER_MASTERS = masters;
try {
  const load = [loadavg()[0]];
  const imports = await prepare(masters);
  const ways = [];
  for (let run = 0; run < runs; run += 1) {
    ways.push(await through());
    load.push(loadavg()[0]);
  }
  const keys = ways.flatMap((way) => way.keys);
  const table = [
    ...(imports.length > 0 ? [["import by the command line, s", rank(imports, 0.5), imports]] : []),
    ["first copy to a new browser until the list is usable, s", rank(ways.map((way) => way.first), 0.5), ways.map((way) => way.first)],
    ["reload to the painted list, s", rank(ways.map((way) => way.reload), 0.5), ways.map((way) => way.reload)],
    ["search, key to painted rows, p50, ms", rank(keys, 0.5), []],
    ["search, key to painted rows, p95, ms", rank(keys, 0.95), []],
    ["rows in the document at most", Math.max(...ways.map((way) => way.rows)), []],
  ];
  const round = (number) => (Number.isInteger(number) ? number : Number(number.toFixed(2)));
  const told = {
    at: new Date().toISOString(),
    records: reservations ? "reservations" : "demo",
    guests: ways[0].guests,
    runs,
    cores: availableParallelism(),
    load: load.map(round),
    results: Object.fromEntries(table.map(([name, value]) => [name, round(value)])),
    each: Object.fromEntries(table.filter(([, , each]) => each.length > 0).map(([name, , each]) => [name, each.map(round)])),
    keys: keys.map(round),
  };
  console.log(`${told.guests} guests (${told.records}), median of ${runs}, ${told.cores} cores, load ${told.load.join(" ")}\n`);
  for (const [name, value] of Object.entries(told.results)) console.log(`${name.padEnd(60)} ${String(value).padStart(8)}   ${(told.each[name] ?? []).join(" ")}`);
  await mkdir(join(root, "target"), { recursive: true });
  await writeFile(join(root, "target/bench-path.json"), `${JSON.stringify(told, null, 2)}\n`);
} finally {
  await rm(masters, { recursive: true, force: true });
}
