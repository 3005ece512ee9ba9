// The page of the tablets: what each has not sent, what was lost with a browser's storage, what is kept aside; names, and taking one out of use.
import { addPerson, expect, GuestsPage, Page, PEOPLE, settle, test as base } from "./house.mjs";
import { innkeeper } from "./hotel.mjs";
import { EnrolPage, TabletsPage } from "./pages.mjs";

// Who looks after the tablets and sees guests as well.
const MARTA = { ...PEOPLE.service, role: "it-admin", roles: ["service", "it-admin"], name: "Marta Soler", email: "marta@hotel.example" };
const TABLET = "Fair tablet 2";

const test = base.extend({
  desk: async ({ devices, hotel }, use) => {
    addPerson(hotel, MARTA);
    await use(await settle(await devices.found(), "Back office", MARTA));
  },
  tablet: async ({ devices }, use) => {
    await use(await settle(await devices.found(), TABLET));
  },
});

// Writes a note about a guest while the server is away.
async function noteAlone(page, hotel, note) {
  const { email } = hotel.guestWithConsent();
  const guest = await new GuestsPage(page).open(email);
  await hotel.stop();
  await guest.note(note);
  await guest.unsent(1);
  return guest;
}

// A note is written while the server is away, and the tablet is taken out of use before it is sent.
async function noteOnALostTablet(tablet, hotel) {
  await noteAlone(tablet, hotel, "Comes by train");
  const devices = JSON.parse(innkeeper(hotel.data, ["device", "list", "--json"]));
  innkeeper(hotel.data, ["device", "revoke", devices.find(({ name }) => name === TABLET).dev]);
  await hotel.start();
  const lost = new Page(tablet);
  await expect(lost.title).toHaveText(lost.words("wiped-title"), { timeout: 30_000 });
}

test("every tablet is there with its person, its app and its lease, and takes another name everywhere", async ({ desk, tablet }) => {
  await new Page(tablet).allSent();
  const fleet = new TabletsPage(desk);
  await desk.goto("/settings");
  await desk.getByRole("link", { name: fleet.words("tablets-title") }).click();
  await expect(fleet.title).toHaveText(fleet.words("tablets-title"));
  const line = fleet.line(TABLET);
  await expect(line).toContainText(PEOPLE.service.name);
  for (const key of ["sync-pill-sent", "tablets-lease", "tablets-not-kept"]) await expect(line.getByText(fleet.words(key))).toBeVisible();
  await fleet.act("tablets-rename", TABLET).click();
  await fleet.field("enrol-name", fleet.dialog).fill("Pool bar");
  await fleet.button("app-save", fleet.dialog).click();
  await expect(fleet.line("Pool bar")).toBeVisible();
  await expect(fleet.line(TABLET)).toHaveCount(0);
});

test("what a browser threw away before it was sent is named, with how much it was", async ({ desk, tablet, hotel }) => {
  await noteAlone(tablet, hotel, "Comes by train");
  // The browser throws away what is stored and keeps the small things beside.
  await tablet.goto("about:blank");
  const browser = await tablet.context().newCDPSession(tablet);
  await browser.send("Storage.clearDataForOrigin", { origin: hotel.url, storageTypes: "indexeddb" });
  await hotel.start();
  await tablet.goto("/guests");
  const enrol = new EnrolPage(tablet);
  await enrol.ready({ timeout: 30_000 });
  await expect(tablet.getByText(enrol.words("enrol-before"))).toContainText("1");
  await enrol.enrol(TABLET, PEOPLE.admin);
  await new GuestsPage(tablet).ready();
  const fleet = new TabletsPage(desk);
  await fleet.open();
  await expect(fleet.card("tablets-replaced").getByRole("listitem")).toContainText(TABLET);
  const lost = desk.locator(".banner").getByRole("heading");
  await expect(lost).toHaveText(fleet.words("tablets-lost"));
  await expect(lost).toContainText(TABLET);
});

test("a tablet out of use hands over what it had not sent, and that is kept aside with its reason", async ({ desk, tablet, hotel }) => {
  const fleet = new TabletsPage(desk);
  await new Page(tablet).allSent();
  await fleet.open();
  await fleet.act("tablets-revoke", TABLET).click();
  await expect(fleet.dialog).toContainText(TABLET);
  await expect(fleet.dialog).toContainText(fleet.words("tablets-revoke-nothing"));
  await fleet.button("tablets-keep", fleet.dialog).click();
  await expect(fleet.act("tablets-revoke", TABLET)).toBeFocused();

  await noteOnALostTablet(tablet, hotel);
  await fleet.open();
  await expect(fleet.card("tablets-revoked").getByRole("listitem")).toContainText(TABLET);
  const aside = fleet.card("tablets-aside").getByRole("listitem");
  for (const part of [PEOPLE.service.name, TABLET, fleet.words("sync-added-note"), fleet.words("problem-quarantine-device-revoked")]) await expect(aside).toContainText(part);
  await aside.getByRole("button", { name: fleet.words("tablets-aside-let-in") }).click();
  await expect(fleet.toasts).toContainText(fleet.words("tablets-aside-counts"));
  await expect(aside).toHaveCount(0);
});

test("what is kept aside for its tablet leads to the guest and can be put away", async ({ desk, tablet, hotel }) => {
  const fleet = new TabletsPage(desk);
  await new Page(tablet).allSent();
  await noteOnALostTablet(tablet, hotel);
  await fleet.open();
  const aside = fleet.card("tablets-aside").getByRole("listitem");
  await aside.getByRole("link", { name: fleet.words("sync-open-guest") }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
  await fleet.open();
  await aside.getByRole("button", { name: fleet.words("tablets-aside-put-away") }).click();
  await expect(aside).toHaveCount(0);
});

test("without the server the page says what it needs and asks again", async ({ desk, hotel }) => {
  const fleet = new TabletsPage(desk);
  await fleet.open();
  await desk.getByRole("link", { name: fleet.words("settings-title") }).first().click();
  await expect(fleet.title).toHaveText(fleet.words("settings-title"));
  await hotel.stop();
  await desk.getByRole("link", { name: fleet.words("tablets-title") }).click();
  await expect(desk.getByText(fleet.words("settings-needs-network"))).toBeVisible();
  await hotel.start();
  await fleet.button("app-try-again").click();
  await expect(fleet.line("Back office")).toBeVisible();
});

test("whoever does not look after the tablets is told so at the address", async ({ tablet }) => {
  const fleet = new TabletsPage(tablet);
  await tablet.goto("/settings/tablets");
  await expect(tablet.getByRole("heading", { name: fleet.words("tablets-refused-title") })).toBeVisible();
  await expect(tablet.locator("main").getByRole("button")).toHaveCount(0);
});
