// The pages as a person meets them: by role and by the words on the screen, in the browser's language.
import { expect } from "@playwright/test";
import { words } from "./words.mjs";

// A text that begins with these words and may go on.
const begins = (words) => (typeof words === "string" ? words : new RegExp(words.source.replace(/\$$/, "")));

// What every page of the app has.
export class Page {
  constructor(page, locale = "en") {
    this.page = page;
    this.locale = locale;
    this.title = page.getByRole("heading", { level: 1 });
    this.pill = page.locator("a.sync");
    this.toasts = page.locator(".toasts");
    // The search over everything.
    this.find = page.getByRole("combobox", { name: this.words("find-title") });
    this.offers = page.locator(".found[data-answered=true]").getByRole("option");
    // What was done here, over the page.
    this.sheet = page.getByRole("dialog", { name: this.words("history-title") });
    this.history = this.sheet.getByRole("listitem");
  }

  // Opens the history by the search over everything.
  async openHistory() {
    await this.page.keyboard.press("Control+k");
    await this.offers.filter({ hasText: this.words("history-title") }).click();
    await expect(this.history.first()).toBeVisible();
  }

  words(key) {
    return words(key, this.locale);
  }

  button(key, within = this.page) {
    return within.getByRole("button", { name: this.words(key), exact: true });
  }

  link(key, within = this.page) {
    return within.getByRole("link", { name: this.words(key), exact: true });
  }

  field(key, within = this.page) {
    return within.getByLabel(this.words(key), { exact: true });
  }

  // The pill says that so many changes are on this device only.
  async unsent(count) {
    await expect(this.pill).toHaveAttribute("data-state", "here");
    await expect(this.pill).toHaveText(this.words("sync-pill-here"));
    await expect(this.pill).toContainText(String(count));
  }

  // The pill says that everything has arrived.
  async allSent() {
    await expect(this.pill).toHaveText(this.words("sync-pill-sent"), { timeout: 20_000 });
  }

  // The shell is stored on the device and answers for this page.
  async shellStored() {
    const answers = await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return true;
      return new Promise((done) => {
        navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true });
        setTimeout(() => done(false), 5_000);
      });
    });
    // A page that was on its way while the shell took over is not among those it answers for, until it is loaded again.
    if (!answers) await this.page.reload();
  }
}

export class SignInPage extends Page {
  email = this.field("sign-in-email");
  password = this.field("sign-in-password");
  go = this.button("sign-in-go");

  async ready() {
    await expect(this.title).toHaveText(this.words("sign-in-title"));
  }

  async signIn({ email, password }) {
    await this.ready();
    await this.email.fill(email);
    await this.password.fill(password);
    await this.go.click();
  }
}

export class EnrolPage extends Page {
  name = this.field("enrol-name");
  go = this.button("enrol-go");

  async ready(options) {
    await expect(this.title).toHaveText(this.words("enrol-title"), options);
  }

  // With the approval of somebody who may manage devices, unless the person may.
  async fill(name, approver) {
    await this.ready();
    await this.name.fill(name);
    if (approver) {
      await this.field("sign-in-email").fill(approver.email);
      await this.field("sign-in-password").fill(approver.password);
    }
  }

  async enrol(name, approver) {
    await this.fill(name, approver);
    await this.go.click();
  }
}

export class TodayPage extends Page {
  async ready(options = { timeout: 30_000 }) {
    await expect(this.page.locator("main.today .lede")).toBeVisible(options);
  }
}

// The search over everything.
export class Palette extends Page {
  box = this.page.getByRole("dialog", { name: this.words("find-title") });
  input = this.box.getByRole("combobox");
  offers = this.box.getByRole("option");

  async open() {
    await this.page.keyboard.press("Control+k");
    await expect(this.input).toBeFocused();
    await this.answered();
  }

  // What is offered is the answer to what is typed.
  async answered() {
    await expect(this.box.getByRole("listbox")).toHaveAttribute("data-answered", "true");
  }
}

// What was done on this device.
export class HistoryPage extends Page {
  lines = this.page.locator(".history").getByRole("listitem");

  async open() {
    await this.page.goto("/history");
    await expect(this.title).toHaveText(this.words("history-title"));
    await expect(this.lines.first()).toBeVisible();
  }
}

// The form that opens a new hotel.
export class FirstRunPage extends Page {
  hotel = this.field("first-run-hotel");
  go = this.button("first-run-go");

  async ready() {
    await expect(this.title).toHaveText(this.words("first-run-title"));
  }

  // One of the choices in a row, which is pressed at its words.
  choice(words) {
    return this.page.getByRole("group").getByText(words, { exact: true });
  }

