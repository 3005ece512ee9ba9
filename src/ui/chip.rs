//! A chip: a filter or a choice that is on or off.

use leptos::prelude::*;

/// One chip, with an optional count.
#[component]
pub fn Chip(
    /// The words.
    #[prop(into)]
    label: String,
    /// Whether it is chosen.
    #[prop(into)]
    pressed: Signal<bool>,
    /// How many things are behind it, as it is shown.
    #[prop(optional, into)]
    count: Option<Signal<String>>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_press.run(())
        >
            {label}
            {count.map(|count| view! { <span class="n">{move || count.get()}</span> })}
        </button>
    }
}
