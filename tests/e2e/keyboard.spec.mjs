// The keyboard alone is enough for a day at the desk, and what has the focus can be seen all the way.
import { Hands } from "./hands.mjs";
import { DIRECTOR, GuestPage, GuestsPage, PEOPLE, addPerson, expect, settle, settled, test } from "./house.mjs";
import { CapturePage } from "./pages.mjs";
import { SegmentPage } from "./segment-page.mjs";

test("finds a guest in the list, edits, saves, and comes back to the same row", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const hands = new Hands(page);
  const guests = new GuestsPage(page);
  const word = hotel.guestWithConsent().email.split("@")[1];
  await hands.tabTo(guests.searchBox);
  await hands.type(word);
  await guests.settled();
  await hands.tabTo(guests.grid);
  await hands.press("ArrowDown", 5);
  const active = page.locator("[data-active]");
  const index = await active.getAttribute("aria-rowindex");
  await expect(guests.grid).toHaveAttribute("aria-activedescendant", await active.getAttribute("id"));
  const scrolled = await guests.wrap.evaluate((wrap) => wrap.scrollTop);
  await hands.press("Enter");
  const guest = new GuestPage(page);
  await guest.ready();
  await expect(guest.title).toBeFocused();

  await edit(hands, guest, "Figueres");

  await hands.tabTo(page.locator("a.back"), 80);
  await hands.press("Enter");
  await guests.ready();
  await expect(guests.grid).toBeFocused();
  await expect(page.locator("[data-active]")).toHaveAttribute("aria-rowindex", index);
  expect(await guests.wrap.evaluate((wrap) => wrap.scrollTop)).toBe(scrolled);
  await expect(guests.searchBox).toHaveValue(word);
  await hands.see();
});

// Writes another city over the one of the guest who is open, and saves.
async function edit(hands, guest, city) {
  await hands.tabTo(guest.link("guest-edit"));
  await hands.press("Enter");
  const field = guest.field("field-guest-city");
  await hands.tabTo(field, 80);
  await hands.press("Control+a");
  await hands.type(city);
  await hands.press("Enter");
  await guest.ready();
  await expect(guest.detail("field-guest-city")).toContainText(city);
  await expect(guest.title).toBeFocused();
}

test("finds a guest from any page by the search over everything", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const hands = new Hands(page);
  const { email } = hotel.guestWithConsent();
  const guest = new GuestPage(page);
  await hands.tabTo(guest.link("segments-title", page.locator(".rail")));
  await hands.press("Enter");
  await expect(guest.title).toBeFocused();
  await hands.press("Control+k");
  await expect(guest.find).toBeFocused();
  await hands.type(email);
  await expect(guest.offers).toHaveCount(1);
  await hands.press("Enter");
  await guest.ready();
  await expect(guest.title).toBeFocused();
  await expect(guest.detail("field-guest-email")).toContainText(email);
});

test("closes the search over everything and is where it was", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  const hands = new Hands(page);
  const guests = new GuestsPage(page);
  await hands.tabTo(guests.grid);
  await hands.press("Control+k");
  await expect(guests.find).toBeFocused();
  await hands.press("Escape");
  await expect(guests.grid).toBeFocused();
});

test("takes back what was saved", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const hands = new Hands(page);
  const guests = new GuestsPage(page);
  await hands.tabTo(guests.searchBox);
  await hands.type(hotel.guestWithConsent().email);
  await expect.poll(() => guests.found()).toBe(1);
  await hands.tabTo(guests.grid);
  await hands.press("Enter");
  const guest = new GuestPage(page);
  await guest.ready();
  const [before] = (await guest.detail("field-guest-city").innerText()).split("\n");
  await edit(hands, guest, "Figueres");
  await hands.press("Control+z");
  await expect(guest.detail("field-guest-city")).not.toContainText("Figueres");
  await expect(guest.detail("field-guest-city")).toContainText(before);
  await hands.see();
});

