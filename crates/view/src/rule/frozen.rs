//! Segments that do not change any more: a rule that lists the hotel's numbers of the guests who were in on a day.

use innkeeper_domain::Date;
use innkeeper_segment::{Combinator, Group, Json, Line, Node, list, print};
use innkeeper_sync::id::RootId;
use innkeeper_sync::rules::NOTE_MAX;

/// What a rule that lists guests says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The segment whose guests they were.
    pub of: Option<RootId>,
    /// The day on which they were in.
    pub day: Option<Date>,
    /// Guests listed.
    pub count: usize,
}

const FIELD: &str = "number";
const OPERATOR: &str = "in";

/// The rule that lists guests by number; none when it is longer than a rule may be. Which segment it was and when stands in the rule's `id`, which every
/// program keeps and none reads.
pub fn rule(of: Option<RootId>, day: Date, numbers: &[String]) -> Option<String> {
    // A text with commas is shorter than a list; a number with a comma cannot be in it.
    let value = if numbers.iter().any(|number| number.contains(',')) {
        Json::Array(numbers.iter().map(|number| number.as_str().into()).collect())
    } else {
        numbers.join(",").into()
    };
    let mut group = Group::all(vec![Node::Line(Line::new(FIELD, OPERATOR, value))]);
    let of = of.map_or_else(String::new, |of| of.to_string());
    group.rest.insert("id".to_owned(), format!("{of}@{day}").into());
    Some(print(&group)).filter(|rule| rule.chars().count() <= NOTE_MAX)
}

/// About how many guests with such numbers can be listed.
pub fn room(numbers: &[String]) -> usize {
    let letters: usize = numbers.iter().map(|number| number.chars().count() + 1).sum();
    // A round figure, with room for what stands around the numbers.
    (NOTE_MAX - 200) * numbers.len() / letters.max(1) / 50 * 50
}

/// What a rule says of itself when it lists guests and asks nothing else.
pub fn of(group: &Group) -> Option<Frozen> {
    let [Node::Line(line)] = group.rules.as_slice() else { return None };
    if group.combinator != Combinator::And || group.not || (line.field.as_str(), line.operator.as_str()) != (FIELD, OPERATOR) {
        return None;
    }
    let id = group.rest.get("id").and_then(Json::as_str).and_then(|id| id.split_once('@'));
    let (of, day) = id.map_or((None, None), |(of, day)| (of.parse().ok(), day.parse().ok()));
    Some(Frozen { of, day, count: list(&line.value).len() })
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{check, parse};

    use super::*;

    fn day() -> Date {
        "2026-11-23".parse().expect("a day")
    }

    fn numbers(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("G-{n:05}")).collect()
    }

    fn segment() -> RootId {
        "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().expect("an id")
    }

    #[test]
    fn a_list_of_guests_says_whose_and_of_when_it_is() {
        let rule = parse(&rule(Some(segment()), day(), &numbers(3)).expect("is short")).expect("a rule");
        assert_eq!(of(&rule), Some(Frozen { of: Some(segment()), day: Some(day()), count: 3 }));
    }

    #[test]
    fn a_list_of_guests_is_a_rule_like_any_other() {
        let rule = parse(&rule(Some(segment()), day(), &numbers(3)).expect("is short")).expect("a rule");
        assert_eq!(check(&rule, day(), &()).1, []);
    }

    #[test]
    fn a_number_with_a_comma_stays_one() {
        let odd = ["7,5".to_owned(), "8".to_owned()];
        let rule = parse(&rule(None, day(), &odd).expect("is short")).expect("a rule");
        assert_eq!(of(&rule).map(|frozen| frozen.count), Some(2));
    }

    #[test]
    fn as_many_as_there_is_said_to_be_room_for_do_fit() {
        let room = room(&numbers(2_000));
        assert!(room > 1_000 && rule(Some(segment()), day(), &numbers(room)).is_some());
        assert_eq!(rule(Some(segment()), day(), &numbers(2_000)), None);
    }

    #[test]
    fn a_rule_that_asks_more_is_no_list_of_guests() {
        let mut rule = parse(&rule(None, day(), &numbers(3)).expect("is short")).expect("a rule");
        rule.rules.push(Node::Line(Line::new("city", "notNull", Json::Null)));
        assert_eq!(of(&rule), None);
    }
}
