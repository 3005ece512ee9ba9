// The hotel's own site: from dates to a confirmation without a script, into the open CRM, and back by cancelling.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { GuestsPage, expect, settle, test } from "./house.mjs";
import { ANNA, ARRIVAL, DEPARTURE, SitePage } from "./site.mjs";

test.use({ site: true, javaScriptEnabled: false });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOCALES = ["en", "zh-CN", "es"];

// The guests of this name on the server, with their stays.
const guestsCalled = (hotel, surname) => hotel.now().filter(({ type, fields }) => type === "guest" && fields.surname === surname);

async function another(browser, hotel, locale, options) {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  return new SitePage(await context.newPage(), hotel, locale);
}

test("a booking appears in the open CRM with the guest's file, and so does its cancellation", async ({ devices, hotel, page }) => {
  const crm = await settle(await devices.found({ javaScriptEnabled: true }), "Front desk");
  const guests = new GuestsPage(crm);
  await guests.search(ANNA.family);
  await expect(guests.rows).toHaveCount(0);
  const site = new SitePage(page, hotel);
  await site.choose("SEA");
  await site.fill();
  await page.locator("#wishes").fill("A room away from the lift, please.");
  await page.locator("#agree").check();
  await site.send();
  await site.booked();
  // Nobody reloads: the record comes by itself.
  await expect(guests.row("Zettergren")).toBeVisible();
  const guest = await guests.open(ANNA.family);
  await expect(guest.timeline).toContainText("A room away from the lift, please.");
  await expect(guest.timeline).toContainText(guest.words("code-stay-status-confirmed"));
  await expect(guest.detail("field-guest-email")).toContainText(ANNA.email);
  await site.cancel();
  await expect(guest.timeline).toContainText(guest.words("code-stay-status-cancelled"));
  const [file] = guestsCalled(hotel, ANNA.family);
  expect(file.stays.map(({ fields }) => [fields.status, fields.arrival, fields.departure])).toEqual([["cancelled", ARRIVAL, DEPARTURE]]);
  expect(file.consents.map(({ fields }) => [fields.decision, fields.method, fields.source])).toEqual([["granted", "tick", "widget"]]);
});

test("a booking with a known address asks whether it is the same person, and staff answer once", async ({ devices, hotel, page }) => {
  const crm = await settle(await devices.found({ javaScriptEnabled: true }), "Front desk");
  const guests = new GuestsPage(crm);
  const site = new SitePage(page, hotel);
  await site.book("SEA");
  await site.book("GAR");
  await guests.search(ANNA.family);
  await expect(guests.rows).toHaveCount(2);
  const ids = guestsCalled(hotel, ANNA.family).filter(({ fields }) => fields.may_be).map(({ id }) => id);
  expect(ids).toHaveLength(1);
  await crm.goto(`/guests/${ids[0]}`);
  const question = crm.getByRole("region", { name: guests.words("guest-same-title") });
  await expect(question).toContainText("the same e-mail address");
  await question.getByRole("link").click();
  await expect(crm).not.toHaveURL(new RegExp(ids[0]));
  await expect(crm.getByRole("heading", { level: 1 })).toContainText(ANNA.family);
  await expect(question).toHaveCount(0);
  await crm.goBack();
  await question.getByRole("button", { name: guests.words("guest-same-not") }).click();
  await expect(question).toHaveCount(0);
  await expect(async () => {
    const [file] = hotel.now().filter(({ id }) => id === ids[0]);
    expect(file.fields.not_duplicate_of).toHaveLength(1);
  }).toPass();
});

test("of two who want the last room one gets it and the other is offered what is left", async ({ browser, hotel, page }) => {
  const [one, other] = [new SitePage(page, hotel), await another(browser, hotel)];
  await one.choose("ATT");
  await other.choose("ATT");
  await one.fill();
  await other.fill({ ...ANNA, given: "Bo", family: "Quist-Aronsen", email: "bo@quist.example" });
  await Promise.all([one.send(), other.send()]);
  await expect(one.title.or(one.errors).first()).toBeVisible();
  const gone = await Promise.all([one, other].map(async (site) => (await site.title.innerText()) === site.words("hotel-gone-title")));
  expect(gone.filter(Boolean)).toHaveLength(1);
  const late = gone[0] ? one : other;
  await late.button("hotel-take-this").first().click();
  await expect(late.page.locator("#email")).toHaveValue(/.+@.+/);
  await late.send();
  await late.booked();
  const stays = [ANNA.family, "Quist-Aronsen"].flatMap((name) => guestsCalled(hotel, name)).flatMap(({ stays }) => stays);
  expect(stays.map(({ fields }) => fields.room_type_booked).sort()).toEqual(["ATT", "SEA"]);
});

test("a form that is sent again books nothing more", async ({ hotel, page }) => {
  const site = new SitePage(page, hotel);
  await site.choose("GAR");
  await site.fill();
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await page.locator("form[method=post] button[type=submit]").dblclick();
  await site.booked();
  // And once more, as a browser does that was told to load the answer again.
  const form = (await sent).postDataJSON();
  const again = await page.request.post(`${site.base}/book`, { form, maxRedirects: 0 });
  expect([again.status(), again.headers().location]).toEqual([303, new URL(page.url()).pathname]);
  expect(guestsCalled(hotel, ANNA.family)).toHaveLength(1);
});

