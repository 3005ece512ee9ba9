//! What a replica keeps for a server that is restored from an older backup, and how it forgets what was erased.
//!
//! Rows that leave the journal before they are durable are kept with their seals. When the log turns out to be another one they are handed back, before
//! anything is pushed. Of a file that was erased or went out of sight nothing is kept.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::order;
use serde::{Deserialize, Serialize};

use super::{Meta, PUSH_CUT, Replica};
use crate::id::{Epoch, RootId, Seq};
use crate::op::Kind;
use crate::row::{Chain, Row, Status};
use crate::wire::{HandBack, Handed, HandedBack, PUSH_OPS, Pulled};

/// What is kept to be handed back is at most this many bytes; the oldest goes first.
pub const KEPT_BYTES: usize = 50 * 1024 * 1024;

/// Groups of rows that were pulled, left the journal and are not durable yet: one value in the store, a JSON array of [`Handed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its key in the store.
    pub key: u64,
    /// Generation of the log that holds the rows, as far as this replica knows.
    pub epoch: Epoch,
    /// They are durable when this row of it is.
    pub to: Seq,
    /// Size of the value.
    pub bytes: usize,
    /// The log has changed since: to be handed back before anything else is sent.
    pub due: bool,
    /// They were handed back: the chain after row `to` of the log that took them. Another chain there is another log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
}

impl Kept {
    /// Hears that the log has this chain after this row.
    pub(super) fn passes(&mut self, seq: Seq, chain: Chain) {
        if self.to == seq && !self.due {
            self.due = self.chain.take().is_some_and(|expected| expected != chain);
        }
    }
}

/// What one transaction stores when the journal has been worked into the pages, or a snapshot taken.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The replica's own value.
    pub meta: Meta,
    /// A value to keep, under its key.
    pub keep: Option<(u64, Vec<u8>)>,
    /// Keys of kept values to delete.
    pub forget: Vec<u64>,
    /// Files that were erased or went out of sight: nothing of them may stay in a store, but for own changes that are not durable. See [`without`]
    /// for kept values.
    pub gone: BTreeSet<RootId>,
    /// Numbers of outbox values whose op is to be made a [`Kind::Noop`]: what they say is void.
    pub blank: Vec<u64>,
}

impl Replica {
    /// A stored answer that does not [continue](Replica::continues) the log: of another log, or stored twice. It may be all that is left of it.
    pub fn passed_over(&mut self, pulled: Pulled) {
        let seals = order::map(pulled.seals.into_iter().map(|seal| (seal.seq, seal.mac)));
        let held = order::set(self.journal.iter().map(Row::dot));
        let rows: Vec<Row> = pulled.rows.into_iter().filter(|row| !held.contains(&row.dot())).collect();
        self.strays.extend(groups(&rows, &seals));
    }

    /// Moves what may have to be handed back out of the journal, and lets go of what is durable now.
    pub(super) fn turn(&self, mut meta: Meta, mut erased: BTreeSet<RootId>) -> Turn {
        // The journal's groups that are not durable and that this replica sees whole.
        let mut groups = groups(self.journal.iter().filter(|row| row.seq > self.meta.durable), &self.seals);
        let due = !self.strays.is_empty();
        groups.extend(self.strays.iter().cloned());
        erased.extend(self.erased());
        let blank = self.outbox.iter().filter(|(_, p)| erased.contains(&p.op.root) || p.status == Status::Void);
        let blank = blank.filter(|(_, p)| !matches!(p.op.kind, Kind::Noop {})).map(|(n, _)| *n).collect();
        // What somebody wrote here to a file that is out of sight goes out all the same.
        let mut gone = erased;
        gone.extend(self.evicted());
        groups.retain(|group| !touches(group, &gone));
        let key = meta.kept.last().map_or(0, |kept| kept.key) + 1;
        let keep = (!groups.is_empty()).then(|| {
            let value = serde_json::to_vec(&groups).expect("rows are maps with text keys");
            meta.kept.push(Kept { key, epoch: self.meta.epoch, to: self.cursor, bytes: value.len(), due, chain: None });
            (key, value)
        });
        let mut size: usize = meta.kept.iter().map(|kept| kept.bytes).sum();
        let mut forget = Vec::new();
        meta.kept.retain(|kept| {
            let keep = !self.is_durable(kept) && (size <= KEPT_BYTES || kept.key == key);
            if !keep {
                size -= kept.bytes;
                forget.push(kept.key);
            }
            keep
        });
        Turn { meta, keep, forget, gone, blank }
    }

    /// Whether what is kept survives the loss of the server by now.
    fn is_durable(&self, kept: &Kept) -> bool {
        !kept.due && kept.epoch == self.meta.epoch && kept.to <= self.meta.durable
    }

