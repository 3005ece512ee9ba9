// The enquiry form on a website of another origin: it stands without moving anything, leaves nothing behind, and what it sends is a lead in the open CRM.
import { EnquiryForm, expect, leads, NURIA, test } from "./enquiry.mjs";
import { Device } from "./device.mjs";
import { settle } from "./house.mjs";
import { PEOPLE } from "./setup.mjs";
import { Watch } from "./watch.mjs";

test("an enquiry is at once among the leads of the open CRM, with its consent", async ({ hotel, page, show, trail }) => {
  const watch = new Watch();
  const device = await Device.found(hotel, watch);
  try {
    const crm = await settle(device, "Front desk", PEOPLE.sales);
    await crm.goto("/leads");
    await page.goto(await show({ path: "/weddings" }));
    const form = new EnquiryForm(page);
    await form.stands();
    await expect(form.field("consent"), "no box is ticked by us").not.toBeChecked();
    await form.field("consent").check();
    await form.sends(NURIA);
    await expect(crm.getByText("Nuria Vidal").first()).toBeVisible();
  } finally {
    await device.close();
  }
  expect(watch.found).toEqual([]);
  const [lead] = leads(hotel);
  expect(lead.fields).toMatchObject({ given_name: "Nuria", email: "nuria@example.com", notes: NURIA.message });
  expect(lead.fields.tags ?? lead.sets?.tags ?? []).toEqual([]);
  expect(lead.consents).toHaveLength(1);
  expect(lead.consents[0].fields).toMatchObject({ decision: "granted", purpose: "marketing", text_locale: "en" });
  expect(trail.errors).toEqual([]);
});

test("nothing is stored in the visitor's browser and nobody else is asked, before and after", async ({ context, hotel, page, show, trail, website }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  const kept = async () => ({
    cookies: await context.cookies(),
    storage: await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]),
    others: trail.requests.filter((url) => ![hotel.url, website.origin].includes(new URL(url).origin)),
  });
  const nothing = { cookies: [], storage: [0, 0, 0, 0], others: [] };
  expect(await kept()).toEqual(nothing);
  await form.sends(NURIA);
  expect(await kept()).toEqual(nothing);
  expect(website.cookies).toEqual([]);
});

test("the form takes the plain one's place without moving what is around it, and keeps what was typed", async ({ hotel, page, show, trail }) => {
  // The loader is held back until the visitor has begun to write.
  let go;
  const held = new Promise((done) => (go = done));
  await page.route(`${hotel.url}/w/1/loader.js`, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(await show(), { waitUntil: "commit" });
  const plain = page.locator("innkeeper-enquiry > form");
  await plain.locator("[name=name]").fill("Nuria Vidal");
  await plain.locator("[name=message]").fill("A wedding");
  await plain.locator("[name=message]").focus();
  const before = await page.locator("#below").boundingBox();
  go();
  const form = new EnquiryForm(page);
  await form.stands();
  await expect(form.field("name")).toHaveValue("Nuria Vidal");
  await expect(form.field("message")).toHaveValue("A wedding");
  await expect(form.field("message"), "the visitor is where they were").toBeFocused();
  expect(Math.abs((await page.locator("#below").boundingBox()).y - before.y)).toBeLessThan(3);
  expect(trail.errors).toEqual([]);
});

test("nothing shifts while the form takes its place and is used", async ({ page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.sends(NURIA);
  expect(await page.evaluate(() => window.shifts.reduce((sum, shift) => sum + shift, 0))).toBe(0);
});

test("what is missing is said beside it, and the summary has the focus", async ({ page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.field("email").fill("nuria@");
  await form.send.click();
  await expect(form.form.getByRole("alert")).toBeFocused();
  await expect(form.form.getByText(form.say("widget-need-name"))).toBeVisible();
  await expect(form.field("email")).toHaveAttribute("aria-invalid", "true");
  await expect(form.field("email")).toHaveAccessibleDescription(form.say("widget-need-email"));
  expect(await page.evaluate(() => window.told.filter(([name]) => name === "invalid"))).toEqual([["invalid", { fields: "name email message" }]]);
  await form.field("email").fill("nuria@example.com");
  await expect(form.field("email")).not.toHaveAttribute("aria-invalid");
});

test("events tell the page what happens and nothing of the person", async ({ hotel, page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.sends(NURIA);
  const told = await page.evaluate(() => window.told);
  expect(told.map(([name]) => name).filter((name, at, all) => name !== all[at - 1])).toEqual(["ready", "change", "submit", "success"]);
  expect(JSON.stringify(told)).not.toMatch(/Nuria|example|wedding/);
  expect(leads(hotel)).toHaveLength(1);
});

test("the page may stop an enquiry, and is told the values where it asks for them", async ({ hotel, page, show }) => {
  await page.goto(await show({ attributes: "data-expose" }));
  const form = new EnquiryForm(page);
  await form.stands();
  await page.evaluate(() => document.addEventListener("innkeeper:submit", (event) => event.preventDefault()));
  await form.fill(NURIA);
  await form.send.click();
  expect(await page.evaluate(() => window.told.at(-1))).toMatchObject(["submit", { values: { name: "Nuria Vidal" } }]);
  await expect(form.send).toBeVisible();
  expect(leads(hotel)).toEqual([]);
});

test("methods fill in, tick, close, open and empty the form, also when called before it is there", async ({ page, show }) => {
  const stub = `<script>window.innkeeper = [["prefill", { name: "Nuria Vidal", message: "From the queue" }], ["setConsent", { marketing: true }]];</script>`;
  await page.goto(await show({ head: stub }));
  const form = new EnquiryForm(page);
  await form.stands();
  await expect(form.field("name")).toHaveValue("Nuria Vidal");
  await expect(form.field("consent")).toBeChecked();
  const call = (method, value) => page.evaluate(([method, value]) => document.querySelector("innkeeper-enquiry")[method](value), [method, value]);
  await call("prefill", { phone: "+34972258000" });
  await expect(form.field("phone")).toHaveValue("+34972258000");
  await call("close");
  await expect(form.form).toHaveCount(0);
  await page.getByRole("button", { name: form.say("widget-open") }).click();
  await expect(form.field("name")).toBeFocused();
  await call("prefill", { name: "Again" });
  await call("reset");
  await expect(form.field("name")).toHaveValue("");
});

for (const [lang, title] of [["en", "Ask us anything"], ["es", "Pregúntenos lo que quiera"], ["zh-CN", "有问题请问我们"]]) {
  test(`the form, its box and its thanks speak ${lang}`, async ({ hotel, page, show }) => {
    await page.goto(await show({ lang }));
    const form = new EnquiryForm(page, lang);
    await form.stands();
    await expect(form.form.getByRole("heading")).toHaveText(title);
    await form.field("consent").check();
    await form.sends(NURIA);
    const [lead] = leads(hotel);
    expect([lead.fields.language, lead.consents[0].fields.text_locale]).toEqual([lang, lang]);
  });
}

test("without a plain form in it the element brings the box's words itself", async ({ hotel, page, show }) => {
  await page.goto(await show({ form: false }));
  const form = new EnquiryForm(page);
  await form.stands();
  await form.field("consent").check();
  await form.sends(NURIA);
  expect(leads(hotel)[0].consents).toHaveLength(1);
});

test("a changed language changes the words and keeps what was typed", async ({ page, show }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.fill(NURIA);
  await page.evaluate(() => document.querySelector("innkeeper-enquiry").setAttribute("lang", "es"));
  await expect(form.form.getByRole("heading")).toHaveText("Pregúntenos lo que quiera");
  await expect(form.field("message")).toHaveValue(NURIA.message);
});
