//! A few choices of which one holds, side by side: native radio buttons in one frame.

use leptos::prelude::*;

use super::unique;

/// The row of choices.
#[component]
pub fn Segmented(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// Value and words of each.
    options: Vec<(String, String)>,
    /// The value that holds.
    #[prop(into)]
    value: Signal<String>,
    /// The new value.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let name = unique("choice");
    let choices = options
        .into_iter()
        .map(|(code, words)| {
            let (own, chosen) = (code.clone(), code);
            view! {
                <label>
                    <input
                        type="radio"
                        class="vh"
                        name=name.clone()
                        prop:checked=move || value.with(|value| *value == chosen)
                        on:change=move |_| on_change.run(own.clone())
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choice">
            <legend>{label}</legend>
            <div class="segmented">{choices}</div>
        </fieldset>
    }
}
