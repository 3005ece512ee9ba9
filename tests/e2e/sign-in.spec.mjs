// The page that strangers get: whole without the app, and gone once somebody is signed in.
import { EnrolPage, PEOPLE, SignInPage, expect, settled, test } from "./house.mjs";

test.describe("without any script", () => {
  test("the form signs in, and leads on to where the person wanted to go", async ({ devices }) => {
    const desk = await devices.found({ javaScriptEnabled: false });
    const page = await desk.start();
    await page.goto("/guests?q=li");
    const door = new SignInPage(page);
    await door.signIn({ ...PEOPLE.service, password: "not the password at all" });
    await expect(page.getByRole("alert")).toContainText("The e-mail or the password is not right.");
    await door.signIn(PEOPLE.service);
    await expect(page).toHaveURL(/\/guests\?q=li$/);
    expect(await desk.context.cookies()).toHaveLength(1);
  });
});

test("the page speaks the language of the browser", async ({ devices }) => {
  const words = { "es-MX": ["es", "Iniciar sesión"], "zh-CN": ["zh-CN", "登录"], "de-DE": ["en", "Sign in"] };
  for (const [locale, [lang, title]] of Object.entries(words)) {
    const desk = await devices.found({ locale });
    const page = await desk.start();
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.locator("link[rel=manifest]")).toHaveAttribute("href", `/manifest.${lang}.webmanifest`);
    await desk.stop();
  }
});

test("what is being typed stays while the shell is stored behind the page", async ({ devices }) => {
  const desk = await devices.found();
  const page = await desk.start();
  await page.goto("/");
  const door = new SignInPage(page);
  await door.email.fill(PEOPLE.service.email);
  await door.shellStored();
  await expect(door.email).toHaveValue(PEOPLE.service.email);
  await door.password.fill(PEOPLE.service.password);
  await door.go.click();
  await new EnrolPage(page).ready();
});

test("whoever is signed in never sees the form", async ({ devices }) => {
  const desk = await devices.found();
  const page = await settled(desk, "Front desk");
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  // Straight from the server, without the shell that was stored.
  const html = await (await page.goto("/guests")).text();
  expect(html).toContain("boot-opening");
  expect(html).not.toContain('action="/login"');
});
