// A device as the app sees one: a browser with what it keeps. It is a process of its own on a directory of its own, which can be killed and
// started again on what it had stored; or, where a test only needs it for once, a part of a browser that others use too, which starts sooner.
import { once } from "node:events";
import { mkdtemp, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

// For a machine without a display, a GPU or a way to the internet.
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export class Device {
  // One that keeps what it stores, not started yet. `options` are Playwright's for a context: screen size, colours, touch.
  static async found(hotel, watch, options = {}) {
    return new Device(hotel, watch, options, { profile: await mkdtemp(join(tmpdir(), "innkeeper-device-")) });
  }

  // One that forgets everything when it is closed.
  static within(browser, hotel, watch, options = {}) {
    return new Device(hotel, watch, options, { browser });
  }

  constructor(hotel, watch, options, { profile, browser }) {
    Object.assign(this, { hotel, watch, options, profile, browser });
    this.context = null;
  }

  // Starts the browser on what is stored and gives its page, which is empty.
  async start() {
    const options = { baseURL: this.hotel.url, viewport: { width: 1366, height: 768 }, locale: "en-GB", timezoneId: "Europe/Madrid", ...this.options };
    this.context = this.browser
      ? await this.browser.newContext(options)
      : await chromium.launchPersistentContext(this.profile, { executablePath: CHROMIUM, args: FLAGS, ...options });
    await this.watch.follow(this.context, this.hotel);
    return this.context.pages()[0] ?? this.context.newPage();
  }

  // Closes the browser the way a person does.
  async stop() {
    const { context } = this;
    this.context = null;
    await context?.close();
  }

  // Ends the browser's process at once, as a power cut or the system would.
  async kill() {
    const { context } = this;
    this.context = null;
    const gone = once(context, "close");
    // Chromium's own lock on the directory names its process: "host-123".
    const lock = await readlink(join(this.profile, "SingletonLock"));
    process.kill(Number(lock.split("-").at(-1)), "SIGKILL");
    await gone;
  }

  async close() {
    await this.stop();
    if (this.profile) await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
