//! What rules hold for.

use std::collections::BTreeMap;

use innkeeper_segment::{Held, Json, Operator, check};
use serde_json::json;

use crate::guests::{Saved, Someone, Values, days, holds, line, naming, plan, rule, stays, text, today};

/// Holds for the first value, not for the second.
fn tells_apart(field: &'static str, operator: &str, value: Json, yes: Held<'static>, no: Held<'static>) {
    let rule = line(field, operator, value);
    assert_eq!(holds(&rule, &Someone::with(field, yes)), Some(true), "{field} {operator}");
    assert_eq!(holds(&rule, &Someone::with(field, no)), Some(false), "{field} {operator}");
}

fn number(number: i64) -> Held<'static> {
    Held::Number(number)
}

fn day(text: &str) -> Held<'static> {
    Held::Day(days(text))
}

#[test]
fn text_is_compared_folded() {
    tells_apart("city", "=", json!("MÁLAGA "), text("malaga"), text("palma"));
    tells_apart("city", "!=", json!("Málaga"), text("palma"), text("malaga"));
    tells_apart("city", "contains", json!("ÁL"), text("malaga"), text("lyon"));
    tells_apart("city", "doesNotContain", json!("ál"), text("lyon"), text("malaga"));
    tells_apart("city", "beginsWith", json!("Má"), text("malaga"), text("palma"));
    tells_apart("city", "doesNotBeginWith", json!("Má"), text("palma"), text("malaga"));
    tells_apart("city", "endsWith", json!("GA"), text("malaga"), text("palma"));
    tells_apart("city", "doesNotEndWith", json!("GA"), text("palma"), text("malaga"));
    tells_apart("postal_code", "=", json!(28001), text("28001"), text("08001"));
}

#[test]
fn lists_are_arrays_or_texts_with_commas() {
    for list in [json!(["ES", "PT"]), json!("ES, PT")] {
        tells_apart("country", "in", list.clone(), text("pt"), text("fr"));
        tells_apart("country", "notIn", list, text("fr"), text("pt"));
    }
    tells_apart("nights", "in", json!("3,5"), number(5), number(4));
}

#[test]
fn numbers_and_amounts_are_ordered() {
    for field in ["nights", "spend"] {
        tells_apart(field, "=", json!(3), number(3), number(4));
        tells_apart(field, "!=", json!("3"), number(4), number(3));
        tells_apart(field, "<", json!(3), number(2), number(3));
        tells_apart(field, "<=", json!(3), number(3), number(4));
        tells_apart(field, ">", json!(3), number(4), number(3));
        tells_apart(field, ">=", json!(3), number(3), number(2));
        tells_apart(field, "between", json!([3, 5]), number(5), number(6));
        tells_apart(field, "notBetween", json!("3,5"), number(2), number(3));
    }
}

#[test]
fn days_are_ordered() {
    tells_apart("last_stay", "=", json!("2026-01-31"), day("2026-01-31"), day("2026-01-30"));
    tells_apart("last_stay", "!=", json!("2026-01-31"), day("2026-01-30"), day("2026-01-31"));
    tells_apart("last_stay", "<", json!("2026-01-31"), day("2026-01-30"), day("2026-01-31"));
    tells_apart("last_stay", "<=", json!("2026-01-31"), day("2026-01-31"), day("2026-02-01"));
    tells_apart("last_stay", ">", json!("2026-01-31"), day("2026-02-01"), day("2026-01-31"));
    tells_apart("last_stay", ">=", json!("2026-01-31"), day("2026-01-31"), day("2026-01-30"));
    tells_apart("birth_date", "between", json!(["1970-01-01", "1979-12-31"]), day("1979-12-31"), day("1980-01-01"));
    tells_apart("birth_date", "notBetween", json!(["1970-01-01", "1979-12-31"]), day("1969-12-31"), day("1970-01-01"));
}

