// The page of the form inside a frame on a hotel's website: takes on that website's colours and says how high it is. It hears and tells its own
// parent alone, which the policy of the page allows to be a website of the key's list only.
const widget = document.querySelector("innkeeper-enquiry");
// What it takes on.
const STYLE = "accent on-accent text muted surface line error radius gap padding control border font font-title title-weight size".split(" ").map((name) => `--innkeeper-${name}`).concat("font-family", "color-scheme");
const ATTRIBUTES = ["theme", "privacy", "phone", "email", "closed", "data-expose"];
let host = null;
const tell = (data) => {
  if (host) parent.postMessage(data, host);
};

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || !data) return;
  if (data.style && !host) {
    host = origin;
    for (const [name, value] of data.style) {
      if (value && STYLE.includes(name)) document.documentElement.style.setProperty(name, value);
    }
    for (const [name, value] of data.attributes) {
      if (value !== null && ATTRIBUTES.includes(name)) widget.setAttribute(name, value);
    }
    widget.dataset.page = data.page;
    widget.dataset.referrer = data.referrer;
    widget.reserve = Number(data.reserve) || 0;
    widget.setAttribute("mode", "inline");
  } else if (origin === host && ["open", "close", "reset", "prefill", "setConsent"].includes(data.method)) {
    widget[data.method](data.value);
  }
});

for (const event of ["open", "change", "invalid", "submit", "success", "error"]) {
  widget.addEventListener(`innkeeper:${event}`, ({ detail }) => tell({ event, detail }));
}
widget.addEventListener("innkeeper:ready", () => {
  const high = () => tell({ height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
  // At once as well: a frame that is not shown yet observes nothing.
  high();
  new ResizeObserver(high).observe(document.documentElement);
  tell({ event: "ready", detail: {} });
});
// An element that is not defined yet would not hear that it is to load.
customElements.whenDefined("innkeeper-enquiry").then(() => parent.postMessage({ innkeeper: "here", title: document.title, style: STYLE, attributes: ATTRIBUTES }, "*"));
