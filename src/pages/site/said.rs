//! Texts that are said in several languages: a field for each, of which that of the chosen language is shown.

use innkeeper_domain::offer::Words;
use innkeeper_texts::{Key, Locale};
use innkeeper_view::offer::unsaid;
use leptos::prelude::*;

use super::Desk;
use crate::ui::{TextArea, TextField};

/// A text as a form holds it. What it says in languages the app does not speak is kept.
#[derive(Clone, Copy)]
pub(super) struct Said {
    was: StoredValue<Words>,
    typed: [RwSignal<String>; Locale::ALL.len()],
}

impl Said {
    /// The text as it is.
    pub(super) fn new(words: &Words) -> Self {
        let typed = Locale::ALL.map(|locale| RwSignal::new(words.0.get(locale.tag()).cloned().unwrap_or_default()));
        Self { was: StoredValue::new(words.clone()), typed }
    }

    /// The text as it is typed.
    pub(super) fn words(self) -> Words {
        let mut words = self.was.get_value();
        for (locale, typed) in Locale::ALL.iter().zip(self.typed) {
            let typed = typed.with(|typed| typed.trim().to_owned());
            if typed.is_empty() {
                words.0.remove(locale.tag())
            } else {
                words.0.insert(locale.tag().to_owned(), typed)
            };
        }
        words
    }

    /// The field; of several lines where `lines`.
    pub(super) fn field(self, desk: Desk, label: Key, lines: bool, error: Signal<Option<String>>) -> AnyView {
        let texts = desk.services.texts;
        let one = |(locale, value): (Locale, RwSignal<String>)| {
            let tag = locale.tag();
            let field = if lines {
                view! { <TextArea label=texts.text(label) value=value error=error lang=tag /> }.into_any()
            } else {
                view! { <TextField label=texts.text(label) value=value error=error lang=tag /> }.into_any()
            };
            view! { <div class="full" hidden=move || desk.language.with(|chosen| chosen != tag)>{field}</div> }
        };
        Locale::ALL.into_iter().zip(self.typed).map(one).collect_view().into_any()
    }

    /// In which languages it is not said yet, in words.
    pub(super) fn gaps(self, desk: Desk) -> AnyView {
        let texts = desk.services.texts;
        let words = move || {
            let unsaid = unsaid(&self.words(), &Locale::ALL.map(Locale::tag));
            let some = !unsaid.is_empty() && unsaid.len() < Locale::ALL.len();
            let names = unsaid.into_iter().filter_map(Locale::from_tag).map(|locale| locale.name().to_owned()).collect();
            some.then(|| texts.with(Key::SiteUnsaid, &[("languages", desk.services.formats.list(names).into())]))
        };
        view! { {move || words().map(|words| view! { <p class="note full">{words}</p> })} }.into_any()
    }
}
