//! The low form of a row: its cells as typed values, before anybody asks what they mean together.

use innkeeper_domain::consent::Decision;
use innkeeper_domain::{Currency, Date, Field, Shape, Value, guest, stay};
use sha2::{Digest, Sha256};

use super::bind::{Bound, BoundCondition, BoundConsent, BoundField, BoundRecord};
use super::cell::{self, Around, Fault};
use super::day;
use super::finding::{Code, Finding, Flaw};
use super::table::Row;

/// A field and its value; a member of a set if the field is one.
pub type Typed = (&'static Field, Value);

/// The cells of a row as values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LowRow {
    /// Row number, from 1.
    pub number: u64,
    /// Line of the file, from 1.
    pub line: u64,
    /// Nothing stands in it.
    pub blank: bool,
    /// A skip rule names it; the word that did.
    pub skipped: Option<String>,
    /// What identifies the guest; empty if the cell is.
    pub guest_ref: String,
    /// Values of the guest.
    pub guest: Vec<Typed>,
    /// What identifies the stay; empty if the cell is, or if the map has no stays.
    pub stay_ref: String,
    /// Values of the stay.
    pub stay: Vec<Typed>,
    /// How many of them stand in the row itself, and not in the map as constants.
    pub stay_given: usize,
    /// Decisions about consents.
    pub consents: Vec<LowConsent>,
    /// What was wrong with its cells.
    pub findings: Vec<Finding>,
}

/// A decision about a consent, as given.
#[derive(Clone, Debug, PartialEq)]
pub struct LowConsent {
    /// Its place in the map.
    pub at: usize,
    /// What was decided.
    pub decision: Decision,
    /// Where the proof lies; empty if the row does not say.
    pub evidence: String,
    /// The day it was given.
    pub on: Option<Date>,
}

/// Reads rows of one file.
#[derive(Debug)]
pub struct Typist<'a> {
    bound: &'a Bound<'a>,
    has_nul: bool,
    damaged: bool,
}

impl<'a> Typist<'a> {
    /// `has_nul` and `damaged` say whether the file has NUL characters or bytes without meaning at all, so that most
    /// files are not searched for them cell by cell.
    pub fn new(bound: &'a Bound<'a>, has_nul: bool, damaged: bool) -> Self {
        Self { bound, has_nul, damaged }
    }

    /// The low form of a row with what the reader found wrong about its shape.
    pub fn type_row(&self, row: &Row, flaws: Vec<Flaw>) -> LowRow {
        let mut low = LowRow { number: row.number, line: row.line, blank: row.is_blank(), ..LowRow::default() };
        for flaw in flaws {
            low.findings.push(finding(row, "", Fault::of(flaw.code), &flaw.given, None));
        }
        if low.blank {
            return low;
        }
        low.skipped = self.bound.skip.iter().find(|rule| self.holds(rule, row)).map(|rule| self.text(row, rule.column, None));
        if low.skipped.is_some() {
            return low;
        }
        low.guest_ref = self.reference(&self.bound.guest, row);
        let around = Around { currency: self.bound.currency(), country: None, zone: self.bound.zone.as_ref() };
        low.guest = self.guest(row, around, &mut low.findings);
        if let Some(record) = &self.bound.stay {
            low.stay_ref = self.reference(record, row);
            (low.stay, low.stay_given) = self.stay(record, row, around, &mut low.findings);
        }
        for (at, consent) in self.bound.consents.iter().enumerate() {
            low.consents.extend(self.consent(at, consent, row, &mut low.findings));
        }
        low
    }

