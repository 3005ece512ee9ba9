//! Rules as JsonLogic: what is written, what is read back, what is refused.

use std::mem::ManuallyDrop;

use innkeeper_segment::logic::{parse, print};
use innkeeper_segment::{Aggregate, Combinator, Each, Group, Json, Line, Mode, Node, Problem, check, list};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::guests::{rule, today};
use crate::random::{made_up, rules, saved, someone};

/// The rule is written so, and read back as the same.
fn reads(part: Json, logic: Json) {
    let rule = rule(json!([part]));
    assert_eq!(print(&rule), Ok(json!({ "and": [logic] })), "{part}");
    assert_eq!(parse(&json!({ "and": [logic] })), Ok(rule), "{logic}");
}

fn line(field: &str, operator: &str, value: Json) -> Json {
    json!({ "field": field, "operator": operator, "value": value })
}

fn line_reads(operator: &str, value: Json, logic: Json) {
    reads(line("x", operator, value), logic);
}

#[test]
fn a_line_is_written_as_react_querybuilder_does() {
    let x = json!({ "var": "x" });
    for (operator, word) in [("=", "=="), ("!=", "!="), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")] {
        line_reads(operator, json!(3), json!({ word: [x, 3] }));
    }
    line_reads("contains", json!("al"), json!({ "in": ["al", x] }));
    line_reads("doesNotContain", json!("al"), json!({ "!": { "in": ["al", x] } }));
    line_reads("beginsWith", json!("al"), json!({ "startsWith": [x, "al"] }));
    line_reads("doesNotBeginWith", json!("al"), json!({ "!": { "startsWith": [x, "al"] } }));
    line_reads("endsWith", json!("al"), json!({ "endsWith": [x, "al"] }));
    line_reads("doesNotEndWith", json!("al"), json!({ "!": { "endsWith": [x, "al"] } }));
    line_reads("in", json!(["ES", 3]), json!({ "in": [x, ["ES", 3]] }));
    line_reads("notIn", json!(["ES"]), json!({ "!": { "in": [x, ["ES"]] } }));
    line_reads("between", json!([5, 3]), json!({ "<=": [5, x, 3] }));
    line_reads("notBetween", json!([true, "3"]), json!({ "!": { "<=": [true, x, "3"] } }));
    reads(json!({ "field": "x", "operator": "null" }), json!({ "==": [x, null] }));
    reads(json!({ "field": "x", "operator": "notNull" }), json!({ "!=": [x, null] }));
}

#[test]
fn days_told_from_today_and_segments_are_operations_of_ours() {
    let x = json!({ "var": "x" });
    let (ago, day) = (json!({ "relative": "-P12M", "includeToday": true }), json!({ "relative": ["-P12M", true] }));
    line_reads("<", ago.clone(), json!({ "<": [x, day] }));
    line_reads("=", ago.clone(), json!({ "within": [x, day] }));
    line_reads("!=", ago.clone(), json!({ "!": { "within": [x, day] } }));
    line_reads("between", json!([ago, "2026-01-31"]), json!({ "<=": [day, x, "2026-01-31"] }));
    line_reads("=", json!({ "relative": "-P7D" }), json!({ "within": [x, { "relative": ["-P7D"] }] }));
    reads(line("segment", "in", json!(["1", "2"])), json!({ "segment": ["1", "2"] }));
    reads(line("segment", "notIn", json!(["1"])), json!({ "!": { "segment": ["1"] } }));
}

#[test]
fn groups_keep_their_brackets() {
    let (yes, no) = (line("x", "=", json!(1)), line("x", "=", json!(2)));
    let (a, b) = (json!({ "==": [{ "var": "x" }, 1] }), json!({ "==": [{ "var": "x" }, 2] }));
    let group = |word: &str, not: bool, rules: Json| {
        if not { json!({ "combinator": word, "not": true, "rules": rules }) } else { json!({ "combinator": word, "rules": rules }) }
    };
    reads(group("or", false, json!([yes, no])), json!({ "or": [a, b] }));
    reads(group("and", false, json!([yes])), json!({ "and": [a] }));
    reads(group("or", true, json!([yes])), json!({ "!": { "or": [a] } }));
    reads(group("and", true, json!([group("and", true, json!([yes]))])), json!({ "!": { "and": [{ "!": { "and": [a] } }] } }));
    let not_in = line("x", "notIn", json!([1]));
    reads(group("and", true, json!([not_in])), json!({ "!": { "and": [{ "!": { "in": [{ "var": "x" }, [1]] } }] } }));
}

