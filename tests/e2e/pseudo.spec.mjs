// In a language two fifths longer than English every text of the app is whole: none is missing, none is put together from plain
// words, none is cut off, on every page, on a desk and on a phone.
import { HEAD, NESTED, VIEW, expect, test } from "./lived-in.mjs";
import { rawKeys, speakPseudo, unreadable, untranslated } from "./pseudo.mjs";
import { PEOPLE } from "./house.mjs";
import { ENQUIRY, WEBSITE } from "./strangers.mjs";
import { Tour } from "./tour.mjs";

const SIZES = { "at a desk": { viewport: { width: 1366, height: 768 } }, "on a phone": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } };

// What stands in no exported record: staff and devices, what browsers call themselves, and a flag of the server.
const NAMES = [VIEW, "Inés Vidal", "Desk", "Front desk", "Fair tablet", "Chrome", "Linux", "--site-listen"];

// Every text in the records of the hotel, however deep.
function* textsOf(value) {
  if (typeof value === "string") yield value;
  else if (value && typeof value === "object") for (const inner of Object.values(value)) yield* textsOf(inner);
}

for (const [where, size] of Object.entries(SIZES)) {
  test(`${where} no text is missing, plain or cut off`, async ({ devices, hotel }) => {
    test.setTimeout(240_000);
    const records = [...textsOf([hotel.now(), HEAD, PEOPLE, NESTED, WEBSITE, ENQUIRY]), ...NAMES];
    const device = await devices.found({ ...size, serviceWorkers: "block" });
    let looked = 0;
    const look = async (name) => {
      looked += 1;
      const found = [...(await rawKeys(trip.page)), ...(await untranslated(trip.page, records)), ...(await unreadable(trip.page))];
      expect.soft(found, name).toEqual([]);
    };
    const trip = new Tour({ device, hotel, locale: "pseudo", look });
    await trip.start();
    await speakPseudo(device.context);
    await trip.firstRun();
    await trip.door();
    // What the hotel sells, in its own words.
    records.push(...textsOf(await trip.page.evaluate(() => fetch("/api/hotel").then((answer) => answer.json()))));
    await trip.inside();
    expect(looked).toBeGreaterThan(35);
  });
}
