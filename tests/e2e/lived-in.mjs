// A hotel in which things have happened: two people changed one field while the server was away, somebody noted something, a
// segment has parts inside parts, a list is kept as a view, a guest of today is on paper, a website has a key and sent what looks like a
// robot's, somebody booked on the hotel's own site and waits for a mail. Made once by two real devices, then
// copied for every test like the other records. Specs import `test` from here.
import { existsSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Device } from "./device.mjs";
import { Hotel, innkeeper } from "./hotel.mjs";
import { GuestsPage, PEOPLE, expect, settle, test as base } from "./house.mjs";
import { strangers } from "./strangers.mjs";
import { Watch } from "./watch.mjs";

// Who has every page and every button.
export const HEAD = { roles: ["service", "sales", "director", "privacy", "it-admin"], name: "Marta Soler", email: "head@hotel.example", password: PEOPLE.admin.password };

export const NESTED = {
  name: "Regulars we have not asked",
  description: "For the letter in spring",
  rule: {
    combinator: "and",
    rules: [
      { field: "light", operator: "in", value: ["not-asked", "yes"] },
      {
        combinator: "or",
        rules: [
          { field: "next_stay", operator: "notNull" },
          { field: "last_stay", operator: "=", value: { relative: "-P12M", includeToday: true } },
          { field: "stays", operator: "=", match: { mode: "atLeast", threshold: 2 }, value: { combinator: "and", rules: [{ field: "arrival", operator: "=", value: { relative: "-P24M", includeToday: true } }] } },
        ],
      },
    ],
  },
};
export const VIEW = "From Spain";
const SPAIN = { combinator: "and", rules: [{ field: "country", operator: "in", value: ["ES"] }] };

const inAddress = (rule) => encodeURIComponent(JSON.stringify(rule));

// Both devices work while the server is away, and send when it is back.
async function live(hotel, here, there) {
  const { email } = hotel.guestForPictures();
  const guests = new GuestsPage(here);
  await here.goto(`/guests?rule=${inAddress(SPAIN)}`);
  await guests.ready();
  await guests.button("guests-view-save").click();
  const form = here.locator(".filterbar .view-form");
  await guests.field("guests-view-name", form).fill(VIEW);
  await guests.button("app-save", form).click();
  await here.goto(`/segments/new?rule=${inAddress(NESTED.rule)}`);
  await expect(here.locator(".share .big")).toHaveText(/\d/);
  await guests.field("segment-name").fill(NESTED.name);
  await guests.field("segment-description").fill(NESTED.description);
  await here.keyboard.press("Control+s");
  await expect(here).toHaveURL(/\/segments\/[0-9a-f-]{36}$/);
  await here.goto("/guests");
  await guests.ready();
  const [mine, theirs] = [await guests.open(email), await new GuestsPage(there).open(email)];
  // The form comes when it is first opened; without the stored shell it could not come while the server is away.
  for (const guest of [mine, theirs]) {
    await guest.link("guest-edit").click();
    await guest.link("app-cancel").click();
    await guest.ready();
  }
  await mine.allSent();
  for (const guest of [mine, theirs]) await guest.shellStored();
  await hotel.stop();
  await mine.edit({ "field-guest-city": "Vic" });
  await mine.note("Asked for a quiet room at the back, away from the lift.");
  await theirs.edit({ "field-guest-city": "Vich" });
  await hotel.start();
  for (const guest of [mine, theirs]) await expect(guest.conflict("field-guest-city")).toBeVisible({ timeout: 30_000 });
  for (const guest of [mine, theirs]) await guest.allSent();
}

async function make(masters) {
  const hotel = await Hotel.copyOf("many");
  const watch = new Watch();
  const roles = HEAD.roles.flatMap((role) => ["--role", role]);
  innkeeper(hotel.data, ["user", "add", ...roles, "--name", HEAD.name, "--email", HEAD.email, "--password-stdin"], { input: `${HEAD.password}\n` });
  const devices = [await Device.found(hotel, watch), await Device.found(hotel, watch)];
  try {
    await hotel.start({ site: true });
    const [here, there] = await Promise.all([settle(devices[0], "Desk", { ...HEAD, role: "it-admin" }), settle(devices[1], "Fair tablet", PEOPLE.sales)]);
    await live(hotel, here, there);
    await strangers(hotel, here);
    expect(watch.found).toEqual([]);
  } finally {
    for (const device of devices) await device.close();
  }
  await hotel.stop();
  await cp(hotel.data, join(masters, "lived-in"), { recursive: true });
  // Last, because whoever waits looks for it.
  await writeFile(join(masters, "lived-in.jsonl"), innkeeper(hotel.data, ["export"]));
  await hotel.close();
}

export const test = base.extend({
  // The first worker makes it, others wait for it.
  livedIn: [
    async ({}, use) => {
      const masters = process.env.INNKEEPER_MASTERS;
      const made = join(masters, "lived-in.jsonl");
      const turn = join(masters, "lived-in.turn");
      if (!existsSync(made)) {
        const mine = await mkdir(turn).then(() => true, () => false);
        if (mine) await make(masters).finally(() => rm(turn, { recursive: true }));
        else await expect.poll(() => existsSync(turn), { timeout: 200_000 }).toBe(false);
        expect(existsSync(made), "the hotel was made").toBe(true);
      }
      await use("lived-in");
    },
    { scope: "worker", timeout: 240_000 },
  ],
  records: async ({ livedIn }, use) => use(livedIn),
});

export { expect };
