// Pictures of every page in three sizes, light and dark, for looking at: `node shots.mjs [DIR] [--only guest,capture]
// [--size phone] [--hard] [--docs]`. Not a test. `--docs` puts them into docs/images, small; `--hard` shows a hotel where
// every name is long, and one without a record.
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Device } from "./device.mjs";
import { Hotel, innkeeper, root } from "./hotel.mjs";
import { CapturePage, EnrolPage, GuestPage, GuestsPage, Page, SignInPage, SyncPage, TodayPage } from "./pages.mjs";
import { SegmentPage } from "./segment-page.mjs";
import setup, { PEOPLE } from "./setup.mjs";
import { strangers } from "./strangers.mjs";
import { Watch } from "./watch.mjs";

const { values, positionals } = parseArgs({
  options: { docs: { type: "boolean" }, hard: { type: "boolean" }, only: { type: "string" }, size: { type: "string" } },
  allowPositionals: true,
});
const out = values.docs ? join(root, "docs/images") : (positionals[0] ?? join(tmpdir(), "innkeeper-shots"));
// Those that the manifest of the app shows: shops take no other format.
const IN_MANIFEST = { "guests-desktop-light": "guests", "sync-tablet-light": "on-this-tablet" };
const wanted = (list, name) => !list || list.split(",").includes(name);

const SIZES = {
  desktop: { viewport: { width: 1366, height: 768 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  // Only when asked for: the narrowest screen there is.
  ...(values.size === "narrow" && { narrow: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } }),
};
// What margins leave of an A4 sheet, in CSS pixels.
const SHEET = { width: 704, height: 1016 };
// A name as long as one gets.
const LONG = "Constantinopolitan-Wolfeschlegelsteinhausen Bergerdorff zu Ra";
const LIGHT_AND_DARK = ["light", "dark"];
// What a browser in each locale asks for.
const LANGUAGES = { en: "en-GB", "zh-CN": "zh-CN", es: "es-ES" };

// Somebody who sees and may do everything, so that nothing is missing in the pictures.
const MARTA = { ...PEOPLE.service, name: "Marta Soler", email: "marta@hotel.example" };
const VISITORS = [
  { "capture-name": "Sofia Lindqvist", "field-lead-company-name": "Nordic Incentives AB", "field-lead-email": "sofia@nordic.example", grade: "A", interests: ["mice"], allow: true },
  { "capture-name": "陈思琪", "field-lead-company-name": "上海远行文化", "field-lead-phone": "+86 138 0013 8000", grade: "B", interests: ["wedding"] },
  { "capture-name": "Giulia Bianchi", "field-lead-email": "giulia@viaggi.example", grade: "B", interests: ["leisure"], allow: true },
  { "capture-name": "Tom Okafor", "field-lead-company-name": "Meridian Travel", grade: "C", interests: [] },
];

// A question that shows every part of the editor, and those of the saved views.
const within = (months) => ({ relative: `-P${months}M`, includeToday: true });
const all = (...rules) => ({ combinator: "and", rules });
const LOYAL = all(
  { field: "country", operator: "in", value: ["ES", "PT", "FR", "IT"] },
  { combinator: "or", rules: [{ field: "stay_count", operator: ">=", value: 2 }, { field: "spend", operator: ">=", value: 100_000 }] },
  { field: "stays", operator: "=", match: { mode: "atLeast", threshold: 1 }, value: all({ field: "arrival", operator: "=", value: within(36) }) },
  { field: "last_stay", operator: "<", value: { relative: "-P6M" } },
);
const VIEWS = {
  "Arriving soon": all({ field: "next_stay", operator: "notNull" }),
  "Here this year": all({ field: "last_stay", operator: "=", value: within(12) }),
  "Not asked yet": all({ field: "light", operator: "in", value: ["not-asked"] }),
};

// Writes what is on the screen: as it is for looking, small for the repository.
async function photograph(page, path) {
  await mkdir(dirname(path), { recursive: true });
  // Nothing under the pointer looks different.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  if (!values.docs) return page.screenshot({ path: `${path}.png`, scale: "css", caret: "hide" });
  const shown = IN_MANIFEST[basename(path)];
  if (shown) await page.screenshot({ path: join(out, `${shown}.png`), scale: "css", caret: "hide" });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 82, optimizeForSpeed: false });
  await session.detach();
  return writeFile(`${path}.webp`, Buffer.from(data, "base64"));
}

