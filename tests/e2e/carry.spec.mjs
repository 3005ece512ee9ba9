// What a tablet cannot send goes to the hotel as a file, by another tablet that cannot read it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { violations } from "./axe.mjs";
import { expect, GuestsPage, PEOPLE, settle, SyncPage, test } from "./house.mjs";

const TABLET = "Fair tablet 2";
const NOTE = "Quorvexilzamnabotru";
const EVERY = ["light", "dark", "sunlight"];

// The card of the page, on one of the devices.
class CarryCard extends SyncPage {
  card = this.page.getByRole("region", { name: this.words("sync-carry"), exact: true });
  said = this.card.getByRole("status");

  // Opens it inside the app, so that nothing is asked of the server.
  async open() {
    await this.pill.click();
    await this.ready();
    await expect(this.card).toBeVisible();
    return this;
  }

  // Saves what waits, and gives where the file is and what it is called.
  async save(into) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.button("sync-carry-save", this.card).click()]);
    const [name, path] = [download.suggestedFilename(), join(into, download.suggestedFilename())];
    await download.saveAs(path);
    return { name, path };
  }

  async bring(...paths) {
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.button("sync-carry-bring", this.card).click()]);
    await chooser.setFiles(paths);
  }

  // Drops a file of these bytes on it.
  async drop(name, bytes) {
    const dropped = await this.page.evaluateHandle(([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    }, [name, [...bytes]]);
    await this.card.locator(".carry").dispatchEvent("drop", { dataTransfer: dropped });
  }
}

const scratch = test.extend({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "innkeeper-carry-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

// This browser reaches nothing of sync; the other does.
const cut = (page) => page.context().route("**/sync/v1/**", (route) => route.abort());
const mend = (page) => page.context().unroute("**/sync/v1/**");

async function guestOf(page, hotel) {
  await page.goto("/guests");
  return new GuestsPage(page).open(hotel.guestWithConsent().email);
}

scratch("what one tablet cannot send another brings, unread; the first sends it again and nothing is there twice", async ({ devices, hotel, folder }) => {
  const here = await settle(await devices.found(), TABLET);
  const there = await settle(await devices.found(), "Front desk", PEOPLE.sales);
  const guest = await guestOf(here, hotel);
  await guest.allSent();
  await cut(here);
  await guest.note(NOTE);
  const first = await new CarryCard(here).open();
  await first.unsent(1);
  const { name, path } = await first.save(folder);
  expect(name).toMatch(/^innkeeper-unsent-Fair-tablet-2-\d{4}-\d\d-\d\d\.innkeeper$/);
  await expect(first.said).toContainText(name);
  await expect(first.card).toMatchAriaSnapshot({ name: "carry-saved.aria.yml" });
  expect(await violations(here, EVERY)).toEqual([]);
  const file = await readFile(path);
  expect(JSON.parse(file.subarray(0, file.indexOf("\n")))).toMatchObject({ form: "innkeeper-unsent/1", changes: 1 });
  expect(file.includes(NOTE), "nobody reads it").toBe(false);

  const second = await new CarryCard(there).open();
  await second.bring(path);
  await expect(second.said).toContainText(TABLET);
  await expect(second.card).toMatchAriaSnapshot({ name: "carry-brought.aria.yml" });
  expect(await violations(there, EVERY)).toEqual([]);
  await second.drop(name, file);
  await expect(second.said).toContainText(/already/);
  const seen = await guestOf(there, hotel);
  await expect(seen.entry(NOTE)).toContainText(PEOPLE.service.name, { timeout: 20_000 });
  await expect(first.pill, "the first cannot know").toHaveAttribute("data-state", "here");

  const sent = here.context().waitForEvent("request", (request) => request.url().endsWith("/sync/v1/push"));
  await mend(here);
  await first.button("sync-try-now").click();
  expect((await sent).postDataBuffer().includes(NOTE), "as it is sent it can be read").toBe(true);
  await first.allSent();
  await expect(first.button("sync-carry-save", first.card)).toBeDisabled();
  await expect((await guestOf(here, hotel)).entry(NOTE)).toHaveCount(1);
  await there.reload();
  await expect(seen.entry(NOTE)).toHaveCount(1, { timeout: 30_000 });
});

scratch("what is no file of the hotel is refused in words, and the next one is taken all the same", async ({ devices, hotel, folder, watch }) => {
  // The page says it; the console repeats it.
  watch.expect(/the server responded with a status of 422 /);
  const here = await settle(await devices.found(), TABLET);
  const there = await settle(await devices.found(), "Front desk", PEOPLE.sales);
  const guest = await guestOf(here, hotel);
  await guest.allSent();
  await cut(here);
  await guest.note(NOTE);
  const { path } = await (await new CarryCard(here).open()).save(folder);
  const file = await readFile(path);
  const [damaged, list] = ["1-damaged.innkeeper", "0-list.innkeeper"].map((name) => join(folder, name));
  await writeFile(list, "name,email\n");
  await writeFile(damaged, Buffer.concat([file.subarray(0, -1), Buffer.from([file.at(-1) ^ 1])]));
  const second = await new CarryCard(there).open();
  await second.bring(list, damaged, path);
  await expect(second.said.getByRole("paragraph")).toHaveText([second.words("problem-carry-no-file"), second.words("problem-carry-damaged"), new RegExp(TABLET)]);
  expect(await violations(there, EVERY)).toEqual([]);
});
