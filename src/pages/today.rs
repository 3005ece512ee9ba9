//! What matters today: who arrives, who waits for an answer, what was captured last.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page today" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::TodayTitle) />
        </main>
    }
}
