// Pages whose program comes when they are first opened.
import { expect, Page, settle, shellStored, test } from "./house.mjs";

const PIECES = "**/assets/piece-*";

test("a page whose piece does not come says so, and opens when it is asked for again", async ({ devices, watch }) => {
  // Without the service worker, which has every piece.
  const desk = await devices.found({ serviceWorkers: "block" });
  const page = await settle(desk, "Front desk");
  const any = new Page(page);
  await desk.context.route(PIECES, (route) => route.abort());
  watch.expect(/ERR_FAILED|Failed to fetch|no service worker/);
  await any.link("segments-title").first().click();
  await expect(page.getByRole("heading", { name: any.words("problem-server-not-reached") })).toBeVisible();
  await desk.context.unroute(PIECES);
  await any.button("app-try-again").click();
  await expect(any.title).toContainText(any.words("segments-title"));
});

test("with the shell stored, a page opened for the first time without a server is there", async ({ devices, hotel }) => {
  const desk = await devices.found();
  const page = await settle(desk, "Front desk");
  await shellStored(page);
  await hotel.stop();
  const any = new Page(page);
  await any.link("segments-title").first().click();
  await expect(any.title).toContainText(any.words("segments-title"));
});