// A hotel with the demo's guests, our person, segments, and leads from a fair.
async function furnished(records) {
  const hotel = await Hotel.copyOf(records);
  const words = ["service", "director", "sales", "it-admin", "privacy"].flatMap((role) => ["--role", role]);
  innkeeper(hotel.data, ["user", "add", ...words, "--name", MARTA.name, "--email", MARTA.email, "--password-stdin"], { input: `${MARTA.password}\n` });
  await hotel.start({ site: true });
  return hotel;
}

// The page of a tablet that is not set up yet; on a busy machine it takes its time.
async function enrolling(page, locale) {
  const there = new Page(page, locale);
  await there.title.filter({ hasText: there.words("enrol-title") }).waitFor();
}

async function enrol(page, name) {
  await page.goto("/guests");
  await new SignInPage(page).signIn(MARTA);
  await enrolling(page);
  await new EnrolPage(page).enrol(name);
  await page.locator("main.guests .g-row[aria-rowindex] a, .gridempty .empty").first().waitFor();
}

async function furnish(hotel, watch) {
  const device = await Device.found(hotel, watch, { ...SIZES.tablet });
  const page = await device.start();
  await enrol(page, "Fair tablet 3");
  for (const begin of ["first-stay", "quiet", "arriving", "not-asked"]) {
    await page.goto(`/segments/new?begin=${begin}`);
    await new Page(page).button("app-save").click();
    await page.waitForURL((url) => !url.pathname.endsWith("/new"));
  }
  const guests = new GuestsPage(page);
  for (const [name, rule] of Object.entries(VIEWS)) {
    await page.goto(`/guests?rule=${encodeURIComponent(JSON.stringify(rule))}`);
    await guests.button("guests-view-save").click();
    const form = page.locator(".filterbar .view-form:visible");
    await guests.field("guests-view-name", form).fill(name);
    await guests.field("guests-view-shared", form).check();
    await guests.button("app-save", form).click();
    await page.waitForURL(/view=/);
  }
  const guest = new GuestPage(page);
  await page.goto(`/guests/${hotel.guestForPictures().id}`);
  await guest.ready();
  await guest.edit({
    "field-guest-allergies": "Shellfish",
    "field-guest-dietary": "Vegetarian breakfast",
    "field-guest-preferences": "Feather-free pillow\nHigh floor\nQuiet side\nLate check-out",
  });
  const capture = new CapturePage(page);
  await capture.open();
  await capture.stand("ITB Berlin 2027", "Hall 9, 204");
  for (const visitor of VISITORS) {
    await fill(capture, visitor);
    await capture.save();
  }
  await capture.allSent();
  await strangers(hotel, page);
  await device.close();
}

async function fill(capture, { grade, interests, allow, ...fields }) {
  for (const [key, value] of Object.entries(fields)) await capture.field(key).fill(value);
  await capture.grade(grade).check();
  for (const code of interests) await capture.page.getByRole("button", { name: capture.words(`code-lead-interests-${code}`) }).click();
  if (allow) await capture.box("capture-allow-email").check();
}

