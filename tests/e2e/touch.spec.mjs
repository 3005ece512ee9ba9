// Fingers alone are enough at the stand and at the desk: the page gets taps, and letters only in the field that was tapped.
import { DIRECTOR, GuestPage, GuestsPage, PEOPLE, addPerson, expect, settle, settled, test } from "./house.mjs";
import { CapturePage } from "./pages.mjs";
import { SegmentPage } from "./segment-page.mjs";

const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };

// Types as a keyboard on the screen does: the letters come without keys.
async function type(field, text) {
  await expect(field).toBeFocused();
  await field.page().keyboard.insertText(text);
}

async function tapAndType(field, text) {
  await field.tap();
  await type(field, text);
}

// An entry of the bar at the lower edge.
const bar = (page, key) => page.link(key, page.page.locator("nav.bar")).tap();

async function open(guests, email) {
  await tapAndType(guests.searchBox, email);
  await expect.poll(() => guests.found()).toBe(1);
  await guests.row(email).getByRole("rowheader").getByRole("link").tap();
  const guest = new GuestPage(guests.page);
  await guest.ready();
  return guest;
}

test("finds a guest in the list", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet");
  const { email } = hotel.guestWithConsent();
  const guest = await open(new GuestsPage(page), email);
  await expect(guest.detail("field-guest-email")).toContainText(email);
  await page.locator("a.back").tap();
  await new GuestsPage(page).ready();
});

test("finds a guest by the search over everything", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet");
  const { email } = hotel.guestWithConsent();
  const guest = new GuestPage(page);
  await bar(guest, "segments-title");
  await expect(guest.title).toHaveText(new RegExp(guest.words("segments-title")));
  await guest.button("app-search", page.locator(".head")).tap();
  await type(guest.find, email);
  await expect(guest.offers).toHaveCount(1);
  await guest.offers.tap();
  await guest.ready();
  await expect(guest.detail("field-guest-email")).toContainText(email);
});

test("edits a guest and saves", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet");
  const guest = await open(new GuestsPage(page), hotel.guestWithConsent().email);
  await edit(guest);
});

// Writes something behind the city of the guest who is open, and saves.
async function edit(guest) {
  await guest.link("guest-edit").tap();
  await tapAndType(guest.field("field-guest-city"), " de Dalt");
  await guest.button("app-save").tap();
  await guest.ready();
  await expect(guest.detail("field-guest-city")).toContainText("de Dalt");
}

test("takes back what was saved", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet");
  const guest = await open(new GuestsPage(page), hotel.guestWithConsent().email);
  const [before] = (await guest.detail("field-guest-city").innerText()).split("\n");
  await edit(guest);
  await page.locator("a.back").tap();
  const guests = new GuestsPage(page);
  await guests.ready();
  await guests.button("app-search", page.locator(".head")).tap();
  await guests.offers.filter({ hasText: guests.words("history-title") }).tap();
  await guests.history.first().getByRole("button").tap();
  await expect(guests.history.filter({ hasText: guests.words("history-undone") })).toHaveCount(1);
  await guests.button("app-close", guests.sheet).tap();
  await guests.rows.first().getByRole("rowheader").getByRole("link").tap();
  await expect(guest.detail("field-guest-city")).not.toContainText("de Dalt");
  await expect(guest.detail("field-guest-city")).toContainText(before);
});

test("captures a lead with an answer about consent in four taps", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await page.evaluate(() => {
    window.taps = 0;
    addEventListener("touchstart", () => (window.taps += 1), { capture: true, passive: true });
  });
  await bar(capture, "capture-title");
  await capture.ready();
  await type(capture.name, "Sofia Lindqvist");
  await page.locator(".grade[data-g=a]").tap();
  await page.locator(".fair-f .say").filter({ hasText: capture.words("capture-allow-email") }).tap();
  await expect(capture.box("capture-allow-email")).toBeChecked();
  await capture.button("capture-save-next").tap();
  await expect(capture.last.first()).toContainText("Sofia Lindqvist");
  await capture.ready();
  expect(await page.evaluate(() => window.taps)).toBe(4);
  await capture.allSent();
  const lead = hotel.now().find(({ type, fields }) => type === "lead" && fields.surname === "Lindqvist");
  expect(lead.fields.grade).toBe("a");
  expect(lead.consents).toHaveLength(1);
});

test("builds a segment with a group and a stay in it, and opens its list", async ({ devices, hotel }) => {
  addPerson(hotel, DIRECTOR);
  const page = await settle(await devices.found(tablet), "Director's tablet", DIRECTOR);
  const segment = new SegmentPage(page);
  await bar(segment, "segments-title");
  await segment.link("segments-new").tap();
  await tapAndType(segment.name, "Iberian regulars");
  // Menus are the system's own, and no page sees the fingers in them.
  await segment.add("rule-add-group").tap();
  await segment.add("rule-add-line", [0]).tap();
  await segment.field([0, 0]).selectOption("country");
  await segment.value([0, 0]).selectOption("ES");
  await expect(segment.chosen([0, 0])).toHaveCount(1);
  await segment.add("rule-add-line", [0]).tap();
  await segment.field([0, 1]).selectOption("stay_count");
  await tapAndType(segment.value([0, 1]), "3");
  await segment.add("rule-add-stay").tap();
  await segment.add("rule-add-line", [1]).tap();
  await expect(segment.field([1, 0])).toHaveValue("arrival");
  await segment.save.tap();
  await expect(page).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
  await expect(segment.problems).toHaveCount(0);
  const told = await segment.total();
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(hotel.guests);
  await segment.seeAll.tap();
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.found()).toBe(told);
});

test("settles which of two values holds", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const here = await settled(await devices.found(tablet), "Fair tablet", PEOPLE.sales);
  const there = await settled(await devices.found(), "Front desk", PEOPLE.service);
  for (const page of [here, there]) await new GuestsPage(page).shellStored();
  const theirs = await new GuestsPage(there).open(email);
  const guest = await open(new GuestsPage(here), email);
  for (const page of [theirs, guest]) await page.shellStored();
  await hotel.stop();
  await theirs.edit({ "field-guest-city": "Vich" });
  await edit(guest);
  await hotel.start();
  const conflict = guest.conflict("field-guest-city");
  await expect(conflict).toHaveCount(1, { timeout: 20_000 });
  await conflict.getByRole("button").filter({ hasText: "Vich" }).tap();
  await expect(conflict).toHaveCount(0);
  await guest.allSent();
  await expect(theirs.detail("field-guest-city")).toContainText("Vich", { timeout: 20_000 });
});
