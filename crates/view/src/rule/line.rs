//! One line of a rule: which comparisons a field offers, what its value looks like in inputs, and what they mean.

use innkeeper_segment::{Arity, Json, Kind, Line, Operator, Question, Relative, Unit, list};

/// From where a day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A day of the calendar; every value of other types.
    Plain,
    /// Back from today.
    Past,
    /// On from today.
    Future,
}

/// How a line compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The operator.
    pub operator: Operator,
    /// From where its day is told.
    pub told: Told,
}

/// What stands in the inputs of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing to say.
    None,
    /// One value as it is written or chosen.
    One(String),
    /// The first and the last.
    Two(String, String),
    /// One or more.
    Many(Vec<String>),
    /// A time from today.
    Time {
        /// So many.
        count: u32,
        /// Of these.
        unit: Unit,
        /// Today is one of them.
        include_today: bool,
    },
}

/// Ways to tell a day from today that menus offer, each in its own words.
const FROM_TODAY: [(Way, &str); 4] = [
    (Way { operator: Operator::Equal, told: Told::Past }, "rule-way-within-last"),
    (Way { operator: Operator::Less, told: Told::Past }, "rule-way-longer-ago"),
    (Way { operator: Operator::Equal, told: Told::Future }, "rule-way-within-next"),
    (Way { operator: Operator::More, told: Told::Future }, "rule-way-further-ahead"),
];

/// Keys of the texts this module names.
pub fn label_keys() -> impl Iterator<Item = &'static str> {
    FROM_TODAY.iter().map(|(_, label)| *label)
}

impl Way {
    /// How a line compares now; none when its operator is not known.
    pub fn of(line: &Line) -> Option<Self> {
        let told = match Relative::read(&line.value) {
            None => Told::Plain,
            Some(relative) if relative.told().is_some_and(|(count, _)| count > 0) => Told::Future,
            Some(_) => Told::Past,
        };
        Some(Self { operator: Operator::of(&line.operator)?, told })
    }

    /// Its name in menus.
    pub fn name(self) -> String {
        let sign = match self.told {
            Told::Plain => "",
            Told::Past => " ago",
            Told::Future => " ahead",
        };
        format!("{}{sign}", self.operator.name())
    }

    /// The way of that name.
    pub fn named(name: &str) -> Option<Self> {
        let (operator, told) = match name.rsplit_once(' ') {
            Some((operator, "ago")) => (operator, Told::Past),
            Some((operator, _)) => (operator, Told::Future),
            None => (name, Told::Plain),
        };
        Some(Self { operator: Operator::of(operator)?, told })
    }

    /// Key of its words, for a field of this type.
    pub fn label(self, kind: Kind) -> &'static str {
        let offered = FROM_TODAY.iter().find(|(way, _)| *way == self).map(|(_, label)| *label);
        offered.unwrap_or_else(|| self.operator.label(kind, self.told != Told::Plain))
    }
}

/// The ways a field offers, in the order of menus, with the one a line has now even if it is offered no more.
pub fn ways(question: &Question, now: Option<Way>) -> Vec<Way> {
    let mut offered = Vec::new();
    if question.kind == Kind::Day {
        offered.extend(FROM_TODAY.iter().map(|(way, _)| *way));
    }
    offered.extend(question.operators().map(|operator| Way { operator, told: Told::Plain }));
    if let Some(now) = now.filter(|now| !offered.contains(now)) {
        offered.push(now);
    }
    offered
}

/// A new line about a field, with the comparison people mean most often and no value yet.
pub fn fresh(question: &Question) -> Line {
    let operator = match question.kind {
        Kind::Text => Operator::Contains,
        Kind::Words | Kind::Code(_) | Kind::Country | Kind::Language | Kind::Person | Kind::Segment => Operator::In,
        Kind::Whole | Kind::Money => Operator::AtLeast,
        Kind::Day | Kind::Flag | Kind::Each(_) => Operator::Equal,
    };
    let value = match question.kind {
        Kind::Day => Relative::new(-12, Unit::Month, true).json(),
        Kind::Flag => Json::Bool(true),
        _ => Json::Null,
    };
    Line::new(question.name, operator.name(), value)
}

