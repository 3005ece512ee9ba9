// The way of a guest record: to a browser, through a day without the server and a killed browser, to the server and everyone else.
import { EnrolPage, GuestPage, GuestsPage, PEOPLE, SignInPage, SyncPage, expect, settled, settle, test } from "./house.mjs";

test.use({ records: "many" });

const NOTE = "Asked for a quiet room at the back, away from the lift.";

test("the first copy comes in with progress and ends in the list", async ({ devices, hotel }) => {
  const device = await devices.found();
  const page = await device.start();
  // Every state of the bar, as it was shown.
  await page.addInitScript(() => {
    window.shownProgress = [];
    new MutationObserver(() => {
      const bar = document.querySelector("[role=progressbar], progress");
      const now = Number(bar?.getAttribute("aria-valuenow") ?? bar?.value);
      if (bar && window.shownProgress.at(-1) !== now) window.shownProgress.push(now);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto("/guests");
  await new SignInPage(page).signIn(PEOPLE.service);
  await new EnrolPage(page).enrol("Front desk", PEOPLE.admin);
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.all()).toBe(hotel.guests);
  const shown = await page.evaluate(() => window.shownProgress);
  expect(shown.length).toBeGreaterThan(2);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
});

test("what is saved with the server stopped survives a killed browser and reaches everyone", async ({ devices, hotel }) => {
  const desk = await devices.found();
  let page = await settled(desk, "Front desk");
  let guests = new GuestsPage(page);
  await guests.shellStored();
  const { email } = hotel.guestWithConsent();

  await hotel.stop("SIGKILL");
  await page.reload();
  await guests.ready();
  let guest = await guests.open(email);
  const name = await guest.title.innerText();

  await guest.edit({ "field-guest-city": "Lleida" });
  await guest.note(NOTE);
  // The exact wording stands in front of both.
  await guest.button("guest-consent-withdraw", guest.consents).first().click();
  expect(hotel.wordings()).toContain(await guest.dialog.getByRole("blockquote").innerText());
  await guest.save(guest.dialog);
  await expect(guest.dialog).toBeHidden();
  await guest.unsent(3);
  const address = new URL(page.url()).pathname;

  await desk.kill();
  page = await desk.start();
  await page.goto("/guests");
  guests = new GuestsPage(page);
  await guests.ready();
  await guests.unsent(3);
  guest = await guests.open(email);
  await shows(guest, name);
  await guest.unsent(3);

  const beside = await desk.context.newPage();
  await beside.goto(address);
  await shows(new GuestPage(beside), name);

  await hotel.start();
  await guest.allSent();
  await guest.pill.click();
  const sync = new SyncPage(page);
  await sync.ready();
  await expect(sync.page.locator("[data-s=here], [data-s=sending]")).toHaveCount(0);
  await expect(sync.page.locator("[data-s=sent]")).not.toHaveCount(0);
  await new GuestPage(beside).allSent();

  const tablet = await devices.found();
  const other = await settle(tablet, "Fair tablet");
  await other.goto(address);
  await shows(new GuestPage(other), name);
});

// The three things saved are there, and the pill is not the only one to say so.
async function shows(guest, name) {
  await guest.ready();
  await expect(guest.title).toHaveText(name);
  await expect(guest.detail("field-guest-city")).toContainText("Lleida");
  await expect(guest.entry(NOTE)).toHaveCount(1);
  await expect(guest.consents.getByText(guest.words("consent-standing-withdrawn"))).not.toHaveCount(0);
}

test("a server that is ended in an orderly way and started again is not noticed", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const guests = new GuestsPage(page);
  await guests.shellStored();
  await hotel.stop("SIGTERM");
  const guest = await guests.open((hotel.guestWithConsent()).email);
  await guest.note(NOTE);
  await guest.unsent(1);
  await hotel.start();
  await guest.allSent();
  expect(hotel.notes()).toContain(NOTE);
});

test("a guest made without the server arrives with everything that was typed", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settled(desk, "Front desk");
  const guests = new GuestsPage(page);
  await guests.shellStored();
  await hotel.stop();
  await guests.link("guests-new").first().click();
  const guest = new GuestPage(page);
  await guest.field("field-guest-given-name").fill("Aurelia");
  await guest.field("field-guest-surname").fill("Quintanilla");
  await guest.field("field-guest-email").fill("aurelia.quintanilla@example.org");
  await guest.field("field-guest-preferences").fill("Quiet room\nHigh floor");
  await guest.save();
  await guest.ready();
  await expect(guest.title).toContainText("Aurelia Quintanilla");
  await expect(page.locator(".prefs")).toContainText("Quiet room");
  await hotel.start();
  await guest.allSent();
  const arrived = hotel.now().find(({ type, fields }) => type === "guest" && fields.surname === "Quintanilla");
  expect(arrived.fields).toMatchObject({ given_name: "Aurelia", email: "aurelia.quintanilla@example.org" });
  expect(arrived.fields.preferences.toSorted()).toEqual(["High floor", "Quiet room"]);
});
