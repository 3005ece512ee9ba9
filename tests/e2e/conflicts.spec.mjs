// All fields of two values in one place: one choice each, or one for all of a field; by keyboard; and taken back.
import { expect, GuestPage, GuestsPage, Page, PEOPLE, settle, test } from "./house.mjs";

class ConflictsPage extends Page {
  all = this.page.locator("section.conflict");
  dialog = this.page.getByRole("dialog");
}

// Two devices that changed the town of several guests while neither saw the other; one has a long text of two as well.
async function disputed(devices, hotel, guests) {
  const here = await settle(await devices.found(), "Front desk", PEOPLE.service);
  const there = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
  const pages = [here, there].map((page) => new GuestsPage(page));
  // The form is a piece of its own, which has to be there before the server goes.
  for (const guests of pages) {
    await guests.open(hotel.guestWithConsent().email);
    await guests.link("guest-edit").click();
    await guests.field("field-guest-city").waitFor();
    await guests.link("app-cancel").click();
  }
  for (const page of [here, there]) await page.context().route("**/sync/v1/push", (route) => route.abort());
  for (const [at, page] of [here, there].entries()) {
    for (const id of guests) {
      await page.goto(`/guests/${id}`);
      const guest = new GuestPage(page);
      await guest.ready();
      await guest.edit({ "field-guest-city": ["Vic", "Vich"][at] });
    }
  }
  for (const page of [here, there]) {
    await page.context().unroute("**/sync/v1/push");
    await page.goto("/sync");
    await new Page(page).button("sync-try-now").click();
    await new Page(page).allSent();
  }
  return [here, there];
}

const some = (hotel, count) => hotel.guestIds(count);

test("every guest with two answers is asked about in one place, and one key leads to the next", async ({ devices, hotel }) => {
  const [here] = await disputed(devices, hotel, some(hotel, 3));
  await here.goto("/");
  const conflicts = new ConflictsPage(here);
  await here.getByRole("link", { name: conflicts.words("conflicts-decide"), exact: true }).click();
  await expect(conflicts.title).toHaveText(conflicts.words("conflicts-title"));
  await expect(conflicts.all).toHaveCount(3);
  const first = conflicts.all.first();
  for (const part of ["Vic", "Vich", PEOPLE.sales.name, "Fair tablet"]) await expect(first).toContainText(part);
  await first.getByRole("button").first().focus();
  await here.keyboard.press("ArrowDown");
  await expect(conflicts.all.nth(1).getByRole("button").first()).toBeFocused();
  await here.keyboard.press("Enter");
  await expect(conflicts.all).toHaveCount(2);
  await expect(conflicts.all.last().getByRole("button").first(), "the focus goes on").toBeFocused();
  await conflicts.toasts.getByRole("button", { name: conflicts.words("app-undo") }).click();
  await expect(conflicts.all).toHaveCount(3);
});

test("one choice for all of a field reaches the other device, and can be taken back", async ({ devices, hotel }) => {
  const [here, there] = await disputed(devices, hotel, some(hotel, 3));
  const conflicts = new ConflictsPage(here);
  await here.goto("/conflicts");
  await expect(conflicts.all).toHaveCount(3);
  await here.getByRole("button", { name: conflicts.words("conflicts-all-of") }).click();
  await conflicts.button("conflicts-all-mine", conflicts.dialog).click();
  await expect(here.getByRole("heading", { name: conflicts.words("conflicts-none") })).toBeVisible();
  await conflicts.allSent();
  const theirs = new ConflictsPage(there);
  await there.goto("/conflicts");
  await expect(there.getByRole("heading", { name: theirs.words("conflicts-none") })).toBeVisible({ timeout: 20_000 });
  await conflicts.toasts.getByRole("button", { name: conflicts.words("history-title") }).click();
  await conflicts.history.first().getByRole("button", { name: conflicts.words("app-undo") }).click();
  await here.keyboard.press("Escape");
  await expect(conflicts.all).toHaveCount(3, { timeout: 20_000 });
});

test("with nothing to decide the page says so", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk", PEOPLE.service);
  await page.goto("/conflicts");
  await expect(page.getByRole("heading", { name: new Page(page).words("conflicts-none") })).toBeVisible();
});
