//! Small states in icon and words: sent or waiting, allowed or not.

use leptos::prelude::*;

use super::{Glyph, Icon, unique};

/// Where something that was saved is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Arrived.
    Sent,
    /// Kept on this device.
    Here,
    /// On its way now.
    Sending,
    /// A person must decide.
    Needs,
}

impl State {
    const fn icon(self) -> Icon {
        match self {
            Self::Sent => Icon::Check,
            Self::Here => Icon::Tablet,
            Self::Sending => Icon::CloudUpload,
            Self::Needs => Icon::CircleAlert,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Here => "here",
            Self::Sending => "sending",
            Self::Needs => "needs",
        }
    }
}

/// The state of everything, as a link to the details.
#[component]
pub fn Pill(
    /// The state.
    #[prop(into)]
    state: Signal<State>,
    /// In words with its number.
    #[prop(into)]
    label: Signal<String>,
    /// Where the details are.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    // The link is named by what is said in it: not every browser takes a live part for a link's words by itself.
    let words = unique("pill");
    view! {
        <a class="sync" data-state=move || state.get().name() href=href aria-labelledby=words.clone()>
            {move || view! { <Glyph of=state.get().icon() /> }}
            <span role="status" id=words.clone()>{move || label.get()}</span>
        </a>
    }
}

/// The state of one thing.
#[component]
pub fn StateMark(
    /// The state.
    state: State,
    /// In words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class="st" data-s=state.name()>
            <Glyph of=state.icon() />
            {label}
        </span>
    }
}

/// A light of four shapes, readable without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Allowed.
    Yes,
    /// Allowed in part.
    Part,
    /// Not allowed.
    No,
    /// Not known.
    Unknown,
}

impl Light {
    /// Its drawing.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Yes => Icon::ConsentYes,
            Self::Part => Icon::ConsentPart,
            Self::No => Icon::ConsentNo,
            Self::Unknown => Icon::ConsentUnknown,
        }
    }

    /// Its name in the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Part => "part",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// A light with its words.
#[component]
pub fn LightMark<L: IntoView + 'static>(
    /// The light.
    light: Light,
    /// In words.
    label: L,
    /// Set in strong type.
    #[prop(optional)]
    strong: bool,
) -> impl IntoView {
    view! {
        <span class="consent" class:strong=strong data-k=light.name()>
            <Glyph of=light.icon() />
            <span>{label}</span>
        </span>
    }
}
