//! Folded state of one root: what the log adds up to. The client's base and the server's state are the same type, made by the same fold.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::value::Value;

use crate::id::{Dot, EntId, EntryId, RootId, Seq, Stamp, UserId};
use crate::op::Fields;

/// The space every root begins in.
pub const HOTEL: &str = "hotel";

/// A root with all its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RootState {
    /// Its records by id; the root's own has the root's id.
    pub records: BTreeMap<EntId, Record>,
    /// Other roots that are the same person.
    pub links: BTreeSet<RootId>,
    /// Spaces it is in; `None` is the hotel's own.
    pub spaces: Option<BTreeSet<String>>,
    /// The op that erased its personal values. Nothing is written to it any more.
    pub erased: Option<Stamp>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Wire name of its entity.
    pub entity: String,
    /// The op that made it.
    pub created: Stamp,
    /// Its author.
    pub created_by: UserId,
    /// Fields with one value or several unseen concurrent ones.
    pub registers: BTreeMap<String, Register>,
    /// Sets: member to the adds that hold it there.
    pub sets: BTreeMap<String, Members>,
    /// Streams: entries in the order of the log.
    pub streams: BTreeMap<String, Vec<Entry>>,
    /// Archived (`true`) or not, as a register.
    pub archived: Register,
}

/// Members of a set, each with the adds that hold it there. A set that may not be read has the hidden value as its one member, held by nothing.
pub type Members = BTreeMap<Value, Vec<Dot>>;

/// A field's current values: none (never written), one, or several concurrent ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Ascending by stamp; the last is shown.
    pub siblings: Vec<Sibling>,
}

/// One of a register's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// When and by which op.
    pub stamp: Stamp,
    /// By whom.
    pub by: UserId,
    /// The value.
    pub value: Value,
}

impl Register {
    /// The value shown: of the greatest stamp.
    #[must_use]
    pub fn shown(&self) -> Option<&Sibling> {
        self.siblings.last()
    }

    /// The stamps a person looking at it has seen: what a `Set` names.
    #[must_use]
    pub fn seen(&self) -> Vec<Dot> {
        self.siblings.iter().map(|s| s.stamp.dot).collect()
    }

    /// Siblings of different value, newest first; more than one means that a person must choose.
    #[must_use]
    pub fn choices(&self) -> Vec<&Sibling> {
        let mut out: Vec<&Sibling> = Vec::new();
        for sibling in self.siblings.iter().rev() {
            if !out.iter().any(|s| s.value == sibling.value) {
                out.push(sibling);
            }
        }
        out
    }
}

/// One entry of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The op that appended it.
    pub stamp: Stamp,
    /// Its author.
    pub by: UserId,
    /// Fields as appended.
    pub fields: Fields,
    /// What came after: corrections and the retraction, in the order of the log.
    pub amendments: Vec<Amendment>,
}

/// A later word on an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// When and by which op.
    pub stamp: Stamp,
    /// By whom.
    pub by: UserId,
    /// New field values, or the reason it was taken back.
    pub change: AmendmentChange,
}

/// What an amendment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendmentChange {
    /// Fields have these values now.
    Fields(Fields),
    /// The entry is taken back.
    Retracted(Value),
}

impl Entry {
    /// Fields after all corrections.
    #[must_use]
    pub fn current(&self) -> Fields {
        let mut fields = self.fields.clone();
        for amendment in &self.amendments {
            if let AmendmentChange::Fields(changed) = &amendment.change {
                fields.extend(changed.iter().map(|(k, v)| (k.clone(), v.clone())));
            }
        }
        fields
    }

    /// Why it was taken back, if it was.
    #[must_use]
    pub fn retracted(&self) -> Option<&Value> {
        self.amendments.iter().find_map(|a| match &a.change {
            AmendmentChange::Retracted(reason) => Some(reason),
            AmendmentChange::Fields(_) => None,
        })
    }
}

impl Record {
    /// The value shown for a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.registers.get(field)?.shown().map(|s| &s.value)
    }

    /// The stamps of a field's siblings, for `seen`.
    #[must_use]
    pub fn seen(&self, field: &str) -> Vec<Dot> {
        self.registers.get(field).map(Register::seen).unwrap_or_default()
    }

    /// Whether it is put away.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.archived.shown().is_some_and(|s| s.value == Value::Bool(true))
    }

    /// Entries of a stream, in the order of the log.
    #[must_use]
    pub fn entries(&self, stream: &str) -> &[Entry] {
        self.streams.get(stream).map_or(&[], Vec::as_slice)
    }
}

impl RootState {
    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is in a space.
    #[must_use]
    pub fn is_in(&self, space: &str) -> bool {
        self.spaces.as_ref().map_or(space == HOTEL, |spaces| spaces.contains(space))
    }

    /// The record that is the root itself.
    #[must_use]
    pub fn own(&self, root: RootId) -> Option<&Record> {
        self.records.get(&root.ent())
    }
}

/// A root as it was at a place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootAt {
    /// The root.
    pub root: RootId,
    /// All rows up to this one are in.
    pub as_of: Seq,
    /// What they add up to.
    pub state: RootState,
}

impl innkeeper_domain::Fields for Record {
    fn value(&self, name: &str) -> Option<&Value> {
        Record::value(self, name)
    }

    fn members(&self, set: &str) -> Vec<&Value> {
        self.sets.get(set).into_iter().flat_map(|members| members.keys()).collect()
    }
}
