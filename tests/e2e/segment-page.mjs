// The editor of a segment. A part of the rule is named by its place: `[0, 1]` is the second in the first group.
import { expect } from "@playwright/test";
import { Page } from "./pages.mjs";

export class SegmentPage extends Page {
  name = this.field("segment-name");
  // Its words are followed by the keys that do the same.
  save = this.page.locator(".head-a").getByRole("button", { name: new RegExp(`^${this.words("app-save")}`) });
  problems = this.page.locator(".builder .r-note.bad");
  seeAll = this.page.getByRole("link", { name: this.words("segment-see-all") });
  #part = (path, end) => this.page.locator(`#${["part", ...path].join("-")}-${end}`);

  // The button that adds to a group; to the whole rule, if none is named.
  add(key, path = []) {
    const group = path.length === 0 ? this.page.locator(".group.root") : this.page.locator(`#${["part", ...path].join("-")} > .group`);
    return this.button(key, group.locator("> .g-add"));
  }

  together = (path) => this.#part(path, "together");
  field = (path) => this.#part(path, "field");
  value = (path) => this.#part(path, "value");
  chosen = (path) => this.page.locator(`#${["part", ...path].join("-")} .val`);

  // The search for a guest to explain, and whom it offers.
  why = this.page.locator("#why-guest");
  whyOffers = this.page.locator(".why").getByRole("option");

  // A new segment with this rule, once it is counted.
  async begin(rule) {
    await this.page.goto(`/segments/new?rule=${encodeURIComponent(JSON.stringify(rule))}`);
    await this.total();
  }

  // Saves it under a name.
  async keepAs(name) {
    await this.name.fill(name);
    await this.save.click();
    await expect(this.page).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
  }

  // Chooses from what else can be done with it.
  async does(key) {
    await this.button("segment-more").click();
    await this.page.locator(".head .panel:not([hidden])").getByRole("button", { name: this.words(key), exact: true }).click();
  }

  // For how many the rule holds, once they are counted.
  async total() {
    const big = this.page.locator(".share .big");
    await expect(big).toHaveText(/\d/);
    return Number((await big.innerText()).replace(/\D/g, ""));
  }
}
