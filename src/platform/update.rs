//! A new version of the app that waits beside the running one. boot.js installs it and tells; a person starts it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CustomEvent, ServiceWorker};

thread_local! {
    static WAITING: RefCell<Option<ServiceWorker>> = const { RefCell::new(None) };
}

/// Whether a new version waits.
pub fn waiting() -> Signal<bool> {
    let (waiting, set_waiting) = signal(WAITING.with_borrow(Option::is_some));
    let handle = window_event_listener_untyped("innkeeper-update", move |event| {
        let worker = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into::<ServiceWorker>().ok());
        set_waiting.set(worker.is_some());
        WAITING.set(worker);
    });
    on_cleanup(move || handle.remove());
    waiting.into()
}

/// How long a file still on its way may hold the old version.
const PATIENCE: Duration = Duration::from_secs(4);

/// Lets the new version take over and loads the page in it. A file still on its way holds the old version: after a while the page is loaded anyway,
/// which ends the waiting for that file. Where none waits yet, loading the page looks for one.
pub fn take() {
    let Some(worker) = WAITING.with_borrow(Clone::clone) else { return super::page::reload() };
    let reload = Closure::<dyn Fn()>::new(super::page::reload);
    window().navigator().service_worker().set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
    // The page ends with it.
    reload.forget();
    // Fails only for a worker that is gone; then the next start has the new version anyway.
    let _gone = worker.post_message(&"skip-waiting".into());
    set_timeout(super::page::reload, PATIENCE);
}
