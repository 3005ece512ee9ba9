// The hotel's public site as its visitors meet it: by role and by the words on the screen, in the language of the page.
import { expect } from "@playwright/test";
import { words } from "./words.mjs";

// Days from today on, as addresses and fields have them. Far enough ahead that the demo holds no room back.
export const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
export const ARRIVAL = day(40);
export const DEPARTURE = day(43);

export const ANNA = { given: "Annelie", family: "Zettergren-Mora", email: "annelie@zettergren.example", country: "SE" };

export class SitePage {
  constructor(page, hotel, locale = "en") {
    this.page = page;
    this.base = `${hotel.site}/${locale}`;
    this.locale = locale;
    this.title = page.getByRole("heading", { level: 1 });
    this.errors = page.getByRole("alert");
  }

  words(key) {
    return words(key, this.locale);
  }

  field(key) {
    return this.page.getByLabel(this.words(key), { exact: false });
  }

  button(key) {
    return this.page.getByRole("button", { name: this.words(key) });
  }

  link(key) {
    return this.page.getByRole("link", { name: this.words(key) });
  }

  async home() {
    await this.page.goto(this.base);
    await expect(this.title).toBeVisible();
  }

  // From the first page's form to the rooms of a stay.
  async search({ arrival = ARRIVAL, departure = DEPARTURE } = {}) {
    await this.page.locator("#arrival").fill(arrival);
    await this.page.locator("#departure").fill(departure);
    await this.button("hotel-see-rooms").click();
    await expect(this.title).toHaveText(this.words("hotel-rooms-title"));
  }

  // The link that takes a room on a plan, by their codes.
  choice(room, plan = "FLEX") {
    return this.page.locator(`a[href*="room=${room}&plan=${plan}&"]`);
  }

  // From the first page to the form of a booking.
  async choose(room, plan) {
    await this.home();
    await this.search();
    await this.choice(room, plan).click();
    await expect(this.title).toHaveText(this.words("hotel-details-title"));
  }

  async fill({ given, family, email, country } = ANNA) {
    await this.page.locator("#given_name").fill(given);
    await this.page.locator("#surname").fill(family);
    await this.page.locator("#email").fill(email);
    await this.page.locator("#country").selectOption(country);
  }

  // Presses the button that books.
  async send() {
    await this.page.locator("form[method=post] button[type=submit]").click();
  }

  async booked() {
    await expect(this.title).toHaveText(this.words("hotel-expected"));
    await expect(this.page).toHaveURL(/\/booking\/[0-9a-f]{40}$/);
  }

  // The number of the booking on the page.
  async number() {
    return this.page.locator("dl.facts dd").first().innerText();
  }

  async book(room, who, plan) {
    await this.choose(room, plan);
    await this.fill(who);
    await this.send();
    await this.booked();
  }

  async cancel() {
    await this.link("hotel-cancel").click();
    await expect(this.title).toHaveText(this.words("hotel-cancel-title"));
    await this.button("hotel-cancel-yes").click();
    await expect(this.title).toHaveText(this.words("hotel-cancelled-title"));
  }

  // Every page there is, one after the other, with a word for each.
  async tour(look) {
    await this.home();
    await look("first page");
    await this.page.goto(`${this.base}/rooms?arrival=${DEPARTURE}&departure=${ARRIVAL}`);
    await look("dates that cannot be");
    await this.home();
    await this.search();
    await look("rooms");
    await this.choice("SEA").click();
    await look("details");
    await this.send();
    await expect(this.errors).toBeVisible();
    await look("details with mistakes");
    await this.fill();
    await this.send();
    await this.booked();
    await look("booking");
    await this.link("hotel-cancel").click();
    await look("cancelling");
    await this.button("hotel-cancel-yes").click();
    await look("cancelled");
    for (const path of ["contact", "privacy", "nothing"]) {
      await this.page.goto(`${this.base}/${path}`);
      await look(path);
    }
  }
}
