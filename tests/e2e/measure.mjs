// What a page comes to under eye, finger and keyboard, measured in the browser: each gives what is wrong, in words.

// What can be pressed and is shown, and is smaller than this many CSS pixels. Links inside a sentence are exempt (WCAG 2.5.8),
// and of a tick or a tile the label is what is pressed.
export const small = (page, least) =>
  page.evaluate((least) => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const within = document.querySelector("dialog[open]") ?? document;
    const pressed = new Set();
    for (const element of within.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden]), [role=option], [role=grid] .g-row")) {
      const label = element.matches("input") && element.closest("label");
      const target = label || element;
      if (!shown(target) || element.matches(".skip:not(:focus)")) continue;
      // The row is what is pressed; a link or button inside a sentence has the height of its line.
      if (element.matches("a") && element.closest(".g-row")) continue;
      if (element.matches("a, button.link") && getComputedStyle(element).display === "inline") continue;
      pressed.add(target);
    }
    const told = new Map();
    for (const element of pressed) {
      const over = getComputedStyle(element, "::after");
      // A box laid over all of its place belongs to it.
      const laid = over.content !== "none" && over.position === "absolute" && element.offsetParent;
      const { width, height } = (element.closest(".sel, label.search") ?? (laid || element)).getBoundingClientRect();
      if (width === 0 || height === 0 || (width > least - 0.01 && height > least - 0.01)) continue;
      // Of many alike one is told.
      const kind = `${element.tagName.toLowerCase()}.${element.className} ${width.toFixed(1)} × ${height.toFixed(1)}`;
      if (!told.has(kind)) told.set(kind, `${kind} “${(element.ariaLabel || element.innerText || element.id).slice(0, 30)}”`);
    }
    return [...told.values()];
  }, least);

// Goes through the page with Tab, once round. Gives what had the focus and was not to be seen: its middle and both its edges have
// to be, as far as it fits into the window.
export async function covered(page, most = 150) {
  await page.evaluate(() => {
    window.walked = new Set();
    document.querySelector("dialog[open] h2, h1")?.scrollIntoView({ block: "center" });
  });
  const hidden = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const told = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === document.body || focused === null) return { nothing: true };
      if (window.walked.has(focused)) return { again: true };
      window.walked.add(focused);
      const label = focused.matches("input[type=radio], input[type=checkbox]") && focused.closest("label");
      const target = label || focused;
      const { x, y, width, height } = target.getClientRects()[0] ?? target.getBoundingClientRect();
      const tall = height > innerHeight / 2;
      let over = null;
      const isSeen = (top) => {
        const hit = document.elementFromPoint(x + width / 2, top);
        const seen = hit !== null && (target.contains(hit) || (hit.contains(focused) && hit.matches("label, .field")));
        // What a person opened over the page, and Esc closes, may lie over it.
        const isOpened = hit?.closest(".bulk form") && !target.closest(".bulk");
        if (!seen) over = hit;
        return seen || isOpened;
      };
      const heights = tall ? [Math.max(y, 0) + 60] : [y + 2, y + height / 2, y + height - 2];
      return heights.every(isSeen) ? {} : { hidden: `${target.tagName.toLowerCase()}.${target.className} “${(target.ariaLabel || target.innerText || target.id).slice(0, 30)}” at ${x.toFixed()}, ${y.toFixed()}, ${width.toFixed()} × ${height.toFixed()}, under ${over?.tagName}.${over?.className}` };
    });
    if (told.again) break;
    if (told.hidden) hidden.push(told.hidden);
  }
  const walked = await page.evaluate(() => window.walked.size);
  return { hidden, walked };
}

// How far the page scrolls sideways, and what sticks out of the window; nothing where it does not. What scrolls in a box of its own
// is for the box.
export const sideways = (page) =>
  page.evaluate(() => {
    if (document.scrollingElement.scrollWidth <= innerWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    return [`${document.scrollingElement.scrollWidth} px: ${out.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).join(", ")}`];
  });

// What still moves for a person who asked for less motion.
export const moving = (page) =>
  page.evaluate(() => {
    const longest = (durations) => Math.max(...durations.split(",").map((duration) => Number.parseFloat(duration) * (duration.trim().endsWith("ms") ? 1 : 1000)));
    return [...document.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return longest(transitionDuration) > 10 || (animationName !== "none" && longest(animationDuration) > 10) || scrollBehavior === "smooth";
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
