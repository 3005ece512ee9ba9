// What a person waits for on the screens, measured on the real server and a real Chromium: `cargo xtask bench screens`. A cold
// start with the server gone (5,000 guests of the demo), and the list of all guests on a processor made four times slower (the
// reservations export beside the repository if it is there, else the demo); a rule typed into the editor of segments on the same
// processor, what of that the way to the engine's worker and back takes, and the same hotel's first count with the server gone. Prints a table with what each may take and writes
// target/bench-screens.json. `--only list` measures one part; `--masters DIR` keeps the records there for the next time.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Device } from "./device.mjs";
import { longFrames, noteFrames, slower, wheel } from "./frames.mjs";
import { Hotel, innkeeper, root } from "./hotel.mjs";
import { DIRECTOR, addPerson } from "./house.mjs";
import { CapturePage, EnrolPage, GuestsPage, SignInPage, TodayPage } from "./pages.mjs";
import { SegmentPage } from "./segment-page.mjs";
import { PEOPLE, addPeople } from "./setup.mjs";
import { Watch } from "./watch.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    reservations: { type: "string" },
    masters: { type: "string" },
    only: { type: "string", default: "cold list bulk typing worker count" },
  },
});
const runs = Number(options.runs);
const beside = join(root, "../shared/data/hotel/reservations.csv.xz");
const reservations = options.reservations ?? (existsSync(beside) ? beside : null);
const map = join(root, "crates/booking-site/maps/reservations.json");
const SLOWER = 4;
// Whose guests are filtered and changed: more than 10,000 of the export.
const COUNTRY = "GB";

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
const seconds = (began) => (performance.now() - began) / 1000;
const milliseconds = (began) => performance.now() - began;

async function prepare(masters) {
  for (const records of ["demo", "many"]) {
    const data = join(masters, records);
    if (existsSync(`${data}.jsonl`)) continue;
    await mkdir(data, { recursive: true });
    if (records === "many" && reservations) innkeeper(data, ["import", reservations, "--map", map], { mayFind: true });
    else innkeeper(data, ["demo"]);
    await addPeople(data);
    await writeFile(join(masters, `${records}.jsonl`), "");
  }
}

// Calls `run` with a device that holds the guests. Whoever writes rules is not who writes guests.
async function on(records, run, { script, person = PEOPLE.service } = {}) {
  const hotel = await Hotel.copyOf(records);
  addPerson(hotel, DIRECTOR);
  const watch = new Watch();
  const device = await Device.found(hotel, watch);
  try {
    await hotel.start();
    const page = await device.start();
    if (script) await page.addInitScript(script);
    await page.goto("/");
    await new SignInPage(page).signIn(person);
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

// From pressing to the painted answer, in milliseconds.
async function paints(page, press) {
  await page.evaluate(() => {
    window.painted = new Promise((done) => {
      const foot = document.querySelector(".gridfoot");
      const begin = ({ timeStamp }) => {
        const look = () => {
          if (foot.dataset.answered === "true") requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp)));
          else requestAnimationFrame(look);
        };
        // After the app has heard of it, so that what it says is about this press.
        setTimeout(look);
      };
      addEventListener("click", begin, { capture: true, once: true });
    });
  });
  await press();
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
    await guests.scrollTo(0);
    const sorts = [];
    for (let run = 0; run < runs; run += 1) {
      for (const key of ["guests-value", "guests-last-stay"]) {
        const head = page.getByRole("columnheader", { name: guests.words(key), exact: true }).getByRole("button");
        sorts.push(await paints(page, () => head.click()));
      }
    }
    const filters = [];
    for (let run = 0; run < runs; run += 1) {
      await guests.prepareFilter(COUNTRY);
      filters.push(await paints(page, () => guests.pressFilter()));
      await guests.clearFilters();
    }
    return { all, frame: Math.max(0, ...scrolling, ...midway), scrolling, midway, sorts, filters };
  });

const bulk = () =>
  on("many", async (device, hotel, page) => {
    const guests = new GuestsPage(page);
    await guests.openFrom(COUNTRY);
    const chosen = await guests.found();
    const begin = async () => {
      const go = await guests.prepareTag("Winter letter");
      const began = performance.now();
      await go.click();
      return began;
    };
    await noteFrames(page);
    let began = await begin();
    await guests.workSaid("guests-work-whole");
    const done = seconds(began);
    const frames = await longFrames(page);
    began = performance.now();
    await guests.undo();
    await guests.workSaid("guests-work-undone");
    const undone = seconds(began);
    await begin();
    began = performance.now();
    await guests.button("guests-work-stop").click();
    await guests.workSaid("guests-work-stopped");
    return { chosen, done, frame: Math.max(0, ...frames), frames, undone, stopped: milliseconds(began) };
  });

