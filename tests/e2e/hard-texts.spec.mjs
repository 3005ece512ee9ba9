// Texts that programs stumble over, through every text field a person writes into: stored, sent, found, printed, exported, and read
// back as they were typed. With the big list of naughty strings if it is beside the repository, else with one of our own.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { innkeeper, root } from "./hotel.mjs";
import { DIRECTOR, GuestPage, GuestsPage, PEOPLE, addPerson, expect, settle, test } from "./house.mjs";
import { CapturePage } from "./pages.mjs";

const beside = join(root, "../shared/data/badinput/blns/blns.json");
const own = join(root, "tests/fixtures/hard-texts.json");
const texts = JSON.parse(readFileSync(existsSync(beside) ? beside : own, "utf8"));

// The fields of a guest that take any text; wire names as their exported records have them.
const FIELDS = ["name_prefix", "given_name", "middle_name", "surname", "surname2", "name_suffix", "native_name", "profession", "company_name", "address_line1", "address_line2", "city", "postal_code", "car_registration", "dietary", "allergies", "accessibility"];
const LONGEST = 200;
const fitting = texts.filter((text) => [...text].length <= LONGEST);
// Of a long list four guests full, from all over it; every text where INNKEEPER_TEXTS is "all".
const step = process.env.INNKEEPER_TEXTS === "all" ? 1 : Math.ceil(fitting.length / (4 * FIELDS.length));
const short = fitting.filter((_, at) => at % step === 0);
// One of each kind, for the fields that stand alone.
const FEW = ["'; DROP TABLE guest; --", "<img src=x onerror=alert(1)>", "{{7*7}} ${7*7} { $name }", "=cmd|' /C calc'!A0", "مرحبا بالعالم שלום", "田中さん 👩‍👩‍👧‍👦 𠜎", "İstanbul ß ẞ e\u0301", "a\u202eb\u202cc\u200bd", "null", "\\u0041 &lt;b&gt; %s %00"];

const label = (field) => `field-guest-${field.replaceAll("_", "-")}`;
// White space round a text is not kept.
const kept = (typed) => typed.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");

test("hard texts come back from every field of a guest as they were typed", async ({ devices, hotel }) => {
  test.setTimeout(process.env.INNKEEPER_TEXTS === "all" ? 600_000 : 240_000);
  expect(short.length).toBeGreaterThan(30);
  const page = await settle(await devices.found(), "Front desk", PEOPLE.service);
  const guest = new GuestPage(page);
  const typed = new Map();
  for (let first = 0; first < short.length; first += FIELDS.length) {
    await page.goto("/guests/new");
    const values = {};
    for (const [at, text] of short.slice(first, first + FIELDS.length).entries()) {
      const field = guest.field(label(FIELDS[at]));
      await field.fill(text);
      // A one-line field has no line breaks: what the browser holds is what was typed.
      values[FIELDS[at]] = kept(await field.inputValue());
    }
    await guest.field(label("email")).fill(`hard-${first}@hotel.example`);
    await guest.save();
    await guest.ready();
    typed.set(new URL(page.url()).pathname.split("/").at(-1), values);
  }

  // Read back in the form, after the page was loaded anew.
  await guest.allSent();
  for (const [id, values] of typed) {
    await page.goto(`/guests/${id}/edit`);
    await expect(guest.field(label("city"))).toBeVisible();
    for (const [field, value] of Object.entries(values)) expect.soft(await guest.field(label(field)).inputValue(), `${field} of ${id}`).toBe(value);
  }

  // Exported by the server, as records and as a table in which no cell begins what a spreadsheet would run.
  const records = new Map(hotel.now().map((record) => [record.id, record]));
  for (const [id, values] of typed) {
    for (const [field, value] of Object.entries(values)) expect.soft(records.get(id)?.fields[field] ?? "", `export, ${field} of ${id}`).toBe(value);
  }
  const cells = [...innkeeper(hotel.data, ["export", "--format", "csv"]).matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r?$)/gm)].map(([, quoted, plain]) => quoted ?? plain);
  expect(cells.length).toBeGreaterThan(1000);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d .,()-]*$/.test(cell))).toEqual([]);

  // Found by the family name, and printed: on paper stands what the document holds.
  const guests = new GuestsPage(page);
  for (const [id, { surname, city, company_name }] of typed) {
    await page.goto(`/guests/${id}`);
    await guest.ready();
    await page.emulateMedia({ media: "print" });
    const printed = await page.locator("main").evaluate((main) => main.textContent);
    for (const value of [city, company_name]) expect.soft(printed.includes(value ?? ""), `printed: ${value}`).toBe(true);
    await page.emulateMedia({ media: "screen" });
    if (!/[\p{L}\p{N}]{3}/u.test(surname ?? "")) continue;
    await page.goto(`/guests?q=${encodeURIComponent(surname)}`);
    await guests.settled();
    const links = guests.rows.locator(`[role=rowheader] a[href$="${id}"]`);
    await expect.soft(links, `search for ${surname}`).toHaveCount(1);
  }
});

