// Everybody can use it: the focus is never lost from sight, fingers hit, nothing is cut off on a narrow screen; and axe finds
// nothing in what passes by too quickly for the tour of all pages (every-page.spec.mjs).
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { EnrolPage, GuestPage, GuestsPage, PEOPLE, SignInPage, SyncPage, expect, settle, test } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Looks at the page in both themes and compares what a part of it (all, if none is named) reads out with the snapshot of this
// name. A snapshot leaves out what is another tomorrow: days, times, how many.
async function look(page, name, of = page.locator("body")) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`) }));
    });
    expect.soft(found, `axe, ${name}, ${colorScheme}`).toEqual([]);
  }
  if (of) await expect.soft(of).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
}

// The guests and days of the demo hotel are the same every day but for the date they begin at.
test.describe("axe and what is read out", () => {
  test.use({ records: "many" });

  test("on the way in", async ({ devices }) => {
    const desk = await devices.found();
    const page = await desk.start();
    await page.goto("/guests");
    await new SignInPage(page).signIn(PEOPLE.service);
    const enrol = new EnrolPage(page);
    await enrol.ready();
    await look(page, "enrol");
    // The first copy waits at its first page until it has been looked at.
    let goOn;
    const gate = new Promise((open) => (goOn = open));
    await desk.context.route("**/sync/v1/snapshot/pages", async (route) => {
      await gate;
      await route.continue();
    });
    await enrol.enrol("Front desk", PEOPLE.admin);
    await expect(page.getByRole("progressbar")).toBeVisible();
    await look(page, "first-copy");
    goOn();
    await new GuestsPage(page).ready();
  });

  test("two values, and this tablet's changes", async ({ devices, hotel }) => {
    const { email } = hotel.guestWithConsent();
    const desk = await devices.found();
    const tablet = await devices.found();
    const here = await settle(desk, "Front desk", PEOPLE.service);
    const there = await settle(tablet, "Fair tablet", PEOPLE.sales);
    await here.goto("/sync");
    await new SyncPage(here).ready();
    await look(here, "sync-empty", null);
    await here.goto("/guests");
    const mine = await new GuestsPage(here).open(email);
    const theirs = await new GuestsPage(there).open(email);
    for (const guest of [mine, theirs]) await guest.shellStored();
    await hotel.stop();
    await mine.edit({ "field-guest-city": "Vic" });
    await mine.note("Comes with a dog.");
    await theirs.edit({ "field-guest-city": "Vich" });
    await here.goto("/sync");
    await new SyncPage(here).ready();
    await expect(here.locator("[data-s=here]")).toHaveCount(2);
    await look(here, "sync-waiting", null);
    await hotel.start();
    await new SyncPage(here).allSent();
    await look(here, "sync-sent", null);
    await expect(theirs.conflict("field-guest-city")).toBeVisible({ timeout: 20_000 });
    await look(there, "two-values", theirs.conflict("field-guest-city"));
  });

  test.describe("an empty hotel", () => {
    test.use({ records: "empty" });
    test("says how guests come in", async ({ devices }) => {
      const desk = await devices.found();
      const page = await desk.start();
      await page.goto("/guests");
      await new SignInPage(page).signIn(PEOPLE.service);
      await new EnrolPage(page).enrol("Front desk", PEOPLE.admin);
      await expect(page.getByText("No guests yet")).toBeVisible();
      await look(page, "guests-none", page.getByRole("main"));
    });
  });
});

test("Escape leaves a dialog, and the focus is where it was", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  for (const key of ["guest-add-note", "guest-consent-ask"]) {
    await guest.button(key).focus();
    await page.keyboard.press("Enter");
    await expect(guest.dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(guest.dialog).toBeHidden();
    await expect(guest.button(key)).toBeFocused();
  }
});

test("what has the focus is never under a bar that stays", async ({ devices, hotel }) => {
  const tablet = await devices.found({ viewport: { width: 820, height: 700 } });
  const page = await settle(tablet, "Fair tablet");
  await page.goto(`/guests/${hotel.guestWithConsent().id}/edit`);
  await expect(new GuestPage(page).field("field-guest-city")).toBeVisible();
  const covered = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === document.body || focused.closest(".bar, .editbar, .skip")) return null;
      const { x, y, width, height } = focused.getBoundingClientRect();
      // Its middle and its lower edge are what one sees there, not a bar over it.
      const seen = [y + height / 2, y + height - 2].every((at) => focused.contains(document.elementFromPoint(x + width / 2, at)));
      return seen ? null : focused.outerHTML.slice(0, 120);
    });
    if (hidden) covered.push(hidden);
  }
  expect(covered).toEqual([]);
});

// What can be pressed and is shown, with its size in CSS pixels. Links inside a sentence and a tick with its label are exempt
// (WCAG 2.5.8): the label is what is pressed; in a list it is the cell of the tick.
const targets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, select, textarea, input:not([type=hidden]), label.check, .g-head label, [role=grid] .g-row")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest("label.check input"))
      .filter((element) => !(element.matches("input[type=checkbox], input[type=radio]") && element.closest("label")))
      .filter((element) => !(element.matches("a") && element.closest(".g-row, p:not(.acts), small")))
      .filter((element) => !element.matches(".skip:not(:focus)"))
      .map((element) => {
        const box = (element.closest("label.search, .g-row > .sel") ?? element).getBoundingClientRect();
        return { what: `${element.tagName.toLowerCase()}.${element.className} “${(element.innerText ?? "").slice(0, 30)}”`, width: box.width, height: box.height };
      })
      .filter(({ width, height }) => width > 0 && height > 0),
  );

test("every target is at least 44 pixels under a finger", async ({ devices, hotel }) => {
  const tablet = await devices.found({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  const page = await tablet.start();
  await page.goto("/guests");
  const small = {};
  const measure = async (name) => {
    const found = (await targets(page)).filter(({ width, height }) => width < 44 || height < 44);
    if (found.length > 0) small[name] = found;
  };
  expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
  await new SignInPage(page).ready();
  await measure("sign in");
  await new SignInPage(page).signIn(PEOPLE.service);
  await new EnrolPage(page).ready();
  await measure("enrol");
  await new EnrolPage(page).enrol("Fair tablet", PEOPLE.admin);
  const guests = new GuestsPage(page);
  await guests.ready();
  await measure("guests");
  await guests.button("guests-columns").click();
  await measure("columns");
  await page.keyboard.press("Escape");
  const guest = await guests.open(hotel.guestWithConsent().email);
  await measure("guest");
  await guest.button("guest-consent-ask").click();
  await expect(guest.dialog).toBeVisible();
  await measure("consent");
  await page.keyboard.press("Escape");
  await guest.link("guest-edit").click();
  await expect(guest.field("field-guest-city")).toBeVisible();
  await measure("edit");
  await page.goto("/sync");
  await new SyncPage(page).ready();
  await measure("sync");
  expect(small).toEqual({});
});

test("nothing is cut off and nothing scrolls sideways at 320 pixels", async ({ devices, hotel }) => {
  const phone = await devices.found({ viewport: { width: 320, height: 640 } });
  const page = await phone.start();
  await page.goto("/guests");
  const wide = [];
  const measure = async (name) => {
    const { scrolls, inner } = await page.evaluate(() => ({ scrolls: document.scrollingElement.scrollWidth, inner: innerWidth }));
    if (scrolls > inner) wide.push({ name, scrolls });
  };
  await new SignInPage(page).ready();
  await measure("sign in");
  await new SignInPage(page).signIn(PEOPLE.service);
  await new EnrolPage(page).ready();
  await measure("enrol");
  await new EnrolPage(page).enrol("Phone", PEOPLE.admin);
  const guests = new GuestsPage(page);
  await guests.ready();
  await measure("guests");
  const guest = await guests.open(hotel.guestWithConsent().email);
  await measure("guest");
  await guest.button("guest-consent-ask").click();
  await expect(guest.dialog).toBeVisible();
  await measure("consent");
  const dialog = await guest.dialog.evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
  expect(dialog[0]).toBeLessThanOrEqual(dialog[1]);
  await page.keyboard.press("Escape");
  await guest.link("guest-edit").click();
  await expect(guest.field("field-guest-city")).toBeVisible();
  await measure("edit");
  await page.goto("/sync");
  await new SyncPage(page).ready();
  await measure("sync");
  expect(wide).toEqual([]);
});
