//! Forms made from the field table: what stands in an input, what was typed means, and what saving changes.

use innkeeper_domain::contact::{email, phone};
use innkeeper_domain::{Field, FieldKind, Problem, Value};
use innkeeper_engine::protocol::{FieldView, SetChange};
use innkeeper_sync::id::Dot;

/// Keys of the problems this crate finds, beside those of the field table's own rules.
pub const PROBLEMS: [&str; 2] = [NOT_A_NUMBER, NOT_A_DAY];
const NOT_A_NUMBER: &str = "problem-not-a-number";
const NOT_A_DAY: &str = "problem-not-a-day";

/// Languages offered; a record's own is added if it is another.
pub const LANGUAGES: [&str; 24] = [
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk",
    "zh-CN", "zh-TW",
];

/// A change as the engine takes it: field, value, and what the form had seen.
pub type Change = (String, Value, Vec<Dot>);

/// What stands in the input of a value.
pub fn written(value: &Value) -> String {
    match value {
        Value::Empty | Value::Hidden => String::new(),
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => if *flag { "true" } else { "" }.to_owned(),
        Value::Date(day) => day.to_string(),
        Value::Decimal(decimal) => decimal.as_str().to_owned(),
        Value::Ref(id) => id.to_string(),
    }
}

/// What was typed into the input of a field, and what a person should look at. An address or number that looks wrong is
/// kept all the same; only what cannot be stored as its kind at all gives no value. `country` helps to read a national
/// telephone number.
pub fn read(field: &Field, typed: &str, country: Option<&str>) -> (Option<Value>, Vec<Problem>) {
    let typed = typed.trim();
    if typed.is_empty() {
        return (Some(Value::Empty), Vec::new());
    }
    let text = || Some(Value::Text(typed.to_owned()));
    let about = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.on(field.name)).collect();
    match field.kind {
        FieldKind::Email => {
            let (email, problems) = email::normalise(typed);
            (Some(Value::Text(email.value)), about(problems))
        }
        FieldKind::Phone => {
            let (phone, problems) = phone::normalise(typed, country);
            (Some(Value::Text(phone.value)), about(problems))
        }
        FieldKind::Date => match typed.parse() {
            Ok(day) => (Some(Value::Date(day)), Vec::new()),
            Err(_) => (None, about(vec![Problem::new(NOT_A_DAY).with("given", typed)])),
        },
        FieldKind::Int | FieldKind::Instant | FieldKind::Money => match typed.parse() {
            Ok(number) => (Some(Value::Int(number)), Vec::new()),
            Err(_) => (None, about(vec![Problem::new(NOT_A_NUMBER).with("given", typed)])),
        },
        FieldKind::Decimal => match typed.parse() {
            Ok(decimal) => (Some(Value::Decimal(decimal)), Vec::new()),
            Err(_) => (None, about(vec![Problem::new(NOT_A_NUMBER).with("given", typed)])),
        },
        FieldKind::Bool => (Some(Value::Bool(typed == "true")), Vec::new()),
        FieldKind::Ref(_) => (typed.parse().ok().map(Value::Ref), Vec::new()),
        FieldKind::Text | FieldKind::LongText | FieldKind::Country | FieldKind::Language | FieldKind::Code(_) => (text(), Vec::new()),
    }
}

/// The value a field shows now.
pub fn shown(field: &FieldView) -> &Value {
    field.choices.first().map_or(&Value::Empty, |choice| &choice.value)
}

/// The change that saving `value` makes to a field as the form was opened with it; none if it says the same.
pub fn change(opened: &FieldView, value: Value) -> Option<Change> {
    (*shown(opened) != value).then(|| (opened.name.clone(), value, opened.seen.clone()))
}

/// What stands in the input of a set: a member a line.
pub fn written_set(members: &[Value]) -> String {
    members.iter().map(written).filter(|member| !member.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The members to add and to take away so that a set says what was typed, a member a line; and what to look at.
pub fn set_changes(field: &Field, before: &[Value], typed: &str, country: Option<&str>) -> (Vec<SetChange>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut after: Vec<Value> = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        let (value, found) = read(field, line, country);
        problems.extend(found);
        after.extend(value.filter(|value| !after.contains(value)));
    }
    let change = |elem: &Value, add| SetChange { set: field.name.to_owned(), elem: elem.clone(), add };
    let gone = before.iter().filter(|member| !after.contains(member)).map(|member| change(member, false));
    let new = after.iter().filter(|member| !before.contains(member)).map(|member| change(member, true));
    (gone.chain(new).collect(), problems)
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::guest;
    use innkeeper_engine::protocol::ChoiceView;
    use innkeeper_sync::id::DeviceId;

    use super::*;

    fn opened(name: &str, values: &[Value]) -> FieldView {
        let choice = |value: &Value| ChoiceView { value: value.clone(), by: String::new(), at: 0, device: None, mine: true };
        FieldView { name: name.to_owned(), choices: values.iter().map(choice).collect(), seen: vec![Dot(DeviceId(7), 3)], editable: true }
    }

    #[test]
    fn what_is_written_reads_as_the_same_value() {
        let values = [
            (guest::SURNAME.field(), Value::Text("Núñez".to_owned())),
            (guest::BIRTH_DATE.field(), Value::Date("1984-11-28".parse().expect("a day"))),
            (guest::RESTRICTED.field(), Value::Bool(true)),
            (guest::EMAIL.field(), Value::Text("anna@example.com".to_owned())),
        ];
        for (field, value) in values {
            assert_eq!(read(field, &written(&value), None), (Some(value), Vec::new()));
        }
    }

    #[test]
    fn an_incomplete_address_is_kept_and_pointed_out() {
        let (value, problems) = read(guest::EMAIL.field(), "karim@haddad", None);
        assert_eq!(value, Some(Value::Text("karim@haddad".to_owned())));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].field.as_deref(), Some("email"));
    }

    #[test]
    fn an_emptied_field_is_cleared() {
        assert_eq!(read(guest::CITY.field(), "  ", None), (Some(Value::Empty), Vec::new()));
    }

    #[test]
    fn a_field_left_as_it_was_is_not_written() {
        let field = opened("city", &[Value::Text("Porto".to_owned())]);
        assert_eq!(change(&field, Value::Text("Porto".to_owned())), None);
        assert_eq!(change(&opened("city", &[]), Value::Empty), None);
    }

    #[test]
    fn a_change_names_what_the_form_had_seen() {
        let field = opened("city", &[Value::Text("Porto".to_owned())]);
        let (name, value, seen) = change(&field, Value::Empty).expect("it was cleared");
        assert_eq!((name.as_str(), value, seen), ("city", Value::Empty, field.seen));
    }

    #[test]
    fn a_set_changes_only_by_what_came_and_went() {
        let before = [Value::Text("High floor".to_owned()), Value::Text("Quiet".to_owned())];
        let (changes, problems) = set_changes(guest::PREFERENCES.field(), &before, "Quiet\n\n Late check-out \nQuiet", None);
        let told: Vec<_> = changes.iter().map(|change| (written(&change.elem), change.add)).collect();
        assert_eq!(told, [("High floor".to_owned(), false), ("Late check-out".to_owned(), true)]);
        assert!(problems.is_empty());
    }

    #[test]
    fn every_problem_has_a_sentence() {
        for key in PROBLEMS {
            assert!(innkeeper_texts::Key::from_id(key).is_some(), "{key}");
        }
    }
}
