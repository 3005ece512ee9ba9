// A hotel's website as others make them: a small server on an origin of its own, with one page that has the enquiry form in it. What the page
// is like (its policy, its style sheet, its direction) is what a test says.
import { once } from "node:events";
import { createServer } from "node:http";

// What makes hosts hard for whoever is a guest on them. The resets are our own, with what the known ones do to forms.
export const STYLES = {
  none: "",
  // As Bootstrap's Reboot treats elements.
  reboot: `*, ::before, ::after { box-sizing: border-box; } body { margin: 0; font: 400 1rem/1.5 sans-serif; } h1, h2 { margin: 0 0 .5rem; font-weight: 500; line-height: 1.2; }
    p { margin: 0 0 1rem; } label { display: inline-block; } button, input, textarea { margin: 0; font: inherit; line-height: inherit; } button { border-radius: 0; text-transform: none; } textarea { resize: vertical; }`,
  // As Tailwind's preflight does.
  preflight: `*, ::before, ::after { box-sizing: border-box; border: 0 solid; margin: 0; padding: 0; } html { line-height: 1.5; font-family: sans-serif; } h1, h2 { font: inherit; } a { color: inherit; text-decoration: inherit; }
    button, input, textarea { font: inherit; color: inherit; background-color: transparent; border-radius: 0; } iframe, svg { display: block; vertical-align: middle; } [hidden] { display: none !important; }`,
  hostile: `* { all: unset; } * { color: rgb(200 0 0) !important; background: yellow; letter-spacing: .5em; font: 40px/1 monospace; text-transform: uppercase; } form, input, label, button { display: none !important; }`,
  dark: `:root { color-scheme: dark; } body { background: #101418; color: #e8eef2; --innkeeper-accent: #9ad0e6; --innkeeper-on-accent: #0b1013; --innkeeper-surface: #161c21; --innkeeper-text: #e8eef2; }`,
  unreadable: `innkeeper-enquiry { --innkeeper-accent: #ffee88; --innkeeper-on-accent: #ffffff; }`,
  themed: `innkeeper-enquiry { --innkeeper-accent: rgb(120 20 60); --innkeeper-on-accent: white; --innkeeper-radius: 0; --innkeeper-padding: 40px; min-block-size: 60rem; --innkeeper-font: Georgia, serif; } innkeeper-enquiry::part(title) { font-style: italic; }`,
};

const QUIET = "body { margin: 0; } main { max-width: 40rem; margin: 0 auto; } form { display: grid; gap: .5rem; } label { display: grid; } ";

// The snippet as docs/widgets.md has it: the plain form first, which needs no script.
export function snippet({ crm, key, words, lang, wording, attributes = "", form = true, more = "" }) {
  const label = (name, type) => `<label>${words(`widget-${name}`, lang)} <input name="${name}" type="${type}"></label>`;
  const box = wording
    ? `<label><input type="checkbox" name="consent" value="yes"> <span>${wording.text}</span></label>
       ${["id", "version", "locale", "sha256"].map((name) => `<input type="hidden" name="consent_${name === "id" ? "text" : name}" value="${wording[name]}">`).join("")}`
    : "";
  const plain = `<form action="${crm}/f/${key}/enquiry" method="post" accept-charset="utf-8"><h2>${words("widget-title", lang)}</h2><p>${words("widget-lead", lang)}</p>
      ${label("name", "text")}${label("email", "email")}${label("phone", "tel")}${label("arrive", "date")}${label("leave", "date")}
      <label>${words("widget-message", lang)} <textarea name="message" rows="12"></textarea></label>${box}
      <input type="hidden" name="lang" value="${lang}"><button>${words("widget-send", lang)}</button></form>`;
  return `<innkeeper-enquiry site="${key}" lang="${lang}" phone="+34972258000" email="hola@hotel.example" ${attributes}>${form ? plain : ""}${more}</innkeeper-enquiry>`;
}

// A page with this body; the loader's address is the CRM's.
export function page({ crm, body, style = "none", lang = "en", dir = "ltr", head = "", loader = `<script async src="${crm}/w/1/loader.js"></script>`, below = "<p id=\"below\">Carrer de la Riba 7, Cadaqués</p>" }) {
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Casa Alondra</title>
    <link rel="stylesheet" href="/style.css?${style}">${head}${loader}</head><body><main><h1>A house above the bay</h1>${body}${below}</main></body></html>`;
}

export class Website {
  static async open() {
    const website = new Website();
    website.server = createServer((request, response) => website.#answer(request, response)).listen(0, "127.0.0.1");
    await once(website.server, "listening");
    website.origin = `http://127.0.0.1:${website.server.address().port}`;
    return website;
  }

  // Path to `{ html, policy }`.
  pages = new Map();
  // Cookies that came along with any request.
  cookies = [];

  show(path, html, policy) {
    this.pages.set(path, { html, policy });
    return this.origin + path;
  }

  #answer(request, response) {
    const { pathname, search } = new URL(request.url, this.origin);
    if (request.headers.cookie) this.cookies.push(request.headers.cookie);
    if (pathname === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" });
      return response.end((search === "?hostile" ? "" : QUIET) + (STYLES[search.slice(1)] ?? ""));
    }
    const found = this.pages.get(pathname);
    if (!found) return response.writeHead(404).end();
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (found.policy) headers["content-security-policy"] = found.policy;
    response.writeHead(200, headers).end(found.html);
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
