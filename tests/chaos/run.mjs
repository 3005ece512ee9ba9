// One batch of runs: a hotel, a tablet, a desk; each run is a script of deeds and faults, followed by healing and a whole account.
import { appendFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { account } from "./checker.mjs";
import { Chance } from "./chance.mjs";
import { Desk } from "./desk.mjs";
import { missed } from "./checked.mjs";
import { blows, weathers } from "./faults.mjs";
import { current, fold } from "./fold.mjs";
import * as hands from "./hands.mjs";
import { HEAD, House } from "./house.mjs";
import { kept } from "./kept.mjs";
import { headOf, lastOf, placeOf, read } from "./log.mjs";
import { Proxy } from "./proxy.mjs";
import { Receipts } from "./receipts.mjs";
import { script, told } from "./script.mjs";
import { book, enquire } from "./strangers.mjs";
import { Tablet } from "./tablet.mjs";

const RESTS_MS = 60_000;
const FIELDS = { city: "field-guest-city", profession: "field-guest-profession" };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What keeps a tablet or the desk from being at rest; nothing where both are.
function owing({ cursor, epoch, due, outbox }, desk, head, last) {
  if (cursor !== head.seq || epoch !== head.epoch || desk.cursor !== head.seq) return `rows ${cursor} and ${desk.cursor} of ${head.seq}`;
  const waiting = outbox.filter(({ n }) => n > last).length;
  return waiting > 0 || due > 0 ? `the tablet keeps ${waiting} changes and ${due} values to hand back` : "";
}

// Whether the list's search has an answer with these words.
async function finds(page, text) {
  await page.getByRole("searchbox").fill(text);
  const row = page.locator("main").getByText(text).first();
  const isThere = await row.waitFor({ timeout: 10_000 }).then(() => true, () => false);
  await page.getByRole("searchbox").fill("");
  return isThere;
}

// What was found, with all that is needed to look into it.
export class Failed extends Error {
  constructor(findings) {
    super(findings.map(({ kind, text }) => `${kind}: ${text}`).join("\n"));
    this.findings = findings;
  }
}

export class Batch {
  receipts = new Receipts();
  attempts = [];
  // Texts that were in a log once, and so were sent.
  sent = new Set();

  static async open(model, dir, { apps, seed }) {
    await mkdir(dir, { recursive: true });
    const batch = new Batch();
    const chance = new Chance(seed * 7919 + 13);
    const house = await House.copyOf(model, dir);
    await house.start(apps[0]);
    const proxy = await Proxy.open(house, chance);
    const tablet = await Tablet.made(proxy, dir, "Fair tablet");
    Object.assign(batch, { dir, apps, chance, house, proxy, tablet });
    proxy.says = (text) => batch.note(`    ${text.replaceAll("\n", " ")}`);
    await tablet.ready("/guests");
    await tablet.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await tablet.page.reload();
    batch.desk = await Desk.enrolled(house, HEAD);
    await batch.desk.sync();
    return batch;
  }

  note(text) {
    appendFileSync(join(this.dir, "diary.txt"), `${new Date().toISOString().slice(11, 23)} ${text}\n`);
  }

  // Plays a seed. Gives what was done; throws Failed where something is wrong.
  async run(seed) {
    const plan = script(seed);
    this.seed = seed;
    this.note(`--- run ${seed}: ${told(plan).join("; ")}`);
    this.chance = new Chance(seed * 31 + 5);
    this.proxy.chance = this.chance;
    const pair = [this.chance.one(this.house.guests), this.chance.one(this.house.guests)];
    const before = this.receipts.all.length;
    this.done = {};
    for (const step of plan.steps) await this.#step(step, pair);
    this.note("healing");
    await this.#heal();
    this.note("healed");
    await this.#rest();
    this.note("at rest");
    await this.#check(seed, pair);
    this.note("accounted for");
    return { faults: this.done, changes: this.receipts.all.length - before };
  }

  #count(fault) {
    this.done[fault] = (this.done[fault] ?? 0) + 1;
    this.note(`! ${fault}`);
  }

  async #step(step, pair) {
    if (step.do) await this.#deed(step, pair[step.guest]);
    else if (step.weather) await this.#weather(step.weather);
    else if (step.calm) await weathers[step.calm](this, true);
    else if (step.prepare) await this.#prepare(step.prepare);
    else await this.#blow(step.blow);
    await pause(this.chance.between(0, 250));
  }

  async #weather(name) {
    await weathers[name](this);
    this.#count(name);
  }

  async #prepare(what) {
    await this.house.start();
    if (what === "backup") await this.house.backup();
    else await this.house.takePhotograph();
    this.note(`+ ${what}`);
  }

  async #deed(step, guest) {
    const { seed, receipts } = this;
    const canary = receipts.canary(seed);
    const receipt = { run: seed, canary, what: step.do, root: step.do === "lead" ? null : guest };
    this.attempts.push(canary);
    const field = this.chance.one(Object.keys(FIELDS));
    const deeds = {
      note: () => hands.note(this.tablet, guest, canary),
      edit: () => hands.edit(this.tablet, guest, FIELDS[field], canary),
      lead: () => hands.lead(this.tablet, canary),
      "note in a second tab": () => hands.noteInSecondTab(this.tablet, guest, canary, this.chance.odds(0.6)),
    };
    if (deeds[step.do]) {
      const doing = deeds[step.do]().catch((error) => `unknown (${String(error.message).split("\n")[0].slice(0, 120)})`);
      if (step.struck && step.when === "during") {
        await pause(step.ms);
        await this.#blow(step.struck);
      }
      const end = await doing;
      this.note(`${step.do} ${canary}: ${end}`);
      if (end === "saved" || end === "rescued") receipts.give({ ...receipt, by: this.tablet.name });
      if (step.struck && step.when === "after") await this.#blow(step.struck);
    } else {
      await this.#others(step.do, { receipt, guest, field, canary });
    }
  }

  // What the desk and strangers do. The desk is told it is kept when it has it in its memory, which nothing here takes away.
  async #others(what, { receipt, guest, field, canary }) {
    const { house, chance, desk, receipts } = this;
    if (what === "note at the desk" || what === "edit at the desk") {
      if (what === "note at the desk") desk.note(guest, canary);
      else desk.edit(guest, field, canary, chance.odds(0.5));
      receipts.give({ ...receipt, by: desk.name });
      const end = await desk.sync().then(() => "sent", (error) => `not sent (${error.message.slice(0, 80)})`);
      return this.note(`${what} ${canary}: ${end}`);
    }
    const done = await (what === "booking" ? book(house, chance, canary) : enquire(house, canary)).catch((error) => error.message);
    this.note(`${what} ${canary}: ${done}`);
    if (done === true) receipts.give({ ...receipt, by: "the house", root: null });
  }

  async #blow(name) {
    if (name === "backup restored" || name.startsWith("file copied back")) return this.#back(name);
    if (name === "storage cleared") return this.#clear();
    await blows[name](this);
    this.#count(name);
  }

  // All that the log says.
  #texts() {
    return JSON.stringify(read(placeOf(this.house)).rows.map(({ body }) => body));
  }

  // The log goes back: to the newest backup, or to what was copied by hand since.
  async #back(name) {
    const { house } = this;
    const restores = name === "backup restored";
    if (restores ? !(await house.hasBackup) : house.photograph === null) return;
    await house.kill();
    const has = () => {
      const text = this.#texts();
      return new Set(this.attempts.filter((canary) => text.includes(canary)));
    };
    const then = has();
    for (const canary of then) this.sent.add(canary);
    const tablet = this.tablet.runs ? await kept(this.tablet).catch(() => null) : null;
    await (restores ? house.restore() : house.putBack(name.endsWith("memory")));
    const now = has();
    const lost = new Set([...then].filter((canary) => !now.has(canary)));
    this.receipts.wentBack(lost, (canary) => this.desk.holds(canary) || (tablet?.couldGive(canary) ?? false));
    this.#count(name);
    this.note(`the log lost ${[...lost].join(" ")}`);
  }

  // The browser throws its records away. What it had not sent is lost, and has to be reported.
  async #clear() {
    const { tablet, house } = this;
    await house.start();
    await tablet.ready().catch(() => {});
    const known = tablet.runs ? await kept(tablet).catch(() => null) : null;
    if (known === null) return;
    for (const page of tablet.context.pages()) await page.goto("about:blank").catch(() => {});
    const tools = await tablet.devtools();
    await tools.send("Storage.clearDataForOrigin", { origin: this.proxy.url, storageTypes: "indexeddb,file_systems" });
    await pause(100);
    const text = this.#texts();
    const inLog = new Set(this.attempts.filter((canary) => text.includes(canary)));
    const gone = this.receipts.thrownAway(tablet.name, known.dev, new Set([...inLog, ...this.sent]));
    // What a log that went back had lost, and nobody else could have given back to it.
    this.receipts.wentBack(new Set(this.attempts.filter((canary) => !inLog.has(canary))), (canary) => this.desk.holds(canary));
    this.cleared = { dev: known.dev, gone };
    this.#count("storage cleared");
    this.note(`${gone} changes of device ${known.dev} were not sent`);
  }

  // Every fault ends.
  async #heal() {
    const { proxy, house, tablet } = this;
    proxy.heal();
    await tablet.jump(0);
    await weathers["no space left"](this, true).catch(() => {});
    await house.start();
    // The form of a lead does not say that somebody has to sign in: it must not come between a visitor and the tablet.
    await tablet.ready("/guests");
  }

  // Until every device has everything and owes nothing.
  async #rest() {
    const { tablet, desk, house } = this;
    const until = Date.now() + RESTS_MS;
    let why = "";
    for (let round = 0; ; round += 1) {
      if (Date.now() > until) throw new Failed([{ kind: "device", text: `it does not come to rest: ${why}` }]);
      await house.start();
      if (round % 4 === 0) await tablet.wake();
      if (await tablet.needsPerson()) await tablet.ready();
      await tablet.takeUpdate();
      why = await desk.sync().then(() => "", (error) => `the desk: ${error.message}`);
      if (why === "") why = (await tablet.saysSent()) ? "" : "the tablet does not say that all is sent";
      if (why === "") {
        const head = headOf(placeOf(house));
        const own = await kept(tablet).catch(() => null);
        why = own === null ? "the tablet's storage cannot be read" : owing(own, desk, head, lastOf(placeOf(house), own.dev));
      }
      if (why === "") return;
      if (round % 8 === 0) this.note(`not at rest: ${why}`);
      await pause(120);
    }
  }

  async #check(seed, pair) {
    const { tablet, desk, house } = this;
    const data = read(placeOf(house));
    const own = await kept(tablet);
    const rows = [...desk.rows.values()].map(({ body }) => JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value))).join("\n");
    const devices = [
      { name: tablet.name, ...own },
      { name: desk.name, dev: desk.enrolled.dev, outbox: [], cursor: desk.cursor, epoch: desk.epoch, holds: (canary) => rows.includes(canary) },
    ];
    const findings = account({ data, receipts: this.receipts.all, attempts: this.attempts, devices });
    findings.push(...(await this.#views(seed, data, pair)), ...(await this.#reported(data)));
    if (findings.length > 0) throw new Failed(findings);
  }

  // What the app shows of everything this run has touched.
  async #views(seed, { rows }, pair) {
    const { tablet } = this;
    const findings = [];
    const counts = [...current(fold(rows))].flatMap(({ root, text }) => (text.match(/zq\w{4}w\w{3}k/g) ?? []).map((canary) => ({ root, canary })));
    const due = counts.filter(({ canary }) => canary.startsWith(`zq${seed.toString(36).padStart(4, "0")}`));
    const guests = new Set(pair);
    const places = new Map([...guests].map((guest) => [`/guests/${guest}`, counts.filter(({ root }) => root === guest)]));
    const leads = new Set(this.receipts.all.filter(({ what }) => what === "lead" || what === "enquiry").map(({ canary }) => canary));
    places.set("/leads", due.filter(({ canary, root }) => leads.has(canary) && !guests.has(root)));
    for (const [path, wanted] of places) {
      if (wanted.length === 0) continue;
      const page = await tablet.ready(path);
      const shows = () => page.evaluate(() => document.querySelector("main")?.innerText.toLowerCase() ?? "");
      const until = Date.now() + 10_000;
      let missing = wanted;
      while (missing.length > 0 && Date.now() < until) {
        const text = await shows();
        missing = wanted.filter(({ canary }) => !text.includes(canary));
        if (missing.length > 0) await pause(60);
      }
      for (const { canary } of missing) {
        // In a long list it is found by its words.
        const isFound = path === "/leads" && (await finds(page, canary));
        if (!isFound) findings.push({ kind: "view", text: `${canary} is not shown at ${path}` });
      }
    }
    return findings;
  }

  // What was lost with a browser's storage is named on the page of the tablets.
  async #reported({ devices }) {
    const { cleared, tablet } = this;
    if (!cleared) return [];
    this.cleared = null;
    const row = devices.find(({ dev }) => dev === cleared.dev);
    const findings = [];
    if (row?.status.replaced_by === undefined) findings.push({ kind: "report", text: `nobody is told that the storage of device ${cleared.dev} is gone` });
    else if (row.status.pending < cleared.gone) findings.push({ kind: "report", text: `${cleared.gone} changes were lost with device ${cleared.dev}, ${row.status.pending} are reported` });
    if (cleared.gone > 0) {
      const page = await tablet.ready("/settings/tablets");
      const banner = page.locator(".banner").filter({ hasText: tablet.name });
      const isNamed = await banner.first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
      if (!isNamed) findings.push({ kind: "report", text: "the page of the tablets does not name it" });
    }
    return findings;
  }

  // Whether the checker would have noticed: it is tried on spoiled copies of this very hotel.
  async checkChecker() {
    await this.house.stop();
    const sayings = missed(this.house, this.receipts.due);
    if (sayings.length > 0) throw new Failed(sayings.map((text) => ({ kind: "checker", text })));
  }

  // Everything that is needed to look into it, beside the profile and the database.
  async keep(error) {
    this.note(error.stack);
    await writeFile(join(this.dir, "server.txt"), this.house.said);
    await writeFile(join(this.dir, "page.txt"), `${this.tablet.watch.found.join("\n")}\n`);
    await this.tablet.page?.screenshot({ path: join(this.dir, "page.png"), timeout: 3_000 }).catch(() => {});
  }

  async close({ keeps }) {
    await this.tablet.stop().catch(() => {});
    await this.proxy.close();
    await (keeps ? this.house.kill() : this.house.close());
  }
}
