// The only script of the page. It makes the one Trusted Types policy, starts the app's wasm and registers the service worker.
// The values between @ signs are filled in by the build (crates/xtask/src/seal.rs); they are part of this file, not of the page, so that nothing
// put into the page can widen what the policy lets through.

const APP = "@app@";
const APP_WASM = "@app-wasm@";
const APP_WASM_INTEGRITY = "@app-wasm-integrity@";
const APP_STYLE = "@app-style@";
const APP_STYLE_INTEGRITY = "@app-style-integrity@";
const ENGINE_WORKER = "@engine-worker@";
// Empty while developing: there a cached shell would hide what was just built.
const SERVICE_WORKER = "@service-worker@";

const HOUR = 60 * 60 * 1000;

// `new Worker` and `serviceWorker.register` are the only two sinks the app uses. Both get their URL through this policy; the
// policy has neither createHTML nor createScript, so every other sink throws.
const scripts = [ENGINE_WORKER, SERVICE_WORKER]
  .filter((path) => path !== "")
  .map((path) => new URL(path, location.origin).href);

self.trustedTypes?.createPolicy("default", {
  createScriptURL(given) {
    if (scripts.includes(new URL(given, location.href).href)) return given;
    throw new TypeError("this build does not start the script " + given);
  },
});

// Language and colours that a person chose here, read as the app writes them.
function chosen(name) {
  try {
    return JSON.parse(localStorage.getItem("innkeeper." + name));
  } catch {
    return null;
  }
}

const theme = chosen("theme");
if (theme) document.documentElement.dataset.theme = theme;

// The app is installed in the language of the person, not of the page that the service worker keeps.
const LANGUAGES = ["en", "es", "zh-CN"];
const languages = [chosen("language"), ...navigator.languages].filter((tag) => typeof tag === "string");
const spoken = languages.map((tag) => LANGUAGES.find((known) => known.slice(0, 2) === tag.slice(0, 2).toLowerCase())).find(Boolean);
document.querySelector("link[rel=manifest]").href = `/manifest.${spoken ?? "en"}.webmanifest`;

// Whoever mistyped the password need not type the address again: the page that says so has it. Elsewhere it is forgotten.
const ADDRESS = "innkeeper.address";
const isDenied = new URLSearchParams(location.search).has("problem");
let address = null;
try {
  address = isDenied ? sessionStorage.getItem(ADDRESS) : null;
  if (!isDenied) sessionStorage.removeItem(ADDRESS);
  addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action") === "/login") sessionStorage.setItem(ADDRESS, target.elements.email.value);
  });
} catch {
  // A browser that keeps nothing for a page asks again.
}
const field = document.getElementById("sign-in-email");
if (field && address) field.value ||= address;

// The server's sign-in page is whole without the app, and what is being typed there must stay. Only where this browser has
// records of its own does the app take its place: it goes on without a session, and without a network.
const isSignInPage = document.getElementById("sign-in") !== null;

async function hasRecords() {
  if (!indexedDB.databases) return true;
  const found = await indexedDB.databases();
  return found.some(({ name }) => name.startsWith("innkeeper-"));
}

// The sign-in page comes with a smaller stylesheet than the app's.
function styleApp() {
  const link = document.createElement("link");
  const done = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("no stylesheet")));
  });
  Object.assign(link, { rel: "stylesheet", integrity: APP_STYLE_INTEGRITY, href: APP_STYLE });
  document.head.append(link);
  return done;
}

// The browser may offer to install the app before the app listens: the offer is kept for the button in the settings, so that
// nobody is asked on a first visit.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  self.innkeeperInstall = event;
  dispatchEvent(new CustomEvent("innkeeper-install"));
});
addEventListener("appinstalled", () => {
  self.innkeeperInstall = undefined;
  dispatchEvent(new CustomEvent("innkeeper-install"));
});

async function startApp() {
  if (isSignInPage) {
    if (!(await hasRecords())) return;
    await styleApp();
  }
  // The engine reads its store while the app is compiled; the app takes it over (src/engine.rs). Of one that fails before it was taken the app hears
  // nothing, so it gets none and makes its own.
  const engine = new Worker(ENGINE_WORKER, { type: "module" });
  self.innkeeperEngine = engine;
  engine.addEventListener("error", () => (self.innkeeperEngine = undefined), { once: true });
  const wasm = fetch(APP_WASM, { integrity: APP_WASM_INTEGRITY, credentials: "same-origin" });
  // A failed fetch is reported by the app's start below, not a second time as an unhandled rejection.
  wasm.catch(() => {});
  const app = await import(APP);
  await app.default({ module_or_path: wasm });
}

// A new version installs beside the running one and waits. The app is told by an `innkeeper-update` event on `window`
// (`detail` is the waiting ServiceWorker); it sends it "skip-waiting" when nothing unsaved is on the screen and reloads on
// `controllerchange`.
async function registerServiceWorker() {
  const registration = await navigator.serviceWorker.register(SERVICE_WORKER, { updateViaCache: "none" });
  const announce = () => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      window.dispatchEvent(new CustomEvent("innkeeper-update", { detail: registration.waiting }));
    }
  };
  announce();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", announce);
  });
  // Offline an update check fails; the next one will do.
  const check = () => registration.update().catch(() => {});
  setInterval(check, HOUR);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") check();
  });
}

try {
  await startApp();
} catch (error) {
  console.error(error);
  const failed = document.getElementById("boot-failed");
  if (failed) {
    document.getElementById("boot-opening")?.remove();
    failed.hidden = false;
  }
}

// After the page and the app, so that filling the cache does not compete with the first screen. A person who signs in finds the
// app here already.
if (SERVICE_WORKER !== "" && "serviceWorker" in navigator) {
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  registerServiceWorker().catch((error) => console.warn("no service worker:", error));
}
