// The settings for websites, the enquiries that wait for somebody's look, and the outbox of mails.
import { EnquiryForm, leads, NURIA } from "./enquiry.mjs";
import { page as document, Website } from "./hosts/website.mjs";
import { addPerson, expect, PEOPLE, settle, test as base } from "./house.mjs";
import { innkeeper } from "./hotel.mjs";
import { Page, WaitingPage, WebsitesPage } from "./pages.mjs";
import { MailServer } from "./post.mjs";
import { ANNA, SitePage } from "./site.mjs";
import { makeKey, robot } from "./strangers.mjs";
import { words } from "./words.mjs";

// Who sells at the hotel, decides about it and looks after its accounts.
const MARTA = { ...PEOPLE.sales, role: "it-admin", roles: ["sales", "director", "it-admin"], name: "Marta Soler", email: "marta@hotel.example" };
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

const test = base.extend({
  website: async ({}, use) => {
    const website = await Website.open();
    await use(website);
    await website.close();
  },

  // Marta's page at a desk.
  desk: async ({ devices, hotel }, use) => {
    addPerson(hotel, MARTA);
    await use(await settle(await devices.found(CLIPBOARD), "Back office", MARTA));
  },
});

// A page of the website with this code in it, as whoever looks after the website puts it there; `sources` are those its policy lets through.
function put(website, { hotel, path = "/contact", code, sources = "" }) {
  return website.show(path, document({ crm: hotel.url, body: code, loader: "" }), `default-src 'none'; style-src 'self'; ${sources.replaceAll("\n", " ")}`);
}

const ORIGIN = "https://www.hotel.example";
const NAME = "Our website";

test("a key made in the settings gives code that, put on a page as it was copied, brings enquiries to the open CRM", async ({ context, desk, hotel, website }) => {
  const settings = new WebsitesPage(desk);
  await desk.goto("/settings");
  await desk.getByRole("link", { name: settings.words("websites-title") }).click();
  await expect(desk.locator(".empty")).toContainText(settings.words("websites-none-title"));
  await settings.make(NAME, website.origin);
  await expect(settings.toasts).toContainText(NAME);
  const code = await settings.copied("snippet-copy");
  await expect(settings.toasts.getByText(settings.words("snippet-copied"), { exact: true })).toBeVisible();
  expect(code).toMatch(/^<script async src="http:\/\/127\.0\.0\.1:\d+\/w\/1\.[\w.-]+\/loader\.js"\s+integrity="sha384-[\w+/=]{64}"\s+crossorigin="anonymous"><\/script>/);
  const sources = await settings.copied("snippet-copy-policy");
  await desk.goto("/leads");

  const visitor = await context.newPage();
  const errors = [];
  visitor.on("pageerror", (error) => errors.push(String(error)));
  visitor.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await visitor.goto(put(website, { hotel, code, sources }));
  const form = new EnquiryForm(visitor);
  await form.stands();
  await form.sends(NURIA);
  await expect(desk.getByText("Nuria Vidal").first()).toBeVisible();
  expect(errors).toEqual([]);
  expect(leads(hotel)).toHaveLength(1);
});

test("in a frame, in Spanish and dark: what is chosen stands in the address, in the code and on the website", async ({ context, desk, hotel, website }) => {
  const settings = new WebsitesPage(desk);
  await settings.make(NAME, website.origin);
  await settings.choose("snippet-language", "es", words("widget-send", "es"));
  await settings.choose("snippet-mode", "frame", 'mode="frame"');
  await expect(settings.field("snippet-mode"), "the focus stays where the person is").toBeFocused();
  await settings.choose("snippet-theme", "dark", 'theme="dark"');
  await expect(desk).toHaveURL(/\?lang=es&mode=frame&theme=dark$/);
  await desk.reload();
  await expect(settings.code).toContainText('lang="es" mode="frame" theme="dark"');
  await expect(settings.field("snippet-theme")).toHaveValue("dark");

  const visitor = await context.newPage();
  const sources = await settings.policy.innerText();
  expect(sources).not.toContain("wasm-unsafe-eval");
  await visitor.goto(put(website, { hotel, code: await settings.copied("snippet-copy"), sources }));
  const form = new EnquiryForm(visitor.frameLocator("iframe"), "es");
  await form.stands();
  await form.sends(NURIA);
  expect(leads(hotel)).toHaveLength(1);
});

