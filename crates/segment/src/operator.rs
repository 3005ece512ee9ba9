//! The operators, as one table: name, what they take, how many values, what they hold for.

use std::cmp::Ordering;

use innkeeper_domain::order;

use crate::ask::Held;
use crate::field::Kind;

/// How many values an operator needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// None: it is about whether there is a value.
    None,
    /// One.
    One,
    /// The first and the last.
    Two,
    /// One or more.
    Many,
}

/// A value that a rule looks for, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sought {
    /// Folded.
    Text(String),
    /// A language, folded: holds for its regional forms too.
    Language(String),
    /// A number or an amount.
    Number(i64),
    /// First and last day; the same day for a single one.
    Days(i32, i32),
    /// Yes or no.
    Flag(bool),
}

/// An operator, with react-querybuilder's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `in`
    In,
    /// `notIn`
    NotIn,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `between`
    Between,
    /// `notBetween`
    NotBetween,
    /// `contains`
    Contains,
    /// `doesNotContain`
    DoesNotContain,
    /// `beginsWith`
    BeginsWith,
    /// `doesNotBeginWith`
    DoesNotBeginWith,
    /// `endsWith`
    EndsWith,
    /// `doesNotEndWith`
    DoesNotEndWith,
    /// `notNull`
    NotNull,
    /// `null`
    Null,
}

/// A row of the table.
struct Row {
    name: &'static str,
    arity: Arity,
    takes: &'static [Type],
    /// What it holds for, of a value that is there.
    holds: fn(&Held<'_>, &[Sought]) -> bool,
    /// It holds for the opposite.
    negated: bool,
    label: &'static str,
}

/// Types that behave alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Words,
    Number,
    Day,
    Flag,
    Choice,
    Segment,
}

const EVERY: &[Type] = &[Type::Text, Type::Words, Type::Number, Type::Day, Type::Flag, Type::Choice];
const SINGLE: &[Type] = &[Type::Text, Type::Number, Type::Day, Type::Flag, Type::Choice];
const CHOSEN: &[Type] = &[Type::Choice, Type::Text, Type::Words, Type::Number, Type::Segment];
const ORDERED: &[Type] = &[Type::Number, Type::Day];
const WRITTEN: &[Type] = &[Type::Text, Type::Words];
const PLAIN: &[Type] = &[Type::Text];