// Every page in order: a name, how to get there, and what else there is to know.
const PAGES = {
  today: async ({ page }) => {
    await page.goto("/");
    await new TodayPage(page).ready();
  },
  arrivals: async ({ page }) => {
    await page.goto("/arrivals");
    await page.locator("table.paper").waitFor();
  },
  guests: async ({ page, guests }) => {
    await page.goto("/guests");
    await guests.ready();
    await guests.rowsCame();
  },
  "guests-ticks": async ({ page, guests }) => {
    await page.goto("/guests");
    await guests.ready();
    const tick = (at) => guests.rows.nth(at).getByRole("checkbox").click({ force: true });
    for (const at of [0, 2, 3]) await tick(at);
    await page.locator(".bulk").waitFor();
  },
  "guests-no-match": async ({ page }) => {
    await page.goto("/guests?q=qqqqqzzzz");
    await page.locator(".gridempty .empty").waitFor();
  },
  guest: async ({ page, guest, hotel }) => {
    await page.goto(`/guests/${hotel.guestForPictures().id}`);
    await guest.ready();
  },
  consent: async ({ page, guest, hotel }) => {
    await page.goto(`/guests/${hotel.guestForPictures().id}`);
    await guest.ready();
    await guest.button("guest-consent-ask").click();
    await guest.dialog.waitFor();
  },
  edit: async ({ page, guest, hotel }) => {
    await page.goto(`/guests/${hotel.guestForPictures().id}/edit`);
    await guest.field("field-guest-city").waitFor();
  },
  erase: async ({ page, guest, hotel }) => {
    await page.goto(`/guests/${hotel.guestForPictures().id}/erase`);
    await guest.field("guest-erase-password").waitFor();
  },
  capture: async ({ page, locale }) => {
    const capture = new CapturePage(page, locale);
    await capture.open();
    await capture.stand("ITB Berlin 2027", "Hall 9, 204");
    await fill(capture, VISITORS[0]);
    await capture.name.focus();
    await page.locator(".fair-f").evaluate((form) => form.scrollTo(0, 0));
  },
  leads: async ({ page }) => {
    await page.goto("/leads");
    await page.locator("[role=row][aria-rowindex]").nth(1).waitFor();
  },
  segments: async ({ page }) => {
    await page.goto("/segments");
    await page.locator(".segments-list").waitFor();
  },
  segment: async ({ page, locale }) => {
    await page.goto(`/segments/new?rule=${encodeURIComponent(JSON.stringify(LOYAL))}`);
    await new Page(page, locale).field("segment-name").fill("Loyal guests gone quiet");
    await new Page(page, locale).field("segment-description").fill("Came back to us, and have not been here for half a year.");
    await page.locator(".people button").first().click();
    await page.locator(".tree li").first().waitFor();
    await page.evaluate(() => {
      document.activeElement.blur();
      scrollTo(0, 0);
    });
  },
  "segment-why": async ({ page }) => {
    const segment = new SegmentPage(page);
    await segment.begin(LOYAL);
    await page.locator(".sside .chips button").nth(1).click();
    await page.locator(".people button").first().click();
    await page.locator(".tree [data-keeps]").first().waitFor();
    await page.locator(".sside").evaluate((side) => side.scrollIntoView());
  },
  "segment-values": async ({ page }) => {
    const segment = new SegmentPage(page);
    await segment.begin(all({ field: "city", operator: "in", value: ["Barcelona"] }, { field: "stay_count", operator: ">=", value: 2 }));
    await segment.value([0]).click();
    await page.locator("#part-0 .offers [role=option]").first().waitFor();
  },
  "segment-more": async ({ page, guests }) => {
    await page.goto("/segments");
    await page.locator(".segments-list a").first().click();
    await guests.button("segment-more").click();
    await page.locator(".head .panel:not([hidden])").waitFor();
  },
  "segment-versions": async ({ page, guests }) => {
    await page.goto("/segments");
    await page.locator(".segments-list a").first().click();
    await guests.button("segment-more").click();
    await guests.button("segment-versions", page.locator(".head .panel")).click();
    await page.locator("dialog[open] li, dialog[open] .note").first().waitFor();
  },
  "segment-export": async ({ page, guests }) => {
    await page.goto("/segments");
    await page.locator(".segments-list a").first().click();
    await guests.button("segment-more").click();
    await guests.button("segment-export", page.locator(".head .panel")).click();
    await page.locator("dialog[open] form").waitFor();
  },
  "segment-keep": async ({ page, guests }) => {
    await page.goto("/segments");
    await page.locator(".segments-list a").first().click();
    await guests.button("segment-more").click();
    await guests.button("segment-keep", page.locator(".head .panel")).click();
    await page.locator("dialog[open] form, dialog[open] [role=alert]").first().waitFor();
  },
  compare: async ({ page, guests }) => {
    await page.goto("/segments/compare");
    for (const [at, key] of ["compare-left", "compare-right"].entries()) await guests.field(key).selectOption({ index: at + 1 });
    await page.locator(".three .big").nth(2).waitFor();
  },
  settings: async ({ page }) => {
    await page.goto("/settings");
    await page.waitForLoadState("networkidle");
  },
  backups: async ({ page, guests }) => {
    await page.goto("/settings");
    const card = page.getByRole("region", { name: guests.words("settings-backup"), exact: true });
    await card.locator("p").first().waitFor();
    await card.evaluate((card) => card.scrollIntoView({ block: "center" }));
  },
  tablets: async ({ page }) => {
    await page.goto("/settings/tablets");
    await page.locator(".fleet li").first().waitFor();
  },
  carry: async ({ page, guests }) => {
    await page.goto("/sync");
    const card = page.getByRole("region", { name: guests.words("sync-carry"), exact: true });
    await card.getByRole("button").first().waitFor();
    await card.evaluate((card) => card.scrollIntoView({ block: "center" }));
  },
  site: async ({ page }) => {
    await page.goto("/settings/site");
    await page.locator(".site-page form h3").first().waitFor();
    await page.waitForLoadState("networkidle");
  },
  "site-season": async ({ page, guests }) => {
    await page.goto("/settings/site");
    await page.locator(".site-page form h3").first().waitFor();
    await page.getByRole("button", { name: new RegExp(`^${guests.words("site-change")}: winter`) }).first().click();
    await page.locator("dialog[open] .prices").first().waitFor();
  },
  websites: async ({ page }) => {
    await page.goto("/settings/websites");
    await page.locator(".list > li").first().waitFor();
  },
  website: async ({ page }) => {
    await page.goto("/settings/websites");
    await page.locator(".list > li a").first().click();
    await page.locator("pre.code").first().waitFor();
  },
  waiting: async ({ page }) => {
    await page.goto("/leads/waiting");
    await page.locator(".asked").first().waitFor();
  },
  mail: async ({ page }) => {
    await page.goto("/settings/mail");
    await page.locator(".outbox li").first().waitFor();
  },
  history: async ({ page }) => {
    await page.goto("/history");
    await page.locator("ul.history").waitFor();
  },
  palette: async ({ page, guests }) => {
    await page.goto("/guests");
    await guests.ready();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("mar");
    await page.locator("dialog[open] [role=option]").nth(3).waitFor();
  },
  shortcuts: async ({ page, guests }) => {
    await page.goto("/guests");
    await guests.ready();
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
  },
};
// Pages that are shown in the other languages too.
const IN_ALL_LANGUAGES = ["guest", "capture", "website", "erase", "backups", "tablets", "carry", "segment", "segment-why", "compare"];
// Pages that are made to be printed.
const PRINTED = ["arrivals", "guests", "guest"];

