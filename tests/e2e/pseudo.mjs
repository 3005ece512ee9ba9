// A language nobody speaks: every text of the app in accented letters, 40 % longer, between brackets. What is cut off, put
// together from pieces or not translated at all shows at once.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const english = resolve(import.meta.dirname, "../../crates/texts/locales/en");
const LETTERS = { a: "á", c: "ç", d: "ḓ", e: "é", g: "ğ", h: "ĥ", i: "í", k: "ķ", l: "ļ", n: "ñ", o: "ó", r: "ŕ", s: "š", t: "ţ", u: "ú", w: "ŵ", y: "ý", z: "ž" };
const LONGER = ["óñé", "ţŵó", "ţĥŕéé", "ƒóúŕ", "ƒívé"];

// Two fifths more, in words of their own, so that lines may break where a translator's would.
function padding(length) {
  let out = "";
  for (let at = 0; out.length < length * 0.4; at += 1) out += ` ${LONGER[at % LONGER.length]}`;
  return out.slice(0, Math.max(3, Math.ceil(length * 0.4) + 1)).trimEnd();
}

// One line of a text. What stands in braces is the program's.
function line(text) {
  let [out, depth, written] = ["", 0, 0];
  for (const letter of text) {
    if (letter === "{") depth += 1;
    if (depth === 0) written += 1;
    out += depth === 0 ? (LETTERS[letter] ?? letter) : letter;
    if (letter === "}") depth -= 1;
  }
  return written === 0 ? text : `⟦${out}${padding(written)}⟧`;
}

// Fluent text in, Fluent text out.
export function pseudo(fluent) {
  let inSelector = false;
  return fluent.split("\n").map((row) => {
    const [, head, body] = /^([a-z][a-z0-9-]* *= ?|\s+(?:\*?\[ *[\w.-]+ *\] ?)?)(.*)$/.exec(row) ?? [null, "", ""];
    if (body === "" || row.startsWith("#")) return row;
    if (/\{[^}]*->\s*$/.test(body)) {
      inSelector = true;
      return row;
    }
    if (inSelector && body.trim() === "}") {
      inSelector = false;
      return row;
    }
    return head + line(body);
  }).join("\n");
}

// Gives the pages of a browser this language instead of English. The stored shell would answer with its own file: it must be off.
export async function speakPseudo(context) {
  const source = readdirSync(english).sort().map((file) => readFileSync(join(english, file), "utf8")).join("\n");
  await context.route("**/assets/texts-en-*.ftl", (route) => route.fulfill({ contentType: "text/plain; charset=utf-8", body: pseudo(source) }));
  // The server writes its sign-in page by itself; its words are changed where they stand.
  const plain = [...source.matchAll(/^[a-z][a-z0-9-]* = ([^{}\n]+)$/gm)].map(([, text]) => [text, line(text)]);
  await context.addInitScript((texts) => {
    const longer = new Map(texts);
    document.addEventListener("DOMContentLoaded", () => {
      const form = document.getElementById("sign-in");
      const walker = document.createTreeWalker(form?.closest("#app") ?? document.createElement("p"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) node.data = longer.get(node.data.trim()) ?? node.data;
      if (form) document.title = document.title.split(" · ").map((part) => longer.get(part) ?? `⟦${part}⟧`).join(" · ");
      for (const named of document.querySelectorAll("#app [aria-label]")) named.ariaLabel = longer.get(named.ariaLabel) ?? named.ariaLabel;
    });
  }, plain);
}

// What the browser makes by itself: names of countries, languages, currencies and time zones, and the words of dates and spans.
const browsers = (page) =>
  page.evaluate(() => {
    // Names are those of the page's language; dates are written as the browser's own region does.
    const [locale, named] = [navigator.language, document.documentElement.lang];
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const regions = letters.flatMap((first) => letters.map((second) => first + second));
    const languages = regions.map((code) => code.toLowerCase()).concat("zh-Hans", "zh-Hant", "zh-CN", "zh-TW", "pt-BR", "pt-PT", "en-GB", "en-US", "es-MX", "es-419", "fr-CA", "de-AT", "de-CH");
    const currencies = Intl.supportedValuesOf("currency");
    const names = (type, codes, locale) => codes.map((code) => new Intl.DisplayNames(locale, { type, fallback: "code" }).of(code));
    const own = ["en", "es", "zh-CN", "zh"].flatMap((tag) => names("language", [tag], tag));
    const zones = Intl.supportedValuesOf("timeZone").concat("UTC").map((zone) => zone.replaceAll("_", " "));
    const days = Array.from({ length: 52 }, (_, week) => new Date(2026, 0, 1 + week * 8));
    const dates = ["long", "short"].flatMap((form) => days.map((day) => new Intl.DateTimeFormat(locale, { month: form, weekday: form, day: "numeric", hour: "numeric", hour12: true }).format(day)));
    const spans = ["day", "week", "month", "year", "hour", "minute"].flatMap((unit) => [-2, -1, 0, 1, 2].map((count) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(count, unit)));
    const words = [...dates, ...spans, new Intl.ListFormat(locale).format(["1", "2", "3"])].join(" ").match(/\p{L}+/gu);
    return { names: [...names("region", regions, named), ...names("region", regions, locale), ...names("language", languages, named), ...names("currency", currencies, named), ...currencies, ...own, ...zones], words };
  });

// Every text of the page that a person sees or hears, and that is not in this language, does not come from the records and is no
// name, day or number of the browser's: `records` are all texts of the hotel.
export async function untranslated(page, records) {
  const browser = await browsers(page);
  const known = new Set([...records, ...browser.names].map((text) => text.trim().toLowerCase()));
  // Names are put together from parts, in some languages without a space.
  const names = records.filter((text) => text.split(" ").length < 4).join(" ");
  const words = new Set([...browser.words, ...names.match(/\p{L}+/gu), ...names.match(/\p{sc=Han}/gu)].map((word) => word.toLowerCase()));
  const isName = (word) => words.has(word.toLowerCase()) || (/^\p{sc=Han}+$/u.test(word) && [...word].every((letter) => words.has(letter)));
  const texts = await page.evaluate(() => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      // Keys are named as they are engraved; monograms are drawings; a mark is a part of a value; code and addresses are no words.
      if (element.closest("kbd, mark, script, noscript, .monogram, .brand, [translate=no]") || !(element.closest("option") || shown(element))) continue;
      texts.push(node.data);
    }
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      if (shown(element)) texts.push(...["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name)).filter(Boolean));
    }
    return [...new Set(texts)];
  });
  const found = new Set();
  for (const text of texts) {
    let left = text;
    for (let before = ""; before !== left; ) {
      before = left;
      left = left.replace(/⟦[^⟦⟧]*⟧/gu, " · ");
    }
    const whole = left.replaceAll(" · ", " ").trim().toLowerCase();
    if (known.has(whole)) continue;
    // The code of a currency stands before its name.
    if (known.has(whole.replace(/^[a-z]{3} /, ""))) continue;
    const pieces = left.split(" · ").filter((piece) => !known.has(piece.trim().toLowerCase()));
    for (const piece of pieces.join(" · ").split(/\s*[·–—,:\n]\s*/u)) {
      const bare = piece.trim().replace(/^[\s"“”‘’()[\]+]+|[\s"“”‘’()[\].…]+$/gu, "");
      const letters = bare.match(/\p{L}+/gu) ?? [];
      if (letters.length === 0 || /^[0-9a-f]{16}$/.test(bare) || known.has(bare.toLowerCase()) || known.has(piece.trim().toLowerCase())) continue;
      if (letters.every(isName)) continue;
      found.add(`not of this language: “${bare}” in “${text.trim()}”`);
    }
  }
  return [...found];
}

