//! What people did on this device: one entry an action, with what is needed to take it back.
//!
//! An action is stored in leaves, each in the transaction of its ops and under the number of the first of them: an action of one group has one leaf,
//! long work has one a batch. So the numbers of the ops, which tell whether a value is still the one that was written, need not be stored, and what
//! an ended tab had done of long work is known.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, order};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, Dot, EntryId, RootId, UserId};
use innkeeper_sync::op::{Fields, Kind, SetField};
use innkeeper_sync::state::{AmendmentChange, Record, Register, RootState};
use serde::{Deserialize, Serialize};

use crate::facts::INTERACTIONS;
use crate::outbox_view::deed;
use crate::protocol::Deed;

/// What people did can be taken back for thirty days, in milliseconds.
pub const KEPT_MS: i64 = 30 * 86_400_000;
/// Format of a stored leaf; one of another format is passed over.
const FORMAT: u16 = 1;

/// What one op needs to be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trace {
    /// It made the file.
    Made,
    /// It wrote fields: their different values before, oldest first.
    Wrote(Vec<(String, Vec<Value>)>),
    /// It added a member that was not in the set.
    Added(String, Value),
    /// It took a member from the set.
    Removed(String, Value),
    /// It added a note.
    Noted(EntryId),
    /// It corrected a note: the fields before.
    Amended(EntryId, Fields),
    /// It put the file away.
    PutAway,
    /// It brought the file back.
    BroughtBack,
    /// It changed nothing.
    Nothing,
    /// It cannot be taken back: a decision, a retraction.
    Final,
}

/// One op of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The file.
    pub root: RootId,
    /// What it needs to be taken back.
    pub trace: Trace,
}

impl Step {
    /// Of an op to be, on the file as it was before.
    #[must_use]
    pub fn of(draft: &Draft, before: Option<&RootState>) -> Self {
        let record = before.and_then(|state| state.own(draft.root)).filter(|_| draft.other_ent.is_none());
        Self { root: draft.root, trace: trace(&draft.kind, record) }
    }
}

fn trace(kind: &Kind, record: Option<&Record>) -> Trace {
    if let Kind::New { entity, .. } = kind {
        // A hotel is never without its own record.
        return if entity == Entity::Property.code() { Trace::Final } else { Trace::Made };
    }
    let Some(record) = record else { return Trace::Final };
    let has = |set: &str, elem: &Value| record.sets.get(set).is_some_and(|members| members.contains_key(elem));
    match kind {
        Kind::Set { fields } => {
            let before = |name: &String| record.registers.get(name).map(values).unwrap_or_default();
            Trace::Wrote(fields.keys().map(|name| (name.clone(), before(name))).collect())
        }
        Kind::Add { set, elem, .. } if !has(set, elem) => Trace::Added(set.clone(), elem.clone()),
        Kind::Rem { set, elem, .. } if has(set, elem) => Trace::Removed(set.clone(), elem.clone()),
        Kind::Add { .. } | Kind::Rem { .. } | Kind::Noop {} => Trace::Nothing,
        Kind::Append { stream, entry, .. } if stream == INTERACTIONS => Trace::Noted(*entry),
        Kind::Amend { stream, entry, fields } if stream == INTERACTIONS => {
            let Some(known) = record.entries(stream).iter().find(|e| e.id == *entry) else { return Trace::Final };
            let current = known.current();
            let before = |name: &String| (name.clone(), current.get(name).cloned().unwrap_or_default());
            Trace::Amended(*entry, order::map(fields.keys().map(before)))
        }
        Kind::Archive { .. } => Trace::PutAway,
        Kind::Restore { .. } => Trace::BroughtBack,
        _ => Trace::Final,
    }
}

/// A register's different values, oldest first.
fn values(register: &Register) -> Vec<Value> {
    register.choices().into_iter().rev().map(|sibling| sibling.value.clone()).collect()
}