  // `beginning` is the key of what it starts with.
  async begin(hotel, { name, email, password }, beginning) {
    await this.ready();
    await this.hotel.fill(hotel);
    await this.field("first-run-name").fill(name);
    await this.field("first-run-email").fill(email);
    await this.field("first-run-password").fill(password);
    await this.choice(this.words(beginning)).click();
    await this.go.click();
  }
}

export class GuestsPage extends Page {
  searchBox = this.page.getByRole("searchbox");
  grid = this.page.getByRole("grid");
  // Rows with a guest in them; those of the list that are not in sight are not in the document.
  rows = this.page.locator(".g-row[aria-rowindex]:visible");
  wrap = this.page.locator(".gridwrap");
  foot = this.page.locator(".gridfoot");
  empty = this.page.locator(".gridempty");

  // The list is painted: rows with what has come in them, and an answer to what was asked.
  async ready(options = { timeout: 30_000 }) {
    await expect(this.title).toContainText(this.words("guests-title"), options);
    await expect(this.page.locator(".g-row[aria-rowindex] [role=rowheader] a").first()).toBeVisible(options);
    await this.settled();
  }

  // Types words key by key and gives, for each key, the milliseconds from the key to the painted rows of its answer.
  async timeKeys(texts) {
    await this.page.evaluate(() => {
      window.keyTimes = [];
      const foot = document.querySelector("[data-answered]");
      const painted = (began) => () => {
        if (foot.dataset.answered === "true") requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - began)));
        else requestAnimationFrame(painted(began));
      };
      // After the app has heard the key, so that what it says is about this one.
      document.querySelector("input[type=search]").addEventListener("input", (event) => setTimeout(painted(event.timeStamp)));
    });
    const taken = () => this.page.evaluate(() => window.keyTimes.length);
    const times = [];
    for (const text of texts) {
      if ((await this.searchBox.inputValue()) !== "") {
        await this.searchBox.fill("");
        await expect.poll(taken).toBe(1);
      }
      await this.page.evaluate(() => void (window.keyTimes = []));
      await this.searchBox.focus();
      for (let at = 1; at <= text.length; at += 1) {
        await this.page.keyboard.type(text[at - 1]);
        await expect.poll(taken, { intervals: [20] }).toBe(at);
      }
      times.push(...(await this.page.evaluate(() => window.keyTimes.splice(0))));
    }
    return times;
  }

  // Scrolls a long list to a part of its length, from 0 to 1.
  async scrollTo(part) {
    await this.wrap.evaluate((wrap, part) => (wrap.scrollTop = (wrap.scrollHeight - wrap.clientHeight) * part), part);
    return this.rowsCame();
  }

  // Every row in sight of a long list has come. Gives the one in the middle of the screen.
  async rowsCame() {
    const middle = () =>
      this.wrap.evaluate((wrap) => {
        const { x, y, width, height } = wrap.getBoundingClientRect();
        const at = (part) => document.elementFromPoint(x + width / 2, y + height * part)?.closest(".g-row");
        const last = wrap.querySelector(".g-body").getBoundingClientRect().bottom;
        const parts = [0.2, 0.35, 0.65, 0.8, 0.98].filter((part) => y + height * part < last);
        return parts.every(at) ? at(0.5)?.id : null;
      });
    await expect.poll(middle).toBeTruthy();
    return this.page.locator(`#${await middle()}`);
  }

  // The greatest number of rows in the document while the list is scrolled to its end.
  async mostRowsWhileScrolling(steps = 40) {
    let most = 0;
    for (let at = 1; at <= steps; at += 1) {
      await this.scrollTo(at / steps);
      most = Math.max(most, await this.page.getByRole("row", { includeHidden: true }).count());
    }
    return most;
  }

  // The rows shown are those of the search and order shown.
  async settled() {
    await expect(this.page.locator("[data-answered=false]")).toHaveCount(0);
  }

  // How many guests there are in all, from the head.
  async all() {
    return Number((await this.title.innerText()).replace(/\D/g, ""));
  }

  // How many match, from the foot.
  async found() {
    await this.settled();
    return Number(await this.grid.getAttribute("aria-rowcount")) - 1;
  }

  async search(text) {
    await this.searchBox.fill(text);
    await this.settled();
  }

  row(text) {
    return this.rows.filter({ hasText: text });
  }

  // The texts of the cells of one column, from the top.
  async column(id) {
    await this.settled();
    const at = (await this.heads()).indexOf(id);
    return this.rows.evaluateAll(
      (rows, at) =>
        rows
          .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
          .map((row) => row.children[at].innerText.trim()),
      at,
    );
  }

  // Presses a head twice; gives each direction as it is shown, when the list is in its order.
  async *bothWays(label) {
    const head = this.page.getByRole("columnheader", { name: label, exact: true });
    const directions = [];
    for (let press = 0; press < 2; press += 1) {
      await head.getByRole("button").click();
      await this.settled();
      directions.push(await head.getAttribute("aria-sort"));
      yield directions.at(-1);
    }
    expect(directions.toSorted()).toEqual(["ascending", "descending"]);
  }

  // Heads of the columns, from the left.
  async heads() {
    return (await this.page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
  }

  // The list with these countries only, by a link as a colleague sends it.
  async openFrom(...countries) {
    const rule = { combinator: "and", rules: [{ field: "country", operator: "in", value: countries }] };
    await this.page.goto(`/guests?rule=${encodeURIComponent(JSON.stringify(rule))}`);
    await this.ready();
  }

  // Prepares a filter for guests of a country, up to the button that takes it.
  async prepareFilter(country) {
    await this.button("guests-filter").click();
    await this.page.locator(".rule-form").getByRole("combobox", { name: this.words("rule-value-add") }).selectOption(country);
  }

  pressFilter() {
    return this.button("guests-filter-add").click();
  }

  async clearFilters() {
    const filters = this.page.locator(".filter .x");
    for (let left = await filters.count(); left > 0; left -= 1) {
      await filters.last().click();
      await expect(filters).toHaveCount(left - 1);
    }
    await this.settled();
  }

  // What is done with many guests, its progress, and the end of it.
  bulk = this.page.getByRole("region", { name: this.words("guests-bulk") });
  progress = this.bulk.getByRole("progressbar");

  // Prepares a tag for all guests of the list, up to the button that does it. Gives that button.
  async prepareTag(tag) {
    await this.page.getByRole("checkbox", { name: this.words("guests-pick-list") }).check();
    await this.button("guests-bulk-tag").click();
    await this.field("guests-bulk-tag-field").fill(tag);
    return this.button("guests-bulk-go");
  }

  // The words in which long work said that it has ended, by their key.
  async workSaid(key, options = { timeout: 120_000 }) {
    const said = this.toasts.locator(".toast > span").filter({ hasText: begins(this.words(key)) });
    await expect(said).toBeVisible(options);
    return said.innerText();
  }

  undo() {
    return this.button("app-undo", this.toasts).click();
  }

  async open(text) {
    await this.search(text);
    await this.row(text).first().getByRole("rowheader").getByRole("link").click();
    const guest = new GuestPage(this.page, this.locale);
    await guest.ready();
    return guest;
  }
}

