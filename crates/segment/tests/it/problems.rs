//! What is wrong with rules: every problem is told, with its place.

use std::collections::BTreeMap;

use innkeeper_segment::{Group, Json, Node, Problem, check};
use innkeeper_texts::Key;
use serde_json::json;

use crate::guests::{Saved, line, naming, rule, stays, today, wrong};

fn only(parts: Json) -> &'static str {
    match wrong(&rule(json!([parts])))[..] {
        [(ref path, text)] if *path == [0] => text,
        ref other => panic!("{other:?}"),
    }
}

fn of_line(field: &str, operator: &str, value: Json) -> &'static str {
    only(json!({ "field": field, "operator": operator, "value": value }))
}

#[test]
fn a_field_must_be_one_that_can_be_asked_for() {
    assert_eq!(of_line("shoe_size", "=", json!(43)), "rule-problem-field");
    assert_eq!(of_line("allergies", "contains", json!("nuts")), "rule-problem-field");
    assert_eq!(of_line("room_type_booked", "=", json!("Suite")), "rule-problem-field");
}

#[test]
fn an_operator_must_go_with_its_field() {
    for (field, operator) in
        [("city", "<"), ("nights", "contains"), ("light", "beginsWith"), ("tags", "="), ("city", "like"), ("segment", "null")]
    {
        assert_eq!(of_line(field, operator, json!("1")), "rule-problem-operator", "{field} {operator}");
    }
}

#[test]
fn a_line_without_its_value_is_not_finished() {
    let values = [("city", "=", json!(" ")), ("city", "=", json!(null)), ("country", "in", json!([])), ("nights", "between", json!([1]))];
    for (field, operator, value) in values.into_iter().chain([("nights", "between", json!([1, ""])), ("country", "in", json!(""))]) {
        assert_eq!(of_line(field, operator, value), "rule-problem-value-missing", "{field} {operator}");
    }
    assert_eq!(only(json!({ "field": "city", "operator": "=" })), "rule-problem-value-missing");
}

#[test]
fn a_value_must_fit_its_field() {
    let values = [
        ("nights", "=", json!("many")),
        ("nights", "=", json!(1.5)),
        ("nights", "between", json!([1, 2, 3])),
        ("last_stay", "=", json!("12/01/2026")),
        ("last_stay", "=", json!({ "relative": "a year" })),
        ("restricted", "=", json!("maybe")),
        ("city", "=", json!({ "name": "Palma" })),
        ("stage", "=", json!(3)),
    ];
    for (field, operator, value) in values {
        assert_eq!(of_line(field, operator, value.clone()), "rule-problem-value", "{field} {operator} {value}");
    }
    assert_eq!(of_line("stage", "in", json!(["lost", "famous"])), "rule-problem-code");
}

#[test]
fn stays_are_asked_with_a_group_and_nothing_else_is() {
    let group = json!({ "combinator": "and", "rules": [] });
    assert_eq!(of_line("stays", "=", json!(3)), "rule-problem-match");
    assert_eq!(only(json!({ "field": "city", "operator": "=", "match": { "mode": "some" }, "value": group })), "rule-problem-match");
    assert_eq!(
        only(json!({ "field": "stays", "operator": "=", "match": { "mode": "atLeast" }, "value": group })),
        "rule-problem-threshold"
    );
    assert_eq!(only(json!({ "field": "trips", "operator": "=", "match": { "mode": "some" }, "value": group })), "rule-problem-field");
}

#[test]
fn what_stays_come_to_is_asked_of_fields_that_come_to_something() {
    let of = |field: &str, function: &str, of: &str, operator: &str, value: Json| {
        only(json!({ "field": field, "aggregate": function, "of": of, "operator": operator, "value": value }))
    };
    assert_eq!(of("trips", "sum", "total", ">", json!(1)), "rule-problem-field");
    assert_eq!(of("city", "sum", "total", ">", json!(1)), "rule-problem-match");
    assert_eq!(of("stays", "sum", "mood", ">", json!(1)), "rule-problem-field");
    assert_eq!(of("stays", "sum", "arrival", ">", json!("2026-01-01")), "rule-problem-function");
    assert_eq!(of("stays", "max", "board", "=", json!("HB")), "rule-problem-function");
    assert_eq!(of("stays", "max", "arrival", ">", json!(3)), "rule-problem-value");
    assert_eq!(of("stays", "distinct", "board", "contains", json!("HB")), "rule-problem-operator");
    assert_eq!(of("stays", "avg", "total", ">", json!("")), "rule-problem-value-missing");
    assert_eq!(of("stays", "median", "total", ">", json!(1)), "rule-problem-part");
}

