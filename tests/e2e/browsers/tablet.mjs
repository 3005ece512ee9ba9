// The app as a person has it before them in a driven browser: pages and their words, as in ../pages.mjs.
import { expect } from "@playwright/test";
import { PEOPLE } from "../setup.mjs";
import { words } from "../words.mjs";

export class Tablet {
  constructor(driven) {
    this.driven = driven;
  }

  press(key, kind = "button") {
    return this.driven.press(kind, words(key));
  }

  fill(key, text) {
    return this.driven.fill(words(key), text);
  }

  shows(key, kind = "text") {
    return this.driven.find(kind, words(key));
  }

  async signIn({ email, password }) {
    await this.fill("sign-in-email", email);
    await this.fill("sign-in-password", password);
    await this.press("sign-in-go");
  }

  async asksForItsName() {
    return (await this.driven.see("field", words("enrol-name"))) !== null;
  }

  // Makes the browser a tablet of the hotel, with the approval of somebody who may.
  async enrol(name, approver) {
    await this.fill("enrol-name", name);
    if (approver) {
      await this.fill("sign-in-email", approver.email);
      await this.fill("sign-in-password", approver.password);
    }
    await this.press("enrol-go");
    await expect.poll(() => this.driven.see("button", words("enrol-go")), { timeout: 60_000 }).toBeNull();
  }

  // Signed in, enrolled, and the list of guests before one.
  async settle(name, person = PEOPLE.service) {
    await this.driven.go("/guests");
    await this.signIn(person);
    await this.enrol(name, PEOPLE.admin);
    await this.listed();
  }

  // The list has its rows.
  async listed() {
    await expect.poll(() => this.driven.run("return document.querySelectorAll('.g-row[aria-rowindex] [role=rowheader] a').length"), { timeout: 60_000 }).toBeGreaterThan(5);
  }

  // How many guests there are in all, from the head.
  async guests() {
    return Number((await this.driven.run("return document.querySelector('h1').innerText")).replace(/\D/g, ""));
  }

  // The shell is stored and answers for this page.
  async shellStored() {
    const stored = async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller !== null;
    };
    if (!(await this.driven.promised(stored))) await this.driven.reload();
    await expect.poll(() => this.driven.promised(stored)).toBe(true);
  }

  // What the pill says: "here", "sent" and so on, and its words.
  pill() {
    return this.driven.run("const pill = document.querySelector('a.sync'); return pill && [pill.dataset.state, pill.innerText.trim()]");
  }

  async unsent(count) {
    await expect.poll(() => this.pill(), { timeout: 30_000 }).toEqual(["here", expect.stringContaining(String(count))]);
  }

  async allSent() {
    await expect.poll(async () => (await this.pill())?.[1], { timeout: 120_000 }).toBe(words("sync-pill-sent"));
  }

  async openGuest(id) {
    await this.driven.go(`/guests/${id}`);
    await expect.poll(() => this.driven.see("button", words("guest-add-note")), { timeout: 90_000 }).not.toBeNull();
  }

  async note(text) {
    await this.press("guest-add-note");
    await this.fill("guest-note-label", text);
    await this.driven.run("document.activeElement.form.requestSubmit()");
    await expect.poll(() => this.driven.run("return document.querySelector('dialog[open]') === null")).toBe(true);
  }

  async capture(name) {
    await this.driven.go("/capture");
    await this.fill("capture-name", name);
    await this.press("capture-save-next");
    await expect.poll(() => this.lastLeads()).toContain(name);
  }

  // The leads beside the form.
  lastLeads() {
    return this.driven.run("return [...document.querySelectorAll('.last li')].map((line) => line.innerText).join('\\n')");
  }

  async setPassphrase(passphrase) {
    await this.driven.go("/settings");
    await this.press("lock-add-passphrase");
    await this.fill("lock-new", passphrase);
    await this.fill("lock-again", passphrase);
    await this.press("app-save");
    await this.shows("lock-done");
  }

  async locked() {
    await this.shows("lock-title");
  }

  async unlock(passphrase) {
    await this.fill("lock-passphrase", passphrase);
    await this.press("lock-unlock");
  }
}
