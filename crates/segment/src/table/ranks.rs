//! RFM: how recently, how often and for how much guests stayed, each as fifths of all who did (`NTILE(5)` of SQL, the best fifth 5).

use innkeeper_domain::Date;
use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::text::fold_for_search;

use super::cells::Numbers;
use super::column::Column;
use super::things::Things;
use crate::bits::Bits;
use crate::field::{About, Derived, declared};
use crate::operator::{Operator, Sought};
use crate::relative::{Relative, Unit};

/// Months of stays that are looked at.
const MONTHS: i32 = 36;

/// The fifths of every guest who takes part; others have none.
#[derive(Clone, Debug)]
pub(super) struct Ranks {
    recency: Column,
    frequency: Column,
    monetary: Column,
    /// All three as the digits of one number.
    cell: Column,
}

impl Ranks {
    /// Of the guests in these rows who have a stay behind them within [`MONTHS`]. Where guests are equal, those who come first in `rows` are lower.
    pub(super) fn of(stays: &Things, today: Date, rows: &[u32]) -> Self {
        let lived = Lived::of(stays, &past(stays, today), rows);
        let len = lived.rows.iter().max().map_or(0, |last| *last as usize + 1);
        let mut cell = vec![0; len];
        let mut fifth = |keys: &[u32], digit: u16| {
            let mut cells = vec![0; len];
            for (row, fifth) in lived.rows.iter().zip(fifths(keys)) {
                cells[*row as usize] = fifth;
                cell[*row as usize] += u16::from(fifth) * digit;
            }
            Column::Numbers(Numbers::of_bytes(1, cells))
        };
        let (recency, frequency) = (fifth(&lived.last, 100), fifth(&lived.count, 10));
        let monetary = fifth(&in_order(&lived.spent), 1);
        Self { recency, frequency, monetary, cell: Column::Numbers(Numbers::of_pairs(1, cell)) }
    }

    /// The column of one of them; none of anything else.
    pub(super) fn column(&self, asked: Derived) -> Option<&Column> {
        Some(match asked {
            Derived::Recency => &self.recency,
            Derived::Frequency => &self.frequency,
            Derived::Monetary => &self.monetary,
            Derived::RfmCell => &self.cell,
            _ => return None,
        })
    }
}

/// What the fifths are of: the guests who take part, and what their stays come to.
#[derive(Default)]
struct Lived {
    rows: Vec<u32>,
    /// Days of the last departure, from whichever day on.
    last: Vec<u32>,
    count: Vec<u32>,
    /// In the currency that most was spent in.
    spent: Vec<i64>,
}

impl Lived {
    fn of(stays: &Things, past: &Bits, rows: &[u32]) -> Self {
        let column = |asked| stays.column(&declared(About::Stay, asked).expect("rules ask for it"));
        let (departure, total, currency) = (column(stay::DEPARTURE.field()), column(stay::TOTAL.field()), column(stay::CURRENCY.field()));
        let mut lived = Self::default();
        // Amounts without a currency are added up by themselves.
        if currency.is_one_text()
            && currency.missing(stays.rows()).is_none()
            && let Some(departures) = departure.numbers().and_then(Numbers::pairs)
            && let Some(totals) = total.numbers().and_then(Numbers::fours)
        {
            lived.add(stays, rows, |start, end| {
                let (mut count, mut last, mut spent) = (0, 0, 0);
                past.each_within(start, end, |thing| {
                    count += 1;
                    last = last.max(departures.get(thing).copied().unwrap_or(0).into());
                    spent += i64::from(totals.get(thing).copied().unwrap_or(0).saturating_sub(1));
                });
                (count, last, spent)
            });
            return lived;
        }
        let mut sums: Vec<(Option<i64>, i64)> = Vec::new();
        lived.add(stays, rows, |start, end| {
            let (mut count, mut last) = (0, 0);
            sums.clear();
            past.each_within(start, end, |thing| {
                count += 1;
                last = last.max(departure.number(thing).unwrap_or(0));
                let (money, of) = (total.number(thing).unwrap_or(0), currency.place(thing));
                match sums.iter_mut().find(|(known, _)| *known == of) {
                    Some((_, sum)) => *sum = sum.saturating_add(money),
                    None => sums.push((of, money)),
                }
            });
            (count, last.clamp(0, u32::MAX.into()) as u32, sums.iter().map(|(_, sum)| *sum).max().unwrap_or(0))
        });
        lived
    }

    /// Takes in the guests who have some of the stays; it is told how many there are from one to another, when the last was and what was spent.
    fn add(&mut self, stays: &Things, rows: &[u32], mut of: impl FnMut(u32, u32) -> (u32, u32, i64)) {
        for keys in [&mut self.rows, &mut self.last, &mut self.count] {
            keys.reserve_exact(rows.len());
        }
        self.spent.reserve_exact(rows.len());
        for row in rows {
            let (start, len) = stays.runs().get(*row as usize).copied().unwrap_or_default();
            let (count, last, spent) = of(start, start + len);
            if count > 0 {
                self.rows.push(*row);
                self.last.push(last);
                self.count.push(count);
                self.spent.push(spent);
            }
        }
    }
}

