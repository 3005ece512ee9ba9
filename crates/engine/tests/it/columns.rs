//! Claims about the columns and the list, against a naive version over plain structs.

use innkeeper_domain::consent::{Channel, ConsentFact, Decision, Purpose};
use innkeeper_domain::stay::{StayFact, StayStatus};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Currency, Date, Entity, Instant, Money, field, stay};
use innkeeper_engine::columns::{Columns, NO_PAGE};
use innkeeper_engine::facts::GuestFacts;
use innkeeper_engine::list::GuestList;
use innkeeper_engine::protocol::{GuestsQuery, GuestsSort};
use innkeeper_segment::{About, Asked, Facts, Guest as _, StayAsked, fields};
use innkeeper_sync::id::RootId;
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

const NOW: i64 = 1_800_000_000_000;

fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

fn root(n: usize) -> RootId {
    RootId(Uuid::from_u128(n as u128 + 1))
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["ana", "li", "xiaoming", "oskarsson", "garcia", "ferrer", "o", "becker", ""]).prop_map(str::to_owned)
}

fn facts() -> impl Strategy<Value = GuestFacts> {
    let stay = (0..StayStatus::ALL.len(), -900i32..300, 1i32..9, prop::option::of(0i64..90_000));
    let stay = stay.prop_map(|(status, start, nights, total)| StayFact {
        status: StayStatus::ALL[status],
        arrival: today().plus_days(start),
        departure: today().plus_days(start + nights),
        total: total.map(|minor| Money::new(minor, Currency::EUR)),
    });
    let stay = stay.prop_map(StayAsked::from);
    (words(), words(), words(), vec(stay, 0..4), any::<bool>(), 0i64..50, prop::bool::weighted(0.1)).prop_map(
        |(given, surname, email, stays, asked, changed, archived)| GuestFacts {
            name: format!("{given} {surname}").trim().to_owned(),
            native: String::new(),
            sort: format!("{surname} {given}").trim().to_owned(),
            haystack: format!("{given} {surname} {email} 34600"),
            changed,
            archived,
            disputed: Vec::new(),
            asked: Facts {
                own: beside(&given, &surname, &email, asked, changed),
                stays,
                consents: asked
                    .then_some(ConsentFact {
                        purpose: Purpose::Marketing,
                        channel: Channel::Email,
                        decision: Decision::Granted,
                        at: Instant(changed),
                        expires_at: None,
                    })
                    .into_iter()
                    .collect(),
                interactions: Vec::new(),
            },
        },
    )
}

/// What rules ask for, made of the same words.
fn beside(given: &str, surname: &str, email: &str, in_spain: bool, born: i64) -> Asked {
    let at = |name| field(Entity::Guest, name).expect("a field of guests").position;
    let text = |name, text: &str| (!text.is_empty()).then(|| (at(name), Value::Text(text.to_owned())));
    let born = (born > 25).then(|| (at("birth_date"), Value::Date(today().plus_days(-(born as i32) * 365).expect("a day"))));
    let restricted = Some((at("restricted"), Value::Bool(given.is_empty())));
    let country = text("country", if in_spain { "ES" } else { "" });
    let values =
        [text("given_name", given), text("city", surname), text("email", email), text("phone", "+34600"), country, born, restricted];
    let tags = [given, surname].iter().filter(|tag| !tag.is_empty()).flat_map(|tag| [*tag, "\n"]).collect();
    Asked { values: values.into_iter().flatten().collect(), sets: vec![(at("tags"), tags)] }
}

fn columns_of(guests: &[GuestFacts]) -> Columns {
    let mut columns = Columns::default();
    for (n, facts) in guests.iter().enumerate() {
        columns.put(root(n), NO_PAGE, facts, today(), NOW);
    }
    columns
}

fn query(search: &str, sort: GuestsSort, descending: bool) -> GuestsQuery {
    GuestsQuery { search: search.to_owned(), rule: String::new(), sort, descending, offset: 0, limit: 200 }
}

