// What WCAG 2.2 asks beyond what can be measured on every page alike (every-page.spec.mjs): help is where it was, nothing must be dragged,
// nothing is typed twice, signing in is no puzzle. And forced colours.
import { EnrolPage, GuestsPage, PEOPLE, SignInPage, expect, settle, test as plain } from "./house.mjs";
import { HEAD, NESTED, test } from "./lived-in.mjs";
import { CapturePage } from "./pages.mjs";

test("the ways through the app, to the settings and to the list of shortcuts are in the same places on every page", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(), "Front desk");
  const guests = new GuestsPage(page);
  const frames = {};
  for (const path of ["/", "/guests", `/guests/${hotel.guestWithConsent().id}`, "/guests/new", "/leads", "/segments", "/segments/new", "/settings", "/sync", "/history", "/nowhere"]) {
    await page.goto(path);
    await expect(guests.title).toBeVisible();
    await expect(page.locator(".rail .me")).toBeVisible();
    const ways = await page.locator(".rail, .bar").evaluateAll((frames) => frames.map((frame) => [...frame.querySelectorAll("a, button")].map((way) => `${way.getAttribute("href")} ${way.innerText.trim()}`)));
    (frames[JSON.stringify(ways)] ??= []).push(path);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: guests.words("shortcuts-title") })).toBeVisible();
    await page.keyboard.press("Escape");
  }
  expect(Object.values(frames)).toHaveLength(1);
});

