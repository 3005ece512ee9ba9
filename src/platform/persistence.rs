//! Asking the browser to keep what is stored. Only a page can ask; the engine reads what came of it.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// The answer: yes, no, or none where the browser cannot be asked.
pub async fn ask() -> Option<bool> {
    let navigator = window().navigator();
    // Missing outside secure contexts.
    let known = js_sys::Reflect::has(&navigator, &"storage".into()).unwrap_or(false);
    let asked = known.then(|| navigator.storage().persist().ok()).flatten()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}
