// What goes wrong, done to the real parts.
const DAY = 86_400_000;
const QUOTA = 1;

// What is wrong for a while: each begins and, with `over`, ends.
export const weathers = {
  "network cut": ({ proxy }, over) => (over ? (proxy.weather.cut = false) : proxy.cut()),
  "half-open": ({ proxy }, over) => void (over ? proxy.heal() : (proxy.weather.halfOpen = true)),
  slow: ({ proxy }, over) => void (proxy.weather.delay = over ? null : [150, 500]),
  reordered: ({ proxy }, over) => void (proxy.weather.delay = over ? null : [0, 900]),
  duplicated: ({ proxy }, over) => void (proxy.weather.repeat = over ? 0 : 4),
  "answers dropped": ({ proxy, chance }, over) => void (proxy.weather.swallow = over ? 0 : chance.between(1, 3)),
  "no space left": ({ tablet }, over) => quota(tablet, over ? null : QUOTA),
  "clock a day ahead": ({ tablet }, over) => tablet.jump(over ? 0 : DAY),
  "clock a day behind": ({ tablet }, over) => tablet.jump(over ? 0 : -DAY),
};

async function quota(tablet, quotaSize) {
  if (!tablet.runs) return;
  const tools = await tablet.devtools();
  // Without a size the browser's own rule counts again.
  await tools.send("Storage.overrideQuotaForOrigin", { origin: tablet.hotel.url, ...(quotaSize === null ? {} : { quotaSize }) });
  // It lasts as long as the tools look on.
  if (quotaSize === null) await tools.detach();
}

// What goes wrong at one moment.
export const blows = {
  "browser killed": ({ tablet }) => tablet.kill(),
  "server killed": async ({ house, chance }) => {
    await house.kill(house.processes.length > 1 && chance.odds(0.7) ? chance.below(2) : null);
    house.startIn(chance.between(50, 900));
  },
  "server killed in a push": ({ house, proxy, chance }) => {
    const strike = async () => {
      await house.kill();
      house.startIn(chance.between(50, 600));
    };
    proxy.ambush = { when: chance.one(["before", "behind", "behind"]), strike };
  },
  "tab crashed": async ({ tablet }) => {
    if (!tablet.runs) return;
    const { page } = tablet;
    await Promise.race([page.goto("chrome://crash").catch(() => {}), page.waitForEvent("crash").catch(() => {})]);
    tablet.page = await tablet.context.newPage();
    await page.close().catch(() => {});
  },
  "worker ended": async ({ tablet }) => {
    if (!tablet.runs) return;
    const workers = tablet.page.workers();
    await Promise.all(workers.map((worker) => worker.evaluate(() => self.close()).catch(() => {})));
    tablet.isStunned = true;
  },
  "old push comes again": ({ proxy }) => proxy.late(),
  "app updated": async ({ house, apps, tablet }) => {
    await house.stop();
    await house.start(apps.find((app) => app !== house.app));
    // The app asks for a newer version of itself when somebody comes back to it.
    await tablet.page?.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))).catch(() => {});
  },
};
