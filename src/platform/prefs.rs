//! What this browser remembers about how to show things: language, colours, columns. Kept in local storage, which some
//! browsers block; it is probed once, and without it every choice lasts as long as the page.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::page;

/// Names of what is remembered.
pub mod key {
    /// Tag of the chosen language.
    pub const LANGUAGE: &str = "innkeeper.language";
    /// Chosen colours.
    pub const THEME: &str = "innkeeper.theme";
    /// Single-letter shortcuts are off.
    pub const SINGLES_OFF: &str = "innkeeper.shortcuts.off";
    /// Columns of the guest list in their order, by saved view.
    pub const GUEST_COLUMNS: &str = "innkeeper.guests.columns-shown";
    /// Number of this device and how many changes are on it only: found again where the browser throws the records away.
    pub const DEVICE: &str = "innkeeper.device";
    /// When somebody was at the tablet last, milliseconds since 1970.
    pub const INPUT: &str = "innkeeper.input";
    /// Fair and stand at which this tablet captures leads.
    pub const FAIR: &str = "innkeeper.fair";
}

/// Speaks another language from now on: a new page.
pub fn speak(tag: String) {
    remember(key::LANGUAGE, tag);
    page::reload();
}

/// The chosen colours; empty as the system has them.
pub fn theme() -> String {
    recall(key::THEME).unwrap_or_default()
}

/// Takes other colours.
pub fn wear(theme: &str) {
    page::set_root_attribute("data-theme", Some(theme).filter(|theme| !theme.is_empty()));
    remember(key::THEME, theme);
}

/// Whether local storage can be used here. `gloo-storage` panics where it is blocked, so it is asked first.
fn available() -> bool {
    thread_local! {
        static AVAILABLE: OnceCell<bool> = const { OnceCell::new() };
    }
    AVAILABLE.with(|known| {
        *known.get_or_init(|| {
            let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) else {
                return false;
            };
            let probe = "innkeeper.probe";
            storage.set_item(probe, "1").is_ok() && storage.remove_item(probe).is_ok()
        })
    })
}

/// What was remembered; none if nothing was, or if it can no longer be read.
pub fn recall<T: DeserializeOwned>(key: &str) -> Option<T> {
    available().then(|| LocalStorage::get(key).ok()).flatten()
}

/// Forgets what was remembered.
pub fn forget(key: &str) {
    if available() {
        LocalStorage::delete(key);
    }
}

/// Remembers a choice. A full or blocked storage is not worth a message: the choice holds until the page is closed.
pub fn remember<T: Serialize>(key: &str, value: T) {
    if available() {
        let _full = LocalStorage::set(key, value);
    }
}
