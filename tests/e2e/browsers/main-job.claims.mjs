// The main job in a browser of any maker: a hotel is opened, leads and notes are kept, sent, read elsewhere, locked away and opened again.
import { certificate } from "./certificate.mjs";
import { Driven } from "./driver.mjs";
import { Tablet } from "./tablet.mjs";
import { FLAGS } from "../device.mjs";
import { GuestsPage, PEOPLE, expect, settle, test as base } from "../house.mjs";

const PASSPHRASE = "seven lamps at dawn";
const FOUNDER = { name: "Alba Ferrer", email: "alba@hotel.example", password: PEOPLE.service.password };

// WebKit takes the cookie over HTTPS alone, as every tablet away from the server's own machine has it.
const test = base.extend({
  tls: [certificate(), { option: true }],

  driven: async ({ hotel }, use, info) => {
    const driven = await Driven.found(hotel);
    try {
      await driven.start();
      info.annotations.push({ type: "browser", description: driven.version });
      await use(driven);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach("driver", { body: driven.said, contentType: "text/plain" });
        await driven.text().then((body) => info.attach("page", { body, contentType: "text/plain" }), () => {});
      }
      await driven.close();
    }
  },
  // A second browser, Chromium, that takes the hotel's certificate.
  desk: async ({ devices, tls }, use) => {
    const device = await devices.found({ args: [...FLAGS, tls.taken] });
    await use(await settle(device, "Back office", PEOPLE.sales));
  },

  tablet: async ({ driven }, use) => use(new Tablet(driven)),
});

test.describe("a hotel that nobody has opened", () => {
  test.use({ records: "none" });

  test("is opened at the address the server printed, and the list of its demo appears", async ({ driven, hotel, tablet }) => {
    await expect.poll(() => hotel.setup).toBeTruthy();
    await driven.go(hotel.setup);
    await tablet.fill("first-run-hotel", "Casa Nueva");
    await tablet.fill("first-run-name", FOUNDER.name);
    await tablet.fill("first-run-email", FOUNDER.email);
    await tablet.fill("first-run-password", FOUNDER.password);
    await tablet.press("first-run-demo-hotel", "label");
    await tablet.press("first-run-go");
    // Five thousand guests are made first.
    await expect.poll(() => tablet.asksForItsName(), { timeout: 200_000 }).toBe(true);
    await tablet.enrol("Front desk");
    await driven.go("/guests");
    await tablet.listed();
  });
});

test("the list has all guests, and so it has after a reload and after the browser was closed", async ({ driven, hotel, tablet }) => {
  await tablet.settle("Front desk");
  await expect.poll(() => tablet.guests()).toBe(hotel.guests);
  await driven.reload();
  await tablet.listed();
  await driven.stop();
  await driven.start();
  await driven.go("/guests");
  await tablet.listed();
  await expect.poll(() => tablet.guests()).toBe(hotel.guests);
});

test("a lead is saved on the tablet without a server, is there when the browser was closed, and is sent when the server is back", async ({ driven, hotel, tablet }) => {
  await tablet.settle("Fair tablet", PEOPLE.sales);
  await tablet.shellStored();
  await hotel.stop();
  await tablet.capture("Sofia Lindqvist");
  await tablet.unsent(1);
  await driven.stop();
  await driven.start();
  await driven.go("/capture");
  await expect.poll(() => tablet.lastLeads(), { timeout: 60_000 }).toContain("Sofia Lindqvist");
  await tablet.unsent(1);
  await hotel.start();
  await tablet.allSent();
  expect(hotel.now().filter(({ type, fields }) => type === "lead" && fields.surname === "Lindqvist")).toHaveLength(1);
});

test("a note written without a server is sent when it is back, and another browser shows it", async ({ desk, hotel, tablet }) => {
  await tablet.settle("Front desk");
  const { id, email } = hotel.guestWithConsent();
  await tablet.openGuest(id);
  await tablet.allSent();
  await hotel.stop();
  await tablet.note("Comes by train.");
  await tablet.unsent(1);
  await hotel.start();
  await tablet.allSent();
  const there = await new GuestsPage(desk).open(email);
  await expect(there.entry("Comes by train.")).toContainText(PEOPLE.service.name);
});

test("what another browser writes is on the screen without a reload", async ({ desk, driven, hotel, tablet }) => {
  await tablet.settle("Front desk");
  const { id, email } = hotel.guestWithConsent();
  await tablet.openGuest(id);
  const there = await new GuestsPage(desk).open(email);
  await there.note("Asked for a quiet room.");
  await expect.poll(() => driven.text()).toContain("Asked for a quiet room.");
});

test("a locked tablet opens with its passphrase without a server, and what was not sent is sent after it", async ({ driven, hotel, tablet }) => {
  await tablet.settle("Front desk");
  await tablet.setPassphrase(PASSPHRASE);
  await tablet.shellStored();
  const { id, email } = hotel.guestWithConsent();
  await driven.go(`/guests/${id}`);
  await tablet.unlock(PASSPHRASE);
  await tablet.shows("guest-add-note", "button");
  await hotel.stop();
  await tablet.note("Written before the lock.");
  await tablet.unsent(1);
  await driven.reload();
  await tablet.locked();
  expect(await driven.text()).not.toContain(email);
  await tablet.unlock(PASSPHRASE);
  await expect.poll(() => driven.text()).toContain("Written before the lock.");
  await tablet.unsent(1);
  await hotel.start();
  await tablet.allSent();
  expect(hotel.notes()).toContain("Written before the lock.");
});
