// The booking site is set up in Settings: from nothing to a booking, changed and taken back, by two at once, and by who may only read.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIRECTOR, EnrolPage, PEOPLE, SignInPage, addPerson, expect, test } from "./house.mjs";
import { root } from "./hotel.mjs";
import { SitePage, day } from "./site.mjs";
import { SiteSettingsPage } from "./pages.mjs";

test.use({ site: true });

const HOUSE = { ...DIRECTOR, name: "Marta Soler" };

// The page, on a device of the director's.
async function opened(devices, hotel, name = "Office", person = HOUSE) {
  if (person === HOUSE && !hotel.hasDirector) {
    addPerson(hotel, HOUSE);
    hotel.hasDirector = true;
  }
  const page = await (await devices.found()).start();
  const settings = new SiteSettingsPage(page);
  await page.goto("/settings/site");
  await new SignInPage(page).signIn(person);
  await new EnrolPage(page).enrol(name, PEOPLE.admin);
  await settings.ready();
  return settings;
}

// A visitor whose browser has seen nothing of the site.
async function visits(browser, hotel) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return new SitePage(await context.newPage(), hotel);
}

test.describe("from nothing", () => {
  test.use({ records: "empty" });

  test("a room, a plan, a season and the words about personal data open the site, and a guest books", async ({ devices, hotel, browser }) => {
    const settings = await opened(devices, hotel);
    await expect(settings.state).toContainText(settings.words("site-missing-rooms"));
    const before = await visits(browser, hotel);
    await before.home();
    await expect(before.page.locator("#arrival")).toHaveCount(0);

    await settings.add("site-rooms", "site-room-add", {
      "site-name": "Sea room", "site-about": "The harbour below.", "site-code": "SEA", "site-room-count": "2", "site-sleeps": "3", "site-metres": "28",
    });
    await expect(settings.card("site-rooms").getByRole("listitem")).toContainText("Sea room");
    await settings.add("site-plans", "site-plan-add", { "site-name": "Flexible", "site-code": "FLEX", "site-free-days": "2" });
    await settings.add("site-seasons", "site-season-add", {
      "site-season-code": "all-year", "site-first": day(0), "site-last": day(300), Flexible: "120.50",
    });
    await expect(settings.state).toContainText(settings.words("site-missing-privacy"));
    await settings.house.getByLabel(settings.words("site-privacy")).locator("visible=true").fill("We keep your name and your dates for the booking.");
    await settings.save(settings.house);
    await expect(settings.state).toContainText("Ready to sell");

    const site = await visits(browser, hotel);
    await site.choose("SEA");
    await expect(site.page.locator("main")).toContainText("€361.50");
    await site.fill();
    await site.send();
    await site.booked();
  });
});

test("what cannot be is said beside its field, in the form that keeps it", async ({ devices, hotel }) => {
  const settings = await opened(devices, hotel);
  const dialog = await settings.begin("site-rooms", "site-room-add");
  await settings.fill(dialog, { "site-code": "SEA", "site-sleeps": "many" });
  await settings.button("app-save", dialog).click();
  const faulty = (key) => dialog.getByLabel(settings.words(key)).locator("visible=true");
  await expect(faulty("site-name")).toHaveAttribute("aria-invalid", "true");
  await expect(faulty("site-name")).toBeFocused();
  await expect(faulty("site-name")).toHaveAccessibleDescription(settings.words("site-fault-missing"));
  await expect(faulty("site-code")).toHaveAccessibleDescription(settings.words("site-fault-twice"));
  await expect(faulty("site-sleeps")).toHaveAccessibleDescription(settings.words("site-fault-range"));
  await settings.fill(dialog, { "site-name": "Cellar", "site-code": "CEL", "site-sleeps": "2" });
  await settings.button("app-save", dialog).click();
  await expect(dialog).toBeHidden();
  await expect(settings.card("site-rooms").getByRole("listitem")).toHaveCount(4);
});

test("a season may not have another's days", async ({ devices, hotel }) => {
  const settings = await opened(devices, hotel);
  const dialog = await settings.begin("site-seasons", "site-season-add");
  await settings.fill(dialog, { "site-season-code": "again", "site-first": day(1), "site-last": day(5) });
  await settings.button("app-save", dialog).click();
  await expect(dialog.getByLabel(settings.words("site-first"))).toHaveAccessibleDescription(settings.words("site-fault-overlap"));
});

test("a room that is removed is back with its prices after one undo", async ({ devices, hotel, browser }) => {
  const settings = await opened(devices, hotel);
  const rooms = settings.card("site-rooms");
  await settings.act("site-remove", "Attic suite").click();
  await expect(rooms.getByRole("listitem")).toHaveCount(2);
  const site = await visits(browser, hotel);
  await site.home();
  await site.search();
  await expect(site.page.locator("body")).not.toContainText("Attic suite");
  await settings.undo();
  await expect(rooms.getByRole("listitem")).toHaveCount(3);
  await site.page.reload();
  await expect(site.choice("ATT")).toBeVisible();
});