#[test]
fn a_relative_day_is_that_day_and_its_period_reaches_to_today() {
    let ago = |text: &str, today: bool| json!({ "relative": text, "includeToday": today });
    tells_apart("last_stay", "<", ago("-P12M", true), day("2025-11-20"), day("2025-11-21"));
    tells_apart("last_stay", ">=", ago("-P12M", false), day("2025-11-21"), day("2025-11-20"));
    tells_apart("last_stay", "=", ago("-P7D", false), day("2026-11-14"), day("2026-11-21"));
    tells_apart("last_stay", "=", ago("-P7D", true), day("2026-11-21"), day("2026-11-13"));
    tells_apart("last_stay", "!=", ago("-P7D", true), day("2026-11-13"), day("2026-11-14"));
    tells_apart("next_stay", "=", ago("P1W", false), day("2026-11-28"), day("2026-11-21"));
    tells_apart("next_stay", "=", ago("P0D", false), day("2026-11-21"), day("2026-11-22"));
    tells_apart("last_stay", "between", json!([ago("-P2Y", false), ago("-P1Y", false)]), day("2024-11-21"), day("2024-11-20"));
}

#[test]
fn a_month_back_from_a_day_it_does_not_have_is_its_last() {
    let rule = line("last_stay", "=", json!({ "relative": "-P1M", "includeToday": true }));
    let (plan, _) = check(&rule, "2026-03-31".parse().expect("a day"), &());
    assert_eq!(plan.holds(&Someone::with("last_stay", day("2026-02-28"))), Some(true));
    assert_eq!(plan.holds(&Someone::with("last_stay", day("2026-02-27"))), Some(false));
}

#[test]
fn codes_flags_and_languages_are_compared_as_what_they_are() {
    tells_apart("stage", "=", json!("first-time"), text("first-time"), text("lost"));
    tells_apart("stage", "notIn", json!(["lost", "dormant"]), text("loyal"), text("lost"));
    tells_apart("restricted", "=", json!(true), Held::Flag(true), Held::Flag(false));
    tells_apart("restricted", "!=", json!("true"), Held::Flag(false), Held::Flag(true));
    tells_apart("language", "=", json!("es"), text("es-mx"), text("est"));
    tells_apart("language", "in", json!(["zh", "es-MX"]), text("zh-cn"), text("es"));
}

#[test]
fn a_set_is_asked_for_its_members() {
    let tags = |tags: &'static str| Held::Words(tags.into());
    tells_apart("tags", "in", json!(["Golf", "Spa"]), tags("sea view\ngolf\n"), tags("golf club\n"));
    tells_apart("tags", "notIn", json!(["Golf"]), tags(""), tags("golf\n"));
    tells_apart("tags", "contains", json!("view"), tags("sea view\n"), tags("sea\n"));
    tells_apart("tags", "doesNotContain", json!("view"), tags(""), tags("sea view\n"));
    tells_apart("tags", "notNull", json!(null), tags("golf\n"), tags(""));
    tells_apart("tags", "null", json!(null), tags(""), tags("golf\n"));
}

#[test]
fn what_is_missing_is_neither_true_nor_false() {
    for operator in Operator::ALL.iter().filter(|operator| !matches!(operator, Operator::Null | Operator::NotNull)) {
        let value = if matches!(operator, Operator::Between | Operator::NotBetween) { json!([1, 2]) } else { json!("1") };
        let field = ["nights", "city"]
            .into_iter()
            .find(|name| operator.takes(innkeeper_segment::field(innkeeper_segment::About::Guest, name).expect("a field").kind));
        let rule = line(field.expect("each operator goes with one of them"), operator.name(), value);
        assert_eq!(holds(&rule, &Someone::default()), None, "{operator:?}");
    }
    assert_eq!(holds(&line("city", "null", json!("")), &Someone::default()), Some(true));
    assert_eq!(holds(&line("city", "notNull", json!(null)), &Someone::default()), Some(false));
}

#[test]
fn unknown_parts_matter_only_where_they_decide() {
    let guest = Someone::with("nights", number(5));
    let yes = json!({ "field": "nights", "operator": "=", "value": 5 });
    let no = json!({ "field": "nights", "operator": "=", "value": 6 });
    let unknown = json!({ "field": "city", "operator": "=", "value": "Palma" });
    let group = |combinator: &str, not: bool, parts: [&Json; 2]| rule(json!([{ "combinator": combinator, "not": not, "rules": parts }]));
    let truths = [
        ("and", false, [&yes, &unknown], None),
        ("and", false, [&no, &unknown], Some(false)),
        ("or", false, [&yes, &unknown], Some(true)),
        ("or", false, [&no, &unknown], None),
        ("and", true, [&no, &unknown], Some(true)),
        ("or", true, [&no, &unknown], None),
        ("or", true, [&yes, &no], Some(false)),
    ];
    for (combinator, not, parts, truth) in truths {
        assert_eq!(holds(&group(combinator, not, parts), &guest), truth, "{combinator} {not} {parts:?}");
    }
}

