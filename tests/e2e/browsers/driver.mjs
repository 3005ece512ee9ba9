// A browser of any maker, driven by what all of them agreed on: WebDriver (https://www.w3.org/TR/webdriver2/), a dozen calls over HTTP. A library would
// bring downloads of drivers and browsers with it, and WebKitGTK's driver is known to none of them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { FLAGS } from "../device.mjs";
import { freePort } from "../hotel.mjs";

// Which browser, and what drives it, as `cargo xtask test --browsers` found them.
export const BROWSER = process.env.INNKEEPER_BROWSER ?? "chromium";
const PROGRAM = process.env.INNKEEPER_BROWSER_PROGRAM;
const DRIVER = process.env.INNKEEPER_BROWSER_DRIVER;
const FEATURES = (process.env.INNKEEPER_BROWSER_FEATURES ?? "").split(" ").filter(Boolean);

// How WebDriver writes an element of the page.
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

// What is asked of each for a profile that it keeps.
const CAPABILITIES = {
  chromium: ({ profile, taken }) => ({ "goog:chromeOptions": { binary: PROGRAM, args: ["--headless", "--window-size=1366,900", `--user-data-dir=${profile}`, taken, ...FLAGS] } }),
  firefox: ({ profile }) => ({
    "moz:firefoxOptions": {
      binary: PROGRAM,
      args: ["-headless", "-profile", profile, "--width", "1366", "--height", "900"],
      prefs: { "intl.accept_languages": "en-GB" },
    },
  }),
  webkit: ({ profile }) => ({ "webkitgtk:browserOptions": { binary: PROGRAM, args: [profile, ...FEATURES] } }),
};

// In the page: what can be seen and has this name, by the kind of thing it is. A name is a text or the source of a pattern.
const FIND = `
  const [selector, { text, source }] = arguments;
  const fits = (name) => text === undefined ? new RegExp(source).test(name) : name === text;
  const spoken = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const names = (thing) => [
    thing.getAttribute("aria-label"),
    thing.hasAttribute("aria-labelledby") ? spoken(thing.getAttribute("aria-labelledby")) : null,
    ...[...(thing.labels ?? [])].map((label) => label.textContent),
    thing.innerText ?? thing.textContent,
  ];
  const clean = (name) => (name ?? "").replace(/[\\u2066-\\u2069]/g, "").replace(/\\s+/g, " ").trim();
  return [...document.querySelectorAll(selector)].find((thing) => thing.checkVisibility() && names(thing).some((name) => fits(clean(name)))) ?? null;
`;

const KINDS = {
  button: "button, [role=button]",
  field: "input, textarea, select",
  label: "label",
  link: "a[href]",
  row: "[role=rowheader] a",
  text: "h1, h2, p, li, a, span, strong, button, label, dd, [role=status], [role=alert]",
};

export class Driven {
  // The browser on a profile of its own, not started yet.
  static async found(hotel) {
    return new Driven(hotel, await mkdtemp(join(tmpdir(), "innkeeper-driven-")));
  }

  #driver = null;
  #port = null;
  #session = null;

  constructor(hotel, profile) {
    this.hotel = hotel;
    this.profile = profile;
    this.version = null;
    this.said = "";
  }

  async start() {
    this.#port = await freePort();
    this.#driver = spawn(DRIVER, [`--port=${this.#port}`], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LANGUAGE: "en_GB", LANG: "en_GB.UTF-8" } });
    for (const stream of [this.#driver.stdout, this.#driver.stderr]) stream.on("data", (text) => (this.said += text));
    await expect.poll(() => fetch(`http://127.0.0.1:${this.#port}/status`).then(({ status }) => status, () => null)).toBe(200);
    const alwaysMatch = { acceptInsecureCerts: true, ...CAPABILITIES[BROWSER]({ profile: this.profile, taken: this.hotel.tls.taken }) };
    const { sessionId, capabilities } = await this.#ask("POST", "/session", { capabilities: { alwaysMatch } });
    this.#session = sessionId;
    this.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
    return this;
  }

  // Closes the browser the way a person does.
  async stop() {
    if (this.#session) await this.#ask("DELETE", "");
    this.#session = null;
    if (!this.#driver) return;
    const gone = once(this.#driver, "exit");
    this.#driver.kill();
    this.#driver = null;
    await gone;
  }

  async close() {
    await this.stop();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(method, path, body) {
    const session = this.#session ? `/session/${this.#session}` : "";
    const answer = await fetch(`http://127.0.0.1:${this.#port}${session}${path}`, { method, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  go(path) {
    return this.#ask("POST", "/url", { url: new URL(path, this.hotel.url).href });
  }

  // As a person does. What drives Firefox would load it past the stored shell.
  async reload() {
    await this.run("window.isBefore = true; location.reload();");
    await expect.poll(() => this.run("return !window.isBefore && document.readyState === 'complete'").catch(() => false)).toBe(true);
  }

  run(script, ...args) {
    return this.#ask("POST", "/execute/sync", { script, args });
  }

  // What a function in the page promises.
  async promised(work, ...args) {
    await this.#ask("POST", "/timeouts", { script: 120_000 });
    const script = `const done = arguments[arguments.length - 1]; (${work})(...[...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#ask("POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value;
  }

  // Something on the screen by its kind and its words; null while it is not there.
  async see(kind, words) {
    const name = typeof words === "string" ? { text: words } : { source: words.source };
    return (await this.run(FIND, KINDS[kind], name))?.[ELEMENT] ?? null;
  }

  // The same, waited for.
  async find(kind, words) {
    let found = null;
    await expect.poll(async () => (found = await this.see(kind, words)), { message: `${kind} ${words}` }).not.toBeNull();
    return found;
  }

  // One that a page has just drawn anew is found again.
  async press(kind, words) {
    await expect(async () => this.#ask("POST", `/element/${await this.find(kind, words)}/click`, {})).toPass({ timeout: 60_000 });
  }

  // Types key by key in the place of what is there.
  async fill(words, text) {
    const field = await this.find("field", words);
    await this.#ask("POST", `/element/${field}/clear`, {});
    await this.#ask("POST", `/element/${field}/value`, { text });
    await expect.poll(() => this.run("return arguments[0].value", { [ELEMENT]: field })).toBe(text);
  }

  // Keys for whatever has the focus.
  async keys(text) {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.#ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  text() {
    return this.run("return document.body.innerText");
  }
}