test("a name changed in Spanish is read in Spanish and nowhere else", async ({ devices, hotel, browser }) => {
  const settings = await opened(devices, hotel);
  await settings.act("site-change", "Sea room").click();
  const dialog = settings.dialog;
  await dialog.getByText("Español", { exact: true }).click();
  await settings.fill(dialog, { "site-name": "Habitación del puerto" });
  await settings.button("app-save", dialog).click();
  await expect(dialog).toBeHidden();
  const { page } = await visits(browser, hotel);
  await page.goto(`${hotel.site}/es`);
  await expect(page.locator("#rooms")).toContainText("Habitación del puerto");
  await page.goto(`${hotel.site}/en`);
  await expect(page.locator("#rooms")).toContainText("Sea room");
});

test("rooms held back are not sold until they are offered again", async ({ devices, hotel, browser }) => {
  const settings = await opened(devices, hotel);
  const dialog = await settings.begin("site-held", "site-held-add");
  await dialog.getByLabel(settings.words("site-room")).selectOption("ATT");
  await settings.fill(dialog, { "site-first": day(40), "site-last": day(42), "site-held-count": "2" });
  await settings.button("app-save", dialog).click();
  await expect(dialog.getByLabel(settings.words("site-held-count"))).toHaveAccessibleDescription(settings.words("site-fault-range"));
  await settings.fill(dialog, { "site-held-count": "1" });
  await settings.button("app-save", dialog).click();
  await expect(dialog).toBeHidden();
  const site = await visits(browser, hotel);
  await site.home();
  await site.search();
  await expect(site.choice("SEA")).toBeVisible();
  await expect(site.choice("ATT")).toHaveCount(0);
  await settings.undo();
  await expect(async () => {
    await site.page.reload();
    await expect(site.choice("ATT")).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test("a logo stands on the site in place of the name", async ({ devices, hotel, browser, watch }) => {
  watch.expect(/status of 422 .*api\/hotel\/logo/);
  const settings = await opened(devices, hotel);
  const file = settings.page.locator("input[type=file]");
  await file.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
  await expect(settings.toasts).toContainText(settings.words("problem-hotel-logo"));
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: readFileSync(join(root, "tests/fixtures/pixel.png")) });
  await expect(settings.toasts).toContainText(settings.words("site-logo-saved"));
  await expect(settings.page.locator("img.logo")).toBeVisible();
  const { page } = await visits(browser, hotel);
  await page.goto(`${hotel.site}/en`);
  await expect(page.locator("header img.logo")).toHaveJSProperty("naturalWidth", 1);
  await settings.button("site-logo-remove").click();
  await expect(settings.page.locator("img.logo")).toHaveCount(0);
  await page.reload();
  await expect(page.locator("header img.logo")).toHaveCount(0);
});

test("of two who change the offer at once the second is told, and keeps what was typed", async ({ devices, hotel, watch }) => {
  watch.expect(/status of 412 .*api\/hotel/);
  const one = await opened(devices, hotel);
  const other = await opened(devices, hotel, "Office 2");
  await one.field("site-phone").fill("+34 972 11 11 11");
  await one.save(one.house);
  await other.field("site-phone").fill("+34 972 22 22 22");
  await other.button("app-save", other.house).click();
  await expect(other.house.getByRole("alert")).toContainText(other.words("problem-hotel-changed"));
  await expect(other.field("site-phone")).toHaveValue("+34 972 22 22 22");
});

test("who may not change the hotel reads what is sold and has nothing to press", async ({ devices, hotel }) => {
  const settings = await opened(devices, hotel, "Front desk", PEOPLE.service);
  await expect(settings.card("site-rooms")).toContainText("Sea room");
  await expect(settings.page.locator("main").getByRole("button", { name: settings.words("site-room-add") })).toHaveCount(0);
  await expect(settings.page.locator("main form")).toHaveCount(0);
});

test("without the server the page says so and asks again", async ({ devices, hotel, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED/);
  const settings = await opened(devices, hotel);
  await settings.page.context().setOffline(true);
  await settings.field("site-phone").fill("+34 972 33 33 33");
  await settings.button("app-save", settings.house).click();
  await expect(settings.house.getByRole("alert")).toContainText(settings.words("problem-server-not-reached"));
  await expect(settings.field("site-phone")).toHaveValue("+34 972 33 33 33");
  await settings.page.context().setOffline(false);
  await settings.save(settings.house);
});
