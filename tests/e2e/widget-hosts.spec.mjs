// The enquiry form on websites that are hard on their guests. Whatever the page refuses, the next way is taken, and each way delivers the lead.
import { EnquiryForm, expect, leads, NURIA, test } from "./enquiry.mjs";
import { page as website, Website } from "./hosts/website.mjs";

const INLINE = "default-src 'none'; style-src 'self'; script-src CRM 'wasm-unsafe-eval'; connect-src CRM; form-action CRM";
const TRUSTED = `${INLINE}; require-trusted-types-for 'script'; trusted-types 'none'`;
// As INLINE, but the page lets no wasm run.
const FRAMED = "default-src 'none'; style-src 'self'; script-src CRM; frame-src CRM; form-action CRM";
const PLAIN = "default-src 'none'; style-src 'self'; script-src CRM; form-action CRM";

const HOSTS = {
  "with no policy": {},
  "with a strict policy": { policy: INLINE },
  "that asks for Trusted Types": { policy: TRUSTED },
  "with Bootstrap's reset": { style: "reboot" },
  "with Tailwind's preflight": { style: "preflight" },
  // It hides the plain form, so that no place is kept.
  "with a style sheet that spares nothing": { style: "hostile", moves: true },
  "written from right to left": { dir: "rtl" },
  "that is dark": { style: "dark" },
};

// Whether what is written on the button can be read (WCAG 2.2, 1.4.3), by the colours on the screen.
const contrast = (button) =>
  button.evaluate((element) => {
    const context = document.createElement("canvas").getContext("2d");
    const light = (colour) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const style = getComputedStyle(element);
    const [one, other] = [light(style.backgroundColor), light(style.color)];
    return Math.max(one, other) / Math.min(one, other);
  });

for (const [name, host] of Object.entries(HOSTS)) {
  test(`on a website ${name}`, async ({ hotel, page, show, trail }) => {
    await page.goto(await show(host));
    const form = new EnquiryForm(page);
    await form.stands();
    expect((await form.send.boundingBox()).height).toBeGreaterThanOrEqual(44);
    expect(await contrast(form.send)).toBeGreaterThan(4.5);
    await form.sends(NURIA);
    expect(leads(hotel)).toHaveLength(1);
    expect({ errors: trail.errors, violations: trail.violations }).toEqual({ errors: [], violations: [] });
    if (!host.moves) expect(await page.evaluate(() => window.shifts.reduce((sum, shift) => sum + shift, 0))).toBe(0);
  });
}

test("a host's nonce is enough for all that the loader brings", async ({ hotel, page, show, trail }) => {
  const loader = `<script async nonce="abc123" src="${hotel.url}/w/1/loader.js"></script>`;
  await page.goto(await show({ loader, policy: "default-src 'none'; style-src 'self'; script-src 'nonce-abc123' 'wasm-unsafe-eval'; connect-src CRM" }));
  const form = new EnquiryForm(page);
  await form.stands();
  await form.sends(NURIA);
  expect([leads(hotel).length, trail.violations]).toEqual([1, []]);
});

test("an exact version with its integrity is taken", async ({ hotel, page, show }) => {
  const text = await (await fetch(`${hotel.url}/w/1/loader.js`)).text();
  const [version] = /1\.0\.0-[0-9a-f]{8}/.exec(text);
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha384").update(text).digest("base64");
  const src = `${hotel.url}/w/${version}/loader.js`;
  const answer = await fetch(src);
  expect(answer.headers.get("cache-control")).toContain("immutable");
  await page.goto(await show({ loader: `<script async src="${src}" integrity="sha384-${hash}" crossorigin="anonymous"></script>` }));
  await new EnquiryForm(page).stands();
});

test("a changed wasm is not run: the form comes in a frame", async ({ hotel, page, show }) => {
  await page.route(/widget\.wasm$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ response: answer, body: Buffer.concat([body, Buffer.from([0, 1, 0])]) });
  });
  await page.goto(await show());
  // The frame is of the hotel's own origin, where the same file is changed as well: its plain form is there.
  await expect(page.locator("innkeeper-enquiry > form")).toBeVisible();
  expect(leads(hotel)).toEqual([]);
  // The frame may still be asking, and the server is about to stop.
  await page.unrouteAll({ behavior: "wait" });
});

test("two copies on one page are two forms", async ({ hotel, page, show, trail }) => {
  await page.goto(await show({ copies: 2 }));
  const copy = (at) => {
    const form = new EnquiryForm(page);
    const here = page.locator("innkeeper-enquiry").nth(at);
    form.form = here.locator(".ik");
    form.field = (name) => here.locator(`.ik [name=${name}]`);
    return form;
  };
  await copy(0).stands();
  await copy(1).form.scrollIntoViewIfNeeded();
  await copy(1).stands();
  await copy(0).sends(NURIA);
  await copy(1).sends({ ...NURIA, message: "And the night before?" });
  expect(leads(hotel).map(({ fields }) => fields.notes).sort()).toEqual(["And the night before?", NURIA.message]);
  expect(trail.requests.filter((url) => url.endsWith("widget.wasm"))).toHaveLength(1);
});

test("on a page that is in a frame of another website", async ({ hotel, page, show }) => {
  const inner = await show({ path: "/inner" });
  const outer = await Website.open();
  try {
    await page.goto(outer.show("/", `<!doctype html><title>Portal</title><iframe src="${inner}" width="800" height="900"></iframe>`));
    const form = new EnquiryForm(page.frameLocator("iframe"));
    await form.stands();
    await form.sends(NURIA);
    expect(leads(hotel)).toHaveLength(1);
  } finally {
    await outer.close();
  }
});

