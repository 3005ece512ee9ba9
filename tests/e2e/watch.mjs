// What must not happen on any page of any test: a breach of the policy, an error nobody caught, an error in the console.

// The browser says so itself when a server cannot be reached; right only where the test stopped it.
const UNREACHED = /^Failed to load resource: net::ERR_|^WebSocket connection|net::ERR_(CONNECTION|EMPTY|INCOMPLETE|FAILED|SOCKET)/;
// An answer of the server that refuses: nobody is signed in yet. The page says it in words; the console repeats it.
const REFUSED = /^Failed to load resource: the server responded with a status of 401 /;

export class Watch {
  found = [];
  #expected = [];

  // A test that provokes an error names it.
  expect(pattern) {
    this.#expected.push(pattern);
  }

  // What was found in a test of several that share it; what that one expected is not expected of the next.
  taken() {
    this.#expected = [];
    return this.found.splice(0);
  }

  async follow(context, hotel) {
    const note = (what) => {
      if (!this.#expected.some((pattern) => pattern.test(what))) this.found.push(what);
    };
    await context.exposeBinding("noteBreach", (_, breach) => note(`policy: ${breach}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.noteBreach(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      const text = message.text();
      if (REFUSED.test(text) || (hotel.outages > 0 && UNREACHED.test(text))) return;
      note(`console: ${text} (${message.location().url})`);
    });
    context.on("weberror", (error) => note(`uncaught: ${error.error().stack ?? error.error()}`));
    context.on("page", (page) => page.on("crash", () => note("the page crashed")));
  }
}
