// Many guests at once: filters that a link carries, saved views, changing all that are ticked and taking it back, segments.
import { DIRECTOR, GuestsPage, addPerson, expect, settle, test } from "./house.mjs";

test.use({ records: "many" });

const SPAIN = JSON.stringify({ combinator: "and", rules: [{ field: "country", operator: "in", value: ["ES"] }] });
const filtered = `/guests?rule=${encodeURIComponent(SPAIN)}`;

async function opened(devices, name, path) {
  const page = await settle(await devices.found(), name);
  await page.goto(path);
  const guests = new GuestsPage(page);
  await guests.ready();
  return { page, guests };
}

test("a link with a filter shows only the guests who fit, and its chip takes it away", async ({ devices, hotel }) => {
  const { guests } = await opened(devices, "Front desk", filtered);
  const found = await guests.found();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(hotel.guests);
  await guests.page.locator(".filter .x").click();
  await expect.poll(() => guests.found()).toBe(hotel.guests);
});

test("a saved view has its own tab, which shows the same guests", async ({ devices }) => {
  const { page, guests } = await opened(devices, "Front desk", filtered);
  const found = await guests.found();
  await guests.button("guests-view-save").click();
  const form = page.locator(".filterbar .view-form");
  await form.getByLabel(guests.words("guests-view-name")).fill("From Spain");
  await guests.button("app-save", form).click();
  await page.goto("/guests");
  await page.getByRole("navigation", { name: guests.words("guests-views") }).getByRole("link", { name: /^From Spain/ }).click();
  await expect.poll(() => guests.found()).toBe(found);
});

test("rows ticked from one to another get a tag, and lose it when it is taken back", async ({ devices }) => {
  const { page, guests } = await opened(devices, "Front desk", "/guests");
  const boxes = guests.rows.locator(".sel input");
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  await expect(page.locator(".g-row[aria-selected=true]")).toHaveCount(4);
  await guests.button("guests-bulk-tag").first().click();
  await page.locator(".bulk form input").fill("Winter letter");
  await page.locator(".bulk form button[type=submit]").click();
  const tagged = JSON.stringify({ combinator: "and", rules: [{ field: "tags", operator: "in", value: ["Winter letter"] }] });
  const back = guests.toasts.getByRole("button", { name: guests.words("app-undo") });
  await expect(back).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`/guests?rule=${encodeURIComponent(tagged)}`);
  const theirs = new GuestsPage(other);
  await expect.poll(() => theirs.found()).toBe(4);
  await back.click();
  await expect(theirs.empty).toBeVisible();
});


test("a segment that was begun from a rule is saved and counted in the list", async ({ devices, hotel }) => {
  addPerson(hotel, DIRECTOR);
  const page = await settle(await devices.found(), "Director's desk", DIRECTOR);
  const guests = new GuestsPage(page);
  await page.goto("/segments/new?begin=lapsed");
  const count = page.locator(".share .big");
  await expect(count).toHaveText(/\d/);
  const told = await count.innerText();
  await page.keyboard.press("Control+s");
  await expect(page).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
  await page.goto("/segments");
  const row = page.locator(".segments-list li").filter({ hasText: guests.words("segment-begin-lapsed") });
  await expect(row.locator(".count b")).toHaveText(told);
});
