// Two people change the same thing while neither can see the other: nothing is lost, and a person decides.
import { GuestPage, GuestsPage, PEOPLE, expect, settle, settled, test } from "./house.mjs";

test("two values of a field are kept and shown on both devices, and the choice reaches both", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const desk = await devices.found();
  const tablet = await devices.found();
  const [here, there] = [await settled(desk, "Front desk", PEOPLE.service), await settled(tablet, "Fair tablet", PEOPLE.sales)];
  for (const page of [here, there]) await new GuestsPage(page).shellStored();

  await hotel.stop();
  const mine = await new GuestsPage(here).open(email);
  await mine.edit({ "field-guest-phone": "+34 600 100 200" });
  const theirs = await new GuestsPage(there).open(email);
  await theirs.edit({ "field-guest-phone": "+34 600 100 999" });
  for (const guest of [mine, theirs]) await expect(guest.conflict("field-guest-phone")).toHaveCount(0);

  await hotel.start();
  for (const guest of [mine, theirs]) {
    await guest.allSent();
    const conflict = guest.conflict("field-guest-phone");
    await expect(conflict).toHaveCount(1, { timeout: 20_000 });
    await expect(conflict.getByRole("button")).toHaveCount(2);
    await expect(conflict).toContainText("600100200");
    await expect(conflict).toContainText("600100999");
    await expect(conflict).toContainText(guest === mine ? PEOPLE.sales.name : PEOPLE.service.name);
  }
  // Until somebody chooses, both devices show the same one first.
  const [first, second] = await Promise.all([mine, theirs].map((guest) => guest.detail("field-guest-phone").innerText()));
  expect(first.split("\n")[0]).toBe(second.split("\n")[0]);
  // The list says so as well.
  await here.goto("/guests");
  const guests = new GuestsPage(here);
  await guests.search(email);
  await expect(guests.row(email).getByText(guests.words("guests-two-values"))).toHaveCount(1);

  await theirs.conflict("field-guest-phone").getByRole("button").filter({ hasText: "600100200" }).click();
  await expect(theirs.conflict("field-guest-phone")).toHaveCount(0);
  await theirs.allSent();
  const again = await guests.open(email);
  await expect(again.conflict("field-guest-phone")).toHaveCount(0, { timeout: 20_000 });
  for (const guest of [again, theirs]) {
    await expect(guest.detail("field-guest-phone")).toContainText("600100200");
    await expect(guest.detail("field-guest-phone")).not.toContainText("600100999");
  }
});

test("changes to different fields of one guest are both kept without a question", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const desk = await devices.found();
  const tablet = await devices.found();
  const [here, there] = [await settled(desk, "Front desk", PEOPLE.service), await settled(tablet, "Fair tablet", PEOPLE.sales)];
  for (const page of [here, there]) await new GuestsPage(page).shellStored();

  await hotel.stop();
  const mine = await new GuestsPage(here).open(email);
  await mine.edit({ "field-guest-city": "Girona" });
  const theirs = await new GuestsPage(there).open(email);
  await theirs.edit({ "field-guest-profession": "Cartographer" });

  await hotel.start();
  for (const guest of [mine, theirs]) {
    await expect(guest.detail("field-guest-city")).toContainText("Girona", { timeout: 20_000 });
    await expect(guest.detail("field-guest-profession")).toContainText("Cartographer", { timeout: 20_000 });
    await expect(here.locator(".conflict")).toHaveCount(0);
  }
});
