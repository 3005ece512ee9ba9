// Where the browser and the server come from is told by `cargo xtask test`; by hand: CHROMIUM, INNKEEPER_BIN, INNKEEPER_APP.
import { defineConfig } from "@playwright/test";
import { CHROMIUM, FLAGS } from "./device.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  globalSetup: "./setup.mjs",
  snapshotPathTemplate: "{testDir}/aria/{arg}{ext}",
  // Two cores, and every test has a server and a browser of its own.
  workers: 2,
  fullyParallel: true,
  // A test that passes only when repeated is a failed test.
  retries: 0,
  forbidOnly: true,
  // Long enough for a machine with other work: what has to be fast is measured by bench-path.mjs.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    // `--trace on` keeps every step of a test that is looked into; it makes each one slower.
    trace: "off",
    screenshot: "only-on-failure",
    browserName: "chromium",
    launchOptions: {
      executablePath: CHROMIUM,
      args: FLAGS,
    },
  },
});
