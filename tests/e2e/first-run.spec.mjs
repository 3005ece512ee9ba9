// The first start: a server that knows nobody says where it is opened, the hotel begins empty or with the demo, and the demo goes
// without a trace of its guests.
import { EnrolPage, GuestPage, GuestsPage, PEOPLE, Page, SignInPage, expect, test } from "./house.mjs";
import { FirstRunPage, TodayPage } from "./pages.mjs";

test.use({ records: "none" });

const FOUNDER = { name: "Alba Ferrer", email: "alba@hotel.example", password: PEOPLE.service.password };

// Opens the hotel at the address the server printed; gives the page, which is that of a browser to be enrolled.
async function opened(device, hotel, beginning) {
  await expect.poll(() => hotel.setup).toBeTruthy();
  const page = await device.start();
  await page.goto(hotel.setup);
  await new FirstRunPage(page).begin("Casa Nueva", FOUNDER, beginning);
  return page;
}

// The same with the demo, and the tablet has its guests.
async function withDemo(device, hotel) {
  const page = await opened(device, hotel, "first-run-demo-hotel");
  const enrol = new EnrolPage(page);
  // Five thousand guests are made first.
  await enrol.ready({ timeout: 60_000 });
  await enrol.enrol("Front desk");
  await new TodayPage(page).ready();
  return page;
}

async function removeDemo(page) {
  const here = new Page(page);
  await here.button("app-demo-remove").click();
  await here.button("app-demo-remove", page.getByRole("dialog")).click();
  await expect(page.getByText(here.words("app-demo"))).toHaveCount(0, { timeout: 30_000 });
}

test("the printed address opens the hotel, in the language that was chosen and empty", async ({ devices, hotel }) => {
  await expect.poll(() => hotel.setup).toBeTruthy();
  const page = await (await devices.found()).start();
  await page.goto(hotel.setup);
  const first = new FirstRunPage(page);
  await first.ready();
  await first.choice("Español").click();
  const form = new FirstRunPage(page, "es");
  await form.begin("Casa Nueva", FOUNDER, "first-run-empty");
  await new EnrolPage(page, "es").enrol("Recepción");
  const today = new TodayPage(page, "es");
  await today.ready();
  await expect(today.title).toContainText("Alba");
  await expect(page.getByRole("navigation").getByText("Casa Nueva")).toBeVisible();
  await expect(page.getByText(today.words("app-demo"))).toHaveCount(0);
  await page.goto("/guests");
  await expect(page.getByText(today.words("guests-empty-title"))).toBeVisible();
});

test("what is being typed stays, however long it takes", async ({ devices, hotel }) => {
  await expect.poll(() => hotel.setup).toBeTruthy();
  const page = await (await devices.found()).start();
  await page.clock.install();
  await page.goto(hotel.setup);
  const form = new FirstRunPage(page);
  await form.ready();
  await form.hotel.fill("Casa Nueva");
  await page.clock.fastForward("05:00");
  await expect(form.hotel).toHaveValue("Casa Nueva");
});

test("what is missing is said beside its field, and no hotel is made of it", async ({ devices, hotel }) => {
  await expect.poll(() => hotel.setup).toBeTruthy();
  const page = await (await devices.found()).start();
  await page.goto(hotel.setup);
  const form = new FirstRunPage(page);
  await form.ready();
  await form.go.click();
  for (const key of ["first-run-hotel-missing", "first-run-name-missing", "first-run-email-missing", "problem-password-short"]) {
    await expect(page.getByText(form.words(key))).toBeVisible();
  }
  const { first_run: first } = await (await fetch(`${hotel.url}/api/session`)).json();
  expect(first).toBe(true);
});

test("once it is open, nobody opens it a second time", async ({ devices, hotel }) => {
  const page = await opened(await devices.found(), hotel, "first-run-empty");
  await new EnrolPage(page).ready();
  const other = await (await devices.found()).start();
  await other.goto(hotel.setup);
  await new SignInPage(other).ready();
});

test("removing the demo leaves none of its guests, and the house as it was", async ({ devices, hotel }) => {
  const page = await withDemo(await devices.found(), hotel);
  await expect(page.getByText(new Page(page).words("app-demo"))).toBeVisible();
  await page.goto("/guests");
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.all()).toBe(5_000);
  await removeDemo(page);
  await expect(guests.empty).toContainText(guests.words("guests-empty-title"), { timeout: 30_000 });
  expect(hotel.now().filter(({ type }) => ["guest", "stay", "lead"].includes(type))).toEqual([]);
  await page.goto("/");
  const today = new TodayPage(page);
  await today.ready();
  await expect(today.title).toContainText("Alba");
  await expect(page.getByRole("navigation").getByText("Casa Nueva")).toBeVisible();
  await today.allSent();
});

test("a guest of one's own who was not sent yet outlives the demo, alone", async ({ devices, hotel }) => {
  const page = await withDemo(await devices.found(), hotel);
  const tablet = await devices.found();
  const there = await tablet.start();
  await there.goto("/guests");
  await new SignInPage(there).signIn(FOUNDER);
  await new EnrolPage(there).enrol("Fair tablet");
  const guests = new GuestsPage(there);
  await guests.ready();
  await guests.shellStored();
  await tablet.context.setOffline(true);
  await guests.link("guests-new").first().click();
  const guest = new GuestPage(there);
  await guest.field("field-guest-given-name").fill("Aurelia");
  await guest.field("field-guest-surname").fill("Quintanilla");
  await guest.save();
  await guest.ready();
  await guest.unsent(1);
  await removeDemo(page);
  await tablet.context.setOffline(false);
  await expect.poll(() => hotel.now().flatMap(({ type, fields }) => (type === "guest" ? [fields.surname] : [])), { timeout: 30_000 }).toEqual(["Quintanilla"]);
  await there.goto("/guests");
  await expect.poll(() => guests.all(), { timeout: 30_000 }).toBe(1);
  await expect(guests.row("Aurelia Quintanilla")).toHaveCount(1);
});