const fn row(
    name: &'static str,
    arity: Arity,
    takes: &'static [Type],
    holds: fn(&Held<'_>, &[Sought]) -> bool,
    label: &'static str,
) -> Row {
    Row { name, arity, takes, holds, negated: false, label }
}

const fn not(row: Row, name: &'static str, label: &'static str) -> Row {
    Row { name, negated: true, label, ..row }
}

const EQUAL: Row = row("=", Arity::One, SINGLE, |held, sought| equals(held, &sought[0]), "operator-equal");
const IN: Row = row("in", Arity::Many, CHOSEN, one_of, "operator-in");
const BETWEEN: Row = row("between", Arity::Two, ORDERED, between, "operator-between");
const CONTAINS: Row = row("contains", Arity::One, WRITTEN, |held, sought| text(held, sought, |a, b| a.contains(b)), "operator-contains");
const BEGINS: Row =
    row("beginsWith", Arity::One, PLAIN, |held, sought| text(held, sought, |a, b| a.starts_with(b)), "operator-begins-with");
const ENDS: Row = row("endsWith", Arity::One, PLAIN, |held, sought| text(held, sought, |a, b| a.ends_with(b)), "operator-ends-with");
// What is missing never gets here but for these two.
const NOT_NULL: Row = row("notNull", Arity::None, EVERY, |held, _| is_there(held), "operator-not-null");

/// In the order of [`Operator`].
const TABLE: [Row; 18] = [
    EQUAL,
    not(EQUAL, "!=", "operator-not-equal"),
    IN,
    not(IN, "notIn", "operator-not-in"),
    row("<", Arity::One, ORDERED, |held, sought| order(held, &sought[0], Ordering::is_lt), "operator-less"),
    row("<=", Arity::One, ORDERED, |held, sought| order(held, &sought[0], Ordering::is_le), "operator-at-most"),
    row(">", Arity::One, ORDERED, |held, sought| order(held, &sought[0], Ordering::is_gt), "operator-more"),
    row(">=", Arity::One, ORDERED, |held, sought| order(held, &sought[0], Ordering::is_ge), "operator-at-least"),
    BETWEEN,
    not(BETWEEN, "notBetween", "operator-not-between"),
    CONTAINS,
    not(CONTAINS, "doesNotContain", "operator-does-not-contain"),
    BEGINS,
    not(BEGINS, "doesNotBeginWith", "operator-does-not-begin-with"),
    ENDS,
    not(ENDS, "doesNotEndWith", "operator-does-not-end-with"),
    NOT_NULL,
    not(NOT_NULL, "null", "operator-null"),
];

impl Operator {
    /// All of them, in the order of menus.
    pub const ALL: &[Self] = &[
        Self::Equal,
        Self::NotEqual,
        Self::In,
        Self::NotIn,
        Self::Less,
        Self::AtMost,
        Self::More,
        Self::AtLeast,
        Self::Between,
        Self::NotBetween,
        Self::Contains,
        Self::DoesNotContain,
        Self::BeginsWith,
        Self::DoesNotBeginWith,
        Self::EndsWith,
        Self::DoesNotEndWith,
        Self::NotNull,
        Self::Null,
    ];

    const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// Its name in rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The operator of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.name() == name)
    }

    /// How many values it needs.
    #[must_use]
    pub const fn arity(self) -> Arity {
        self.row().arity
    }

    /// Whether it goes with fields of this type.
    #[must_use]
    pub fn takes(self, kind: Kind) -> bool {
        type_of(kind).is_some_and(|of| self.row().takes.contains(&of))
    }

    /// Key of its words in the text catalogue, for a field of this type; `relative` when a day is told from today.
    #[must_use]
    pub fn label(self, kind: Kind, relative: bool) -> &'static str {
        match (self, type_of(kind)) {
            (Self::Equal, Some(Type::Day)) if relative => "operator-within",
            (Self::NotEqual, Some(Type::Day)) if relative => "operator-not-within",
            (Self::Equal, Some(Type::Day)) => "operator-on",
            (Self::NotEqual, Some(Type::Day)) => "operator-not-on",
            (Self::Less, Some(Type::Day)) => "operator-before",
            (Self::AtMost, Some(Type::Day)) => "operator-until",
            (Self::More, Some(Type::Day)) => "operator-after",
            (Self::AtLeast, Some(Type::Day)) => "operator-since",
            (Self::In, Some(Type::Words)) => "operator-has-any",
            (Self::NotIn, Some(Type::Words)) => "operator-has-none",
            _ => self.row().label,
        }
    }

    /// Whether it holds for the opposite of what [`Operator::holds_plainly`] says.
    pub(crate) fn is_negated(self) -> bool {
        self.row().negated
    }

    /// Whether a value that is there is what is sought, whichever of the two the operator wants.
    pub(crate) fn holds_plainly(self, held: &Held<'_>, sought: &[Sought]) -> bool {
        (self.row().holds)(held, sought)
    }

    /// What is sought of numbers, days and flags, whichever of the two the operator wants: from the first to the last.
    pub(crate) fn ranges(self, sought: &[Sought]) -> Vec<(i64, i64)> {
        let ends = |sought: &Sought| match sought {
            Sought::Number(number) => (*number, *number),
            Sought::Days(first, last) => (i64::from(*first), i64::from(*last)),
            Sought::Flag(flag) => (i64::from(*flag), i64::from(*flag)),
            // No such value is held.
            Sought::Text(_) | Sought::Language(_) => (1, 0),
        };
        let first = |at: usize| ends(&sought[at]).0;
        match self {
            Self::Less => vec![(i64::MIN, first(0).saturating_sub(1))],
            Self::AtMost => vec![(i64::MIN, first(0))],
            Self::More => vec![(first(0).saturating_add(1), i64::MAX)],
            Self::AtLeast => vec![(first(0), i64::MAX)],
            Self::Between | Self::NotBetween => vec![(first(0), first(1))],
            _ => sought.iter().map(ends).collect(),
        }
    }

    /// Whether it holds for a value; none when nobody knows.
    pub(crate) fn holds(self, held: &Held<'_>, sought: &[Sought]) -> Option<bool> {
        let row = self.row();
        let known = row.arity == Arity::None || *held != Held::Missing;
        known.then(|| (row.holds)(held, sought) != row.negated)
    }
}