// Six lines, stays one at a time and added up. The last three are typed into.
const RULE = {
  combinator: "and",
  rules: [
    { field: "country", operator: "notIn", value: ["PT"] },
    { combinator: "or", rules: [{ field: "light", operator: "=", value: "not-asked" }, { field: "email", operator: "notNull" }] },
    {
      field: "stays", operator: "=", match: { mode: "atLeast", threshold: 1 },
      value: { combinator: "and", rules: [{ field: "adults", operator: ">=", value: 2 }, { field: "board", operator: "notNull" }] },
    },
    { field: "nights", operator: ">=", value: 1 },
    { field: "number", operator: "contains", value: "1" },
    { field: "stays", aggregate: "sum", of: "total", operator: ">=", value: 10000 },
  ],
};
const EDITOR = `/segments/new?rule=${encodeURIComponent(JSON.stringify(RULE))}`;
// Into which input, which keys.
const TYPED = [
  ["#part-3-value", ["Backspace", "2", "0", "Backspace", "Backspace", "3"]],
  ["#part-4-value", ["2", "3", "Backspace", "Backspace", "0", "4", "Backspace", "Backspace"]],
  ["#part-5-value", ["0", "Backspace", "Backspace", "5", "0", "0", "Backspace"]],
];

const percentile = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];

// Notes how long each key takes to the painted count, and the tasks that keep the page's thread for longer than 50 ms. A key that leaves the count
// as it was is not noted.
function noteCounts() {
  window.tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.tasks.push(duration))).observe({ type: "longtask" });
  window.counts = [];
  let pressed = null;
  // The caret's own keys count nothing.
  addEventListener("keydown", ({ key, timeStamp }) => (pressed = key === "End" ? null : timeStamp), { capture: true });
  new MutationObserver(() => {
    if (pressed === null) return;
    const began = pressed;
    pressed = null;
    requestAnimationFrame(() => setTimeout(() => window.counts.push(performance.now() - began)));
  }).observe(document.querySelector(".share"), { childList: true, subtree: true, characterData: true });
}

// Types with a pause after each key that is longer than anything it sets off. Nobody looks into the page meanwhile: that is work for its thread.
async function type(page, typed) {
  for (let run = 0; run < runs; run += 1) {
    for (const [input, keys] of typed) {
      await page.locator(input).focus();
      await page.keyboard.press("End");
      await setTimeout(PAUSE);
      for (const key of keys) {
        await page.keyboard.press(key);
        await setTimeout(PAUSE);
      }
    }
  }
  return runs * typed.flatMap(([, keys]) => keys).length;
}
const PAUSE = 500;

async function typedInto(page, typed) {
  await slower(page, SLOWER);
  await page.evaluate(noteCounts);
  const keys = await type(page, typed);
  const { counts, tasks } = await page.evaluate(() => ({ counts: window.counts, tasks: window.tasks }));
  if (counts.length < (keys * 2) / 3) throw new Error(`${counts.length} of ${keys} keys changed a number on the page`);
  return { counts, tasks };
}

const typing = () =>
  on("many", async (device, hotel, page) => {
    await page.goto(EDITOR);
    const found = await new SegmentPage(page).total();
    return { found, ...(await typedInto(page, TYPED)), least: await leastOfAPage(page) };
  }, { person: DIRECTOR });

// What the same keys take on a page of one input and one number, with a worker that answers as soon as the engine does: less is not to be had.
async function leastOfAPage(page) {
  await page.goto("about:blank");
  await page.setContent('<input id="typed"><p class="share">0</p>');
  await page.evaluate((work) => {
    const source = `onmessage = ({ data }) => { const began = performance.now(); while (performance.now() - began < ${work}); postMessage(data); }`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    let count = 0;
    document.querySelector("input").addEventListener("input", () => worker.postMessage((count += 1)));
    worker.addEventListener("message", ({ data }) => (document.querySelector(".share").textContent = data));
  }, ENGINE);
  return (await typedInto(page, [["#typed", TYPED.flatMap(([, keys]) => keys.map((key) => (key === "Backspace" ? "8" : key)))]])).counts;
}
// What the engine's worker takes for an answer, milliseconds.
const ENGINE = 4;

// Keeps the page's worker and the last question with a rule in it.
function noteAsked() {
  window.Worker = class extends window.Worker {
    postMessage(message) {
      if (new TextDecoder().decode(message).includes('"combinator"')) [window.worker, window.asked] = [this, message.slice()];
      super.postMessage(message);
    }
  };
}

// From a question of the page to the engine's answer, in milliseconds, where there is next to nothing to count and the page does nothing else: the
// way through the worker. It is the editor's own question, asked over and over; the page reads each answer and finds it to be the same.
const throughTheWorker = () =>
  on("demo", async (device, hotel, page) => {
    await page.goto(EDITOR);
    await new SegmentPage(page).total();
    return page.evaluate(async (times) => {
      const { worker, asked } = window;
      const ways = [];
      while (ways.length < times) {
        await new Promise((rested) => setTimeout(rested, 20));
        // Heard after the page's own listener.
        const heard = new Promise((heard) => worker.addEventListener("message", heard, { once: true }));
        const began = performance.now();
        worker.postMessage(asked.slice());
        await heard;
        ways.push(performance.now() - began);
      }
      return ways;
    }, 100 * runs);
  }, { person: DIRECTOR, script: noteAsked });

