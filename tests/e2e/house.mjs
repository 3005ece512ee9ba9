// What the specs about guests share: a demo hotel copied for each test, devices on it, and a watch over everything that must
// never happen. Specs import `test` and `expect` from here.
import { test as base, expect } from "@playwright/test";
import { Device } from "./device.mjs";
import { Hotel, innkeeper } from "./hotel.mjs";
import { EnrolPage, GuestPage, GuestsPage, Page, SignInPage, SyncPage } from "./pages.mjs";
import { PEOPLE } from "./setup.mjs";
import { Watch } from "./watch.mjs";

export const test = base.extend({
  // Collects on every page of every device; the test fails if anything was found.
  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.found, "breaches of the policy, uncaught errors and errors in the console").toEqual([]);
    },
    { auto: true },
  ],

  // Which records the hotel starts with: "demo", "many", "empty", or "none" for one that nobody has opened yet.
  records: ["demo", { option: true }],

  // Whether the hotel serves its public site as well.
  site: [false, { option: true }],

  // Certificate and key of a hotel that speaks HTTPS.
  tls: [null, { option: true }],

  hotel: async ({ records, site, tls }, use, info) => {
    const hotel = await Hotel.copyOf(records);
    try {
      await hotel.start({ site, tls });
      await use(hotel);
    } finally {
      if (info.status !== info.expectedStatus) await info.attach("server", { body: hotel.said, contentType: "text/plain" });
      await hotel.close();
    }
  },

  // What the policy refused on any page of Playwright's own context, in order: for specs that need no device.
  breaches: async ({ context }, use) => {
    const breaches = [];
    await context.exposeBinding("noteBreach", (_, breach) => void breaches.push(breach));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.noteBreach(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await use(breaches);
  },

  // Makes devices: each a browser of its own on a fresh profile.
  devices: async ({ hotel, watch }, use, info) => {
    const made = [];
    await use({
      async found(options) {
        const device = await Device.found(hotel, watch, options);
        made.push(device);
        return device;
      },
    });
    if (info.status !== info.expectedStatus) {
      for (const [at, device] of made.entries()) {
        for (const page of device.context?.pages() ?? []) {
          await page.screenshot({ timeout: 5_000 }).then((body) => info.attach(`device ${at + 1}`, { body, contentType: "image/png" }), () => {});
        }
      }
    }
    for (const device of made) await device.close();
  },
});

// The app has taken the place of what index.html shows first.
export async function expectOpened(page) {
  await expect(page.locator("#boot-failed")).toBeHidden();
  await expect(page.locator("#boot-opening")).toHaveCount(0);
}

// The shell is stored and answers for this page.
export const shellStored = (page) => new Page(page).shellStored();

// The list of guests, or for who looks after the tablets alone the word that it is not theirs to see.
async function listed(page, person) {
  const guests = new GuestsPage(page);
  if (person === PEOPLE.admin) await expect(guests.empty).toBeVisible({ timeout: 30_000 });
  else await guests.ready();
}

// Signs in at a browser that is no device yet, makes it one, and waits for the list of guests. Gives the page.
export async function settle(device, name, person = PEOPLE.service) {
  const page = await device.start();
  await page.goto("/guests");
  await new SignInPage(page).signIn(person);
  await new EnrolPage(page).enrol(name, person.role === "it-admin" ? undefined : PEOPLE.admin);
  await listed(page, person);
  return page;
}

// The same, and then the browser is closed and opened again: what it keeps of its own, such as the cookie, is on its disk.
export async function settled(device, name, person = PEOPLE.service) {
  await settle(device, name, person);
  await device.stop();
  const page = await device.start();
  await page.goto("/guests");
  await listed(page, person);
  return page;
}

// Segments are the director's to change.
export const DIRECTOR = { ...PEOPLE.service, role: "director", name: "Marta Soler", email: "director@hotel.example" };

// Adds somebody to the staff of one hotel, with one role or several.
export function addPerson({ data }, { role, roles = [role], name, email, password }) {
  innkeeper(data, ["user", "add", ...roles.flatMap((role) => ["--role", role]), "--name", name, "--email", email, "--password-stdin"], { input: `${password}\n` });
}

export { EnrolPage, expect, GuestPage, GuestsPage, Page, PEOPLE, SignInPage, SyncPage };
