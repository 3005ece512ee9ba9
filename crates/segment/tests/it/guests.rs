//! Guests made up for claims about rules, and words for writing rules.

use std::collections::BTreeMap;

use innkeeper_domain::{Date, Uuid};
use innkeeper_segment::{About, Group, Guest, Held, Json, Plan, Problem, Question, Segments, Truth, check, parse};
use proptest::prelude::ProptestConfig;
use serde_json::json;

pub fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

pub fn days(text: &str) -> i32 {
    text.parse::<Date>().expect("a day").days_since_epoch()
}

/// So many random cases, or as many as `PROPTEST_CASES` says.
pub fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases: usual, ..config } }
}

/// Values by name of the field.
pub type Values = BTreeMap<&'static str, Held<'static>>;

/// A guest who holds what a test says.
#[derive(Clone, Debug, Default)]
pub struct Someone {
    pub own: Values,
    pub stays: Vec<Values>,
    pub consents: Vec<Values>,
    pub interactions: Vec<Values>,
    /// Reservations that are no stays, by place.
    pub cancelled: Vec<usize>,
}

fn held(values: &Values, question: &Question) -> Held<'static> {
    values.get(question.name).cloned().unwrap_or(Held::Missing)
}

impl Someone {
    pub fn with(name: &'static str, value: Held<'static>) -> Self {
        Self { own: Values::from([(name, value)]), ..Self::default() }
    }

    pub fn staying(stays: impl IntoIterator<Item = Values>) -> Self {
        Self { stays: stays.into_iter().collect(), ..Self::default() }
    }

    fn things(&self, about: About) -> &[Values] {
        match about {
            About::Consent => &self.consents,
            About::Interaction => &self.interactions,
            About::Guest | About::Stay => &self.stays,
        }
    }
}

impl Guest for Someone {
    fn held(&self, question: &Question) -> Held<'_> {
        held(&self.own, question)
    }

    fn count(&self, things: About) -> usize {
        self.things(things).len()
    }

    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        held(&self.things(things)[at], question)
    }

    fn is_stay(&self, at: usize) -> bool {
        !self.cancelled.contains(&at)
    }
}

pub fn text(text: &'static str) -> Held<'static> {
    Held::Text(text.into())
}

/// A rule of these parts, all of which must hold.
pub fn rule(parts: Json) -> Group {
    parse(&json!({ "combinator": "and", "rules": parts }).to_string()).expect("a group")
}

pub fn line(field: &str, operator: &str, value: Json) -> Group {
    rule(json!([{ "field": field, "operator": operator, "value": value }]))
}

pub fn stays(mode: &str, threshold: u32, lines: Json) -> Group {
    let matching = json!({ "mode": mode, "threshold": threshold });
    rule(json!([{ "field": "stays", "operator": "=", "match": matching, "value": { "combinator": "and", "rules": lines } }]))
}

/// The plan of a rule in which nothing is wrong.
pub fn plan(rule: &Group) -> Plan {
    let (plan, problems) = check(rule, today(), &());
    assert_eq!(problems, [], "{rule:?}");
    plan
}

pub fn holds(rule: &Group, guest: &Someone) -> Truth {
    plan(rule).holds(guest)
}

/// What is wrong with a rule: places and texts.
pub fn wrong(rule: &Group) -> Vec<(Vec<u32>, &'static str)> {
    check(rule, today(), &()).1.into_iter().map(|Problem { path, text, .. }| (path, text)).collect()
}

/// Saved segments by number.
pub struct Saved(pub BTreeMap<u128, Group>);

impl Segments for Saved {
    fn rule(&self, id: Uuid) -> Option<Group> {
        self.0.get(&id.as_u128()).cloned()
    }
}

/// A line that names a saved segment.
pub fn naming(operator: &str, number: u128) -> Group {
    line("segment", operator, json!([Uuid::from_u128(number).to_string()]))
}
