//! How many guests hold the same in a field, or in two: for charts, and for whoever looks for a value.

use innkeeper_domain::order;

use super::Table;
use super::cells::Numbers;
use super::column::Column;
use super::words::Sets;
use crate::ask::Held;
use crate::bits::Bits;
use crate::field::Question;

/// Values, one for each field that was asked for, and how many guests hold them.
pub type Counted<'a> = (Vec<Held<'a>>, u32);

/// So many counts are kept side by side; more are sorted.
const SIDE_BY_SIDE: u64 = 1 << 20;

/// A field with a few values, each of which has a number: 0 is nothing.
struct Coded<'a> {
    column: &'a Column,
    cells: &'a Numbers,
    /// Numbers are below it.
    end: u64,
}

impl<'a> Coded<'a> {
    fn of(column: &'a Column) -> Option<Self> {
        let (cells, end) = match column {
            Column::Texts(texts) => (texts.places(), texts.different() as u64 + 1),
            Column::Numbers(cells) | Column::Days(cells) | Column::Flags(cells) => (cells, cells.cells_end()?),
            Column::Sets(_) | Column::Lines(_) | Column::Elsewhere => return None,
        };
        Some(Self { column, cells, end })
    }
}

impl Table {
    /// How many guests of a set hold the same in these fields, one or two: those of most guests first. Texts are as they are written. Who has nothing is
    /// counted as well, as [`Held::Missing`]; of a set each member counts by itself, as a text, and a set without members as such. None where values hardly
    /// repeat: addresses, large numbers.
    #[must_use]
    pub fn counts(&self, by: &[&Question], among: &Bits) -> Option<Vec<Counted<'_>>> {
        let columns: Vec<&Column> = by.iter().map(|question| self.column(question)).collect();
        let mut counted = counts(&columns, among)?;
        order::sort_by_key(&mut counted, |(_, count)| std::cmp::Reverse(*count));
        Some(counted)
    }
}

fn counts<'a>(columns: &[&'a Column], among: &Bits) -> Option<Vec<Counted<'a>>> {
    let set = columns.iter().enumerate().find_map(|(at, column)| if let Column::Sets(sets) = column { Some((at, sets)) } else { None });
    let Some((at, sets)) = set else {
        let coded: Vec<Coded<'_>> = columns.iter().map(|column| Coded::of(column)).collect::<Option<_>>()?;
        return Some(match coded.as_slice() {
            [] => vec![(Vec::new(), among.count())],
            [one] => count_one(one, among),
            [one, other] => count_two(one, other, among),
            _ => return None,
        });
    };
    let mut rest = columns.to_vec();
    rest.remove(at);
    let mut counted = Vec::new();
    for (held, rows) in parts(sets, among) {
        for (mut values, count) in counts(&rest, &rows)? {
            values.insert(at, held.clone());
            counted.extend((count > 0).then_some((values, count)));
        }
    }
    Some(counted)
}

/// The rows of each member, those whose set is empty, and those of which none is known.
fn parts<'a>(sets: &'a Sets, among: &Bits) -> impl Iterator<Item = (Held<'a>, Bits)> {
    let unknown = sets.missing(among.rows()).unwrap_or_else(|| Bits::none(among.rows()));
    let mut empty = sets.filled(among.rows()).turned();
    empty.drop(&unknown);
    let others = [(Held::Words("".into()), empty), (Held::Missing, unknown)];
    let parts = sets.members(among.rows()).map(|(member, rows)| (Held::Text(member.into()), rows)).chain(others);
    parts.map(|(held, mut rows)| {
        rows.keep(among);
        (held, rows)
    })
}

fn count_one<'a>(one: &Coded<'a>, among: &Bits) -> Vec<Counted<'a>> {
    let values = |key: u64| vec![one.column.coded(key)];
    match one.cells.bytes() {
        Some(bytes) => tally(one.end, among, |row| bytes.get(row).copied().unwrap_or(0).into(), values),
        None => tally(one.end, among, |row| one.cells.cell(row), values),
    }
}

fn count_two<'a>(one: &Coded<'a>, other: &Coded<'a>, among: &Bits) -> Vec<Counted<'a>> {
    let end = one.end * other.end;
    let values = |key: u64| vec![one.column.coded(key / other.end), other.column.coded(key % other.end)];
    match (one.cells.bytes(), other.cells.bytes()) {
        (Some(bytes), Some(others)) => {
            let key =
                |row: usize| u64::from(bytes.get(row).copied().unwrap_or(0)) * other.end + u64::from(others.get(row).copied().unwrap_or(0));
            tally(end, among, key, values)
        }
        _ => tally(end, among, |row| one.cells.cell(row) * other.end + other.cells.cell(row), values),
    }
}

/// The keys of rows, below an end, with how many rows have each.
fn tally<'a>(end: u64, among: &Bits, key: impl Fn(usize) -> u64, values: impl Fn(u64) -> Vec<Held<'a>>) -> Vec<Counted<'a>> {
    if end <= SIDE_BY_SIDE {
        let mut counts = vec![0; end as usize];
        among.each(|row| counts[key(row) as usize] += 1);
        return (0..).zip(counts).filter(|(_, count)| *count > 0).map(|(key, count)| (values(key), count)).collect();
    }
    let mut keys: Vec<u64> = among.iter().map(|row| key(row as usize)).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).map(|same| (values(same[0]), same.len() as u32)).collect()
}
