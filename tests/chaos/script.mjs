// A run on paper, drawn from its seed: what people do, what goes wrong meanwhile, and when.
import { Chance } from "./chance.mjs";

// What people do, and how often.
const DEEDS = { note: 5, edit: 4, lead: 4, "note in a second tab": 2, "note at the desk": 2, "edit at the desk": 3, booking: 1, enquiry: 1 };
// What goes wrong at one moment.
const BLOWS = {
  "browser killed": 5,
  "server killed": 4,
  "server killed in a push": 5,
  "tab crashed": 2,
  "worker ended": 2,
  "backup restored": 3,
  "file copied back": 3,
  "file copied back with its memory": 2,
  "app updated": 2,
  "old push comes again": 2,
  "storage cleared": 2,
};
// What is wrong for a while.
const WEATHERS = { "network cut": 5, "half-open": 2, slow: 2, reordered: 3, duplicated: 4, "answers dropped": 5, "no space left": 2, "clock a day ahead": 1, "clock a day behind": 1 };

// On a tablet; what others do is not struck in the middle.
const ON_TABLET = ["note", "edit", "lead", "note in a second tab"];
// They strike while somebody works, or right after "saved"; the others come between two deeds.
const IN_A_DEED = ["browser killed", "server killed", "tab crashed", "worker ended"];
// After these nothing may go back in the same run: what a tablet reported lost would be forgotten with the log.
const LAST = ["storage cleared"];
const FIRST = { "backup restored": "backup", "file copied back": "photograph", "file copied back with its memory": "photograph" };

// Steps of a run: { do } a deed, { blow } or { weather } a fault, { calm } the weather passes. A deed may carry { struck, when, ms }.
export function script(seed) {
  const chance = new Chance(seed + 1);
  const deeds = Array.from({ length: chance.between(3, 5) }, () => ({ do: chance.weighed(DEEDS), guest: chance.below(2) }));
  if (!deeds.some((deed) => ON_TABLET.includes(deed.do))) deeds[0].do = "note";
  const steps = [...deeds];
  const put = (at, step) => steps.splice(at, 0, step);
  const faults = new Set();
  for (let left = chance.between(2, 4); left > 0; left -= 1) {
    const weather = chance.odds(0.45);
    const name = chance.weighed(weather ? WEATHERS : BLOWS);
    if (faults.has(name) || (LAST.includes(name) && [...faults].some((other) => LAST.includes(other)))) continue;
    faults.add(name);
    if (weather) {
      const from = chance.below(steps.length);
      put(from, { weather: name });
      if (chance.odds(0.5)) put(chance.between(from + 1, steps.length), { calm: name });
    } else if (IN_A_DEED.includes(name) && chance.odds(0.85)) {
      const free = steps.filter((step) => ON_TABLET.includes(step.do) && !step.struck);
      if (free.length > 0) Object.assign(chance.one(free), { struck: name, when: chance.odds(0.4) ? "after" : "during", ms: chance.between(0, 450) });
    } else if (LAST.includes(name)) {
      steps.push({ blow: name });
      if (chance.odds(0.5)) steps.push({ do: "note", guest: chance.below(2) });
    } else {
      const last = steps.findIndex((step) => LAST.includes(step.blow));
      put(chance.between(1, last < 0 ? steps.length : last), { blow: name });
    }
    if (FIRST[name] && chance.odds(0.7)) put(0, { prepare: FIRST[name] });
  }
  return { seed, faults: [...faults], steps };
}

// A step in words.
function inWords({ do: deed, struck, when, ms, blow, weather, calm, prepare }) {
  if (deed && struck) return `${deed}, ${struck} ${when === "after" ? "right after it is saved" : `after ${ms} ms`}`;
  if (blow) return `! ${blow}`;
  if (weather) return `~ ${weather}`;
  if (calm) return `= ${calm} is over`;
  return deed ?? `+ ${prepare}`;
}

export const told = ({ steps }) => steps.map(inWords);
