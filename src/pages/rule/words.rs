//! What names and values of a rule are called: fields, comparisons, countries, colleagues, segments.

use innkeeper_domain::country::Country;
use innkeeper_domain::{Currency, Date, Money, Value};
use innkeeper_engine::protocol::{PropertyView, Query, View};
use innkeeper_segment::{About, Aggregate, Kind, Line, Question, field};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::form;
use innkeeper_view::rule::aggregate;
use innkeeper_view::rule::line::{Entry, Way, entry};
use innkeeper_view::rule::words::Words;
use leptos::prelude::*;

use crate::platform::intl::{DayForm, Precision};
use crate::services::Services;

/// A value and what it is called.
pub type Named = (String, String);

/// The words for rules in one language and one hotel.
#[derive(Clone, Copy)]
pub struct Lexicon {
    /// The services of the page.
    pub services: Services,
    property: ReadSignal<Option<PropertyView>>,
    /// The people of the house.
    pub colleagues: Signal<Vec<Named>>,
    segments: Signal<Vec<Named>>,
    countries: StoredValue<Option<Vec<Named>>>,
}

impl Lexicon {
    /// Asks the engine for the names of the house.
    pub fn new(services: Services) -> Self {
        let property = services.engine.watch(Query::Property, |view| match view {
            View::Property(property) => Some(property),
            _ => None,
        });
        let colleagues = services.engine.watch(Query::Colleagues, |view| match view {
            View::Colleagues(all) => Some(all.into_iter().map(|one| (one.user.0.to_string(), one.name)).collect()),
            _ => None,
        });
        let segments = services.engine.watch(Query::Segments, |view| match view {
            View::Segments(view) => Some(view.segments.into_iter().map(|row| (row.root.to_string(), row.name)).collect()),
            _ => None,
        });
        let listed = |view: ReadSignal<Option<Vec<Named>>>| Signal::from(Memo::new(move |_| view.get().unwrap_or_default()));
        Self {
            services,
            property: property.view,
            colleagues: listed(colleagues.view),
            segments: listed(segments.view),
            countries: StoredValue::new(None),
        }
    }

    fn currency(self) -> Currency {
        self.property.with(|property| property.as_ref().and_then(|property| property.currency.parse().ok())).unwrap_or(Currency::EUR)
    }

    /// Digits of the minor unit of the hotel's currency.
    pub fn digits(self) -> u32 {
        self.currency().minor_digits()
    }

    /// What a saved segment is called; none when it is not there.
    pub fn segment(self, root: RootId) -> Option<String> {
        let root = root.to_string();
        self.segments.with(|all| all.iter().find(|(known, _)| *known == root).map(|(_, name)| name.clone()))
    }

    /// What a field is called.
    pub fn field(self, about: About, name: &str) -> String {
        field(about, name).map_or_else(|| name.to_owned(), |question| self.services.texts.label(question.label))
    }

    /// The values a field is chosen from; none when they are typed.
    pub fn options(self, question: &Question) -> Option<Vec<Named>> {
        let Services { texts, formats, .. } = self.services;
        Some(match question.kind {
            Kind::Code(codes) => codes.iter().map(|code| ((*code).to_owned(), texts.label(&question.code_label(code)))).collect(),
            Kind::Flag => vec![("true".to_owned(), texts.text(Key::AppYes)), ("false".to_owned(), texts.text(Key::AppNo))],
            Kind::Country => {
                if self.countries.with_value(Option::is_none) {
                    let all = Country::all().iter().map(|country| (country.alpha2().to_owned(), formats.country(country.alpha2())));
                    self.countries.set_value(Some(formats.sorted(all.collect())));
                }
                self.countries.get_value().unwrap_or_default()
            }
            Kind::Language => formats.sorted(form::LANGUAGES.iter().map(|tag| ((*tag).to_owned(), formats.language(tag))).collect()),
            Kind::Person => self.colleagues.get(),
            Kind::Segment => self.segments.get(),
            _ => return None,
        })
    }

