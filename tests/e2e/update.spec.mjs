// A newer version of the app comes while somebody works: it waits until nothing is at stake, and taking it loses nothing.
import { changeable as test, renew } from "./builds.mjs";
import { DIRECTOR, GuestsPage, PEOPLE, addPerson, expect, settle } from "./house.mjs";
import { CapturePage, Page } from "./pages.mjs";
import { SegmentPage } from "./segment-page.mjs";

// The hotel serves a newer version, and the person comes back to the window, where the app looks for one. Ends when it waits
// beside the running one and the page has been told.
async function newVersion(page, hotel, copy) {
  await renew(copy);
  await hotel.stop();
  await hotel.start({ app: copy });
  await page.evaluate(async () => {
    const told = new Promise((done) => addEventListener("innkeeper-update", done, { once: true }));
    document.dispatchEvent(new Event("visibilitychange"));
    await told;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

const offer = (page) => new Page(page).button("app-update-go");
const isNew = (page) => page.locator("meta[name=second-version]");

async function take(page) {
  await offer(page).click();
  await expect(isNew(page)).toHaveCount(1);
}

test("waits for a lead to be sent; taken, it shows the lead and what was half typed", async ({ devices, hotel, copy }) => {
  const tablet = await devices.found();
  const page = await settle(tablet, "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.shellStored();
  await tablet.context.route("**/sync/v1/push", (route) => route.abort());
  await capture.open();
  await capture.name.fill("Sofia Lindqvist");
  await capture.save();
  await capture.leave.click();
  await capture.unsent(1);
  await newVersion(page, hotel, copy);
  await capture.unsent(1);
  await expect(offer(page)).toHaveCount(0);

  await tablet.context.unroute("**/sync/v1/push");
  await capture.allSent();
  await expect(offer(page)).toBeVisible();
  await capture.link("capture-title").click();
  await capture.ready();
  await expect(offer(page)).toHaveCount(0);
  await capture.name.pressSequentially("Giulia Bian");
  await capture.leave.click();

  await take(page);
  await expect(page.getByRole("grid")).toContainText("Sofia Lindqvist");
  await capture.open();
  await expect(capture.name).toHaveValue("Giulia Bian");
  expect(hotel.now().filter(({ type, fields }) => type === "lead" && fields.surname === "Lindqvist")).toHaveLength(1);
});

test("waits for a form to be saved; taken, it shows what was saved", async ({ devices, hotel, copy }) => {
  const page = await settle(await devices.found(), "Front desk");
  await new GuestsPage(page).shellStored();
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  await guest.link("guest-edit").click();
  await guest.field("field-guest-city").fill("Figueres");
  await newVersion(page, hotel, copy);
  await expect(offer(page)).toHaveCount(0);
  await guest.save();
  await guest.ready();
  await guest.allSent();
  await take(page);
  await guest.ready();
  await expect(guest.detail("field-guest-city")).toContainText("Figueres");
});

test("is offered when a form is left as it was", async ({ devices, hotel, copy }) => {
  const page = await settle(await devices.found(), "Front desk");
  await new GuestsPage(page).shellStored();
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  await guest.link("guest-edit").click();
  await guest.field("field-guest-city").fill("Figueres");
  await newVersion(page, hotel, copy);
  await expect(offer(page)).toHaveCount(0);
  await guest.link("app-cancel").click();
  await expect(offer(page)).toBeVisible();
});

test("waits for a segment to be saved; taken, it shows what was saved", async ({ devices, hotel, copy }) => {
  addPerson(hotel, DIRECTOR);
  const page = await settle(await devices.found(), "Director's desk", DIRECTOR);
  const segment = new SegmentPage(page);
  await segment.shellStored();
  await segment.link("segments-title", page.locator(".rail")).click();
  await segment.link("segments-new").click();
  await segment.name.fill("Regulars");
  await newVersion(page, hotel, copy);
  await expect(offer(page)).toHaveCount(0);
  await segment.save.click();
  await segment.allSent();
  await take(page);
  await expect(segment.name).toHaveValue("Regulars");
});

test("a half-typed lead is there again with the server stopped and the browser killed", async ({ devices, hotel }) => {
  const tablet = await devices.found();
  const capture = new CapturePage(await settle(tablet, "Fair tablet", PEOPLE.sales));
  await capture.shellStored();
  await capture.open();
  await hotel.stop("SIGKILL");
  await capture.name.pressSequentially("Giulia Bian");
  await capture.field("field-lead-company-name").pressSequentially("Nordic Inc");
  // It is stored once another page of the device reads it.
  const beside = new CapturePage(await tablet.context.newPage());
  await expect(async () => {
    await beside.page.goto("/capture");
    await expect(beside.field("field-lead-company-name")).toHaveValue("Nordic Inc", { timeout: 1_000 });
  }).toPass();
  await tablet.kill();
  const again = new CapturePage(await tablet.start());
  await again.open();
  await expect(again.name).toHaveValue("Giulia Bian");
  await expect(again.field("field-lead-company-name")).toHaveValue("Nordic Inc");
});
