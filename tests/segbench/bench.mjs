// Questions over all guests, in one headless Chromium, by several engines: `cargo xtask bench segments`. Prints a table and writes
// target/bench-segments.json and .md.
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const dist = process.env.SEGBENCH_OUT ?? join(root, "target/segbench");
const program = process.env.CHROMIUM ?? "chromium";

const ENGINES = ["js", "ours", "duckdb", "sqlite", "arquero", "crossfilter"];
// What each asks. S8 changes guests and comes last.
const QUERIES = {
  S1: "country, last stay within a year",
  S2: "six lines, nested and/or/not",
  S2ids: "the same, with the guests handed over",
  S3: "tags any of and none of, a list of countries",
  S4: "two stays in a window with a total over 1,000",
  S4c: "the same without the total",
  S5: "RFM quintiles of all guests",
  S6: "counts by country and tier",
  S7: "surnames by prefix: count and first 20",
  S9: "fifty saved segments from scratch",
  S9c: "the same without totals",
  S8: "fifty saved segments after one guest changed",
  S8c: "the same without totals",
  S8many: "200 saved segments after one guest changed, without totals",
};

const { values: options } = parseArgs({
  options: {
    n: { type: "string", default: "100000,1000000" },
    engines: { type: "string", default: ENGINES.join() },
    queries: { type: "string", default: Object.keys(QUERIES).join() },
    runs: { type: "string", default: "15" },
    budget: { type: "string", default: "20000" },
  },
});
const engines = options.engines.split(",");
const queries = options.queries.split(",");

// ours has its glue from wasm-bindgen, which finds its wasm beside itself.
const shared = { bundle: true, format: "esm", platform: "browser", target: "chrome120", logLevel: "error", define: { global: "globalThis" } };
await build({ ...shared, entryPoints: [join(here, "page.js")], splitting: true, outdir: join(dist, "page"), external: ["module", "fs", "path", "/ours/*"] });

const packages = join(here, "node_modules");
const MOUNTS = [
  ["/duckdb/", join(packages, "@duckdb/duckdb-wasm/dist")],
  ["/sqlite/", join(packages, "@sqlite.org/sqlite-wasm/dist")],
  ["/ours/", join(dist, "ours")],
  ["/dist/", join(dist, "page")],
  ["/", here],
];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const server = createServer((request, response) => {
  const [path] = request.url.split("?");
  const [mount, directory] = MOUNTS.find(([prefix]) => path.startsWith(prefix));
  const file = join(directory, decodeURIComponent(path.slice(mount.length)));
  if (!file.startsWith(directory) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
  });
  createReadStream(file).pipe(response);
}).listen(0, "127.0.0.1");
await once(server, "listening");

async function open() {
  const profile = await mkdtemp(join(tmpdir(), "segbench-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-renderer-backgrounding", "--disable-background-timer-throttling", "--js-flags=--max-old-space-size=4096"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(0);
  page.on("pageerror", (error) => console.error("page:", error.message));
  page.on("crash", () => console.error("the page crashed"));
  await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
  await page.waitForFunction(() => document.title === "ready");
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { page, close };
}

const short = (number) =>
  number === undefined ? "–" : number < 0.01 ? number.toFixed(4) : number < 1 ? number.toFixed(3) : number < 100 ? number.toFixed(1) : String(Math.round(number));

function table(count, { time, load, bytes }) {
  const cell = (one) => (one?.median === undefined ? "–" : `${short(one.median)}${one.agrees ? "" : " ≠"}`);
  const lines = Object.entries(time).map(([query, of]) => {
    const ratio = of.ours?.median && of.js?.median ? short(of.ours.median / of.js.median) : "–";
    return `| ${query} ${QUERIES[query]} | ${engines.map((engine) => cell(of[engine])).join(" | ")} | ${ratio} |`;
  });
  lines.push(`| load | ${engines.map((engine) => short(load[engine])).join(" | ")} | |`);
  const head = `| ${count.toLocaleString("en")} guests, ms | ${engines.join(" | ")} | ours of js |\n|---|${"---|".repeat(engines.length + 1)}`;
  const memory = bytes ? `\n\nours: ${Math.round(bytes / 1e6)} MB of wasm memory\n` : "\n";
  return `${head}\n${lines.join("\n")}${memory}`;
}

async function measure(count) {
  const result = { time: {}, load: {}, versions: {}, errors: {} };
  const { page, close } = await open();
  if (!(await page.evaluate(() => window.bench.isolated()))) throw new Error("the page is not cross-origin isolated");
  result.stays = await page.evaluate((count) => window.bench.generate(count), count);
  for (const engine of engines) {
    const { load, version } = await page.evaluate((engine) => window.bench.load(engine), engine);
    result.load[engine] = load;
    result.versions[engine] = version;
    console.log(`${count} ${engine} loaded in ${Math.round(load)} ms`);
  }
  if (engines.includes("ours")) result.bytes = await page.evaluate(() => window.bench.bytes("ours"));
  for (const query of queries) {
    const of = await page.evaluate(
      ([query, engines, how]) => window.bench.time(query, engines, how),
      [query, engines, { runs: Number(options.runs), budget: Number(options.budget) }],
    );
    for (const [engine, one] of Object.entries(of)) {
      one.agrees = !one.error && one.answers.every((answer, at) => of.js?.answers?.[at] === undefined || answer === of.js.answers[at]);
      const ratio = of.js?.median ? `${short(one.median / of.js.median)} of js` : "";
      console.log(
        one.error
          ? `${query} ${engine}: ${one.error}`
          : `${count} ${query.padEnd(7)} ${engine.padEnd(12)} ${short(one.median).padStart(8)} ms ${ratio.padStart(14)}${one.agrees ? "" : `  other answers than js: ${one.answers} ≠ ${of.js.answers}`}`,
      );
    }
    result.time[query] = of;
  }
  await close();
  return result;
}

const load = [loadavg()[0]];
const results = {};
for (const count of options.n.split(",").map(Number)) results[count] = await measure(count);
load.push(loadavg()[0]);
server.close();
const version = execFileSync(program, ["--version"], { stdio: ["ignore", "pipe", "ignore"] })
  .toString()
  .trim();
const told = Object.entries(results).map(([count, result]) => table(Number(count), result));
const text = `${version}, ${availableParallelism()} cores, load ${load.map((number) => number.toFixed(1)).join(" to ")}, medians of up to ${options.runs} runs\n\n${told.join("\n")}`;
console.log(`\n${text}`);
await mkdir(join(root, "target"), { recursive: true });
await writeFile(join(root, "target/bench-segments.md"), text);
await writeFile(join(root, "target/bench-segments.json"), `${JSON.stringify({ at: new Date().toISOString(), version, load, results }, null, 1)}\n`);
// Another engine's difference is marked in the table; ours fails.
if (Object.values(results).some(({ time }) => Object.values(time).some(({ ours }) => ours?.answers && !ours.agrees))) process.exitCode = 1;
