// Texts that programs stumble over, through every text field of a guest: stored, sent, found, printed, exported, and read back as
// they were typed. With the big list of naughty strings if it is beside the repository, else with one of our own.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./hotel.mjs";
import { GuestPage, GuestsPage, PEOPLE, expect, settle, test } from "./house.mjs";

const beside = join(root, "../shared/data/badinput/blns/blns.json");
const own = join(root, "tests/fixtures/hard-texts.json");
const texts = JSON.parse(readFileSync(existsSync(beside) ? beside : own, "utf8"));

// The fields that take any text; wire names as their exported records have them.
const FIELDS = ["name_prefix", "given_name", "middle_name", "surname", "surname2", "name_suffix", "native_name", "profession", "company_name", "address_line1", "address_line2", "city", "postal_code", "car_registration", "dietary", "allergies", "accessibility"];
const LONGEST = 200;

const label = (field) => `field-guest-${field.replaceAll("_", "-")}`;

test("hard texts come back from every field as they were typed", async ({ devices, hotel }) => {
  test.setTimeout(600_000);
  const short = texts.filter((text) => [...text].length <= LONGEST);
  expect(short.length).toBeGreaterThan(30);
  const desk = await devices.found();
  const page = await settle(desk, "Front desk", PEOPLE.service);
  const guest = new GuestPage(page);
  const typed = new Map();
  for (let first = 0; first < short.length; first += FIELDS.length) {
    await page.goto("/guests/new");
    const values = {};
    for (const [at, text] of short.slice(first, first + FIELDS.length).entries()) {
      const field = guest.field(label(FIELDS[at]));
      await field.fill(text);
      // A one-line field has no line breaks: what the browser holds is what was typed.
      values[FIELDS[at]] = await field.inputValue();
    }
    await guest.field(label("email")).fill(`hard-${first}@hotel.example`);
    await guest.save();
    await guest.ready();
    const id = new URL(page.url()).pathname.split("/").at(-1);
    typed.set(id, values);
  }

  // Read back in the form, after the page was loaded anew.
  await guest.allSent();
  for (const [id, values] of typed) {
    await page.goto(`/guests/${id}/edit`);
    await expect(guest.field(label("city"))).toBeVisible();
    for (const [field, value] of Object.entries(values)) expect.soft(await guest.field(label(field)).inputValue(), `${field} of ${id}`).toBe(value);
  }

  // Exported by the server.
  const records = new Map(hotel.now().map((record) => [record.id, record]));
  for (const [id, values] of typed) {
    for (const [field, value] of Object.entries(values)) expect.soft(records.get(id)?.fields[field] ?? "", `export, ${field} of ${id}`).toBe(value);
  }

  // Found by the family name, and printed.
  const guests = new GuestsPage(page);
  for (const [id, { surname, city, company_name }] of [...typed].slice(0, 12)) {
    await page.goto(`/guests/${id}`);
    await guest.ready();
    await page.emulateMedia({ media: "print" });
    const printed = await page.locator("main").evaluate((main) => main.textContent);
    for (const value of [city, company_name]) expect.soft(printed.includes(value ?? ""), `printed: ${value}`).toBe(true);
    await page.emulateMedia({ media: "screen" });
    if (!/[\p{L}\p{N}]{3}/u.test(surname ?? "")) continue;
    await page.goto("/guests");
    await guests.ready();
    await guests.search(surname);
    const found = await guests.rows.locator("[role=rowheader] a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect.soft(found.some((href) => href.endsWith(id)), `search for ${surname}`).toBe(true);
  }
});
