// axe finds nothing on any page of the app, in any of its colours, in any of its languages.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, test } from "./lived-in.mjs";
import { Tour } from "./tour.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// The locales there are texts in, and what a browser in each asks for.
const LANGUAGES = { en: "en-GB", "zh-CN": "zh-CN", es: "es-ES" };
const EVERY = ["light", "dark", "sunlight"];
const OPTIONS = { resultTypes: ["violations"] };
// Off by default in axe, and part of WCAG 2.2 AA.
const TARGETS = { resultTypes: ["violations"], runOnly: ["target-size"] };

// What axe finds on the page in these colours; a theme is worn the way the app does it. What lies under a part that was opened is
// covered until that is closed: there only the targets of the part are measured.
async function violations(page, themes, part) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const opened = part ? await part.elementHandle() : null;
  return page.evaluate(
    async ([themes, options, targets, opened]) => {
      const root = document.documentElement;
      const before = root.dataset.theme;
      const found = [];
      for (const theme of themes) {
        root.dataset.theme = theme;
        const seen = await window.axe.run(document, options);
        const sized = await window.axe.run(opened ?? document, targets);
        found.push(...[...seen.violations, ...sized.violations].flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${theme}: ${id}: ${target}: ${failureSummary}`)));
      }
      if (before === undefined) delete root.dataset.theme;
      else root.dataset.theme = before;
      return found;
    },
    [themes, OPTIONS, TARGETS, opened],
  );
}

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

for (const locale of Object.keys(LANGUAGES)) {
  test(`on every page in ${locale}, light, dark and for sunlight`, async ({ devices, hotel }) => {
    test.setTimeout(240_000);
    await tour({ devices, hotel }, { locale, themes: EVERY });
  });
}

test("on every page of a phone", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  await tour({ devices, hotel }, { locale: "en", themes: ["light"], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
});