/// What takes a step back: new ops on the file as it is now, and how much is left alone because somebody has changed it since.
#[must_use]
pub fn take_back(step: &Step, dot: Dot, state: &RootState) -> (Vec<Kind>, u32) {
    let Some(record) = state.own(step.root) else { return (Vec::new(), 1) };
    let one = |kind: Option<Kind>| {
        let left = u32::from(kind.is_none());
        (kind.into_iter().collect(), left)
    };
    let ours = |register: &Register| register.choices().len() == 1 && register.shown().is_some_and(|s| s.stamp.dot == dot);
    match &step.trace {
        Trace::Made => one((!record.is_archived()).then(|| Kind::Archive { seen: record.archived.seen() })),
        Trace::Wrote(fields) => put_back(record, fields, &ours),
        Trace::Added(set, elem) => {
            let held = record.sets.get(set).and_then(|members| members.get(elem)).is_some_and(|dots| dots.contains(&dot));
            one(held.then(|| Kind::Rem { set: set.clone(), elem: elem.clone(), seen: vec![dot] }))
        }
        Trace::Removed(set, elem) => {
            let gone = record.sets.get(set).is_none_or(|members| !members.contains_key(elem));
            one(gone.then(|| Kind::Add { set: set.clone(), elem: elem.clone(), seen: Vec::new() }))
        }
        Trace::Noted(id) => {
            let untouched = record.entries(INTERACTIONS).iter().any(|e| e.id == *id && e.amendments.is_empty());
            one(untouched.then(|| Kind::Retract { stream: INTERACTIONS.to_owned(), entry: *id, reason: Value::Empty }))
        }
        Trace::Amended(id, before) => {
            let last = record.entries(INTERACTIONS).iter().find(|e| e.id == *id).and_then(|e| e.amendments.last());
            let ours = last.is_some_and(|a| a.stamp.dot == dot && matches!(a.change, AmendmentChange::Fields(_)));
            one(ours.then(|| Kind::Amend { stream: INTERACTIONS.to_owned(), entry: *id, fields: before.clone() }))
        }
        Trace::PutAway => one(ours(&record.archived).then(|| Kind::Restore { seen: record.archived.seen() })),
        Trace::BroughtBack => one(ours(&record.archived).then(|| Kind::Archive { seen: record.archived.seen() })),
        Trace::Nothing | Trace::Final => (Vec::new(), 0),
    }
}

/// Puts fields back. One that had several values gets all of them again, each unseen by the next.
fn put_back(record: &Record, fields: &[(String, Vec<Value>)], ours: &dyn Fn(&Register) -> bool) -> (Vec<Kind>, u32) {
    let mut rounds: Vec<BTreeMap<String, SetField>> = Vec::new();
    let mut left = 0;
    for (name, before) in fields {
        let register = record.registers.get(name).filter(|register| ours(register));
        let Some(register) = register.filter(|_| !before.contains(&Value::Hidden)) else {
            left += 1;
            continue;
        };
        let nothing = [Value::Empty];
        let before: &[Value] = if before.is_empty() { &nothing } else { before };
        for (round, value) in before.iter().enumerate() {
            let seen = if round == 0 { register.seen() } else { Vec::new() };
            if rounds.len() == round {
                rounds.push(BTreeMap::new());
            }
            rounds[round].insert(name.clone(), SetField(value.clone(), seen));
        }
    }
    (rounds.into_iter().map(|fields| Kind::Set { fields }).collect(), left)
}

/// A stored part of an action: what was done in one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The action.
    pub action: ActionId,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: UserId,
    /// What it takes back.
    pub undoes: Option<ActionId>,
    /// Nothing of the action comes after it.
    pub ended: bool,
    /// What was done, each thing once.
    pub deeds: Vec<Deed>,
    /// Its ops in order; the first has the number the leaf is stored under.
    pub steps: Vec<Step>,
}

