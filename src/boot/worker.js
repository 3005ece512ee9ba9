// The engine's worker: a module that starts the second wasm program. The build fills in what stands between @ signs.
import init from "@engine@";

// The browser delivers messages while the wasm is still loading, before the engine listens: they wait here.
const early = [];
const keep = (event) => early.push(event);
self.addEventListener("message", keep);

await init({
  module_or_path: fetch("@engine-wasm@", { integrity: "@engine-wasm-integrity@", credentials: "same-origin" }),
});

self.removeEventListener("message", keep);
for (const event of early) {
  self.dispatchEvent(new MessageEvent("message", { data: event.data, ports: [...event.ports] }));
}
