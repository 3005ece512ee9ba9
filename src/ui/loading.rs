//! Waiting: nothing for the first 200 ms, then three grey bars; a bar of progress where the end is known.

use std::time::Duration;

use leptos::prelude::*;

use super::bar;

/// Most answers come sooner, and then nothing flickers.
const PATIENCE: Duration = Duration::from_millis(200);

/// Shown in the place of what is on its way.
#[component]
pub fn Loading(
    /// For those who hear the page.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let (late, set_late) = signal(false);
    if let Ok(timer) = set_timeout_with_handle(
        move || {
            set_late.try_set(true);
        },
        PATIENCE,
    ) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <Show when=move || late.get()>
            <p class="vh" role="status">{label.clone()}</p>
            <div class="loading" aria-hidden="true">{bar("b")}{bar("b")}{bar("b")}</div>
        </Show>
    }
}

/// How far something has come, of a thousand.
#[component]
pub fn Progress(
    /// What it is, in words with its numbers.
    #[prop(into)]
    label: Signal<String>,
    /// 0 to 1000.
    #[prop(into)]
    thousandths: Signal<u32>,
) -> impl IntoView {
    // Geometry in attributes: the policy allows no style attribute.
    view! {
        <svg
            class="progress"
            viewBox="0 0 1000 6"
            preserveAspectRatio="none"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuenow=move || (thousandths.get().min(1000) / 10).to_string()
        >
            <rect class={"b"} width="1000" height="6"></rect>
            <rect class="v" width=move || thousandths.get().min(1000).to_string() height="6"></rect>
        </svg>
    }
}
