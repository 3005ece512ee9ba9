// Two tabs of one browser are one device: what one saves, the other shows; and one is always there to send.
import { GuestPage, GuestsPage, expect, settle, test } from "./house.mjs";

async function twoTabs(devices, hotel) {
  const desk = await devices.found();
  const first = await settle(desk, "Front desk");
  const { email } = hotel.guestWithConsent();
  const one = await new GuestsPage(first).open(email);
  const second = await desk.context.newPage();
  await second.goto(new URL(first.url()).pathname);
  const two = new GuestPage(second);
  await two.ready();
  for (const guest of [one, two]) await guest.shellStored();
  return { one, two };
}

test("an edit in one tab is seen in the other without a reload", async ({ devices, hotel }) => {
  const { one, two } = await twoTabs(devices, hotel);
  await one.edit({ "field-guest-city": "Tarragona" });
  await expect(two.detail("field-guest-city")).toContainText("Tarragona");
  await two.edit({ "field-guest-city": "Reus" });
  await expect(one.detail("field-guest-city")).toContainText("Reus");
  await one.allSent();
  await two.allSent();
});

test("an edit in a tab that does not lead is seen in the leading tab with the server stopped", async ({ devices, hotel }) => {
  const { one, two } = await twoTabs(devices, hotel);
  await hotel.stop();
  await two.edit({ "field-guest-city": "Olot" });
  await expect(one.detail("field-guest-city")).toContainText("Olot");
  await one.unsent(1);
  await two.unsent(1);
});

test("when the leading tab is closed, the other goes on sending", async ({ devices, hotel }) => {
  const { one, two } = await twoTabs(devices, hotel);
  await one.page.close();
  await two.note("Sent by the tab that stayed.");
  await two.allSent();
  expect(hotel.notes()).toContain("Sent by the tab that stayed.");
});

test("what the leading tab left unsent is sent by the other", async ({ devices, hotel }) => {
  const { one, two } = await twoTabs(devices, hotel);
  await hotel.stop();
  await one.note("Left behind by a tab that was closed.");
  await one.unsent(1);
  await one.page.close();
  await hotel.start();
  await two.allSent();
  expect(hotel.notes()).toContain("Left behind by a tab that was closed.");
});
