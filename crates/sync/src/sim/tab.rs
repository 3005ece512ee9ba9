//! One tab of a device: the replica in memory over the device's store, and what it shows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Wrong;
use super::disk::{Batch, Disk};
use super::people::{Mark, What};
use super::truth::{Claim, Truth};
use crate::client::{Meta, OutboxValue, Replica, Turn, fold_rows, without};
use crate::id::{Dot, RootId, Seq};
use crate::op::Kind;
use crate::page::Page;
use crate::sealed;
use crate::state::RootState;
use crate::wire::Pulled;

/// Roots a page of this replica takes: few, so that a run has several pages.
const PAGE: usize = 3;

#[derive(Clone, Debug)]
pub(super) struct Tab {
    pub id: u64,
    pub replica: Replica,
    /// Roots at the cursor, without own ops that are not in the log.
    pub base: BTreeMap<RootId, RootState>,
    /// Where each root's page is.
    as_of: BTreeMap<RootId, Seq>,
    layout: BTreeMap<u64, BTreeSet<RootId>>,
    /// Journal keys taken up, with the row each ends at.
    keys: BTreeMap<u64, Seq>,
    /// The generation under which it leads.
    pub leads: Option<u64>,
    /// It has asked for a snapshot, with this ticket.
    pub waits: Option<u64>,
    /// Own saved ops it knows of.
    pub knows: BTreeSet<u64>,
}

pub(super) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    sealed::wrap(&serde_json::to_vec(value).expect("stored values are plain JSON"))
}

pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(sealed::open(bytes).expect("the store gives back what was put")).expect("what was encoded decodes")
}

/// Values by their keys.
type Values = Vec<(u64, Vec<u8>)>;

/// Stored outbox and kept values without what was erased, under their keys.
pub(super) fn scrubbed(turn: &Turn, disk: &Disk) -> (Values, Values) {
    let blank = turn.blank.iter().filter_map(|n| {
        let mut value: OutboxValue = decode(disk.outbox.get(n)?);
        value.op.kind = Kind::Noop {};
        Some((*n, encode(&value)))
    });
    (blank.collect(), scrubbed_kept(&turn.gone, disk))
}

/// Kept values without these files.
pub(super) fn scrubbed_kept(erased: &BTreeSet<RootId>, disk: &Disk) -> Values {
    let without = |value: &[u8]| without(sealed::open(value).expect("the store gives back what was put"), erased).expect("JSON");
    disk.kept.iter().filter_map(|(key, value)| Some((*key, sealed::wrap(&without(value)?)))).collect()
}

/// A kept value as it is stored.
pub(super) fn seal((key, value): (u64, Vec<u8>)) -> (u64, Vec<u8>) {
    (key, sealed::wrap(&value))
}

fn outbox(disk: &Disk) -> BTreeMap<u64, OutboxValue> {
    disk.outbox.iter().map(|(n, bytes)| (*n, decode(bytes))).collect()
}

impl Tab {
    /// Opens the app: everything from the store.
    pub(super) fn open(id: u64, disk: &mut Disk) -> Self {
        disk.settle();
        let journal: Vec<(u64, Pulled, usize)> = disk.journal.iter().map(|(key, bytes)| (*key, decode(bytes), bytes.len())).collect();
        let keys = journal.iter().map(|(key, pulled, _)| (*key, pulled.next)).collect();
        let journal = journal.into_iter().map(|(_, pulled, bytes)| (pulled, bytes)).collect();
        let replica = Replica::load(decode(&disk.meta), journal, outbox(disk));
        let mut tab = Self {
            id,
            replica,
            base: BTreeMap::new(),
            as_of: BTreeMap::new(),
            layout: BTreeMap::new(),
            keys,
            leads: None,
            waits: None,
            knows: disk.outbox.keys().copied().collect(),
        };
        tab.read_pages(disk);
        tab
    }

    fn read_pages(&mut self, disk: &Disk) {
        (self.base, self.as_of, self.layout) = Default::default();
        for (number, bytes) in &disk.pages {
            let page = Page::decode(sealed::open(bytes).expect("the store gives back what was put")).expect("what was encoded decodes");
            for (root, state) in page.roots {
                self.base.insert(root, state);
                self.as_of.insert(root, page.as_of);
                self.layout.entry(*number).or_default().insert(root);
            }
        }
        let roots: BTreeSet<RootId> = self.replica.journal.iter().map(|row| row.op.root).collect();
        for root in roots {
            let as_of = self.as_of.get(&root).copied().unwrap_or(0);
            let state = self.base.entry(root).or_default();
            self.replica.journal_root(root, as_of, state);
        }
        self.base.retain(|_, state| !state.is_empty());
    }

