//! Cards and figures.

use leptos::prelude::*;

use super::{Glyph, Icon, unique};

/// A thing that can stand alone, under a title; never inside another card.
#[component]
pub fn Card(
    /// The title.
    #[prop(into)]
    title: String,
    /// Drawn before the title.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Beside the title, muted: how many.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// Right of the title: one link or mark.
    #[prop(optional, into)]
    aside: ViewFn,
    /// The inside.
    children: Children,
) -> impl IntoView {
    let id = unique("card");
    let named_by = id.clone();
    view! {
        <section class="card" aria-labelledby=named_by>
            <header>
                <h2 id=id>
                    {icon.map(|icon| view! { <Glyph of=icon /> })}
                    {title}
                    {move || count.get().map(|count| view! { " "<span class="n">{count}</span> })}
                </h2>
                {aside.run()}
            </header>
            {children()}
        </section>
    }
}

/// A figure under its label, inside a `<dl class="stats">`.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The figure as it is shown.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{move || value.get()}</dd>
        </div>
    }
}