const clear = await setup();
const watch = new Watch();
const hotel = await furnished("many");
const other = await (values.hard ? furnished("empty") : Hotel.found());
try {
  if (!values.hard) {
    await furnish(hotel, watch);
    await other.start();
  }
  for (const [size, options] of Object.entries(SIZES).filter(([size]) => wanted(values.size, size))) {
    await (values.hard ? hard(size, options) : pictures(size, options));
  }
} finally {
  await hotel.close();
  await other.close();
  await clear();
  for (const found of watch.found) console.error(found);
}

async function pictures(size, options) {
  const opened = async (of, locale = "en") => {
    const device = await Device.found(of, watch, { ...options, locale: LANGUAGES[locale] });
    return { device, page: await device.start() };
  };
  const shoot = async (page, name, themes = LIGHT_AND_DARK) => {
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await photograph(page, join(out, `${name}-${size}-${theme}`));
    }
    await page.emulateMedia({ colorScheme: "light" });
  };
  // One page that fails is said and does not take the others with it.
  const one = async (name, work) => {
    if (!wanted(values.only, name)) return;
    await work().catch((error) => console.error(`${name}, ${size}: ${error.message.split("\n").slice(0, 3).join(" ")}`));
    if (hotel.server === null) await hotel.start();
  };

  await one("first-run", async () => {
    const { device, page } = await opened(other);
    await page.goto("/");
    await new Page(page).field("first-run-hotel").waitFor();
    await shoot(page, "first-run");
    await device.close();
  });

  const { device, page } = await opened(hotel);
  await page.goto("/guests");
  const door = new SignInPage(page);
  await door.ready();
  await one("sign-in", () => shoot(page, "sign-in"));
  await door.signIn(MARTA);
  await enrolling(page);
  await one("enrol", () => shoot(page, "enrol"));
  await new EnrolPage(page).enrol(size === "desktop" ? "Front desk 1" : `Fair ${size} 1`);
  const guests = new GuestsPage(page);
  await guests.ready();
  const it = { page, hotel, guests, guest: new GuestPage(page), locale: "en" };
  await one("history", () => edits(it, size));
  for (const [name, arrive] of Object.entries(PAGES)) {
    await one(name, async () => {
      await arrive(it);
      await shoot(page, name);
      if (name === "capture") {
        await page.locator(".fair-h").getByRole("button", { name: it.guests.words("capture-sunlight") }).click();
        await shoot(page, `${name}-sunlight`, ["light"]);
        await page.locator(".fair-h").getByRole("button", { name: it.guests.words("capture-sunlight") }).click();
        await it.guests.button("capture-clear").click();
      }
    });
  }
  await one("sync", () => waiting(it, size, () => shoot(page, "sync"), () => shoot(page, "two-values")));
  if (size === "desktop") await one("print", () => printed(it));
  await device.close();

  for (const locale of ["zh-CN", "es"]) {
    const names = IN_ALL_LANGUAGES.filter((name) => wanted(values.only, name));
    if (names.length === 0) continue;
    const { device, page } = await opened(hotel, locale);
    await page.goto("/guests");
    await new SignInPage(page, locale).signIn(MARTA);
    await enrolling(page, locale);
    await new EnrolPage(page, locale).enrol(`${locale} ${size}`);
    const guests = new GuestsPage(page, locale);
    await guests.ready();
    for (const name of names) {
      await one(name, async () => {
        await PAGES[name]({ page, hotel, guests, guest: new GuestPage(page, locale), locale });
        await shoot(page, `${name}-${locale}`, ["light"]);
      });
    }
    await device.close();
  }
}

