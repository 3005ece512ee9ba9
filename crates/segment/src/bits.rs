//! A bit for each row.

use serde::{Deserialize, Serialize};

use crate::lanes::ones;

/// A set of rows, a bit each, 64 to a word. Bits past the last row are never set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bits {
    #[serde(with = "crate::packed")]
    words: Vec<u64>,
    rows: usize,
}

impl Bits {
    /// No row of so many.
    #[must_use]
    pub fn none(rows: usize) -> Self {
        Self { words: vec![0; rows.div_ceil(64)], rows }
    }

    /// Every row of so many.
    #[must_use]
    pub fn every(rows: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; rows.div_ceil(64)], rows };
        bits.trim();
        bits
    }

    /// How many rows there are, in the set or not.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Makes room for so many rows; the new ones are not in the set.
    pub fn grow(&mut self, rows: usize) {
        if rows > self.rows {
            self.rows = rows;
            extend(&mut self.words, rows.div_ceil(64), 0, 0);
        }
    }

    /// Whether a row is in the set; one that does not exist is not.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts a row in, or takes it out.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn set(&mut self, row: usize, is_in: bool) {
        assert!(row < self.rows, "row {row} of {}", self.rows);
        let bit = 1 << (row % 64);
        let word = &mut self.words[row / 64];
        *word = if is_in { *word | bit } else { *word & !bit };
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> u32 {
        ones(&self.words)
    }

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether every row is in the set.
    #[must_use]
    pub fn is_every(&self) -> bool {
        let (whole, rest) = self.words.split_at(self.rows / 64);
        whole.iter().all(|word| *word == u64::MAX) && rest.iter().all(|word| word.count_ones() as usize == self.rows % 64)
    }

    /// How many rows are in both sets.
    #[must_use]
    pub fn count_with(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// The rows of the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().zip((0u32..).step_by(64)).flat_map(|(word, first)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let at = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    first + at
                })
            })
        })
    }

    /// The rows from `start` on, `len` of them and less than 64, a bit each.
    #[inline]
    pub(crate) fn piece(&self, start: u32, len: u32) -> u64 {
        let word = |at: usize| self.words.get(at).copied().unwrap_or_default();
        let (at, bit) = (start as usize / 64, start % 64);
        let here = word(at) >> bit | word(at + 1) << 1 << (63 - bit);
        here & ((1 << len) - 1)
    }

    /// How many of the rows from `start` on, `len` of them, are in the set.
    #[inline]
    pub(crate) fn count_run(&self, start: u32, len: u32) -> u32 {
        if len < 64 {
            return self.piece(start, len).count_ones();
        }
        (start..start + len).step_by(63).map(|first| self.piece(first, (start + len - first).min(63)).count_ones()).sum()
    }

    /// A bit for each row of another set, as a set of all rows.
    pub(crate) fn spread(&self, rows: &Self) -> Self {
        let (mut spread, mut at) = (Self::none(rows.rows), 0);
        rows.each(|row| {
            spread.words[row / 64] |= u64::from(self.has(at)) << (row % 64);
            at += 1;
        });
        spread
    }

    /// Every row of the set, in order.
    #[inline]
    pub(crate) fn each(&self, mut found: impl FnMut(usize)) {
        for (at, word) in self.words.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                found(64 * at + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// Every row of the set from one to another, that one left out.
    #[inline]
    pub(crate) fn each_within(&self, mut first: u32, end: u32, mut found: impl FnMut(usize)) {
        while first < end {
            let len = (end - first).min(63);
            let mut left = self.piece(first, len);
            while left != 0 {
                found(first as usize + left.trailing_zeros() as usize);
                left &= left - 1;
            }
            first += len;
        }
    }

    /// The words, each of 64 rows.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// A set of words, each of 64 rows.
    pub(crate) fn of_words(words: Vec<u64>, rows: usize) -> Self {
        debug_assert_eq!(words.len(), rows.div_ceil(64), "a word for 64 rows");
        let mut bits = Self { words, rows };
        bits.trim();
        bits
    }

    /// The words, each of 64 rows, to write what a scan found.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Takes out what is not in the other.
    pub fn keep(&mut self, other: &Self) {
        self.combine(other, |a, b| a & b);
    }

    /// Puts in what is in the other.
    pub fn add(&mut self, other: &Self) {
        self.combine(other, |a, b| a | b);
    }

    /// Puts in what is in the other, which may have fewer rows.
    pub(crate) fn add_part(&mut self, other: &Self) {
        debug_assert!(other.rows <= self.rows, "rows that are there");
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Puts in every row from one on.
    pub(crate) fn add_from(&mut self, row: usize) {
        let Some(words) = self.words.get_mut(row / 64..) else { return };
        for (at, word) in words.iter_mut().enumerate() {
            *word |= if at == 0 { u64::MAX << (row % 64) } else { u64::MAX };
        }
        self.trim();
    }

    /// Takes out what is in the other.
    pub fn drop(&mut self, other: &Self) {
        self.combine(other, |a, b| a & !b);
    }

    /// Takes in what was not, and out what was.
    #[must_use]
    pub fn turned(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// What comes of both, word by word.
    pub(crate) fn with(mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        self.combine(other, combine);
        self
    }

    fn combine(&mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) {
        debug_assert_eq!(self.rows, other.rows, "sets of the same rows");
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a = combine(*a, *b);
        }
    }

    /// Clears the bits past the last row.
    pub(crate) fn trim(&mut self) {
        if let Some(last) = self.words.last_mut()
            && !self.rows.is_multiple_of(64)
        {
            *last &= (1 << (self.rows % 64)) - 1;
        }
    }
}

/// Makes a column so long, if it is not: with room for as many rows as are expected, and little more, as memory is never given back.
pub(crate) fn extend<T: Copy>(column: &mut Vec<T>, len: usize, filled: T, room: usize) {
    if len <= column.len() {
        return;
    }
    if len > column.capacity() {
        column.reserve_exact(room.max(len + len / 8) - column.len());
    }
    column.resize(len, filled);
}
