//! The one fold: applies an op to its root's state, on the server and on every device.
//!
//! The log order is causal: a device can only have seen what it pulled or wrote itself. So a register needs no version vector and no
//! tombstone: remove what was seen, add oneself. Applying an op twice in a row changes nothing.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::field::{self, Class, Entity, Merge};
use innkeeper_domain::value::Value;
use thiserror::Error;

use crate::id::{Dot, Stamp, UserId};
use crate::ledger::LEDGER;
use crate::op::{Fields, Kind, Op, SetField, stream_entity};
use crate::page::root_of_text;
use crate::state::{Amendment, AmendmentChange, Entry as StreamEntry, HOTEL, Members, Record, Register, RootState, Sibling};

/// Streams whose entries are only ever followed by others.
const FINAL_STREAMS: [&str; 2] = ["consents", LEDGER];

/// An op with what the log (or, before that, the device) says about it.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'a> {
    /// The op.
    pub op: &'a Op,
    /// Its stamp: effective time, device, number.
    pub stamp: Stamp,
    /// Its author.
    pub by: UserId,
}

/// Why an op cannot be folded. The server keeps such an op aside with its group; nobody folds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FoldError {
    /// It writes a record that does not exist.
    #[error("the record does not exist")]
    UnknownRecord,
    /// It corrects an entry that does not exist.
    #[error("the entry does not exist")]
    UnknownEntry,
    /// It corrects a consent or a ledger line.
    #[error("consents and ledger lines are never corrected, only followed by others")]
    FinalEntry,
    /// Its root was erased.
    #[error("the personal values of this file were erased")]
    Erased,
    /// Its kind is not folded by this build.
    #[error("this kind of change is not understood yet")]
    Unsupported,
}

/// Applies one op.
///
/// # Errors
/// [`FoldError`]; the state is then unchanged.
pub fn fold(state: &mut RootState, applied: Applied<'_>) -> Result<(), FoldError> {
    let Applied { op, stamp, by } = applied;
    if let Kind::Full { .. } | Kind::Evict { .. } = &op.kind {
        // A root that cannot be read is no root: better none than a part of one.
        *state = match &op.kind {
            Kind::Full { page } => root_of_text(page).unwrap_or_default(),
            _ => RootState::default(),
        };
        return Ok(());
    }
    if state.erased.is_some() && !matches!(op.kind, Kind::Noop {} | Kind::Erase {}) {
        return Err(FoldError::Erased);
    }
    if let Kind::New { entity, fields, sets } = &op.kind {
        let record = state.records.entry(op.ent()).or_insert_with(|| Record {
            entity: entity.clone(),
            created: stamp,
            created_by: by,
            registers: Default::default(),
            sets: Default::default(),
            streams: Default::default(),
            archived: Register::default(),
        });
        // A second `New` of another type is about something else: the classes of its fields are not the record's.
        if record.entity != *entity {
            return Ok(());
        }
        // A second `New` gives only what the record lacks; the first finds it empty.
        for (name, value) in fields {
            let register = record.registers.entry(name.clone()).or_default();
            if register.siblings.is_empty() {
                register.siblings.push(Sibling { stamp, by, value: value.clone() });
            }
        }
        for (name, elems) in sets.iter().filter(|(_, elems)| !elems.is_empty()) {
            if let Entry::Vacant(place) = record.sets.entry(name.clone()) {
                let set = place.insert(Members::new());
                elems.iter().for_each(|elem| add_member(set, elem, &[], stamp.dot));
            }
        }
        return Ok(());
    }
    match &op.kind {
        Kind::Noop {} => return Ok(()),
        Kind::Erase {} => {
            erase(state, stamp);
            return Ok(());
        }
        Kind::Release { dot, was: Some(was) } if !matches!(was.op.kind, Kind::Release { .. }) => {
            return fold(state, Applied { op: &was.op, stamp: Stamp { eff: was.eff, dot: *dot }, by: was.by });
        }
        _ => {}
    }
    if !is_folded(&op.kind) {
        return Err(FoldError::Unsupported);
    }
    let record = state.records.get_mut(&op.ent()).ok_or(FoldError::UnknownRecord)?;
    match &op.kind {
        Kind::Alias { to } => {
            state.links.insert(*to);
        }
        Kind::Unalias { to } => drop_from(&mut state.links, to),
        Kind::Place { space, inside } => place(&mut state.spaces, space, *inside),
        Kind::Set { fields } => set(record, fields, stamp, by),
        Kind::Add { set, elem, seen } => add_member(record.sets.entry(set.clone()).or_default(), elem, seen, stamp.dot),
        Kind::Rem { set, elem, seen } => remove(record, set, elem, seen),
        Kind::Append { stream, entry, fields } => {
            let entries = record.streams.entry(stream.clone()).or_default();
            if !entries.iter().any(|e| e.id == *entry) {
                entries.push(StreamEntry { id: *entry, stamp, by, fields: fields.clone(), amendments: Vec::new() });
            }
        }
        Kind::Amend { stream, entry, fields } => {
            amend(record, stream, entry, AmendmentChange::Fields(Fields::clone(fields)), stamp, by)?;
        }
        Kind::Retract { stream, entry, reason } => {
            amend(record, stream, entry, AmendmentChange::Retracted(reason.clone()), stamp, by)?;
        }
        Kind::Archive { seen } => write(&mut record.archived, Value::Bool(true), seen, Merge::Lww, stamp, by),
        Kind::Restore { seen } => write(&mut record.archived, Value::Bool(false), seen, Merge::Lww, stamp, by),
        _ => {}
    }
    Ok(())
}