// What the history tells of: a change, a note.
async function edits({ page, guest, hotel }, size) {
  await page.goto(`/guests/${hotel.guestWithConsent().id}`);
  await guest.ready();
  await guest.edit({ "field-guest-city": { desktop: "Vic", tablet: "Berga" }[size] ?? "Olot" });
  await guest.note("Asked for a quiet room at the back, away from the lift.");
}

// What waits while the server is away, and then two values of one field.
async function waiting(it, size, shootWaiting, shootValues) {
  const other = await Device.found(it.hotel, watch);
  try {
    const there = await other.start();
    await enrol(there, "Fair tablet 4");
    await disagree(it, new GuestPage(there), size, shootWaiting);
    await shootValues();
    // The next size begins with one answer.
    await it.page.locator(".conflict .side").first().click();
    await it.page.locator(".conflict").waitFor({ state: "detached" });
    await it.guest.allSent();
  } finally {
    await other.close();
  }
}

async function disagree({ page, guest, hotel }, theirs, size, shootWaiting) {
  const { id } = hotel.guestForPictures();
  // Parts of the app come while the server is there.
  await page.goto("/sync");
  await new SyncPage(page).ready();
  for (const one of [theirs, guest]) {
    await one.page.goto(`/guests/${id}/edit`);
    await one.field("field-guest-phone").waitFor();
    await one.page.goto(`/guests/${id}`);
    await one.ready();
  }
  await hotel.stop();
  const line = Object.keys(SIZES).indexOf(size);
  await theirs.edit({ "field-guest-phone": `+34 600 100 20${line}` });
  await guest.edit({ "field-guest-phone": `+34 600 100 30${line}` });
  await guest.note("Asked for a quiet room at the back, away from the lift.");
  await guest.pill.click();
  await new SyncPage(page).ready();
  await page.locator("[data-s=here]").first().waitFor();
  await shootWaiting();
  await hotel.start();
  await page.goto(`/guests/${id}`);
  await page.locator(".conflict").first().waitFor();
  await page.locator(".conflict").first().evaluate((conflict) => conflict.scrollIntoView({ block: "center" }));
}

