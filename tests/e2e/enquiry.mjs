// What the specs of the enquiry form share: a hotel with a website on another origin, the form on a page of it, and a watch over what a form must
// never do to the page it is on.
import { test as base, expect } from "@playwright/test";
import { page as document, snippet, Website } from "./hosts/website.mjs";
import { Hotel, innkeeper } from "./hotel.mjs";
import { words } from "./words.mjs";

// What everything that happens on a website's page leaves behind.
class Trail {
  errors = [];
  violations = [];
  requests = [];

  async follow(context) {
    context.on("weberror", (error) => this.errors.push(String(error.error())));
    context.on("request", (request) => this.requests.push(request.url()));
    await context.exposeBinding("noteBreach", (_, breach) => void this.violations.push(breach));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => window.noteBreach(event.effectiveDirective));
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
      window.told = [];
      for (const name of ["ready", "open", "change", "invalid", "submit", "success", "error"]) {
        document.addEventListener(`innkeeper:${name}`, (event) => window.told.push([name, JSON.parse(JSON.stringify(event.detail))]));
      }
    });
  }
}

// The form, wherever it stands: in the page, or in a frame of it.
export class EnquiryForm {
  constructor(within, lang = "en") {
    this.within = within;
    this.lang = lang;
    this.form = within.locator("innkeeper-enquiry .ik");
  }

  say = (key) => words(key, this.lang);
  field = (name) => this.within.locator(`innkeeper-enquiry .ik [name=${name}]`);
  get send() {
    return this.form.getByRole("button", { name: this.say("widget-send") });
  }
  get status() {
    return this.form.getByRole("status");
  }
  get thanks() {
    return this.form.getByText(this.say("widget-thanks-more"));
  }

  async stands() {
    await expect(this.send).toBeVisible();
  }

  async fill({ name, email = "", phone = "", message }) {
    await this.field("name").fill(name);
    if (email) await this.field("email").fill(email);
    if (phone) await this.field("phone").fill(phone);
    await this.field("message").fill(message);
  }

  async sends(values) {
    await this.fill(values);
    await this.send.click();
    await expect(this.thanks).toBeVisible({ timeout: 30_000 });
  }
}

export const test = base.extend({
  hotel: async ({}, use, info) => {
    const hotel = await Hotel.copyOf("demo");
    try {
      await hotel.start();
      await use(hotel);
    } finally {
      if (info.status !== info.expectedStatus) await info.attach("server", { body: hotel.said, contentType: "text/plain" });
      await hotel.close();
    }
  },

  website: async ({}, use) => {
    const website = await Website.open();
    await use(website);
    await website.close();
  },

  key: async ({ hotel, website }, use) => {
    await use(innkeeper(hotel.data, ["site-key", "add", "--origin", website.origin, "--name", "website"]).trim());
  },

  trail: [
    async ({ context }, use) => {
      const trail = new Trail();
      await trail.follow(context);
      await use(trail);
    },
    { auto: true },
  ],

  // Shows a page with the form and gives its address. `policy` is the page's; `CRM` in it stands for the hotel's server.
  show: async ({ hotel, website, key }, use) => {
    await use(async ({ path = "/", lang = "en", copies = 1, policy, wording, attributes, form, more, ...rest } = {}) => {
      const shown = wording === undefined ? (await (await fetch(`${hotel.url}/f/${key}/token?lang=${lang}`, { headers: { origin: website.origin } })).json()).wording : wording;
      const one = snippet({ crm: hotel.url, key, words, lang, wording: shown, attributes, form, more });
      const html = document({ crm: hotel.url, body: one.repeat(copies), lang, ...rest });
      return website.show(path, html, policy?.replaceAll("CRM", hotel.url));
    });
  },
});

// The leads that came in by the website, newest last.
export function leads(hotel) {
  return hotel.now().filter(({ type, fields }) => type === "lead" && fields.source === "website" && fields.surname === "Vidal");
}

export const NURIA = { name: "Nuria Vidal", email: "nuria@example.com", message: "We would like to celebrate our wedding with you, about 80 guests." };

export { expect };
