// What a person does on a tablet, and what the app says to it: "saved", "rescued", or nothing that could be relied on.
import { CapturePage, GuestPage } from "../e2e/pages.mjs";
import { words } from "../e2e/words.mjs";
import { PATIENCE_MS } from "./tablet.mjs";

const SAYS_MS = 7_000;
const RESCUED = words("problem-storage-rescued");

// What the page shows of a save: it is done, the change lies in the rescue file, it was refused; or nothing yet.
function shown({ what, rescued }) {
  const ends = {
    note: () => document.querySelector("dialog[open]") === null,
    edit: () => document.querySelector(".ghead") !== null,
    lead: () => document.querySelector("#lead-name")?.value === "",
  };
  if (ends[what]()) return "saved";
  const said = (within) => [...document.querySelectorAll(within)].map((part) => part.textContent);
  if (said("main, dialog[open], aside.notices").some((text) => text.includes(rescued))) return "rescued";
  return said("main [role=alert], dialog[open] [role=alert], .fair-foot .err").some(Boolean) && "refused";
}

async function told(page, what) {
  const end = await page.waitForFunction(shown, { what, rescued: RESCUED }, { timeout: SAYS_MS, polling: 30 });
  return end.jsonValue();
}

export async function note(tablet, guest, text) {
  const page = await tablet.ready(`/guests/${guest}`, PATIENCE_MS);
  return noteOn(page, text);
}

async function noteOn(page, text) {
  const guest = new GuestPage(page);
  await guest.ready();
  await guest.button("guest-add-note").click();
  await guest.field("guest-note-label", guest.dialog).fill(text);
  await guest.save(guest.dialog);
  return told(page, "note");
}

export async function edit(tablet, guest, field, text) {
  const page = await tablet.ready(`/guests/${guest}`, PATIENCE_MS);
  const form = new GuestPage(page);
  await form.ready();
  await form.link("guest-edit").click();
  await form.field(field).fill(text);
  await form.save();
  return told(page, "edit");
}

export async function lead(tablet, text) {
  const page = await tablet.ready("/capture", PATIENCE_MS);
  const form = new CapturePage(page);
  await form.name.fill(text);
  await form.button("capture-save-next").click();
  return told(page, "lead");
}

// A second tab of the same browser writes; then the first one is closed, which was the one that sends.
export async function noteInSecondTab(tablet, guest, text, closes) {
  const first = await tablet.ready(`/guests/${guest}`, PATIENCE_MS);
  const second = await tablet.context.newPage();
  tablet.page = second;
  await tablet.ready(`/guests/${guest}`, PATIENCE_MS);
  const end = await noteOn(second, text);
  if (closes) {
    await first.close();
  } else {
    await second.close();
    tablet.page = first;
  }
  return end;
}
