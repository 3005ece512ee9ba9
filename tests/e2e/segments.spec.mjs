// What a segment tells beyond its count: why for any guest, two of them side by side, what asks for it, what it asked before, who was in once;
// values offered while one types, and parts dragged.
import { readFile } from "node:fs/promises";
import { violations } from "./axe.mjs";
import { expect, test } from "./desk.mjs";
import { DIRECTOR, GuestsPage, addPerson, settle } from "./house.mjs";
import { small } from "./measure.mjs";
import { SegmentPage } from "./segment-page.mjs";

const all = (...rules) => ({ combinator: "and", rules });
const line = (field, operator, value) => ({ field, operator, value });
const SPANISH = all(line("country", "in", ["ES"]));
const REGULARS = all(line("stay_count", ">=", 2));
const BOTH = all(...SPANISH.rules, ...REGULARS.rules);
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };

// The editor on a page of the desk, with this rule.
async function opened(page, rule) {
  const segment = new SegmentPage(page);
  await segment.begin(rule);
  return { page, segment };
}

test("any guest is found by name and told which line keeps them out", async ({ desk }) => {
  const { page, segment } = await opened(desk, BOTH);
  await page.getByRole("button", { name: new RegExp(`^${segment.words("segment-outside")}`) }).click();
  const outside = page.locator(".people button").first();
  await expect(page.getByText(segment.words("segment-outside-text"))).toBeVisible();
  const name = await outside.locator("b").innerText();
  await segment.why.fill(name);
  await segment.whyOffers.filter({ hasText: name }).first().click();
  await expect(page.getByRole("heading", { level: 3, name: segment.words("segment-why-out") })).toBeVisible();
  await expect(page.locator(".tree [data-keeps]")).toHaveCount(1);
  await expect(page.getByText(segment.words("segment-keeps-one"))).toBeVisible();
  expect(await violations(page, ["light", "dark", "sunlight"])).toEqual([]);
});

test("the keyboard alone finds a guest to explain, and Esc closes what is offered", async ({ desk }) => {
  const { page, segment } = await opened(desk, BOTH);
  await segment.why.focus();
  await page.keyboard.type("a");
  await expect(segment.whyOffers.first()).toBeVisible();
  expect(await violations(page, ["light", "dark"])).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(segment.whyOffers).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#why-guest")).toHaveAttribute("aria-activedescendant", /.+/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".tree li").first()).toBeVisible();
});

