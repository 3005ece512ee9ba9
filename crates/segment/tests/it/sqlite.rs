//! Rules as SQL: SQLite finds those for whom they hold.

use std::cell::RefCell;
use std::collections::BTreeSet;

use innkeeper_segment::sql::{Parameter, print};
use innkeeper_segment::{Guest, Held, Operator, Table, check, parse};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::database::{Database, ranks_of};
use crate::guests::{Someone, Values, days, line, plan, stays, text, today};
use crate::random::{made_up, rules, saved, someone};

fn database(guests: &[Someone]) -> Database {
    Database::of(guests.iter().map(|guest| guest as &dyn Guest))
}

#[test]
fn sqlite_finds_those_a_rule_holds_for() {
    let config = ProptestConfig { cases: 2_000, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let guests = vec(someone(), 300).new_tree(&mut runner).expect("guests").current();
    let asked = RefCell::new(database(&guests));
    let (saved, seen) = (saved(), RefCell::new((BTreeSet::new(), 0)));
    let outcome = runner.run(&rules(&made_up), |rule| {
        let (plan, problems) = check(&parse(&rule.to_string()).expect("a group"), today(), &saved);
        prop_assert_eq!(problems, []);
        let sql = print(&plan);
        let found = asked.borrow_mut().ask(&sql);
        let expected = [Some(true), Some(false)].map(|truth| {
            let of = (0..).zip(&guests).filter(|(_, guest)| plan.holds(*guest) == truth);
            of.map(|(id, _)| id).collect::<Vec<u32>>()
        });
        let (operators, telling) = &mut *seen.borrow_mut();
        let text = rule.to_string();
        operators
            .extend(Operator::ALL.iter().map(|operator| operator.name()).filter(|name| text.contains(&format!("\"operator\":\"{name}\""))));
        *telling += usize::from(expected.iter().all(|guests| !guests.is_empty()));
        prop_assert_eq!(found, expected, "{}\n{}\n{:?}", rule, sql.text, sql.parameters);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let (operators, telling) = seen.into_inner();
    assert_eq!(operators.len(), Operator::ALL.len(), "every operator occurs: {operators:?}");
    assert!(telling > 500, "rules that tell guests apart: {telling}");
}

#[test]
fn sqlite_ranks_guests_as_the_table_does() {
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let guests = vec(someone(), 300).new_tree(&mut runner).expect("guests").current();
    let mut table = Table::default();
    for (row, guest) in guests.iter().enumerate() {
        table.put(row, guest);
    }
    table.rank(today(), &(0..300).collect::<Vec<u32>>());
    let mut database = database(&guests);
    database.rank(today());
    assert_eq!(ranks_of(&table), database.ranks());
}

/// A guest who stayed once for each amount, in its currency.
fn spending(amounts: &[(i64, Option<&'static str>)]) -> Someone {
    Someone::staying(amounts.iter().map(|(amount, currency)| {
        let left = [("status", text("checked-out")), ("departure", Held::Day(days("2026-05-04"))), ("total", Held::Number(*amount))];
        left.into_iter().chain(currency.map(|currency| ("currency", text(currency)))).collect()
    }))
}

#[test]
fn another_guest_s_currency_changes_no_amount_without_one() {
    // 60 and 60 are less than 100 where the second has no currency, though together they are more.
    let mut guests = vec![spending(&[(60, Some("EUR")), (60, None)]), spending(&[(100, Some("EUR"))])];
    guests.extend((0..3).map(|_| spending(&[(500, Some("EUR"))])));
    let monetary = |guests: &[Someone]| {
        let mut table = Table::default();
        for (row, guest) in guests.iter().enumerate() {
            table.put(row, guest);
        }
        table.rank(today(), &(0..guests.len() as u32).collect::<Vec<u32>>());
        ranks_of(&table).iter().map(|[_, _, monetary, _]| *monetary).collect::<Vec<_>>()
    };
    let before = monetary(&guests);
    *guests.last_mut().expect("is there") = spending(&[(500, Some("USD"))]);
    assert_eq!(monetary(&guests), before);
}

#[test]
fn a_condition_is_written_with_places_for_its_values() {
    let sql = print(&plan(&line("city", "beginsWith", "MÁ".into())));
    assert_eq!(sql.text, r#"((substr("guest"."city", 1, 2) = $1))"#);
    assert_eq!(sql.parameters, [Parameter::Text("ma".to_owned())]);
    let sql = print(&plan(&line("tags", "notIn", "Golf, Spa".into())));
    let members = r#"SELECT 1 FROM "guest_tags" WHERE "guest_tags"."guest" = "guest"."id""#;
    assert_eq!(sql.text, format!(r#"(NOT EXISTS ({members} AND ("guest_tags"."word" IN ($1, $2))))"#));
}

#[test]
fn nothing_that_is_looked_for_stands_in_the_text() {
    for word in ["'; DROP TABLE guest; --", "\"", "$1", "?", "\0", "%_\\"] {
        for operator in ["=", "contains", "beginsWith", "endsWith", "in"] {
            let sql = print(&plan(&line("city", operator, word.into())));
            assert_eq!(sql.text, print(&plan(&line("city", operator, "x".repeat(word.len()).into()))).text);
        }
    }
}

#[test]
fn a_rule_as_deep_as_a_text_may_be_is_asked() {
    let nested = (0..61).fold(r#"{"field":"city","operator":"=","value":"Palma"}"#.to_owned(), |inner, _| {
        format!(r#"{{"combinator":"and","not":true,"rules":[{inner}]}}"#)
    });
    let guests = ["palma", "lyon"].map(|city| Someone::with("city", text(city)));
    let sql = print(&plan(&parse(&nested).expect("a group")));
    assert_eq!(database(&guests).ask(&sql), [vec![1], vec![0]]);
}

#[test]
fn a_rule_that_asks_nothing_is_true() {
    assert_eq!(print(&plan(&parse("").expect("a rule"))).text, "TRUE");
    let any = print(&plan(&stays("some", 0, serde_json::json!([]))));
    let guest = |stays: usize| Someone::staying(std::iter::repeat_n(Values::new(), stays));
    assert_eq!(database(&[guest(0), guest(2)]).ask(&any), [vec![1], vec![0]]);
}