#[test]
fn a_group_about_each_stay_is_a_quantifier_or_a_count() {
    let long = json!({ ">": [{ "var": "nights" }, 3] });
    let each = |mode: Mode, threshold, group: Group| Group::all(vec![Node::Each(Each::new("stays", mode, threshold, group))]);
    let one = || Group::all(vec![Node::Line(Line::new("nights", ">", 3))]);
    let stays = json!({ "var": "stays" });
    let counted = json!({ "reduce": [{ "filter": [stays, long] }, { "+": [1, { "var": "accumulator" }] }, 0] });
    let written = [
        (each(Mode::Some, None, one()), json!({ "some": [stays, long] })),
        (each(Mode::All, None, one()), json!({ "all": [stays, long] })),
        (each(Mode::None, None, one()), json!({ "none": [stays, long] })),
        (each(Mode::AtLeast, Some(2), one()), json!({ ">=": [counted, 2] })),
        (each(Mode::AtMost, Some(0), one()), json!({ "<=": [counted, 0] })),
        (each(Mode::Exactly, Some(u32::MAX), one()), json!({ "==": [counted, u32::MAX] })),
        (each(Mode::Some, None, Group { combinator: Combinator::Or, ..one() }), json!({ "some": [stays, { "or": [long] }] })),
        // react-querybuilder loses this "not".
        (each(Mode::Some, None, Group { not: true, ..one() }), json!({ "some": [stays, { "!": { "and": [long] } }] })),
        (each(Mode::All, None, Group::all(vec![Node::Group(one())])), json!({ "all": [stays, { "and": [{ "and": [long] }] }] })),
        (each(Mode::Some, None, Group::default()), json!({ "some": [stays, true] })),
    ];
    for (rule, logic) in written {
        let logic = json!({ "and": [logic] });
        assert_eq!(print(&rule).as_ref(), Ok(&logic));
        assert_eq!(parse(&logic), Ok(rule), "{logic}");
    }
}

#[test]
fn a_rule_that_asks_nothing_is_true() {
    assert_eq!(print(&Group::default()), Ok(json!(true)));
    assert_eq!(print(&rule(json!([{ "combinator": "or", "not": true, "rules": [] }]))), Ok(json!(true)));
    assert_eq!(parse(&json!(true)), Ok(Group::default()));
}

#[test]
fn other_ways_of_saying_the_same_are_read() {
    let one = |field: &str, operator: &str, value: Json| Ok(Group::all(vec![Node::Line(Line::new(field, operator, value))]));
    let x = json!({ "var": ["x"] });
    assert_eq!(parse(&json!({ "===": [x, "a"] })), one("x", "=", json!("a")));
    assert_eq!(parse(&json!({ "!==": [null, x] })), one("x", "notNull", Json::Null));
    assert_eq!(parse(&json!({ "<": [3, x] })), one("x", ">", json!(3)));
    assert_eq!(parse(&json!({ "!": [{ "in": [x, [1]] }] })), one("x", "notIn", json!([1])));
    assert_eq!(parse(&json!({ "!!": { ">=": [x, 1] } })), one("x", ">=", json!(1)));
    assert_eq!(parse(&json!({ "in": [{ "var": "segment" }, ["1"]] })), one("segment", "in", json!(["1"])));
    assert_eq!(parse(&json!({ "<": [x, { "relative": "P0D" }] })), one("x", "<", json!({ "relative": "P0D" })));
    let not = parse(&json!({ "!": { "==": [x, 1] } })).map(|rule| (rule.not, rule.rules.len()));
    assert_eq!(not, Ok((true, 1)));
}

/// What is wrong: places and texts.
fn told<T: std::fmt::Debug>(outcome: Result<T, Vec<Problem>>) -> Vec<(Vec<u32>, &'static str)> {
    outcome.expect_err("problems").into_iter().map(|Problem { path, text, .. }| (path, text)).collect()
}

