// Every page reads as its snapshot says. A snapshot leaves out what is another tomorrow or with other guests: names, days, how
// many; and of long choices all but the chosen one.
import { expect, test } from "./lived-in.mjs";
import { Tour } from "./tour.mjs";

// The pages of the tour that have a snapshot: its name, and the part of the page where it is not the main one.
const OVER = "dialog[open]";
const SNAPSHOTS = {
  "first run": ["first-run"],
  "sign in": ["sign-in"],
  "sign in with an error": ["sign-in-wrong"],
  today: ["today"],
  arrivals: ["arrivals"],
  guests: ["guests"],
  "guests, columns open": ["guests-columns", "main [role=search]"],
  "guests, no match": ["guests-no-match"],
  "guest with two values": ["guest"],
  "guest, note": ["note", OVER],
  "guest, consent": ["consent", OVER],
  "edit a guest": ["edit"],
  "erase a guest": ["erase"],
  "new guest": ["new-guest"],
  leads: ["leads"],
  capture: ["capture"],
  segments: ["segments"],
  "segment with groups in groups": ["segment"],
  settings: ["settings"],
  "booking site, a type of room": ["site-room", OVER],
  "booking site, a season": ["site-season", OVER],
  "booking site, rooms held back": ["site-held", OVER],
  websites: ["websites"],
  "websites, a new one without an address": ["websites-new", OVER],
  website: ["website"],
  "enquiries that wait": ["waiting"],
  tablets: ["tablets"],
  "tablets, taking one out of use": ["tablets-revoke", OVER],
  mail: ["mail"],
  "on this tablet": ["sync-empty"],
  "two answers, all of them": ["conflicts"],
  history: ["history"],
  shortcuts: ["shortcuts", OVER],
  palette: ["palette", OVER],
  "palette, something found": ["palette-found", OVER],
  "not found": ["not-found"],
};

test("every page reads as its snapshot says", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  const waiting = new Set(Object.keys(SNAPSHOTS));
  const look = async (name) => {
    const [snapshot, part = "main"] = SNAPSHOTS[name] ?? [];
    if (snapshot) await expect.soft(trip.page.locator(part), name).toMatchAriaSnapshot({ name: `${snapshot}.aria.yml` });
    // What is round every page is looked at once.
    if (name === "today") await expect.soft(trip.page.locator("body"), "the frame").toMatchAriaSnapshot({ name: "frame.aria.yml" });
    waiting.delete(name);
  };
  const trip = new Tour({ device: await devices.found(), hotel, look });
  await trip.start();
  await trip.firstRun();
  await trip.door();
  await trip.inside();
  expect([...waiting], "pages the tour does not come to").toEqual([]);
});
