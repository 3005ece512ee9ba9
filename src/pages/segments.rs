//! All segments with their counts.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Segments() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page segments" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SegmentsTitle) />
        </main>
    }
}
