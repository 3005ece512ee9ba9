// A locked tablet: who has no secret sees nothing, who has it goes on without a network, and nothing typed or saved is lost.
import { innkeeper } from "./hotel.mjs";
import { GuestPage, GuestsPage, expect, settle, test } from "./house.mjs";
import { LockPage, ProtectionCard } from "./lock-pages.mjs";
import { CapturePage } from "./pages.mjs";

const PASSPHRASE = "seven lamps at dawn";

// A tablet with a passphrase, on its settings.
async function protectedTablet(devices) {
  const device = await devices.found();
  const page = await settle(device, "Fair tablet");
  const card = new ProtectionCard(page);
  await card.open();
  await card.setPassphrase(PASSPHRASE);
  return { device, page, card, lock: new LockPage(page) };
}

// A passkey of the tablet's own, that answers with a secret.
async function withPasskey(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("until a secret is set up the tablet says what protects it, and locking leads there", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  const card = new ProtectionCard(page);
  await expect(card.card).toContainText(card.words("lock-open-title"));
  await expect(card.button("lock-now", card.card)).toHaveCount(0);
});

test("a locked tablet opens with its passphrase after a reload, without a network", async ({ devices, hotel }) => {
  const { page, card, lock } = await protectedTablet(devices);
  await card.shellStored();
  await card.lock();
  await lock.ready();
  await hotel.stop();
  await page.reload();
  await lock.ready();
  await expect(page.locator("#main")).not.toContainText(hotel.guestWithConsent().email);
  await lock.tryWith(PASSPHRASE);
  await page.goto("/guests");
  await lock.ready();
  await lock.tryWith(PASSPHRASE);
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.all()).toBe(hotel.guests);
});

test("a wrong passphrase opens nothing and says so", async ({ devices }) => {
  const { card, lock } = await protectedTablet(devices);
  await card.lock();
  await lock.ready();
  await lock.tryWith("seven lamps at dusk");
  await expect(lock.page.getByRole("alert")).toContainText(lock.words("problem-unlock-wrong"), { timeout: 30_000 });
  await lock.ready();
  await lock.tryWith(PASSPHRASE);
  await expect(card.card).toBeVisible({ timeout: 30_000 });
});

test("signing in at the server again does not open a locked tablet", async ({ devices }) => {
  const { page, card, lock } = await protectedTablet(devices);
  await card.lock();
  await lock.ready();
  await page.goto("/sign-in");
  await lock.ready();
});

test("a passkey opens the tablet", async ({ devices, hotel }) => {
  // A passkey belongs to a name, not to a number.
  const page = await settle(await devices.found({ baseURL: hotel.url.replace("127.0.0.1", "localhost") }), "Fair tablet");
  await withPasskey(page);
  const card = new ProtectionCard(page);
  await card.open();
  await card.button("lock-add-passkey", card.card).click();
  await card.button("lock-add-passkey", card.dialog).click();
  await card.done();
  const lock = new LockPage(page);
  await page.goto("/guests");
  await lock.ready();
  await expect(lock.passphrase).toHaveCount(0);
  await lock.passkey.click();
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.all()).toBe(hotel.guests);
});

test("what is typed and not saved is there after the lock", async ({ devices }) => {
  const { page, lock } = await protectedTablet(devices);
  const capture = new CapturePage(page);
  await page.goto("/capture");
  await lock.tryWith(PASSPHRASE);
  await capture.ready();
  await capture.name.pressSequentially("Sofia Lindq");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await lock.ready();
  await lock.tryWith(PASSPHRASE);
  await expect(capture.name).toHaveValue("Sofia Lindq", { timeout: 30_000 });
});

test("a tablet that nobody touches locks itself after five minutes", async ({ devices }) => {
  const device = await devices.found();
  let page = await settle(device, "Front desk");
  await page.clock.install();
  const card = new ProtectionCard(page);
  await card.open();
  await card.setPassphrase(PASSPHRASE);
  await page.clock.runFor(4 * 60_000);
  await expect(card.card).toBeVisible();
  await page.mouse.move(10, 10);
  await page.keyboard.press("Shift");
  await page.clock.runFor(4 * 60_000);
  await expect(card.card).toBeVisible();
  await page.clock.runFor(70_000);
  await new LockPage(page).ready();
});

test("locking one tab locks the other", async ({ devices }) => {
  const { device, card, lock } = await protectedTablet(devices);
  const other = await device.context.newPage();
  await other.goto("/guests");
  const second = new LockPage(other);
  await second.tryWith(PASSPHRASE);
  await new GuestsPage(other).ready();
  await card.lock();
  await lock.ready();
  await second.ready();
});

test("a change that was not sent is sent after the tablet was locked and unlocked", async ({ devices, hotel }) => {
  const { page, lock } = await protectedTablet(devices);
  const { email } = hotel.guestWithConsent();
  await page.goto("/guests");
  await lock.tryWith(PASSPHRASE);
  const guest = await new GuestsPage(page).open(email);
  await hotel.stop();
  await guest.note("Written before the lock.");
  await guest.unsent(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await lock.ready();
  await hotel.start();
  await lock.tryWith(PASSPHRASE);
  await new GuestPage(page).allSent();
  expect(hotel.notes()).toContain("Written before the lock.");
});

test("a tablet that its server has not heard of for three days shows nothing until it has", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Fair tablet");
  await new GuestsPage(page).shellStored();
  await hotel.stop();
  // The tablet's own record of when it met its server, as if that had been four days ago.
  await page.evaluate(async () => {
    const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith("innkeeper-"));
    const database = await asked(indexedDB.open(name));
    const meta = database.transaction("meta", "readwrite").objectStore("meta");
    const lease = JSON.parse(new TextDecoder().decode(await asked(meta.get(6))));
    lease.contact -= 4 * 86_400_000;
    await asked(meta.put(new TextEncoder().encode(JSON.stringify(lease)), 6));
    database.close();
  });
  await page.reload();
  const lock = new LockPage(page);
  await expect(lock.title).toHaveText(lock.words("lease-title"), { timeout: 30_000 });
  await hotel.start();
  // Unless the tablet meets its server by itself before.
  const guests = new GuestsPage(page);
  await expect(lock.button("sync-try-now").or(guests.rows.first()).first()).toBeVisible();
  await lock.button("sync-try-now").click({ timeout: 5_000 }).catch(() => undefined);
  await guests.ready();
  expect(await guests.all()).toBe(hotel.guests);
});

test("a tablet that is locked out hands over what it has and forgets everything", async ({ devices, hotel }) => {
  const device = await devices.found();
  const page = await settle(device, "Lost tablet");
  const { email } = hotel.guestWithConsent();
  const guest = await new GuestsPage(page).open(email);
  await hotel.stop();
  await guest.note("Written on a lost tablet.");
  await guest.unsent(1);
  const [{ dev }] = JSON.parse(innkeeper(hotel.data, ["device", "list", "--json"]));
  innkeeper(hotel.data, ["device", "revoke", dev]);
  await hotel.start();
  const lock = new LockPage(page);
  await expect(lock.title).toHaveText(lock.words("wiped-title"), { timeout: 60_000 });
  // The keys go before it is said, the noise that is left without them after it.
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith("innkeeper-")).length);
  await expect.poll(databases, { timeout: 30_000 }).toBe(0);
  expect(hotel.notes()).not.toContain("Written on a lost tablet.");
});
