//! The document: its title, language and colours, the focus after navigation, the width of the window.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::history;

/// Id of the title of a page, which takes the focus after navigation.
pub const TITLE_ID: &str = "title";

/// Sets the title in the browser's tab and history.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The path of the address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Sets an attribute of the document's root: `lang`, `data-theme`. None takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Neither call fails for a valid attribute name, and the names are ours.
    let _valid = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Turns transitions on: after the first paint, so that nothing fades in at load.
pub fn mark_painted() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            if let Some(root) = document().document_element() {
                let _known = root.class_list().add_1("painted");
            }
        });
    });
}

/// A text in Unicode's form NFKC, so that keyboards that compose letters differently type the same.
pub fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

/// Lets the browser paint and hear the person before what comes next: long work between two of these is a screen that stands still.
pub async fn next_task() {
    let later = js_sys::Promise::new(&mut |go_on, _| {
        // Fails only where there is no window any more; nothing waits for what comes next then.
        let _timer = window().set_timeout_with_callback(&go_on);
    });
    // The promise is only ever kept.
    let _kept = wasm_bindgen_futures::JsFuture::from(later).await;
}

/// Shows what index.html has ready for an app that cannot start.
pub fn show_failed_start() {
    if let Some(opening) = document().get_element_by_id("boot-opening") {
        opening.remove();
    }
    if let Some(failed) = document().get_element_by_id("boot-failed") {
        // Fails only for a malformed name.
        let _removed = failed.remove_attribute("hidden");
    }
}

/// Focuses the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _focusable = element.focus();
    }
}

/// Focuses the first control in the element with this id, if there is one.
pub fn focus_within(id: &str) {
    let found = document().query_selector(&format!("#{id} :is(input, select, textarea, button)")).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _focusable = element.focus();
    }
}

/// The id of the section after the one of this id, or else of the one before it.
pub fn next_section(id: &str) -> Option<String> {
    let here = document().get_element_by_id(id)?;
    let id = |element: web_sys::Element| Some(element.id()).filter(|id| !id.is_empty());
    here.next_element_sibling().and_then(id).or_else(|| here.previous_element_sibling().and_then(id))
}

/// Focuses what a selector finds first, once what was just changed is drawn.
pub fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _focusable = element.focus();
        }
    });
}

/// An address whose name may have letters of any script, with the name as browsers send it (UTS 46); anything else as it is.
pub fn with_plain_host(text: &str) -> String {
    let read = if text.is_ascii() { None } else { web_sys::Url::new(text.trim()).ok() };
    read.map_or_else(|| text.to_owned(), |url| url.href())
}

/// What has the focus has it again after the next drawing: moving an element takes the focus from it.
pub fn keep_focus() {
    if let Some(focused) = document().active_element().and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        request_animation_frame(move || {
            let _focusable = focused.focus();
        });
    }
}

/// A new page is shown: once it is drawn its title takes the focus, so that the screen reader reads on there. The first
/// page keeps the browser's own beginning.
pub fn arrive() {
    history::take_return();
    if !history::first_page_is_over() {
        return;
    }
    Effect::new(|| request_animation_frame(|| focus(TITLE_ID)));
}

/// The languages the person reads, best first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The address that was typed before a sign-in that was refused; boot.js keeps it for this window.
pub fn typed_address() -> String {
    let kept = window().session_storage().ok().flatten();
    kept.and_then(|kept| kept.get_item("innkeeper.address").ok().flatten()).unwrap_or_default()
}

/// The width of the window in units of 16 pixels, kept up to date.
pub fn width() -> Signal<i32> {
    let measure = || {
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0);
        // Whole units are enough to choose columns by.
        width as i32 / 16
    };
    let (width, set_width) = signal(measure());
    let handle = window_event_listener(ev::resize, move |_| set_width.set(measure()));
    on_cleanup(move || handle.remove());
    width.into()
}

/// The build this page is of, as index.html names it.
pub fn build() -> String {
    let script = document().query_selector("script[src]").ok().flatten().and_then(|script| script.get_attribute("src")).unwrap_or_default();
    // boot.js carries the hash of its content in its name, and its content names every other file of the build.
    script.rsplit('-').next().and_then(|end| end.strip_suffix(".js")).unwrap_or_default().to_owned()
}

/// Loads the app anew at its front page.
pub fn begin() {
    // Fails only for what is no address.
    let _done = window().location().set_href("/");
}

/// Loads the page again, at the same address.
pub fn reload() {
    // Fails only in documents that are no page, such as a frame being closed.
    let _done = window().location().reload();
}

/// Puts text into the clipboard; false where the browser does not let it.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Browsers have none outside of secure contexts.
    if clipboard.is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects the text of the element with this id, for a person to copy.
pub fn select(id: &str) {
    if let (Some(element), Ok(Some(selection))) = (document().get_element_by_id(id), window().get_selection()) {
        // Fails only for what is not in the document.
        let _selected = selection.select_all_children(&element);
    }
}

/// The address of this page as others can open it, without its parameters.
pub fn link() -> String {
    let location = window().location();
    [location.origin(), location.pathname()].into_iter().flatten().collect()
}

/// Opens the browser's print dialog.
pub fn print() {
    // Fails only where printing is switched off; then there is nothing to do.
    let _done = window().print();
}

thread_local! {
    static GUARDED: ArcRwSignal<Vec<Signal<bool>>> = ArcRwSignal::new(Vec::new());
}

/// Whether a form of this page holds something that is not saved; kept up to date where it is read.
pub fn holds_unsaved() -> bool {
    GUARDED.with(Clone::clone).with(|guarded| guarded.iter().any(|unsaved| unsaved.try_get() == Some(true)))
}

/// While `unsaved` is true the page holds something that is not saved.
pub fn hold(unsaved: Signal<bool>) {
    let held = GUARDED.with(Clone::clone);
    held.update(|held| held.push(unsaved));
    // A form that is left holds nothing, and whoever waits for that is told.
    on_cleanup(move || held.update(|held| held.retain(|known| *known != unsaved)));
}

/// The same, and asks before the window is closed or reloaded.
pub fn guard(unsaved: Signal<bool>) {
    hold(unsaved);
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the code runs for the first time since the page was loaded; each caller has its own cell.
pub fn first_time(cell: &Cell<bool>) -> bool {
    !cell.replace(true)
}
