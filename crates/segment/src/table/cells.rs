//! Numbers of every row in the narrowest form that holds them, and the one question asked of them: which lie in a range.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::bits::{Bits, extend};
use crate::lanes::{Cell, each, listed};

/// A number a row, or none. Narrow cells hold the number above the lowest plus one, so that 0 is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Cells {
    U8(#[serde(with = "crate::packed")] Vec<u8>),
    U16(#[serde(with = "crate::packed")] Vec<u16>),
    U32(#[serde(with = "crate::packed")] Vec<u32>),
    /// What is too large for 32 bits, or below the lowest; [`NONE`] is none.
    Wide(#[serde(with = "crate::packed")] Vec<i64>),
}

const NONE: i64 = i64::MIN;

/// What a narrow cell can hold.
trait Narrow: Cell + Ord + TryFrom<i64> + Into<i64> {
    const NONE: Self;
    fn minus(self, other: Self) -> Self;
    /// The cell that is nearest to a number from 0 on.
    fn narrowed(number: i64) -> Self;
}

macro_rules! narrow {
    ($($cell:ty),*) => {$(
        impl Narrow for $cell {
            const NONE: Self = 0;
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn narrowed(number: i64) -> Self {
                Self::try_from(number).unwrap_or(Self::MAX)
            }
        }
    )*};
}
narrow!(u8, u16, u32);

/// Cells of one column, counted from the lowest number that is expected. Rows past the last that ever had a number have none, and no cell.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Numbers {
    lowest: i64,
    cells: Cells,
    /// Rows that are expected.
    #[serde(skip)]
    room: usize,
    /// Rows with a cell and no number, looked for when they are asked for; none where each has one.
    #[serde(skip)]
    gaps: OnceLock<Option<Bits>>,
}

impl Numbers {
    /// No rows yet, and room for so many as soon as there is one. Numbers below `lowest` are held, but not as narrow.
    pub(super) fn from(lowest: i64, room: usize) -> Self {
        Self { lowest, cells: Cells::U8(Vec::new()), room, gaps: OnceLock::new() }
    }

    /// Cells as they are kept: the number above `lowest` plus one, 0 where there is none.
    pub(super) fn of_bytes(lowest: i64, cells: Vec<u8>) -> Self {
        Self { cells: Cells::U8(cells), ..Self::from(lowest, 0) }
    }

    /// Numbers from 0 to one that is known.
    pub(super) fn counted(counts: impl Iterator<Item = u32>, most: u32) -> Self {
        let cells = if most < u8::MAX.into() {
            Cells::U8(counts.map(|count| count as u8 + 1).collect())
        } else {
            Cells::U32(counts.map(|count| count + 1).collect())
        };
        Self { cells, ..Self::from(0, 0) }
    }

    /// The same of 16 bits.
    pub(super) fn of_pairs(lowest: i64, cells: Vec<u16>) -> Self {
        Self { cells: Cells::U16(cells), ..Self::from(lowest, 0) }
    }

    pub(super) fn len(&self) -> usize {
        match &self.cells {
            Cells::U8(cells) => cells.len(),
            Cells::U16(cells) => cells.len(),
            Cells::U32(cells) => cells.len(),
            Cells::Wide(cells) => cells.len(),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<i64> {
        let narrow = |cell: i64| (cell != 0).then(|| cell - 1 + self.lowest);
        match &self.cells {
            Cells::U8(cells) => narrow((*cells.get(row)?).into()),
            Cells::U16(cells) => narrow((*cells.get(row)?).into()),
            Cells::U32(cells) => narrow((*cells.get(row)?).into()),
            Cells::Wide(cells) => cells.get(row).copied().filter(|number| *number != NONE),
        }
    }

    /// What the cells are below, where they are narrow enough to count by.
    pub(super) fn cells_end(&self) -> Option<u64> {
        match &self.cells {
            Cells::U8(_) => Some(1 << 8),
            Cells::U16(_) => Some(1 << 16),
            Cells::U32(_) | Cells::Wide(_) => None,
        }
    }

    /// A row's cell as it is kept: 0 where there is no number, else the number above the lowest plus one.
    pub(super) fn cell(&self, row: usize) -> u64 {
        self.get(row).map_or(0, |number| (number - self.lowest + 1) as u64)
    }

    /// The number of a cell.
    pub(super) fn number(&self, cell: u64) -> Option<i64> {
        (cell > 0).then(|| cell as i64 - 1 + self.lowest)
    }

    /// The cells as they are, where they are of 8 bits.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        if let Cells::U8(cells) = &self.cells { Some(cells) } else { None }
    }

    /// The same of 16 bits.
    pub(super) fn pairs(&self) -> Option<&[u16]> {
        if let Cells::U16(cells) = &self.cells { Some(cells) } else { None }
    }

    /// And of 32 bits.
    pub(super) fn fours(&self) -> Option<&[u32]> {
        if let Cells::U32(cells) = &self.cells { Some(cells) } else { None }
    }

    /// Replaces a row's number, or adds rows up to it.
    pub(super) fn put(&mut self, row: usize, number: Option<i64>) {
        if number.is_none() && row >= self.len() {
            return;
        }
        if self.gaps.get().is_some() && self.get(row).is_some() != number.is_some() {
            self.gaps.take();
        }
        let cell = number.map_or(Some(0), |number| number.checked_sub(self.lowest)?.checked_add(1).filter(|cell| *cell > 0));
        loop {
            let held = match (&mut self.cells, cell) {
                (Cells::U8(cells), Some(cell)) => put(cells, row, cell, self.room),
                (Cells::U16(cells), Some(cell)) => put(cells, row, cell, self.room),
                (Cells::U32(cells), Some(cell)) => put(cells, row, cell, self.room),
                (Cells::Wide(cells), _) => {
                    extend(cells, row + 1, NONE, self.room);
                    cells[row] = number.unwrap_or(NONE);
                    true
                }
                (_, None) => false,
            };
            if held {
                return;
            }
            self.widen(cell);
        }
    }

    /// Makes room for a cell that does not fit.
    fn widen(&mut self, cell: Option<i64>) {
        let numbers = (0..self.len()).map(|row| self.get(row));
        let narrow = |number: Option<i64>| number.map_or(0, |number| number - self.lowest + 1);
        self.cells = match cell {
            Some(cell) if cell <= u16::MAX.into() => Cells::U16(numbers.map(|n| narrow(n) as u16).collect()),
            Some(cell) if cell <= u32::MAX.into() => Cells::U32(numbers.map(|n| narrow(n) as u32).collect()),
            _ => Cells::Wide(numbers.map(|number| number.unwrap_or(NONE)).collect()),
        };
    }

    /// Adds the rows whose number lies in the range, both ends included.
    pub(super) fn within(&self, (first, last): (i64, i64), into: &mut Bits) {
        if first > last {
            return;
        }
        let above = |number: i64| number.saturating_sub(self.lowest).saturating_add(1);
        let (low, high) = (above(first).max(1), above(last));
        match &self.cells {
            Cells::U8(cells) => within(cells, low, high, into),
            Cells::U16(cells) => within(cells, low, high, into),
            Cells::U32(cells) => within(cells, low, high, into),
            Cells::Wide(cells) => {
                let low = first.max(NONE + 1);
                scan(cells, into, |number| (low..=last).contains(&number));
            }
        }
    }

    /// The rows that have no number, of so many; none where each has one.
    pub(super) fn missing(&self, rows: usize) -> Option<Bits> {
        let gaps = self.gaps.get_or_init(|| Some(self.gaps()).filter(|gaps| !gaps.is_empty()));
        if gaps.is_none() && self.len() >= rows {
            return None;
        }
        let mut missing = gaps.clone().unwrap_or_else(|| Bits::none(rows));
        missing.grow(rows);
        missing.add_from(self.len());
        Some(missing)
    }

    fn gaps(&self) -> Bits {
        let mut gaps = Bits::none(self.len());
        match &self.cells {
            Cells::U8(cells) => within(cells, 0, 0, &mut gaps),
            Cells::U16(cells) => within(cells, 0, 0, &mut gaps),
            Cells::U32(cells) => within(cells, 0, 0, &mut gaps),
            Cells::Wide(cells) => scan(cells, &mut gaps, |cell| cell == NONE),
        }
        gaps
    }

    /// What those of the rows in a set add up to, run by run: 0 where none is in it, none where none of them has a number. None where that takes more
    /// than 32 bits. Where some of the runs are given, of those alone, one after the other.
    pub(super) fn sums(&self, set: &Bits, runs: &[(u32, u32)], among: Option<&Bits>) -> Option<Self> {
        let has_gaps = self.missing(self.len()).is_some();
        let sums = match &self.cells {
            _ if self.lowest != 0 => None,
            Cells::U8(cells) => sums(cells, set, runs, has_gaps, among),
            Cells::U16(cells) => sums(cells, set, runs, has_gaps, among),
            Cells::U32(cells) => sums(cells, set, runs, has_gaps, among),
            Cells::Wide(_) => None,
        }?;
        Some(Self { cells: Cells::U32(sums), ..Self::from(0, 0) })
    }

    /// Adds the rows whose number a list says, by its place above the lowest; none is place 0.
    pub(super) fn listed(&self, list: &Bits, into: &mut Bits) {
        match &self.cells {
            Cells::U8(cells) => listed(cells, &padded(list), into.words_mut()),
            Cells::U16(cells) => {
                // As long as cells are many, so that no place is out of it.
                let list: [u64; 1024] = padded(list);
                scan(cells, into, |cell| list[usize::from(cell / 64)] >> (cell % 64) & 1 == 1);
            }
            Cells::U32(cells) => scan(cells, into, |cell| list.has(cell as usize)),
            Cells::Wide(_) => unreachable!("places in a list are counted from 0"),
        }
    }
}

/// A set as so many words.
fn padded<const N: usize>(list: &Bits) -> [u64; N] {
    let mut words = [0; N];
    let len = list.words().len().min(N);
    words[..len].copy_from_slice(&list.words()[..len]);
    words
}

/// Whether the cell fits.
fn put<T: Narrow>(cells: &mut Vec<T>, row: usize, cell: i64, room: usize) -> bool {
    let Ok(cell) = T::try_from(cell) else { return false };
    extend(cells, row + 1, T::NONE, room);
    cells[row] = cell;
    true
}

fn within<T: Narrow>(cells: &[T], low: i64, high: i64, into: &mut Bits) {
    let Ok(first) = T::try_from(low) else { return };
    if high < low {
        return;
    }
    let span = T::narrowed(high).minus(first);
    let (whole, rest) = cells.as_chunks::<64>();
    let words = into.words_mut();
    for (cells, word) in whole.iter().zip(words.iter_mut()) {
        *word |= T::within(cells, first, span);
    }
    if let Some(last) = words.get_mut(whole.len()) {
        *last |= each(rest, |cell| cell.minus(first) <= span);
    }
}

/// Adds the rows whose cell is wanted.
fn scan<T: Copy>(cells: &[T], into: &mut Bits, wanted: impl Fn(T) -> bool) {
    for (cells, word) in cells.chunks(64).zip(into.words_mut()) {
        *word |= each(cells, &wanted);
    }
}

/// Guests whose things are added up at a time.
const AT_ONCE: usize = 64;
/// So many things of theirs fit.
const FIT: usize = 4_096;

fn sums<T: Narrow>(cells: &[T], set: &Bits, runs: &[(u32, u32)], has_gaps: bool, among: Option<&Bits>) -> Option<Vec<u32>> {
    // One by one, as its cell is kept.
    let sum_of = |(start, count): (u32, u32)| {
        let (mut sum, mut found, mut known) = (0u64, 0, 0);
        set.each_within(start, start + count, |row| {
            let cell: i64 = cells.get(row).map_or(0, |cell| (*cell).into());
            (sum, found, known) = (sum + cell as u64, found + 1, known + u64::from(cell != 0));
        });
        if found == 0 || known > 0 { u32::try_from(sum - known + 1).ok() } else { Some(0) }
    };
    if let Some(among) = among {
        let (mut all, mut fit) = (Vec::with_capacity(among.count() as usize), true);
        among.each(|at| {
            let sum = sum_of(runs[at]);
            fit &= sum.is_some();
            all.push(sum.unwrap_or(0));
        });
        return fit.then_some(all);
    }
    let mut all = Vec::with_capacity(runs.len());
    let mut upto = [0; FIT];
    for runs in runs.chunks(AT_ONCE) {
        let span = span(runs).filter(|(start, end)| !has_gaps && *end as usize <= cells.len() && ((end - start) as usize) < FIT);
        if let Some((start, end)) = span {
            // What comes to before each thing of the set, so that a guest's are a difference.
            let (mut sum, mut things) = (0, 0);
            set.each_within(start, end, |row| {
                let cell: i64 = cells[row].into();
                (sum, things) = (sum + cell as u64, things + 1);
                upto[things] = sum;
            });
            let mut before = 0;
            for (start, count) in runs {
                let found = set.count_run(*start, *count) as usize;
                // A cell is a number and one.
                all.push(u32::try_from(upto[before + found] - upto[before] - found as u64 + 1).ok()?);
                before += found;
            }
        } else {
            for run in runs {
                all.push(sum_of(*run)?);
            }
        }
    }
    Some(all)
}

/// The rows that runs cover, where they follow each other.
fn span(runs: &[(u32, u32)]) -> Option<(u32, u32)> {
    let mut some = runs.iter().filter(|(_, count)| *count > 0);
    let (start, count) = some.next()?;
    let end = some.try_fold(start + count, |end, (start, count)| (*start == end).then_some(end + count))?;
    Some((*start, end))
}