test("the plain code needs no script, and its lead is marked for a look", async ({ browser, desk, hotel, website }) => {
  const settings = new WebsitesPage(desk);
  await settings.make(NAME, website.origin);
  await settings.field("snippet-mode").selectOption("plain");
  await expect(settings.code).not.toContainText("<script");
  await expect(settings.field("snippet-theme")).toHaveCount(0);
  const visitors = await browser.newContext({ javaScriptEnabled: false });
  const visitor = await visitors.newPage();
  await visitor.goto(put(website, { hotel, code: await settings.copied("snippet-copy"), sources: await settings.policy.innerText() }));
  for (const [name, value] of Object.entries(NURIA)) await visitor.locator(`[name=${name}]`).fill(value);
  await visitor.getByRole("button", { name: words("widget-send") }).click();
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(words("widget-thanks"));
  await visitors.close();
  const [lead] = leads(hotel);
  expect(lead.fields.tags ?? lead.sets?.tags).toEqual(["needs-review"]);
});

test("where the browser does not let it be copied, the code is selected and the person is told", async ({ desk, website }) => {
  const settings = new WebsitesPage(desk);
  await settings.make(NAME, website.origin);
  await desk.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
  await settings.button("snippet-copy").click();
  await expect(settings.toasts.getByText(settings.words("snippet-selected"))).toBeVisible();
  const shown = await settings.code.evaluate((code) => code.textContent.trim());
  expect(await desk.evaluate(() => getSelection().toString().trim())).toBe(shown);
});

test("what is wrong with an address is said beside it, and nothing is made until it is mended", async ({ desk, hotel }) => {
  const settings = new WebsitesPage(desk);
  await settings.open();
  await settings.add();
  const { dialog } = settings;
  await settings.field("websites-origin", dialog).fill("www.hotel.example/contact");
  await dialog.getByRole("button", { name: settings.words("websites-origin-more") }).click();
  const fields = dialog.getByLabel(settings.words("websites-origin-next"));
  await expect(fields.nth(1), "one goes on typing").toBeFocused();
  await fields.nth(1).fill("https://hotel.example/");
  await settings.button("websites-save", dialog).click();
  await expect(fields.nth(0)).toBeFocused();
  await expect(fields.nth(0)).toHaveAccessibleDescription(settings.words("problem-origin-scheme"));
  await expect(fields.nth(0)).toHaveAttribute("aria-invalid", "true");
  await expect(fields.nth(1)).not.toHaveAttribute("aria-invalid");
  expect(JSON.parse(innkeeper(hotel.data, ["site-key", "list", "--json"]))).toEqual([]);
  await fields.nth(0).fill("HTTPS://www.Hotel.example/");
  await settings.button("websites-save", dialog).click();
  await expect(settings.title).toHaveText("https://www.hotel.example");
  const [made] = JSON.parse(innkeeper(hotel.data, ["site-key", "list", "--json"]));
  expect(made.origins).toEqual(["https://www.hotel.example", "https://hotel.example"]);
});

test("a revoked key is asked about first, and then refused in words", async ({ context, desk, hotel, website }) => {
  const settings = new WebsitesPage(desk);
  await settings.make(NAME, website.origin);
  await settings.field("snippet-mode").selectOption("plain");
  await expect(settings.code).not.toContainText("<script");
  const code = await settings.copied("snippet-copy");
  const there = desk.url();
  await settings.link("websites-title").click();
  const revoke = settings.line(NAME).getByRole("button");
  await revoke.click();
  await settings.button("websites-keep", settings.dialog).click();
  await expect(settings.dialog).toBeHidden();
  await expect(revoke).toBeFocused();
  await revoke.click();
  await settings.button("websites-revoke", settings.dialog).click();
  await expect(settings.line(NAME).getByText(settings.words("websites-revoked"))).toBeVisible();
  await expect(revoke).toHaveCount(0);

  const visitor = await context.newPage();
  await visitor.goto(put(website, { hotel, code, sources: `form-action ${hotel.url}` }));
  for (const [name, value] of Object.entries(NURIA)) await visitor.locator(`[name=${name}]`).fill(value);
  await visitor.getByRole("button", { name: words("widget-send") }).click();
  await expect(visitor.getByText(words("widget-gone")).first()).toBeVisible();
  expect(leads(hotel)).toEqual([]);
  await desk.goto(there);
  await expect(desk.getByRole("heading", { name: settings.words("snippet-revoked-title") })).toBeVisible();
  await expect(settings.code).toHaveCount(0);
});