fn type_of(kind: Kind) -> Option<Type> {
    Some(match kind {
        Kind::Text => Type::Text,
        Kind::Words => Type::Words,
        Kind::Whole | Kind::Money => Type::Number,
        Kind::Day => Type::Day,
        Kind::Flag => Type::Flag,
        Kind::Code(_) | Kind::Country | Kind::Language | Kind::Person => Type::Choice,
        Kind::Segment => Type::Segment,
        Kind::Each(_) => return None,
    })
}

fn is_there(held: &Held<'_>) -> bool {
    match held {
        Held::Missing => false,
        Held::Words(words) => !words.is_empty(),
        _ => true,
    }
}

fn equals(held: &Held<'_>, sought: &Sought) -> bool {
    match (held, sought) {
        (Held::Text(held), Sought::Text(sought)) => held == sought,
        (Held::Text(held), Sought::Language(sought)) => {
            held.strip_prefix(sought.as_str()).is_some_and(|region| region.is_empty() || region.starts_with('-'))
        }
        (Held::Words(held), Sought::Text(sought)) => held.lines().any(|word| word == sought),
        (Held::Number(held), Sought::Number(sought)) => held == sought,
        (Held::Day(held), Sought::Days(first, last)) => (first..=last).contains(&held),
        (Held::Flag(held), Sought::Flag(sought)) => held == sought,
        _ => false,
    }
}

/// From so many texts on they are in order, so that one is found among thousands: [`sorted`].
const MANY: usize = 16;

/// Values that are looked for, in the order in which [`Operator::In`] finds them.
pub(crate) fn sorted(operator: Operator, mut sought: Vec<Sought>) -> Vec<Sought> {
    if matches!(operator, Operator::In | Operator::NotIn) && sought.len() >= MANY {
        order::sort_by(&mut sought, |a, b| text_of(a).cmp(text_of(b)));
    }
    sought
}

fn text_of(sought: &Sought) -> &str {
    if let Sought::Text(text) = sought { text } else { "" }
}

fn one_of(held: &Held<'_>, sought: &[Sought]) -> bool {
    let is_listed = |text: &str| sought.binary_search_by(|sought| text_of(sought).cmp(text)).is_ok();
    match (held, sought) {
        (Held::Text(text), [Sought::Text(_), ..]) if sought.len() >= MANY => is_listed(text),
        (Held::Words(words), [Sought::Text(_), ..]) if sought.len() >= MANY => words.lines().any(is_listed),
        _ => sought.iter().any(|sought| equals(held, sought)),
    }
}

fn order(held: &Held<'_>, sought: &Sought, wanted: fn(Ordering) -> bool) -> bool {
    match (held, sought) {
        (Held::Number(held), Sought::Number(sought)) => wanted(held.cmp(sought)),
        (Held::Day(held), Sought::Days(day, _)) => wanted(held.cmp(day)),
        _ => false,
    }
}

fn between(held: &Held<'_>, sought: &[Sought]) -> bool {
    order(held, &sought[0], Ordering::is_ge) && order(held, &sought[1], Ordering::is_le)
}

fn text(held: &Held<'_>, sought: &[Sought], wanted: fn(&str, &str) -> bool) -> bool {
    match (held, &sought[0]) {
        (Held::Text(held), Sought::Text(sought)) => wanted(held, sought),
        (Held::Words(held), Sought::Text(sought)) => held.lines().any(|word| wanted(word, sought)),
        _ => false,
    }
}