export class GuestPage extends Page {
  timeline = this.page.locator("ol.timeline");
  consents = this.page.locator("ul.grants");
  details = this.page.locator("dl.details");
  dialog = this.page.getByRole("dialog");

  async ready() {
    await expect(this.page.locator(".ghead")).toBeVisible();
  }

  entry(text) {
    return this.timeline.getByRole("listitem").filter({ hasText: text });
  }

  // The line of a value under "details", by the field's key.
  detail(key) {
    return this.details.locator("div").filter({ has: this.page.getByText(this.words(key), { exact: true }) }).locator("dd");
  }

  // Changes fields in the form; values by the fields' keys.
  async edit(values) {
    await this.link("guest-edit").click();
    for (const [key, value] of Object.entries(values)) await this.field(key).fill(value);
    await this.save();
    await this.ready();
  }

  async save(within = this.page) {
    await this.button("app-save", within).click();
  }

  async note(text) {
    await this.button("guest-add-note").click();
    await this.field("guest-note-label", this.dialog).fill(text);
    await this.save(this.dialog);
    await expect(this.dialog).toBeHidden();
  }

  conflict(field) {
    return this.page.locator(".conflict").filter({ hasText: this.words(field) });
  }
}

// The form of a lead, and the last five beside it.
export class CapturePage extends GuestPage {
  name = this.field("capture-name");
  last = this.page.locator(".last li");
  leave = this.link("capture-leave");
  grade = (letter) => this.page.getByRole("radio", { name: new RegExp(`^${letter}`) });
  box = (short) => this.page.locator(".fair-f .say").filter({ hasText: this.words(short) }).getByRole("checkbox");

  async ready() {
    await expect(this.name).toBeFocused();
  }

  async open() {
    await this.page.goto("/capture");
    await this.ready();
  }

