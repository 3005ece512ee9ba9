//! Rules as react-querybuilder writes them.

use innkeeper_segment::{Combinator, Group, Json, Line, Mode, Node, Relative, Unit, parse, print};
use proptest::prelude::*;

fn read(text: &str) -> Group {
    parse(text).expect("a group")
}

fn same_json(a: &str, b: &str) -> bool {
    let json = |text: &str| text.parse::<Json>().expect("JSON");
    json(a) == json(b)
}

#[test]
fn an_empty_text_asks_nothing() {
    assert_eq!(read(" "), Group::default());
}

#[test]
fn what_is_no_group_is_refused() {
    for text in ["{", "[]", "3", "{}", r#"{"combinator":"xor","rules":[]}"#, r#"{"combinator":"and"}"#] {
        assert_eq!(parse(text).expect_err("no group").text, "rule-problem-unreadable", "{text}");
    }
}

#[test]
fn a_line_is_a_field_an_operator_and_a_value() {
    let rule = read(r#"{"combinator":"or","rules":[{"field":"city","operator":"=","value":"Lyon"}]}"#);
    assert_eq!(rule, Group { combinator: Combinator::Or, ..Group::all(vec![Node::Line(Line::new("city", "=", "Lyon"))]) });
}

#[test]
fn a_match_makes_a_group_about_one_stay_at_a_time() {
    let text = r#"{"combinator":"and","rules":[{"field":"stays","operator":"=","match":{"mode":"atLeast","threshold":2},
        "value":{"combinator":"and","rules":[{"field":"nights","operator":">","value":3}]}}]}"#;
    let rule = read(text);
    let Some(Node::Each(each)) = rule.at(&[0]) else { panic!("{rule:?}") };
    assert_eq!((each.field.as_str(), each.matching.mode, each.matching.threshold), ("stays", Mode::AtLeast, Some(2)));
    assert_eq!(rule.at(&[0, 0]), Some(&Node::Line(Line::new("nights", ">", 3))));
}

#[test]
fn what_a_newer_version_wrote_is_kept() {
    let text = r#"{"combinator":"and","not":false,"id":"r","colour":"red","rules":[
        {"field":"stays","aggregate":"median","of":"total","where":{"combinator":"and","rules":[]},"operator":">","value":1},
        {"field":"stays","operator":"=","match":{"mode":"most","threshold":0.5},"value":{"combinator":"and","rules":[]}},
        {"field":"email","operator":"null","value":null},
        {"vector":[1,2.5]}, "and", {"combinator":"and","not":true,"rules":[],"muted":true}]}"#;
    assert!(same_json(&print(&read(text)), text), "{}", print(&read(text)));
}

#[test]
fn a_part_is_found_changed_and_taken_out_by_its_path() {
    let mut rule = Group::all(vec![Node::Group(Group::any(vec![Node::Line(Line::new("vip", "=", "1"))]))]);
    if let Some(Node::Line(line)) = rule.at_mut(&[0, 0]) {
        line.value = "2".into();
    }
    assert_eq!(rule.remove(&[0, 0]), Some(Node::Line(Line::new("vip", "=", "2"))));
    assert_eq!(rule.group_at(&[0]).map(|group| group.rules.len()), Some(0));
    assert_eq!(rule.remove(&[0, 0]), None);
}

#[test]
fn a_relative_day_is_written_as_it_was_told() {
    for (count, unit, text) in [(-12, Unit::Month, "-P12M"), (0, Unit::Day, "P0D"), (2, Unit::Week, "P2W"), (-1, Unit::Year, "-P1Y")] {
        let relative = Relative::new(count, unit, true);
        assert_eq!(relative.json()["relative"], text);
        assert_eq!(Relative::read(&relative.json()), Some(relative));
        assert_eq!(relative.told(), Some((count, unit)));
    }
}

#[test]
fn what_is_no_duration_of_days_is_no_relative_day() {
    for text in ["", "P", "12M", "PT3H", "P3H", "P1D1M", "P1M1M", "PM", "P-1M", "P9999999999D"] {
        assert_eq!(Relative::read(&serde_json::json!({ "relative": text })), None, "{text}");
    }
}

fn json() -> impl Strategy<Value = Json> {
    let word = || prop::sample::select(vec!["and", "or", "stays", "some", "city", "=", "x"]);
    let leaf =
        prop_oneof![Just(Json::Null), any::<bool>().prop_map(Json::from), any::<i64>().prop_map(Json::from), word().prop_map(Json::from)];
    let key = prop::sample::select(vec!["combinator", "rules", "not", "field", "operator", "value", "match", "mode", "threshold", "id"]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let group = (word(), prop::collection::vec(inner.clone(), 0..4))
            .prop_map(|(combinator, rules)| serde_json::json!({ "combinator": combinator, "rules": rules }));
        let line = (word(), word(), inner.clone()).prop_map(|(field, operator, value)| serde_json::json!({ "field": field, "operator": operator, "value": value }));
        let each = (inner.clone(), group.clone(), word())
            .prop_map(|(matching, value, mode)| serde_json::json!({ "field": "stays", "match": { "mode": mode, "threshold": matching }, "value": value }));
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(key.clone(), inner, 0..5).prop_map(|map| Json::Object(map.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())),
            group,
            line,
            each,
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_is_lost_between_reading_and_writing(rules in prop::collection::vec(json(), 0..5)) {
        let text = serde_json::json!({ "combinator": "and", "rules": rules }).to_string();
        let written = print(&parse(&text).expect("a group"));
        prop_assert!(same_json(&written, &text), "{} became {}", text, written);
    }
}
