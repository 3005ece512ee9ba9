//! Capturing a lead at a fair: one handle is enough, every keystroke is kept.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Capture() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page capture" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::CaptureTitle) />
        </main>
    }
}
