//! One field of every row, in the form that its type is scanned fastest in.

use innkeeper_domain::{FieldKind, guest};
use serde::{Deserialize, Serialize};

use super::cells::Numbers;
use super::lines::Folded;
use super::words::{Sets, Texts};
use crate::ask::Held;
use crate::bits::Bits;
use crate::field::{Kind, Question, Source};
use crate::operator::{Arity, Operator, Sought};
use crate::sure::Sure;

/// 1 January 1900, in days since 1970: from here on days are narrow until 2079.
const FIRST_DAY: i64 = -25_567;

/// A field's values, row by row. Rows past the last that was written have none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Column {
    /// Texts that repeat.
    Texts(Texts),
    /// Texts that hardly two rows share.
    Lines(Folded),
    Sets(Sets),
    Numbers(Numbers),
    Days(Numbers),
    Flags(Numbers),
    /// Nothing is held: it is no question, or asked in another way.
    Elsewhere,
}

impl Column {
    /// No rows yet, and room for so many.
    pub(super) fn of(question: &Question, room: usize) -> Self {
        match question.kind {
            Kind::Words => Self::Sets(Sets::default()),
            Kind::Text if hardly_repeats(question.source) => Self::Lines(Folded::of(room)),
            Kind::Text | Kind::Code(_) | Kind::Country | Kind::Language | Kind::Person => Self::Texts(Texts::of(room)),
            Kind::Whole | Kind::Money => Self::Numbers(Numbers::from(0, room)),
            Kind::Day => Self::Days(Numbers::from(FIRST_DAY, room)),
            Kind::Flag => Self::Flags(Numbers::from(0, room)),
            Kind::Each(_) | Kind::Segment => Self::Elsewhere,
        }
    }

    /// What the things of so many guests come to: days, or numbers.
    pub(crate) fn gathered(is_day: bool, guests: usize) -> Self {
        if is_day { Self::Days(Numbers::from(FIRST_DAY, guests)) } else { Self::Numbers(Numbers::from(0, guests)) }
    }

    /// How many things each guest has, the most that it can be.
    pub(super) fn counted(counts: impl Iterator<Item = u32>, most: u32) -> Self {
        Self::Numbers(Numbers::counted(counts, most))
    }

    /// What the numbers of each guest's things that are in a set add up to. None where that takes more than narrow cells.
    pub(super) fn sums(&self, set: &Bits, runs: &[(u32, u32)], among: Option<&Bits>) -> Option<Self> {
        match self {
            Self::Numbers(numbers) => numbers.sums(set, runs, among).map(Self::Numbers),
            _ => None,
        }
    }

    /// Whether no two rows hold different texts.
    pub(super) fn is_one_text(&self) -> bool {
        matches!(self, Self::Texts(texts) if texts.is_one())
    }

    /// Replaces what a row holds, and says whether that was something else.
    pub(super) fn change(&mut self, row: usize, held: &Held<'_>) -> bool {
        let is_other = match (&mut *self, held) {
            (Self::Sets(sets), Held::Words(words)) => !sets.is(row, words),
            _ => self.held(row) != *held,
        };
        if is_other {
            self.put(row, held);
        }
        is_other
    }

    /// Replaces what a row holds, or adds rows up to it. What is of another type than the field is held for missing.
    pub(crate) fn put(&mut self, row: usize, held: &Held<'_>) {
        match (self, held) {
            (Self::Texts(texts), Held::Text(text)) => texts.put(row, Some(text)),
            (Self::Texts(texts), _) => texts.put(row, None),
            (Self::Lines(lines), Held::Text(text)) => lines.put(row, text),
            (Self::Lines(lines), _) => lines.put(row, ""),
            (Self::Sets(sets), Held::Words(words)) => sets.put(row, Some(words)),
            (Self::Sets(sets), _) => sets.put(row, None),
            (Self::Numbers(numbers), Held::Number(number)) => numbers.put(row, Some(*number)),
            (Self::Days(numbers), Held::Day(day)) => numbers.put(row, Some((*day).into())),
            (Self::Flags(numbers), Held::Flag(flag)) => numbers.put(row, Some((*flag).into())),
            (Self::Numbers(numbers) | Self::Days(numbers) | Self::Flags(numbers), _) => numbers.put(row, None),
            (Self::Elsewhere, _) => {}
        }
    }