/// Whether this build folds ops of the kind. The others are stored raw and folded by a later build.
#[must_use]
pub fn is_folded(kind: &Kind) -> bool {
    !matches!(kind, Kind::Release { .. } | Kind::Unknown { .. })
}

/// Takes away every personal and sensitive value, and all that this build does not know. Days, room types, channels and amounts stay: a stay without
/// a person is kept for statistics.
fn erase(state: &mut RootState, stamp: Stamp) {
    for record in state.records.values_mut() {
        let entity = Entity::from_code(&record.entity);
        keep_counted(&mut record.registers, entity);
        keep_counted(&mut record.sets, entity);
        for (stream, entries) in &mut record.streams {
            let entity = stream_entity(stream);
            for entry in entries {
                keep_counted(&mut entry.fields, entity);
                entry.amendments.clear();
            }
        }
    }
    state.links = BTreeSet::new();
    state.erased.get_or_insert(stamp);
}

/// Leaves what is not personal. A map's own `retain` balances its tree again, and is a tenth of this crate in wasm; so is `remove` of a set.
fn keep_counted<V>(fields: &mut BTreeMap<String, V>, entity: Option<Entity>) {
    for (name, value) in std::mem::take(fields) {
        if stays(entity, &name) {
            fields.insert(name, value);
        }
    }
}

/// Puts a file that is in these spaces into another, or takes it out.
pub(crate) fn place(spaces: &mut Option<BTreeSet<String>>, space: &str, inside: bool) {
    let mut there = spaces.take().unwrap_or_else(in_hotel);
    if inside {
        there.insert(space.to_owned());
    } else {
        drop_from(&mut there, &space.to_owned());
    }
    *spaces = Some(there);
}

/// The spaces of a file that was never placed.
fn in_hotel() -> BTreeSet<String> {
    let mut spaces = BTreeSet::new();
    spaces.insert(HOTEL.to_owned());
    spaces
}

fn drop_from<T: Ord>(set: &mut BTreeSet<T>, gone: &T) {
    for item in std::mem::take(set) {
        if item != *gone {
            set.insert(item);
        }
    }
}

fn stays(entity: Option<Entity>, name: &str) -> bool {
    !is_personal(entity.and_then(|entity| field::field(entity, name)).map(|field| field.class))
}

/// Whether values of this class go with the person. What this build does not know might.
#[must_use]
pub fn is_personal(class: Option<Class>) -> bool {
    !matches!(class, Some(Class::Open | Class::Financial))
}

fn set(record: &mut Record, fields: &BTreeMap<String, SetField>, stamp: Stamp, by: UserId) {
    let entity = Entity::from_code(&record.entity);
    for (name, SetField(value, seen)) in fields {
        let merge = entity.and_then(|e| field::field(e, name)).map_or(Merge::Keep, |f| f.merge);
        write(record.registers.entry(name.clone()).or_default(), value.clone(), seen, merge, stamp, by);
    }
}

/// Writes a register: the seen siblings go, the new one comes; `Lww` keeps only the greatest stamp.
fn write(register: &mut Register, value: Value, seen: &[Dot], merge: Merge, stamp: Stamp, by: UserId) {
    let siblings = &mut register.siblings;
    siblings.retain(|s| !seen.contains(&s.stamp.dot));
    if siblings.iter().all(|s| s.stamp.dot != stamp.dot) {
        let at = siblings.partition_point(|s| s.stamp < stamp);
        siblings.insert(at, Sibling { stamp, by, value });
    }
    if merge == Merge::Lww && siblings.len() > 1 {
        siblings.drain(..siblings.len() - 1);
    }
}

/// Adds a member. Hidden members cannot be told apart, so neither can the adds that hold them: a replica that may not read a set knows that it was
/// written, and nothing else.
fn add_member(members: &mut Members, elem: &Value, seen: &[Dot], dot: Dot) {
    let dots = members.entry(elem.clone()).or_default();
    if *elem == Value::Hidden {
        return;
    }
    dots.retain(|d| !seen.contains(d));
    if let Err(at) = dots.binary_search(&dot) {
        dots.insert(at, dot);
    }
}

fn remove(record: &mut Record, set: &str, elem: &Value, seen: &[Dot]) {
    if *elem == Value::Hidden {
        return;
    }
    let Some(members) = record.sets.get_mut(set) else { return };
    if let Some(dots) = members.get_mut(elem) {
        dots.retain(|d| !seen.contains(d));
        if dots.is_empty() {
            members.remove(elem);
        }
    }
}

fn amend(
    record: &mut Record,
    stream: &str,
    entry: &crate::id::EntryId,
    change: AmendmentChange,
    stamp: Stamp,
    by: UserId,
) -> Result<(), FoldError> {
    if FINAL_STREAMS.contains(&stream) {
        return Err(FoldError::FinalEntry);
    }
    let entries = record.streams.get_mut(stream).ok_or(FoldError::UnknownEntry)?;
    let entry = entries.iter_mut().find(|e| e.id == *entry).ok_or(FoldError::UnknownEntry)?;
    if entry.amendments.iter().all(|a| a.stamp.dot != stamp.dot) {
        entry.amendments.push(Amendment { stamp, by, change });
    }
    Ok(())
}