test("an enquiry that looks like a robot's waits, and becomes a lead when somebody lets it through", async ({ devices, hotel }) => {
  const key = makeKey(hotel, ORIGIN, NAME);
  await robot(hotel, key, ORIGIN, NURIA);
  await robot(hotel, key, ORIGIN, { name: "Cheap Loans", email: "loans@example.com", message: "https://loans.example" });
  const page = await settle(await devices.found(), "Front desk", PEOPLE.sales);
  const waiting = new WaitingPage(page);
  await page.goto("/leads");
  const way = page.getByRole("link", { name: waiting.words("waiting-link") });
  await expect(way).toContainText("2");
  await way.click();
  await expect(waiting.title).toHaveText(waiting.words("waiting-title"));
  const nuria = waiting.one(NURIA.name);
  for (const part of [NURIA.message, NURIA.email, NAME, `${ORIGIN}/weddings`, waiting.words("waiting-trap")]) await expect(nuria).toContainText(part);

  const loans = waiting.act("waiting-discard", "Cheap Loans");
  await loans.click();
  await waiting.button("waiting-keep", waiting.dialog).click();
  await expect(waiting.one("Cheap Loans")).toBeVisible();
  await loans.click();
  await waiting.button("waiting-discard", waiting.dialog).click();
  await expect(waiting.one("Cheap Loans")).toHaveCount(0);

  await waiting.act("waiting-release", NURIA.name).click();
  await expect(waiting.toasts.getByText(waiting.words("waiting-released"))).toBeVisible();
  await expect(page.locator(".empty")).toContainText(waiting.words("waiting-none-title"));
  await page.getByRole("link", { name: `${waiting.words("waiting-open")}: ${NURIA.name}` }).click();
  await expect(waiting.field("capture-name")).toHaveValue(NURIA.name);
  const [lead] = leads(hotel);
  expect([lead.fields.notes, leads(hotel).length]).toEqual([NURIA.message, 1]);
  await page.goto("/leads");
  await expect(page.locator("main.leads .g-row[aria-rowindex] a").first()).toBeVisible();
  await expect(way).toHaveCount(0);
});

test("without the server each of the pages says what it needs, and asks again", async ({ desk, hotel }) => {
  makeKey(hotel, ORIGIN, NAME);
  await new Page(desk).shellStored();
  await hotel.stop();
  for (const [path, then] of [["/settings/websites", NAME], ["/settings/mail", words("mail-none-title")], ["/leads/waiting", words("waiting-none-title")]]) {
    await desk.goto(path);
    await expect(desk.getByText(words("settings-needs-network"))).toBeVisible();
    await hotel.start();
    await new Page(desk).button("app-try-again").click();
    await expect(desk.getByText(then)).toBeVisible();
    await hotel.stop();
  }
});

test("whoever may not, sees no way there and is told at the address", async ({ devices, hotel }) => {
  const key = makeKey(hotel, ORIGIN, NAME);
  await robot(hotel, key, ORIGIN, NURIA);
  const page = await settle(await devices.found(), "Analyst's desk", PEOPLE.analyst);
  const any = new Page(page);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: any.words("settings-storage") })).toBeVisible();
  await expect(page.getByRole("heading", { name: any.words("settings-web") })).toHaveCount(0);
  await page.goto("/leads");
  await expect(any.title).toContainText(any.words("leads-title"));
  await expect(page.getByRole("link", { name: any.words("waiting-link") })).toHaveCount(0);
  for (const [path, title] of [
    ["/settings/websites", "websites-refused-title"],
    [`/settings/websites/${key}`, "websites-refused-title"],
    ["/settings/mail", "mail-refused-title"],
    ["/leads/waiting", "waiting-refused-title"],
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: any.words(title) })).toBeVisible();
    await expect(page.locator("main").getByRole("button")).toHaveCount(0);
  }
});

test.describe("with the booking site", () => {
  test.use({ site: true });

  test("the outbox says that no mail goes out, and a mail that was refused goes out when it is tried again", async ({ context, desk, hotel }) => {
    const any = new Page(desk);
    const site = new SitePage(await context.newPage(), hotel);
    await site.book("SEA", ANNA);
    await desk.goto("/settings");
    await desk.getByRole("link", { name: any.words("mail-title") }).click();
    const line = desk.locator(".outbox > li").filter({ hasText: ANNA.email });
    await expect(line).toContainText(any.words("mail-waiting"));
    await expect(desk.getByRole("heading", { name: any.words("mail-no-server-title") })).toBeVisible();
    await expect(desk.locator("pre.code")).toContainText("--smtp-url-file");

    const post = await MailServer.open();
    try {
      post.takes = false;
      await hotel.stop();
      await hotel.start({ post: post.url });
      // The page is the one that is open: it asks again when it is loaded.
      const failed = async () => {
        await desk.reload();
        await line.waitFor();
        return line.innerText();
      };
      await expect.poll(failed, { timeout: 30_000 }).toContain(any.words("mail-failed"));
      await expect(line).toContainText("nobody of this name");
      await expect(desk.getByRole("heading", { name: any.words("mail-no-server-title") })).toHaveCount(0);
      post.takes = true;
      await line.getByRole("button").click();
      await expect(any.toasts).toContainText(ANNA.email);
      await expect.poll(() => post.taken).toEqual([ANNA.email]);
      await desk.reload();
      await expect(line).toContainText(any.words("mail-sent"));
      await expect(line.getByRole("button")).toHaveCount(0);
    } finally {
      await post.close();
    }
  });
});