    /// Takes up an answer that is in the journal.
    pub(super) fn take_up(&mut self, key: u64, pulled: Pulled, bytes: usize) {
        self.keys.insert(key, pulled.next);
        let start = self.replica.journaled(pulled, bytes);
        for row in &self.replica.journal[start..] {
            if self.as_of.get(&row.op.root).is_some_and(|as_of| *as_of >= row.seq) {
                continue;
            }
            let state = self.base.entry(row.op.root).or_default();
            fold_rows(core::iter::once(row), state);
            if state.is_empty() {
                self.base.remove(&row.op.root);
            }
        }
    }

    /// Whether it builds on the checkpoint that is stored.
    pub(super) fn follows(&self, disk: &Disk) -> bool {
        let stored: Meta = decode(&disk.meta);
        let meta = &self.replica.meta;
        stored.epoch == meta.epoch && stored.checkpoint == meta.checkpoint && stored.checkpoint_chain == meta.checkpoint_chain
    }

    /// Reads what other tabs have stored since.
    pub(super) fn refresh(&mut self, disk: &mut Disk) {
        disk.settle();
        if !self.follows(disk) {
            return self.reload(disk);
        }
        self.read_outbox(disk);
        let last = self.keys.keys().next_back().copied().unwrap_or(0);
        let news: Vec<(u64, Vec<u8>)> = disk.journal.range(last + 1..).map(|(key, bytes)| (*key, bytes.clone())).collect();
        for (key, bytes) in news {
            let pulled: Pulled = decode(&bytes);
            if self.replica.continues(&pulled) {
                self.take_up(key, pulled, bytes.len());
            } else {
                self.keys.insert(key, pulled.next);
                self.replica.passed_over(pulled);
            }
        }
        let gone: Vec<u64> = self.replica.outbox.keys().filter(|n| !disk.outbox.contains_key(n)).copied().collect();
        if self.replica.overlay().any(|pending| gone.contains(&pending.op.n)) {
            return self.reload(disk);
        }
        self.replica.dropped(&gone);
    }

    /// Starts anew from the store; leadership stays, what was asked for does not.
    pub(super) fn reload(&mut self, disk: &mut Disk) {
        let knows = std::mem::take(&mut self.knows);
        *self = Self { leads: self.leads, ..Self::open(self.id, disk) };
        self.knows.extend(knows);
    }

    pub(super) fn read_outbox(&mut self, disk: &Disk) {
        self.replica.saved(outbox(disk));
        self.knows.extend(disk.outbox.keys());
    }

    /// Transactions that work the journal into the pages: pages, then the cursor.
    pub(super) fn checkpoint(&self, turn: &Turn, disk: &Disk) -> Vec<Batch> {
        let mut layout = self.layout.clone();
        let mut dirty = BTreeSet::new();
        let places: BTreeMap<RootId, u64> = layout.iter().flat_map(|(page, roots)| roots.iter().map(|root| (*root, *page))).collect();
        let changed: BTreeSet<RootId> = self.replica.journal.iter().map(|row| row.op.root).collect();
        for (root, page) in changed.iter().filter(|root| !self.base.contains_key(root)).filter_map(|root| Some((root, places.get(root)?))) {
            layout.entry(*page).or_default().remove(root);
            dirty.insert(*page);
        }
        for root in changed.into_iter().filter(|root| self.base.contains_key(root)) {
            let page = places.get(&root).copied().unwrap_or_else(|| {
                let last = layout.keys().next_back().copied().unwrap_or(0);
                let full = layout.get(&last).is_some_and(|roots| roots.len() >= PAGE && !roots.contains(&root));
                last + u64::from(full)
            });
            layout.entry(page).or_default().insert(root);
            dirty.insert(page);
        }
        let mut batches: Vec<Batch> = dirty
            .into_iter()
            .map(|number| {
                let roots = layout[&number].iter().map(|root| (*root, self.base[root].clone())).collect();
                let page = Page { as_of: self.replica.cursor, roots };
                Batch { pages: vec![(number, sealed::wrap(&page.encode()))], fence: self.leads, ..Batch::default() }
            })
            .collect();
        let (put, kept) = scrubbed(turn, disk);
        let Turn { meta, keep, forget, .. } = turn.clone();
        let keep = keep.map(seal).into_iter().chain(kept).collect();
        let trim = self.keys.iter().filter(|(_, next)| **next <= meta.checkpoint).map(|(key, _)| *key).collect();
        batches.push(Batch { meta: Some(encode(&meta)), put, keep, forget, trim, fence: self.leads, ..Batch::default() });
        batches
    }

    /// Journal values it has looked at.
    pub(super) fn known_keys(&self) -> Vec<u64> {
        self.keys.keys().copied().collect()
    }

    /// The checkpoint is stored.
    pub(super) fn checkpointed(&mut self, meta: Meta, disk: &Disk) {
        self.keys.retain(|key, _| disk.journal.contains_key(key));
        self.replica.checkpointed(meta);
        self.read_pages(disk);
    }

