//! `<innkeeper-enquiry>`: the form, what it tells the page, and what the page may ask of it.

use alloc::string::String;
use core::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use crate::check::{FIELDS, needs};
use crate::dom::{El, Page, object, set, set_object};
use crate::outbox::{GUARD, Outbox};
use crate::words::{self, Words};
use crate::work::sha256;
use crate::{colour, place};

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// What the box asks for.
#[derive(Default)]
struct Wording {
    id: String,
    version: String,
    locale: String,
    text: String,
}

/// The element's inside.
#[wasm_bindgen]
pub struct Enquiry {
    pub(crate) page: Page,
    pub(crate) host: El,
    root: El,
    /// The object that the loader keeps this under; what is asked of the server is answered there.
    pub(crate) form: El,
    /// `https://crm.hotel.example/f/pk_7f3k`.
    pub(crate) door: String,
    pub(crate) outbox: RefCell<Outbox>,
    wording: RefCell<Wording>,
    /// The box was ticked by the page's script.
    ticked_by_page: Cell<bool>,
}

#[wasm_bindgen]
impl Enquiry {
    /// Takes the place of the plain form in `host`. `root` is its shadow root, `form` the object whose `step` is called with answers, `origin`
    /// that of the hotel's server.
    #[wasm_bindgen(constructor)]
    pub fn new(page: Page, host: El, root: El, form: El, origin: &str) -> Self {
        let door = [origin, "/f/", &host.attribute("site").unwrap_or_default()].concat();
        Self { page, host, root, form, door, outbox: RefCell::default(), wording: RefCell::default(), ticked_by_page: Cell::new(false) }
    }

    /// Shows the form, at once if the words beside its box are on the page; else when they have come, because nothing may move once it stands.
    pub fn begin(&self) {
        self.page.dress(&self.root, STYLE);
        if let Some(label) = self.host.find("[name=consent]").and_then(|tick| tick.closest("label")) {
            let hidden =
                |name: &str| self.plain(&["consent_", name].concat()).map(|field| self.page.get(&field, "value")).unwrap_or_default();
            let text = self.page.get(&label, "textContent");
            *self.wording.borrow_mut() = Wording { id: hidden("text"), version: hidden("version"), locale: hidden("locale"), text };
            self.stand(false);
        } else {
            self.ask_leave();
        }
    }

    /// An event of the root, or of the plain form while that is shown.
    pub fn hear(&self, kind: &str, event: &El) {
        if kind != "focusin" && self.find("slot").is_some() {
            return;
        }
        let target = event.target();
        let attribute = |name: &str| target.attribute(name).unwrap_or_default();
        match kind {
            "submit" => {
                event.prevent_default();
                self.submit();
            }
            "input" => {
                let name = attribute("name");
                if name == "consent" {
                    self.ticked_by_page.set(false);
                }
                self.say(&name, "");
                let detail = self.detail();
                set(&detail, "field", &name);
                self.tell("change", &detail, false);
            }
            "focusin" => {
                if self.find("slot").is_some() {
                    self.stand(true);
                }
                if self.outbox.borrow().is_idle() {
                    self.ask_leave();
                }
            }
            _ => match attribute("data-do").as_str() {
                "again" => self.reset(),
                "open" => self.open(),
                _ => {}
            },
        }
    }

    /// Opens a closed form and goes to its first field.
    pub fn open(&self) {
        self.host.remove_attribute("closed");
        if self.find("form").is_none() {
            self.show(&self.made());
        }
        self.focus(FIELDS[0]);
        self.tell("open", &object(), false);
    }

    /// Leaves a button in the place of the form.
    pub fn close(&self) {
        self.host.set_attribute("closed", "");
        self.show(&self.page.make("button part=button type=button data-do=open aria-expanded=false", self.line(words::OPEN)));
    }

    /// Empties the form.
    pub fn reset(&self) {
        self.outbox.borrow_mut().forget();
        self.swap(&self.made());
        self.focus(FIELDS[0]);
    }

