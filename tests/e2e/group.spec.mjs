// A note and a consent recorded as one action are there together or not at all, whatever happens to the server meanwhile.
import { GuestsPage, PEOPLE, expect, settle, settled, test } from "./house.mjs";
import { Reader } from "./reader.mjs";

const ROUNDS = 8;

test("a group never arrives in part, however often the server is cut off", async ({ devices, hotel }) => {
  const reader = await Reader.enrolled(hotel, PEOPLE.sales, PEOPLE.admin);
  await reader.fromNow();
  const desk = await devices.found();
  const page = await settled(desk, "Front desk");
  await new GuestsPage(page).shellStored();
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);

  // A third device reads all the time, and after each answer looks for an action that is there in part.
  let looks = 0;
  const halves = [];
  const look = async () => {
    await reader.pull().catch(() => []);
    looks += 1;
    for (const [group, streams] of actions(reader.rows)) {
      if (streams.join() !== "interactions,consents") halves.push({ looks, group, streams });
    }
  };
  // Each round an action is saved with the server away; then the server is there for a moment and is killed while the desk
  // sends: later each time, so that the cut falls before, into and behind the push.
  for (let round = 0; round < ROUNDS; round += 1) {
    await hotel.stop("SIGKILL");
    await guest.button("guest-consent-ask").click();
    await guest.field("field-consent-decision", guest.dialog).selectOption("granted");
    await guest.field("field-consent-decision", guest.dialog).selectOption("granted");
    await guest.field("guest-consent-note", guest.dialog).fill(`Together ${round}`);
    await guest.save(guest.dialog);
    await expect(guest.dialog).toBeHidden();
    await hotel.start();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    for (let at = 0; at < round; at += 1) await look();
  }
  await guest.allSent();
  await expect.poll(async () => (await look(), actions(reader.rows).size), { timeout: 20_000 }).toBe(ROUNDS);
  expect(halves).toEqual([]);

  // And on a device with a screen: each note with its answer.
  const tablet = await devices.found();
  const there = await new GuestsPage(await settle(tablet, "Fair tablet")).open(hotel.guestWithConsent().email);
  for (let round = 0; round < ROUNDS; round += 1) await expect(there.entry(`Together ${round}`)).toHaveCount(1);
});

// Of each action with an entry: the streams it appended to, in order.
function actions(rows) {
  const found = new Map();
  for (const { d: dev, op } of rows) {
    if (op.k !== "append") continue;
    const group = `${dev}.${op.g}`;
    found.set(group, [...(found.get(group) ?? []), op.b.in]);
  }
  return found;
}
