//! All leads, newest first.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;

/// The page.
#[component]
pub fn Leads() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page leads" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::LeadsTitle) />
        </main>
    }
}
