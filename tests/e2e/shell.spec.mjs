// The shell: the policy it runs under, and how it comes to the device and stays there.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { changeable, renew, rewrite } from "./builds.mjs";
import { SignInPage, expect, expectOpened, shellStored, test } from "./house.mjs";

test.use({ records: "empty" });

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];

test.describe("the policy", () => {
  test("is sent with the page and is not breached by opening the app", async ({ hotel, page, breaches }) => {
    const answer = await page.goto(hotel.url);
    const sent = (await answer.headerValue("content-security-policy")).split(";").map((part) => part.trim());
    expect(sent).toEqual(expect.arrayContaining(POLICY));
    await expectOpened(page);
    await shellStored(page);
    expect(breaches).toEqual([]);
  });

  test("lets this build's worker through and no other", async ({ hotel, page }) => {
    await page.goto(hotel.url);
    await expectOpened(page);
    const outcome = await page.evaluate(() => {
      const own = document.querySelector("meta[name=innkeeper-worker]").content;
      const start = (url) => {
        try {
          new Worker(url, { type: "module" }).terminate();
          return "started";
        } catch (error) {
          return error.name;
        }
      };
      const urls = [own, "https://example.org/worker.js", own + "?other", "/assets/other.js", "data:text/javascript,1", "//example.org" + own];
      return urls.map(start);
    });
    expect(outcome).toEqual(["started", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]);
  });

  test("refuses markup made of text, and a second policy", async ({ hotel, page, breaches }) => {
    await page.goto(hotel.url);
    await expectOpened(page);
    const outcome = await page.evaluate(() => {
      const attempt = (action) => {
        try {
          action();
          return "done";
        } catch (error) {
          return error.name;
        }
      };
      return [
        attempt(() => (document.createElement("p").innerHTML = "<b>x</b>")),
        attempt(() => trustedTypes.createPolicy("default", { createHTML: (text) => text })),
        attempt(() => trustedTypes.createPolicy("other", { createHTML: (text) => text })),
        attempt(() => (document.createElement("script").text = "1")),
      ];
    });
    expect(outcome).toEqual(["TypeError", "TypeError", "TypeError", "TypeError"]);
    await expect.poll(() => breaches.length).toBeGreaterThan(0);
  });
});

test.describe("with the server stopped", () => {
  test("the app opens at any of its addresses", async ({ hotel, context, page }) => {
    await page.goto(hotel.url);
    await expectOpened(page);
    await shellStored(page);
    await hotel.stop();
    const later = await context.newPage();
    await page.close();
    await later.goto(`${hotel.url}/guests?src=pwa`);
    await expectOpened(later);
  });

  test("the server's own addresses are not answered from the device", async ({ hotel, page }) => {
    await page.goto(hotel.url);
    await shellStored(page);
    await hotel.stop();
    const outcome = await page.evaluate(() =>
      Promise.all(["/healthz", "/api/x", "/sync/v1/status"].map((path) => fetch(path).then((answer) => answer.status, () => "no answer"))),
    );
    expect(outcome).toEqual(["no answer", "no answer", "no answer"]);
  });
});

changeable.describe("a new version", () => {
  changeable("whose files are not all as listed is not stored, not even in part", async ({ hotel, page, copy }) => {
    const style = (await readdir(join(copy, "assets"))).find((name) => /^style-.*\.css$/.test(name));
    await rewrite(join(copy, "assets", style), (text) => text + "/* changed on the way */\n");
    await hotel.stop();
    await hotel.start({ app: copy });
    await page.goto(hotel.url);
    const kept = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
      const installing = registration.installing ?? registration.waiting ?? registration.active;
      if (installing && installing.state === "installing") {
        await new Promise((done) => installing.addEventListener("statechange", done, { once: true }));
      }
      return { state: installing?.state ?? "redundant", caches: await caches.keys() };
    });
    expect(kept).toEqual({ state: "redundant", caches: [] });
  });

  changeable("waits until it is told, then takes the place of the old one", async ({ hotel, page, copy }) => {
    await page.goto(hotel.url);
    await expectOpened(page);
    await shellStored(page);

    await renew(copy);
    await hotel.stop();
    await hotel.start({ app: copy });

    const announced = await page.evaluate(async () => {
      const heard = new Promise((done) => window.addEventListener("innkeeper-update", (event) => done(event.detail.state), { once: true }));
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      return heard;
    });
    expect(announced).toBe("installed");
    await page.reload();
    // Nobody tells it before there is a page to press on; a file still on its way would hold the old version for minutes.
    await new SignInPage(page).ready();
    await expect(page.locator("meta[name=second-version]")).toHaveCount(0);

    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
      registration.waiting.postMessage("skip-waiting");
      await taken;
    });
    await page.reload();
    await expectOpened(page);
    await expect(page.locator("meta[name=second-version]")).toHaveCount(1);
    expect(await page.evaluate(() => caches.keys())).toEqual([expect.stringContaining("second-")]);
  });
});