#[test]
fn a_rule_that_asks_nothing_holds_for_everybody() {
    assert_eq!(holds(&rule(json!([])), &Someone::default()), Some(true));
    assert_eq!(holds(&rule(json!([{ "combinator": "or", "not": true, "rules": [] }])), &Someone::default()), Some(true));
}

fn stay(nights: i64, room: &'static str) -> Values {
    Values::from([("nights", number(nights)), ("room_type_booked", text(room))])
}

#[test]
fn lines_of_a_group_hold_for_one_and_the_same_stay() {
    let guest = Someone::staying([stay(5, "garden"), stay(1, "suite")]);
    let long = json!({ "field": "nights", "operator": ">", "value": 3 });
    let suite = json!({ "field": "room_type_booked", "operator": "=", "value": "Suite" });
    assert_eq!(holds(&stays("some", 0, json!([long, suite])), &guest), Some(false));
    let each = |line: &Json| json!({ "field": "stays", "operator": "=", "match": { "mode": "some" }, "value": { "combinator": "and", "rules": [line] } });
    assert_eq!(holds(&rule(json!([each(&long), each(&suite)])), &guest), Some(true));
}

#[test]
fn a_group_holds_for_as_many_stays_as_its_word_says() {
    let long = json!([{ "field": "nights", "operator": ">", "value": 3 }]);
    let of = |long: usize, short: usize| {
        let stays = std::iter::repeat_n(stay(5, "suite"), long).chain(std::iter::repeat_n(stay(1, "suite"), short));
        Someone::staying(stays)
    };
    let truths = [
        ("some", 0, (1, 3), true),
        ("some", 0, (0, 3), false),
        ("none", 0, (0, 3), true),
        ("none", 0, (1, 0), false),
        ("all", 0, (2, 0), true),
        ("all", 0, (2, 1), false),
        ("all", 0, (0, 0), false),
        ("atLeast", 2, (2, 1), true),
        ("atLeast", 2, (1, 1), false),
        ("atMost", 1, (1, 4), true),
        ("atMost", 1, (2, 0), false),
        ("exactly", 2, (2, 2), true),
        ("exactly", 2, (3, 0), false),
    ];
    for (mode, threshold, (yes, no), truth) in truths {
        assert_eq!(holds(&stays(mode, threshold, long.clone()), &of(yes, no)), Some(truth), "{mode} {threshold} of {yes} and {no}");
    }
}

#[test]
fn an_unknown_stay_may_turn_out_either_way() {
    let long = json!([{ "field": "nights", "operator": ">", "value": 3 }]);
    let guest = Someone::staying([stay(5, "suite"), Values::new()]);
    let truths = [("some", 0, Some(true)), ("none", 0, Some(false)), ("all", 0, None), ("atLeast", 2, None), ("atLeast", 3, Some(false))];
    let more = [("atMost", 1, None), ("atMost", 2, Some(true)), ("exactly", 1, None), ("exactly", 0, Some(false))];
    for (mode, threshold, truth) in truths.into_iter().chain(more) {
        assert_eq!(holds(&stays(mode, threshold, long.clone()), &guest), truth, "{mode} {threshold}");
    }
}

#[test]
fn a_cancelled_stay_counts_only_where_the_status_is_asked_for() {
    let cancelled = Values::from([("nights", number(9)), ("status", text("cancelled"))]);
    let guest = Someone { cancelled: vec![0], ..Someone::staying([cancelled]) };
    let long = json!({ "field": "nights", "operator": ">", "value": 3 });
    let status = json!({ "combinator": "or", "rules": [{ "field": "status", "operator": "in", "value": ["cancelled", "no-show"] }] });
    assert_eq!(holds(&stays("some", 0, json!([long])), &guest), Some(false));
    assert_eq!(holds(&stays("some", 0, json!([long, status])), &guest), Some(true));
}

