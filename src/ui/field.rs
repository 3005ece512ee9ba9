//! Fields: the label above, never inside; under it a hint, or in words what is missing.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::{Glyph, Icon, unique};

/// What is typed into a field; it chooses keyboard, autofill and capital letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A calendar day, `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// A password.
    Password,
    /// An address of a page.
    Address,
}

impl Kind {
    /// `type`, `inputmode`, `autocapitalize`.
    const fn attributes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Text => ("text", "text", "sentences"),
            // Not `email`: the browser would refuse what staff must be able to keep as given.
            Self::Email => ("text", "email", "off"),
            Self::Phone => ("tel", "tel", "off"),
            Self::Date => ("date", "numeric", "off"),
            Self::Number => ("text", "numeric", "off"),
            Self::Password => ("password", "text", "off"),
            // Not `url`: the browser would refuse it in words of its own.
            Self::Address => ("text", "url", "off"),
        }
    }
}

/// What is under a field: the error if there is one, else the hint.
fn below(id: String, hint: Option<String>, error: Signal<Option<String>>) -> impl IntoView {
    move || match (error.get(), hint.clone()) {
        (Some(error), _) => view! { <p class="err" id=id.clone()><Glyph of=Icon::CircleAlert />{error}</p> }.into_any(),
        (None, Some(hint)) => view! { <p class="hint" id=id.clone()>{hint}</p> }.into_any(),
        (None, None) => ().into_any(),
    }
}

/// One line.
#[component]
pub fn TextField(
    /// Above the field.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What it is.
    #[prop(optional)]
    kind: Kind,
    /// Under the field, while nothing is wrong.
    #[prop(default = None, into)]
    hint: Option<String>,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Takes the whole row of a form.
    #[prop(optional)]
    full: bool,
    /// Language of the value, where it is known.
    #[prop(optional, into)]
    lang: Option<String>,
    /// Name in the form that is sent to the server.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The form is not sent without it.
    #[prop(optional)]
    required: bool,
    /// Takes the focus when its dialog or form opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = unique("field");
    let below_id = format!("{id}-below");
    let (input_type, input_mode, capitals) = kind.attributes();
    view! {
        <div class="field" class:full=full>
            <label for=id.clone()>{label}</label>
            <input
                id=id
                type=input_type
                inputmode=input_mode
                autocapitalize=capitals
                autocomplete=autocomplete
                name=name
                required=required
                lang=lang
                autofocus=autofocus
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=below_id.clone()
            />
            {below(below_id, hint, error)}
        </div>
    }
}

/// Several lines.
#[component]
pub fn TextArea(
    /// Above the field.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// Under the field, while nothing is wrong.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Takes the whole row of a form.
    #[prop(optional)]
    full: bool,
    /// Takes the focus when its dialog or form opens.
    #[prop(optional)]
    autofocus: bool,
    /// Language of the value, where it is known.
    #[prop(optional, into)]
    lang: Option<String>,
) -> impl IntoView {
    let id = unique("field");
    let below_id = format!("{id}-below");
    view! {
        <div class="field" class:full=full>
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                lang=lang
                rows="2"
                autofocus=autofocus
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=below_id.clone()
            ></textarea>
            {below(below_id, hint, error)}
        </div>
    }
}

/// One of a closed list.
#[component]
pub fn Choice(
    /// Above the field.
    #[prop(into)]
    label: String,
    /// The chosen value; empty for none.
    value: RwSignal<String>,
    /// Value and words of each choice.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique("field");
    let below_id = format!("{id}-below");
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|(code, words)| {
                let chosen = code.clone();
                view! { <option value=code prop:selected=move || value.with(|value| *value == chosen)>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change:target=move |event| value.set(event.target().value()) aria-describedby=below_id.clone()>
                {choices}
            </select>
            {below(below_id, None, error)}
        </div>
    }
}

/// Yes or no.
#[component]
pub fn Tick(
    /// Beside the box.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// The new state.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || checked.get() on:change:target=move |event| on_change.run(event.target().checked()) />
            {label}
        </label>
    }
}

/// The search box of a list. It speaks with every key, but not with the half-typed words of an input method.
#[component]
pub fn SearchBox(
    /// For those who cannot see the glass.
    #[prop(into)]
    label: String,
    /// An example of what can be found.
    #[prop(into)]
    example: String,
    /// What is searched for.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    #[prop(into)]
    on_search: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let composing = StoredValue::new(false);
    let search = move || {
        if let Some(input) = input.get_untracked() {
            on_search.run(input.value());
        }
    };
    let typed = move |_: Event| {
        if !composing.get_value() {
            search();
        }
    };
    view! {
        <label class="field search">
            <Glyph of=Icon::Search />
            <span class="vh">{label}</span>
            <input
                node_ref=input
                type="search"
                placeholder=example
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                prop:value=move || value.get()
                on:input=typed
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |_| {
                    composing.set_value(false);
                    search();
                }
            />
        </label>
    }
}
