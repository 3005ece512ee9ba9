// The words on the screen, from the same catalogue the app takes them from: page objects name a sentence by its key and find it
// in whatever language the browser asks for. What the sentences say is pinned by the ARIA snapshots.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pseudo } from "./pseudo.mjs";

const locales = resolve(import.meta.dirname, "../../crates/texts/locales");

// Key to the raw text of every message of a language, also of the one nobody speaks; attributes and terms are not used by the app.
function read(locale) {
  const messages = new Map();
  const folder = join(locales, locale === "pseudo" ? "en" : locale);
  for (const file of readdirSync(folder).sort()) {
    let key = null;
    const text = readFileSync(join(folder, file), "utf8");
    for (const line of (locale === "pseudo" ? pseudo(text) : text).split("\n")) {
      const start = /^([a-z][a-z0-9-]*) *= ?(.*)$/.exec(line);
      if (start) {
        key = start[1];
        messages.set(key, start[2]);
      } else if (key !== null && /^\s+\S/.test(line)) {
        messages.set(key, `${messages.get(key)}\n${line.trim()}`);
      } else {
        key = null;
      }
    }
  }
  return messages;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
// Numbers, names and dates come in through placeables; bidi isolation marks may stand round them.
const ANYTHING = "[\\s\\S]*?";

// The variants of a selector: "[one] …" and "*[other] …", each up to the next.
function variants(body) {
  const texts = [];
  for (const line of body.split("\n")) {
    const start = /^\*?\[ *[\w.-]+ *\] ?(.*)$/.exec(line.trim());
    if (start) texts.push(start[1]);
    else if (texts.length > 0 && line.trim()) texts.push(`${texts.pop()} ${line.trim()}`);
  }
  return texts;
}

// Source of a regular expression for a pattern with placeables, innermost braces last.
function source(pattern) {
  let out = "";
  let depth = 0;
  let from = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] === "{") {
      if (depth === 0) {
        out += escaped(pattern.slice(from, at));
        from = at + 1;
      }
      depth += 1;
    } else if (pattern[at] === "}") {
      depth -= 1;
      if (depth === 0) {
        const inside = pattern.slice(from, at);
        out += inside.includes("->") ? `(?:${variants(inside.split("->").slice(1).join("->")).map(source).join("|")})` : ANYTHING;
        from = at + 1;
      }
    }
  }
  return out + escaped(pattern.slice(from));
}

const read_once = new Map();

// The sentence of a key: a text to be found as it is, or a pattern where the app puts something in.
export function words(key, locale = "en") {
  if (!read_once.has(locale)) read_once.set(locale, read(locale));
  const raw = read_once.get(locale).get(key);
  if (raw === undefined) throw new Error(`no text is called ${key} in ${locale}`);
  const text = raw.trim();
  return text.includes("{") ? new RegExp(`^${source(text).replaceAll("\n", "\\s")}$`) : text;
}