#[test]
fn a_guest_is_in_a_segment_or_is_not() {
    let saved = Saved(BTreeMap::from([(1, line("country", "=", json!("FR"))), (2, naming("notIn", 1))]));
    let truth = |operator: &str, number: u128, country: Option<&'static str>| {
        let (plan, problems) = check(&naming(operator, number), today(), &saved);
        assert_eq!(problems, []);
        plan.holds(&country.map_or_else(Someone::default, |country| Someone::with("country", text(country))))
    };
    assert_eq!(truth("in", 1, Some("fr")), Some(true));
    assert_eq!(truth("notIn", 1, Some("fr")), Some(false));
    assert_eq!(truth("in", 2, Some("es")), Some(true));
    assert_eq!((truth("in", 1, None), truth("notIn", 1, None)), (Some(false), Some(true)));
}

#[test]
fn a_value_is_found_in_a_long_list_as_in_a_short_one() {
    let numbers: Vec<String> = (0..2_000).map(|n| format!("G-{:05}", n * 7919 % 10_007)).collect();
    let listed = plan(&line("number", "in", json!(numbers)));
    let others = plan(&line("number", "notIn", json!(numbers)));
    for n in 0..3_000 {
        let number = format!("G-{n:05}");
        let guest = Someone::with("number", Held::Text(innkeeper_domain::text::fold_for_search(&number).into()));
        assert_eq!(listed.holds(&guest), Some(numbers.contains(&number)), "{number}");
        assert_eq!(others.holds(&guest), Some(!numbers.contains(&number)), "{number}");
    }
}

#[test]
fn each_part_is_told_by_itself() {
    let each = stays("atLeast", 2, json!([{ "field": "nights", "operator": ">", "value": 3 }])).rules.remove(0);
    let mut rule = rule(json!([{ "field": "city", "operator": "=", "value": "Palma" }, { "field": "city", "operator": "=" }]));
    rule.rules.push(each);
    let (plan, problems) = check(&rule, today(), &());
    assert_eq!(problems.len(), 1);
    let mut truths = Vec::new();
    plan.truths(&Someone::staying([stay(5, "suite"), stay(1, "suite")]), &mut truths);
    let told: Vec<_> = plan.paths().iter().map(Vec::as_slice).zip(truths).collect();
    assert_eq!(told, [(&[][..], Some(false)), (&[0], None), (&[2], Some(false)), (&[2, 0], Some(true))]);
}

#[test]
fn a_part_is_explained_with_what_the_guest_has_there() {
    let average = json!({ "field": "stays", "aggregate": "avg", "of": "nights", "operator": ">", "value": 2 });
    let rule = rule(json!([{ "field": "city", "operator": "=", "value": "Palma" }, average]));
    let mut guest = Someone::staying([stay(5, "suite"), stay(2, "suite")]);
    guest.own.insert("city", Held::Text("Lyon".into()));
    let held: Vec<_> = (0..3).map(|number| plan(&rule).held(number, &guest)).collect();
    assert_eq!(held, [Held::Missing, Held::Text("Lyon".into()), Held::Number(3)]);
}

#[test]
fn amounts_of_two_currencies_come_to_nothing_that_is_known() {
    let priced = |total: i64, currency: &'static str| Values::from([("total", Held::Number(total)), ("currency", text(currency))]);
    let total = rule(json!([{ "field": "stays", "aggregate": "sum", "of": "total", "operator": ">", "value": 5 }]));
    assert_eq!(holds(&total, &Someone::staying([priced(4, "eur"), priced(4, "eur")])), Some(true));
    assert_eq!(holds(&total, &Someone::staying([priced(4, "eur"), priced(4, "chf")])), None);
    assert_eq!(holds(&total, &Someone::staying([])), Some(false));
    assert_eq!(holds(&total, &Someone::staying([Values::new()])), None);
}

#[test]
fn a_plan_is_the_same_whether_parts_are_told_or_not() {
    let rule = rule(json!([{ "field": "city", "operator": "=", "value": "Palma" }]));
    let guest = Someone::with("city", text("palma"));
    let mut truths = Vec::new();
    plan(&rule).truths(&guest, &mut truths);
    assert_eq!(truths[0], plan(&rule).holds(&guest));
}