/// The line about another field. What it compared with goes, because it meant something else.
pub fn about(line: &Line, question: &Question) -> Line {
    Line { rest: line.rest.clone(), ..fresh(question) }
}

/// The line compared in another way; its value is kept as far as it fits.
pub fn compared(line: &Line, question: &Question, way: Way, digits: u32) -> Line {
    let mut after = Line { operator: way.operator.name().to_owned(), ..line.clone() };
    let before = entry(question, line, digits);
    let first = match &before {
        Entry::One(one) | Entry::Two(one, _) => one.clone(),
        Entry::Many(values) => values.first().cloned().unwrap_or_default(),
        Entry::None | Entry::Time { .. } => String::new(),
    };
    let now = match (way.told, way.operator.arity()) {
        (Told::Plain, Arity::None) => Entry::None,
        (Told::Plain, Arity::One) => Entry::One(first),
        (Told::Plain, Arity::Two) => Entry::Two(first, String::new()),
        (Told::Plain, Arity::Many) => match before {
            Entry::Many(values) => Entry::Many(values),
            _ => Entry::Many(Some(first).filter(|first| !first.is_empty()).into_iter().collect()),
        },
        _ => match before {
            Entry::Time { .. } => before,
            _ => Entry::Time { count: 12, unit: Unit::Month, include_today: true },
        },
    };
    after.value = value(question, way, &now, digits);
    after
}

/// What stands in the inputs of a line. `digits` are those of the minor unit of the hotel's currency.
pub fn entry(question: &Question, line: &Line, digits: u32) -> Entry {
    if let Some(relative) = Relative::read(&line.value) {
        let (count, unit) = relative.told().unwrap_or((0, Unit::Day));
        return Entry::Time { count: count.unsigned_abs(), unit, include_today: relative.include_today };
    }
    let text = |value: &Json| written(question, value, digits);
    let arity = Operator::of(&line.operator).map_or(Arity::One, Operator::arity);
    let mut values = list(&line.value).into_iter();
    match arity {
        Arity::None => Entry::None,
        Arity::One => Entry::One(text(&line.value)),
        Arity::Two => {
            Entry::Two(values.next().as_ref().map_or_else(String::new, text), values.next().as_ref().map_or_else(String::new, text))
        }
        Arity::Many => Entry::Many(values.map(|value| text(&value)).collect()),
    }
}

/// What the inputs of a line mean.
pub fn value(question: &Question, way: Way, entry: &Entry, digits: u32) -> Json {
    let read = |text: &String| read(question, text, digits);
    match entry {
        Entry::None => Json::Null,
        Entry::One(one) => read(one),
        Entry::Two(first, last) => Json::Array(vec![read(first), read(last)]),
        Entry::Many(values) if values.is_empty() => Json::Null,
        Entry::Many(values) => Json::Array(values.iter().map(read).collect()),
        Entry::Time { count, unit, include_today } => {
            let count = i32::try_from(*count).unwrap_or(i32::MAX);
            Relative::new(if way.told == Told::Future { count } else { -count }, *unit, *include_today).json()
        }
    }
}

fn written(question: &Question, value: &Json, digits: u32) -> String {
    match (question.kind, value) {
        (_, Json::Null) => String::new(),
        (_, Json::String(text)) => text.clone(),
        (Kind::Money, Json::Number(number)) => number.as_i64().map_or_else(|| number.to_string(), |minor| major(minor, digits)),
        (_, other) => other.to_string(),
    }
}

fn read(question: &Question, typed: &str, digits: u32) -> Json {
    let typed = typed.trim();
    match question.kind {
        _ if typed.is_empty() => Json::Null,
        // What is no number stays as typed: the rule says what is wrong with it.
        Kind::Whole => typed.parse::<i64>().map_or_else(|_| typed.into(), Json::from),
        Kind::Money => minor(typed, digits).map_or_else(|| typed.into(), Json::from),
        Kind::Flag => Json::Bool(typed == "true"),
        _ => typed.into(),
    }
}

