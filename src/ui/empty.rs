//! Nothing here: why, and the one thing to do about it.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Icon, one line, what to do.
#[component]
pub fn Empty(
    /// The icon.
    icon: Icon,
    /// The line.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence, and `<p class="acts">` with one button.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph of=icon />
            <h2>{move || title.get()}</h2>
            {children()}
        </div>
    }
}
