//! What earlier imports of the same system wrote, read from the log: so that the same file again writes nothing, a
//! changed one writes only its changes, and a value that staff corrected since is not brought back.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use innkeeper_domain::{Entity, Field, Value, field, guest, stay};
use innkeeper_sync::id::{Dot, EntId, EntryId, RootId, UserId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::row::Row;

use super::progress::Progress;
use crate::store::StoreError;
use crate::writer::Writer;

/// Rows of the log per reading.
const BATCH: u32 = 5_000;

/// The records that imports of one system made.
#[derive(Debug, Default)]
pub struct Memory {
    guests: HashMap<String, EntId>,
    stays: HashMap<String, EntId>,
    records: HashMap<EntId, Imported>,
    consents: HashSet<EntryId>,
}

/// One record and the last values an import gave it, as hashes: this is asked for every field of every row.
#[derive(Debug)]
pub struct Imported {
    /// The file it belongs to.
    pub root: RootId,
    /// The record.
    pub ent: EntId,
    made: Dot,
    values: Vec<(u8, u64)>,
    later: Vec<(u8, Dot)>,
}

impl Imported {
    /// Whether the last import brought the same value (for a set: has brought this member).
    pub fn has(&self, field: &Field, value: &Value) -> bool {
        self.values.contains(&(position(field), fingerprint(value)))
    }

    /// The op by which an import last wrote the field; none if none did.
    pub fn last_write(&self, field: &Field) -> Option<Dot> {
        let position = position(field);
        match self.later.iter().rev().find(|(later, _)| *later == position) {
            Some((_, dot)) => Some(*dot),
            None => self.values.iter().any(|(known, _)| *known == position).then_some(self.made),
        }
    }
}

impl Memory {
    /// Reads the whole log for what imports of this author wrote.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(writer: &Writer, author: UserId, progress: &Progress) -> Result<Self, StoreError> {
        let mut memory = Self::default();
        let mut after = 0;
        loop {
            let rows = writer.read_rows(after, BATCH).await?;
            let Some(last) = rows.last() else { return Ok(memory) };
            after = last.row.seq;
            progress.reach(after, after);
            for row in rows.iter().map(|found| &found.row).filter(|row| row.by == author && row.status.is_ok()) {
                memory.note(row);
            }
        }
    }

    fn note(&mut self, row: &Row) {
        let (root, ent, dot) = (row.op.root, row.op.ent(), row.dot());
        match &row.op.kind {
            Kind::New { entity, fields, sets } => {
                let Some(entity) = Entity::from_code(entity) else { return };
                let reference = fields.get(guest::EXTERNAL_REF.name()).and_then(Value::as_text);
                match (entity, reference) {
                    (Entity::Guest, Some(reference)) => self.guests.insert(reference.to_owned(), ent),
                    (Entity::Stay, Some(reference)) => self.stays.insert(reference.to_owned(), ent),
                    _ => return,
                };
                let members = sets.iter().flat_map(|(name, members)| members.iter().map(move |member| (name, member)));
                let values = fields
                    .iter()
                    .chain(members)
                    .filter_map(|(name, value)| Some((position(field(entity, name)?), fingerprint(value))))
                    .collect();
                self.records.insert(ent, Imported { root, ent, made: dot, values, later: Vec::new() });
            }
            Kind::Set { fields } => {
                let Some(record) = self.records.get_mut(&ent) else { return };
                let entity = entity_of(record);
                for (name, SetField(value, _)) in fields {
                    let Some(field) = field(entity, name) else { continue };
                    record.values.retain(|(known, _)| *known != position(field));
                    record.values.push((position(field), fingerprint(value)));
                    record.later.push((position(field), dot));
                }
            }
            Kind::Add { set, elem, .. } => {
                if let Some(record) = self.records.get_mut(&ent)
                    && let Some(field) = field(entity_of(record), set)
                {
                    record.values.push((position(field), fingerprint(elem)));
                }
            }
            Kind::Append { entry, .. } => {
                self.consents.insert(*entry);
            }
            _ => {}
        }
    }

    /// The guest with this external reference.
    pub fn guest(&self, external_ref: &str) -> Option<&Imported> {
        self.records.get(self.guests.get(external_ref)?)
    }

    /// The stay with this external reference.
    pub fn stay(&self, external_ref: &str) -> Option<&Imported> {
        self.records.get(self.stays.get(external_ref)?)
    }

    /// Whether an import brought this consent.
    pub fn has_consent(&self, entry: EntryId) -> bool {
        self.consents.contains(&entry)
    }
}

/// A guest is its root's own record; every other record an import makes is a stay.
fn entity_of(record: &Imported) -> Entity {
    if record.ent == record.root.ent() { Entity::Guest } else { Entity::Stay }
}

fn position(field: &Field) -> u8 {
    debug_assert!(stay::FIELDS.len() < 128 && guest::FIELDS.len() < 128, "the field table holds at most 64 fields");
    u8::try_from(field.position).unwrap_or(u8::MAX)
}

/// Kept in memory only, for one import.
fn fingerprint(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
