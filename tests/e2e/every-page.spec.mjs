// Every page of the app, in each state that the tour comes to, asked everything that can be asked of a page: what axe finds, in any of the
// app's colours and languages; whether the focus is seen, targets are large enough, nothing scrolls sideways or moves; whether in a language
// two fifths longer than English every text is whole: none missing, put together from plain words or cut off; and whether it reads as its
// snapshot says. A snapshot leaves out what is another tomorrow or with other guests: names, days, how many; and of long choices all
// but the chosen one.
import { violations } from "./axe.mjs";
import { PEOPLE } from "./house.mjs";
import { HEAD, NESTED, VIEW, expect, test } from "./lived-in.mjs";
import { covered, moving, sideways, small } from "./measure.mjs";
import { rawKeys, speakPseudo, unreadable, untranslated } from "./pseudo.mjs";
import { ENQUIRY, WEBSITE } from "./strangers.mjs";
import { Tour } from "./tour.mjs";

const TOUCH = { hasTouch: true, isMobile: true };
const PHONE = { viewport: { width: 390, height: 844 }, ...TOUCH };
const TABLET = { viewport: { width: 820, height: 1180 }, ...TOUCH };
const NARROW = { viewport: { width: 320, height: 640 } };

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

// Questions are functions of the page, the place in the tour and the part of the page that was opened; they give what is wrong.
const axe = (themes) => (page, _, part) => violations(page, themes, part);
const targets = (least) => (page) => small(page, least);
const fingers = (page, place) => small(page, /^capture( without|$)/.test(place) ? 56 : 44);

// Places where there is nothing to go through with Tab but the page's frame would be a mistake of the walk.
async function focusHidden(page, place) {
  const { hidden, walked } = await covered(page);
  return walked > 0 ? hidden : [`nothing takes the focus on ${place}`];
}

const dragged = (page) => page.evaluate(() => [...document.querySelectorAll("[draggable=true]")].map((element) => element.outerHTML.slice(0, 100)));

// What stands in no exported record: staff and devices, what browsers call themselves, and a flag of the server.
const NAMES = [VIEW, "Inés Vidal", "Desk", "Front desk", "Fair tablet", "Chrome", "Linux", "--site-listen"];

// Every text in the records of the hotel, however deep.
function* textsOf(value) {
  if (typeof value === "string") yield value;
  else if (value && typeof value === "object") for (const inner of Object.values(value)) yield* textsOf(inner);
}

// `started` is called with the browser before anything is asked of the server, `entered` with the page once somebody is in.
async function ask({ devices, hotel }, { locale, ...options }, questions, { also = async () => {}, started = async () => {}, entered = async () => {} } = {}) {
  const device = await devices.found({ locale: { en: "en-GB", pseudo: "en-GB", "zh-CN": "zh-CN", es: "es-ES" }[locale], ...options });
  let looked = 0;
  const look = async (place, part) => {
    looked += 1;
    await also(trip.page, place);
    for (const [name, question] of Object.entries(questions)) expect.soft(await question(trip.page, place, part), `${name}: ${place}`).toEqual([]);
  };
  const trip = new Tour({ device, hotel, locale, look });
  await trip.start();
  await started(device.context);
  await trip.firstRun();
  await trip.door();
  await entered(trip.page);
  await trip.inside();
  expect(looked).toBeGreaterThan(35);
}

test.beforeEach(() => test.setTimeout(400_000));

test("at a desk each reads as its snapshot says, is seen in all colours, shows the focus, and nothing is small or dragged", async ({ devices, hotel }) => {
  const waiting = new Set(Object.keys(SNAPSHOTS));
  const read = async (page, place) => {
    const [snapshot, part = "main"] = SNAPSHOTS[place] ?? [];
    if (snapshot) await expect.soft(page.locator(part), place).toMatchAriaSnapshot({ name: `${snapshot}.aria.yml` });
    // What is round every page is looked at once.
    if (place === "today") await expect.soft(page.locator("body"), "the frame").toMatchAriaSnapshot({ name: "frame.aria.yml" });
    waiting.delete(place);
  };
  const questions = { axe: axe(["light", "dark", "sunlight"]), small: targets(24), dragged, covered: focusHidden };
  await ask({ devices, hotel }, { locale: "en" }, questions, { also: read });
  expect([...waiting], "pages the tour does not come to").toEqual([]);
});

test("on a phone, in longer words, axe finds nothing, the focus is never under a bar, nothing scrolls sideways and every text is whole", async ({ devices, hotel }) => {
  const records = [...textsOf([hotel.now(), HEAD, PEOPLE, NESTED, WEBSITE, ENQUIRY]), ...NAMES];
  const plain = (page) => untranslated(page, records);
  // What the hotel sells, in its own words.
  const entered = async (page) => void records.push(...textsOf(await page.evaluate(() => fetch("/api/hotel").then((answer) => answer.json()))));
  const questions = { axe: axe(["light"]), covered: focusHidden, sideways, missing: rawKeys, plain, cut: unreadable };
  await ask({ devices, hotel }, { locale: "pseudo", serviceWorkers: "block", ...PHONE }, questions, { started: speakPseudo, entered });
});

test("on a tablet in Chinese axe finds nothing, and targets are 44 pixels high, 56 where leads are captured", async ({ devices, hotel }) => {
  await ask({ devices, hotel }, { locale: "zh-CN", ...TABLET }, { axe: axe(["light"]), fingers });
});

test("at 320 pixels in Spanish axe finds nothing, nothing scrolls sideways, and with less motion nothing moves", async ({ devices, hotel }) => {
  await ask({ devices, hotel }, { locale: "es", ...NARROW }, { axe: axe(["light"]), sideways, moving });
});
