//! An answer for every row: it holds, it does not, nobody knows.

use std::borrow::Cow;

use crate::bits::Bits;
use crate::plan::Truth;

/// Rows for which a question is answered, and which way.
#[derive(Clone, Debug)]
pub struct Sure {
    /// It holds.
    pub yes: Bits,
    /// Nobody knows; none where all are known. No row is in both.
    unknown: Option<Bits>,
}

impl Sure {
    /// It holds for some rows, and for others nobody knows.
    pub(crate) fn of(yes: Bits, unknown: Option<Bits>) -> Self {
        Self { yes, unknown }
    }

    /// The same for every row.
    pub(crate) fn known(holds: bool, rows: usize) -> Self {
        Self::of(if holds { Bits::every(rows) } else { Bits::none(rows) }, None)
    }

    /// Rows for which nobody knows; none where all are known.
    #[must_use]
    pub fn unknown(&self) -> Option<&Bits> {
        self.unknown.as_ref()
    }

    /// The rows it holds for, and the others: whoever is not known to be in a set is not.
    pub(crate) fn members(self) -> Self {
        Self { unknown: None, ..self }
    }

    /// The opposite.
    #[must_use]
    pub fn turned(mut self, is_turned: bool) -> Self {
        if is_turned {
            if let Some(unknown) = &self.unknown {
                self.yes.add(unknown);
            }
            self.yes = self.yes.turned();
        }
        self
    }

    /// Which way it is answered for a row; none when nobody knows.
    #[must_use]
    pub fn truth(&self, row: usize) -> Truth {
        let is_known = row < self.yes.rows() && !self.unknown.as_ref().is_some_and(|unknown| unknown.has(row));
        is_known.then(|| self.yes.has(row))
    }

    /// Answers for a row anew, or for one more.
    pub(crate) fn set(&mut self, row: usize, truth: Truth) {
        self.yes.grow(row + 1);
        self.yes.set(row, truth == Some(true));
        if truth.is_none() || self.unknown.is_some() {
            let unknown = self.unknown.get_or_insert_default();
            unknown.grow(self.yes.rows());
            unknown.set(row, truth.is_none());
        }
    }

    /// Where all of them hold, of so many rows; with `any`, where one does. Stops as soon as the rest cannot matter.
    pub(crate) fn together<'a>(mut parts: impl Iterator<Item = Cow<'a, Self>>, any: bool, rows: usize) -> Self {
        let Some(first) = parts.next() else { return Self::known(!any, rows) };
        let mut all = first.into_owned();
        while !all.is_settled(any) {
            let Some(part) = parts.next() else { break };
            all.take(&part, any);
        }
        all
    }

    /// The answers of these rows one after the other, as answers of all rows: of no other row does it hold.
    pub(crate) fn spread(self, rows: &Bits) -> Self {
        Self { yes: self.yes.spread(rows), unknown: self.unknown.map(|unknown| unknown.spread(rows)) }
    }

    /// Takes in one more part of all that must hold; with `any`, of which one must.
    pub(crate) fn take(&mut self, part: &Self, any: bool) {
        if any { self.or(part) } else { self.and(part) }
    }

    /// The rows that one more part may make a difference for.
    pub(crate) fn open(&self, any: bool) -> Bits {
        match &self.unknown {
            _ if any => self.yes.clone().turned(),
            Some(unknown) => unknown.clone().with(&self.yes, |a, yes| a | yes),
            None => self.yes.clone(),
        }
    }

    pub(crate) fn is_settled(&self, any: bool) -> bool {
        self.unknown.is_none() && if any { self.yes.is_every() } else { self.yes.is_empty() }
    }

    fn and(&mut self, other: &Self) {
        let unknown = match (self.unknown.take(), &other.unknown) {
            (None, None) => None,
            (Some(unknown), None) => Some(unknown.with(&other.yes, |a, yes| a & yes)),
            (None, Some(unknown)) => Some(unknown.clone().with(&self.yes, |a, yes| a & yes)),
            (Some(ours), Some(theirs)) => {
                let maybe = theirs.clone().with(&other.yes, |a, yes| a | yes);
                let held = theirs.clone().with(&self.yes, |a, yes| a & yes);
                Some(ours.with(&maybe, |a, maybe| a & maybe).with(&held, |a, held| a | held))
            }
        };
        self.unknown = unknown;
        self.yes.keep(&other.yes);
    }

    fn or(&mut self, other: &Self) {
        self.yes.add(&other.yes);
        let unknown = match (self.unknown.take(), &other.unknown) {
            (None, None) => return,
            (Some(unknown), None) => unknown,
            (None, Some(unknown)) => unknown.clone(),
            (Some(ours), Some(theirs)) => ours.with(theirs, |a, b| a | b),
        };
        self.unknown = Some(unknown.with(&self.yes, |a, yes| a & !yes));
    }
}

/// The same answer for every row, however it came about.
impl PartialEq for Sure {
    fn eq(&self, other: &Self) -> bool {
        let some = |sure: &Self| sure.unknown.clone().filter(|unknown| !unknown.is_empty());
        self.yes == other.yes && some(self) == some(other)
    }
}

impl Eq for Sure {}
