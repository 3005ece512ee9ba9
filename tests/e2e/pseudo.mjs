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
}

// Texts of this language that a person cannot read whole: cut off by a box that does not scroll. And texts in plain letters,
// which no file of texts holds.
export const unreadable = (page) =>
  page.evaluate(() => {
    const clips = (box) => [box.overflowX, box.overflowY].some((overflow) => overflow === "hidden" || overflow === "clip");
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.includes("⟦") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // Said, not shown.
      if (element.closest(".vh, [aria-hidden=true], option")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.position === "fixed") break;
        if (style.overflowX === "auto" || style.overflowX === "scroll" || style.overflowY === "auto" || style.overflowY === "scroll") break;
        if (!clips(style)) continue;
        const edge = box.getBoundingClientRect();
        if (text.right > edge.right + 1 || text.bottom > edge.bottom + 1 || text.left < edge.left - 1 || text.top < edge.top - 1) {
          found.push(`cut off: ${node.data} in ${box.tagName.toLowerCase()}.${box.className}`);
        }
        break;
      }
    }
    return found;
  });