    /// The guest's country is read first: national telephone numbers are read by it.
    fn guest(&self, row: &Row, around: Around<'_>, findings: &mut Vec<Finding>) -> Vec<Typed> {
        let is_country = |entry: &&BoundField<'_>| *entry.field == *guest::COUNTRY.field();
        let mut values = Vec::with_capacity(self.bound.guest.fields.len());
        for entry in self.bound.guest.fields.iter().filter(is_country) {
            self.field(entry, row, around, &mut values, findings);
        }
        if values.is_empty()
            && let Some(entry) = self.bound.guest.fields.iter().find(is_country)
        {
            let column = entry.columns.first().map_or("", |column| self.bound.columns[*column].as_str());
            findings.push(finding(row, column, Fault::of(Code::NoCountry), "", None));
        }
        let country = values.first().and_then(|(_, country)| country.as_text().map(str::to_owned));
        let around = Around { country: country.as_deref().or(self.bound.map.phone_country.as_deref()), ..around };
        for entry in self.bound.guest.fields.iter().filter(|entry| !is_country(entry)) {
            self.field(entry, row, around, &mut values, findings);
        }
        values
    }

    /// The currency is read first: the amounts of the row are read in it.
    fn stay(&self, record: &BoundRecord<'_>, row: &Row, around: Around<'_>, findings: &mut Vec<Finding>) -> (Vec<Typed>, usize) {
        let is_currency = |entry: &&BoundField<'_>| *entry.field == *stay::CURRENCY.field();
        let mut values = Vec::with_capacity(record.fields.len() + 1);
        let mut given = 0;
        for entry in record.fields.iter().filter(is_currency) {
            given += self.field(entry, row, around, &mut values, findings);
        }
        if values.is_empty() {
            values.push((stay::CURRENCY.field(), around.currency.into()));
        }
        let told = values.first().and_then(|(_, code)| code.as_text()?.parse::<Currency>().ok());
        let around = Around { currency: told.unwrap_or(around.currency), ..around };
        for entry in record.fields.iter().filter(|entry| !is_currency(entry)) {
            given += self.field(entry, row, around, &mut values, findings);
        }
        (values, given)
    }

    /// Reads a field into `values`; gives how many values the row itself said.
    fn field(&self, entry: &BoundField<'_>, row: &Row, around: Around<'_>, values: &mut Vec<Typed>, findings: &mut Vec<Finding>) -> usize {
        if entry.when.as_ref().is_some_and(|rule| !self.holds(rule, row)) {
            return 0;
        }
        let before = values.len();
        if let Some(constant) = &entry.source.constant {
            self.value(entry, constant, row, around, values, findings);
            return 0;
        }
        let mut joined = String::new();
        for column in &entry.columns {
            let cell = self.text(row, *column, Some(findings));
            if cell.is_empty() {
                continue;
            }
            if cell::is_placeholder(&cell, &entry.source.reading) {
                findings.push(finding(row, &self.bound.columns[*column], Fault::of(Code::PlaceholderRead), &cell, None));
                continue;
            }
            if !joined.is_empty() {
                joined.push_str(&entry.source.join);
            }
            joined.push_str(&cell);
        }
        match &entry.source.split {
            Some(split) if entry.field.shape == Shape::Set => {
                for member in joined.split(split.as_str()).map(str::trim).filter(|member| !member.is_empty()) {
                    self.value(entry, member, row, around, values, findings);
                }
            }
            _ if joined.is_empty() => {}
            _ => self.value(entry, &joined, row, around, values, findings),
        }
        values.len() - before
    }

    fn value(
        &self,
        entry: &BoundField<'_>,
        text: &str,
        row: &Row,
        around: Around<'_>,
        values: &mut Vec<Typed>,
        findings: &mut Vec<Finding>,
    ) {
        let (value, faults) = cell::read(entry.field, text, entry.source, around);
        for fault in faults {
            let column = entry.columns.first().map_or("", |column| self.bound.columns[*column].as_str());
            findings.push(finding(row, column, fault, text, value.as_ref()));
        }
        if let Some(value) = value {
            values.push((entry.field, value));
        }
    }

