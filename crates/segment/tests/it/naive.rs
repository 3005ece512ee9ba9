//! Rules against an evaluator that was written for nothing but to be plain: it walks the JSON again for every guest.

use std::collections::BTreeMap;

use innkeeper_segment::{Held, Json, Truth, check, parse};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::guests::{Someone, Values, cases, today};

fn and(truths: Vec<Truth>) -> Truth {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

fn or(truths: Vec<Truth>) -> Truth {
    not(and(truths.into_iter().map(not).collect()))
}

fn naive_group(group: &Json, guest: &Someone, values: &Values) -> Truth {
    let parts = group["rules"].as_array().expect("parts");
    let truths: Vec<Truth> = parts.iter().filter(|part| !asks_nothing(part)).map(|part| naive_part(part, guest, values)).collect();
    let truth = match group["combinator"].as_str() {
        _ if truths.is_empty() => return Some(true),
        Some("and") => and(truths),
        _ => or(truths),
    };
    if group["not"] == json!(true) { not(truth) } else { truth }
}

fn asks_nothing(part: &Json) -> bool {
    part["rules"].as_array().is_some_and(|parts| parts.iter().all(asks_nothing))
}

fn naive_part(part: &Json, guest: &Someone, values: &Values) -> Truth {
    if part.get("rules").is_some() {
        return naive_group(part, guest, values);
    }
    if part.get("match").is_some() {
        return naive_each(part, guest);
    }
    let value = &part["value"];
    if part.get("aggregate").is_some() {
        let come_to = naive_aggregate(part, guest);
        return match (part["operator"].as_str().expect("an operator"), come_to) {
            ("null", come_to) => Some(come_to.is_none()),
            ("notNull", come_to) => Some(come_to.is_some()),
            (operator, come_to) => come_to.and_then(|(sum, of)| naive_number(operator, sum, of, value)),
        };
    }
    let held = values.get(part["field"].as_str().expect("a field")).cloned().unwrap_or(Held::Missing);
    match (part["operator"].as_str().expect("an operator"), held) {
        ("null", held) => Some(held == Held::Missing),
        ("notNull", held) => Some(held != Held::Missing),
        (_, Held::Missing) => None,
        (operator, Held::Number(held)) => naive_number(operator, held, 1, value),
        (operator, Held::Text(held)) => naive_text(operator, &held, value),
        _ => unreachable!("these guests hold numbers and texts"),
    }
}

/// A number, and what to divide it by.
fn naive_aggregate(part: &Json, guest: &Someone) -> Option<(i64, i64)> {
    let wanted = |stay: &&Values| part.get("where").is_none_or(|group| naive_group(group, guest, stay) == Some(true));
    let stays: Vec<&Values> = guest.stays.iter().filter(wanted).collect();
    let of = part["of"].as_str().expect("a field");
    let held = stays.iter().filter_map(|stay| stay.get(of));
    let numbers: Vec<i64> = held.clone().filter_map(|held| if let Held::Number(number) = held { Some(*number) } else { None }).collect();
    let known = held.clone().count();
    let different: Vec<&Held<'_>> = held.fold(Vec::new(), |all, one| if all.contains(&one) { all } else { [all, vec![one]].concat() });
    match part["aggregate"].as_str().expect("a word") {
        "sum" | "distinct" if stays.is_empty() => Some((0, 1)),
        _ if known == 0 => None,
        "sum" => Some((numbers.iter().sum(), 1)),
        "avg" => Some((numbers.iter().sum(), known as i64)),
        "min" => numbers.iter().min().map(|least| (*least, 1)),
        "max" => numbers.iter().max().map(|most| (*most, 1)),
        _ => Some((different.len() as i64, 1)),
    }
}

fn naive_number(operator: &str, held: i64, of: i64, value: &Json) -> Truth {
    let one = || value.as_i64().expect("a number") * of;
    let at = |at: usize| value[at].as_i64().expect("a number") * of;
    Some(match operator {
        "=" => held == one(),
        "!=" => held != one(),
        "<" => held < one(),
        "<=" => held <= one(),
        ">" => held > one(),
        ">=" => held >= one(),
        "between" => at(0) <= held && held <= at(1),
        _ => held < at(0) || at(1) < held,
    })
}

fn naive_text(operator: &str, held: &str, value: &Json) -> Truth {
    let one = || value.as_str().expect("a text").to_lowercase();
    let any = || value.as_array().expect("a list").iter().any(|value| value.as_str().expect("a text").to_lowercase() == held);
    Some(match operator {
        "=" => held == one(),
        "!=" => held != one(),
        "in" => any(),
        "notIn" => !any(),
        "contains" => held.contains(&one()),
        "doesNotContain" => !held.contains(&one()),
        "beginsWith" => held.starts_with(&one()),
        "doesNotBeginWith" => !held.starts_with(&one()),
        "endsWith" => held.ends_with(&one()),
        _ => !held.ends_with(&one()),
    })
}

/// Tries every way the unknown stays may turn out.
fn naive_each(part: &Json, guest: &Someone) -> Truth {
    let truths = guest.stays.iter().map(|stay| naive_group(&part["value"], guest, stay));
    let mut ways: Vec<Vec<bool>> = vec![Vec::new()];
    for truth in truths {
        let turns = truth.map_or(vec![true, false], |truth| vec![truth]);
        ways = ways.iter().flat_map(|way| turns.iter().map(|turn| [way.as_slice(), &[*turn]].concat())).collect();
    }
    let threshold = part["match"]["threshold"].as_u64().unwrap_or(0) as usize;
    let holds = |way: &Vec<bool>| {
        let yes = way.iter().filter(|turn| **turn).count();
        match part["match"]["mode"].as_str().expect("a word") {
            "some" => yes > 0,
            "none" => yes == 0,
            "all" => !way.is_empty() && yes == way.len(),
            "atLeast" => yes >= threshold,
            "atMost" => yes <= threshold,
            _ => yes == threshold,
        }
    };
    let ends: Vec<bool> = ways.iter().map(holds).collect();
    ends.iter().all(|end| *end == ends[0]).then_some(ends[0])
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["palma", "Palma", "al", "m", "lyon", "n"])
}

