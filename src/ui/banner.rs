//! Banners: what happened, what is safe, what can be chosen.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a banner wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Only tells.
    Calm,
    /// A person must decide.
    #[default]
    Asks,
    /// Something has stopped.
    Warns,
}

/// One banner, as wide as its column.
#[component]
pub fn Banner(
    /// What it wants.
    #[prop(optional)]
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: String,
    /// What is safe and what to do; choices.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match tone {
        Tone::Calm => "banner calm",
        Tone::Asks => "banner",
        Tone::Warns => "banner bad",
    };
    let name = title.clone();
    view! {
        <section class=class aria-label=name role=(tone == Tone::Warns).then_some("alert")>
            <div class="b-h">
                <Glyph of=Icon::CircleAlert />
                <div>
                    <h2>{title}</h2>
                    {children.map(|children| children())}
                </div>
            </div>
        </section>
    }
}