  // Says at which fair the tablet stands.
  async stand(fair, stand) {
    await this.page.locator(".fair-h .where button").click();
    await this.field("capture-fair", this.dialog).fill(fair);
    await this.field("capture-stand", this.dialog).fill(stand);
    await this.button("app-save", this.dialog).click();
    await expect(this.dialog).toBeHidden();
  }

  async save() {
    await this.button("capture-save-next").click();
    await expect(this.name).toHaveValue("");
  }
}


// The websites that may show the enquiry form, and what one of them puts on its pages.
export class WebsitesPage extends Page {
  dialog = this.page.getByRole("dialog");
  code = this.page.locator("#snippet-code");
  policy = this.page.locator("#snippet-policy");
  line = (name) => this.page.locator(".list > li").filter({ hasText: name });

  async open() {
    await this.page.goto("/settings/websites");
    await expect(this.title).toHaveText(this.words("websites-title"));
  }

  async add() {
    await this.button("websites-add").click();
    await expect(this.field("websites-name", this.dialog)).toBeFocused();
  }

  // Makes a key and waits for the page of its code.
  async make(name, origin) {
    await this.open();
    await this.add();
    await this.field("websites-name", this.dialog).fill(name);
    await this.field("websites-origin", this.dialog).fill(origin);
    await this.button("websites-save", this.dialog).click();
    await expect(this.title).toHaveText(name);
    await expect(this.code).toContainText("<form");
  }

  // Chooses, by the key of the field, and waits until the code says so.
  async choose(key, value, shown) {
    await this.field(key).focus();
    await this.field(key).selectOption(value);
    await expect(this.code).toContainText(shown);
  }

  // Presses a button that copies, and gives what is in the clipboard then.
  async copied(key) {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.button(key).click();
    const read = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).not.toBe("");
    return read();
  }
}

// The enquiries that wait for somebody's look.
export class WaitingPage extends Page {
  dialog = this.page.getByRole("dialog");
  one = (name) => this.page.getByRole("region", { name, exact: true });
  // A button of one of them: its words, and whose.
  act = (key, name) => this.page.getByRole("button", { name: `${this.words(key)}: ${name}`, exact: true });
}

// The hotel's tablets.
export class TabletsPage extends Page {
  dialog = this.page.getByRole("dialog");
  line = (name) => this.page.locator(".fleet > li").filter({ hasText: name });
  card = (key) => this.page.getByRole("region", { name: this.words(key) });
  // A button of one of them: its words, and whose.
  act = (key, name) => this.page.getByRole("button", { name: `${this.words(key)}: ${name}`, exact: true });

  async open() {
    await this.page.goto("/settings/tablets");
    await expect(this.title).toHaveText(this.words("tablets-title"));
    await expect(this.page.locator(".fleet > li").first()).toBeVisible();
  }
}

export class SyncPage extends Page {
  items = this.page.locator("main").getByRole("listitem");

  async ready() {
    await expect(this.title).toHaveText(this.words("sync-title"));
  }
}

// Settings: what the booking site sells and says.
export class SiteSettingsPage extends Page {
  constructor(page, locale) {
    super(page, locale);
    this.state = this.card("site-state");
    this.house = this.card("site-house");
    this.dialog = page.locator("dialog[open]");
    this.toasts = page.locator(".toasts");
  }

  async ready() {
    await expect(this.card("site-rooms")).toBeVisible({ timeout: 30_000 });
  }

  card(key) {
    return this.page.getByRole("region", { name: this.words(key), exact: true });
  }

  // The button of a line: what it does, and to what.
  act(key, name) {
    return this.page.getByRole("button", { name: `${this.words(key)}: ${name}` });
  }

  // Fills fields by their key, or by what they are called; of a text in several languages that which is in sight.
  async fill(within, values) {
    for (const [key, value] of Object.entries(values)) {
      const label = key.startsWith("site-") ? this.words(key) : key;
      await within.getByLabel(label, { exact: true }).locator("visible=true").fill(value);
    }
  }

  // Opens the dialog of a new one.
  async begin(card, add) {
    await this.button(add, this.card(card)).click();
    await expect(this.dialog).toBeVisible();
    return this.dialog;
  }

  async add(card, add, values) {
    const dialog = await this.begin(card, add);
    await this.fill(dialog, values);
    await this.button("app-save", dialog).click();
    await expect(dialog).toBeHidden();
  }

  async save(within) {
    await this.button("app-save", within).click();
    await expect(this.toasts).toContainText(this.words("site-house-saved"));
  }

  async undo() {
    await this.toasts.getByRole("button", { name: this.words("app-undo") }).last().click();
  }
}