test("a host's colours and parts are worn, and left where nobody could read them", async ({ page, show }) => {
  await page.goto(await show({ style: "themed" }));
  const form = new EnquiryForm(page);
  await form.stands();
  await expect(form.send).toHaveCSS("background-color", "rgb(120, 20, 60)");
  await expect(form.form).toHaveCSS("padding-top", "40px");
  await expect(form.form).toHaveCSS("font-family", "Georgia, serif");
  await expect(form.form.getByRole("heading")).toHaveCSS("font-style", "italic");
  await page.goto(await show({ path: "/unreadable", style: "unreadable" }));
  await form.stands();
  expect(await contrast(form.send)).toBeGreaterThan(4.5);
});

test("where wasm is refused the form comes in a frame, wears the host's colours and delivers the lead", async ({ hotel, page, show, trail, website }) => {
  await page.goto(await show({ policy: FRAMED, style: "themed", path: "/weddings" }));
  const frame = page.frameLocator("innkeeper-enquiry iframe");
  const form = new EnquiryForm(frame);
  await form.stands();
  await expect(page.locator("innkeeper-enquiry iframe")).toHaveAttribute("title", form.say("widget-title"));
  await expect(form.send).toHaveCSS("background-color", "rgb(120, 20, 60)");
  await form.field("consent").check();
  await form.sends(NURIA);
  const [lead] = leads(hotel);
  expect(lead.fields.source_detail).toBe(`${new URL(website.origin).host}/weddings`);
  expect([lead.consents.length, lead.fields.tags ?? []]).toEqual([1, []]);
  expect(await page.evaluate(() => window.told.map(([name]) => name))).toEqual(expect.arrayContaining(["ready", "change", "submit", "success"]));
  expect(trail.errors).toEqual([]);
  expect(await page.evaluate(() => window.shifts.reduce((sum, shift) => sum + shift, 0))).toBe(0);
});

test("what was typed goes with it into the frame", async ({ page, show, hotel }) => {
  let go;
  const held = new Promise((done) => (go = done));
  await page.route(`${hotel.url}/w/1/loader.js`, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(await show({ policy: FRAMED }), { waitUntil: "commit" });
  await page.locator("innkeeper-enquiry > form [name=message]").fill("A wedding");
  go();
  const form = new EnquiryForm(page.frameLocator("innkeeper-enquiry iframe"));
  await form.stands();
  await expect(form.field("message")).toHaveValue("A wedding");
});

test("a frame whose loader comes after its own script shows the form", async ({ page, show, hotel }) => {
  await page.route(`${hotel.url}/w/1/loader.js`, async (route) => {
    const frame = route.request().frame();
    // The script of the frame has done all that it does before the loader is there.
    if (frame !== page.mainFrame()) await frame.waitForFunction(() => performance.getEntriesByName(new URL("/f/frame.js", location.href).href).length > 0 && new Promise((done) => setTimeout(done)).then(() => true));
    await route.continue();
  });
  await page.goto(await show({ policy: FRAMED }));
  await new EnquiryForm(page.frameLocator("innkeeper-enquiry iframe")).stands();
});

test("a message that is not the frame's is not heard", async ({ page, show }) => {
  await page.goto(await show({ policy: FRAMED }));
  await new EnquiryForm(page.frameLocator("innkeeper-enquiry iframe")).stands();
  const before = await page.evaluate(() => [window.told.length, document.querySelector("innkeeper-enquiry").offsetHeight]);
  await page.evaluate(() => {
    window.postMessage({ height: 5000 }, "*");
    window.postMessage({ event: "success", detail: {} }, "*");
    return new Promise((done) => {
      addEventListener("message", ({ data }) => data === "after" && done());
      window.postMessage("after", "*");
    });
  });
  expect(await page.evaluate(() => [window.told.length, document.querySelector("innkeeper-enquiry").offsetHeight])).toEqual(before);
});

test("where a frame is refused as well the plain form stays and delivers the lead, marked", async ({ hotel, page, show, trail }) => {
  await page.goto(await show({ policy: PLAIN }));
  const plain = page.locator("innkeeper-enquiry > form");
  await plain.locator("[name=name]").fill(NURIA.name);
  await plain.locator("[name=email]").fill(NURIA.email);
  await plain.locator("[name=message]").fill(NURIA.message);
  await plain.locator("[name=consent]").check();
  await plain.getByRole("button").click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  const [lead] = leads(hotel);
  expect([lead.fields.email, lead.consents.length]).toEqual([NURIA.email, 1]);
  expect(JSON.stringify(lead)).toContain("needs-review");
  expect(trail.errors).toEqual([]);
});

test.describe("without any script", () => {
  test.use({ javaScriptEnabled: false });
  for (const [lang, thanks] of [["en", "Thank you"], ["es", "Gracias"], ["zh-CN", "谢谢您"]]) {
    test(`the plain form is sent and thanked for in ${lang}`, async ({ hotel, page, show, website }) => {
      await page.goto(await show({ lang }));
      const plain = page.locator("innkeeper-enquiry > form");
      await plain.locator("[name=name]").fill(NURIA.name);
      await plain.locator("[name=message]").fill(NURIA.message);
      await plain.getByRole("button").click();
      // Nobody could answer: the form comes back with what was typed.
      await expect(page.locator("[name=message]")).toHaveValue(NURIA.message);
      await expect(page.getByRole("alert")).toBeVisible();
      await page.locator("[name=email]").fill(NURIA.email);
      await page.getByRole("button").click();
      await expect(page.getByRole("heading", { name: thanks })).toBeVisible();
      expect(leads(hotel)).toHaveLength(1);
      await page.reload();
      expect(leads(hotel)).toHaveLength(1);
      await page.getByRole("link").click();
      expect(page.url()).toBe(`${website.origin}/`);
    });
  }
});
