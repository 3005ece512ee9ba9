// What the form asks of the browser: one short function each, because a name that crosses into wasm is paid for twice.
const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });

export const page = {
  // A shadow root's only sheet: constructed, so that no style-src of the host has to allow it.
  dress(root, css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  },
  // `tag name=value name=value…`, with a text; the values have no blanks but "\u00a0".
  make(spec, text) {
    const [tag, ...attributes] = spec.split(" ");
    const made = document.createElement(tag);
    for (const attribute of attributes) {
      const [name, ...value] = attribute.split("=");
      made.setAttribute(name, value.join("=").replaceAll("\u00a0", " "));
    }
    if (text) made.textContent = text;
    return made;
  },
  // The field of the page's own form that the visitor is in.
  focused: (host) => (host.contains(document.activeElement) ? document.activeElement.name : "") || "",
  height: (element) => element.getBoundingClientRect().height,
  reserve: (element, height) => void (element.style.minBlockSize = height ? `${height}px` : ""),
  seen(host) {
    const { top, bottom } = host.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  },
  language: (host) => host.getAttribute("lang") || host.closest("[lang]")?.lang || navigator.language || "",
  // Puts the enquiry's id, the address of this page (in a frame, of the host's) and the origin of the one before into it. Of the query only the
  // campaign is told; who asks for privacy (GPC) tells neither campaign nor referrer.
  here(host, enquiry) {
    const { origin, pathname, searchParams } = new URL(host.dataset.page || location.href);
    const before = host.dataset.referrer ?? document.referrer;
    const told = !navigator.globalPrivacyControl;
    const campaign = new URLSearchParams([...searchParams].filter(([name]) => told && name.startsWith("utm_"))).toString();
    enquiry.id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    enquiry.page = origin + pathname + (campaign && `?${campaign}`);
    enquiry.referrer = told && before ? new URL(before).origin : "";
  },
  // A colour as the screen has it: 0xrrggbb.
  colour(element, name) {
    canvas.fillStyle = getComputedStyle(element)[name];
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red << 16) | (green << 8) | blue;
  },
  // A property as text, without blanks around it.
  get: (of, name) => String(of?.[name] ?? "").trim(),
  child: (of, name) => of?.[name] ?? undefined,
  tell: (host, name, detail, cancelable) => host.dispatchEvent(new CustomEvent(`innkeeper:${name}`, { bubbles: true, composed: true, cancelable, detail })),
  // Asks the hotel's server; nothing within 8 s is no answer, which is status 0.
  ask(form, step, address, body) {
    const asked = fetch(address, {
      credentials: "omit",
      referrerPolicy: "origin",
      signal: AbortSignal.timeout(8000),
      ...(body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    asked
      .then(async (answer) => [answer.status, await answer.json(), +answer.headers.get("retry-after")])
      .catch(() => [0])
      .then(([status, value, seconds]) => form.step(step, status, value, seconds || 60));
  },
  later: (form, step, ms) => void setTimeout(() => form.step(step, 0, undefined, 0), ms),
};
