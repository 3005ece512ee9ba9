//! A row of the columns as rules see a guest.

use std::borrow::Cow;
use std::cell::OnceCell;

use innkeeper_domain::consent::{ConsentFact, Standing, standing};
use innkeeper_domain::stay::{self, When};
use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, Instant, consent_event, guest};
use innkeeper_segment::{About, Derived, Guest, Held, Question, Source};

use super::words::shown_text;
use super::{Columns, consent_fact, stay_fact};
use crate::asked::STAY_TEXTS;

/// A guest's row, asked on a day.
pub struct Row<'a> {
    columns: &'a Columns,
    row: usize,
    today: Date,
    now: i64,
    standings: OnceCell<Vec<(ConsentFact, Standing)>>,
}

impl Columns {
    /// A row as rules see it.
    #[must_use]
    pub fn asked(&self, row: usize, today: Date, now: i64) -> Row<'_> {
        Row { columns: self, row, today, now, standings: OnceCell::new() }
    }
}

fn folded(text: &str) -> Held<'_> {
    if text.is_empty() { Held::Missing } else { Held::Text(Cow::Owned(fold_for_search(text))) }
}

fn code(code: &'static str) -> Held<'static> {
    Held::Text(Cow::Borrowed(code))
}

fn day(day: Option<Date>) -> Held<'static> {
    day.map_or(Held::Missing, |day| Held::Day(day.days_since_epoch()))
}

fn number(number: Option<impl Into<i64>>) -> Held<'static> {
    number.map_or(Held::Missing, |number| Held::Number(number.into()))
}

impl Row<'_> {
    /// The text of a field that the list shows.
    fn listed(&self, position: usize) -> Option<&str> {
        let Self { columns, row, .. } = self;
        let texts =
            [(guest::NUMBER.field(), &columns.number), (guest::EMAIL.field(), &columns.email), (guest::PHONE.field(), &columns.phone)];
        texts.into_iter().find(|(field, _)| field.position == position).map(|(_, column)| column.get(*row))
    }

    fn spend(&self) -> Option<i64> {
        let derived = self.columns.derived(self.row);
        // Who never stayed spent nothing; what others spent may be hidden or not written down.
        derived.value.map(|money| money.minor).or((derived.stays == 0).then_some(0))
    }

    fn last_stay(&self) -> Option<Date> {
        self.columns.derived(self.row).last_stay
    }

    fn since_stay(&self) -> Option<i64> {
        Some(self.last_stay()?.days_until(self.today).into())
    }

    /// Where the guest stands on each purpose and channel they were asked about.
    fn standings(&self) -> &[(ConsentFact, Standing)] {
        self.standings.get_or_init(|| {
            let facts: Vec<ConsentFact> = self.columns.consents[self.row].iter().filter_map(consent_fact).collect();
            let first = |at: usize| !facts[..at].iter().any(|f| (f.purpose, f.channel) == (facts[at].purpose, facts[at].channel));
            let pairs = (0..facts.len()).filter(|at| first(*at)).map(|at| facts[at]);
            pairs.map(|fact| (fact, standing(&facts, fact.purpose, fact.channel, Instant(self.now)))).collect()
        })
    }

    /// The guest's own value, for people.
    #[must_use]
    pub fn shown(&self, question: &Question) -> Option<Value> {
        let derived = self.columns.derived(self.row);
        match question.source {
            Source::Declared(field) => match self.listed(field.position) {
                Some(text) => shown_text(text),
                None => self.columns.asked.shown(field.position, self.row),
            },
            Source::Derived(Derived::StayCount) => Some(Value::Int(derived.stays.into())),
            Source::Derived(Derived::Nights) => Some(Value::Int(derived.nights.into())),
            Source::Derived(Derived::Spend) => self.spend().map(Value::Int),
            Source::Derived(Derived::LastStay) => derived.last_stay.map(Value::Date),
            Source::Derived(Derived::NextStay) => derived.next_stay.map(Value::Date),
            Source::Derived(Derived::DaysSinceStay) => self.since_stay().map(Value::Int),
            Source::Derived(Derived::Light) => Some(derived.light.into()),
            Source::Derived(Derived::Stays | Derived::Consents | Derived::Standing | Derived::Segment) => None,
        }
    }

    fn held_by_stay(&self, at: usize, question: &Question) -> Held<'_> {
        let cell = &self.columns.stays[self.row][at];
        let Source::Declared(field) = question.source else {
            return number(stay_fact(cell).and_then(|fact| fact.nights()));
        };
        if let Some(text) = STAY_TEXTS.iter().position(|key| key.field() == field) {
            return Held::text(self.columns.stay_words.folded(cell.texts[text]));
        }
        let is = |other: &innkeeper_domain::Field| field == other;
        if is(stay::STATUS.field()) {
            stay_fact(cell).map_or(Held::Missing, |fact| code(fact.status.code()))
        } else if is(stay::ARRIVAL.field()) {
            cell.arrival.map_or(Held::Missing, Held::Day)
        } else if is(stay::DEPARTURE.field()) {
            cell.departure.map_or(Held::Missing, Held::Day)
        } else if is(stay::TOTAL.field()) {
            number(cell.total.map(|(minor, _)| minor))
        } else if is(stay::ADULTS.field()) {
            number(cell.adults)
        } else if is(stay::CHILDREN.field()) {
            number(cell.children)
        } else {
            Held::Missing
        }
    }

    fn held_by_consent(&self, at: usize, question: &Question) -> Held<'_> {
        let (fact, standing) = &self.standings()[at];
        code(match question.source {
            Source::Declared(field) if field == consent_event::PURPOSE.field() => fact.purpose.code(),
            Source::Declared(_) => fact.channel.code(),
            Source::Derived(_) => standing.code(),
        })
    }
}

impl Guest for Row<'_> {
    fn held(&self, question: &Question) -> Held<'_> {
        let derived = self.columns.derived(self.row);
        match question.source {
            Source::Declared(field) => match self.listed(field.position) {
                Some(text) => folded(text),
                None => self.columns.asked.held(field.position, self.row),
            },
            Source::Derived(Derived::StayCount) => Held::Number(derived.stays.into()),
            Source::Derived(Derived::Nights) => Held::Number(derived.nights.into()),
            Source::Derived(Derived::Spend) => number(self.spend()),
            Source::Derived(Derived::LastStay) => day(derived.last_stay),
            Source::Derived(Derived::NextStay) => day(derived.next_stay),
            Source::Derived(Derived::DaysSinceStay) => number(self.since_stay()),
            Source::Derived(Derived::Light) => code(derived.light.code()),
            Source::Derived(Derived::Stays | Derived::Consents | Derived::Standing | Derived::Segment) => Held::Missing,
        }
    }

    fn count(&self, things: About) -> usize {
        match things {
            About::Stay => self.columns.stays[self.row].len(),
            About::Consent => self.standings().len(),
            About::Guest => 0,
        }
    }

    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        if things == About::Consent { self.held_by_consent(at, question) } else { self.held_by_stay(at, question) }
    }

    fn is_stay(&self, at: usize) -> bool {
        stay_fact(&self.columns.stays[self.row][at]).is_some_and(|fact| fact.when(self.today) != When::Never)
    }
}
