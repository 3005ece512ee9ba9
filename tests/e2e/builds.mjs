// Builds of the app that a test may change: a copy, texts in it written anew, and one that is a newer version.
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "./hotel.mjs";
import { test } from "./house.mjs";

// Tests with a copy of the build that they may change.
export const changeable = test.extend({
  copy: async ({}, use) => {
    const copy = await mkdtemp(join(tmpdir(), "innkeeper-shell-"));
    await cp(app, copy, { recursive: true });
    await use(copy);
    await rm(copy, { recursive: true, force: true });
  },
});

// Puts text into a file of a build, without the compressed copies that would be sent instead.
export async function rewrite(file, change) {
  await writeFile(file, change(await readFile(file, "utf8")));
  await Promise.all(["br", "gz"].map((packed) => rm(`${file}.${packed}`, { force: true })));
}

const integrity = (bytes) => "sha256-" + createHash("sha256").update(bytes).digest("base64");

// Makes a newer version of a build; its page says so in `meta[name=second-version]`.
export async function renew(copy) {
  const before = integrity(await readFile(join(copy, "index.html")));
  await rewrite(join(copy, "index.html"), (text) => text.replace("</head>", '<meta name="second-version"></head>'));
  const after = integrity(await readFile(join(copy, "index.html")));
  await rewrite(join(copy, "sw.js"), (text) => text.replace(before, after).replace(/BUILD = "/, 'BUILD = "second-'));
}