test("loading the confirmation again changes nothing", async ({ hotel, page }) => {
  const site = new SitePage(page, hotel);
  await site.book("GAR");
  const before = hotel.now();
  const number = await site.number();
  await page.reload();
  await site.booked();
  expect(await site.number()).toBe(number);
  expect(hotel.now()).toEqual(before);
});

test("mistakes are said above the form with the focus there, and at each field, and nothing typed is lost", async ({ hotel, page }) => {
  const site = new SitePage(page, hotel, "es");
  await site.choose("SEA");
  await site.fill({ ...ANNA, given: "", email: "annelie@" });
  await site.send();
  await expect(site.errors).toBeFocused();
  await expect(page.locator("#surname")).toHaveValue(ANNA.family);
  await site.errors.getByRole("link", { name: site.words("hotel-email-wrong") }).click();
  await expect(page.locator("#email")).toBeFocused();
  await expect(page.locator("#email")).toHaveAccessibleDescription(new RegExp(site.words("hotel-email-wrong")));
  await page.locator("#given_name").fill(ANNA.given);
  await page.locator("#email").fill(ANNA.email);
  await site.send();
  await site.booked();
});

test("the keyboard alone books and cancels", async ({ hotel, page }) => {
  const site = new SitePage(page, hotel);
  // Tab by tab to the first element that matches.
  const tabTo = async (selector) => {
    await expect(page.locator(selector).first()).toBeVisible();
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    }
    throw new Error(`the focus never came to ${selector}`);
  };
  await page.goto(`${site.base}/rooms?arrival=${ARRIVAL}&departure=${DEPARTURE}&adults=2&children=0`);
  await tabTo('a[href*="room=SEA"]');
  await page.keyboard.press("Enter");
  await expect(site.title).toHaveText(site.words("hotel-details-title"));
  for (const [id, text] of [["given_name", ANNA.given], ["surname", ANNA.family], ["email", ANNA.email]]) {
    await tabTo(`#${id}`);
    await page.keyboard.type(text);
  }
  await tabTo("#country");
  await page.keyboard.type("Swed");
  await tabTo("#agree");
  await page.keyboard.press("Space");
  await tabTo("form[method=post] button[type=submit]");
  await page.keyboard.press("Enter");
  await site.booked();
  await tabTo('a[href$="/cancel"]');
  await page.keyboard.press("Enter");
  await expect(site.title).toHaveText(site.words("hotel-cancel-title"));
  await tabTo("form[method=post] button");
  await page.keyboard.press("Enter");
  await expect(site.title).toHaveText(site.words("hotel-cancelled-title"));
  const [file] = guestsCalled(hotel, ANNA.family);
  expect([file.fields.country, file.consents.length]).toEqual(["SE", 1]);
});

test("every page fits a screen of 320 pixels", async ({ browser, hotel }) => {
  for (const locale of ["en", "es"]) {
    const site = await another(browser, hotel, locale, { viewport: { width: 320, height: 640 } });
    await site.tour(async (name) => {
      const over = await site.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `${locale}: ${name}`).toBe(0);
    });
  }
});

test("the printed confirmation has the booking and nothing to press", async ({ hotel, page }) => {
  const site = new SitePage(page, hotel);
  await site.book("SEA");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("dl.facts")).toBeVisible();
  await expect(site.link("hotel-cancel")).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
});

test.describe("with a script, which is the tests' own", () => {
  test.use({ javaScriptEnabled: true });

  for (const locale of LOCALES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`axe finds nothing on any page in ${locale}, ${colorScheme}`, async ({ browser, hotel }) => {
        const site = await another(browser, hotel, locale, { colorScheme, javaScriptEnabled: true });
        const looked = [];
        await site.tour(async (name) => {
          looked.push(name);
          await site.page.evaluate(axe);
          const found = await site.page.evaluate(async () => {
            const seen = await window.axe.run(document, { resultTypes: ["violations"] });
            const sized = await window.axe.run(document, { resultTypes: ["violations"], runOnly: ["target-size"] });
            return [...seen.violations, ...sized.violations].flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
          });
          expect.soft(found, name).toEqual([]);
        });
        expect(looked).toHaveLength(11);
      });
    }
  }

  test("nothing is stored on the visitor's device, nobody else is asked, and the policy refuses nothing", async ({ breaches, context, hotel, page }) => {
    const asked = new Set();
    context.on("request", (request) => asked.add(new URL(request.url()).origin));
    const site = new SitePage(page, hotel);
    await site.book("SEA");
    const data = await page.locator('script[type="application/ld+json"]').evaluate((block) => JSON.parse(block.textContent));
    expect(data).toMatchObject({ "@type": "LodgingReservation", reservationNumber: await site.number() });
    expect(breaches).toEqual([]);
    expect([...asked]).toEqual([hotel.site]);
    expect(await context.cookies()).toEqual([]);
    const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]);
    expect(stored).toEqual([0, 0, 0, 0]);
  });
});
