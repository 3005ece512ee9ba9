// A director's desk that the tests of one worker share, on a hotel with thousands of guests: for specs whose tests each begin on a page of
// their own and keep nothing under a name that another looks for. Specs import `test` from here.
import { Device } from "./device.mjs";
import { Hotel } from "./hotel.mjs";
import { DIRECTOR, addPerson, expect, settle, test as base } from "./house.mjs";
import { Watch } from "./watch.mjs";

export const test = base.extend({
  settledDesk: [
    async ({}, use) => {
      const hotel = await Hotel.copyOf("many");
      addPerson(hotel, DIRECTOR);
      const watch = new Watch();
      const device = await Device.found(hotel, watch);
      try {
        await hotel.start();
        await use({ page: await settle(device, "Director's desk", DIRECTOR), watch });
      } finally {
        await device.close();
        await hotel.close();
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],

  // The page of the desk, on which nothing is open yet.
  desk: async ({ settledDesk: { page, watch } }, use) => {
    await page.goto("about:blank");
    await use(page);
    expect(watch.taken(), "breaches of the policy, uncaught errors and errors in the console").toEqual([]);
  },
});

export { expect };
