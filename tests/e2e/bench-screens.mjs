// What a person waits for on the screens, measured on the real server and a real Chromium: `cargo xtask bench screens`. A cold
// start with the server gone (5,000 guests of the demo), and the list of all guests on a processor made four times slower (the
// reservations export beside the repository if it is there, else the demo). Prints a table and writes target/bench-screens.json.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { expect } from "@playwright/test";
import { Device } from "./device.mjs";
import { longFrames, noteFrames, slower, wheel } from "./frames.mjs";
import { Hotel, innkeeper, root } from "./hotel.mjs";
import { CapturePage, EnrolPage, GuestsPage, SignInPage, TodayPage } from "./pages.mjs";
import { PEOPLE, addPeople } from "./setup.mjs";
import { Watch } from "./watch.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "5" }, reservations: { type: "string" } } });
const runs = Number(options.runs);
const beside = join(root, "../shared/data/hotel/reservations.csv.xz");
const reservations = options.reservations ?? (existsSync(beside) ? beside : null);
const map = join(root, "crates/booking-site/maps/reservations.json");
const SLOWER = 4;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
const seconds = (began) => (performance.now() - began) / 1000;
const milliseconds = (began) => performance.now() - began;

async function prepare(masters) {
  for (const records of ["demo", "many"]) {
    const data = join(masters, records);
    await mkdir(data);
    if (records === "many" && reservations) innkeeper(data, ["import", reservations, "--map", map], { mayFind: true });
    else innkeeper(data, ["demo"]);
    await addPeople(data);
    await writeFile(join(masters, `${records}.jsonl`), "");
  }
}

async function on(records, run) {
  const hotel = await Hotel.copyOf(records);
  const watch = new Watch();
  const device = await Device.found(hotel, watch);
  try {
    await hotel.start();
    const page = await device.start();
    await page.goto("/");
    await new SignInPage(page).signIn(PEOPLE.service);
    await new EnrolPage(page).enrol("Bench", PEOPLE.admin);
    await new TodayPage(page).ready({ timeout: 300_000 });
    await page.goto("/guests");
    await new GuestsPage(page).ready({ timeout: 300_000 });
    return await run(device, hotel, page);
  } finally {
    await device.close();
    await hotel.close();
    if (watch.found.length > 0) console.error(watch.found.join("\n"));
  }
}

// The browser is opened anew and the server is gone: seconds to the usable list, and to the form of a lead with the caret in it.
const coldStarts = () =>
  on("demo", async (device, hotel, settled) => {
    await new GuestsPage(settled).shellStored();
    await device.stop();
    await hotel.stop();
    const [lists, forms] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      for (const [address, times, ready] of [
        ["/guests", lists, (page) => new GuestsPage(page).ready()],
        ["/capture", forms, (page) => new CapturePage(page).ready()],
      ]) {
        const page = await device.start();
        const began = performance.now();
        await page.goto(address, { waitUntil: "commit" });
        await ready(page);
        times.push(seconds(began));
        await device.stop();
      }
    }
    return { lists, forms };
  });

// From pressing to the painted answer.
async function paints(page, press) {
  const guests = new GuestsPage(page);
  await page.evaluate(() => {
    window.painted = new Promise((done) => {
      const foot = document.querySelector("[data-answered]");
      let asked = null;
      const look = () => {
        if (foot.dataset.answered === "true") requestAnimationFrame(() => setTimeout(() => done(performance.now() - asked)));
        else requestAnimationFrame(look);
      };
      const begin = (event) => {
        asked ??= event.timeStamp;
        setTimeout(look);
      };
      for (const kind of ["click", "change"]) addEventListener(kind, begin, { capture: true, once: true });
    });
  });
  await press(guests);
  return page.evaluate(() => window.painted);
}

const slowList = () =>
  on("many", async (device, hotel, page) => {
    const guests = new GuestsPage(page);
    const all = await guests.all();
    await slower(page, SLOWER);
    await noteFrames(page);
    await guests.wrap.hover();
    await wheel(page, 300);
    const scrolling = await longFrames(page);
    await guests.scrollTo(0.5);
    await longFrames(page);
    await wheel(page, 100);
    const midway = await longFrames(page);
    const sorts = [];
    for (let run = 0; run < runs; run += 1) {
      for (const key of ["guests-value", "guests-last-stay"]) {
        sorts.push(await paints(page, () => page.getByRole("columnheader", { name: guests.words(key), exact: true }).getByRole("button").click()));
        await guests.settled();
      }
    }
    const filters = [];
    for (let run = 0; run < runs; run += 1) {
      filters.push(await paints(page, () => guests.pressFilter()));
      await guests.settled();
      await guests.clearFilters();
      await guests.settled();
    }
    return { all, frames: [...scrolling, ...midway], sorts, filters };
  });

const bulk = () =>
  on("many", async (device, hotel, page) => {
    const guests = new GuestsPage(page);
    await guests.narrowTo(10_000);
    const chosen = await guests.found();
    let began = performance.now();
    await guests.tagAll("Winter letter");
    await guests.workIsWhole();
    const done = seconds(began);
    began = performance.now();
    await guests.undoWork();
    await guests.workIsWhole();
    const undone = seconds(began);
    began = performance.now();
    await guests.tagAll("Winter letter");
    await guests.stopWork();
    const stopped = milliseconds(began);
    return { chosen, done, undone, stopped };
  });

const masters = await mkdtemp(join(tmpdir(), "innkeeper-bench-"));
process.env.INNKEEPER_MASTERS = masters;
try {
  await prepare(masters);
  const load = [loadavg()[0]];
  const cold = await coldStarts();
  load.push(loadavg()[0]);
  const list = await slowList();
  load.push(loadavg()[0]);
  const work = await bulk();
  load.push(loadavg()[0]);
  const round = (number) => (Number.isInteger(number) ? number : Number(number.toFixed(2)));
  const results = {
    "server gone, browser opened anew: to the usable list of 5,000, s": median(cold.lists),
    "server gone, browser opened anew: to the form of a lead, s": median(cold.forms),
    [`${list.all} guests, processor ${SLOWER} times slower: longest frame while scrolling, ms (0: none over 50)`]: list.frames[0] ?? 0,
    "the same: sort, press to painted rows, ms": median(list.sorts),
    "the same: filter, press to painted rows, ms": median(list.filters),
    [`a tag on ${work.chosen} guests, s`]: work.done,
    "undone in one step, s": work.undone,
    "stopped after pressing Stop, with the time to press it, ms": work.stopped,
  };
  const told = { at: new Date().toISOString(), records: reservations ? "reservations" : "demo", runs, cores: availableParallelism(), load: load.map(round), results: Object.fromEntries(Object.entries(results).map(([name, value]) => [name, round(value)])), each: { cold, list, work } };
  console.log(`median of ${runs}, ${told.cores} cores, load ${told.load.join(" ")}\n`);
  for (const [name, value] of Object.entries(told.results)) console.log(`${name.padEnd(100)} ${String(value).padStart(8)}`);
  await mkdir(join(root, "target"), { recursive: true });
  await writeFile(join(root, "target/bench-screens.json"), `${JSON.stringify(told, null, 2)}\n`);
} finally {
  await rm(masters, { recursive: true, force: true });
}
