// The house's own writing, asked for by strangers: a booking on the hotel's site, an enquiry by a website's form. Over HTTP, as a browser without scripts does it.
import { WEBSITE } from "./house.mjs";
import { day } from "../e2e/site.mjs";

const TIME_OUT_MS = 10_000;
const ask = (url, options = {}) => fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIME_OUT_MS), ...options });

// The hidden inputs of the form that books.
function hidden(html) {
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
}

// True once the site has confirmed it. The wish has the text.
export async function book(house, chance, text) {
  const [site] = house.sites();
  if (!site) return false;
  const ahead = chance.between(35, 75);
  const stay = new URLSearchParams({ room: chance.one(["SEA", "GAR"]), plan: "FLEX", arrival: day(ahead), departure: day(ahead + 3), adults: 2, children: 0 });
  const form = await ask(`${site}/en/book?${stay}`);
  const html = await form.text();
  if (form.status !== 200) return false;
  const body = new URLSearchParams({ ...hidden(html), given_name: "Annelie", surname: text, email: `${text}@zettergren.example`, country: "SE", wishes: "" });
  const answer = await ask(`${site}/en/book`, { method: "POST", headers: { origin: site }, body });
  return answer.status === 303 && /\/booking\//.test(answer.headers.get("location") ?? "");
}

// True once it was taken.
export async function enquire(house, text) {
  const [port] = house.doors();
  if (!port) return false;
  const body = new URLSearchParams({ name: text, email: `${text}@enquiry.example`, message: "Would the garden be free for eighty of us?" });
  const answer = await ask(`http://127.0.0.1:${port}/f/${house.websiteKey}/enquiry`, { method: "POST", headers: { origin: WEBSITE.origin }, body });
  return answer.status === 303;
}
