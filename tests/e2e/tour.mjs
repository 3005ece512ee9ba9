// Every page of the app, each in the states a person meets it in, in one go on one device: whoever goes along looks at each.
import { Hotel } from "./hotel.mjs";
import { EnrolPage, GuestPage, GuestsPage, SignInPage, SyncPage, expect, PEOPLE } from "./house.mjs";
import { HEAD } from "./lived-in.mjs";
import { CapturePage } from "./pages.mjs";

// What no guest is called.
const NOBODY = "qqqqqzzzz";

export class Tour {
  // `look` is called with the name of each state while the page is in it.
  constructor({ device, hotel, locale = "en", look }) {
    Object.assign(this, { device, hotel, locale, look });
  }

  async start() {
    this.page = await this.device.start();
    const [page, locale] = [this.page, this.locale];
    await page.emulateMedia({ reducedMotion: "reduce" });
    this.guests = new GuestsPage(page, locale);
    this.guest = new GuestPage(page, locale);
    this.capture = new CapturePage(page, locale);
    return page;
  }

  // Goes on inside the app, as a link of its own does.
  async follow(path) {
    await this.page.evaluate((path) => {
      const link = Object.assign(document.createElement("a"), { href: path });
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
  }

  async shown(locator) {
    await expect(locator.first()).toBeVisible({ timeout: 30_000 });
  }

  // Opens a dialog or panel, looks, and closes it again.
  async over(name, open, inside = this.page.locator("dialog[open]")) {
    await open();
    await this.shown(inside);
    await this.look(name, inside.first());
    await this.page.keyboard.press("Escape");
    await expect(inside).toBeHidden();
  }

  // The hotel that nobody has opened yet has a server of its own.
  async firstRun() {
    const hotel = await Hotel.found();
    try {
      await hotel.start();
      await this.page.goto(`${hotel.url}/?setup=${/[?&]setup=([\w-]+)/.exec(hotel.said)?.[1] ?? ""}`);
      await this.shown(this.guests.field("first-run-hotel"));
      await this.look("first run");
      await this.guests.button("first-run-go").click();
      await this.shown(this.page.locator(".err"));
      await this.look("first run with nothing filled in");
      await this.page.goto("about:blank");
    } finally {
      await hotel.close();
    }
  }

  // The way in, up to the page the person came for.
  async door(at = "/") {
    const { page, look } = this;
    await page.goto(at);
    const door = new SignInPage(page, this.locale);
    await door.ready();
    await look("sign in");
    await door.signIn({ email: HEAD.email, password: "not the password at all" });
    await this.shown(page.getByRole("alert"));
    await look("sign in with an error");
    await door.signIn(HEAD);
    const enrol = new EnrolPage(page, this.locale);
    await expect(enrol.title).toHaveText(enrol.words("enrol-title"), { timeout: 60_000 });
    await look("enrol");
    await enrol.enrol("Front desk");
    await this.shown(page.locator("main.today .lede"));
  }

  async today() {
    await this.follow("/");
    await this.shown(this.page.locator("main.today .lede"));
    await this.look("today");
    await this.follow("/arrivals");
    await this.shown(this.page.locator("main h1"));
    await this.look("arrivals");
  }

  async list() {
    const { page, guests } = this;
    await this.follow("/guests");
    await guests.ready();
    await this.look("guests");
    for (const [name, key, within] of [
      ["guests, filters open", "guests-filter", ".filterbar .chips"],
      ["guests, columns open", "guests-columns", ".filterbar .tools"],
      ["guests, new view", "guests-view-new", ".views"],
    ]) {
      const part = page.locator(within);
      await this.over(name, () => guests.button(key, part).click(), part.locator(".panel:not([hidden])"));
    }
    await guests.rows.locator(".sel input").nth(1).click();
    await this.shown(page.locator(".bulk"));
    await this.look("guests, some selected");
    const bulk = page.locator(".bulk");
    await this.over("guests, a tag for the selected", () => guests.button("guests-bulk-tag", bulk).first().click(), bulk.locator("form.panel"));
    await guests.button("guests-pick-clear", bulk).click();
    await this.follow(`/guests?rule=${encodeURIComponent(JSON.stringify({ combinator: "and", rules: [{ field: "country", operator: "in", value: ["ES", "PT"] }] }))}`);
    await this.shown(page.locator(".chip.filter"));
    await guests.settled();
    await this.look("guests, filtered");
    await this.follow(`/guests?q=${NOBODY}`);
    await this.shown(page.locator(".gridempty .empty"));
    await this.look("guests, no match");
  }

  async one() {
    const { page, guest } = this;
    const { id } = this.hotel.guestForPictures();
    await this.follow(`/guests/${id}`);
    await guest.ready();
    await this.shown(page.locator(".conflict"));
    await this.look("guest with two values");
    const head = page.locator(".ghead, main header").filter({ has: guest.button("guest-more") }).first();
    await this.over("guest, what is rare", () => guest.button("guest-more").click(), page.locator("main .pop .panel:not([hidden])"));
    await expect(head).toBeVisible();
    await this.over("guest, note", () => guest.button("guest-add-note").click());
    await this.over("guest, consent", () => guest.button("guest-consent-ask").click());
    await guest.link("guest-edit").click();
    await this.shown(guest.field("field-guest-city"));
    await this.look("edit a guest");
    await guest.field("field-guest-email").fill("not an address");
    await this.shown(page.locator("main .err"));
    await this.look("edit a guest, with a mistake");
    await guest.link("app-cancel").click();
    await guest.ready();
    await this.follow(`/guests/${id}/erase`);
    await this.shown(guest.field("guest-erase-password"));
    await this.look("erase a guest");
    await this.follow("/guests/new");
    await this.shown(guest.field("field-guest-city"));
    await this.look("new guest");
  }

  async fair() {
    const { page, guests, capture } = this;
    await this.follow("/leads");
    await this.shown(page.locator(".g-row[aria-rowindex] [role=rowheader] a"));
    await this.look("leads");
    const lead = await page.locator(".g-row[aria-rowindex] [role=rowheader] a").first().getAttribute("href");
    await this.follow("/capture");
    await capture.ready();
    await guests.button("capture-more").click();
    await this.look("capture");
    await this.over("capture, where the tablet stands", () => page.locator(".fair-h h1 button").click());
    await capture.field("field-lead-company-name").fill("Nordic Incentives AB");
    await guests.button("capture-save-next").click();
    await this.shown(page.getByRole("alert"));
    await this.look("capture without a handle");
    await guests.button("capture-clear").click();
    await this.follow(lead);
    await this.shown(guests.button("app-save"));
    await this.look("a lead");
  }

  async segments() {
    const { page } = this;
    await this.follow("/segments");
    await this.shown(page.locator(".segments-list a"));
    await this.look("segments");
    await this.follow("/segments/new");
    await this.shown(page.locator(".builder"));
    await this.look("new segment");
    await this.follow("/segments");
    await page.locator(".segments-list a").first().click();
    await this.shown(page.locator(".builder .group.inner .group.inner, .builder .group.inner"));
    await expect(page.locator(".share .big")).toHaveText(/\d/);
    await this.look("segment with groups in groups");
    await this.over("segment, what can be done with a part", () => page.locator(".builder .pop > button").nth(1).click(), page.locator(".builder .panel:not([hidden])"));
    await page.locator(".people button").first().click();
    await this.shown(page.locator(".people button[aria-pressed=true]"));
    await this.look("segment, why somebody is in");
    const { guests } = this;
    await this.over("segment, what else can be done", () => guests.button("segment-more").click(), page.locator(".head .panel:not([hidden])"));
    for (const [name, key] of Object.entries({ "segment, earlier rules": "segment-versions", "segment, keeping who is in": "segment-keep" })) {
      await this.over(name, async () => {
        await guests.button("segment-more").click();
        await guests.button(key, page.locator(".head .panel")).click();
      });
    }
    await this.follow("/segments/compare");
    await this.shown(page.locator(".page.compare .empty"));
    await this.look("comparing segments");
  }

  // The websites with the form, and what came from them.
  async websites() {
    const { page, guests } = this;
    await this.follow("/settings/websites");
    await this.shown(page.locator(".list > li a.btn"));
    await this.look("websites");
    const dialog = page.locator("dialog[open]");
    await guests.button("websites-add").click();
    await dialog.locator("button.link").click();
    await guests.button("websites-save", dialog).click();
    await this.shown(dialog.locator(".err"));
    await this.over("websites, a new one without an address", async () => {});
    await this.over("websites, revoking", () => page.locator(".list > li button").click());
    await page.locator(".list > li a.btn").click();
    await this.shown(page.locator("pre.code"));
    await this.look("website");
    await guests.field("snippet-mode").selectOption("plain");
    await expect(page.locator("#snippet-code")).not.toContainText("<script");
    await this.look("website, plain");
    await this.follow("/leads/waiting");
    await this.shown(page.locator(".asked"));
    await this.look("enquiries that wait");
    await this.over("enquiries that wait, discarding", () => page.locator("main .acts .btn.quiet").click());
  }

  async rest() {
    const { page, guests } = this;
    await this.follow("/settings");
    await this.shown(guests.button("settings-staff-add"));
    await this.shown(page.locator(".settings-page").getByText(PEOPLE.sales.email));
    await this.look("settings");
    await this.over("settings, somebody new", () => guests.button("settings-staff-add").click());
    await this.over("history, over the page", () => guests.button("settings-history").click());
    await this.follow("/settings/site");
    await this.shown(page.locator(".site-page form h3"));
    await this.look("booking site");
    await this.over("booking site, a type of room", () => guests.button("site-room-add").click());
    await this.over("booking site, a season", () => page.getByRole("button", { name: guests.words("site-season-add") }).click());
    await this.over("booking site, rooms held back", () => guests.button("site-held-add").click());
    await this.websites();
    await this.follow("/settings/tablets");
    await this.shown(page.locator(".fleet > li"));
    await this.look("tablets");
    await this.over("tablets, renaming one", () => page.locator(".fleet > li button").first().click());
    await this.over("tablets, taking one out of use", () => page.locator(".fleet > li button").nth(1).click());
    await this.follow("/settings/mail");
    await this.shown(page.locator(".outbox li"));
    await this.look("mail");
    await this.follow("/sync");
    await new SyncPage(page, this.locale).ready();
    await this.look("on this tablet");
    await this.follow("/conflicts");
    await this.shown(page.locator("section.conflict"));
    await this.look("two answers, all of them");
    await this.follow("/history");
    await this.shown(page.locator("main h1"));
    await this.look("history");
    await this.over("shortcuts", () => page.keyboard.press("?"));
    await page.keyboard.press("Control+k");
    await this.shown(page.locator(".palette .offer"));
    await this.look("palette");
    await page.locator(".palette [role=combobox]").pressSequentially("mar");
    await this.shown(page.locator(".palette [data-answered=true] .offer"));
    await this.look("palette, something found");
    await page.keyboard.press("Escape");
    await expect(page.locator(".palette")).toBeHidden();
    await this.follow("/nowhere");
    await this.shown(page.getByText(guests.words("app-not-found-title")));
    await this.look("not found");
  }

  async inside() {
    await this.today();
    await this.list();
    await this.one();
    await this.fair();
    await this.segments();
    await this.rest();
  }
}
