// axe-core on a page, and what it finds there.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const only = (...rules) => ({ resultTypes: ["violations"], runOnly: rules });
const ALL = { resultTypes: ["violations"] };
// Off by default in axe, and part of WCAG 2.2 AA.
const TARGETS = only("target-size");
// All that another theme can change.
const COLOURS = only("color-contrast");

// What axe finds on the page in these colours; a theme is worn the way the app does it. What lies under a part that was opened is
// covered until that is closed: there only the targets of the part are measured.
export async function violations(page, themes, part) {
  // Colours that are just changing are nobody's.
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const opened = part ? await part.elementHandle() : null;
  return page.evaluate(
    async ([themes, all, targets, colours, opened]) => {
      const root = document.documentElement;
      const before = root.dataset.theme;
      const found = [];
      const ask = async (theme, part, questions) => {
        root.dataset.theme = theme;
        const { violations } = await window.axe.run(part, questions);
        found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${theme}: ${id}: ${target}: ${failureSummary}`)));
      };
      const [first, ...others] = themes;
      await ask(first, document, all);
      await ask(first, opened ?? document, targets);
      for (const theme of others) await ask(theme, document, colours);
      if (before === undefined) delete root.dataset.theme;
      else root.dataset.theme = before;
      return found;
    },
    [themes, ALL, TARGETS, COLOURS, opened],
  );
}
