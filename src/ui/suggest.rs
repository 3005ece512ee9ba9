//! A field that offers what could be meant while one types: a combobox with a list under it.

use innkeeper_view::palette;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::unique;
use crate::platform::keyboard;

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What choosing it gives.
    pub value: String,
    /// What it is called.
    pub words: String,
    /// Beside it, muted: what tells it from others, or how many there are.
    pub detail: String,
}

/// Looks for what could be meant, from what is typed; asked anew each time the list opens.
pub type Find = Callback<Signal<String>, Signal<Vec<Offer>>>;

/// What becomes of what is chosen and of what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Only what is offered; the field is empty afterwards.
    Offers,
    /// What is offered or typed, one after the other; the field is empty afterwards.
    Many,
    /// What is offered or typed, and it stays in the field: each letter counts.
    One,
}

/// The field with its list. The list opens with a letter, an arrow or a press, and Esc closes it.
#[component]
pub fn Suggest(
    /// Id of the field.
    #[prop(into)]
    id: String,
    /// For those who cannot see what it is.
    #[prop(into)]
    label: String,
    /// What stands in the empty field.
    #[prop(into)]
    example: String,
    /// Its class.
    class: &'static str,
    /// What stands in the field at first.
    #[prop(optional, into)]
    text: String,
    /// What it takes.
    takes: Takes,
    /// What could be meant.
    find: Find,
    /// What was chosen or typed.
    on_value: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let list = unique("offers");
    let open = RwSignal::new(false);
    let typed = RwSignal::new(text.clone());
    let at = RwSignal::new(None::<usize>);
    let offers = RwSignal::new(Vec::<Offer>::new());
    let show = move || {
        // In the field of one value everything is offered until another is typed.
        if let Some(input) = input.get_untracked().filter(|_| !open.get_untracked()) {
            typed.set(if takes == Takes::One { String::new() } else { input.value() });
            at.set(None);
            open.set(true);
        }
    };
    let give = move |value: String| {
        open.set(false);
        if let Some(input) = input.get_untracked() {
            input.set_value(if takes == Takes::One { &value } else { "" });
        }
        on_value.run(value);
    };
    let hear = move |value: String| {
        at.set(None);
        typed.set(value.clone());
        open.set(true);
        if takes == Takes::One {
            on_value.run(value);
        }
    };
    let key = move |event: KeyboardEvent| {
        if keyboard::composing(&event) {
            return;
        }
        let count = offers.with_untracked(Vec::len);
        match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                event.prevent_default();
                open.set(false);
            }
            "Enter" => {
                let chosen = at.get_untracked().filter(|_| open.get_untracked());
                let chosen = chosen.and_then(|at| offers.with_untracked(|offers| Some(offers.get(at)?.value.clone())));
                let own = || input.get_untracked().map(|input| input.value()).filter(|_| takes == Takes::Many);
                // A field that takes offers alone takes the first, which is what the words say.
                let first = || {
                    offers
                        .with_untracked(|offers| Some(offers.first()?.value.clone()))
                        .filter(|_| takes == Takes::Offers && open.get_untracked())
                };
                event.prevent_default();
                match chosen.or_else(own).or_else(first) {
                    Some(value) => give(value),
                    None => open.set(false),
                }
            }
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => {
                event.prevent_default();
                show();
            }
            pressed => {
                let before = at.get_untracked();
                let next = match (before, pressed) {
                    // Also before anything is offered: then it is the first that comes.
                    (None, "ArrowDown") => Some(0),
                    (None, _) => palette::step(0, count, pressed),
                    (Some(before), _) => palette::step(before, count, pressed),
                };
                if next.is_some() {
                    event.prevent_default();
                    at.set(next);
                }
            }
        }
    };
    let leave = move |_| {
        open.try_set(false);
    };
    let left_with = move |value: String| {
        if takes == Takes::Many && !value.trim().is_empty() {
            give(value);
        }
    };
    let option_id = {
        let list = list.clone();
        move |at: usize| format!("{list}-{at}")
    };
    let active = {
        let option_id = option_id.clone();
        move || at.get().filter(|at| open.get() && offers.with(|offers| *at < offers.len())).map(&option_id)
    };
    let list_id = StoredValue::new(list.clone());
    let option_id = StoredValue::new(option_id);
    let label = StoredValue::new(label);
    let listed = move || {
        open.get().then(|| {
            let found = find.run(typed.into());
            Effect::new(move || offers.set(found.get()));
            let line = move |(place, offer): (usize, Offer)| {
                let id = option_id.with_value(|id| id(place));
                let value = offer.value;
                view! {
                    <li
                        id=id
                        role="option"
                        aria-selected=move || if at.get() == Some(place) { "true" } else { "false" }
                        on:click=move |_| give(value.clone())
                    >
                        <span>{offer.words}</span>
                        <small>{offer.detail}</small>
                    </li>
                }
            };
            let lines = move || offers.get().into_iter().enumerate().map(line).collect_view();
            // A press must not take the focus from the field.
            let stay = move |event: leptos::ev::PointerEvent| event.prevent_default();
            view! {
                <ul
                    class="offers"
                    id=list_id.get_value()
                    role="listbox"
                    aria-label=label.get_value()
                    hidden=move || offers.with(Vec::is_empty)
                    on:pointerdown=stay
                    on:mousedown=move |event| event.prevent_default()
                >
                    {lines}
                </ul>
            }
        })
    };
    view! {
        <span class="suggest">
            <input
                node_ref=input
                id=id
                class=class
                type="text"
                role="combobox"
                aria-label=label.get_value()
                aria-expanded=move || if open.get() && offers.with(|offers| !offers.is_empty()) { "true" } else { "false" }
                aria-autocomplete="list"
                aria-controls=list
                aria-activedescendant=active
                placeholder=example
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=text
                on:input:target=move |event| hear(event.target().value())
                on:change:target=move |event| left_with(event.target().value())
                on:click=move |_| show()
                on:keydown=key
                on:blur=leave
            />
            {listed}
        </span>
    }
}
