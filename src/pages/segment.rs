//! One segment: its rule, counted while it is edited.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Segment() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page segment" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SegmentTitle) />
        </main>
    }
}