impl Leaf {
    /// What was done by these ops, each thing once.
    #[must_use]
    pub fn deeds_of<'a>(kinds: impl IntoIterator<Item = &'a Kind>) -> Vec<Deed> {
        let mut deeds = Vec::new();
        for deed in kinds.into_iter().map(deed) {
            if !deeds.contains(&deed) {
                deeds.push(deed);
            }
        }
        deeds
    }

    /// Whether it can be taken back, by what it did.
    #[must_use]
    pub fn is_undoable(&self) -> bool {
        can_be_undone(&self.steps)
    }

    /// As it is stored.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(&(FORMAT, self)).expect("a vector takes every byte")
    }

    /// A stored leaf that does not know any more how these files were; `None` when it is about others.
    #[must_use]
    pub fn without(bytes: &[u8], gone: &BTreeSet<RootId>) -> Option<Vec<u8>> {
        let mut leaf = Self::decode(bytes)?;
        let mut theirs = leaf.steps.iter_mut().filter(|step| gone.contains(&step.root)).peekable();
        theirs.peek()?;
        theirs.for_each(|step| step.trace = Trace::Final);
        Some(leaf.encode())
    }

    /// Read back, if it is of this format.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (format, rest): (u16, _) = postcard::take_from_bytes(bytes).ok()?;
        (format == FORMAT).then(|| postcard::from_bytes(rest).ok()).flatten()
    }
}

/// An action in memory: its leaves without their steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The action.
    pub action: ActionId,
    /// When it began.
    pub at: i64,
    /// Who.
    pub by: UserId,
    /// What it takes back.
    pub undoes: Option<ActionId>,
    /// All of it was done.
    pub ended: bool,
    /// What was done.
    pub deeds: Vec<Deed>,
    /// The file, when it was one.
    pub root: Option<RootId>,
    /// Files changed.
    pub count: u32,
    /// Can be taken back, by what it did.
    pub undoable: bool,
    /// Keys of its leaves.
    pub leaves: Vec<u64>,
}

/// What was done on this device, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    entries: Vec<Entry>,
    read: u64,
}

impl History {
    /// Key of the last leaf that was read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Takes up a leaf, in the order of the keys.
    pub fn take(&mut self, key: u64, leaf: Leaf) {
        self.read = self.read.max(key);
        let roots = order::set(leaf.steps.iter().map(|step| step.root));
        let undoable = leaf.is_undoable();
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.action == leaf.action) {
            entry.ended = leaf.ended;
            entry.deeds.extend(leaf.deeds.into_iter().filter(|deed| !entry.deeds.contains(deed)).collect::<Vec<_>>());
            entry.root = None;
            entry.count += roots.len() as u32;
            entry.undoable &= undoable;
            entry.leaves.push(key);
            return;
        }
        let Leaf { action, at, by, undoes, ended, deeds, .. } = leaf;
        let root = roots.first().copied().filter(|_| roots.len() == 1);
        let count = roots.len() as u32;
        self.entries.push(Entry { action, at, by, undoes, ended, deeds, root, count, undoable, leaves: vec![key] });
    }

    /// All of an action is done.
    pub fn conclude(&mut self, action: ActionId) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.action == action) {
            entry.ended = true;
        }
    }

    /// An action.
    #[must_use]
    pub fn get(&self, action: ActionId) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.action == action)
    }

    /// Actions that were taken back, whole, and not again.
    #[must_use]
    pub fn undone(&self) -> BTreeSet<ActionId> {
        let mut undone = BTreeSet::new();
        // What takes back comes after what it takes back.
        for entry in self.entries.iter().rev().filter(|entry| entry.ended) {
            if let Some(earlier) = entry.undoes.filter(|_| !undone.contains(&entry.action)) {
                undone.insert(earlier);
            }
        }
        undone
    }

    /// Whether an action can be taken back. One that was already cannot, not even when it was done again: then that is taken back.
    #[must_use]
    pub fn is_undoable(&self, action: ActionId) -> bool {
        let taken_back = self.entries.iter().any(|entry| entry.ended && entry.undoes == Some(action));
        !taken_back && self.get(action).is_some_and(|entry| entry.undoable)
    }

    /// Newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// Forgets what began before then. Gives the key of the last leaf to go.
    pub fn forget_before(&mut self, then: i64) -> Option<u64> {
        let old = self.entries.iter().take_while(|entry| entry.at < then).count();
        self.entries.drain(..old).flat_map(|entry| entry.leaves).max()
    }
}

/// A new file is put away with all that was done to it in the same action; otherwise every op must have a way back.
fn can_be_undone(steps: &[Step]) -> bool {
    let is = |trace: &Trace| steps.iter().any(|step| step.trace == *trace);
    is(&Trace::Made) || (!is(&Trace::Final) && steps.iter().any(|step| step.trace != Trace::Nothing))
}
