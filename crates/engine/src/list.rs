//! Questions over all guests: search, order, window.

use std::cmp::Ordering;

use innkeeper_domain::order;
use innkeeper_domain::text::fold_for_search;

use crate::audience::Members;
use crate::columns::Columns;
use crate::protocol::{GuestsQuery, GuestsSort};

/// Most rows in one window.
pub const WINDOW_MAX: u32 = 200;

/// Answers questions over the columns and remembers the last order and the last answer: a window further down, or one more letter, costs little.
#[derive(Debug, Default)]
pub struct GuestList {
    order: Option<(GuestsSort, Vec<u32>)>,
    sorted: bool,
    answer: Option<Answer>,
}

#[derive(Debug)]
struct Answer {
    search: String,
    rule: String,
    sort: GuestsSort,
    descending: bool,
    rows: Vec<u32>,
}

impl GuestList {
    /// The columns have changed.
    pub fn forget(&mut self) {
        // The order stays as a start for the next sort: almost sorted is sorted fast.
        self.answer = None;
        self.sorted = false;
    }

    /// Rows found, in order; the window is `query.offset ..`. `members` are those the rule of the query holds for; without them it is left out.
    pub fn find(&mut self, columns: &Columns, query: &GuestsQuery, members: Option<&Members>) -> &[u32] {
        let search = fold_for_search(query.search.trim());
        let same = |a: &Answer| a.sort == query.sort && a.descending == query.descending && a.rule == query.rule;
        let known = self.answer.as_ref().is_some_and(|a| same(a) && a.search == search);
        if !known {
            // What starts with the same words can only be among what was found before.
            let narrower = self.answer.take().filter(|a| same(a) && !a.search.is_empty() && search.starts_with(&a.search));
            let needles: Vec<Needle<'_>> = search.split_whitespace().map(Needle::new).collect();
            let is_member = |row: &u32| members.is_none_or(|members| members.has(*row));
            let found = |row: &u32| is_member(row) && needles.iter().all(|needle| needle.is_in(columns.haystack(*row as usize)));
            let rows = match narrower {
                Some(answer) => answer.rows.into_iter().filter(found).collect(),
                None => {
                    let order = self.ordered(columns, query.sort);
                    let active = |row: &u32| !columns.is_archived(*row as usize);
                    let rows = order.iter().copied().filter(active).filter(found);
                    if query.descending { reversed(columns, query.sort, rows.collect()) } else { rows.collect() }
                }
            };
            self.answer = Some(Answer { search, rule: query.rule.clone(), sort: query.sort, descending: query.descending, rows });
        }
        self.answer.as_ref().map_or(&[], |a| &a.rows)
    }

    fn ordered(&mut self, columns: &Columns, sort: GuestsSort) -> &[u32] {
        let known = self.order.take().filter(|(known, order)| *known == sort && order.len() <= columns.len());
        let ready = self.sorted && known.as_ref().is_some_and(|(_, order)| order.len() == columns.len());
        let mut order = known.map_or_else(Vec::new, |(_, order)| order);
        if !ready {
            order.extend(order.len() as u32..columns.len() as u32);
            order::sort_rows(&mut order, &|a, b| compare(columns, sort, a, b).then(a.cmp(&b)));
        }
        self.sorted = true;
        &self.order.insert((sort, order)).1
    }
}

/// One word of a search. A word of digits and signs of a phone number looks for its digits alone.
pub(crate) struct Needle<'a> {
    word: &'a str,
    digits: Option<String>,
}

impl<'a> Needle<'a> {
    pub(crate) fn new(word: &'a str) -> Self {
        let is_phone = word.chars().all(|c| c.is_ascii_digit() || "+-()./".contains(c));
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        Self { word, digits: (is_phone && !digits.is_empty() && digits != word).then_some(digits) }
    }

    /// Whether a word there begins with it.
    pub(crate) fn begins_a_word_of(&self, haystack: &str) -> bool {
        let begins = |needle: &str| haystack.split(' ').any(|word| word.starts_with(needle));
        begins(self.word) || self.digits.as_deref().is_some_and(begins)
    }

    /// Whether it is anywhere in there.
    pub(crate) fn is_in(&self, haystack: &str) -> bool {
        haystack.contains(self.word) || self.digits.as_ref().is_some_and(|digits| haystack.contains(digits.as_str()))
    }
}

/// Rows without a value stand at the end, whichever way the others go.
fn has_value(columns: &Columns, sort: GuestsSort, row: usize) -> bool {
    let derived = columns.derived(row);
    match sort {
        GuestsSort::Changed | GuestsSort::Stays | GuestsSort::Nights => true,
        GuestsSort::Name => !columns.sort_key(row).is_empty(),
        GuestsSort::Email => !columns.email(row).is_empty(),
        GuestsSort::Country => !columns.country(row).is_empty(),
        GuestsSort::LastStay => derived.last_stay.is_some(),
        GuestsSort::NextStay => derived.next_stay.is_some(),
        GuestsSort::Value => derived.value.is_some(),
    }
}

fn compare(columns: &Columns, sort: GuestsSort, a: usize, b: usize) -> Ordering {
    let (da, db) = (columns.derived(a), columns.derived(b));
    let empty_last = has_value(columns, sort, b).cmp(&has_value(columns, sort, a));
    empty_last.then_with(|| match sort {
        GuestsSort::Changed => columns.changed(a).cmp(&columns.changed(b)),
        GuestsSort::Name => columns.sort_key(a).cmp(columns.sort_key(b)),
        GuestsSort::Email => columns.email(a).cmp(columns.email(b)),
        GuestsSort::Country => columns.country(a).cmp(columns.country(b)),
        GuestsSort::LastStay => da.last_stay.cmp(&db.last_stay),
        GuestsSort::NextStay => da.next_stay.cmp(&db.next_stay),
        GuestsSort::Stays => da.stays.cmp(&db.stays),
        GuestsSort::Nights => da.nights.cmp(&db.nights),
        GuestsSort::Value => da.value.map(|m| m.minor).cmp(&db.value.map(|m| m.minor)),
    })
}

fn reversed(columns: &Columns, sort: GuestsSort, mut rows: Vec<u32>) -> Vec<u32> {
    let full = rows.partition_point(|row| has_value(columns, sort, *row as usize));
    rows[..full].reverse();
    rows
}