#[test]
fn what_json_logic_has_no_words_for_is_told_with_its_place() {
    let parts = [
        (json!(7), "rule-problem-part"),
        (line("x", "like", json!(1)), "rule-problem-operator"),
        (line("x", "=", json!(" ")), "rule-problem-value-missing"),
        (line("x", "=", json!(null)), "rule-problem-value-missing"),
        (line("x", "in", json!([1, null])), "rule-problem-value-missing"),
        (line("x", "in", json!([])), "rule-problem-value-missing"),
        (line("x", "between", json!([1])), "rule-problem-value-missing"),
        (line("x", "between", json!([1, 2, 3])), "rule-problem-value"),
        (line("x", "=", json!([1])), "rule-problem-value"),
        (line("x", "=", json!({ "name": "y" })), "rule-problem-value"),
        (line("x", "<", json!({ "relative": "a year" })), "rule-problem-value"),
        (line("x", "<", json!({ "relative": "P1D", "of": "last_stay" })), "rule-problem-value"),
        (json!({ "field": "x", "operator": "=", "value": "y", "valueSource": "field" }), "rule-problem-value-source"),
        (json!({ "field": "x", "operator": "=", "value": 1, "muted": true }), "rule-problem-muted"),
        (json!({ "field": "x", "operator": ">", "value": 1, "sampled": 0.5 }), "rule-problem-property"),
        (json!({ "combinator": "and", "rules": [], "colour": "red" }), "rule-problem-property"),
        (json!({ "field": "x", "match": { "mode": "atLeast" }, "value": { "combinator": "and", "rules": [] } }), "rule-problem-threshold"),
        (
            json!({ "field": "x", "match": { "mode": "some", "of": 1 }, "value": { "combinator": "and", "rules": [] } }),
            "rule-problem-property",
        ),
    ];
    let rule = rule(json!([{ "combinator": "or", "rules": parts.iter().map(|(part, _)| part).collect::<Vec<_>>() }]));
    let expected: Vec<_> = (0..).zip(parts).map(|(at, (_, text))| (vec![0, at], text)).collect();
    assert_eq!(told(print(&rule)), expected);
}

#[test]
fn what_a_rule_has_no_words_for_is_told_with_its_place() {
    let x = json!({ "var": "x" });
    let counted = json!({ "reduce": [{ "filter": [x, true] }, { "+": [1, { "var": "accumulator" }] }, 0] });
    let parts = [
        (json!("x"), "rule-problem-part"),
        (json!(false), "rule-problem-part"),
        (json!({ "and": [1], "or": [1] }), "rule-problem-part"),
        (json!({ "some": [[1, 2], true] }), "rule-problem-part"),
        (json!({ "and": [] }), "rule-problem-property"),
        (json!({ "if": [x, true, false] }), "rule-problem-property"),
        (x.clone(), "rule-problem-property"),
        (json!({ "!!": x }), "rule-problem-property"),
        (json!({ "==": [x] }), "rule-problem-property"),
        (json!({ "==": [{ "var": ["x", 1] }, 1] }), "rule-problem-property"),
        (json!({ "<": [1, x, 3] }), "rule-problem-property"),
        (json!({ "startsWith": ["al", x] }), "rule-problem-property"),
        (json!({ "==": [{ "%": [x, 2] }, 0] }), "rule-problem-property"),
        (json!({ "==": [x, { "var": "y" }] }), "rule-problem-value-source"),
        (json!({ "in": [x, { "var": "y" }] }), "rule-problem-value-source"),
        (json!({ "==": [x, ""] }), "rule-problem-value-missing"),
        (json!({ "<": [x, null] }), "rule-problem-value-missing"),
        (json!({ "in": [x, []] }), "rule-problem-value-missing"),
        (json!({ "==": [x, [1]] }), "rule-problem-value"),
        (json!({ "==": [x, { "relative": ["P1D"] }] }), "rule-problem-value"),
        (json!({ "within": [x, "2026-01-31"] }), "rule-problem-value"),
        (json!({ "<": [x, { "relative": ["P1D", 3] }] }), "rule-problem-value"),
        (json!({ ">": [counted, 2] }), "rule-problem-property"),
        (json!({ ">=": [counted, 0.5] }), "rule-problem-threshold"),
        (json!({ ">=": [{ "reduce": [x, { "var": "accumulator" }, 0] }, 2] }), "rule-problem-property"),
    ];
    let logic = json!({ "or": [{ "!": { "and": parts.iter().map(|(part, _)| part).collect::<Vec<_>>() } }] });
    let expected: Vec<_> = (0..).zip(parts).map(|(at, (_, text))| (vec![0, at], text)).collect();
    assert_eq!(told(parse(&logic)), expected);
}

