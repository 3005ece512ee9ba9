//! What rules see of a guest's records.

use std::collections::BTreeMap;

use innkeeper_domain::stay::{StayFact, StayStatus};
use innkeeper_domain::{Date, Entity, Value, guest, interaction};
use innkeeper_segment::{About, Asked, Facts, Guest, Held, OnDay, StayAsked, field};

use crate::guests::{days, today};

fn record<const N: usize>(fields: [(&str, Value); N]) -> BTreeMap<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn date(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Whether somebody born on a day has the birthday within a stay.
fn birthday(born: &str, arrival: &str, departure: &str) -> Held<'static> {
    let stay = StayFact { status: StayStatus::Confirmed, arrival: Some(date(arrival)), departure: Some(date(departure)), total: None };
    let own = Asked::of(Entity::Guest, &record([(guest::BIRTH_DATE.name(), Value::Date(date(born)))]));
    let facts = Facts { own, stays: vec![StayAsked::from(stay)], ..Facts::default() };
    let question = field(About::Stay, "birthday").expect("a field");
    match OnDay::of(&facts, today(), 0).held_by(About::Stay, 0, &question) {
        Held::Flag(flag) => Held::Flag(flag),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_birthday_is_within_a_stay_from_the_first_day_to_the_last() {
    for (arrival, departure, within) in [
        ("2026-12-20", "2026-12-24", true),
        ("2026-12-24", "2026-12-27", true),
        ("2026-12-25", "2026-12-27", false),
        ("2026-12-20", "2026-12-23", false),
        ("2026-12-28", "2027-12-24", true),
        ("2026-12-28", "2027-01-02", false),
    ] {
        assert_eq!(birthday("1970-12-24", arrival, departure), Held::Flag(within), "{arrival} to {departure}");
    }
}

#[test]
fn who_was_born_on_a_leap_day_has_a_birthday_every_year() {
    assert_eq!(birthday("1972-02-29", "2027-02-28", "2027-03-01"), Held::Flag(true));
    assert_eq!(birthday("1972-02-29", "2027-03-01", "2027-03-04"), Held::Flag(false));
    assert_eq!(birthday("1972-02-29", "2028-02-29", "2028-03-04"), Held::Flag(true));
}

#[test]
fn nobody_knows_of_a_birthday_without_the_date_of_birth() {
    let stay = StayFact { status: StayStatus::Confirmed, arrival: Some(today()), departure: Some(today()), total: None };
    let facts = Facts { stays: vec![StayAsked::from(stay)], ..Facts::default() };
    let question = field(About::Stay, "birthday").expect("a field");
    assert_eq!(OnDay::of(&facts, today(), 0).held_by(About::Stay, 0, &question), Held::Missing);
}

#[test]
fn a_moment_is_asked_for_by_its_day() {
    let late = Value::Int(i64::from(days("2026-11-20")) * 86_400_000 + 86_399_999);
    let facts = Facts { interactions: vec![Asked::of(Entity::Interaction, &record([(interaction::AT.name(), late)]))], ..Facts::default() };
    let question = field(About::Interaction, "at").expect("a field");
    assert_eq!(OnDay::of(&facts, today(), 0).held_by(About::Interaction, 0, &question), Held::Day(days("2026-11-20")));
}
