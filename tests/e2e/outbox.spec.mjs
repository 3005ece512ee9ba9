// The outbox: every change in words, what needs a person and what they can do; and signing out, which never takes a change with it.
import { expect, GuestsPage, Page, PEOPLE, settle, SignInPage, SyncPage, test } from "./house.mjs";
import { innkeeper } from "./hotel.mjs";

const TABLET = "Fair tablet 2";
const NOTE = "Comes by train";

// Nothing this browser sends reaches the log; everything else does.
const hold = (page) => page.context().route("**/sync/v1/push", (route) => route.abort());
const letGo = (page) => page.context().unroute("**/sync/v1/push");

async function guestOf(page, hotel) {
  const { email } = hotel.guestWithConsent();
  return new GuestsPage(page).open(email);
}

// Presses the button of the question and waits until the page has been loaded again.
async function signsOut(page, dialog) {
  await Promise.all([page.waitForEvent("load"), new Page(page).button("app-sign-out", dialog).click()]);
  // The app takes the place of the form that came with the page.
  await page.waitForLoadState("networkidle");
}

// Gives the person other roles: what they wrote and may not write any more is kept aside.
const giveRole = (hotel, role) => innkeeper(hotel.data, ["user", "roles", PEOPLE.service.email, role]);

test("each change is there in words with its state, and the list shows what is not sent alone", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), TABLET);
  await hold(page);
  const guest = await guestOf(page, hotel);
  await guest.note(NOTE);
  const outbox = new SyncPage(page);
  await guest.pill.click();
  await outbox.ready();
  const line = page.locator(".outbox > li").filter({ hasText: outbox.words("sync-added-note") });
  await expect(line).toContainText(outbox.words("app-saved-here"));
  await expect(line).toContainText(PEOPLE.service.name);
  await expect(page.getByText(outbox.words("sync-next-in"))).toBeVisible({ timeout: 20_000 });
  await page.getByText(outbox.words("sync-only-waiting"), { exact: true }).click();
  await expect(page.locator(".outbox > li")).toHaveCount(1);
  await page.getByText(outbox.words("sync-only-needs"), { exact: true }).click();
  await expect(page.getByText(outbox.words("sync-nothing-needs"))).toBeVisible();
  await letGo(page);
  await outbox.button("sync-try-now").click();
  await outbox.allSent();
  await page.getByText(outbox.words("sync-only-all"), { exact: true }).click();
  await expect(line).toContainText(outbox.words("sync-sent"));
});

test("what is kept aside says why, is let go and taken up again", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), TABLET);
  const guest = await guestOf(page, hotel);
  await guest.allSent();
  await hotel.stop();
  await guest.note(NOTE);
  giveRole(hotel, "director");
  await hotel.start();
  await expect(guest.pill).toHaveText(guest.words("sync-pill-needs"), { timeout: 30_000 });
  await guest.pill.click();
  const outbox = new SyncPage(page);
  await outbox.ready();
  const line = page.locator(".outbox > li").filter({ hasText: outbox.words("sync-added-note") });
  await expect(line).toContainText(outbox.words("problem-quarantine-not-allowed"));
  await line.getByRole("button", { name: outbox.words("sync-let-go") }).click();
  await expect(outbox.pill).toHaveText(outbox.words("sync-pill-sent"));
  await outbox.toasts.getByRole("button", { name: outbox.words("app-undo") }).click();
  await expect(outbox.pill).toHaveText(outbox.words("sync-pill-needs"));
  await expect(line.getByRole("button", { name: outbox.words("sync-save-anew") })).toBeVisible();
});

test("signing out says what waits; the next person's sign-in sends it in the first one's name", async ({ devices, hotel }) => {
  const desk = await settle(await devices.found(), "Front desk", PEOPLE.sales);
  const page = await settle(await devices.found(), TABLET);
  const guest = await guestOf(page, hotel);
  await guest.allSent();
  await hold(page);
  await guest.note(NOTE);
  await page.goto("/settings");
  const settings = new Page(page);
  await settings.unsent(1);
  await settings.button("app-sign-out").click();
  const dialog = page.getByRole("dialog", { name: settings.words("app-sign-out-ask") });
  await expect(dialog.getByText(settings.words("app-sign-out-unsent"))).toBeVisible();
  await expect(dialog.getByText(settings.words("app-sign-out-then"))).toBeVisible();
  await settings.button("app-sign-out-stay", dialog).click();
  await expect(dialog).toBeHidden();
  await settings.button("app-sign-out").click();
  await signsOut(page, dialog);
  const door = new SignInPage(page);
  await door.ready();
  await letGo(page);
  await door.signIn(PEOPLE.sales);
  await expect(settings.pill).toHaveText(settings.words("sync-pill-sent"), { timeout: 30_000 });
  const there = await guestOf(desk, hotel);
  await expect(there.entry(NOTE)).toContainText(PEOPLE.service.name, { timeout: 20_000 });
});

test("somebody with other rights signs in: what waited is sent before their own copy is made", async ({ devices, hotel }) => {
  const desk = await settle(await devices.found(), "Front desk", PEOPLE.sales);
  const page = await settle(await devices.found(), TABLET);
  const guest = await guestOf(page, hotel);
  await guest.allSent();
  await hold(page);
  await guest.note(NOTE);
  await page.goto("/settings");
  const settings = new Page(page);
  await settings.button("app-sign-out").click();
  await signsOut(page, page.getByRole("dialog"));
  const door = new SignInPage(page);
  await door.ready();
  await letGo(page);
  await door.signIn(PEOPLE.analyst);
  await expect(settings.pill).toBeVisible({ timeout: 30_000 });
  const there = await guestOf(desk, hotel);
  await expect(there.entry(NOTE)).toContainText(PEOPLE.service.name, { timeout: 20_000 });
});
