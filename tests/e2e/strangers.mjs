// What comes from outside to a hotel that serves its own site: a booking there, and from a website with the form what looks like a robot's.
import { innkeeper } from "./hotel.mjs";
import { ANNA, SitePage } from "./site.mjs";

export const WEBSITE = { name: "The house on the web", origin: "https://www.casa-alondra.example" };
export const ENQUIRY = { name: "Nuria Vidal Pons", email: "nuria.vidal@example.com", phone: "+34 600 100 200", arrive: "2027-06-12", leave: "2027-06-15", message: "Would the garden be free for eighty of us?" };

// Makes a key for a website and gives it.
export const makeKey = (hotel, origin, name) => innkeeper(hotel.data, ["site-key", "add", "--origin", origin, "--name", name]).trim();

// What a robot sends: it fills in what no person sees.
export async function robot(hotel, key, origin, values) {
  const body = new URLSearchParams({ ...values, topic: "seo", page: `${origin}/weddings` });
  const answer = await fetch(`${hotel.url}/f/${key}/enquiry`, { method: "POST", redirect: "manual", headers: { origin }, body });
  if (answer.status !== 303) throw new Error(`the form was answered with ${answer.status}`);
}

// Somebody books, by this page; a website sends an enquiry that waits.
export async function strangers(hotel, page) {
  await new SitePage(page, hotel).book("SEA", ANNA);
  await robot(hotel, makeKey(hotel, WEBSITE.origin, WEBSITE.name), WEBSITE.origin, ENQUIRY);
}