/// An operator for numbers, and what goes with it.
fn comparison() -> impl Strategy<Value = Json> {
    let one = (prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]), 0..4i64)
        .prop_map(|(operator, value)| json!({ "operator": operator, "value": value }));
    let two = (prop::sample::select(vec!["between", "notBetween"]), 0..4i64, 0..4i64)
        .prop_map(|(operator, from, to)| json!({ "operator": operator, "value": [from, to] }));
    let none = prop::sample::select(vec!["null", "notNull"]).prop_map(|operator| json!({ "operator": operator }));
    prop_oneof![one, two, none]
}

fn with(mut part: Json, more: Json) -> Json {
    let Json::Object(more) = more else { unreachable!("an object") };
    part.as_object_mut().expect("an object").extend(more);
    part
}

fn number_line(field: &'static str) -> impl Strategy<Value = Json> {
    comparison().prop_map(move |compared| with(compared, json!({ "field": field })))
}

fn aggregate(wanted: impl Strategy<Value = Json> + 'static) -> impl Strategy<Value = Json> {
    let of_numbers = (prop::sample::select(vec!["sum", "avg", "min", "max", "distinct"]), prop::sample::select(vec!["nights", "adults"]));
    let gathered = prop_oneof![4 => of_numbers.boxed(), 1 => (Just("distinct"), Just("room_type_booked")).boxed()];
    (gathered, comparison(), prop::option::of(wanted)).prop_map(|((function, of), compared, wanted)| {
        let part = with(compared, json!({ "field": "stays", "aggregate": function, "of": of }));
        wanted.map_or(part.clone(), |wanted| with(part, json!({ "where": wanted })))
    })
}

