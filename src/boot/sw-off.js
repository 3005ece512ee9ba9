// Takes the place of sw.js in a development build, and of any version that must be withdrawn: it removes the stored shell and
// itself, and leaves every request to the network. Records are not touched.

self.addEventListener("install", () => self.skipWaiting());

async function withdraw() {
  for (const name of await caches.keys()) {
    if (name.startsWith("innkeeper-shell-")) await caches.delete(name);
  }
  await self.registration.unregister();
}

self.addEventListener("activate", (event) => event.waitUntil(withdraw()));
