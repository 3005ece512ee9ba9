//! The first reading of a file: what becomes of every row, and who the guests are. It writes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Date, Field, FieldKind, FromValue};

use super::bind::Bound;
use super::draft::external_ref;
use super::finding::{Code, Effect, Finding};
use super::guests::Guests;
use super::high::{GuestDraft, HiRow, Outcome, raise};
use super::low::LowRow;
use super::table::Row;
use crate::erasure;
use crate::store::vault::ledger::Suppression;

/// Rows named as examples of a finding.
const EXAMPLES: usize = 5;

/// How often a finding was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What it does to a row.
    pub effect: Effect,
    /// How many times.
    pub count: u64,
    /// The first rows, by number.
    pub rows: Vec<u64>,
}

/// What the first reading found out.
#[derive(Debug, Default)]
pub struct Survey {
    /// What became of each row, in order.
    pub outcomes: Vec<Outcome>,
    /// Findings by code and effect.
    pub tallies: BTreeMap<(Effect, String), Tally>,
    /// The guests.
    pub guests: Guests,
    /// The row whose stay is kept, by the reservation's number.
    pub kept_rows: HashMap<String, u64>,
    /// Stays that took place, by day of arrival.
    pub arrivals: BTreeMap<Date, u32>,
    seen: HashSet<u64>,
}

/// Who must not be imported again.
pub(super) struct Erased {
    suppression: Suppression,
    system: String,
}

impl Erased {
    /// For imports from a system.
    pub(super) fn from_system(suppression: Suppression, system: &str) -> Self {
        Self { suppression, system: system.to_owned() }
    }

    fn is(&self, draft: &GuestDraft) -> bool {
        if self.suppression.is_empty() {
            return false;
        }
        let of = |text: &str, field: &Field| match field.kind {
            FieldKind::Email => Some(erasure::email_mark(text)),
            FieldKind::Phone => Some(erasure::phone_mark(text)),
            _ => None,
        };
        let marks = draft.values.iter().filter_map(|(field, value)| of(value.as_text()?, field));
        let reference = erasure::reference_mark(&external_ref(&self.system, &draft.reference));
        marks.chain([reference]).any(|mark| self.suppression.names(&mark))
    }
}

impl Survey {
    /// Takes a row in; gives what is to be said about it, and about an earlier row that it replaces.
    pub(super) fn add(&mut self, bound: &Bound<'_>, row: &Row, low: LowRow, erased: &Erased) -> Vec<Finding> {
        let line = low.line;
        let (mut high, mut findings) = raise(low);
        if high.as_ref().is_some_and(|high| erased.is(&high.guest)) {
            high = None;
            findings.push(Finding {
                row: row.number,
                line,
                column: String::new(),
                code: Code::Erased.name().into(),
                effect: Code::Erased.effect(),
                given: String::new(),
                kept: String::new(),
            });
        }
        if let Some(high) = &high {
            findings.extend(self.add_taken(bound, row, high, line));
        }
        self.outcomes.push(Outcome::Taken);
        for finding in &findings {
            self.count(finding);
        }
        let own: Vec<Finding> = findings.iter().filter(|finding| finding.row == row.number).cloned().collect();
        *self.outcomes.last_mut().expect("was pushed above") = Outcome::of(&own);
        findings
    }

    /// Counts a finding that another stage made about a row already taken in.
    pub fn add_finding(&mut self, finding: &Finding) {
        self.count(finding);
        self.demote(finding.row, finding.effect);
    }

    fn add_taken(&mut self, bound: &Bound<'_>, row: &Row, high: &HiRow, line: u64) -> Vec<Finding> {
        let booked_on = high.stay.as_ref().and_then(|stay| stay.day(stay::BOOKED_ON));
        let mut findings = self.guests.add(&high.guest, booked_on, high.number, line);
        let Some(stay) = &high.stay else { return findings };
        let status = stay.values.iter().find(|(field, _)| field.name == stay::STATUS.name());
        let took_place = status.is_none_or(|(_, value)| StayStatus::from_value(value) == Some(StayStatus::CheckedOut));
        if let Some(arrival) = stay.day(stay::ARRIVAL).filter(|_| took_place) {
            *self.arrivals.entry(arrival).or_default() += 1;
        }
        let say = |row: u64, code: Code| Finding {
            row,
            line: if row == high.number { line } else { 0 },
            column: String::new(),
            code: code.name().into(),
            effect: code.effect(),
            given: stay.reference.clone(),
            kept: String::new(),
        };
        if let Some(earlier) = self.kept_rows.insert(stay.reference.clone(), high.number) {
            let replaced = say(earlier, Code::ReservationRepeated);
            self.demote(earlier, replaced.effect);
            findings.push(replaced);
        } else if !self.seen.insert(without_number(bound, row)) {
            findings.push(say(high.number, Code::RowRepeats));
        }
        findings
    }

    fn demote(&mut self, row: u64, effect: Effect) {
        let at = usize::try_from(row - 1).unwrap_or(usize::MAX);
        if let Some(outcome) = self.outcomes.get_mut(at)
            && *outcome == Outcome::Taken
            && effect == Effect::Repair
        {
            *outcome = Outcome::Repaired;
        }
    }

    fn count(&mut self, finding: &Finding) {
        let key = (finding.effect, finding.code.clone().into_owned());
        let tally = self.tallies.entry(key).or_insert_with(|| Tally { effect: finding.effect, count: 0, rows: Vec::new() });
        tally.count += 1;
        if tally.rows.len() < EXAMPLES && !tally.rows.contains(&finding.row) {
            tally.rows.push(finding.row);
        }
    }

    /// How many rows had this outcome.
    pub fn total(&self, outcome: Outcome) -> u64 {
        self.outcomes.iter().filter(|found| **found == outcome).count() as u64
    }
}

/// The row without the cells that identify its stay.
fn without_number(bound: &Bound<'_>, row: &Row) -> u64 {
    let number: &[usize] = bound.stay.as_ref().map_or(&[], |record| &record.reference);
    let mut hasher = DefaultHasher::new();
    for (column, cell) in row.cells().enumerate() {
        if !number.contains(&column) {
            cell.hash(&mut hasher);
        }
    }
    hasher.finish()
}
