// The service worker: keeps the app's shell on the device, so that it opens with no network at all. It knows nothing of
// guests: records are the engine's, in IndexedDB. The build fills in the build and the list.
//
// The shell is taken whole or not at all: every file is checked against its SHA-256 before the first is stored, and a version
// whose files are not all there never installs. A new version waits until the app tells it "skip-waiting".

const BUILD = "@build@";
// [path, integrity] of every file of the shell.
const SHELL = "@shell@";

// What every address of the app is answered with. Asked for by this name, for "/" is the sign-in page to a stranger.
const PAGE = "/index.html";

const PREFIX = "innkeeper-shell-";
const CACHE = PREFIX + BUILD;
const paths = new Set(SHELL.map(([path]) => path));
// The server's own: never answered from here, not even as a page.
const SERVER = ["/sync/v1", "/api", "/login", "/logout", "/healthz", "/w", "/f"];

async function take([path, integrity]) {
  // Files under /assets carry their hash in the name, so the browser's own copy will do; the others are asked for anew.
  const cache = path.startsWith("/assets/") ? "default" : "no-cache";
  const response = await fetch(path, { integrity, cache, redirect: "error" });
  if (response.status !== 200) throw new Error(path + " answered " + response.status);
  // With `integrity` given, fetch has read the whole body and compared it before it came back.
  return [path, response];
}

async function install() {
  const files = await Promise.all(SHELL.map(take));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function fromShell(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

const isServers = (path) => SERVER.some((own) => path === own || path.startsWith(own + "/"));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || isServers(url.pathname)) return;
  if (request.mode === "navigate") {
    event.respondWith(fromShell(PAGE, request));
  } else if (paths.has(url.pathname)) {
    event.respondWith(fromShell(url.pathname, request));
  }
});