    /// What a value of a field is called.
    pub fn value(self, question: &Question, value: &str) -> String {
        let Services { texts, formats, .. } = self.services;
        let among = |all: Vec<Named>| all.into_iter().find(|(known, _)| known == value).map_or_else(|| value.to_owned(), |(_, name)| name);
        match question.kind {
            Kind::Code(_) => texts.label(&question.code_label(value)),
            Kind::Flag => texts.text(if value == "true" { Key::AppYes } else { Key::AppNo }),
            Kind::Country => formats.country(value),
            Kind::Language => formats.language(value),
            Kind::Person => among(self.colleagues.get()),
            Kind::Segment => among(self.segments.get()),
            Kind::Day => value.parse::<Date>().map_or_else(|_| value.to_owned(), |day| formats.day(day, DayForm::Full)),
            Kind::Whole => value.parse::<i64>().map_or_else(|_| value.to_owned(), |number| formats.number(number)),
            _ => value.to_owned(),
        }
    }

    /// A guest's own value in words; none when there is none to show.
    pub fn own(self, question: &Question, value: &Value) -> Option<String> {
        if let (Kind::Money, Value::Int(minor)) = (question.kind, value) {
            return Some(self.services.formats.money(Money::new(*minor, self.currency()), Precision::Whole));
        }
        let written = if *value == Value::Bool(false) { "false".to_owned() } else { form::written(value) };
        (!written.is_empty()).then(|| self.value(question, &written))
    }

    /// Several values in a row.
    pub fn joined(self, values: impl IntoIterator<Item = String>) -> String {
        let texts = self.services.texts;
        values
            .into_iter()
            .reduce(|all, next| texts.with(Key::RuleListAnd, &[("first", all.into()), ("rest", next.into())]))
            .unwrap_or_default()
    }

    /// A line in words: the field, how it compares, with what.
    pub fn line(self, about: About, line: &Line) -> (String, String, String) {
        let (way, told) = self.compared(field(about, &line.field), line);
        (self.field(about, &line.field), way, told)
    }

    /// What things come to in words: what is made of which field, how it compares, with what.
    pub fn aggregate(self, aggregate: &Aggregate, things: About) -> String {
        let of = field(things, &aggregate.of);
        let made = of.map_or_else(String::new, |of| self.services.texts.label(aggregate.function.label(of.kind)));
        let (way, told) = self.compared(aggregate::question(aggregate, things), &aggregate::comparison(aggregate));
        format!("{made} {} {way} {told}", self.field(things, &aggregate.of))
    }

    /// How a line compares, and with what.
    fn compared(self, question: Option<Question>, line: &Line) -> (String, String) {
        let texts = self.services.texts;
        let (Some(question), Some(way)) = (question, Way::of(line)) else {
            return (line.operator.clone(), line.value.to_string());
        };
        let value = |value: String| match question.kind {
            Kind::Money => {
                line.value.as_i64().map_or(value, |minor| self.services.formats.money(Money::new(minor, self.currency()), Precision::Whole))
            }
            _ => self.value(&question, &value),
        };
        let told = match entry(&question, line, self.digits()) {
            Entry::None => String::new(),
            Entry::One(one) => value(one),
            Entry::Two(first, last) => format!("{} – {}", self.value(&question, &first), self.value(&question, &last)),
            Entry::Many(values) => self.joined(values.iter().map(|one| self.value(&question, one))),
            Entry::Time { count, unit, .. } => format!("{count} {}", texts.with_label(unit.label(), &[("count", count.into())])),
        };
        (texts.label(way.label(question.kind)), told)
    }
}

impl Words for Lexicon {
    fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.services.texts.with_label(key, &args)
    }

    fn line(&self, about: About, line: &Line) -> String {
        let (name, way, told) = Lexicon::line(*self, about, line);
        format!("{name} {way} {told}")
    }

    fn aggregate(&self, aggregate: &Aggregate, things: About) -> String {
        Lexicon::aggregate(*self, aggregate, things)
    }
}
