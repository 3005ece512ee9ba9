// The list of all guests: as many as there are, at once, and where the person left it.
import { GuestsPage, expect, settle, settled, test } from "./house.mjs";

test.use({ records: "many" });

// 60 rows in sight at most and 6 kept ready above and below; the head is a row too.
const MOST_ROWS = 72;

// A column as it is shown against the order it should have: empty cells last.
function inOrder(values, before) {
  const given = values.filter((value) => value !== "–" && value !== "");
  const asShown = values.slice(0, given.length).every((value) => value !== "–" && value !== "");
  return asShown && given.every((value, at) => at === 0 || before(given[at - 1], value));
}

const number = (text) => Number(text.replace(/[^\d]/g, ""));
const day = (text) => {
  const [, d, month, year] = /(\d{1,2}) (\p{L}+)\.? (\d{4})/u.exec(text);
  return Date.parse(`${d} ${month.slice(0, 3)} ${year} UTC`);
};
// Without accents and case, as names are put in order.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

test("however far a person scrolls, the document holds only the rows in sight", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  expect(await guests.all()).toBe(hotel.guests);
  expect(await guests.mostRowsWhileScrolling()).toBeLessThanOrEqual(MOST_ROWS + 1);
  // The end is there, and it is the end.
  await expect(page.locator(`[role=row][aria-rowindex="${hotel.guests + 1}"] [role=rowheader] a`)).toBeVisible();
});

test("every row has come soon after scrolling stops, at any place", async ({ devices }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  for (const part of [0.9, 0.1, 0.5, 1, 0]) await guests.scrollTo(part);
});

test("search narrows with every key, and the way back is one key", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  const { email } = hotel.guestWithConsent();
  let before = hotel.guests;
  await guests.searchBox.focus();
  for (const letter of email.slice(0, 8)) {
    await page.keyboard.type(letter);
    const found = await guests.found();
    expect(found).toBeLessThanOrEqual(before);
    before = found;
  }
  await guests.search(email);
  expect(await guests.found()).toBe(1);
  await expect(guests.rows).toHaveCount(1);
  await guests.searchBox.fill("");
  expect(await guests.found()).toBe(hotel.guests);
});

test("nobody matching is said in words, with the way back", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  await guests.search("qqqqqzzzz");
  await expect(guests.empty).toContainText("Nobody matches “qqqqqzzzz”");
  await guests.button("guests-clear-search").click();
  await guests.ready();
  expect(await guests.found()).toBe(hotel.guests);
});

test("each column that sorts puts the list in its order, and back to front", async ({ devices, }) => {
  const desk = await devices.found({ viewport: { width: 1900, height: 900 } });
  const guests = new GuestsPage(await settle(desk, "Front desk"));
  const orders = {
    "field-guest-email": (a, b) => a <= b,
    "field-guest-country": null,
    "guests-last-stay": (a, b) => day(a) <= day(b),
    "guests-next-stay": (a, b) => day(a) <= day(b),
    "guests-nights": (a, b) => number(a) <= number(b),
    "guests-value": null,
  };
  for (const [key, order] of Object.entries(orders)) {
    const label = guests.words(key);
    for await (const direction of guests.bothWays(label)) {
      if (!order) continue;
      const ordered = direction === "ascending" ? order : (a, b) => order(b, a);
      expect(inOrder(await guests.column(label), ordered), `${label} ${direction}`).toBe(true);
    }
  }
});

test("names are in the order of the family names", async ({ devices, hotel }) => {
  const families = hotel.familyNames();
  const desk = await devices.found({ viewport: { width: 1900, height: 900 } });
  const guests = new GuestsPage(await settle(desk, "Front desk"));
  for await (const direction of guests.bothWays(guests.words("guests-name"))) {
    const shown = (await guests.column(guests.words("field-guest-email"))).filter((email) => /^([a-z]+|\p{Script=Han}+)$/u.test(folded(families.get(email) ?? "")));
    const names = shown.map((email) => folded(families.get(email)));
    expect(names.length).toBeGreaterThan(5);
    expect(names, direction).toEqual(direction === "ascending" ? names.toSorted() : names.toSorted().reverse());
  }
});

test("the chosen columns are the same after the browser was closed", async ({ devices }) => {
  const desk = await devices.found();
  let page = await settled(desk, "Front desk");
  let guests = new GuestsPage(page);
  const email = guests.words("field-guest-email");
  expect(await guests.heads()).toContain(email);
  await guests.button("guests-columns").click();
  await page.getByRole("checkbox", { name: email, exact: true }).uncheck();
  expect(await guests.heads()).not.toContain(email);
  await page.reload();
  await guests.ready();
  expect(await guests.heads()).not.toContain(email);
  await desk.stop();
  page = await desk.start();
  await page.goto("/guests");
  guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.heads()).not.toContain(email);
});

test("the address holds search and order, and opens the same list for somebody else", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const word = email.split("@")[1];
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  await page.getByRole("columnheader", { name: guests.words("guests-value"), exact: true }).getByRole("button").click();
  await guests.search(word);
  const shown = await guests.column(guests.words("guests-name"));
  await expect(page).toHaveURL(/[?&]sort=-value/);

  const tablet = await devices.found();
  const other = await settle(tablet, "Fair tablet");
  const theirs = new GuestsPage(other);
  const address = new URL(page.url());
  await other.goto(address.pathname + address.search);
  await theirs.ready();
  await expect(theirs.searchBox).toHaveValue(word);
  expect(await theirs.column(theirs.words("guests-name"))).toEqual(shown);
});

test("Back brings the person to the row they came from", async ({ devices }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  const { wrap } = guests;
  // The row in the middle of the screen: pressing one at the edge would scroll it in.
  const row = await guests.scrollTo(0.5);
  const index = await row.getAttribute("aria-rowindex");
  const scrolled = await wrap.evaluate((wrap) => wrap.scrollTop);
  await row.getByRole("rowheader").getByRole("link").click();
  await expect(page.locator(".ghead")).toBeVisible();
  await page.goBack();
  await guests.ready();
  await expect.poll(() => wrap.evaluate((wrap) => wrap.scrollTop)).toBe(scrolled);
  await expect(page.locator("[data-active]")).toHaveAttribute("aria-rowindex", index);
  await expect(guests.grid).toBeFocused();
});