test("two segments side by side add up, and each part opens as a list of so many", async ({ desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  const spanish = await segment.total();
  await segment.keepAs("Spanish");
  await segment.begin(REGULARS);
  const regulars = await segment.total();
  await segment.keepAs("Regulars");
  await page.goto("/segments");
  await segment.link("segments-compare").click();
  await expect(page.getByText(segment.words("compare-empty"))).toBeVisible();
  const labelled = (key) => page.getByLabel(segment.words(key), { exact: true });
  await labelled("compare-left").selectOption({ label: "Spanish" });
  await labelled("compare-right").selectOption({ label: "Regulars" });
  await expect(page).toHaveURL(/left=[0-9a-f-]{36}&right=[0-9a-f-]{36}$/);
  const figures = page.locator(".three .big");
  await expect(figures).toHaveText([/\d/, /\d/, /\d/]);
  const [left, both, right] = (await figures.allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
  expect(right + both).toBe(regulars);
  expect(left + both).toBe(spanish);
  expect(await violations(page, ["light", "dark"])).toEqual([]);
  await expect(page.locator("main")).toMatchAriaSnapshot({ name: "compare.aria.yml" });
  await segment.button("compare-swap").click();
  await expect(figures).toHaveText([String(right), String(both), String(left)].map((count) => new RegExp(`^${count.replace(/\B(?=(\d{3})+$)/g, ",")}$`)));
  await page.locator(".three section").nth(1).getByRole("link", { name: segment.words("segment-see-all") }).click();
  const guests = new GuestsPage(page);
  await guests.ready();
  expect(await guests.found()).toBe(both);
});

test("a segment that others ask for says so, and asks before it is put away", async ({ desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  await segment.keepAs("From Spain");
  const [root] = /[0-9a-f-]{36}$/.exec(page.url());
  await segment.begin(all(line("segment", "in", [root]), ...REGULARS.rules));
  await segment.keepAs("Spanish regulars");
  await page.goto(`/segments/${root}`);
  const used = page.getByRole("region", { name: segment.words("segment-used") });
  await expect(used.getByRole("link", { name: "Spanish regulars" })).toBeVisible();
  await segment.does("segment-put-away");
  const dialog = page.getByRole("dialog", { name: segment.words("segment-used-away") });
  await expect(dialog.getByRole("link", { name: "Spanish regulars" })).toBeVisible();
  expect(await violations(page, ["light", "dark"])).toEqual([]);
  await segment.button("app-cancel", dialog).click();
  await expect(dialog).toBeHidden();
  await segment.does("segment-put-away");
  await segment.button("segment-put-away", dialog).click();
  await expect(page).toHaveURL(/\/segments$/);
});

test("a changed rule is told with who changed it, and the one before can be taken back", async ({ desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  const spanish = await segment.total();
  await segment.keepAs("Changing");
  await segment.add("rule-add-line").click();
  await segment.field([1]).selectOption("stay_count");
  await segment.value([1]).fill("2");
  await segment.save.click();
  await expect(page.getByText(segment.words("segment-saved")).first()).toBeVisible();
  await expect.poll(() => segment.total()).toBeLessThan(spanish);
  await segment.does("segment-versions");
  const sheet = page.getByRole("dialog", { name: segment.words("segment-versions") });
  await expect(sheet.locator(".versions > li")).toHaveCount(2);
  await expect(sheet.locator(".versions > li").first()).toContainText(DIRECTOR.name);
  await expect(sheet.locator(".versions > li").first().getByText(segment.words("segment-version-added"))).toBeVisible();
  expect(await violations(page, ["light", "dark"])).toEqual([]);
  await segment.button("segment-version-back", sheet).click();
  await expect(sheet).toBeHidden();
  await expect.poll(() => segment.total()).toBe(spanish);
});

test("who is in now is kept as a list that is compared with its segment", async ({ desk }) => {
  const { page, segment } = await opened(desk, all(line("country", "in", ["ES"]), line("stay_count", ">=", 3)));
  const told = await segment.total();
  await segment.keepAs("Loyal Spaniards");
  await segment.does("segment-keep");
  const dialog = page.getByRole("dialog", { name: segment.words("segment-keep") });
  await expect(dialog.getByLabel(segment.words("segment-name"))).toHaveValue(/^Loyal Spaniards, /);
  expect(await violations(page, ["light", "dark"])).toEqual([]);
  await dialog.locator("button[type=submit]").click();
  await expect(page.locator("p.fixed")).toBeVisible();
  await expect.poll(() => segment.total()).toBe(told);
  await page.locator("p.fixed a").click();
  await expect(page.locator(".three .big")).toHaveText(["0", String(told), "0"]);
  await page.goto("/segments");
  await expect(page.locator(".segments-list li").filter({ hasText: segment.words("segments-fixed") })).toHaveCount(1);
});

test("too many guests for a list are told before anything is kept", async ({ desk }) => {
  const { page, segment } = await opened(desk, all(line("stay_count", ">=", 0)));
  await expect.poll(() => segment.total()).toBeGreaterThan(2_000);
  await segment.does("segment-keep");
  const dialog = page.getByRole("dialog", { name: segment.words("segment-keep") });
  await expect(dialog.getByRole("alert")).toHaveText(segment.words("segment-keep-many"));
  await expect(dialog.locator("button[type=submit]")).toHaveCount(0);
});

test("values that guests have are offered with how many have them", async ({ desk }) => {
  const { page, segment } = await opened(desk, all(line("city", "in", [])));
  const value = segment.value([0]);
  await value.click();
  const offers = page.locator("#part-0 .offers").getByRole("option");
  await expect(offers.first()).toHaveText(/\D\d/);
  const [most, count] = [await offers.first().locator("span").innerText(), await offers.first().locator("small").innerText()];
  await value.pressSequentially(most.slice(0, 3));
  await expect(offers.filter({ hasText: most })).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(segment.chosen([0])).toHaveCount(1);
  await expect(value).toBeFocused();
  const chosen = await segment.chosen([0]).innerText();
  if (chosen.trim() === most) await expect(page.locator(".share .big")).toHaveText(count);
  // What nobody has can be asked for all the same.
  await value.pressSequentially("Nowhere at all");
  await page.keyboard.press("Enter");
  await expect(segment.chosen([0])).toHaveCount(2);
});

test("guests are exported with a reason and a password, and the book of exports says so", async ({ desk }) => {
  const { page, segment } = await opened(desk, all(line("country", "in", ["ES"]), line("stay_count", ">=", 2)));
  const count = await segment.total();
  await segment.does("segment-export");
  const dialog = page.getByRole("dialog", { name: segment.words("segment-export") });
  const [reason, password] = ["segment-export-reason", "guest-erase-password"].map((key) => dialog.getByLabel(segment.words(key), { exact: true }));
  await expect(reason).toBeFocused();
  const go = segment.button("segment-export-go", dialog);
  await go.click();
  await expect(reason).toHaveAccessibleDescription(segment.words("segment-export-reason-missing"));
  await expect(password).toHaveAccessibleDescription(segment.words("segment-export-password-missing"));
  expect(await violations(page, ["light", "dark", "sunlight"])).toEqual([]);
  await reason.fill("Letters for the opening");
  const saved = page.waitForEvent("download");
  await password.fill(DIRECTOR.password);
  await page.keyboard.press("Enter");
  const file = await readFile(await (await saved).path(), "utf8");
  expect(file.trim().split("\n").length - 1).toBe(count);
  await expect(segment.toasts).toContainText(/guests-\d{4}-\d\d-\d\d\.csv/);
  await segment.does("segment-export");
  await dialog.locator("summary").click();
  await expect(dialog.locator(".book li")).toContainText(["Letters for the opening"]);
  await expect(dialog.locator(".book li").first()).toContainText(DIRECTOR.name);
});

test("a password that is not right exports nothing and says so", async ({ settledDesk, desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  await segment.does("segment-export");
  const dialog = page.getByRole("dialog", { name: segment.words("segment-export") });
  await dialog.getByLabel(segment.words("segment-export-reason"), { exact: true }).fill("Letters");
  await dialog.getByLabel(segment.words("guest-erase-password"), { exact: true }).fill("seven lamps at dusk");
  settledDesk.watch.expect(/403/);
  await segment.button("segment-export-go", dialog).click();
  await expect(dialog.getByRole("alert")).toHaveText(segment.words("problem-wrong-password"));
});

test("a field is found by its name in any of the languages", async ({ desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  const find = page.locator("#part-find");
  for (const [typed, name] of [["primer apell", "field-guest-surname"], ["姓", "field-guest-surname"], ["surname", "field-guest-surname"]]) {
    await find.fill(typed);
    await expect(page.locator(".g-add").getByRole("option", { name: segment.words(name), exact: true })).toBeVisible();
  }
});

test("contacts are asked for one at a time", async ({ desk }) => {
  const { page, segment } = await opened(desk, all(line("stay_count", ">=", 0)));
  const everybody = await segment.total();
  await segment.add("rule-add-interaction").click();
  await expect.poll(() => segment.total()).toBeLessThan(everybody);
  const anyContact = await segment.total();
  await segment.add("rule-add-line", [1]).click();
  await segment.value([1, 0]).selectOption("note");
  await expect.poll(() => segment.total()).toBeLessThan(anyContact);
});

test("a menu of values counts them, those of most guests first", async ({ desk }) => {
  const { segment } = await opened(desk, all(line("country", "in", [])));
  const options = segment.value([0]).locator("option");
  await expect(options.nth(1)).toHaveText(/ · [\d,]+$/);
  const counts = (await options.allInnerTexts()).slice(1, 4).map((text) => Number(text.split(" · ")[1].replace(/\D/g, "")));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
});

test("a line is begun by the name of its field", async ({ desk }) => {
  const { page, segment } = await opened(desk, SPANISH);
  await page.locator("#part-find").pressSequentially(segment.words("segment-field-nights").slice(0, 4));
  await page.keyboard.press("Enter");
  await expect(segment.field([1])).toHaveValue("nights");
  await expect(segment.value([1])).toBeFocused();
});

test("a part is dragged into a group with a mouse, Esc leaves all as it was, and one step takes it back", async ({ desk }) => {
  const group = { combinator: "or", rules: [line("city", "notNull")] };
  const { page, segment } = await opened(desk, all(...REGULARS.rules, group));
  const centre = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const drag = async (to) => {
    await page.mouse.move(...(await centre(page.locator("#part-0-menu"))));
    await page.mouse.down();
    await page.mouse.move(...(await centre(to)), { steps: 6 });
  };
  await drag(page.locator("#part-1-end"));
  await expect(page.locator("#part-1-end")).toHaveAttribute("data-drop", "into");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(page.locator("[data-drop]")).toHaveCount(0);
  await expect(segment.field([0])).toHaveValue("stay_count");
  await drag(page.locator("#part-1-end"));
  await page.mouse.up();
  await expect(segment.field([0, 1])).toHaveValue("stay_count");
  // What ends a drag opens no menu.
  await expect(page.locator(".builder .panel:not([hidden])")).toHaveCount(0);
  await segment.button("segment-undo").click();
  await expect(segment.field([0])).toHaveValue("stay_count");
});

test("a finger that rests on the handle drags a part", async ({ devices, hotel }) => {
  addPerson(hotel, DIRECTOR);
  const tablet = await settle(await devices.found(TABLET), "Director's tablet", DIRECTOR);
  const { page, segment } = await opened(tablet, all(...SPANISH.rules, ...REGULARS.rules));
  const touch = await page.context().newCDPSession(page);
  const point = async (locator, below) => {
    const { x, y, width, height } = await locator.boundingBox();
    return { x: x + width / 2, y: y + (below ? height - 4 : height / 2) };
  };
  const at = await point(page.locator("#part-0-menu"));
  const to = await point(page.locator("#part-1"), true);
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  await expect(page.locator("#part-0")).toHaveAttribute("data-drop", "from");
  for (const part of [0.3, 0.6, 1]) {
    const on = { x: at.x + (to.x - at.x) * part, y: at.y + (to.y - at.y) * part };
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [on] });
  }
  await expect(page.locator("#part-1")).toHaveAttribute("data-drop", "after");
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(segment.field([1])).toHaveValue("country");
  expect(await small(page, 44)).toEqual([]);
});
