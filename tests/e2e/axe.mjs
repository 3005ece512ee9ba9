// axe-core on a page, and what it finds there.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = { resultTypes: ["violations"] };
// Off by default in axe, and part of WCAG 2.2 AA.
const TARGETS = { resultTypes: ["violations"], runOnly: ["target-size"] };

// What axe finds on the page in these colours; a theme is worn the way the app does it. What lies under a part that was opened is
// covered until that is closed: there only the targets of the part are measured.
export async function violations(page, themes, part) {
  // Colours that are just changing are nobody's.
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const opened = part ? await part.elementHandle() : null;
  return page.evaluate(
    async ([themes, options, targets, opened]) => {
      const root = document.documentElement;
      const before = root.dataset.theme;
      const found = [];
      for (const theme of themes) {
        root.dataset.theme = theme;
        const seen = await window.axe.run(document, options);
        const sized = await window.axe.run(opened ?? document, targets);
        found.push(...[...seen.violations, ...sized.violations].flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${theme}: ${id}: ${target}: ${failureSummary}`)));
      }
      if (before === undefined) delete root.dataset.theme;
      else root.dataset.theme = before;
      return found;
    },
    [themes, OPTIONS, TARGETS, opened],
  );
}
