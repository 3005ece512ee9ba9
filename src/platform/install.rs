//! Whether the app is installed on this device, and how it can be.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

/// The ways to install it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is installed.
    Installed,
    /// The browser offers it: one press.
    Offered,
    /// iPhone and iPad: through the share sheet.
    Share,
    /// Safari on a Mac: through the menu.
    Dock,
    /// Android: through the browser's menu.
    Menu,
    /// Any other computer.
    AddressBar,
}

/// Name under which boot.js keeps the browser's offer, and of the event that tells of it.
const OFFER: &str = "innkeeperInstall";
const OFFERED: &str = "innkeeper-install";

fn offer() -> JsValue {
    Reflect::get(&window(), &JsValue::from_str(OFFER)).unwrap_or(JsValue::UNDEFINED)
}

fn in_own_window() -> bool {
    let queried = window().match_media("(display-mode: standalone)").ok().flatten();
    let apple = Reflect::get(&window().navigator(), &JsValue::from_str("standalone")).is_ok_and(|flag| flag.is_truthy());
    apple || queried.is_some_and(|query| query.matches())
}

fn way() -> Way {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let safari = agent.contains("Safari") && !agent.contains("Chrom") && !agent.contains("Android");
    if in_own_window() {
        Way::Installed
    } else if offer().is_object() {
        Way::Offered
    } else if agent.contains("Android") {
        Way::Menu
    } else if agent.contains("iPhone") || agent.contains("iPad") || (safari && touches(&navigator)) {
        Way::Share
    } else if safari {
        Way::Dock
    } else {
        Way::AddressBar
    }
}

/// An iPad says that it is a Mac; only one of the two has a screen for fingers.
fn touches(navigator: &Navigator) -> bool {
    navigator.max_touch_points() > 1
}

/// A tab of Safari, which forgets what is stored after a week without a visit.
pub fn forgetful() -> bool {
    matches!(way(), Way::Share | Way::Dock)
}

/// How this device installs it, kept up to date with the browser's offer.
pub fn ways() -> ReadSignal<Way> {
    let (now, set_now) = signal(way());
    let handle = window_event_listener_untyped(OFFERED, move |_| set_now.set(way()));
    on_cleanup(move || handle.remove());
    now
}

/// Shows the browser's own question. It can be asked once.
pub fn take_offer() {
    let offer = offer();
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt")).ok().and_then(|prompt| prompt.dyn_into::<Function>().ok());
    if let Some(prompt) = prompt {
        // A refused question is an answer too.
        let _asked = prompt.call0(&offer);
    }
}