    /// Whether something is kept that need not be, and nothing would be kept in its place.
    pub(super) fn keeps_too_much(&self) -> bool {
        self.meta.kept.iter().any(|kept| self.is_durable(kept)) && self.journal.iter().all(|row| row.seq <= self.meta.durable)
    }

    /// Files that rows of the journal erase.
    pub(super) fn erased(&self) -> BTreeSet<RootId> {
        let rows =
            self.journal.iter().filter(|row| row.status.is_ok() && matches!(row.op.kind, Kind::Erase {} | Kind::Evict { erased: true }));
        order::set(rows.map(|row| row.op.root))
    }

    /// Files that went out of sight by a row of the journal, and did not come back.
    #[must_use]
    pub fn evicted(&self) -> BTreeSet<RootId> {
        let mut turns: BTreeMap<RootId, bool> = BTreeMap::new();
        for row in &self.journal {
            if let Kind::Full { .. } | Kind::Evict { .. } = row.op.kind {
                turns.insert(row.op.root, matches!(row.op.kind, Kind::Evict { .. }));
            }
        }
        order::set(turns.into_iter().filter(|(_, gone)| *gone).map(|(root, _)| root))
    }

    /// The values of these numbers say nothing any more, here as in the store.
    pub fn blanked(&mut self, numbers: &[u64]) {
        for n in numbers {
            if let Some(pending) = self.outbox.get_mut(n) {
                pending.op.kind = Kind::Noop {};
            }
        }
    }

    /// The key of the first kept value that is to be handed back.
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        self.meta.kept.iter().find(|kept| kept.due).map(|kept| kept.key)
    }

    /// A kept value as requests, whole groups each; one at least.
    ///
    /// # Errors
    /// When the value is not what [`Turn::keep`] gave.
    pub fn hand_back(&self, value: &[u8]) -> Result<Vec<HandBack>, serde_json::Error> {
        let mut requests = self.nothing_back();
        let mut rows = 0;
        let mut bytes = 0;
        for group in serde_json::from_slice::<Vec<Handed>>(value)? {
            let size = serde_json::to_vec(&group.rows).map_or(0, |json| json.len());
            rows += group.rows.len();
            bytes += size;
            match requests.last_mut().filter(|_| rows <= PUSH_OPS && bytes <= PUSH_CUT) {
                Some(request) => request.groups.push(group),
                None => {
                    (rows, bytes) = (group.rows.len(), size);
                    requests.push(HandBack { epoch: self.meta.epoch, groups: vec![group] });
                }
            }
        }
        Ok(requests)
    }

    /// What is asked in the place of a kept value that is lost.
    #[must_use]
    pub fn nothing_back(&self) -> Vec<HandBack> {
        vec![HandBack { epoch: self.meta.epoch, groups: Vec::new() }]
    }

    /// `meta` when all requests of a kept value were answered, the last with this. The rows are kept until they are durable where they are now.
    /// `None` when the answer is about another log.
    #[must_use]
    pub fn handed(&self, key: u64, answer: &HandedBack) -> Option<Meta> {
        let mut meta = self.meta.clone();
        let kept = meta.kept.iter_mut().find(|kept| kept.key == key && kept.due && answer.epoch == self.meta.epoch)?;
        *kept = Kept { epoch: answer.epoch, to: answer.head, due: false, chain: Some(answer.chain), ..*kept };
        kept.passes(self.cursor, self.chain);
        Some(meta)
    }
}

/// A kept value without the groups that touch these files; `None` when none does.
///
/// # Errors
/// When the value is not what [`Turn::keep`] gave.
pub fn without(value: &[u8], erased: &BTreeSet<RootId>) -> Result<Option<Vec<u8>>, serde_json::Error> {
    let mut groups: Vec<Handed> = serde_json::from_slice(value)?;
    let before = groups.len();
    groups.retain(|group| !touches(group, erased));
    Ok((groups.len() < before).then(|| serde_json::to_vec(&groups).expect("rows are maps with text keys")))
}

fn touches(group: &Handed, erased: &BTreeSet<RootId>) -> bool {
    group.rows.iter().any(|row| erased.contains(&row.op.root))
}

/// The groups among rows that have a seal.
fn groups<'a>(rows: impl IntoIterator<Item = &'a Row>, seals: &BTreeMap<Seq, String>) -> Vec<Handed> {
    let mut groups = Vec::new();
    let mut group = Vec::new();
    for row in rows {
        group.push(row.clone());
        if row.op.end {
            let rows = std::mem::take(&mut group);
            groups.extend(seals.get(&row.seq).map(|mac| Handed { rows, mac: mac.clone() }));
        }
    }
    groups
}
