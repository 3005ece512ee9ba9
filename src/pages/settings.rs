//! Language, colours, storage, the hotel, staff and devices.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page settings" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SettingsTitle) />
        </main>
    }
}