// Texts of this language that a person cannot read whole: cut off by a box that does not scroll and has no tip that says it whole,
// or sticking out of the button or block they stand in.
export const unreadable = (page) =>
  page.evaluate(() => {
    const clips = (box) => [box.overflowX, box.overflowY].some((overflow) => overflow === "hidden" || overflow === "clip");
    const scrolls = (box) => [box.overflowX, box.overflowY].some((overflow) => overflow === "auto" || overflow === "scroll");
    // Letters are higher than their line where lines stand close; a line that is cut off lacks more than that.
    const SLACK = 4;
    const out = (text, edge) => text.right > edge.right + 1 || text.bottom > edge.bottom + SLACK || text.left < edge.left - 1 || text.top < edge.top - SLACK;
    const told = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.includes("⟦") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // Said, not shown.
      if (element.closest(".vh, [aria-hidden=true], option, .skip")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      const tip = [...document.querySelectorAll("[title]")].some((tipped) => tipped.contains(element) && tipped.title.includes(node.data.trim()));
      const button = element.closest("button, .btn, summary, [role=option], label.grade, label.say");
      const isTipped = tip && button && getComputedStyle(button).textOverflow === "ellipsis";
      if (button && !isTipped && out(text, button.getBoundingClientRect())) found.add(`out of its button: ${node.data} in ${told(button)}`);
      let block = element;
      while (getComputedStyle(block).display.startsWith("inline") && block.parentElement) block = block.parentElement;
      const { left, right } = block.getBoundingClientRect();
      if (right - left > 2 && !clips(getComputedStyle(block)) && (text.right > right + 1 || text.left < left - 1)) found.add(`out of its block: ${node.data} in ${told(block)}`);
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.position === "fixed" || scrolls(style)) break;
        if (!clips(style)) continue;
        // A box of one pixel is for those who hear it.
        if (box.clientWidth < 2) break;
        if (out(text, box.getBoundingClientRect()) && !(tip && style.textOverflow === "ellipsis")) found.add(`cut off: ${node.data} in ${told(box)}`);
        break;
      }
    }
    return [...found];
  });

// The keys of texts that stand on the page in the place of the texts.
export async function rawKeys(page) {
    const text = await page.evaluate(() => `${document.title} ${document.body.innerText} ${[...document.body.querySelectorAll("[aria-label], [title], [placeholder]")].map((element) => `${element.ariaLabel} ${element.title} ${element.placeholder}`).join(" ")}`);
  const seen = new Set(text.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g));
  return allKeys().filter((key) => seen.has(key)).map((key) => `a key: ${key}`);
}

function allKeys() {
  return readdirSync(english).flatMap((file) => [...readFileSync(join(english, file), "utf8").matchAll(/^([a-z][a-z0-9]*(?:-[a-z0-9]+)+) *=/gm)].map(([, key]) => key));
}
