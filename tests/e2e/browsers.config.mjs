// For `cargo xtask test --browsers`: the main job in a browser of any maker, on the real server.
import { defineConfig } from "@playwright/test";
import { CHROMIUM, FLAGS } from "./device.mjs";

export default defineConfig({
  testDir: "browsers",
  testMatch: "**/*.claims.mjs",
  outputDir: "test-results",
  globalSetup: "./setup.mjs",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 400_000,
  expect: { timeout: 60_000 },
  reporter: "list",
  // The second browser is Chromium in every run.
  use: { browserName: "chromium", launchOptions: { executablePath: CHROMIUM, args: FLAGS } },
});
