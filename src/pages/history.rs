//! What was done on this device, as a page of its own.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::{HistoryList, PageHead};
use crate::services::services;

/// The page.
#[component]
pub fn History() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::HistoryTitle) />
            <p class="lede">{texts.text(Key::HistoryText)}</p>
            <section class="card" aria-label=texts.text(Key::HistoryTitle)>
                <HistoryList />
            </section>
        </main>
    }
}
