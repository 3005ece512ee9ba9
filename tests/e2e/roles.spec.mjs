// What a role may not see does not reach the device at all: not the screen, not the wire, not the disk.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EnrolPage, GuestPage, GuestsPage, PEOPLE, SignInPage, expect, settle, test } from "./house.mjs";

// Which of these texts lie in the app's databases in this browser, and how many bytes were looked through.
async function stored(page, texts) {
  return page.evaluate(async (texts) => {
    const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const utf8 = new TextEncoder();
    // One character for each byte, so that bytes can be searched as text.
    const plain = (bytes) => new TextDecoder("latin1").decode(bytes);
    const bytesOf = (value) => {
      if (value instanceof ArrayBuffer) return new Uint8Array(value);
      if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return utf8.encode(JSON.stringify(value, (_, inner) => (ArrayBuffer.isView(inner) || inner instanceof ArrayBuffer ? plain(bytesOf(inner)) : inner)) ?? "");
    };
    const needles = texts.map((text) => [text, plain(utf8.encode(text))]);
    const found = new Set();
    let bytes = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        for (const value of await asked(database.transaction(store).objectStore(store).getAll())) {
          const held = plain(bytesOf(value));
          bytes += held.length;
          for (const [text, needle] of needles) if (held.includes(needle)) found.add(text);
        }
      }
      database.close();
    }
    for (const [key, value] of Object.entries(localStorage)) {
      for (const text of texts) if (key.includes(text) || value.includes(text)) found.add(text);
    }
    return { found: [...found], bytes };
  }, texts);
}

// Puts texts into a database of their own, not sealed.
async function keepOpenly(page, texts) {
  await page.evaluate(async (texts) => {
    const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const opening = indexedDB.open("scratch");
    opening.onupgradeneeded = () => opening.result.createObjectStore("values");
    const database = await asked(opening);
    const bytes = new TextEncoder().encode(texts.join("\n"));
    await asked(database.transaction("values", "readwrite").objectStore("values").put(bytes, 1));
    database.close();
  }, texts);
}

// The same for the files the browser writes, as far as it writes them uncompressed.
async function onDisk(profile, texts) {
  const files = await readdir(join(profile, "Default"), { recursive: true, withFileTypes: true });
  const found = new Set();
  for (const file of files.filter((file) => file.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const text of texts) if (bytes.includes(text, 0, "utf8") || bytes.includes(text, 0, "utf16le")) found.add(text);
  }
  return [...found];
}

for (const role of ["analyst", "campaign"]) {
  test(`whoever is ${role} sees no personal value: on the screen, on the wire, on the disk`, async ({ devices, hotel }) => {
    const secrets = hotel.personalValues(200);
    const device = await devices.found();
    const page = await device.start();
    const wire = [];
    device.context.on("response", (response) => {
      if (/\/sync\/v1\/(pull|snapshot|root)/.test(response.url())) wire.push(response.body().catch(() => Buffer.alloc(0)));
    });
    await page.goto("/guests");
    await new SignInPage(page).signIn(PEOPLE[role]);
    await new EnrolPage(page).enrol("Back office", PEOPLE.admin);
    const guests = new GuestsPage(page);
    await guests.ready();
    expect(await guests.all()).toBe(hotel.guests);

    // A guest known by address, not by name.
    await page.goto(`/guests/${hotel.guestWithConsent().id}`);
    const guest = new GuestPage(page);
    await guest.ready();
    const screen = await page.locator("body").innerText();
    await page.goto("/guests");
    await guests.ready();
    const list = await page.locator("body").innerText();
    const received = Buffer.concat(await Promise.all(wire));
    expect(received.length).toBeGreaterThan(0);
    const kept = await stored(page, secrets);
    expect(kept.bytes).toBeGreaterThan(0);
    await device.stop();

    expect(secrets.filter((secret) => screen.includes(secret) || list.includes(secret)), "on the screen").toEqual([]);
    expect(secrets.filter((secret) => received.includes(secret)), "on the wire").toEqual([]);
    expect(kept.found, "in the databases").toEqual([]);
    expect(await onDisk(device.profile, secrets), "in the browser's files").toEqual([]);
  });

  test(`whoever is ${role} finds nothing to change`, async ({ devices, hotel }) => {
    const device = await devices.found();
    const page = await settle(device, "Back office", PEOPLE[role]);
    const guests = new GuestsPage(page);
    await expect(guests.link("guests-new")).toHaveCount(0);
    const address = `/guests/${hotel.guestWithConsent().id}`;
    await page.goto(address);
    const guest = new GuestPage(page);
    await guest.ready();
    await expect(guest.link("guest-edit")).toHaveCount(0);
    for (const key of ["guest-add-note", "guest-consent-ask", "guest-consent-withdraw", "guest-archive"]) {
      await expect(guest.button(key)).toHaveCount(0);
    }
    // Typing the address of the form does not help.
    await page.goto(`${address}/edit`);
    await expect(page.getByRole("textbox")).toHaveCount(0);
  });
}

test("for those who may read them the same values come over the wire, and lie on the disk sealed", async ({ devices, hotel }) => {
  // Looking in the wrong place would find nothing for anyone.
  const secrets = hotel.personalValues(200);
  const device = await devices.found();
  const page = await device.start();
  const wire = [];
  device.context.on("response", (response) => {
    if (/\/sync\/v1\/(pull|snapshot|root)/.test(response.url())) wire.push(response.body().catch(() => Buffer.alloc(0)));
  });
  await page.goto("/guests");
  await new SignInPage(page).signIn(PEOPLE.service);
  await new EnrolPage(page).enrol("Front desk", PEOPLE.admin);
  await new GuestsPage(page).ready();
  const received = Buffer.concat(await Promise.all(wire));
  expect(secrets.filter((secret) => !received.includes(secret))).toEqual([]);
  expect((await stored(page, secrets)).found).toEqual([]);
  await keepOpenly(page, secrets);
  expect((await stored(page, secrets)).found.length).toBe(secrets.length);
});

test("an IT administrator is told that guests are not theirs to see, and gets none", async ({ devices, hotel }) => {
  const secrets = hotel.personalValues(200);
  const device = await devices.found();
  const page = await device.start();
  await page.goto("/guests");
  await new SignInPage(page).signIn(PEOPLE.admin);
  await new EnrolPage(page).enrol("Server room");
  const guests = new GuestsPage(page);
  await expect(guests.empty).toContainText("Your role does not see guests");
  await expect(guests.empty).toContainText("please ask whoever decides on roles");
  await expect(guests.link("guests-new")).toHaveCount(0);
  expect((await stored(page, secrets)).found).toEqual([]);
  // Not under a guest's own address either.
  await page.goto(`/guests/${hotel.guestWithConsent().id}`);
  await expect(page.getByText(guests.words("guest-missing-title")).first()).toBeVisible();
});