test("captures a lead and is ready for the next", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
  const hands = new Hands(page);
  const capture = new CapturePage(page);
  await hands.tabTo(new GuestsPage(page).grid);
  await hands.press("c");
  await capture.ready();
  await hands.type("Sofia Lindqvist");
  await hands.press("Enter");
  await hands.type("Nordic Incentives AB");
  await hands.press("Enter");
  await hands.type("sofia@nordic.example");
  await hands.tabTo(capture.grade("A"));
  await hands.press("Space");
  await expect(capture.grade("A")).toBeChecked();
  await hands.tabTo(capture.button("code-lead-interests-mice"));
  await hands.press("Space");
  await hands.tabTo(capture.box("capture-allow-email"));
  await hands.press("Space");
  await expect(capture.box("capture-allow-email")).toBeChecked();
  await hands.tabTo(capture.button("capture-save-next"));
  await hands.press("Enter");
  await expect(capture.name).toHaveValue("");
  await capture.ready();
  await hands.see();
  await expect(capture.last.first()).toContainText("Sofia Lindqvist");
  await capture.allSent();
  const lead = hotel.now().find(({ type, fields }) => type === "lead" && fields.surname === "Lindqvist");
  expect(lead.fields).toMatchObject({ company_name: "Nordic Incentives AB", email: "sofia@nordic.example", grade: "a", interests: ["mice"] });
  expect(lead.consents).toHaveLength(1);
});

test("builds a segment with a group and a stay in it, and opens its list", async ({ devices, hotel }) => {
  addPerson(hotel, DIRECTOR);
  const page = await settle(await devices.found(), "Director's desk", DIRECTOR);
  const hands = new Hands(page);
  const segment = new SegmentPage(page);
  await hands.tabTo(segment.link("segments-title", page.locator(".rail")));
  await hands.press("Enter");
  await expect(segment.title).toBeFocused();
  await hands.tabTo(segment.link("segments-new"));
  await hands.press("Enter");
  await expect(segment.title).toBeFocused();
  await hands.tabTo(segment.name);
  await hands.type("Iberian regulars");

  // Any of: from Spain, three stays or more.
  await hands.tabTo(segment.add("rule-add-group"));
  await hands.press("Enter");
  await expect(segment.together([0])).toBeFocused();
  await hands.tabTo(segment.add("rule-add-line", [0]));
  await hands.press("Enter");
  await expect(segment.field([0, 0])).toBeFocused();
  await hands.choose(segment.field([0, 0]), "country");
  await hands.tabTo(segment.value([0, 0]));
  await hands.press("ArrowDown");
  await expect(segment.chosen([0, 0])).toHaveCount(1);
  await hands.tabTo(segment.add("rule-add-line", [0]));
  await hands.press("Enter");
  await expect(segment.field([0, 1])).toBeFocused();
  await hands.choose(segment.field([0, 1]), "stay_count");
  await hands.tabTo(segment.value([0, 1]));
  await hands.type("3");

  // And a stay in the last twelve months.
  await hands.tabTo(segment.add("rule-add-stay"));
  await hands.press("Enter");
  await expect(segment.together([1])).toBeFocused();
  await hands.tabTo(segment.add("rule-add-line", [1]));
  await hands.press("Enter");
  await expect(segment.field([1, 0])).toBeFocused();
  await expect(segment.field([1, 0])).toHaveValue("arrival");

  await hands.press("Control+s");
  await expect(page).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
  await hands.see();
  await expect(segment.problems).toHaveCount(0);
  const told = await segment.total();
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(hotel.guests);
  await hands.tabTo(segment.seeAll, 80);
  await hands.press("Enter");
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.found()).toBe(told);
  await hands.see();
});

test("settles which of two values holds", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const here = await settled(await devices.found(), "Front desk", PEOPLE.service);
  const there = await settled(await devices.found(), "Fair tablet", PEOPLE.sales);
  for (const page of [here, there]) await new GuestsPage(page).shellStored();
  const theirs = await new GuestsPage(there).open(email);
  const guest = await new GuestsPage(here).open(email);
  await hotel.stop();
  await theirs.edit({ "field-guest-city": "Vich", "field-guest-profession": "Cartographer" });
  await guest.edit({ "field-guest-city": "Vic", "field-guest-profession": "Geographer" });
  await hotel.start();
  await expect(guest.conflict("field-guest-city")).toHaveCount(1, { timeout: 20_000 });
  await expect(guest.conflict("field-guest-profession")).toHaveCount(1, { timeout: 20_000 });

  const hands = new Hands(here);
  await hands.tabTo(guest.conflict("field-guest-city").getByRole("button").filter({ hasText: "Vich" }), 80);
  await hands.press("Enter");
  await expect(guest.conflict("field-guest-city")).toHaveCount(0);
  await hands.see();
  await hands.tabTo(guest.conflict("field-guest-profession").getByRole("button").filter({ hasText: "Geographer" }), 12);
  await hands.press("Enter");
  await expect(guest.conflict("field-guest-profession")).toHaveCount(0);
  await hands.see();
  await guest.allSent();
  await expect(theirs.detail("field-guest-city")).toContainText("Vich", { timeout: 20_000 });
  await expect(theirs.detail("field-guest-profession")).toContainText("Geographer", { timeout: 20_000 });
});