    /// What a cell stands for: 0 for nothing.
    pub(super) fn coded(&self, cell: u64) -> Held<'_> {
        match self {
            Self::Texts(texts) if cell > 0 => Held::text(texts.at(cell as usize - 1)),
            _ => self.numbered(self.numbers().and_then(|numbers| numbers.number(cell))),
        }
    }

    fn numbered(&self, number: Option<i64>) -> Held<'static> {
        match (self, number) {
            (Self::Numbers(_), Some(number)) => Held::Number(number),
            (Self::Days(_), Some(day)) => Held::Day(day as i32),
            (Self::Flags(_), Some(flag)) => Held::Flag(flag != 0),
            _ => Held::Missing,
        }
    }

    /// What a row holds.
    pub(super) fn held(&self, row: usize) -> Held<'_> {
        match self {
            Self::Texts(_) | Self::Lines(_) => Held::text(self.text(row)),
            Self::Sets(sets) => sets.get(row),
            Self::Numbers(_) | Self::Days(_) | Self::Flags(_) | Self::Elsewhere => self.numbered(self.number(row)),
        }
    }

    /// What a row holds, for comparing.
    pub(super) fn compared(&self, row: usize) -> Held<'_> {
        match self {
            Self::Texts(texts) => texts.folded(row).map_or(Held::Missing, |text| Held::Text(text.into())),
            Self::Lines(lines) => Held::text(lines.folded(row)),
            _ => self.held(row).folded(),
        }
    }

    /// The text of a row as it was written; empty where there is none.
    pub(super) fn text(&self, row: usize) -> &str {
        match self {
            Self::Texts(texts) => texts.get(row).unwrap_or_default(),
            Self::Lines(lines) => lines.written(row),
            _ => "",
        }
    }

    /// Rows of the same text have the same place.
    pub(super) fn place(&self, row: usize) -> Option<i64> {
        match self {
            Self::Texts(texts) => texts.place(row),
            _ => None,
        }
    }

    /// The number of a row, of a day how many since 1970.
    pub(super) fn number(&self, row: usize) -> Option<i64> {
        self.numbers()?.get(row)
    }

    /// The numbers, where it holds such.
    pub(super) fn numbers(&self) -> Option<&Numbers> {
        match self {
            Self::Numbers(numbers) | Self::Days(numbers) | Self::Flags(numbers) => Some(numbers),
            _ => None,
        }
    }

    /// Where an operator holds, of so many rows.
    pub(crate) fn scan(&self, operator: Operator, sought: &[Sought], rows: usize) -> Sure {
        if operator.arity() == Arity::None {
            return Sure::of(self.there(rows), None).turned(operator.is_negated());
        }
        let mut found = Bits::none(rows);
        match self {
            Self::Texts(texts) => texts.find(operator, sought, &mut found),
            Self::Lines(lines) => find(lines, operator, sought, &mut found),
            Self::Sets(sets) => sets.find(operator, sought, &mut found),
            Self::Numbers(numbers) | Self::Days(numbers) | Self::Flags(numbers) => {
                operator.ranges(sought).into_iter().for_each(|range| numbers.within(range, &mut found));
            }
            Self::Elsewhere => {}
        }
        Sure::of(found, self.missing(rows)).turned(operator.is_negated())
    }

    /// The rows of which nothing is known, of so many; none where something is known of all.
    pub(super) fn missing(&self, rows: usize) -> Option<Bits> {
        match self {
            Self::Texts(texts) => texts.missing(rows),
            Self::Lines(lines) => Some(lines.missing(rows)),
            Self::Sets(sets) => sets.missing(rows),
            Self::Numbers(numbers) | Self::Days(numbers) | Self::Flags(numbers) => numbers.missing(rows),
            Self::Elsewhere => Some(Bits::every(rows)),
        }
    }

    /// The rows that hold something, of so many. A set that is known to be empty holds nothing.
    fn there(&self, rows: usize) -> Bits {
        match self {
            Self::Sets(sets) => sets.filled(rows),
            _ => self.missing(rows).unwrap_or_else(|| Bits::none(rows)).turned(),
        }
    }

    /// The rows whose text begins so, in the order of the texts, then of the rows. Of fields whose texts repeat.
    pub(super) fn beginning(&self, text: &str) -> Option<&[u32]> {
        match self {
            Self::Texts(texts) => Some(texts.beginning(text)),
            _ => None,
        }
    }

    /// Closes the gaps that changes have left.
    pub(super) fn compact(&mut self) {
        match self {
            Self::Texts(texts) => texts.compact(),
            Self::Lines(lines) => lines.compact(),
            Self::Sets(sets) => sets.compact(),
            Self::Numbers(_) | Self::Days(_) | Self::Flags(_) | Self::Elsewhere => {}
        }
    }
}

fn hardly_repeats(source: Source) -> bool {
    let Source::Declared(field) = source else { return false };
    matches!(field.kind, FieldKind::Email | FieldKind::Phone) || std::ptr::eq(field, guest::NUMBER.field())
}

fn find(lines: &Folded, operator: Operator, sought: &[Sought], into: &mut Bits) {
    // A text made ready for searching once a row would take longer than the search: these are a few letters each.
    let part = match (operator, sought) {
        (Operator::Contains | Operator::DoesNotContain, [Sought::Text(part)]) => Some(part.as_bytes()),
        _ => None,
    };
    for row in 0..lines.len() {
        let text = lines.folded(row);
        let is_found = match part {
            Some(part) => has_within(text.as_bytes(), part),
            None => operator.holds_plainly(&Held::Text(text.into()), sought),
        };
        if is_found && !text.is_empty() {
            into.set(row, true);
        }
    }
}

/// Whether bytes stand somewhere in a short text.
fn has_within(text: &[u8], part: &[u8]) -> bool {
    let Some((first, rest)) = part.split_first() else { return true };
    (0..text.len()).any(|at| text[at] == *first && text[at + 1..].starts_with(rest))
}
