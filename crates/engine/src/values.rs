//! What stands in a field, for whoever types a rule: its values with how many guests have each, and the numbers that a segment is kept by.

use std::collections::HashMap;

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{guest, order};
use innkeeper_segment::{About, Guest, Held, Kind, Question, field};

use crate::audience::Asked;
use crate::columns::Columns;
use crate::engine::Memory;
use crate::protocol::{NUMBERS_MAX, NumbersView, ValueCount, ValuesQuery};

/// Most values of one answer.
const VALUES_MAX: usize = 300;

/// A value as it is compared, as it is written first, and how many guests have it.
type Counted = (String, ValueCount);

/// The values of the field that was asked for last: whoever types asks for the same field with every letter.
#[derive(Debug, Default)]
pub(crate) struct Values {
    things: String,
    field: String,
    /// Those of most guests first.
    counted: Vec<Counted>,
}

impl Values {
    /// The values that contain what is searched for; those that begin with it come first.
    pub(crate) fn find(&mut self, columns: &Columns, query: &ValuesQuery) -> Vec<ValueCount> {
        if (&self.things, &self.field) != (&query.things, &query.field) {
            *self = Self { things: query.things.clone(), field: query.field.clone(), counted: count(columns, query) };
        }
        let needle = fold_for_search(query.search.trim());
        let mut found: Vec<&Counted> = self.counted.iter().filter(|(folded, _)| folded.contains(&needle)).collect();
        order::sort_by_key(&mut found, |(folded, _)| !folded.starts_with(&needle));
        found.into_iter().take((query.limit as usize).min(VALUES_MAX)).map(|(_, value)| value.clone()).collect()
    }
}

/// Where a field is: with the guest, or with things of the guest's.
fn place(query: &ValuesQuery) -> Option<(About, Question)> {
    let about = match field(About::Guest, &query.things).map(|question| question.kind) {
        Some(Kind::Each(things)) => things,
        _ => About::Guest,
    };
    Some((about, field(about, &query.field)?))
}

fn count(columns: &Columns, query: &ValuesQuery) -> Vec<Counted> {
    let Some((about, question)) = place(query) else { return Vec::new() };
    if about == About::Guest {
        // What hardly two guests share is not counted: there is nothing to offer.
        let counted = columns.table().counts(&[&question], columns.active_rows()).unwrap_or_default();
        let texts = counted.into_iter().filter_map(|(held, count)| match held.into_iter().next() {
            Some(Held::Text(text)) => Some(ValueCount { value: text.into_owned(), count }),
            _ => None,
        });
        return merged(texts);
    }
    let mut found: HashMap<String, ValueCount> = HashMap::new();
    let mut own: Vec<String> = Vec::new();
    for row in columns.active_rows().iter() {
        let guest = columns.table().guest(row as usize);
        let of = (0..guest.count(about)).filter(|at| about != About::Stay || guest.is_stay(*at));
        of.for_each(|at| take(&guest.held_by(about, at, &question), &mut own));
        // Two stays in a suite are one guest who had one.
        order::sort_by(&mut own, String::cmp);
        own.dedup();
        for value in own.drain(..) {
            match found.get_mut(&value) {
                Some(known) => known.count += 1,
                None => drop(found.insert(value.clone(), ValueCount { value, count: 1 })),
            }
        }
    }
    merged(found.into_values())
}

fn take(held: &Held<'_>, into: &mut Vec<String>) {
    match held {
        Held::Text(text) => into.push(text.clone().into_owned()),
        Held::Words(words) => into.extend(words.lines().map(str::to_owned)),
        Held::Missing | Held::Number(_) | Held::Day(_) | Held::Flag(_) => {}
    }
}

/// What rules hold for the same is one value, written as most write it.
fn merged(values: impl Iterator<Item = ValueCount>) -> Vec<Counted> {
    let mut by_fold: Vec<Counted> =
        values.map(|value| (fold_for_search(&value.value), value)).filter(|(folded, _)| !folded.is_empty()).collect();
    order::sort_by(&mut by_fold, |(a, one), (b, other)| a.cmp(b).then(other.count.cmp(&one.count)).then(one.value.cmp(&other.value)));
    by_fold.dedup_by(|(folded, value), (kept_folded, kept)| {
        let same = folded == kept_folded;
        if same {
            kept.count += value.count;
        }
        same
    });
    order::sort_by(&mut by_fold, |(a, one), (b, other)| other.count.cmp(&one.count).then(a.cmp(b)));
    by_fold
}

impl<S> Memory<S> {
    /// The hotel's numbers of the guests a rule holds for.
    pub(crate) fn numbers(&mut self, rule: &str, asked: Asked) -> NumbersView {
        let members = self.members(rule, asked);
        let (total, rows): (u32, Vec<u32>) = (members.total(), members.rows().iter().collect());
        let number = |row: u32| self.columns.table().text(row as usize, guest::NUMBER.field());
        let mut numbers: Vec<String> = rows.into_iter().map(number).filter(|number| !number.is_empty()).map(str::to_owned).collect();
        let without = total - u32::try_from(numbers.len()).unwrap_or(total);
        order::sort_by(&mut numbers, String::cmp);
        numbers.truncate(NUMBERS_MAX);
        NumbersView { total, without, numbers }
    }
}