// The sheets of paper.
async function printed(it) {
  const { page } = it;
  for (const name of PRINTED) {
    await PAGES[name](it);
    if (name === "guests") {
      // The table is there only while the browser prints.
      await page.evaluate(() => (window.print = () => document.querySelector("main").append(document.querySelector("table.paper").cloneNode(true))));
      await it.guests.button("guests-print").click();
      await page.locator("table.paper").waitFor({ state: "attached" });
    }
    await page.setViewportSize(SHEET);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await photograph(page, join(out, `${name}-print`));
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize(SIZES.desktop.viewport);
  }
}

// Long names wherever there are names; then nothing at all.
async function hard(size, options) {
  const shoot = async (page, name) => {
    for (const colorScheme of LIGHT_AND_DARK) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await photograph(page, join(out, `${name}-${size}-${colorScheme}`));
    }
  };
  for (const [of, kind] of [[hotel, "long"], [other, "empty"]]) {
    const device = await Device.found(of, watch, options);
    const page = await device.start();
    await enrol(page, kind === "long" ? `${LONG} ${size}` : size);
    if (kind === "long") await lengthen(page);
    for (const path of ["", "arrivals", "guests", "leads", "segments", "history", "settings", "sync", ...(kind === "long" ? ["guest", "capture", "segment"] : [])]) {
      const name = path || "today";
      if (!wanted(values.only, name)) continue;
      if (name === "guest") await new GuestsPage(page).open("zeppelin@hotel.example");
      else if (name === "segment") await page.locator(".segments-list a").first().click();
      else await page.goto(`/${path}`);
      await page.locator("main h1").waitFor();
      await page.waitForLoadState("networkidle");
      await shoot(page, `${kind}-${name}`);
      if (name === "capture") await page.goto("/segments");
      if (name === "sync") await page.goto("/guests");
    }
    await device.close();
  }
}

async function lengthen(page) {
  const guest = new GuestPage(page);
  await page.goto("/settings");
  await guest.field("settings-hotel-name").fill(`Gran Hotel Balneario ${LONG} & Spa`);
  await page.locator("section", { hasText: guest.words("settings-hotel") }).getByRole("button", { name: guest.words("app-save") }).click();
  await page.goto("/guests/new");
  const values = { "field-guest-given-name": LONG, "field-guest-surname": LONG, "field-guest-native-name": LONG, "field-guest-city": LONG, "field-guest-company-name": LONG, "field-guest-allergies": LONG, "field-guest-email": "zeppelin@hotel.example" };
  for (const [key, value] of Object.entries(values)) await guest.field(key).fill(value);
  await guest.save();
  await guest.ready();
  await page.goto("/segments/new?begin=lapsed");
  await guest.field("segment-name").fill(`Guests of ${LONG}`);
  await guest.field("segment-description").fill(`${LONG} ${LONG}`);
  await guest.button("app-save").click();
  await page.waitForURL((url) => !url.pathname.endsWith("/new"));
  const capture = new CapturePage(page);
  await capture.open();
  await capture.stand(`Fair of ${LONG}`, LONG);
  await fill(capture, { "capture-name": LONG, "field-lead-company-name": LONG, grade: "A", interests: [] });
  await capture.save();
}