/// `inner` so many times within `wrap`. Taking it down would need the stack that reading it must not.
fn nested<T>(times: usize, inner: T, wrap: impl Fn(T) -> T) -> ManuallyDrop<T> {
    ManuallyDrop::new((0..times).fold(inner, |inner, _| wrap(inner)))
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let wraps: [fn(Json) -> Json; 5] = [
        |logic| Json::Array(vec![logic]),
        |logic| Json::Object([("and".to_owned(), Json::Array(vec![logic]))].into_iter().collect()),
        |logic| Json::Object([("!".to_owned(), logic)].into_iter().collect()),
        |logic| Json::Object([("some".to_owned(), Json::Array(vec![json!({ "var": "stays" }), logic]))].into_iter().collect()),
        |logic| Json::Object([("==".to_owned(), Json::Array(vec![json!({ "var": "x" }), logic]))].into_iter().collect()),
    ];
    for wrap in wraps {
        assert_eq!(told(parse(&nested(10_000, json!(true), wrap))), [(vec![], "rule-problem-unreadable")]);
    }
    let groups = nested(10_000, Group::default(), |group| Group::all(vec![Node::Group(group)]));
    assert_eq!(told(print(&groups)).first().map(|(_, text)| *text), Some("rule-problem-unreadable"));
    let value = nested(10_000, json!(1), |value| Json::Array(vec![value]));
    let line = ManuallyDrop::new(Group::all(vec![Node::Line(Line { value: ManuallyDrop::into_inner(value), ..Line::new("x", "in", 1) })]));
    assert_eq!(told(print(&line)), [(vec![0], "rule-problem-value")]);
}

#[test]
fn what_is_written_can_be_read_as_text_however_deep() {
    let depths = (1..70).map(|depth| {
        nested(depth, rule(json!([line("x", "=", json!(1))])), |group| Group { not: true, ..Group::all(vec![Node::Group(group)]) })
    });
    let eaches = (1..70).map(|depth| {
        nested(depth, rule(json!([line("x", "=", json!(1))])), |group| {
            Group::all(vec![Node::Each(Each::new("stays", Mode::Some, None, group))])
        })
    });
    let (mut written, mut refused) = (0, 0);
    for rule in depths.chain(eaches) {
        match print(&rule) {
            Ok(logic) => {
                let read = logic.to_string().parse::<Json>().expect("no deeper than a text may be");
                assert_eq!(parse(&read).as_ref(), Ok(&*rule));
                written += 1;
            }
            Err(problems) => refused += problems.len(),
        }
    }
    assert!(written > 50 && refused > 50, "{written} {refused}");
    // A quantifier takes fewer levels as JsonLogic than as a rule.
    let logic = nested(60, json!({ "==": [{ "var": "x" }, 1] }), |logic| json!({ "some": [{ "var": "stays" }, logic] }));
    assert_eq!(told(parse(&logic)), [(vec![], "rule-problem-unreadable")]);
}

#[test]
fn ten_megabytes_are_a_value_like_any_other() {
    let long = "é".repeat(5_000_000);
    for operator in ["=", "contains", "in"] {
        let value = if operator == "in" { json!([long]) } else { json!(long) };
        let rule = rule(json!([line("x", operator, value)]));
        assert_eq!(parse(&print(&rule).expect("a value")), Ok(rule));
    }
    let many = Json::Array(vec![json!({ "if": 1 }); 100_000]);
    assert_eq!(told(parse(&json!({ "and": many }))).len(), 100_000);
}

fn plain_value(operator: &str, value: &Json) -> Json {
    match operator {
        "null" | "notNull" => Json::Null,
        "in" | "notIn" | "between" | "notBetween" => list(value).into(),
        _ => value.clone(),
    }
}