test.describe("what others drag is moved with a button, also by keyboard", () => {
  test("columns", async ({ devices }) => {
    const page = await settle(await devices.found(), "Front desk");
    const guests = new GuestsPage(page);
    const before = await guests.heads();
    await guests.button("guests-columns").click();
    const back = page.getByRole("button", { name: guests.words("guests-column-back") });
    await back.first().focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => guests.heads()).not.toEqual(before);
    const after = await guests.heads();
    expect(after.toSorted()).toEqual(before.toSorted());
    await expect(back.nth(1)).toBeFocused();
  });

  test("the parts of a rule", async ({ devices }) => {
    const page = await settle(await devices.found(), "Front desk", { ...HEAD, role: "it-admin" });
    const guests = new GuestsPage(page);
    await page.goto(`/segments/new?rule=${encodeURIComponent(JSON.stringify(NESTED.rule))}`);
    const fields = page.locator(".builder select[id$=-field]");
    await expect(fields).not.toHaveCount(0);
    const order = () => fields.evaluateAll((fields) => fields.map((field) => field.value));
    const before = await order();
    await page.locator("#part-0-menu").focus();
    await page.keyboard.press("Enter");
    await guests.button("rule-down").filter({ visible: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(order).not.toEqual(before);
    expect((await order()).toSorted()).toEqual(before.toSorted());
    await expect(page.locator("#part-1-menu")).toBeFocused();
  });
});

plain.describe("nothing is typed twice", () => {
  plain("the address, after a wrong password", async ({ devices }) => {
    const page = await (await devices.found()).start();
    await page.goto("/guests");
    const door = new SignInPage(page);
    await door.signIn({ email: PEOPLE.service.email, password: "not the password at all" });
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(door.email).toHaveValue(PEOPLE.service.email);
    await expect(door.password).toHaveValue("");
    await door.password.fill(PEOPLE.service.password);
    await door.go.click();
    await new EnrolPage(page).ready();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(PEOPLE.service.email);
  });

  plain("company and country, for the next visitor of a stand", async ({ devices }) => {
    const page = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
    const capture = new CapturePage(page);
    await capture.open();
    await capture.name.fill("Sofia Lindqvist");
    await capture.field("field-lead-company-name").fill("Nordic Incentives AB");
    await capture.button("capture-more").click();
    await capture.field("field-lead-country").selectOption("SE");
    await capture.save();
    for (const key of ["capture-same-company", "capture-same-country"]) await page.getByRole("button", { name: capture.words(key) }).click();
    await expect(capture.field("field-lead-company-name")).toHaveValue("Nordic Incentives AB");
    await expect(capture.field("field-lead-country")).toHaveValue("SE");
  });

  plain("a half-filled form, after another page", async ({ devices }) => {
    const page = await settle(await devices.found(), "Front desk");
    const guests = new GuestsPage(page);
    await page.goto("/guests/new");
    const city = guests.field("field-guest-city");
    await city.fill("Figueres");
    await page.locator(".rail a[href='/leads']").click();
    await expect(page.locator(".g-row[aria-rowindex]").first()).toBeVisible();
    await page.goBack();
    await expect(city).toHaveValue("Figueres");
  });
});

plain("signing in is a name and a password that may be pasted or filled in by a manager, and nothing else", async ({ devices }) => {
  const page = await (await devices.found()).start();
  await page.goto("/guests");
  const door = new SignInPage(page);
  await door.ready();
  await expect(door.email).toHaveAttribute("autocomplete", "username");
  await expect(door.password).toHaveAttribute("autocomplete", "current-password");
  const form = page.locator("form");
  await expect(form).toHaveAttribute("method", "post");
  await expect(form.locator("input:not([type=hidden]), select, textarea")).toHaveCount(2);
  await expect(page.locator("img, canvas, iframe, audio")).toHaveCount(0);
  // What was copied elsewhere is pasted into both.
  await page.evaluate(() => document.querySelector("main").append(Object.assign(document.createElement("textarea"), { id: "elsewhere" })));
  for (const [field, text] of [[door.email, PEOPLE.service.email], [door.password, PEOPLE.service.password]]) {
    await page.locator("#elsewhere").fill(text);
    await page.locator("#elsewhere").press("Control+a");
    await page.locator("#elsewhere").press("Control+c");
    await field.press("Control+v");
    await expect(field).toHaveValue(text);
  }
  await door.go.click();
  await new EnrolPage(page).ready();
});

plain("with forced colours one sees what has the focus and what is chosen", async ({ devices, hotel }) => {
  const page = await settle(await devices.found({ forcedColors: "active", reducedMotion: "reduce" }), "Front desk", PEOPLE.sales);
  const guests = new GuestsPage(page);
  const same = [];
  // A picture of an element with a little of what is round it.
  const picture = async (element) => {
    const { x, y, width, height } = await element.boundingBox();
    return page.screenshot({ clip: { x: Math.max(0, x - 4), y: Math.max(0, y - 4), width: width + 8, height: height + 8 }, caret: "hide" });
  };
  const differs = async (name, element, change) => {
    await element.scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    const before = await picture(element);
    await change(element);
    await page.mouse.move(0, 0);
    if (before.equals(await picture(element))) same.push(name);
  };
  const focus = async (element) => {
    // By keyboard, as it is then that a ring is asked for.
    await page.keyboard.press("Shift");
    await element.focus();
  };
  await differs("focus of the search box", guests.searchBox, focus);
  await differs("focus of a link in the rail", page.locator(".rail a[href='/leads']"), focus);
  await differs("focus of a quiet button", guests.button("guests-columns"), focus);
  await differs("focus of a filled link", page.locator("main .head a.btn.primary"), focus);
  await differs("focus of a column head", page.getByRole("columnheader").getByRole("button").first(), focus);
  await differs("focus of the list", guests.grid, focus);
  await differs("the active row", guests.rows.nth(1), async () => {
    await guests.grid.focus();
    for (let press = 0; press < 2; press += 1) await page.keyboard.press("ArrowDown");
  });
  await differs("a ticked row", guests.rows.nth(3).locator(".sel"), (cell) => cell.locator("input").check());
  await page.goto("/capture");
  await differs("a grade", page.locator(".grade").nth(1), (tile) => tile.locator("input").check({ force: true }));
  await differs("an interest", page.locator(".pick").first(), (pick) => pick.click());
  await differs("an answer", page.locator(".say").first(), (say) => say.click());
  await page.goto("/settings");
  const themes = page.locator(".segmented label");
  await expect(themes.first()).toBeVisible();
  await differs("a choice of a few", themes.last(), (theme) => theme.click());
  await page.keyboard.press("Control+k");
  const offers = page.locator(".palette .offer");
  await expect(offers.nth(1)).toBeVisible();
  await differs("the offer that Enter takes", offers.nth(1), () => page.keyboard.press("ArrowDown"));
  await page.keyboard.press("Escape");
  await page.goto(`/guests/${hotel.guestWithConsent().id}`);
  // Of the page one is on, its entry is unlike the others.
  await page.goto("/segments");
  const borders = (way) => way.evaluate((way) => JSON.stringify(["backgroundColor", "color", "outlineStyle", "outlineWidth", "borderInlineStartWidth", "borderBlockEndWidth", "fontWeight", "textDecorationLine"].map((part) => getComputedStyle(way)[part])));
  if ((await borders(page.locator(".rail a[href='/segments']"))) === (await borders(page.locator(".rail a[href='/leads']")))) same.push("the entry of this page in the rail");
  expect(same).toEqual([]);
});
