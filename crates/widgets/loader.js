// Innkeeper's elements for booking websites. This small script defines <innkeeper-enquiry>; what it does comes when it is nearly seen.
// Each way falls back to the next: the form in the page, the form in a frame, the plain form that stands in the element already.
(() => {
  const { src, nonce } = document.currentScript;
  const { origin } = new URL(src);
  const base = `${origin}/w/@version@/`;
  const NAME = "innkeeper-enquiry";
  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const quiet = (deed) => { try { return deed(); } catch {} };
  let program;

  // One wasm for all elements of the page. Both files are taken only if they are the ones this loader was built with.
  const start = () => (program ??= (async () => {
    // Throws where the page's policy refuses wasm, before anything is fetched.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    document.head.append(make("link", { rel: "modulepreload", crossOrigin: "anonymous", integrity: "@glue-integrity@", nonce, href: `${base}widget.js` }));
    const wasm = fetch(`${base}widget.wasm`, { integrity: "@wasm-integrity@", credentials: "omit" });
    const [glue] = await Promise.all([import(`${base}widget.js`), wasm]);
    await glue.default({ module_or_path: wasm });
    return glue;
  })());

  class Enquiry extends HTMLElement {
    static observedAttributes = ["lang", "mode"];
    #root = this.attachShadow({ mode: "open", delegatesFocus: true });
    #calls = [];
    #to;
    #begun;

    constructor() {
      super();
      this.#root.append(make("slot"));
    }

    connectedCallback() {
      const load = () => {
        watch.disconnect();
        this.#load();
      };
      const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: "200px" });
      watch.observe(this);
      this.addEventListener("focusin", load, { once: true });
      // Nothing to wait for: without a plain form it has no place yet.
      this.childElementCount || load();
    }

    attributeChangedCallback(name, old) {
      if (name === "lang") this.#to?.("speak");
      else if (old === "plain") this.#load();
    }

    // Calls from before the form is there are done when it is.
    call(method, value) {
      if (this.#to) quiet(() => this.#to(method, value ?? {}));
      else this.#calls.push([method, value]);
    }

    async #load() {
      const mode = this.getAttribute("mode");
      if (this.#begun || mode === "plain") return;
      this.#begun = true;
      if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
      setTimeout(() => this.#to || this.#orElse(), 8000);
      try {
        if (mode === "frame") throw mode;
        const { Enquiry: Form, page } = await start();
        // A task of its own: the host's page breathes between starting the wasm and laying the form out.
        await new Promise((done) => setTimeout(done));
        const step = (...answer) => quiet(() => form.step(...answer));
        const form = new Form(page, this, this.#root, { step }, origin);
        for (const kind of ["submit", "input", "focusin", "click"]) this.#root.addEventListener(kind, (event) => quiet(() => form.hear(kind, event)));
        addEventListener("online", () => step(4, 0, undefined, 0));
        form.begin();
        this.#ready((method, value) => form[method](value));
      } catch {
        if (mode !== "inline") this.#frame();
      }
    }

    #ready(to) {
      this.#to = to;
      for (const call of this.#calls.splice(0)) this.call(...call);
    }

    // The hotel's own page in a frame. It is heard only as itself, and shown when it stands.
    #frame() {
      const [slot] = this.#root.children;
      const frame = make("iframe", { src: `${origin}/f/${this.getAttribute("site")}/frame?lang=${this.lang || document.documentElement.lang}` });
      frame.sandbox = "allow-scripts allow-forms allow-same-origin allow-popups";
      frame.style.cssText = `position:absolute;visibility:hidden;inline-size:${this.offsetWidth}px;border:0`;
      const say = (data) => frame.contentWindow.postMessage(data, origin);
      const reserve = this.offsetHeight;
      let height = 0;
      const show = () => {
        slot.remove();
        frame.style.cssText = `display:block;inline-size:100%;border:0;block-size:${height}px`;
        if (this.#to) return;
        const plain = this.querySelector("form");
        this.#ready((method, value) => say({ method, value }));
        if (plain) this.call("prefill", Object.fromEntries(new FormData(plain)));
      };
      addEventListener("message", ({ source, origin: from, data }) => {
        if (source !== frame.contentWindow || from !== origin || !data) return;
        if (data.innkeeper === "here") {
          frame.title = String(data.title);
          const own = getComputedStyle(this);
          say({
            style: data.style.map((name) => [name, own.getPropertyValue(name)]),
            attributes: data.attributes.map((name) => [name, this.getAttribute(name)]),
            page: location.href,
            referrer: document.referrer,
            reserve,
          });
        } else if (data.height > 0) {
          height = Math.min(data.height, 9999);
          const { top, bottom } = this.getBoundingClientRect();
          if (this.#to || height <= reserve + 2 || bottom < 0 || top > innerHeight) show();
          else this.addEventListener("focusin", () => { show(); frame.focus(); }, { once: true });
        } else if (data.event) {
          this.dispatchEvent(new CustomEvent(`innkeeper:${data.event}`, { bubbles: true, composed: true, detail: data.detail }));
        }
      });
      this.#root.append(frame);
    }

    // The plain form stays. How else the hotel can be reached is said under it.
    #orElse() {
      const line = make("p");
      for (const [name, scheme] of [["phone", "tel:"], ["email", "mailto:"]]) {
        const value = this.getAttribute(name);
        if (value) line.append(make("a", { href: scheme + value, textContent: value }), " ");
      }
      this.#root.querySelector("iframe")?.remove();
      this.#root.append(line);
    }
  }

  for (const method of ["open", "close", "reset", "prefill", "setConsent"]) {
    Enquiry.prototype[method] = function (value) {
      this.call(method, value);
    };
  }
  if (!customElements.get(NAME)) customElements.define(NAME, Enquiry);

  // What the page asked before this script was there: window.innkeeper = [["prefill", { name: "…" }], …]
  const push = ([method, value]) => document.querySelectorAll(NAME).forEach((one) => one[method]?.(value));
  const asked = window.innkeeper;
  window.innkeeper = { push };
  if (Array.isArray(asked)) asked.forEach(push);
})();
