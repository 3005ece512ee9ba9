//! The keyboard: what a key is and where it goes down.

use innkeeper_view::shortcuts::Key;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What input methods report for a key they take for themselves.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether the key belongs to an input method: such a press means nothing to the app.
pub fn composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Reads a key and its surroundings, and gives it to `hear`.
pub fn with_key<T>(event: &KeyboardEvent, hear: impl FnOnce(Key<'_>) -> T) -> T {
    let focused = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_field = focused.is_some_and(|element| element.closest("input, textarea, select, [contenteditable]").ok().flatten().is_some());
    let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    hear(Key {
        key: &event.key(),
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        composing: composing(event),
        in_field,
        in_dialog,
    })
}

/// The name of the command key here.
pub fn command_key() -> &'static str {
    if window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP")) {
        "⌘"
    } else {
        "Ctrl"
    }
}

/// Puts the cursor into the search of the page, if it has one.
pub fn focus_search() {
    let found = document().query_selector("main input[type=search]").ok().flatten();
    if let Some(field) = found.and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        let _focusable = field.focus();
        field.select();
    }
}
