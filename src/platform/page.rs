//! The page as a whole: title, language and colours of the document, focus after navigation, and the places people come
//! back to.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Sets the title in the browser's tab and history.
pub fn set_title(title: &str) {
    document().set_title(title);
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

/// Focuses the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _focusable = element.focus();
    }
}

/// The languages the person reads, best first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Where a person was on a page: to be there again after Back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// How far the list or page was scrolled, in pixels.
    pub scroll: i32,
    /// What had the focus, in the page's own words.
    pub focus: Option<String>,
}

thread_local! {
    static PLACES: RefCell<HashMap<String, Place>> = RefCell::default();
}

/// Keeps the place under the address of the page.
pub fn keep_place(address: &str, place: Place) {
    PLACES.with_borrow_mut(|places| places.insert(address.to_owned(), place));
}

/// The place kept for an address.
pub fn place(address: &str) -> Option<Place> {
    PLACES.with_borrow(|places| places.get(address).cloned())
}

/// Loads the page again, at the same address.
pub fn reload() {
    // Fails only in documents that are no page, such as a frame being closed.
    let _done = window().location().reload();
}
