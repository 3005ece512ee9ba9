// Pictures of the app for the documentation, and in the other languages for looking at: `node shots.mjs [docs/images] [--all]`.
// Not a test. English pictures go to the first argument, those in zh-CN and es to /tmp/shots with --all.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import setup, { PEOPLE } from "./setup.mjs";
import { Device } from "./device.mjs";
import { Hotel, root } from "./hotel.mjs";
import { EnrolPage, GuestsPage, SignInPage, SyncPage } from "./pages.mjs";
import { Watch } from "./watch.mjs";

const { values, positionals } = parseArgs({ options: { all: { type: "boolean" } }, allowPositionals: true });
const target = positionals[0] ?? join(root, "docs/images");

const SIZES = [
  { width: 820, height: 1180, hasTouch: true },
  { width: 1366, height: 768 },
  { width: 390, height: 844, hasTouch: true },
];

async function pictures(locale, language, directory) {
  await mkdir(directory, { recursive: true });
  for (const { width, height, hasTouch = false } of SIZES) {
    const hotel = await Hotel.copyOf("demo");
    const watch = new Watch();
    const device = await Device.found(hotel, watch, { locale: language, viewport: { width, height }, hasTouch, isMobile: hasTouch });
    try {
      await hotel.start();
      const page = await device.start();
      const picture = async (name) => {
        // Nothing under the pointer looks different.
        await page.mouse.move(0, 0);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.screenshot({ path: join(directory, `${name}-${width}x${height}-${colorScheme}.png`), scale: "css" });
        }
        await page.emulateMedia({ colorScheme: "light" });
      };
      await page.goto("/");
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
      await there.goto("/");
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
  await pictures("en", "en-GB", target);
  if (values.all) {
    await pictures("zh-CN", "zh-CN", "/tmp/shots/zh-CN");
    await pictures("es", "es-ES", "/tmp/shots/es");
  }
} finally {
  await clear();
}