/// Minor units as people write an amount: whole if it is.
fn major(minor: i64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let (sign, all) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    match all % unit {
        0 => format!("{sign}{}", all / unit),
        part => format!("{sign}{}.{part:0>width$}", all / unit, width = digits as usize),
    }
}

/// An amount as typed, in minor units. Point and comma both divide; a part longer than the currency's is none.
fn minor(typed: &str, digits: u32) -> Option<i64> {
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (whole, part) = plain.split_once(['.', ',']).unwrap_or((&plain, ""));
    let digits = digits as usize;
    if part.len() > digits || !part.bytes().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{part:0<digits$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{About, field, fields};

    use super::*;

    fn asked(name: &str) -> Question {
        field(About::Guest, name).expect("a field of guests")
    }

    #[test]
    fn every_way_of_every_field_is_found_by_its_name() {
        for question in fields(About::Guest).chain(fields(About::Stay)) {
            for way in ways(&question, None) {
                assert_eq!(Way::named(&way.name()), Some(way), "{}", question.name);
            }
        }
    }

    #[test]
    fn every_way_has_words() {
        for question in fields(About::Guest).chain(fields(About::Stay)).chain(fields(About::Consent)) {
            for way in ways(&question, None) {
                assert!(innkeeper_texts::Key::from_id(way.label(question.kind)).is_some(), "{} {}", question.name, way.name());
            }
        }
    }

    #[test]
    fn what_the_inputs_show_means_the_same_value() {
        let lines = [
            Line::new("spend", ">=", 500_000),
            Line::new("spend", ">=", 12_345),
            Line::new("nights", "between", Json::Array(vec![2.into(), 9.into()])),
            Line::new("country", "in", Json::Array(vec!["ES".into(), "PT".into()])),
            Line::new("last_stay", "<", Relative::new(-12, Unit::Month, false).json()),
            Line::new("next_stay", "=", Relative::new(7, Unit::Day, true).json()),
            Line::new("restricted", "=", true),
            Line::new("city", "contains", "Porto"),
        ];
        for line in lines {
            let question = asked(&line.field);
            let way = Way::of(&line).expect("a known operator");
            assert_eq!(value(&question, way, &entry(&question, &line, 2), 2), line.value, "{}", line.field);
        }
    }

    #[test]
    fn amounts_are_typed_in_whole_units_with_point_or_comma() {
        assert_eq!((minor("5000", 2), minor("49,9", 2), minor("49.90", 2)), (Some(500_000), Some(4_990), Some(4_990)));
        assert_eq!((minor("5000", 0), minor("1.5", 0)), (Some(5_000), None));
    }

    #[test]
    fn another_way_of_comparing_keeps_the_value() {
        let line = Line::new("country", "in", Json::Array(vec!["ES".into(), "PT".into()]));
        let way = Way { operator: Operator::Equal, told: Told::Plain };
        assert_eq!(compared(&line, &asked("country"), way, 2).value, Json::from("ES"));
    }

    #[test]
    fn a_day_told_from_today_keeps_its_time_when_it_is_compared_otherwise() {
        let line = Line::new("last_stay", "=", Relative::new(-3, Unit::Month, true).json());
        let way = Way { operator: Operator::Less, told: Told::Past };
        assert_eq!(Relative::read(&compared(&line, &asked("last_stay"), way, 2).value), Some(Relative::new(-3, Unit::Month, true)));
    }

    #[test]
    fn another_field_begins_anew() {
        let line = about(&Line::new("spend", ">=", 500_000), &asked("country"));
        assert_eq!((line.field.as_str(), line.operator.as_str(), line.value), ("country", "in", Json::Null));
    }

    #[test]
    fn an_emptied_value_is_none() {
        let question = asked("country");
        let way = Way { operator: Operator::In, told: Told::Plain };
        assert_eq!(value(&question, way, &Entry::Many(Vec::new()), 2), Json::Null);
    }
}
