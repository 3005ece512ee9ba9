//! Counts of guests by what they hold, against counting one after the other.

use std::collections::BTreeMap;

use innkeeper_segment::{About, Bits, Held, Kind, Question, Table, fields};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::guests::{Someone, cases};
use crate::naive::someone;

/// Fields that guests are counted by.
fn counted() -> impl Strategy<Value = Question> {
    let few = |question: &Question| {
        let is_address = ["email", "phone", "number"].contains(&question.name);
        !is_address && matches!(question.kind, Kind::Text | Kind::Words | Kind::Day | Kind::Flag | Kind::Code(_) | Kind::Country)
    };
    select(fields(About::Guest).filter(few).collect::<Vec<_>>())
}

/// What a guest is counted under in one field: each member of a set.
fn values(guest: &Someone, question: &Question) -> Vec<Held<'static>> {
    match guest.own.get(question.name) {
        Some(Held::Words(words)) if !words.is_empty() => words.lines().map(|word| Held::Text(word.to_owned().into())).collect(),
        held => vec![held.cloned().unwrap_or(Held::Missing)],
    }
}

fn naively(guests: &[Someone], by: &[&Question], among: &Bits) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for row in among.iter() {
        let guest = &guests[row as usize];
        let mut combined: Vec<Vec<Held<'_>>> = vec![Vec::new()];
        for question in by {
            let mut of = values(guest, question);
            of.sort_by_key(|held| format!("{held:?}"));
            of.dedup();
            let with = |known: &Vec<Held<'static>>, held: &Held<'static>| known.iter().chain([held]).cloned().collect();
            combined = combined.iter().flat_map(|known| of.iter().map(move |held| with(known, held))).collect();
        }
        combined.iter().for_each(|held| *counts.entry(format!("{held:?}")).or_default() += 1);
    }
    counts
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn guests_are_counted_by_what_they_hold(
        guests in vec(someone(), 0..80),
        questions in vec(counted(), 1..3),
        among in vec(any::<bool>(), 80),
    ) {
        let mut table = Table::default();
        for (row, guest) in guests.iter().enumerate() {
            table.put(row, guest);
        }
        let mut rows = Bits::none(guests.len());
        (0..guests.len()).for_each(|row| rows.set(row, among[row]));
        let by: Vec<&Question> = questions.iter().collect();
        let counted = table.counts(&by, &rows).expect("they repeat");
        prop_assert!(counted.is_sorted_by(|(_, one), (_, other)| one >= other));
        let found: BTreeMap<String, u32> = counted.iter().map(|(held, count)| (format!("{held:?}"), *count)).collect();
        prop_assert_eq!(found.len(), counted.len(), "each once");
        prop_assert_eq!(found, naively(&guests, &by, &rows));
    }
}

#[test]
fn addresses_are_not_counted() {
    let email = innkeeper_segment::field(About::Guest, "email").expect("a field");
    assert_eq!(Table::default().counts(&[&email], &Bits::none(0)), None);
}