test("hard texts come back from notes", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  const page = await settle(await devices.found(), "Front desk", PEOPLE.service);
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  for (const text of FEW) await guest.note(text);
  await guest.allSent();
  await page.reload();
  await guest.ready();
  const shown = await guest.timeline.evaluate((list) => list.textContent);
  const sent = hotel.notes();
  for (const text of FEW) {
    expect.soft(shown.includes(text), `read back: ${text}`).toBe(true);
    expect.soft(sent.includes(text), `sent: ${text}`).toBe(true);
  }
});

test("hard texts come back from captured leads, and find them", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  const page = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  for (const [at, text] of FEW.entries()) {
    await capture.name.fill(`Tester${at}x`);
    await capture.field("field-lead-company-name").fill(text);
    // Once opened, the lines behind "more" stay.
    if (at === 0) await capture.button("capture-more").click();
    await page.locator("#lead-notes").fill(text);
    await capture.save();
  }
  await capture.allSent();
  const leads = hotel.now().filter(({ type, fields }) => type === "lead" && /^Tester\d+x$/.test(fields.surname ?? fields.given_name ?? ""));
  const sent = leads.map(({ fields }) => [fields.company_name, fields.notes]);
  await page.goto("/leads");
  const guests = new GuestsPage(page);
  for (const [at, text] of FEW.entries()) {
    expect.soft(sent.some(([company, notes]) => company === text && notes === text), `sent: ${text}`).toBe(true);
    await guests.searchBox.fill(`Tester${at}x`);
    // Before the answer, the row stands elsewhere in the whole list.
    await expect(guests.rows).toHaveCount(1);
    await guests.rows.getByRole("rowheader").getByRole("link", { name: `Tester${at}x` }).click();
    await expect.soft(capture.field("field-lead-company-name"), text).toHaveValue(text);
    await expect.soft(page.locator("#lead-notes"), text).toHaveValue(text);
    await page.goBack();
  }
});

test("hard texts come back from names of views, of segments and of the hotel", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  addPerson(hotel, DIRECTOR);
  const page = await settle(await devices.found(), "Director's desk", DIRECTOR);
  const guests = new GuestsPage(page);
  // Each of these is three pages and two that are loaded anew.
  for (const text of FEW.filter((_, at) => at % 2 === 1)) {
    const tab = page.getByRole("navigation", { name: guests.words("guests-views") }).getByRole("link").filter({ hasText: text });
    await page.goto("/guests");
    await guests.ready();
    await guests.button("guests-view-new").click();
    await page.locator(".views .view-form input[type=text]").fill(text);
    await page.locator(".views .view-form [type=submit]").click();
    await expect.soft(tab, `view ${text}`).toHaveCount(1);

    await page.goto("/segments/new?begin=lapsed");
    await guests.field("segment-name").fill(text);
    await page.keyboard.press("Control+s");
    await expect(page).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
    await page.reload();
    await expect.soft(guests.field("segment-name"), `segment ${text}`).toHaveValue(text);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("x");
    await page.locator(".palette input").fill(text);
    const found = page.locator(".palette [data-answered=true] .offer").filter({ hasText: text });
    if (/[\p{L}\p{N}]{3}/u.test(text)) await expect.soft(found, `search for ${text}`).not.toHaveCount(0);
    await page.keyboard.press("Escape");

    await page.goto("/settings");
    const name = guests.field("settings-hotel-name");
    await name.fill(text);
    await page.locator(".settings-page form.fields [type=submit]").click();
    await expect(guests.toasts).toContainText(guests.words("app-saved-here"));
    await page.reload();
    await expect.soft(name, `hotel ${text}`).toHaveValue(text);
    await expect.soft(page.locator(".rail .me small"), `hotel ${text} beside the person`).toHaveText(text);
  }
});