    /// A snapshot is stored in the place of everything but the outbox.
    pub(super) fn restarted(&mut self, meta: Meta, disk: &Disk) {
        self.read_outbox(disk);
        self.replica.restarted(meta);
        self.keys = self.keys.last_key_value().map(|(key, _)| (*key, self.replica.cursor)).into_iter().collect();
        self.read_pages(disk);
        self.waits = None;
    }

    /// Guests and other files shown.
    pub(super) fn roots(&self) -> Vec<RootId> {
        let mut roots: BTreeSet<RootId> = self.base.keys().copied().collect();
        roots.extend(self.replica.overlay().map(|pending| pending.op.root));
        roots.into_iter().collect()
    }

    /// A root as it is shown: base and own ops.
    pub(super) fn view(&self, root: RootId) -> Cow<'_, RootState> {
        let base = self.base.get(&root);
        match base {
            Some(state) if self.replica.overlay().all(|pending| pending.op.root != root) => Cow::Borrowed(state),
            _ => {
                let mut state = base.cloned().unwrap_or_default();
                self.replica.overlay_root(root, &mut state);
                Cow::Owned(state)
            }
        }
    }

    /// People read what they wrote, and never part of an action.
    pub(super) fn check<'a>(
        &self,
        claims: impl Iterator<Item = &'a Claim>,
        groups: impl Iterator<Item = &'a Vec<Mark>>,
    ) -> Result<(), Wrong> {
        let mut views: BTreeMap<RootId, Cow<'_, RootState>> = BTreeMap::new();
        for claim in claims.filter(|claim| self.knows.contains(&claim.dot.n())) {
            let view = views.entry(claim.root).or_insert_with(|| self.view(claim.root));
            let record = view.records.get(&claim.ent);
            let shown = match (&claim.what, record) {
                (What::Made, record) => record.is_some(),
                // The record was the house's, and went with a restored log.
                (_, None) => true,
                (What::Field(name, value), Some(record)) => {
                    let siblings = record.registers.get(name).map_or(&[][..], |register| register.siblings.as_slice());
                    // A commit that stalled and was tried again may have come through twice: the value counts, under either number.
                    let twin = |by: Dot, shown: &Value| shown == value || (*shown == Value::Hidden && by.dev() == claim.dot.dev());
                    siblings.iter().any(|s| s.stamp.dot == claim.dot || twin(s.stamp.dot, &s.value))
                }
                (What::Member(set, elem), Some(record)) => {
                    record.sets.get(set).and_then(|members| members.get(elem)).is_some_and(|dots| dots.contains(&claim.dot))
                }
                (What::Entry(stream, id), Some(record)) => record.entries(stream).iter().any(|entry| entry.id == *id),
            };
            if !shown {
                return Err(Wrong::new("people read what they wrote", format!("{:?} {:?} is not shown", claim.dot, claim.what)));
            }
        }
        for group in groups {
            let mut shown = 0;
            for mark in group {
                let view = views.entry(mark.root).or_insert_with(|| self.view(mark.root));
                shown += match (view.records.get(&mark.ent), &mark.entry) {
                    (None, _) => 0,
                    (Some(_), None) => 1,
                    (Some(record), Some((stream, id))) => usize::from(record.entries(stream).iter().any(|entry| entry.id == *id)),
                };
            }
            if shown != 0 && shown != group.len() {
                // An action on a file that a restored log does not hold is shown as far as its files are there, until the server has judged it.
                let made = |mark: &Mark| group.iter().any(|other| other.ent == mark.ent && other.entry.is_none());
                let orphan = group.iter().any(|mark| !made(mark) && !views[&mark.root].records.contains_key(&mark.ent));
                if !orphan {
                    return Err(Wrong::new("nobody sees part of an action", format!("{shown} of {}: {group:?}", group.len())));
                }
            }
        }
        Ok(())
    }

    /// The base is what the rows up to the cursor add up to.
    pub(super) fn check_base(&self, truth: &Truth) -> Result<(), Wrong> {
        let Some(rows) = truth.rows(self.replica.chain) else {
            return Err(Wrong::new("the cursor is at a row of a log", format!("{} {}", self.replica.cursor, self.replica.chain)));
        };
        if rows.len() as Seq != self.replica.cursor {
            return Err(Wrong::new("the cursor is at a row of a log", format!("{} rows, cursor {}", rows.len(), self.replica.cursor)));
        }
        let mut expected = super::server::project(super::server::folded(rows.into_iter()), &self.replica.meta.projection);
        // What a reader gets of the rows before an erasure depends on when they read them.
        expected.retain(|root, _| !truth.erased.contains_key(root));
        for (root, state) in self.base.iter().filter(|(root, _)| !truth.erased.contains_key(root)) {
            if expected.remove(root).as_ref() != Some(state) {
                return Err(Wrong::new("the base is what the log adds up to", format!("{root} at {}", self.replica.cursor)));
            }
        }
        match expected.keys().next() {
            Some(root) => Err(Wrong::new("the base is what the log adds up to", format!("{root} is missing at {}", self.replica.cursor))),
            None => Ok(()),
        }
    }
}
