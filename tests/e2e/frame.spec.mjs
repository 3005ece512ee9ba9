// What lies round and over every page: search everywhere, shortcuts, the history and the way back, and what a tablet remembers.
import { EnrolPage, GuestPage, GuestsPage, PEOPLE, Page, SignInPage, expect, settle, test } from "./house.mjs";
import { HistoryPage, Palette } from "./pages.mjs";

test("a guest is found from any page and opened with the keyboard alone", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const page = await settle(await devices.found(), "Front desk");
  await page.goto("/settings");
  const palette = new Palette(page);
  await expect(palette.title).toBeVisible();
  await palette.open();
  await page.keyboard.type(email);
  await palette.answered();
  const first = palette.offers.first();
  await expect(first).toContainText(email);
  await expect(palette.input).toHaveAttribute("aria-activedescendant", await first.getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(palette.box).toBeHidden();
  await new GuestPage(page).ready();
  await expect(page.locator("main")).toContainText(email);
});

test("a word that is still being composed finds nothing and opens nothing", async ({ devices, hotel }) => {
  const name = [...hotel.familyNames().values()].find((name) => /^\p{Script=Han}+$/u.test(name));
  const page = await settle(await devices.found(), "Front desk");
  const palette = new Palette(page);
  await palette.open();
  const offered = await palette.offers.allInnerTexts();
  const before = page.url();
  const input = await page.context().newCDPSession(page);
  await input.send("Input.imeSetComposition", { text: "wang", selectionStart: 4, selectionEnd: 4 });
  await expect(palette.input).toHaveValue("wang");
  // The keys that choose in the window of the input method.
  for (const key of ["ArrowDown", "Enter"]) {
    await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, code: key, windowsVirtualKeyCode: 229 });
    await input.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: 229 });
  }
  await expect(palette.offers.first()).toHaveAttribute("aria-selected", "true");
  expect(await palette.offers.allInnerTexts()).toEqual(offered);
  expect(page.url()).toBe(before);
  // What came out of it is looked for.
  await input.send("Input.insertText", { text: name });
  await expect(palette.input).toHaveValue(name);
  await palette.answered();
  await expect(palette.offers.first()).toContainText(name);
});

test("a question mark lists the shortcuts of the page", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  const here = new Page(page);
  const list = page.getByRole("dialog", { name: here.words("shortcuts-title") });
  await page.keyboard.press("?");
  await expect(list.getByText(here.words("shortcut-find"), { exact: true })).toBeVisible();
  await expect(list.getByText(here.words("shortcut-rows"), { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.goto("/settings");
  await expect(here.title).toHaveText(here.words("settings-title"));
  await page.keyboard.press("?");
  await expect(list.getByText(here.words("shortcut-find"), { exact: true })).toBeVisible();
  await expect(list.getByText(here.words("shortcut-rows"), { exact: true })).toHaveCount(0);
});

test("single letters go to pages until they are switched off", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  const here = new Page(page);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(here.title).toContainText(here.words("segments-title"));
  await page.goto("/settings");
  await here.field("settings-singles").uncheck();
  await here.title.focus();
  await page.keyboard.press("c");
  // Ctrl with K is no single letter, and comes after whatever C would have done.
  await new Palette(page).open();
  expect(new URL(page.url()).pathname).toBe("/settings");
});

test("a letter typed into a field is only a letter", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guests = new GuestsPage(page);
  await guests.searchBox.focus();
  await page.keyboard.type("c?g");
  await expect(guests.searchBox).toHaveValue("c?g");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/guests");
});

test("the history tells who changed what and when, and taking it back gives the old value and leaves a trace", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  const surname = guest.detail("field-guest-surname");
  const before = await surname.innerText();
  await guest.edit({ "field-guest-surname": "Portbou" });
  await expect(surname).toContainText("Portbou");
  const history = new HistoryPage(page);
  await history.open();
  // Of this tablet alone, as the page says.
  await expect(page.getByText(history.words("history-text"))).toBeVisible();
  const line = history.lines.first();
  await expect(line).toContainText("Portbou");
  await expect(line).toContainText(history.words("field-guest-surname"));
  await expect(line).toContainText(PEOPLE.service.name);
  await expect(line).toContainText(/\d{1,2} \p{L}+, \d{1,2}:\d{2}/u);
  await line.getByRole("button").click();
  await expect(history.lines.filter({ hasText: history.words("history-undone") })).toHaveCount(1);
  await page.goBack();
  await guest.ready();
  await expect(surname).not.toContainText("Portbou");
  await expect(surname).toContainText(before.split("\n")[0]);
  await guest.allSent();
});

test("the last action is taken back by its shortcut", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guest = await new GuestsPage(page).open(hotel.guestWithConsent().email);
  await guest.edit({ "field-guest-surname": "Portbou" });
  await expect(guest.title).toContainText("Portbou");
  await guest.title.focus();
  await page.keyboard.press("Control+z");
  await expect(guest.title).not.toContainText("Portbou");
  await expect(guest.toasts.getByText(guest.words("app-undone"))).toBeVisible();
});

test("who changed a value, when and on which tablet is told on every other", async ({ devices, hotel }) => {
  const { email } = hotel.guestWithConsent();
  const here = await settle(await devices.found(), "Front desk");
  const mine = await new GuestsPage(here).open(email);
  await mine.edit({ "field-guest-surname": "Portbou" });
  await mine.allSent();
  const there = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
  const surname = (await new GuestsPage(there).open(email)).detail("field-guest-surname");
  await surname.locator("summary").click();
  const origin = surname.getByRole("listitem");
  await expect(origin).toContainText(PEOPLE.service.name);
  await expect(origin).toContainText(/\d{1,2} \p{L}+, \d{1,2}:\d{2}/u);
  await expect(origin).toContainText("Front desk");
});

test("colours chosen on a tablet stay on it", async ({ devices }) => {
  const page = await settle(await devices.found(), "Fair tablet");
  await page.goto("/settings");
  const here = new Page(page);
  await page.getByText(here.words("app-theme-sunlight"), { exact: true }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "sunlight");
});

test("the sheet of arrivals has its head on every sheet of paper and nothing of the frame", async ({ devices }) => {
  const page = await settle(await devices.found(), "Front desk");
  await page.goto("/arrivals");
  await expect(page.locator("table.paper thead")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("nav")).toHaveCount(2);
  for (const nav of await page.locator("nav").all()) await expect(nav).toBeHidden();
  expect(await page.locator("table.paper thead").evaluate((head) => getComputedStyle(head).display)).toBe("table-header-group");
});

test("whoever looks after the tablets lets a colleague in", async ({ devices }) => {
  const page = await settle(await devices.found(), "Office", PEOPLE.admin);
  const here = new Page(page);
  await page.goto("/settings");
  await here.button("settings-staff-add").click();
  const dialog = page.getByRole("dialog");
  const [email, password] = ["new@hotel.example", "a lamp beside the long stairs"];
  await here.field("settings-staff-name", dialog).fill("Marta Soler");
  await here.field("sign-in-email", dialog).fill(email);
  await here.button("role-service", dialog).click();
  await here.field("settings-staff-password", dialog).fill(password);
  await here.button("settings-staff-save", dialog).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: email })).toBeVisible();
  const theirs = await (await devices.found()).start();
  await theirs.goto("/");
  await new SignInPage(theirs).signIn({ email, password });
  await new EnrolPage(theirs).ready();
});
