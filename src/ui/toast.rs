//! Toasts: what was just done, with a way back; at most three, ten seconds each; what went wrong stays until closed.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon, IconButton, Weight};

const SHOWN_FOR: Duration = Duration::from_secs(10);
const AT_MOST: usize = 3;

/// One message.
#[derive(Clone)]
struct Toast {
    id: u32,
    words: String,
    wrong: bool,
    action: Option<(String, Callback<()>)>,
}

/// The handle by which pages say things.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// None shown.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// Says what was done.
    pub fn say(self, words: String) {
        self.show(words, false, None);
    }

    /// Says what was done and offers one step, usually back.
    pub fn offer(self, words: String, action: String, on_press: Callback<()>) {
        self.show(words, false, Some((action, on_press)));
    }

    /// Says what went wrong; it stays until it is closed.
    pub fn warn(self, words: String) {
        self.show(words, true, None);
    }

    fn show(self, words: String, wrong: bool, action: Option<(String, Callback<()>)>) {
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.shown.update(|shown| {
            // The same thing said twice is said once, for ten more seconds.
            shown.retain(|toast| toast.words != words || toast.wrong != wrong);
            shown.push(Toast { id, words, wrong, action });
            let too_many = shown.len().saturating_sub(AT_MOST);
            shown.drain(..too_many);
        });
        if !wrong {
            set_timeout(move || self.close(id), SHOWN_FOR);
        }
    }

    /// Takes away everything that was said.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }

    fn close(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where they appear; once, in the frame.
#[component]
pub fn ToastRegion(
    /// The messages.
    toasts: Toasts,
    /// Words of the button that closes one.
    #[prop(into)]
    close_label: String,
) -> impl IntoView {
    let toast = move |toast: Toast| {
        let id = toast.id;
        let act = toast.action.map(|(words, on_press)| {
            let press = move |_| {
                on_press.run(());
                toasts.close(id);
            };
            view! { <button type="button" class="link" on:click=press>{words}</button> }
        });
        view! {
            <div class="toast">
                <Glyph of=if toast.wrong { Icon::CircleAlert } else { Icon::Check } />
                <span>{toast.words}</span>
                {act}
                <IconButton icon=Icon::X label=close_label.clone() weight=Weight::Quiet on_press=move |()| toasts.close(id) />
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id children=toast />
        </div>
    }
}
