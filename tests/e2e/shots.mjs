// Pictures of every page in three sizes, light and dark, for looking at: `node shots.mjs [DIR] [--locale es]`. Not a test.
// `--docs` takes the few that the documentation shows and puts them into docs/images.
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import setup, { PEOPLE } from "./setup.mjs";
import { Device } from "./device.mjs";
import { Hotel, root } from "./hotel.mjs";
import { EnrolPage, GuestsPage, SignInPage, SyncPage } from "./pages.mjs";
import { Watch } from "./watch.mjs";

const { values, positionals } = parseArgs({
  options: { docs: { type: "boolean" }, locale: { type: "string", multiple: true, default: ["en", "zh-CN", "es"] } },
  allowPositionals: true,
});

// The locales there are texts in, and what a browser in each asks for.
const LANGUAGES = { en: "en-GB", "zh-CN": "zh-CN", es: "es-ES" };
// Picture to its name in docs/images.
const DOCS = {
  "guests-1366x768-light": "guests",
  "guest-1366x768-dark": "guest-dark",
  "sync-820x1180-light": "on-this-tablet",
  "two-values-820x1180-light": "two-values-tablet",
};

const SIZES = [
  { width: 820, height: 1180, hasTouch: true },
  { width: 1366, height: 768 },
  { width: 390, height: 844, hasTouch: true },
];

// Where a picture goes; none for one that is not wanted.
function place(locale, name) {
  if (values.docs) return DOCS[name] && join(root, "docs/images", `${DOCS[name]}.png`);
  return join(positionals[0] ?? join(tmpdir(), "innkeeper-shots"), locale, `${name}.png`);
}

async function pictures(locale) {
  for (const { width, height, hasTouch = false } of SIZES) {
    const hotel = await Hotel.copyOf("demo");
    const watch = new Watch();
    const device = await Device.found(hotel, watch, { locale: LANGUAGES[locale], viewport: { width, height }, hasTouch, isMobile: hasTouch });
    try {
      await hotel.start();
      const page = await device.start();
      const picture = async (name) => {
        // Nothing under the pointer looks different.
        await page.mouse.move(0, 0);
        for (const colorScheme of ["light", "dark"]) {
          const path = place(locale, `${name}-${width}x${height}-${colorScheme}`);
          if (!path) continue;
          await mkdir(dirname(path), { recursive: true });
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.screenshot({ path, scale: "css" });
        }
        await page.emulateMedia({ colorScheme: "light" });
      };
      await page.goto("/guests");
      const door = new SignInPage(page, locale);
      await door.ready();
      await picture("sign-in");
      await door.signIn(PEOPLE.service);
      const enrol = new EnrolPage(page, locale);
      await enrol.ready();
      await picture("enrol");
      await enrol.enrol("Front desk 1", PEOPLE.admin);
      const guests = new GuestsPage(page, locale);
      await guests.ready();
      await guests.rowsCame();
      await picture("guests");
      const { email, id } = hotel.guestForPictures();
      const guest = await guests.open(email);
      await picture("guest");
      await guest.button("guest-consent-ask").click();
      await guest.dialog.waitFor();
      await picture("consent");
      await page.keyboard.press("Escape");
      await page.goto(`/guests/${id}/edit`);
      await guest.field("field-guest-city").waitFor();
      await picture("edit");

      // Two people change one field while the server is away.
      const other = await Device.found(hotel, watch);
      const there = await other.start();
      await there.goto("/guests");
      await new SignInPage(there).signIn(PEOPLE.sales);
      await new EnrolPage(there).enrol("Fair tablet 3", PEOPLE.admin);
      await new GuestsPage(there).ready();
      const theirs = await new GuestsPage(there).open(email);
      await page.goto(`/guests/${id}`);
      await guest.ready();
      await guest.shellStored();
      await hotel.stop();
      await theirs.edit({ "field-guest-phone": "+34 600 100 200" });
      await guest.edit({ "field-guest-phone": "+34 600 100 300" });
      await guest.note(locale === "en" ? "Asked for a quiet room at the back, away from the lift." : email);
      await page.goto("/sync");
      await new SyncPage(page, locale).ready();
      await page.locator("[data-s=here]").first().waitFor();
      await picture("sync");
      await hotel.start();
      await page.goto(`/guests/${id}`);
      await page.locator(".conflict").first().waitFor();
      await picture("two-values");
      await page.goto("/guests?q=qqqqqzzzz");
      await page.locator(".gridempty .empty").waitFor();
      await picture("no-match");
      await other.close();
    } finally {
      await device.close();
      await hotel.close();
      for (const found of watch.found) console.error(found);
    }
  }
}

const clear = await setup();
try {
  for (const locale of values.docs ? ["en"] : values.locale) await pictures(locale);
} finally {
  await clear();
}
