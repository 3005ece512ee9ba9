// Erasing a guest: only the privacy officer, with their password; and then the guest is nowhere: not on a screen, not on a tablet's disk, not in
// any file of the server.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { GuestPage, GuestsPage, PEOPLE, addPerson, expect, settle, test } from "./house.mjs";
import { innkeeper } from "./hotel.mjs";
import { unpacked } from "./tables.mjs";

const OFFICER = { ...PEOPLE.service, role: "privacy", name: "Olga Prats", email: "privacy@hotel.example" };

// Words that are nowhere else.
const CANARIES = ["Quorvexilzamnabotru", "Plimkovarsh jyxtuhabremol", "Vostrikelumbaxag"];

// Which of the canaries lie open in the files of these directories, also inside packed tables.
async function scanned(...places) {
  const found = new Set();
  let bytes = 0;
  for (const place of places) {
    for (const file of await readdir(place, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(join(file.parentPath, file.name));
      bytes += content.length;
      for (const part of [content, ...unpacked(content)]) {
        for (const canary of CANARIES) if (part.includes(canary, 0, "utf8") || part.includes(canary, 0, "utf16le")) found.add(canary);
      }
    }
  }
  return { found: [...found], bytes };
}

test("a guest whom the privacy officer erases is nowhere any more", async ({ devices, hotel, watch }) => {
  test.setTimeout(180_000);
  addPerson(hotel, OFFICER);
  const tablet = await devices.found();
  const page = await settle(tablet, "Front desk");
  const guests = new GuestsPage(page);
  const { id, email } = hotel.guestWithConsent();
  const guest = await guests.open(email);
  await guest.edit({ "field-guest-city": CANARIES[0] });
  await guest.note(CANARIES[1]);
  await guest.allSent();
  // What is typed and not saved belongs to the guest as well.
  await guest.link("guest-edit").click();
  await guest.field("field-guest-city").fill(CANARIES[2]);

  const desk = await devices.found();
  const office = await settle(desk, "Privacy office", OFFICER);
  await office.goto(`/guests/${id}`);
  const file = new GuestPage(office);
  await file.ready();
  await expect(file.entry(CANARIES[1])).toBeVisible();
  await file.button("guest-more").click();
  await file.link("guest-erase").click();
  await file.button("guest-erase-go").click();
  await expect(file.field("guest-erase-password")).toHaveAccessibleDescription(file.words("guest-erase-password-empty"));
  watch.expect(/status of 403 .*\/erase/);
  await file.field("guest-erase-password").fill("not hers at all");
  await file.button("guest-erase-go").click();
  await expect(office.getByRole("alert")).toContainText(file.words("problem-wrong-password"));
  await file.field("guest-erase-password").fill(OFFICER.password);
  await file.button("guest-erase-go").click();
  await expect(office.getByText(file.words("guest-erased-now"))).toBeVisible();
  const list = new GuestsPage(office);
  await list.ready();
  await list.search(email);
  await expect(list.empty).toBeVisible();

  // The tablet hears of it, also where the guest was open.
  await page.goto(`/guests/${id}`);
  await expect(page.getByRole("heading", { name: guest.words("guest-erased-title") })).toBeVisible();
  await page.goto("/guests");
  await guests.ready();
  expect(await guests.all()).toBe(hotel.guests - 1);
  for (const canary of CANARIES.slice(0, 2)) {
    await guests.search(canary);
    await expect(guests.empty).toBeVisible();
  }
  await tablet.stop();
  await desk.stop();
  await hotel.stop();
  const after = await scanned(hotel.data, tablet.profile, desk.profile);
  expect(after.found).toEqual([]);
  expect(after.bytes).toBeGreaterThan(1_000_000);
  expect(CANARIES.filter((canary) => hotel.said.includes(canary))).toEqual([]);
  const exported = innkeeper(hotel.data, ["export"]) + innkeeper(hotel.data, ["export", "--format", "csv"]);
  expect(CANARIES.filter((canary) => exported.includes(canary))).toEqual([]);
  expect(exported).not.toContain(email);
});

test("nobody else is offered to erase, and the address of the page does not help", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const id = hotel.guestWithConsent().id;
  await page.goto(`/guests/${id}`);
  const guest = new GuestPage(page);
  await guest.ready();
  await guest.button("guest-more").click();
  await expect(guest.button("guest-print")).toBeVisible();
  await expect(guest.link("guest-erase")).toHaveCount(0);
  await page.goto(`/guests/${id}/erase`);
  await expect(page.getByRole("heading", { name: guest.words("guest-erase-refused-title") })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
});
