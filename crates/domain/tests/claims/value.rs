//! Values in their two written forms.

use innkeeper_domain::{Date, Decimal, Uuid, Value};
use proptest::prelude::*;

fn one_of_each() -> Vec<Value> {
    vec![
        Value::Empty,
        Value::Text("Ćirić 李".to_owned()),
        Value::Int(-12),
        Value::Bool(true),
        Value::Date("2026-11-21".parse().expect("a date")),
        Value::Decimal("12.50".parse().expect("a decimal")),
        Value::Ref(Uuid::from_u128(0x0192_f0a1_0000_7000_8000_0000_0000_0001)),
        Value::Hidden,
    ]
}

#[test]
fn json_is_written_for_people() {
    let json = serde_json::to_string(&one_of_each()).expect("values become JSON");
    insta::assert_snapshot!(json, @r#"[null,"Ćirić 李",-12,true,{"date":"2026-11-21"},{"dec":"12.50"},{"ref":"0192f0a1-0000-7000-8000-000000000001"},{"hidden":true}]"#);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&json).expect("and back"), one_of_each());
}

#[test]
fn binary_is_compact() {
    let hex: Vec<String> = one_of_each()
        .iter()
        .map(|value| postcard::to_allocvec(value).expect("values become bytes"))
        .map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    insta::assert_snapshot!(hex.join("\n"), @r"
    00
    010bc486697269c48720e69d8e
    0217
    0301
    04d4c402
    050531322e3530
    06100192f0a1000070008000000000000001
    07
    ");
    for value in one_of_each() {
        let bytes = postcard::to_allocvec(&value).expect("values become bytes");
        assert_eq!(postcard::from_bytes::<Value>(&bytes).expect("and back"), value);
    }
}

#[test]
fn a_floating_point_number_is_refused() {
    for json in ["1.5", "1e3", "9223372036854775808"] {
        assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
    }
}

#[test]
fn an_object_of_another_kind_is_refused() {
    for json in [
        "{}",
        "[]",
        r#"{"hidden":false}"#,
        r#"{"date":"2026-02-30"}"#,
        r#"{"date":"2026-01-01","dec":"1"}"#,
        r#"{"dec":1}"#,
        r#"{"money":1}"#,
    ] {
        assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
    }
}

#[test]
fn a_decimal_keeps_its_places_and_loses_needless_zeros() {
    for (given, canonical) in [("12.50", "12.50"), ("+007", "7"), (".5", "0.5"), ("-0.00", "0.00"), ("-01.10", "-1.10")] {
        assert_eq!(given.parse::<Decimal>().expect("a decimal").as_str(), canonical);
    }
    for given in ["", ".", "1.", "1e3", "1,5", "--1", "- 1", "٣"] {
        assert!(given.parse::<Decimal>().is_err(), "{given}");
    }
    assert!("1".repeat(65).parse::<Decimal>().is_err());
}

#[test]
fn decimals_are_ordered_by_size() {
    let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
    let ascending = ["-10", "-9.5", "-9.05", "0", "0.05", "0.5", "9", "9.0", "10", "100.01"].map(decimal);
    assert!(ascending.is_sorted_by(|left, right| left < right));
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        Just(Value::Hidden),
        any::<String>().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Int),
        any::<bool>().prop_map(Value::Bool),
        (-719_000..2_900_000).prop_filter_map("a day of the calendar", |days| { Date::from_days_since_epoch(days).map(Value::Date) }),
        "-?[0-9]{1,20}([.][0-9]{1,8})?".prop_map(|text| Value::Decimal(text.parse().expect("a decimal"))),
        any::<u128>().prop_map(|id| Value::Ref(Uuid::from_u128(id))),
    ]
}

proptest! {
    #[test]
    fn both_forms_give_back_what_was_written(value in any_value()) {
        let json = serde_json::to_string(&value).expect("values become JSON");
        prop_assert_eq!(&serde_json::from_str::<Value>(&json).expect("and back"), &value);
        let bytes = postcard::to_allocvec(&value).expect("values become bytes");
        prop_assert_eq!(&postcard::from_bytes::<Value>(&bytes).expect("and back"), &value);
    }

    #[test]
    fn any_json_is_a_value_or_an_error(json in ".{0,40}") {
        let _ = serde_json::from_str::<Value>(&json).map(|value| serde_json::to_string(&value).expect("values become JSON"));
    }
}
