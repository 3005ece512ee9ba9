//! What stands before the app: signing in, enrolling, the first copy, the first run.

use innkeeper_texts::Key;
use leptos::prelude::*;

use super::use_title;
use crate::platform::page;
use crate::services::services;
use crate::ui::{Glyph, Icon};

/// A page with nothing but a card: the name of the app, the card's title, and what is in it. Wide where it has two columns.
#[component]
pub fn Gate(title: Key, #[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    let texts = services().texts;
    use_title(texts.text(title).into());
    page::arrive();
    view! {
        <main class="gate" id="main" tabindex="-1">
            <p class="brand">
                <Glyph of=Icon::Mark />
                <span>{texts.text(Key::AppName)}</span>
            </p>
            <section class=if wide { "card wide" } else { "card" } aria-labelledby=page::TITLE_ID>
                <h1 id=page::TITLE_ID tabindex="-1">{texts.text(title)}</h1>
                {children()}
            </section>
        </main>
    }
}
