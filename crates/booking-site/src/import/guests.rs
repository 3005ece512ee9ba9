//! The guests of a file: rows with the same profile number are one guest.
//!
//! A later row fills what earlier ones left empty. Where rows differ, the value of the latest booking stands (of the
//! later row, if both were booked on one day), and the row that lost is said to differ.

use std::collections::HashMap;

use innkeeper_domain::{Date, Field, Shape, Value};

use super::finding::{Code, Finding};
use super::high::GuestDraft;
use super::low::{Typed, written};

/// Which of two values stands: the later.
type AsOf = (Option<Date>, u64);

/// The guests of a file, merged.
#[derive(Debug, Default)]
pub struct Guests {
    by_reference: HashMap<String, usize>,
    all: Vec<Guest>,
}

/// One guest.
#[derive(Debug, Default)]
pub struct Guest {
    values: Vec<(&'static Field, Value, AsOf)>,
}

impl Guests {
    /// Adds what a row says; gives what it says differently from the rows before.
    pub fn add(&mut self, draft: &GuestDraft, booked_on: Option<Date>, row: u64, line: u64) -> Vec<Finding> {
        let next = self.all.len();
        let at = match self.by_reference.get(&draft.reference) {
            Some(at) => *at,
            None => {
                self.by_reference.insert(draft.reference.clone(), next);
                self.all.push(Guest::default());
                next
            }
        };
        let mut findings = Vec::new();
        for (field, value) in &draft.values {
            if let Some(kept) = self.all[at].add(field, value, (booked_on, row)) {
                findings.push(Finding {
                    row,
                    line,
                    column: field.name.to_owned(),
                    code: Code::ProfileDiffers.name().into(),
                    effect: Code::ProfileDiffers.effect(),
                    given: written(value),
                    kept: written(&kept),
                });
            }
        }
        findings
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The merged values of a guest and its place among the guests; none if no row named it.
    pub fn get(&self, reference: &str) -> Option<(usize, Vec<Typed>)> {
        let at = *self.by_reference.get(reference)?;
        Some((at, self.all[at].values.iter().map(|(field, value, _)| (*field, value.clone())).collect()))
    }
}

impl Guest {
    /// Takes a value in; gives the value that stands if this one differs from the one before.
    fn add(&mut self, field: &'static Field, value: &Value, as_of: AsOf) -> Option<Value> {
        let of_field = |(known, ..): &&mut (&'static Field, Value, AsOf)| known.position == field.position;
        if field.shape == Shape::Set {
            if !self.values.iter().any(|(known, member, _)| known.position == field.position && member == value) {
                self.values.push((field, value.clone(), as_of));
            }
            return None;
        }
        match self.values.iter_mut().find(of_field) {
            None => {
                self.values.push((field, value.clone(), as_of));
                None
            }
            Some((_, known, since)) if known == value => {
                *since = as_of.max(*since);
                None
            }
            Some((_, known, since)) => {
                if as_of > *since {
                    *known = value.clone();
                    *since = as_of;
                }
                Some(known.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::guest;

    use super::*;

    fn draft(reference: &str, values: &[(&'static Field, &str)]) -> GuestDraft {
        let values = values.iter().map(|(field, text)| (*field, Value::from(*text))).collect();
        GuestDraft { reference: reference.to_owned(), values }
    }

    fn day(text: &str) -> Option<Date> {
        Some(text.parse().expect("written strictly"))
    }

    fn value(guests: &Guests, field: &Field) -> String {
        let (_, values) = guests.get("P1").expect("was added");
        values.iter().find(|(known, _)| *known == field).map(|(_, value)| written(value)).unwrap_or_default()
    }

    #[test]
    fn later_rows_fill_what_earlier_ones_left_empty() {
        let mut guests = Guests::default();
        guests.add(&draft("P1", &[(guest::SURNAME.field(), "Silva")]), day("2016-05-01"), 1, 2);
        let said = guests.add(&draft("P1", &[(guest::CITY.field(), "Faro")]), day("2015-05-01"), 2, 3);
        assert!(said.is_empty());
        assert_eq!(
            (value(&guests, guest::SURNAME.field()), value(&guests, guest::CITY.field()), guests.len()),
            ("Silva".to_owned(), "Faro".to_owned(), 1)
        );
    }

    #[test]
    fn the_value_of_the_latest_booking_stands_whatever_the_order_of_rows() {
        let older = (draft("P1", &[(guest::CITY.field(), "Faro")]), day("2015-05-01"));
        let newer = (draft("P1", &[(guest::CITY.field(), "Porto")]), day("2016-05-01"));
        for rows in [[&older, &newer], [&newer, &older]] {
            let mut guests = Guests::default();
            guests.add(&rows[0].0, rows[0].1, 1, 2);
            let said = guests.add(&rows[1].0, rows[1].1, 2, 3);
            assert_eq!(value(&guests, guest::CITY.field()), "Porto");
            assert_eq!((said[0].code.as_ref(), said[0].kept.as_str()), ("profile-differs", "Porto"));
        }
    }

    #[test]
    fn members_of_sets_add_up() {
        let mut guests = Guests::default();
        guests.add(&draft("P1", &[(guest::TAGS.field(), "golf")]), None, 1, 2);
        let said = guests.add(&draft("P1", &[(guest::TAGS.field(), "wine"), (guest::TAGS.field(), "golf")]), None, 2, 3);
        assert_eq!((guests.get("P1").expect("was added").1.len(), said.len()), (2, 0));
    }
}
