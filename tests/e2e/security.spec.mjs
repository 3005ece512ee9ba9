// What the browser is told, what it keeps, and what happens to people at the door.
import { GuestsPage, PEOPLE, SignInPage, SyncPage, expect, settle, settled, test } from "./house.mjs";

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; " +
    "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "reporting-endpoints": 'csp="/csp-report"',
};

test("every kind of answer carries the headers", async ({ hotel }) => {
  const page = await (await fetch(`${hotel.url}/`)).text();
  const asset = /"(\/assets\/[^"]+\.js)"/.exec(page)[1];
  const keeping = {
    "/": "no-cache",
    "/guests/any": "no-cache",
    "/sw.js": "no-cache",
    [asset]: "public, max-age=31536000, immutable",
    "/api/session": "no-store",
    "/sync/v1/snapshot": "no-store",
    "/healthz": "no-store",
    "/assets/none.js": "no-store",
  };
  for (const [path, cache] of Object.entries(keeping)) {
    const { headers } = await fetch(hotel.url + path, { headers: { "accept-encoding": "identity" } });
    for (const [name, value] of Object.entries(HEADERS)) expect(headers.get(name), `${name} of ${path}`).toBe(value);
    const permissions = headers.get("permissions-policy");
    for (const part of ["camera=(self)", "microphone=(self)", "geolocation=()"]) expect(permissions, path).toContain(part);
    expect(headers.get("cache-control"), path).toBe(cache);
    // Ignored by browsers over plain http, and a trap on a loopback address.
    expect(headers.get("strict-transport-security"), path).toBe(null);
  }
});

test("the cookie is out of reach of scripts and other sites", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const cookies = await desk.context.cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ name: "__Host-innkeeper", domain: "127.0.0.1", path: "/", httpOnly: true, secure: true, sameSite: "Strict" });
  expect(cookies[0].value).toMatch(/^[0-9a-f]{64}$/);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  // Nor is it, or the password, kept anywhere a script can read.
  const readable = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(readable).not.toContain(cookies[0].value);
  expect(readable).not.toContain(PEOPLE.service.password);
  expect(hotel.said).not.toContain(cookies[0].value);
  expect(hotel.said).not.toContain(PEOPLE.service.password);
});

test("a foreign worker is refused, and so is another script of our own", async ({ devices, watch }) => {
  watch.expect(/^(console|policy): .*/);
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  const own = await page.locator("meta[name=innkeeper-worker]").getAttribute("content");
  const outcome = await page.evaluate((urls) => {
    const attempt = (start) => {
      try {
        start();
        return "started";
      } catch (error) {
        return error.name;
      }
    };
    return urls.map((url) => attempt(() => new Worker(url, { type: "module" }).terminate()));
  }, ["https://example.invalid/x.js", "/assets/x.js", `${own}?x`, "blob:x", "data:text/javascript,0", own]);
  expect(outcome).toEqual([...Array(5).fill("TypeError"), "started"]);
  await expect(page.evaluate(() => navigator.serviceWorker.register("/other.js"))).rejects.toThrow(/TypeError/);
});

test("a wrong password is said in words, and the sixth try has to wait", async ({ devices }) => {
  const desk = await devices.found();
  const page = await desk.start();
  await page.goto("/");
  const door = new SignInPage(page);
  const { email } = PEOPLE.service;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await door.signIn({ email, password: "not the password at all" });
    await expect(page).toHaveURL(/problem=wrong/);
    await expect(page.getByRole("alert")).toContainText("The e-mail or the password is not right.");
  }
  await door.signIn({ email, password: "not the password at all" });
  await expect(page).toHaveURL(/problem=wait/);
  await expect(page.getByRole("alert")).toContainText("Please wait five minutes.");
  // Not even the right one, now.
  await door.signIn(PEOPLE.service);
  await expect(page).toHaveURL(/problem=wait/);
  expect(await desk.context.cookies()).toEqual([]);
});

test("an unknown address and a wrong password are told apart by nobody", async ({ hotel }) => {
  const answer = async (email) => {
    const body = new URLSearchParams({ email, password: "not the password at all" });
    const { status, headers } = await fetch(`${hotel.url}/login`, { method: "POST", body, headers: { origin: hotel.url }, redirect: "manual" });
    return [status, headers.get("location"), headers.get("set-cookie")];
  };
  expect(await answer(PEOPLE.service.email)).toEqual(await answer("nobody@example.org"));
});

test("a form of another site cannot sign anybody in", async ({ hotel }) => {
  const { email, password } = PEOPLE.service;
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${hotel.url}/login`, { method: "POST", body, headers: { origin: "https://example.invalid" }, redirect: "manual" });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("set-cookie")).toBe(null);
});

test("signing out keeps unsent changes, and they are sent after signing in again", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settled(desk, "Front desk");
  const guests = new GuestsPage(page);
  await guests.shellStored();
  const { email } = hotel.guestWithConsent();
  await hotel.stop();
  const guest = await guests.open(email);
  await guest.note("Written before signing out.");
  await guest.unsent(1);

  await guest.pill.click();
  const sync = new SyncPage(page);
  await sync.ready();
  await sync.link("settings-title", page.locator("main")).click();
  await sync.button("app-sign-out").click();
  const asks = page.getByRole("dialog", { name: sync.words("app-sign-out-ask") });
  // The page is loaded anew, so that nothing of it stays in memory.
  await Promise.all([page.waitForEvent("load"), sync.button("app-sign-out", asks).click()]);
  const door = new SignInPage(page);
  await door.ready();
  // Locked: no guest is shown, whatever the address.
  await page.goto("/guests");
  await door.ready();
  expect(await page.locator("body").innerText()).not.toContain(email);

  await hotel.start();
  await page.reload();
  await door.signIn(PEOPLE.service);
  await guests.ready();
  await guests.allSent();
  expect(hotel.notes()).toContain("Written before signing out.");
});
