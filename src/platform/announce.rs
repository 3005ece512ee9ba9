//! Says things to people who hear the page: one polite live region, filled by whoever has news.

use leptos::prelude::*;

/// The handle to the region.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// An empty region.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Says a sentence, after what is being said.
    pub fn say(self, sentence: String) {
        self.0.set(sentence);
    }
}

/// The region itself; once, in the frame.
#[component]
pub fn Announcements(
    /// What to say.
    announcer: Announcer,
) -> impl IntoView {
    view! {
        <p class="vh" role="status" aria-live="polite">
            {move || announcer.0.get()}
        </p>
    }
}
