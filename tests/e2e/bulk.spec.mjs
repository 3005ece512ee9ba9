// Long work over many guests: it says how far it is, stops where it is told, and is taken back in one step.
import { GuestsPage, expect, settle, test } from "./house.mjs";

test.use({ records: "many" });

const TAG = "Winter letter";

// Whoever has the tag, as a colleague's link shows them.
async function tagged(page) {
  const rule = { combinator: "and", rules: [{ field: "tags", operator: "in", value: [TAG] }] };
  const other = await page.context().newPage();
  await other.goto(`/guests?rule=${encodeURIComponent(JSON.stringify(rule))}`);
  return new GuestsPage(other);
}

const number = (words) => Number(words.replace(/\D/g, ""));

// Every state of the bar, as it was shown, from here on.
const watchProgress = (page) =>
  page.evaluate(() => {
    window.shownProgress = [];
    new MutationObserver(() => {
      const now = document.querySelector(".bulk [role=progressbar]")?.getAttribute("aria-valuenow");
      if (now && window.shownProgress.at(-1) !== Number(now)) window.shownProgress.push(Number(now));
    }).observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true });
  });

test("a tag on all guests of a country says how far it is, and how many it changed", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guests = new GuestsPage(page);
  await guests.openFrom("ES", "FR", "DE");
  const found = await guests.found();
  expect(found).toBeGreaterThan(300);
  expect(found).toBeLessThan(hotel.guests);
  await watchProgress(page);
  const go = await guests.prepareTag(TAG);
  await go.click();
  expect(number(await guests.workSaid("guests-work-whole"))).toBe(found);
  const shown = await page.evaluate(() => window.shownProgress);
  expect(shown.length).toBeGreaterThan(1);
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  const theirs = await tagged(page);
  await expect.poll(() => theirs.found()).toBe(found);
});

test("the history has one entry for it, which takes it back in one step", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guests = new GuestsPage(page);
  await guests.openFrom("ES");
  const found = await guests.found();
  const go = await guests.prepareTag(TAG);
  await go.click();
  await guests.workSaid("guests-work-whole");
  await guests.openHistory();
  await expect(guests.history).toHaveCount(1);
  expect(number(await guests.history.locator("b").innerText())).toBe(found);
  await takeBack(guests, found);
  const theirs = await tagged(page);
  await expect(theirs.empty).toBeVisible();
});

// Presses the one way back of the history, and waits until so many are as before.
async function takeBack(guests, count) {
  await guests.history.getByRole("button").click();
  await expect(guests.history.filter({ hasText: guests.words("history-undone") })).toHaveCount(1);
  await guests.button("app-close", guests.sheet).click();
  expect(number(await guests.workSaid("guests-work-undone"))).toBe(count);
}

test("stopped, it leaves as many as it says, and they too are taken back in one step", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guests = new GuestsPage(page);
  const go = await guests.prepareTag(TAG);
  // Pressed as soon as something is done: a hand is slower than the work on a quick machine.
  await page.evaluate((stop) => {
    new MutationObserver((_, observer) => {
      const begun = Number(document.querySelector(".bulk [role=progressbar]")?.getAttribute("aria-valuenow")) > 0;
      const button = [...document.querySelectorAll(".bulk button")].find(({ innerText }) => innerText === stop);
      if (!begun || !button) return;
      observer.disconnect();
      button.click();
    }).observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true });
  }, guests.words("guests-work-stop"));
  await go.click();
  const done = number(await guests.workSaid("guests-work-stopped"));
  expect(done).toBeLessThan(hotel.guests);
  const theirs = await tagged(page);
  await expect.poll(() => theirs.found()).toBe(done);
  await guests.openHistory();
  await takeBack(guests, done);
  await expect(theirs.empty).toBeVisible();
});
