// What WCAG 2.2 asks beyond what axe can tell: the focus is seen, nothing must be dragged, targets are large enough, help is where
// it was, nothing is typed twice, signing in is no puzzle. And narrow windows, less motion, forced colours.
import { covered, moving, sideways, small } from "./measure.mjs";
import { EnrolPage, GuestsPage, PEOPLE, SignInPage, expect, settle, test as plain } from "./house.mjs";
import { HEAD, NESTED, test } from "./lived-in.mjs";
import { CapturePage } from "./pages.mjs";
import { Tour } from "./tour.mjs";

// Takes the tour and notes what each question answers on each page. `questions` are functions of the page that give what is wrong.
async function ask({ devices, hotel }, options, questions) {
  const device = await devices.found(options);
  const wrong = Object.fromEntries(Object.keys(questions).map((name) => [name, {}]));
  let looked = 0;
  const look = async (place) => {
    looked += 1;
    for (const [name, question] of Object.entries(questions)) {
      const found = await question(trip.page, place);
      if (found.length > 0) wrong[name][place] = found;
    }
  };
  const trip = new Tour({ device, hotel, look });
  await trip.start();
  await trip.firstRun();
  await trip.door();
  await trip.inside();
  expect(looked).toBeGreaterThan(35);
  for (const [name, found] of Object.entries(wrong)) expect.soft(found, name).toEqual({});
}

// Places where there is nothing to go through with Tab but the page's frame would be a mistake of the walk.
async function focusHidden(page, place) {
  const { hidden, walked } = await covered(page);
  return walked > 0 ? hidden : [`nothing takes the focus on ${place}`];
}

const dragged = (page) => page.evaluate(() => [...document.querySelectorAll("[draggable=true]")].map((element) => element.outerHTML.slice(0, 100)));

test("at a desk what has the focus is seen, no target is under 24 pixels, and nothing is dragged", async ({ devices, hotel }) => {
  test.setTimeout(400_000);
  await ask({ devices, hotel }, {}, { small: (page) => small(page, 24), dragged, covered: focusHidden });
});

test("on a phone what has the focus is never under a bar", async ({ devices, hotel }) => {
  test.setTimeout(400_000);
  await ask({ devices, hotel }, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, { covered: focusHidden, sideways });
});

test("under a finger targets are 44 pixels high, and 56 where leads are captured", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  const fingers = (page, place) => small(page, /^capture( without|$)/.test(place) ? 56 : 44);
  await ask({ devices, hotel }, { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true }, { fingers });
});

test("at 320 pixels no page scrolls sideways, and with less motion nothing moves", async ({ devices, hotel }) => {
  test.setTimeout(240_000);
  await ask({ devices, hotel }, { viewport: { width: 320, height: 640 } }, { sideways, moving });
});

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
