//! Buttons: one filled a view; the words say what will happen.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing this view is for.
    Filled,
    /// Any other.
    #[default]
    Plain,
    /// Without a border until the pointer is on it.
    Quiet,
    /// Destroys; only where it has been asked about.
    Danger,
}

impl Weight {
    /// Its classes, for a button or link that is made by hand.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Filled => "btn primary",
            Self::Plain => "btn",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
        }
    }
}

/// A button with words.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    weight: Weight,
    /// Drawn before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Sends the form it is in.
    #[prop(optional)]
    submit: bool,
    /// At work: pressing again does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=weight.class()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(|icon| view! { <Glyph of=icon /> })}
            {children()}
        </button>
    }
}

/// A button that shows only an icon; the words are for those who hear it or wait over it.
#[component]
pub fn IconButton(
    /// The icon.
    icon: Icon,
    /// The words.
    #[prop(into)]
    label: String,
    /// How loud.
    #[prop(optional)]
    weight: Weight,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=weight.class() class:icon=true aria-label=label.clone() title=label on:click=move |_| on_press.run(())>
            <Glyph of=icon />
        </button>
    }
}
