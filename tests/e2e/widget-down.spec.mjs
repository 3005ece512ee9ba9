// The hotel's server is away, or the visitor is: nothing breaks on the host's page, and the enquiry arrives when both are back.
import { EnquiryForm, expect, leads, NURIA, test } from "./enquiry.mjs";

test("an enquiry written while the server is down is sent when it is back, once", async ({ hotel, page, show, trail }) => {
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await hotel.stop("SIGKILL");
  await form.fill(NURIA);
  await form.send.click();
  await expect(form.status).toContainText(form.say("widget-waiting"));
  await expect(form.status.getByRole("link", { name: "+34972258000" })).toHaveAttribute("href", "tel:+34972258000");
  await expect(form.status.getByRole("link", { name: "hola@hotel.example" })).toHaveAttribute("href", "mailto:hola@hotel.example");
  await expect(form.field("message"), "the form is still there").toHaveValue(NURIA.message);
  await hotel.start();
  await expect(form.thanks).toBeVisible({ timeout: 60_000 });
  expect(leads(hotel)).toHaveLength(1);
  expect(trail.errors).toEqual([]);
  expect(await page.evaluate(() => window.told.filter(([name]) => name === "error").map(([, detail]) => detail.reason))).toContain("offline");
});

test("an enquiry whose answer was lost is stored once", async ({ hotel, page, show }) => {
  let lost = 0;
  await page.route(/\/enquiry$/, async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.sends(NURIA);
  expect([lost, leads(hotel).length]).toEqual([1, 1]);
});

test("a server that never answers is given up in words", async ({ page, show, trail }) => {
  await page.route(/\/enquiry$/, () => {});
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.fill(NURIA);
  await form.send.click();
  await expect(form.status).toContainText(form.say("widget-waiting"), { timeout: 30_000 });
  await expect(form.field("message")).toHaveValue(NURIA.message);
  expect(trail.errors).toEqual([]);
});

test("a page opened while the server is down keeps the plain form and says how else the hotel can be reached", async ({ hotel, page, show, trail }) => {
  const address = await show();
  // The loader is in the browser's cache; nothing else is.
  const loader = await (await fetch(`${hotel.url}/w/1/loader.js`)).text();
  await page.route(/loader\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: loader }));
  await hotel.stop("SIGKILL");
  await page.goto(address);
  await expect(page.locator("innkeeper-enquiry > form [name=message]")).toBeVisible();
  await expect(page.locator("innkeeper-enquiry").getByRole("link", { name: "+34972258000" })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("innkeeper-enquiry > form [name=message]")).toBeVisible();
  expect(trail.errors).toEqual([]);
});

test("too many at once are asked to wait, and the enquiry goes out later by itself", async ({ hotel, page, show }) => {
  let refused = 0;
  await page.route(/\/enquiry$/, async (route) => {
    if (route.request().method() !== "POST" || refused > 0) return route.continue();
    refused += 1;
    const { origin } = new URL(page.url());
    await route.fulfill({ status: 429, headers: { "retry-after": "3", "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after" }, json: {} });
  });
  await page.goto(await show());
  const form = new EnquiryForm(page);
  await form.stands();
  await form.fill(NURIA);
  await form.send.click();
  await expect(form.status).toContainText(form.say("widget-later"));
  await expect(form.thanks).toBeVisible({ timeout: 30_000 });
  expect(leads(hotel)).toHaveLength(1);
});