    /// Fills fields in: `{ name, email, phone, arrive, leave, message }`.
    pub fn prefill(&self, values: &El) {
        for name in FIELDS {
            let value = self.page.get(values, name);
            if let Some(field) = self.field(name).filter(|_| !value.is_empty()) {
                field.set_value(&value);
            }
        }
    }

    /// Ticks or clears the box as the visitor has answered elsewhere on the page: `{ marketing: true }`.
    #[wasm_bindgen(js_name = setConsent)]
    pub fn set_consent(&self, given: &El) {
        let given = self.page.get(given, "marketing") == "true";
        if let Some(tick) = self.field("consent") {
            tick.set_checked(given);
            self.ticked_by_page.set(given);
        }
    }

    /// Says everything in the language of the attribute, keeping what was typed.
    pub fn speak(&self) {
        let Some(old) = self.find("form") else { return };
        let form = self.made();
        self.copy(&old, &form);
        self.show(&form);
    }
}

impl Enquiry {
    pub(crate) fn words(&self) -> Words {
        Words::of(&self.page.language(&self.host))
    }

    pub(crate) fn line(&self, at: usize) -> &'static str {
        self.words().line(at)
    }

    fn find(&self, selector: &str) -> Option<El> {
        self.root.find(selector)
    }

    fn field(&self, name: &str) -> Option<El> {
        named(&self.root, name)
    }

    /// A field of the plain form.
    fn plain(&self, name: &str) -> Option<El> {
        named(&self.host, name)
    }

    fn value(&self, name: &str) -> String {
        self.field(name).map(|field| self.page.get(&field, "value")).unwrap_or_default()
    }

    fn focus(&self, name: &str) {
        if let Some(field) = self.field(name) {
            field.focus();
        }
    }

    fn tell(&self, name: &str, detail: &El, cancelable: bool) -> bool {
        self.page.tell(&self.host, name, detail, cancelable)
    }

    /// The words beside the box have come, or will not.
    pub(crate) fn opened(&self, wording: Option<&El>) {
        if let Some(wording) = wording
            && self.wording.borrow().text.is_empty()
        {
            let get = |name| self.page.get(wording, name);
            *self.wording.borrow_mut() = Wording { id: get("id"), version: get("version"), locale: get("locale"), text: get("text") };
        }
        if self.find("slot").is_some() && self.find("form").is_none() {
            self.stand(false);
        }
    }

    /// Puts the form in the place of the plain one, with what was typed into it.
    fn stand(&self, at_any_price: bool) {
        if self.host.attribute("closed").is_some() {
            return self.close();
        }
        let focused = self.page.focused(&self.host);
        let form = self.made();
        self.copy(&self.host, &form);
        if !place::replace(&self.page, &self.host, &self.root, &form, at_any_price || !focused.is_empty()) {
            return;
        }
        self.guard_soon();
        if !focused.is_empty() {
            self.focus(&focused);
        }
        self.tell("ready", &object(), false);
    }

    fn show(&self, new: &El) {
        self.root.replace_children(new);
        self.guard_soon();
    }

    /// Shows something else, as high as what it takes the place of.
    fn swap(&self, new: &El) {
        if let Some(old) = self.find(".ik") {
            self.page.reserve(new, self.page.height(&old));
        }
        self.show(new);
    }

    /// A host's colours are used if the words on the button can be read.
    pub(crate) fn guard(&self) {
        if let Some(button) = self.find("button").filter(|button| !colour::is_readable(&self.page, button)) {
            button.closest(".ik").unwrap_or(button).set_attribute("data-plain", "");
        }
    }

    /// Looks at the colours in a task of its own.
    fn guard_soon(&self) {
        self.page.later(&self.form, GUARD, 0);
    }

    fn copy(&self, from: &El, to: &El) {
        for name in FIELDS.into_iter().chain(["consent"]) {
            if let (Some(old), Some(new)) = (named(from, name), named(to, name)) {
                if name == "consent" {
                    new.set_checked(old.checked());
                } else {
                    new.set_value(&self.page.get(&old, "value"));
                }
            }
        }
    }

    fn made(&self) -> El {
        let make = |spec: &str, text: &str| self.page.make(spec, text);
        let form = make("form class=ik part=form novalidate aria-labelledby=t", "");
        form.set_attribute("lang", self.words().tag());
        let add = |spec: &str, at: usize| form.append(&make(spec, self.line(at)));
        add("h2 id=t part=title", words::TITLE);
        add("p class=s", words::LEAD);
        form.append(&make("p class=e part=error role=alert tabindex=-1 id=sum", ""));
        for (name, at, spec) in [
            ("name", words::NAME, "input autocomplete=name"),
            ("email", words::EMAIL, "input type=email autocomplete=email"),
            ("phone", words::PHONE, "input type=tel autocomplete=tel"),
            ("arrive", words::ARRIVE, "input type=date"),
            ("leave", words::LEAVE, "input type=date"),
            ("message", words::MESSAGE, "textarea rows=3"),
        ] {
            let label = make(&["label part=field class=", name].concat(), "");
            let said = make("span part=label", self.line(at));
            if spec.ends_with("date") {
                said.append_text(" ");
                said.append(&make("i", self.line(words::IF_KNOWN)));
            }
            label.append(&said);
            label.append(&make(
                &[
                    spec,
                    " part=input maxlength=",
                    if at == words::MESSAGE { "5000" } else { "200" },
                    " aria-describedby=e-",
                    name,
                    " name=",
                    name,
                ]
                .concat(),
                "",
            ));
            label.append(&make(&["span class=e part=error id=e-", name].concat(), ""));
            form.append(&label);
            if at == words::PHONE {
                add("p class=s", words::ONE_IS_ENOUGH);
            }
        }
        self.add_consent(&form);
        let trap = make("label class=x aria-hidden=true", "");
        trap.append(&make("input name=topic tabindex=-1 autocomplete=off", ""));
        form.append(&trap);
        add("button part=button", words::SEND);
        form.append(&make("p class=s role=status id=st", ""));
        form
    }

    /// The box, empty, and the words beside it, exactly.
    fn add_consent(&self, form: &El) {
        let wording = self.wording.borrow();
        if !wording.text.is_empty() {
            let label = self.page.make("label class=c part=consent", "");
            label.append(&self.page.make("input type=checkbox name=consent", ""));
            label.append(&self.page.make("span", &wording.text));
            label.set_attribute("lang", &wording.locale);
            form.append(&label);
        }
        if let Some(privacy) = self.host.attribute("privacy").filter(|link| link.starts_with("https://") || link.starts_with('/')) {
            let link = self.page.make("a class=s target=_blank rel=noopener", self.line(words::PRIVACY));
            link.set_attribute("href", &privacy);
            form.append(&link);
        }
    }

    /// What is wrong with a field, beside it; nothing is right.
    fn say(&self, name: &str, what: &str) {
        if let (Some(about), Some(field)) = (self.find(&["#e-", name].concat()), self.field(name)) {
            about.set_text(what);
            if what.is_empty() {
                field.remove_attribute("aria-invalid");
            } else {
                field.set_attribute("aria-invalid", "true");
            }
        }
    }

    pub(crate) fn put(&self, id: &str, text: &str) {
        if let Some(element) = self.find(id) {
            element.set_text(text);
        }
    }

    /// What the page is told besides the event's name: of the person nothing, unless the host asks for it by `data-expose`.
    fn detail(&self) -> El {
        let detail = object();
        if self.host.attribute("data-expose").is_some() {
            let values = object();
            for name in FIELDS {
                set(&values, name, &self.value(name));
            }
            set_object(&detail, "values", &values);
        }
        detail
    }

    /// What is missing, by field.
    pub(crate) fn show_needs(&self, need: impl Fn(&str) -> &'static str) {
        let mut fields = String::new();
        for name in FIELDS {
            let what = need(name);
            self.say(name, what);
            if !what.is_empty() {
                fields.push_str([" ", ""][usize::from(fields.is_empty())]);
                fields.push_str(name);
            }
        }
        self.put("#sum", self.line(words::SUMMARY));
        if let Some(summary) = self.find("#sum") {
            summary.focus();
        }
        let detail = self.detail();
        set(&detail, "fields", &fields);
        self.tell("invalid", &detail, false);
    }

    fn submit(&self) {
        if !self.outbox.borrow().is_idle() {
            return;
        }
        let values = FIELDS.map(|name| self.value(name));
        let missing = needs(&values);
        if !missing.is_empty() {
            let need = |name: &str| missing.iter().find(|(field, _)| FIELDS[*field] == name).map_or("", |(_, at)| self.line(*at));
            return self.show_needs(need);
        }
        if !self.tell("submit", &self.detail(), true) {
            return;
        }
        self.put("#sum", "");
        let enquiry = self.written(&values);
        self.work(true);
        self.put("#st", self.line(words::SENDING));
        self.send(enquiry);
    }

    /// Everything that is sent.
    fn written(&self, values: &[String; 6]) -> El {
        let enquiry = object();
        for (name, value) in FIELDS.into_iter().zip(values) {
            set(&enquiry, name, value);
        }
        self.page.here(&self.host, &enquiry);
        set(&enquiry, "topic", &self.value("topic"));
        set(&enquiry, "lang", self.words().tag());
        if self.field("consent").is_some_and(|tick| tick.checked()) {
            let wording = self.wording.borrow();
            let by = if self.ticked_by_page.get() { "page" } else { "" };
            for (name, value) in [
                ("", "yes"),
                ("_text", wording.id.as_str()),
                ("_version", &wording.version),
                ("_locale", &wording.locale),
                ("_sha256", &sha256(&wording.text)),
                ("_by", by),
            ] {
                set(&enquiry, &["consent", name].concat(), value);
            }
        }
        enquiry
    }

    /// While something is on its way, the button does nothing and says so.
    pub(crate) fn work(&self, busy: bool) {
        let Some(button) = self.find("button") else { return };
        if busy {
            button.set_attribute("aria-disabled", "true");
        } else {
            button.remove_attribute("aria-disabled");
        }
    }

    /// It is not there: why, and how else the hotel can be reached.
    pub(crate) fn trouble(&self, line: usize, reason: &str) {
        self.put("#st", self.line(line));
        if let Some(status) = self.find("#st") {
            let mut lead = self.line(words::OR_ELSE);
            for (name, scheme) in [("phone", "tel:"), ("email", "mailto:")] {
                let Some(value) = self.host.attribute(name) else { continue };
                let link = self.page.make("a", &value);
                link.set_attribute("href", &[scheme, &value].concat());
                status.append_text(&[" ", lead, " "].concat());
                status.append(&link);
                lead = "";
            }
        }
        let detail = self.detail();
        set(&detail, "reason", reason);
        self.tell("error", &detail, false);
    }

    /// The hotel has it: thanks in the place of the form, as high as it was.
    pub(crate) fn thank(&self) {
        let detail = self.detail();
        let make = |spec: &str, at: usize| self.page.make(spec, self.line(at));
        let thanks = self.page.make("div class=ik part=form tabindex=-1", "");
        thanks.set_attribute("lang", self.words().tag());
        thanks.append(&make("h2 part=title", words::THANKS));
        thanks.append(&make("p role=status", words::THANKS_MORE));
        thanks.append(&make("button part=button type=button data-do=again", words::ANOTHER));
        self.swap(&thanks);
        thanks.focus();
        self.tell("success", &detail, false);
    }
}

fn named(within: &El, name: &str) -> Option<El> {
    within.find(&["[name=", name, "]"].concat())
}