    /// A yes, a no, or neither. A yes without evidence is nobody's word: it is said and not taken.
    fn consent(&self, at: usize, consent: &BoundConsent<'_>, row: &Row, findings: &mut Vec<Finding>) -> Option<LowConsent> {
        let text = self.text(row, consent.column, Some(findings));
        let word = text.to_lowercase();
        let column = self.bound.columns[consent.column].as_str();
        let decision = if consent.map.refused.contains(&word) {
            Decision::Refused
        } else if consent.map.granted.contains(&word) {
            Decision::Granted
        } else {
            if !word.is_empty() {
                findings.push(finding(row, column, Fault::of(Code::CodeUnknown), &text, None));
            }
            return None;
        };
        let evidence = consent.evidence.map(|column| self.text(row, column, Some(findings))).unwrap_or_default();
        if decision == Decision::Granted && evidence.is_empty() {
            findings.push(finding(row, column, Fault::of(Code::ConsentWithoutEvidence), &text, None));
            return None;
        }
        let on = consent.on.and_then(|column| {
            let text = self.text(row, column, Some(findings));
            let (day, _) = day::read(&text, self.bound.map.reading.dates, self.bound.zone.as_ref());
            if day.is_none() && !text.is_empty() {
                findings.push(finding(row, &self.bound.columns[column], Fault::of(Code::DateUnreadable), &text, None));
            }
            day
        });
        Some(LowConsent { at, decision, evidence, on })
    }

    /// A cell without outer blanks and NUL characters.
    fn text(&self, row: &Row, column: usize, findings: Option<&mut Vec<Finding>>) -> String {
        let mut cell = row.cell(column).trim();
        if self.bound.map.unquote_formulas
            && let Some(rest) = cell.strip_prefix('\'')
            && crate::export::starts_a_formula(rest)
        {
            cell = rest;
        }
        let mut text = cell.to_owned();
        if !self.has_nul && !self.damaged {
            return text;
        }
        let mut said = Vec::new();
        if text.contains('\0') {
            text = text.replace('\0', "").trim().to_owned();
            said.push(Code::NulRemoved);
        }
        if self.damaged && text.contains(char::REPLACEMENT_CHARACTER) {
            said.push(Code::Undecodable);
        }
        if let Some(findings) = findings {
            let name = self.bound.columns[column].as_str();
            let kept = Value::from(text.as_str());
            findings.extend(said.into_iter().map(|code| finding(row, name, Fault::of(code), cell, Some(&kept))));
        }
        text
    }

    fn holds(&self, rule: &BoundCondition<'_>, row: &Row) -> bool {
        let word = self.text(row, rule.column, None).to_lowercase();
        rule.is.contains(&word)
    }

    /// Empty if one of the identifying cells is: half a number identifies nobody.
    fn reference(&self, record: &BoundRecord<'_>, row: &Row) -> String {
        if record.reference.is_empty() {
            return content(row);
        }
        let parts: Vec<String> = record.reference.iter().map(|column| self.text(row, *column, None)).collect();
        if parts.iter().any(String::is_empty) {
            return String::new();
        }
        let joined = parts.join("/");
        if joined.len() > LONGEST_REFERENCE { digest([joined.as_str()].into_iter()) } else { joined }
    }
}

/// A longer number than this, in bytes, is named by its digest, so that the external reference stays a short text.
const LONGEST_REFERENCE: usize = 150;

/// The name of a row that has no number.
fn content(row: &Row) -> String {
    digest(row.cells())
}

/// The first 16 bytes of the SHA-256 of some texts, hexadecimal.
fn digest<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    crate::hex::encode(&hash.finalize()[..16])
}

fn finding(row: &Row, column: &str, fault: Fault, given: &str, kept: Option<&Value>) -> Finding {
    Finding {
        row: row.number,
        line: row.line,
        column: column.to_owned(),
        code: fault.code,
        effect: fault.effect,
        given: given.to_owned(),
        kept: kept.map(written).unwrap_or_default(),
    }
}

/// A value as the problems file shows it.
pub fn written(value: &Value) -> String {
    match value {
        Value::Empty | Value::Hidden => String::new(),
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Decimal(decimal) => decimal.to_string(),
        Value::Ref(id) => id.to_string(),
    }
}