#[test]
fn what_another_version_means_is_told_rather_than_passed_over() {
    let line = |name: &str, value: Json| {
        let mut line = json!({ "field": "city", "operator": "=", "value": "Palma" });
        line[name] = value;
        only(line)
    };
    assert_eq!(line("valueSource", json!("field")), "rule-problem-value-source");
    assert_eq!(line("muted", json!(true)), "rule-problem-muted");
    assert_eq!(line("sampled", json!(0.5)), "rule-problem-property");
    assert_eq!(only(json!("or")), "rule-problem-part");
    assert_eq!(only(json!({ "combinator": "xor", "rules": [] })), "rule-problem-part");
    assert_eq!(only(json!({ "combinator": "and", "rules": [], "atLeast": 2 })), "rule-problem-property");
}

#[test]
fn what_editors_write_for_themselves_is_no_problem() {
    let line = json!({ "id": "1", "path": [0], "disabled": false, "muted": false, "valueSource": "value",
        "field": "city", "operator": "=", "value": "Palma" });
    assert_eq!(wrong(&rule(json!([line]))), []);
}

#[test]
fn every_problem_is_told_with_its_place() {
    let each =
        stays("some", 0, json!([{ "field": "nights", "operator": ">", "value": "x" }, { "field": "city", "operator": "=", "value": "y" }]));
    let mut rule = rule(json!([{ "combinator": "or", "rules": [{ "field": "city", "operator": "=" }, 7] }]));
    rule.rules.extend(each.rules);
    let expected = [
        (vec![0, 0], "rule-problem-value-missing"),
        (vec![0, 1], "rule-problem-part"),
        (vec![1, 0], "rule-problem-value"),
        (vec![1, 1], "rule-problem-field"),
    ];
    assert_eq!(wrong(&rule), expected);
    assert!(check(&rule, today(), &()).0.is_empty(), "parts of which nothing is left count nobody out");
}

#[test]
fn segments_in_a_circle_are_refused() {
    let saved =
        Saved(BTreeMap::from([(1, naming("in", 2)), (2, naming("in", 3)), (3, naming("in", 1)), (4, line("city", "=", json!("")))]));
    let texts = |number| check(&naming("in", number), today(), &saved).1.into_iter().map(|p| p.text).collect::<Vec<_>>();
    assert_eq!(texts(1), ["rule-problem-circle"]);
    assert_eq!(texts(4), ["rule-problem-segment"]);
    assert_eq!(texts(5), ["rule-problem-segment"]);
}

#[test]
fn segments_that_name_each_other_many_times_end() {
    let twice = |number: u128| {
        let named = naming("in", number).rules.remove(0);
        Group::all(vec![named.clone(), named])
    };
    let saved = Saved((0..40u128).map(|number| (number, twice(number + 1))).collect());
    assert!(!check(&twice(0), today(), &saved).1.is_empty());
}

/// A rule in as many brackets as a text may have.
fn bracketed(inside: Group) -> Group {
    (0..60).fold(inside, |group, _| Group::all(vec![Node::Group(group)]))
}

#[test]
fn a_chain_of_segments_full_of_brackets_does_not_overflow_the_stack() {
    let chain = |length: u128| {
        let last = [(length, bracketed(line("city", "=", json!("Vic"))))];
        Saved((1..length).map(|at| (at, bracketed(naming("in", at + 1)))).chain(last).collect())
    };
    assert_eq!(check(&naming("in", 1), today(), &chain(8)).1, []);
    let problems = check(&naming("in", 1), today(), &chain(99)).1;
    assert_eq!(problems.iter().map(|problem| problem.text).collect::<Vec<_>>(), ["rule-problem-segment"]);
}

#[test]
fn every_problem_has_words() {
    let rules = [
        rule(json!([7])),
        line("x", "=", json!(1)),
        line("city", "<", json!(1)),
        line("city", "=", json!("")),
        line("nights", "=", json!("x")),
        line("stage", "=", json!("x")),
        line("stays", "=", json!(1)),
        naming("in", 1),
    ];
    for Problem { text, .. } in rules.iter().flat_map(|rule| check(rule, today(), &()).1) {
        assert!(Key::from_id(text).is_some(), "{text}");
    }
}
