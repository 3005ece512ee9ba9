//! A map bound to the columns of one file: names become positions once, not for every row.

use std::collections::HashMap;

use innkeeper_domain::{Currency, Field};

use super::Error;
use super::map::{Condition, ConsentMap, Map, RecordMap, Reference, Source, nearest};

/// A map whose columns are found in a file.
#[derive(Debug)]
pub struct Bound<'a> {
    /// The map.
    pub map: &'a Map,
    /// Names of the file's columns.
    pub columns: &'a [String],
    /// The guest.
    pub guest: BoundRecord<'a>,
    /// The stay, if rows have one.
    pub stay: Option<BoundRecord<'a>>,
    /// Consents.
    pub consents: Vec<BoundConsent<'a>>,
    /// Rows that are left out.
    pub skip: Vec<BoundCondition<'a>>,
    /// Time zone of the property.
    pub zone: Option<jiff::tz::TimeZone>,
    /// Columns that neither the map takes nor its `unused` names.
    pub left_out: Vec<String>,
}

/// A record and the positions of its columns.
#[derive(Debug)]
pub struct BoundRecord<'a> {
    /// Positions of the identifying cells; empty if the content identifies.
    pub reference: Vec<usize>,
    /// Fields.
    pub fields: Vec<BoundField<'a>>,
}

/// A field and the positions of its columns.
#[derive(Debug)]
pub struct BoundField<'a> {
    /// The field.
    pub field: &'static Field,
    /// How it is read.
    pub source: &'a Source,
    /// Positions of its columns.
    pub columns: Vec<usize>,
    /// Only in rows where this holds.
    pub when: Option<BoundCondition<'a>>,
}

/// A condition and the position of its column.
#[derive(Debug)]
pub struct BoundCondition<'a> {
    /// The column.
    pub column: usize,
    /// The words, in lower case.
    pub is: &'a [String],
}

/// A consent and the positions of its columns.
#[derive(Debug)]
pub struct BoundConsent<'a> {
    /// The map's words.
    pub map: &'a ConsentMap,
    /// The column.
    pub column: usize,
    /// Column of the evidence.
    pub evidence: Option<usize>,
    /// Column of the day.
    pub on: Option<usize>,
}

impl<'a> Bound<'a> {
    /// Finds every column the map names: by its exact name, else without regard to case and outer blanks.
    ///
    /// # Errors
    /// The columns that are not there, each with the nearest one that is.
    pub fn new(map: &'a Map, columns: &'a [String]) -> Result<Self, Error> {
        let mut at = HashMap::new();
        let mut missing = Vec::new();
        for name in map.columns() {
            let same = |column: &String| column.trim().to_lowercase() == name.trim().to_lowercase();
            match columns.iter().position(|column| column == name).or_else(|| columns.iter().position(same)) {
                Some(position) => {
                    at.insert(name, position);
                }
                None => {
                    let known: Vec<&str> = columns.iter().map(String::as_str).collect();
                    let hint = nearest(name, &known).map(|near| format!(" (there is `{near}`)")).unwrap_or_default();
                    missing.push(format!("`{name}`{hint}"));
                }
            }
        }
        if !missing.is_empty() {
            return Err(Error::ColumnsMissing(missing));
        }
        let condition = |rule: &'a Condition| BoundCondition { column: at[rule.column.as_str()], is: &rule.is };
        let record = |record: &'a RecordMap| BoundRecord {
            reference: match &record.reference {
                Reference::Columns(names) => names.iter().map(|name| at[name.as_str()]).collect(),
                Reference::Content => Vec::new(),
            },
            fields: record
                .fields
                .iter()
                .map(|entry| BoundField {
                    field: entry.field,
                    source: &entry.source,
                    columns: entry.source.columns.iter().map(|name| at[name.as_str()]).collect(),
                    when: entry.source.when.as_ref().map(condition),
                })
                .collect(),
        };
        let consent = |consent: &'a ConsentMap| BoundConsent {
            map: consent,
            column: at[consent.column.as_str()],
            evidence: consent.evidence.as_deref().map(|name| at[name]),
            on: consent.on.as_deref().map(|name| at[name]),
        };
        let taken = |position: usize| at.values().any(|used| *used == position);
        let unused = |name: &String| map.unused.iter().any(|known| known.trim().to_lowercase() == name.to_lowercase());
        Ok(Self {
            map,
            columns,
            guest: record(&map.guest),
            stay: map.stay.as_ref().map(record),
            consents: map.consents.iter().map(consent).collect(),
            skip: map.skip.iter().map(condition).collect(),
            // A zone that is no zone was refused with the map.
            zone: map.zone.as_deref().and_then(|name| jiff::tz::TimeZone::get(name).ok()),
            left_out: columns
                .iter()
                .enumerate()
                .filter(|(position, name)| !taken(*position) && !unused(name))
                .map(|(_, name)| name.clone())
                .collect(),
        })
    }

    /// Currency of rows that name none.
    pub fn currency(&self) -> Currency {
        self.map.currency
    }
}
