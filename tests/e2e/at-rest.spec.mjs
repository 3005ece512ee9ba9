// What lies on the disk of a locked tablet: every file of the browser's profile is searched for what was captured, edited and typed on it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GuestsPage, expect, settle, test } from "./house.mjs";
import { LockPage, ProtectionCard } from "./lock-pages.mjs";
import { CapturePage } from "./pages.mjs";
import { unpacked } from "./tables.mjs";

const PASSPHRASE = "seven lamps at dawn";

// Words that are nowhere else, in the place each is written to.
const CANARIES = {
  lead: "Quorvexilzamnabotru",
  city: "Plimkovarsh",
  note: "Jyxtuhabremolpdwenqi",
  draft: "Vostrikelumbaxag",
  searched: "Ghuptesnirolf",
};

// Which of the canaries are in any file of the profile, as they are or in UTF-16, also inside packed tables; and how many bytes were searched.
async function scanned(profile) {
  const found = new Map();
  let bytes = 0;
  for (const file of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const content = await readFile(path);
    bytes += content.length;
    for (const part of [content, ...unpacked(content)]) {
      for (const [name, canary] of Object.entries(CANARIES)) {
        if (part.includes(canary, 0, "utf8") || part.includes(canary, 0, "utf16le")) found.set(name, [...(found.get(name) ?? []), path.slice(profile.length)]);
      }
    }
  }
  return { found: Object.fromEntries(found), bytes };
}

// Puts the canaries into a database of their own in the same profile, not sealed.
async function keepOpenly(page) {
  await page.evaluate(async (canaries) => {
    const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const opening = indexedDB.open("scratch");
    opening.onupgradeneeded = () => opening.result.createObjectStore("values");
    const database = await asked(opening);
    const text = Object.values(canaries).join("\n");
    await asked(database.transaction("values", "readwrite").objectStore("values").put(new TextEncoder().encode(text), 1));
    database.close();
  }, CANARIES);
}

test("nothing that was captured, edited, typed or searched for lies open on the disk of a locked tablet", async ({ devices, hotel }) => {
  const device = await devices.found();
  let page = await settle(device, "Fair tablet");
  const card = new ProtectionCard(page);
  await card.open();
  await card.setPassphrase(PASSPHRASE);
  const lock = new LockPage(page);
  const go = async (path) => {
    await page.goto(path);
    await lock.ready();
    await lock.tryWith(PASSPHRASE);
  };
  await go("/guests");
  const guests = new GuestsPage(page);
  await guests.ready();
  await guests.search(CANARIES.searched);
  await guests.search("");
  const guest = await guests.open(hotel.guestWithConsent().email);
  await guest.edit({ "field-guest-city": CANARIES.city });
  await guest.note(CANARIES.note);
  await go("/capture");
  const capture = new CapturePage(page);
  await capture.ready();
  await capture.name.fill(CANARIES.lead);
  await capture.save();
  await capture.name.pressSequentially(CANARIES.draft);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await lock.ready();
  await device.stop();
  const locked = await scanned(device.profile);
  expect(locked.found).toEqual({});
  expect(locked.bytes).toBeGreaterThan(1_000_000);

  // The control: the same search, in the same profile, for the same words when they are not sealed.
  page = await device.start();
  await page.goto("/guests");
  await keepOpenly(page);
  await device.stop();
  expect(Object.keys((await scanned(device.profile)).found).sort()).toEqual(Object.keys(CANARIES).sort());

  // And they are all there for whoever has the passphrase.
  page = await device.start();
  await page.goto("/capture");
  await new LockPage(page).tryWith(PASSPHRASE);
  const again = new CapturePage(page);
  await expect(again.name).toHaveValue(CANARIES.draft, { timeout: 30_000 });
  await expect(again.last.first()).toContainText(CANARIES.lead);
});
