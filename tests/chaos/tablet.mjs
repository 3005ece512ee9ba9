// A tablet: a real browser on a profile of its own, on which the app is opened, signed in to and made a device as a person does it, and which dies at will.
import { once } from "node:events";
import { mkdtemp, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { Device, FLAGS } from "../e2e/device.mjs";
import { EnrolPage, Page, SignInPage } from "../e2e/pages.mjs";
import { Watch } from "../e2e/watch.mjs";
import { words } from "../e2e/words.mjs";
import { HEAD } from "./house.mjs";

// Small, without movement, and without compiling twice: the processor is for the runs.
const OPTIONS = { args: [...FLAGS, "--js-flags=--no-wasm-tier-up"], viewport: { width: 1024, height: 700 }, reducedMotion: "reduce" };
const OPENS_MS = 60_000;
// So long somebody with something to write down waits for a page.
export const PATIENCE_MS = 15_000;
const ACTS_MS = 10_000;
const TITLES = { enrol: words("enrol-title"), door: words("sign-in-title") };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What a page shows, in one word.
function stage({ enrol, door }) {
  const seen = (selector) => [...document.querySelectorAll(selector)].some((part) => part.checkVisibility());
  if (seen("input[type=password]") && document.querySelector("h1")?.textContent === door) return "door";
  if (seen("aside.notices a[href^='/sign-in']")) return "sign-in-due";
  if (seen("a.sync") || seen("main.fair form")) return "work";
  if (document.querySelector("h1")?.textContent === enrol) return "enrol";
  if (seen("#boot-failed")) return "failed";
  return "opening";
}

export class Tablet extends Device {
  static async made(way, dir, name) {
    const tablet = new Tablet(way, new Watch(), await mkdtemp(join(dir, "profile-")), OPTIONS);
    Object.assign(tablet, { name, chance: way.chance });
    return tablet;
  }

  // Milliseconds that its clock is ahead of the right time.
  off = 0;
  // Its worker is dead, and the page does not know.
  isStunned = false;
  page = null;

  async start() {
    this.page = await super.start();
    this.context.setDefaultTimeout(ACTS_MS);
    this.context.setDefaultNavigationTimeout(ACTS_MS);
    this.context.on("page", (page) => this.#mind(page));
    this.#mind(this.page);
    return this.page;
  }

  #mind(page) {
    page.on("worker", (worker) => void this.#setClock(worker).catch(() => {}));
  }

  async #setClock(worker) {
    if (this.off !== 0) await worker.evaluate(shift, this.off);
  }

  // The clock jumps, for the pages that are open and those to come.
  async jump(off) {
    this.off = off;
    for (const page of this.context?.pages() ?? []) for (const worker of page.workers()) await worker.evaluate(shift, off).catch(() => {});
  }

  // The whole tree of processes ends at once.
  async kill() {
    const { context } = this;
    this.context = null;
    this.page = null;
    if (context === null) return;
    const gone = once(context, "close");
    const lock = await readlink(join(this.profile, "SingletonLock"));
    const browser = Number(lock.split("-").at(-1));
    // Field 5 of stat, counted from behind the name in brackets, is the group of the process.
    const group = Number((await readFile(`/proc/${browser}/stat`, "utf8")).split(") ").at(-1).split(" ")[2]);
    if (group > 1 && group !== (await ownGroup())) process.kill(-group, "SIGKILL");
    else process.kill(browser, "SIGKILL");
    await gone;
  }

  get runs() {
    return this.context !== null;
  }

  // A page that can be worked on: started, loaded, signed in to, a device. `path` is where.
  async ready(path = null, patience = OPENS_MS) {
    if (!this.runs) await this.start();
    if (this.page === null || this.page.isClosed()) this.page = this.context.pages().find((page) => !page.isClosed()) ?? (await this.context.newPage());
    const { page } = this;
    // Whoever sees that nothing happens any more loads the page anew.
    if (this.isStunned) await page.reload().catch(() => {});
    this.isStunned = false;
    const at = () => new URL(page.url()).pathname;
    if (page.url() === "about:blank" || (path !== null && at() !== path)) await this.#go(path ?? "/guests");
    const until = Date.now() + patience;
    let loaded = Date.now();
    for (;;) {
      const now = await page.evaluate(stage, TITLES).catch(() => "opening");
      if (now === "work" && (path === null || at() === path)) return page;
      if (page.isClosed() || !this.runs) throw new Error(`${this.name} was closed`);
      if (Date.now() > until) throw new Error(`${this.name} is not ready: ${now} at ${page.url()}: ${await page.evaluate(() => document.body.innerText.slice(0, 500)).catch(String)}`);
      if (now === "door") await new SignInPage(page).signIn(HEAD).catch(() => {});
      else if (now === "enrol") await new EnrolPage(page).enrol(this.name).catch(() => {});
      else if (now === "sign-in-due") await page.locator("aside.notices a[href^='/sign-in']").click().catch(() => {});
      else if (now === "failed" || now === "work" || Date.now() - loaded > 8_000) {
        await page.goto(path ?? "/guests").catch(() => {});
        loaded = Date.now();
      }
      await pause(now === "opening" ? 60 : 200);
    }
  }

  // Mostly within the app, as by a link of it; now and then the page is loaded anew.
  async #go(path) {
    const { page } = this;
    const within = this.chance.odds(0.75) && (await page.evaluate(stage, TITLES).catch(() => "")) === "work";
    const turn = (path) => {
      history.pushState({}, "", path);
      dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    };
    await (within ? page.evaluate(turn, path) : page.goto(path)).catch(() => {});
  }

  // Whether somebody has to sign in before it sends.
  async needsPerson() {
    return (await this.page.evaluate(stage, TITLES).catch(() => "")) !== "work";
  }

  // The app looks at once, as it does when the network comes back or somebody presses "try now".
  async wake() {
    await this.page.evaluate(() => dispatchEvent(new Event("online"))).catch(() => {});
  }

  // Whether the app says that everything is sent.
  async saysSent() {
    return (await this.page.locator("a.sync").getAttribute("data-state", { timeout: 1_000 }).catch(() => "")) === "sent";
  }

  // Takes a newer version of the app where it is offered.
  async takeUpdate() {
    const offer = new Page(this.page).button("app-update-go");
    if (!(await offer.isVisible().catch(() => false))) return false;
    await Promise.all([this.page.waitForEvent("load").catch(() => {}), offer.click().catch(() => {})]);
    return true;
  }

  // The browser's own tools for a page.
  devtools() {
    return this.context.newCDPSession(this.page);
  }
}

function shift(off) {
  const real = (self.realDate ??= Date);
  self.Date = class extends real {
    constructor(...given) {
      if (given.length === 0) super(real.now() + off);
      else super(...given);
    }
    static now() {
      return real.now() + off;
    }
  };
}

async function ownGroup() {
  return Number((await readFile("/proc/self/stat", "utf8")).split(") ").at(-1).split(" ")[2]);
}
