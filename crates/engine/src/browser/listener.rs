//! A listener that stops listening when it is dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Hears one kind of event while it lives.
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    hear: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens from now on.
    pub(super) fn new(target: &EventTarget, event: &'static str, hear: impl FnMut(Event) + 'static) -> Self {
        let hear = Closure::<dyn FnMut(Event)>::new(hear);
        // Adding and removing throw for no argument these methods are given here.
        let _ = target.add_event_listener_with_callback(event, hear.as_ref().unchecked_ref());
        Self { target: target.clone(), event, hear }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.hear.as_ref().unchecked_ref());
    }
}
