// A person without a mouse: presses keys and nothing else, and goes on only while what has the focus can be seen.
import { expect } from "@playwright/test";

// What has the focus, and what is wrong with it for somebody who has to see it; nothing wrong is an empty text.
function seen() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { what: "body", wrong: "nothing has the focus" };
  const what = `${focused.tagName.toLowerCase()}#${focused.id}.${focused.className} “${(focused.innerText ?? "").slice(0, 40)}”`;
  const ringed = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  // A list points at its row, a search at its choice; a box that is drawn anew shows the ring beside it or on its label.
  const pointed = document.getElementById(focused.getAttribute("aria-activedescendant"));
  const label = focused.closest("label");
  const shown = [focused, focused.nextElementSibling, label, label?.querySelector("span"), pointed].filter(Boolean).find(ringed);
  // The title after navigation is no control: it is where reading goes on. A search in a dialog of its own has its caret.
  // The button of the calendar in the field of a day has the browser's own.
  const quiet = focused.matches("h1[tabindex='-1'], main[tabindex='-1'], input[type=date]") || (focused.matches("[role=combobox]") && focused.closest("dialog"));
  if (!shown && !quiet) return { what, wrong: "no ring" };
  const { x, y, width, height } = (shown ?? focused).getBoundingClientRect();
  const inside = width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
  return { what, wrong: inside ? "" : `not on the screen: ${[x, y, width, height]}` };
}

export class Hands {
  #began = false;

  constructor(page) {
    this.page = page;
  }

  // What has the focus can be seen. A page that is just changing is waited for.
  async see() {
    await expect.poll(() => this.page.evaluate(seen).then(({ what, wrong }) => wrong && `${wrong}: ${what}`), "what has the focus").toBe("");
  }

  async press(key, times = 1) {
    for (let time = 0; time < times; time += 1) {
      await this.see();
      await this.page.keyboard.press(key);
    }
  }

  async type(text) {
    await this.see();
    await this.page.keyboard.type(text);
  }

  // Presses Tab until the wanted part has the focus; nobody should need many. Beyond the last control is the browser's own bar,
  // and after that the first one again: that alone is not lost.
  async tabTo(locator, most = 40) {
    await expect(locator).toBeVisible();
    // Nothing has the focus when a person comes to a page that was loaded; from then on something has.
    if (this.#began) await this.see();
    this.#began = true;
    const has = () => locator.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses <= most; presses += 1) {
      if (await has()) return this.see();
      const before = await this.page.evaluate(() => document.activeElement === document.body);
      await this.page.keyboard.press("Tab");
      const nowhere = await this.page.evaluate(() => document.activeElement === document.body);
      if (before && !nowhere) await expect(this.page.locator(".skip:focus, dialog[open] :focus"), "the first control").toHaveCount(1);
      if (!nowhere) await this.see();
    }
    throw new Error(`not reached by ${most} tabs`);
  }

  // Chooses in a native menu with the arrows.
  async choose(menu, value) {
    await expect(menu).toBeFocused();
    const away = () => menu.evaluate((menu, value) => [...menu.options].findIndex((option) => option.value === value) - menu.selectedIndex, value);
    for (let left = await away(); left !== 0; left = await away()) {
      await this.press(left > 0 ? "ArrowDown" : "ArrowUp");
      await expect.poll(away).not.toBe(left);
      // Other inputs may belong to it now: it is drawn anew and has the focus again.
      await expect(menu).toBeFocused();
    }
  }
}