/// The rule without what JsonLogic has no second way to say.
fn plainest(group: &Group) -> Group {
    let rules = group.rules.iter().filter_map(|node| {
        Some(match node {
            Node::Group(group) => Node::Group(plainest(group)).inner().filter(|group| !group.rules.is_empty()).cloned().map(Node::Group)?,
            Node::Line(Line { field, operator, value, .. }) => Node::Line(Line::new(field, operator, plain_value(operator, value))),
            Node::Aggregate(Aggregate { field, function, of, group, operator, value, .. }) => {
                let come_to = Aggregate::new(field, *function, of, operator, plain_value(operator, value));
                Node::Aggregate(Aggregate { group: plainest(group), ..come_to })
            }
            Node::Each(Each { field, matching, group, .. }) => {
                let threshold = matching.threshold.filter(|_| matching.mode.counts());
                Node::Each(Each::new(field, matching.mode, threshold, plainest(group)))
            }
            Node::Unread(json) => Node::Unread(json.clone()),
        })
    });
    let rules: Vec<Node> = rules.collect();
    let (combinator, not) = if rules.is_empty() { Default::default() } else { (group.combinator, group.not) };
    Group { combinator, not, rules, ..Group::default() }
}

/// As an editor writes it: ids, what goes without saying, lists as text.
fn decorated(rule: &Json) -> Json {
    match rule {
        Json::Object(map) => {
            let mut map: serde_json::Map<_, _> = map.iter().map(|(name, value)| (name.clone(), decorated(value))).collect();
            if map.contains_key("rules") || map.contains_key("field") {
                map.insert("id".to_owned(), json!("3f"));
                map.insert("path".to_owned(), json!([0, 1]));
                map.insert("disabled".to_owned(), json!(true));
            }
            if let (Some(Json::Array(values)), false) = (map.get("value"), map.contains_key("match")) {
                let texts: Option<Vec<_>> = values.iter().map(|value| value.as_str().filter(|text| !text.contains(','))).collect();
                if let Some(texts) = texts {
                    map.insert("value".to_owned(), texts.join(", ").into());
                }
                map.insert("valueSource".to_owned(), json!("value"));
            }
            Json::Object(map)
        }
        Json::Array(values) => values.iter().map(decorated).collect(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_comes_back_and_means_the_same(rule in rules(&made_up), guest in someone(), decorate in any::<bool>()) {
        let text = if decorate { decorated(&rule) } else { rule }.to_string();
        let rule = innkeeper_segment::parse(&text).expect("a group");
        let logic = print(&rule).expect("words for everything");
        let read = parse(&logic.to_string().parse().expect("JSON")).expect("words for everything");
        prop_assert_eq!(&read, &plainest(&rule), "{}", logic);
        prop_assert_eq!(print(&read), Ok(logic));
        let [before, after] = [&rule, &read].map(|rule| check(rule, today(), &saved()));
        prop_assert_eq!((before.0.holds(&guest), before.1), (after.0.holds(&guest), after.1));
    }

    #[test]
    fn whatever_is_read_is_read_or_refused(logic in anything(), rule in vec(anything(), 0..3)) {
        if let Ok(rule) = parse(&logic) {
            prop_assert_eq!(print(&rule).and_then(|logic| parse(&logic)), Ok(rule));
        }
        let rule = crate::guests::rule(rule.into());
        if let Ok(logic) = print(&rule) {
            prop_assert!(parse(&logic).is_ok(), "{}", logic);
        }
    }
}

/// JSON that may be JsonLogic, or a rule.
fn anything() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(false),
            json!(2),
            json!(0),
            json!(""),
            json!("x"),
            json!({ "var": "x" }),
            json!({ "relative": ["P1D"] })
        ]),
        Just(json!({ "+": [1, { "var": "accumulator" }] })),
    ];
    let words = [
        "and",
        "or",
        "!",
        "!!",
        "==",
        "!=",
        "<",
        "<=",
        ">=",
        "in",
        "startsWith",
        "within",
        "segment",
        "relative",
        "some",
        "none",
        "reduce",
        "filter",
        "var",
    ];
    leaf.prop_recursive(5, 40, 3, move |inner| {
        let operation =
            (prop::sample::select(words.to_vec()), vec(inner.clone(), 0..4)).prop_map(|(word, arguments)| json!({ word: arguments }));
        let not = inner.clone().prop_map(|part| json!({ "!": part }));
        let line = (prop::sample::select(vec!["=", "!=", "in", "contains", "between", "null"]), inner.clone())
            .prop_map(|(operator, value)| line("x", operator, value));
        let group =
            (any::<bool>(), vec(inner.clone(), 0..3)).prop_map(|(not, rules)| json!({ "combinator": "or", "not": not, "rules": rules }));
        prop_oneof![4 => operation, 1 => not, 1 => line, 1 => group, 1 => vec(inner, 0..3).prop_map(Json::from)]
    })
}
