//! What is offered while a rule is typed: the values that guests have, fields by their names, guests.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::text::fold_for_search;
use innkeeper_engine::protocol::{GuestsQuery, GuestsSort, Query, ValueCount, ValuesQuery, View};
use innkeeper_segment::{About, Kind, Question, fields};
use innkeeper_texts::{Catalogue, Locale};
use innkeeper_view::palette;
use leptos::prelude::*;

use super::Lexicon;
use super::words::Named;
use crate::services::Services;
use crate::texts::catalogue;
use crate::ui::{Find, Offer};

/// Values offered at once.
const VALUES: u32 = 20;
/// Guests offered at once.
const GUESTS: u32 = 6;
/// Most values that a menu counts: there are fewer countries.
const COUNTED: u32 = 300;

fn values_query(about: About, question: &Question, search: String, limit: u32) -> ValuesQuery {
    let things = match about {
        About::Guest => "",
        About::Stay => "stays",
        About::Consent => "consents",
        About::Interaction => "interactions",
    };
    ValuesQuery { things: things.to_owned(), field: question.name.to_owned(), search, limit }
}

/// The values that guests have in a field, those of most guests first.
pub fn values(services: Services, about: About, question: Question) -> Find {
    Callback::new(move |typed: Signal<String>| {
        let query = move || Query::Values(values_query(about, &question, typed.get(), VALUES));
        let offer = move |value: ValueCount| {
            let detail = services.formats.number(i64::from(value.count));
            Offer { words: value.value.clone(), value: value.value, detail }
        };
        asked(services, query, move |view| match view {
            View::Values(view) => Some(view.values.into_iter().map(offer).collect()),
            _ => None,
        })
    })
}

/// Guests by the words of the list's search.
pub fn guests(services: Services) -> Find {
    Callback::new(move |typed: Signal<String>| {
        let query = move || {
            Query::Guests(GuestsQuery {
                search: typed.get(),
                rule: String::new(),
                sort: GuestsSort::Name,
                descending: false,
                offset: 0,
                limit: GUESTS,
            })
        };
        let nameless = services.texts.text(innkeeper_texts::Key::GuestsNameless);
        asked(services, query, move |view| match view {
            View::Guests(view) => Some(
                view.rows
                    .into_iter()
                    .map(|row| {
                        let words = if row.name.is_empty() { nameless.clone() } else { row.name };
                        let detail = [row.email, row.phone, row.native].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                        Offer { value: row.root.to_string(), words, detail }
                    })
                    .collect(),
            ),
            _ => None,
        })
    })
}

/// Watches a question that follows what is typed.
fn asked(
    services: Services,
    query: impl Fn() -> Query + Copy + Send + Sync + 'static,
    offers: impl Fn(View) -> Option<Vec<Offer>> + Send + Sync + 'static,
) -> Signal<Vec<Offer>> {
    let watched = services.engine.watch(untrack(query), Some);
    Effect::new(move |before: Option<Query>| {
        let wanted = query();
        if before.is_some_and(|before| before != wanted) {
            watched.ask(wanted.clone());
        }
        wanted
    });
    Memo::new(move |_| watched.view.get().and_then(&offers).unwrap_or_default()).into()
}

/// Fields by their names in every language and by those in rules.
pub fn fields_by_name(lexicon: Lexicon, about: About) -> Find {
    let texts = lexicon.services.texts;
    Callback::new(move |typed: Signal<String>| {
        let elsewhere = names_elsewhere(texts.locale());
        let searched = move |question: &Question, words: &str| {
            let others = elsewhere.with(|names| names.get(question.label).cloned().unwrap_or_default());
            fold_for_search(&format!("{words} {} {others}", question.name.replace('_', " ")))
        };
        let all = Memo::new(move |_| {
            let asked = fields(about).filter(|question| !matches!(question.kind, Kind::Each(_)));
            let offers = asked.map(|question| {
                let words = texts.label(question.label);
                let searched = searched(&question, &words);
                (Offer { value: question.name.to_owned(), words, detail: String::new() }, searched)
            });
            offers.collect::<Vec<_>>()
        });
        let found = move || {
            let typed = fold_for_search(&typed.get());
            all.with(|all| all.iter().filter(|(_, searched)| palette::matches(&typed, searched)).map(|(offer, _)| offer.clone()).collect())
        };
        Signal::derive(found)
    })
}

/// Names by the keys of labels.
type Names = BTreeMap<&'static str, String>;

thread_local! {
    static ELSEWHERE: OnceCell<ArcRwSignal<Names>> = const { OnceCell::new() };
}

/// What fields are called in the other languages: whoever learnt the words elsewhere finds them. Fetched when somebody first searches.
fn names_elsewhere(own: Locale) -> ArcRwSignal<Names> {
    let begin = || {
        let names = ArcRwSignal::new(Names::new());
        let found = names.clone();
        leptos::task::spawn_local(async move {
            for locale in Locale::ALL.into_iter().filter(|locale| *locale != own) {
                if let Some(catalogue) = catalogue(locale).await {
                    found.update(|names| take_names(names, &catalogue));
                }
            }
        });
        names
    };
    ELSEWHERE.with(|elsewhere| elsewhere.get_or_init(begin).clone())
}

fn take_names(names: &mut Names, catalogue: &Catalogue) {
    let labels =
        [About::Guest, About::Stay, About::Consent, About::Interaction].into_iter().flat_map(fields).map(|question| question.label);
    // Two kinds of things may have a field in common.
    for label in labels.collect::<BTreeSet<_>>() {
        if let Some(words) = catalogue.by_id(label, &[]) {
            let known = names.entry(label).or_default();
            known.push(' ');
            known.push_str(&words);
        }
    }
}

/// How many guests have each value of a field that is chosen from a menu; asked once, and empty until it is known.
pub fn counts(services: Services, about: About, question: &Question) -> RwSignal<Vec<ValueCount>> {
    let counts = RwSignal::new(Vec::new());
    let query = Query::Values(values_query(about, question, String::new(), COUNTED));
    leptos::task::spawn_local(async move {
        if let Some(View::Values(view)) = services.engine.once(query).await {
            counts.try_set(view.values);
        }
    });
    counts
}

/// The choices of a menu with how many guests have each, those of most guests first; without a count where nobody has it.
pub fn counted(services: Services, question: &Question, options: Vec<Named>, counts: &[ValueCount]) -> Vec<Named> {
    let is = |option: &str, value: &str| {
        let regional = || question.kind == Kind::Language && value.strip_prefix(option).is_some_and(|rest| rest.starts_with('-'));
        value == option || regional()
    };
    let mut options: Vec<(u32, Named)> = options
        .into_iter()
        .map(|(option, words)| (counts.iter().filter(|value| is(&option, &value.value)).map(|value| value.count).sum(), (option, words)))
        .collect();
    options.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let told = |(count, (option, words)): (u32, Named)| {
        let words = if count == 0 { words } else { format!("{words} · {}", services.formats.number(i64::from(count))) };
        (option, words)
    };
    options.into_iter().map(told).collect()
}
