// A lead at the stand: one handle is enough, every key is kept, and the form is ready for the next visitor at once.
import { GuestsPage, PEOPLE, expect, settle, test } from "./house.mjs";
import { CapturePage } from "./pages.mjs";

const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };

test("a lead with one handle is kept, and the form is ready for the next", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  await capture.name.fill("Sofia Lindqvist");
  await capture.grade("A").check();
  await page.getByRole("button", { name: capture.words("code-lead-interests-mice") }).click();
  await capture.box("capture-allow-email").check();
  await capture.save();
  await expect(capture.name).toBeFocused();
  await expect(capture.last.first()).toContainText("Sofia Lindqvist");
  await expect(capture.box("capture-allow-email")).not.toBeChecked();
  await capture.allSent();
  const lead = hotel.now().find(({ type, fields }) => type === "lead" && fields.surname === "Lindqvist");
  expect(lead.fields).toMatchObject({ given_name: "Sofia", grade: "a", interests: ["mice"], status: "new" });
  expect(lead.consents.map(({ fields }) => [fields.channel, fields.decision, fields.method])).toEqual([["email", "granted", "tick"]]);
});

test("saving without a handle says what to add and keeps what was typed", async ({ devices }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  await capture.field("field-lead-company-name").fill("Nordic Incentives AB");
  await capture.button("capture-save-next").click();
  await expect(page.getByRole("alert")).toHaveText(capture.words("capture-no-handle"));
  await expect(capture.name).toBeFocused();
  await expect(capture.field("field-lead-company-name")).toHaveValue("Nordic Incentives AB");
});

test("what is typed survives a killed browser", async ({ devices }) => {
  const device = await devices.found(tablet);
  let capture = new CapturePage(await settle(device, "Fair tablet", PEOPLE.sales));
  await capture.open();
  await capture.name.pressSequentially("Sofia Lindq");
  await capture.grade("B").check();
  // The engine has stored it once another page of the device reads it.
  const beside = new CapturePage(await device.context.newPage());
  await expect(async () => {
    await beside.page.goto("/capture");
    await expect(beside.grade("B")).toBeChecked({ timeout: 1_000 });
  }).toPass();
  await device.kill();
  capture = new CapturePage(await device.start());
  await capture.open();
  await expect(capture.name).toHaveValue("Sofia Lindq");
  await expect(capture.grade("B")).toBeChecked();
});

test("one of the last five is corrected and the form is fresh again", async ({ devices, hotel }) => {
  const page = await settle(await devices.found(tablet), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  await capture.field("field-lead-email").fill("sofia@nordic.example");
  await capture.save();
  await expect(capture.last.first()).toContainText("sofia@nordic.example");
  await capture.last.first().getByRole("link").click();
  await expect(capture.field("field-lead-email")).toHaveValue("sofia@nordic.example");
  await capture.name.fill("Sofia Lindqvist");
  await capture.button("app-save").click();
  await expect(page).toHaveURL(/\/capture$/);
  await expect(capture.name).toHaveValue("");
  await expect(capture.last.first()).toContainText("Sofia Lindqvist");
  await capture.allSent();
  const lead = hotel.now().find(({ type, fields }) => type === "lead" && fields.email === "sofia@nordic.example");
  expect(lead.fields).toMatchObject({ given_name: "Sofia", surname: "Lindqvist" });
});

test("Enter goes on through the lines and Ctrl-Enter saves", async ({ devices }) => {
  const page = await settle(await devices.found(), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  await page.keyboard.type("Giulia Bianchi");
  await page.keyboard.press("Enter");
  await expect(capture.field("field-lead-company-name")).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(capture.name).toHaveValue("");
  await expect(capture.name).toBeFocused();
  await page.goto("/leads");
  await expect(page.getByRole("grid")).toContainText("Giulia Bianchi");
});

test("all of the form is at least 56 pixels high under a finger", async ({ devices }) => {
  const page = await settle(await devices.found({ ...tablet, isMobile: true }), "Fair tablet", PEOPLE.sales);
  const capture = new CapturePage(page);
  await capture.open();
  await capture.button("capture-more").click();
  const small = await page.locator("main").evaluate((main) =>
    [...main.querySelectorAll("a[href], button, select, textarea, input:not([type=radio], [type=checkbox]), .grade, .say")]
      .filter((target) => target.checkVisibility())
      .map((target) => [target.textContent.trim() || target.id, Math.round((target.closest(".where") ?? target).getBoundingClientRect().height)])
      .filter(([, height]) => height < 56),
  );
  expect(small).toEqual([]);
});
