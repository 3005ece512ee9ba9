//! What several things come to: their values added up, the smallest, how many different ones.

use std::borrow::Cow;

use crate::ask::Held;
use crate::field::{About, Kind, Question, field};
use crate::operator::Sought;
use crate::plan::Parts;
use crate::rule::Function;

/// Which values are looked at, and what is made of them.
///
/// As SQL has it, things that a group is unknown for are left out, and so are missing values. Of no things the sum is 0 and so is the number of
/// different values; of things without a single value nothing is known. Amounts of two currencies come to nothing that is known.
#[derive(Clone, Debug)]
pub(crate) struct Gathering {
    pub(crate) things: About,
    /// All of them count, and not only reservations that are stays.
    pub(crate) every: bool,
    pub(crate) function: Function,
    pub(crate) of: Question,
    /// What must hold for a thing.
    pub(crate) parts: Parts,
}

impl Gathering {
    /// Where the currency of the amounts stands.
    pub(crate) fn currency(&self) -> Option<Question> {
        (self.function.comes_to(self.of.kind) == Some(Kind::Money)).then(|| field(self.things, "currency"))?
    }

    /// What is sought, as [`Tally::come_to`] tells it: an average is doubled, see there.
    pub(crate) fn scaled(&self, sought: Sought) -> Sought {
        match sought {
            Sought::Number(number) if self.function == Function::Average => Sought::Number(number.saturating_mul(2)),
            other => other,
        }
    }

    /// What it came to, as a value of its type.
    pub(crate) fn held(&self, came_to: Option<i64>) -> Held<'static> {
        match came_to {
            None => Held::Missing,
            Some(day) if self.is_day() => Held::Day(day as i32),
            Some(number) => Held::Number(number),
        }
    }

    /// The same for people, who read an average as a whole number.
    pub(crate) fn told<'a>(&self, come_to: Held<'a>) -> Held<'a> {
        match come_to {
            Held::Number(number) if self.function == Function::Average => Held::Number(number.div_euclid(2)),
            other => other,
        }
    }

    /// Whether it comes to a day.
    pub(crate) fn is_day(&self) -> bool {
        self.function.comes_to(self.of.kind) == Some(Kind::Day)
    }
}

/// The values of one guest's things, as they come.
#[derive(Debug, Default)]
pub(crate) struct Tally<'a> {
    things: u32,
    known: u32,
    sum: i128,
    ends: Option<(i64, i64)>,
    currency: Option<Cow<'a, str>>,
    is_mixed: bool,
    different: Vec<Held<'a>>,
}

impl<'a> Tally<'a> {
    /// Takes in a thing: its value, and the currency of an amount.
    pub(crate) fn add(&mut self, function: Function, held: Held<'a>, currency: Held<'a>) {
        self.things += 1;
        if held == Held::Missing {
            return;
        }
        self.known += 1;
        if let Held::Text(currency) = currency {
            self.is_mixed |= *self.currency.get_or_insert_with(|| currency.clone()) != currency;
        }
        if function != Function::Distinct {
            self.add_number(&held);
        } else if !self.different.contains(&held) {
            self.different.push(held);
        }
    }

    fn add_number(&mut self, held: &Held<'_>) {
        let number = match held {
            Held::Number(number) => *number,
            Held::Day(day) => i64::from(*day),
            _ => return,
        };
        self.sum += i128::from(number);
        let (least, most) = self.ends.unwrap_or((number, number));
        self.ends = Some((least.min(number), most.max(number)));
    }

    /// What the values come to. An average is twice the whole number below it, and one more where it is not whole: so it is compared with doubled
    /// whole numbers exactly, and half of it is the average rounded down.
    pub(crate) fn come_to(&self, function: Function) -> Option<i64> {
        let none = self.things == 0;
        if self.is_mixed || (self.known == 0 && !none) {
            return None;
        }
        match function {
            Function::Sum => Some(narrowed(self.sum)),
            Function::Distinct => i64::try_from(self.different.len()).ok(),
            Function::Least => self.ends.map(|(least, _)| least),
            Function::Most => self.ends.map(|(_, most)| most),
            Function::Average => {
                let known = i128::from(self.known);
                let whole = self.sum.checked_div_euclid(known)?;
                Some(narrowed(whole * 2 + i128::from(self.sum.rem_euclid(known) != 0)))
            }
        }
    }
}

fn narrowed(number: i128) -> i64 {
    number.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}