fn text_line(field: &'static str) -> impl Strategy<Value = Json> {
    let operators = vec!["=", "!=", "contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith"];
    let one = (prop::sample::select(operators), word())
        .prop_map(move |(operator, value)| json!({ "field": field, "operator": operator, "value": value }));
    let many = (prop::sample::select(vec!["in", "notIn"]), vec(word(), 1..3))
        .prop_map(move |(operator, value)| json!({ "field": field, "operator": operator, "value": value }));
    prop_oneof![one, many]
}

fn groups(leaf: impl Strategy<Value = Json> + 'static) -> impl Strategy<Value = Json> {
    let group = |part: BoxedStrategy<Json>| {
        (any::<bool>(), any::<bool>(), vec(part, 0..4))
            .prop_map(|(and, not, rules)| json!({ "combinator": if and { "and" } else { "or" }, "not": not, "rules": rules }))
    };
    let inner = leaf.boxed().prop_recursive(3, 12, 3, move |inner| group(inner.boxed()));
    group(inner.boxed())
}

pub fn rules() -> impl Strategy<Value = Json> {
    let of_stay = || groups(prop_oneof![number_line("nights"), number_line("adults"), text_line("room_type_booked")]);
    let modes = prop::sample::select(vec!["some", "all", "none", "atLeast", "atMost", "exactly"]);
    let each = (modes, 0..3u32, of_stay()).prop_map(|(mode, threshold, value)| {
        json!({ "field": "stays", "operator": "=", "match": { "mode": mode, "threshold": threshold }, "value": value })
    });
    groups(prop_oneof![number_line("nights"), number_line("spend"), text_line("city"), text_line("source"), each, aggregate(of_stay())])
}

fn values(numbers: [&'static str; 2], texts: [&'static str; 2]) -> impl Strategy<Value = Values> {
    let number = || prop::option::of((0..4i64).prop_map(Held::Number));
    let text = || prop::option::of(prop::sample::select(vec!["palma", "lyon", "al"]).prop_map(|text| Held::Text(text.into())));
    (number(), number(), text(), text()).prop_map(move |(a, b, c, d)| {
        let values = [(numbers[0], a), (numbers[1], b), (texts[0], c), (texts[1], d)];
        values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    })
}

pub fn someone() -> impl Strategy<Value = Someone> {
    let stay = values(["nights", "adults"], ["room_type_booked", "board"]);
    (values(["nights", "spend"], ["city", "source"]), vec(stay, 0..4)).prop_map(|(own, stays)| Someone { own, stays, ..Someone::default() })
}

/// Each part outside of those about stays, by itself.
fn naive_parts(group: &Json, guest: &Someone, path: &mut Vec<u32>, told: &mut BTreeMap<Vec<u32>, Truth>) {
    for (at, part) in (0..).zip(group["rules"].as_array().expect("parts")) {
        path.push(at);
        told.insert(path.clone(), naive_part(part, guest, &guest.own));
        if part.get("rules").is_some() {
            naive_parts(part, guest, path, told);
        }
        path.pop();
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_rule_holds_as_the_plain_evaluator_says(rule in rules(), guests in vec(someone(), 1..4)) {
        let (plan, problems) = check(&parse(&rule.to_string()).expect("a group"), today(), &());
        prop_assert_eq!(problems, []);
        let mut truths = Vec::new();
        for guest in &guests {
            let truth = naive_group(&rule, guest, &guest.own);
            prop_assert_eq!(plan.holds(guest), truth, "{}", rule);
            plan.truths(guest, &mut truths);
            prop_assert_eq!(truths[0], truth, "with notes: {}", rule);
            let mut told = BTreeMap::new();
            naive_parts(&rule, guest, &mut Vec::new(), &mut told);
            for (path, truth) in plan.paths().iter().zip(&truths).filter(|(path, _)| told.contains_key(*path)) {
                prop_assert_eq!(*truth, told[path], "explained at {:?}: {}", path, rule);
            }
        }
    }
}