/// The stays that took place and are over, and ended within [`MONTHS`].
fn past(stays: &Things, today: Date) -> Bits {
    let from = Relative::new(-MONTHS, Unit::Month, false).day(today).unwrap_or(today);
    let asked = |field, operator, sought| stays.scan(&declared(About::Stay, field).expect("rules ask for it"), operator, &[sought]).yes;
    let day = |day: Date| Sought::Days(day.days_since_epoch(), day.days_since_epoch());
    let left = Sought::Text(fold_for_search(StayStatus::CheckedOut.code()));
    let mut past = asked(stay::STATUS.field(), Operator::Equal, left);
    past.add(&asked(stay::DEPARTURE.field(), Operator::Less, day(today)));
    past.keep(&asked(stay::DEPARTURE.field(), Operator::AtLeast, day(from)));
    stays.keep_counting(&mut past, false);
    past
}

/// Keys in the order of amounts, some of which may be below zero or beyond 32 bits.
fn in_order(amounts: &[i64]) -> Vec<u32> {
    let (least, most) = amounts.iter().fold((i64::MAX, i64::MIN), |(least, most), amount| (least.min(*amount), most.max(*amount)));
    if amounts.is_empty() || most.abs_diff(least) <= u32::MAX.into() {
        return amounts.iter().map(|amount| amount.abs_diff(least) as u32).collect();
    }
    let above_least = || amounts.iter().map(|amount| amount.abs_diff(least));
    let mut different: Vec<u64> = above_least().collect();
    different.sort_unstable();
    different.dedup();
    above_least().map(|amount| different.partition_point(|lower| *lower < amount) as u32).collect()
}

/// Which fifth each key is in, from 1 for the lowest; the first fifths take one more where it does not come out even. Of equal keys the first are lower.
fn fifths(keys: &[u32]) -> Vec<u8> {
    let (size, more) = (keys.len() / 5, keys.len() % 5);
    let begins = [1, 2, 3, 4].map(|fifth| (fifth * size + fifth.min(more)) as u32);
    let fifth = |place: u32| begins.iter().fold(1, |fifth, begin| fifth + u8::from(place >= *begin));
    let (least, most) = keys.iter().fold((u32::MAX, 0), |(least, most), key| (least.min(*key), most.max(*key)));
    // Keys are counted by their upper half, where they are not few, and by the lower one only where a fifth ends among keys of the same upper half.
    let bits = u32::BITS - most.saturating_sub(least).leading_zeros();
    let low = if bits > NARROW { bits / 2 } else { 0 };
    let upper = |key: u32| ((key - least) >> low) as usize;
    let lower = |key: u32| ((key - least) & ((1 << low) - 1)) as usize;
    let mut next = places(keys.iter().map(|key| upper(*key)), 1 << (bits - low), 0);
    let is_cut = |at: usize| {
        let end = next.get(at + 1).copied().unwrap_or(keys.len() as u32);
        low > 0 && end > next[at] && fifth(next[at]) != fifth(end - 1)
    };
    let cut = (0..next.len()).filter(|at| is_cut(*at));
    let mut cut: Vec<(usize, Vec<u32>)> =
        cut.map(|at| (at, places(keys.iter().filter(|key| upper(**key) == at).map(|key| lower(*key)), 1 << low, next[at]))).collect();
    let of_key = |key: &u32| {
        let at = upper(*key);
        let next = match cut.iter_mut().find(|(piece, _)| *piece == at) {
            Some((_, next)) => &mut next[lower(*key)],
            None => &mut next[at],
        };
        *next += 1;
        fifth(*next - 1)
    };
    keys.iter().map(of_key).collect()
}

/// Keys of so many bits are few.
const NARROW: u32 = 12;

/// For each of so many numbers how many are below it, and so many more.
fn places(numbers: impl Iterator<Item = usize>, room: usize, before: u32) -> Vec<u32> {
    let mut counts = vec![0; room];
    numbers.for_each(|number| counts[number] += 1);
    let mut place = before;
    counts.iter_mut().for_each(|count| place += std::mem::replace(count, place));
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As SQL says it: rows in order, numbered, the first groups one larger.
    fn ntile(keys: &[u32]) -> Vec<u8> {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|at| (keys[*at], *at));
        let mut fifths = vec![0; keys.len()];
        let mut next = order.into_iter();
        for fifth in 0..5 {
            let size = keys.len() / 5 + usize::from(fifth < keys.len() % 5);
            next.by_ref().take(size).for_each(|at| fifths[at] = fifth as u8 + 1);
        }
        fifths
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_amounts(amounts in proptest::collection::vec(prop_oneof![-4..4i64, any::<i64>()], 0..20)) {
            let keys = in_order(&amounts);
            for (one, key) in amounts.iter().zip(&keys) {
                for (other, of_other) in amounts.iter().zip(&keys) {
                    prop_assert_eq!(one.cmp(other), key.cmp(of_other));
                }
            }
        }

        #[test]
        fn fifths_are_those_of_sql(keys in proptest::collection::vec(prop_oneof![0..4u32, 0..1_000_000u32, any::<u32>()], 0..60)) {
            prop_assert_eq!(fifths(&keys), ntile(&keys));
        }
    }
}
