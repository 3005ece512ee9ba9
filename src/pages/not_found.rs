//! An address that leads nowhere.

use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::services;
use crate::ui::{Empty, Icon};

/// Says so, and leads to the guests.
#[component]
pub fn NotFound() -> impl IntoView {
    let texts = services().texts;
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::AppNotFoundTitle) />
            <Empty icon=Icon::Inbox title=texts.text(Key::AppNotFoundText)>
                <p class="acts"><a class="btn primary" href=address::GUESTS>{texts.text(Key::AppNotFoundGo)}</a></p>
            </Empty>
        </main>
    }
}
