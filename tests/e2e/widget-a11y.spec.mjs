// Who uses the enquiry form with a keyboard, with a screen reader, enlarged, or in another language, uses the same form.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { EnquiryForm, expect, leads, NURIA, test } from "./enquiry.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds on the page and in the form's shadow root, targets of WCAG 2.2 included.
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)}: ${failureSummary}`));
  });
}

for (const lang of ["en", "es", "zh-CN"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing in ${lang}, ${colorScheme}: empty, with faults, and thanking`, async ({ page, show }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(await show({ lang, head: '<meta name="color-scheme" content="light dark">' }));
      const form = new EnquiryForm(page, lang);
      await form.stands();
      expect(await violations(page)).toEqual([]);
      await form.send.click();
      await expect(form.form.getByRole("alert")).toBeFocused();
      expect(await violations(page)).toEqual([]);
      await form.sends(NURIA);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("the keyboard alone is enough", async ({ hotel, page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  const { keyboard } = page;
  await keyboard.press("Tab");
  await expect(form.field("name")).toBeFocused();
  await keyboard.type(NURIA.name);
  await keyboard.press("Tab");
  await keyboard.type(NURIA.email);
  await keyboard.press("Tab");
  await expect(form.field("phone")).toBeFocused();
  await form.field("message").focus();
  await keyboard.type(NURIA.message);
  await keyboard.press("Tab");
  await expect(form.field("consent"), "what no person sees is not on the way").toBeFocused();
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await expect(form.send).toBeFocused();
  await keyboard.press("Enter");
  await expect(form.thanks).toBeVisible({ timeout: 30_000 });
  expect(leads(hotel)[0].consents).toHaveLength(1);
});

test("every field has a name, a purpose, and says what is wrong with it", async ({ page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  for (const [name, label, purpose] of [["name", "Your name", "name"], ["email", "E-mail", "email"], ["phone", "Phone", "tel"]]) {
    await expect(form.field(name)).toHaveAccessibleName(label);
    await expect(form.field(name)).toHaveAttribute("autocomplete", purpose);
  }
  await expect(form.form).toHaveRole("form");
  await expect(form.form).toHaveAccessibleName("Ask us anything");
});

test("at 400 % everything stands in one column and nothing is cut off", async ({ page, show }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(await show({ lang: "es" }));
  const form = new EnquiryForm(page, "es");
  await page.locator("innkeeper-enquiry").scrollIntoViewIfNeeded();
  await page.locator("innkeeper-enquiry > form [name=name], innkeeper-enquiry .ik [name=name]").first().focus();
  await form.stands();
  const { x, width } = await form.field("email").boundingBox();
  expect((await form.field("phone").boundingBox()).x).toBe(x);
  expect(x + width).toBeLessThanOrEqual(320);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("nothing moves by itself where motion is not wanted", async ({ page, show }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await expect(form.send).toHaveCSS("transition-duration", "0s");
});
