//! Coming back: whether a page is shown because the person went back to it, and where on it they were.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use innkeeper_view::address;
use leptos::ev;
use leptos::prelude::*;

use super::page::first_time;

/// Where a person was on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// How far the list was scrolled, in pixels.
    pub scroll: i32,
    /// Position of the row that was active.
    pub row: Option<usize>,
}

thread_local! {
    static RETURNING: Cell<bool> = const { Cell::new(false) };
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
    static PLACES: RefCell<HashMap<String, Place>> = RefCell::default();
    static LAST_LIST: RefCell<String> = RefCell::new(address::GUESTS.to_owned());
}

/// Notices the browser's Back and Forward. Must be called before the router is made, so that it is told first.
pub fn notice_returns() {
    let handle = window_event_listener(ev::popstate, |_| mark_return());
    on_cleanup(move || handle.remove());
}

/// The next page is one the person comes back to.
pub fn mark_return() {
    RETURNING.set(true);
}

/// Whether this page is one the person came back to; asked once a page.
pub fn take_return() -> bool {
    RETURNING.replace(false)
}

/// False for the first page since loading, true for every other.
pub fn first_page_is_over() -> bool {
    ARRIVED.with(|arrived| !first_time(arrived))
}

/// Keeps the place under the address of the page.
pub fn keep_place(address: String, place: Place) {
    PLACES.with_borrow_mut(|places| places.insert(address, place));
}

/// The place kept for an address.
pub fn place(address: &str) -> Option<Place> {
    PLACES.with_borrow(|places| places.get(address).copied())
}

/// Keeps the address of the list as it is shown now.
pub fn keep_list(address: String) {
    LAST_LIST.set(address);
}

/// The address of the list as it was shown last.
pub fn last_list() -> String {
    LAST_LIST.with_borrow(Clone::clone)
}