// Notes when the first count is painted, in milliseconds since the page was asked for. Nobody looks into the page before: that is work for its thread.
function noteFirstCount() {
  window.counted = new Promise((counted) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".share .big")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => counted(performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
}

// The browser is opened anew and the server is gone: seconds to the first count of a rule.
const firstCounts = () =>
  on("many", async (device, hotel, settled) => {
    await new GuestsPage(settled).shellStored();
    await device.stop();
    await hotel.stop();
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      const page = await device.start();
      await page.addInitScript(noteFirstCount);
      await page.goto(EDITOR, { waitUntil: "commit" });
      times.push((await page.evaluate(() => window.counted)) / 1000);
      await device.stop();
    }
    return times;
  });

const masters = options.masters ?? (await mkdtemp(join(tmpdir(), "innkeeper-bench-")));
process.env.INNKEEPER_MASTERS = masters;
const round = (number) => (Number.isInteger(number) ? number : Number(number.toFixed(2)));
try {
  await prepare(masters);
  const load = [loadavg()[0]];
  const each = {};
  for (const [name, part] of Object.entries({ cold: coldStarts, list: slowList, bulk, typing, worker: throughTheWorker, count: firstCounts })) {
    if (!options.only.split(" ").includes(name)) continue;
    each[name] = await part();
    load.push(loadavg()[0]);
  }
  const { cold, list, bulk: work, typing: typed, worker, count } = each;
  // What, how long, and how long at most.
  const table = [
    ...(cold ? [["server gone, browser opened anew: to the usable list of 5,000, s", median(cold.lists), 2]] : []),
    ...(cold ? [["server gone, browser opened anew: to the form of a lead, s", median(cold.forms), 2]] : []),
    ...(list ? [[`${list.all} guests, processor ${SLOWER} times slower: longest frame while scrolling, ms (0: none over 50)`, list.frame, 50]] : []),
    ...(list ? [["the same: sort, press to painted rows, ms", median(list.sorts), 300]] : []),
    ...(list ? [["the same: filter, press to painted rows, ms", median(list.filters), 300]] : []),
    ...(work ? [[`a tag on ${work.chosen} guests, s`, work.done, null]] : []),
    ...(work ? [["longest frame meanwhile, ms (0: none over 50)", work.frame, 50]] : []),
    ...(work ? [["undone in one step, s", work.undone, null]] : []),
    ...(work ? [["stopped after pressing Stop, with the time to press it, ms", work.stopped, null]] : []),
    ...(typed ? [["a key in the editor of segments, processor 4 times slower: to the painted count at p50, ms", median(typed.counts), null]] : []),
    ...(typed ? [["the same: to the painted count at p95", percentile(typed.counts, 0.95), 50]] : []),
    ...(typed ? [["a page of one input and one number: to the painted number at p50, ms", median(typed.least), null]] : []),
    ...(typed ? [["the same at p95", percentile(typed.least, 0.95), null]] : []),
    ...(typed ? [["longest task of the editor meanwhile, ms (0: none over 50)", Math.max(0, ...typed.tasks), 50]] : []),
    ...(worker ? [["a question through the engine's worker and back, next to nothing to count: at p50, ms", median(worker), 2]] : []),
    ...(worker ? [["the same at p95", percentile(worker, 0.95), 6]] : []),
    ...(count ? [["server gone, browser opened anew: to the first count of a rule over all guests, s", median(count), 1]] : []),
  ];
  const results = Object.fromEntries(table.map(([name, value]) => [name, round(value)]));
  const limits = Object.fromEntries(table.filter(([, , limit]) => limit !== null).map(([name, , limit]) => [name, limit]));
  const told = {
    at: new Date().toISOString(),
    records: reservations ? "reservations" : "demo",
    runs,
    cores: availableParallelism(),
    load: load.map(round),
    results,
    limits,
    each,
  };
  console.log(`median of ${runs}, ${told.cores} cores, load ${told.load.join(" ")}\n`);
  for (const [name, value, limit] of table) {
    const judged = limit === null ? "" : `at most ${limit}${value > limit ? "  OVER" : ""}`;
    console.log(`${name.padEnd(100)} ${String(round(value)).padStart(8)}  ${judged}`);
  }
  await mkdir(join(root, "target"), { recursive: true });
  await writeFile(join(root, "target/bench-screens.json"), `${JSON.stringify(told, null, 2)}\n`);
} finally {
  if (!options.masters) await rm(masters, { recursive: true, force: true });
}
