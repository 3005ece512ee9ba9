// The lock, and the card of the settings that says what protects a tablet, as a person meets them.
import { expect } from "@playwright/test";
import { Page } from "./pages.mjs";

// A locked tablet.
export class LockPage extends Page {
  passphrase = this.field("lock-passphrase");
  passkey = this.button("lock-passkey");

  async ready(options = { timeout: 30_000 }) {
    await expect(this.title).toHaveText(this.words("lock-title"), options);
  }

  async tryWith(passphrase) {
    await this.passphrase.fill(passphrase);
    await this.button("lock-unlock").click();
  }
}

// The card of the settings that says what protects the tablet.
export class ProtectionCard extends Page {
  card = this.page.locator("#protection");
  dialog = this.page.getByRole("dialog", { name: this.words("lock-protection") });

  async open() {
    await this.page.goto("/settings");
    await expect(this.card.getByRole("button").first()).toBeVisible({ timeout: 30_000 });
  }

  // What was asked is done.
  async done() {
    await expect(this.toasts).toContainText(this.words("lock-done"), { timeout: 30_000 });
    await expect(this.dialog).toBeHidden();
  }

  async setPassphrase(passphrase) {
    await this.button("lock-add-passphrase", this.card).click();
    await this.field("lock-new", this.dialog).fill(passphrase);
    await this.field("lock-again", this.dialog).fill(passphrase);
    await this.button("app-save", this.dialog).click();
    await this.done();
  }

  async lock() {
    await this.button("lock-now", this.card).click();
  }
}
