//! A browser's store in memory: outbox, journal, pages and meta, written in transactions that can fail in the ways browsers have.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::sealed;

/// Writes of one transaction: all or none.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// Outbox values under the next numbers.
    pub append: Vec<Vec<u8>>,
    /// Outbox values under numbers of the writer's choice: the same again without what was erased, or a bug.
    pub put: Vec<(u64, Vec<u8>)>,
    /// Numbers that leave the outbox.
    pub drop: Vec<u64>,
    /// A journal value under the next key.
    pub journal: Option<Vec<u8>>,
    /// Journal keys to delete.
    pub trim: Vec<u64>,
    /// Empties the pages first.
    pub restart: bool,
    /// Pages by number.
    pub pages: Vec<(u64, Vec<u8>)>,
    /// Values to hand back some day, under their keys.
    pub keep: Vec<(u64, Vec<u8>)>,
    /// Keys of such values to delete.
    pub forget: Vec<u64>,
    /// The replica's own value.
    pub meta: Option<Vec<u8>>,
    /// Nothing is written unless this generation leads.
    pub fence: Option<u64>,
}

/// What goes wrong at a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    None,
    CrashBefore,
    CrashAfter,
    /// The watchdog fires; the transaction comes through later, or never does.
    Stall {
        lands: bool,
    },
}

/// What the writer learns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done(Keys),
    Fenced,
    Crashed,
    Stalled,
}

/// Keys a transaction gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub numbers: Vec<u64>,
    pub journal: u64,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    pub meta: Vec<u8>,
    pub generation: u64,
    pub outbox: BTreeMap<u64, Vec<u8>>,
    pub last_n: u64,
    pub journal: BTreeMap<u64, Vec<u8>>,
    pub last_key: u64,
    pub pages: BTreeMap<u64, Vec<u8>>,
    pub kept: BTreeMap<u64, Vec<u8>>,
    stalled: Vec<Batch>,
}

impl Disk {
    /// A new database with a replica that holds nothing.
    pub(super) fn made(meta: Vec<u8>) -> Self {
        Self { meta, ..Self::default() }
    }

    /// Transactions over the same stores run one after the other, so a stalled one is through, or gone, before the next begins.
    pub(super) fn settle(&mut self) {
        for batch in std::mem::take(&mut self.stalled) {
            self.apply(batch);
        }
    }

    /// All that is stored, for searching.
    pub(super) fn text(&self) -> Vec<(&'static str, String)> {
        let open = |value: &Vec<u8>| sealed::open(value).expect("the store gives back what was put").to_vec();
        let plain = [("outbox", &self.outbox), ("journal", &self.journal), ("kept", &self.kept)];
        let pages: Vec<Page> = self.pages.values().map(|value| Page::decode(&open(value)).expect("what was encoded decodes")).collect();
        let plain = plain.map(|(name, store)| {
            let values: Vec<Vec<u8>> = store.values().map(open).collect();
            (name, String::from_utf8_lossy(&values.concat()).into_owned())
        });
        plain.into_iter().chain([("pages", format!("{pages:?}"))]).collect()
    }

    pub(super) fn commit(&mut self, batch: Batch, trouble: Trouble) -> Outcome {
        self.settle();
        match trouble {
            Trouble::CrashBefore | Trouble::Stall { lands: false } => {}
            Trouble::Stall { lands: true } => self.stalled.push(batch),
            Trouble::CrashAfter => {
                self.apply(batch);
            }
            Trouble::None => return self.apply(batch).map_or(Outcome::Fenced, Outcome::Done),
        }
        if matches!(trouble, Trouble::Stall { .. }) { Outcome::Stalled } else { Outcome::Crashed }
    }

    fn apply(&mut self, batch: Batch) -> Option<Keys> {
        if batch.fence.is_some_and(|generation| generation != self.generation) {
            return None;
        }
        let mut keys = Keys::default();
        for value in batch.append {
            self.last_n += 1;
            self.outbox.insert(self.last_n, value);
            keys.numbers.push(self.last_n);
        }
        for (n, value) in batch.put {
            self.last_n = self.last_n.max(n);
            self.outbox.insert(n, value);
            keys.numbers.push(n);
        }
        for n in batch.drop {
            self.outbox.remove(&n);
        }
        if batch.restart {
            self.pages.clear();
        }
        if let Some(value) = batch.journal {
            self.last_key += 1;
            self.journal.insert(self.last_key, value);
            keys.journal = self.last_key;
        }
        for key in batch.trim {
            self.journal.remove(&key);
        }
        self.pages.extend(batch.pages);
        self.kept.extend(batch.keep);
        for key in batch.forget {
            self.kept.remove(&key);
        }
        if let Some(meta) = batch.meta {
            self.meta = meta;
        }
        Some(keys)
    }
}