fn naive_search(guests: &[GuestFacts], search: &str) -> Vec<u32> {
    let found = |g: &GuestFacts| !g.archived && search.split_whitespace().all(|word| g.haystack.contains(word));
    (0..).zip(guests).filter(|(_, g)| found(g)).map(|(n, _)| n).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_search_finds_what_a_naive_search_finds(guests in vec(facts(), 0..40), search in vec(words(), 0..3)) {
        let search = search.join(" ");
        let columns = columns_of(&guests);
        let mut list = GuestList::default();
        let mut rows = list.find(&columns, &query(&search, GuestsSort::Changed, false), None).to_vec();
        rows.sort_unstable();
        prop_assert_eq!(rows, naive_search(&guests, search.trim()));
    }

    #[test]
    fn typing_on_gives_what_typing_at_once_gives(guests in vec(facts(), 0..40), word in words()) {
        let columns = columns_of(&guests);
        let mut typed = GuestList::default();
        for end in 0..=word.len() {
            typed.find(&columns, &query(&word[..end], GuestsSort::Name, true), None);
        }
        let typed = typed.find(&columns, &query(&word, GuestsSort::Name, true), None).to_vec();
        let mut fresh = GuestList::default();
        prop_assert_eq!(typed, fresh.find(&columns, &query(&word, GuestsSort::Name, true), None));
    }

    #[test]
    fn rows_without_a_value_stand_last_either_way(guests in vec(facts(), 0..40), descending in any::<bool>()) {
        let columns = columns_of(&guests);
        let mut list = GuestList::default();
        let rows = list.find(&columns, &query("", GuestsSort::NextStay, descending), None);
        let days: Vec<Option<Date>> = rows.iter().map(|row| columns.derived(*row as usize).next_stay).collect();
        let full = days.iter().take_while(|d| d.is_some()).count();
        prop_assert!(days[full..].iter().all(Option::is_none));
        let ordered = days[..full].is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
        prop_assert!(ordered);
    }

    #[test]
    fn a_change_moves_a_row_as_a_fresh_sort_would(guests in vec(facts(), 1..40), changed in facts(), at in any::<prop::sample::Index>()) {
        let mut columns = columns_of(&guests);
        let mut list = GuestList::default();
        list.find(&columns, &query("", GuestsSort::Name, false), None);
        let at = at.index(guests.len());
        columns.put(root(at), NO_PAGE, &changed, today(), NOW);
        list.forget();
        let moved = list.find(&columns, &query("", GuestsSort::Name, false), None).to_vec();
        let mut fresh = GuestList::default();
        prop_assert_eq!(moved, fresh.find(&columns, &query("", GuestsSort::Name, false), None));
    }

    #[test]
    fn the_cache_gives_back_the_same_rows(guests in vec(facts(), 0..40), changed in facts()) {
        let mut columns = columns_of(&guests);
        columns.put(root(0), NO_PAGE, &changed, today(), NOW);
        let mut read = Columns::decode(&columns.encode(7), 7).expect("the same format and place");
        read.derive(today(), NOW);
        for row in 0..columns.len() {
            prop_assert_eq!(read.view(row, false), columns.view(row, false));
        }
        prop_assert_eq!(read.active(), columns.active());
    }

    #[test]
    fn the_cache_gives_back_what_rules_ask_for(guests in vec(facts(), 1..20), changed in facts(), room in words()) {
        let mut columns = columns_of(&guests);
        let mut changed = changed;
        for stay in &mut changed.asked.stays {
            stay.asked.values.push((stay::ROOM_TYPE_BOOKED.field().position, Value::Text(room.clone())));
            stay.asked.values.push((stay::CHILDREN.field().position, Value::Int(2)));
        }
        columns.put(root(0), NO_PAGE, &changed, today(), NOW);
        let mut read = Columns::decode(&columns.encode(7), 7).expect("the same format and place");
        read.derive(today(), NOW);
        for row in 0..columns.len() {
            let (before, after) = (columns.table().guest(row), read.table().guest(row));
            for question in fields(About::Guest) {
                prop_assert_eq!(after.held(&question), before.held(&question), "{}", question.name);
            }
            for stay in 0..before.count(About::Stay) {
                prop_assert_eq!(after.is_stay(stay), before.is_stay(stay));
                for question in fields(About::Stay) {
                    prop_assert_eq!(after.held_by(About::Stay, stay, &question), before.held_by(About::Stay, stay, &question), "{}", question.name);
                }
            }
        }
    }
}

#[test]
fn a_cache_of_another_place_in_the_log_is_not_used() {
    assert!(Columns::decode(&Columns::default().encode(7), 8).is_none());
}

#[test]
fn a_word_that_nobody_has_any_more_is_not_stored() {
    let named = |name: &str| GuestFacts { asked: Facts { own: beside(name, "", "", false, 0), ..Facts::default() }, ..empty() };
    let mut columns = columns_of(&[named("Forgotten"), named("Kept")]);
    columns.put(root(0), NO_PAGE, &named("Kept"), today(), NOW);
    let bytes = columns.encode(7);
    let holds = |word: &str| bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    assert!(holds("kept") && !holds("forgotten"));
}

#[test]
fn a_phone_number_is_found_however_it_is_written() {
    let facts = GuestFacts { haystack: "ana 34600123456".to_owned(), ..empty() };
    let columns = columns_of(&[facts]);
    let mut list = GuestList::default();
    assert_eq!(list.find(&columns, &query("600-123", GuestsSort::Changed, false), None), [0]);
}

fn empty() -> GuestFacts {
    GuestFacts {
        name: String::new(),
        native: String::new(),
        sort: String::new(),
        haystack: String::new(),
        changed: 0,
        archived: false,
        disputed: Vec::new(),
        asked: Facts::default(),
    }
}
