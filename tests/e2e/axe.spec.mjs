// axe finds nothing on any page of the app, in any of its colours, in any of its languages.
import { violations } from "./axe.mjs";
import { expect, test } from "./lived-in.mjs";
import { Tour } from "./tour.mjs";

// The locales there are texts in, and what a browser in each asks for.
const LANGUAGES = { en: "en-GB", "zh-CN": "zh-CN", es: "es-ES" };
const EVERY = ["light", "dark", "sunlight"];

async function tour({ devices, hotel }, { locale, themes, ...options }) {
  const device = await devices.found({ locale: LANGUAGES[locale], ...options });
  const looked = [];
  const look = async (name, part) => {
    looked.push(name);
    expect.soft(await violations(trip.page, themes, part), name).toEqual([]);
  };
  const trip = new Tour({ device, hotel, locale, look });
  await trip.start();
  await trip.firstRun();
  await trip.door();
  await trip.inside();
  expect(looked.length).toBeGreaterThan(35);
}

test("on every page, light, dark and for sunlight", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  await tour({ devices, hotel }, { locale: "en", themes: EVERY });
});

// Colours are the same in every language.
for (const locale of ["zh-CN", "es"]) {
  test(`on every page in ${locale}`, async ({ devices, hotel }) => {
    test.setTimeout(240_000);
    await tour({ devices, hotel }, { locale, themes: ["light"] });
  });
}

test("on every page of a phone", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  await tour({ devices, hotel }, { locale: "en", themes: ["light"], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
});
