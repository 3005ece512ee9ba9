//! The client's rules: what a replica keeps, what it sends, what it takes, and when an op may leave the outbox.
//!
//! A replica is three durable things: `meta` (this module's [`Meta`]), the outbox (own ops by number) and the journal (answers to pulls, one value
//! each, cursor and rows together). [`Replica`] is the picture of them in memory; it changes only after the store has committed, and the caller
//! (engine or simulator) does the storing and the sending.

mod kept;
mod sending;

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::order;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::kept::{KEPT_BYTES, Kept, Turn, without};
use crate::draft::Draft;
use crate::fold::{Applied, fold};
use crate::hlc::Clock;
use crate::id::{DeviceId, Dot, Epoch, RootId, Seq, Stamp, UserId};
use crate::op::{Kind, Op};
use crate::projection::Projection;
use crate::row::{Chain, Row, Status};
use crate::state::RootState;
use crate::wire::{Enrolled, Handed, Manifest, NotOk, PullQuery, Pulled, Pushed, Refused};

/// Bytes of JSON after which a push is cut at the next group end: well under the server's limit, packed and unpacked.
pub const PUSH_CUT: usize = 384 * 1024;
/// A checkpoint is due when the journal holds more rows than this …
pub const CHECKPOINT_ROWS: usize = 5_000;
/// … or more bytes than this.
pub const CHECKPOINT_BYTES: usize = 2 * 1024 * 1024;

/// What a replica knows of itself; one value in `meta`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Its number.
    pub dev: DeviceId,
    /// Generation of the log it follows.
    pub epoch: Epoch,
    /// What it may hold.
    pub projection: Projection,
    /// Its clock.
    pub clock: Clock,
    /// The row its pages are at; the journal continues from here.
    pub checkpoint: Seq,
    /// Chain after that row.
    pub checkpoint_chain: Chain,
    /// Own ops up to this number are in the pages.
    pub checkpoint_n: u64,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// Own ops up to this number have been in a log. One that has left the outbox since, and is in no log any more because an older backup was
    /// restored than the server had promised, goes out again as a no-op, so that those behind it are not held up.
    #[serde(default)]
    pub once: u64,
    /// Own ops in the pages that do not count: their rows are not in the journal any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<NotOk>,
    /// What it keeps to hand back, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
}

impl Meta {
    /// A replica that holds nothing yet.
    #[must_use]
    pub fn enrolled(answer: &Enrolled, wall: i64) -> Self {
        let mut clock = Clock::default();
        clock.observe(answer.now, wall);
        Self {
            dev: answer.dev,
            epoch: answer.epoch,
            projection: answer.projection.clone(),
            clock,
            checkpoint: 0,
            checkpoint_chain: Chain::default(),
            checkpoint_n: 0,
            durable: 0,
            once: 0,
            aside: Vec::new(),
            kept: Vec::new(),
        }
    }
}

/// An op as it waits in the outbox. The key gives the number: the store's auto-increment is the device's counter, over all tabs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutboxValue {
    /// The group's own id, never sent: tells whether a rescued group is here already.
    pub local: Uuid,
    /// The author.
    pub by: UserId,
    /// Place in its group, from 0.
    pub i: u64,
    /// Ops in its group.
    pub of: u64,
    /// The op; its `n` and `g` are 0 until the key is known.
    pub op: Op,
}

impl OutboxValue {
    /// The op under its number.
    #[must_use]
    pub fn numbered(self, n: u64) -> Pending {
        let mut op = self.op;
        op.n = n;
        op.grp = n - self.i.min(n - 1);
        op.end = self.i + 1 == self.of;
        Pending { by: self.by, op, logged: None, status: Status::Ok }
    }
}

/// An own op and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The author.
    pub by: UserId,
    /// The op.
    pub op: Op,
    /// Its row, once it came back in the log.
    pub logged: Option<Seq>,
    /// What the server said of it.
    pub status: Status,
}

/// Where an own op stands, in the order of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Saved here, not in the log.
    Saved,
    /// In the log.
    Sent,
    /// In the log and on a second disk.
    Durable,
}

/// What to do with an answer to a pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Stale or repeated: nothing.
    Ignore,
    /// Store it as one journal value, then call [`Replica::journaled`].
    Journal,
    /// The log is not the one we followed, or we are too far behind: take a snapshot.
    Snapshot,
}

/// A replica in memory.
#[derive(Clone, Debug)]
pub struct Replica {
    /// As stored.
    pub meta: Meta,
    /// Own ops that are not yet durable, by number.
    pub outbox: BTreeMap<u64, Pending>,
    /// Rows since the checkpoint, in order.
    pub journal: Vec<Row>,
    /// Size of the journal in the store.
    pub journal_bytes: usize,
    /// Last row held.
    pub cursor: Seq,
    /// Chain after it.
    pub chain: Chain,
    /// Every own op up to this number is in the log.
    pub acked: u64,
    /// End of the log, as last heard.
    pub head: Seq,
    /// Seals of the journal's groups, by their last row.
    seals: BTreeMap<Seq, String>,
    /// Sealed groups of answers that do not continue the log.
    strays: Vec<Handed>,
    /// The last own op among the rows up to the cursor.
    logged_n: u64,
    /// Numbers up to this one that were not in the outbox when it was read have left it for good.
    gone: u64,
}

impl Replica {
    /// The replica that was stored: journal values in the order of their keys (with their stored sizes), outbox by key.
    #[must_use]
    pub fn load(meta: Meta, journal: Vec<(Pulled, usize)>, outbox: BTreeMap<u64, OutboxValue>) -> Self {
        let outbox: BTreeMap<u64, Pending> = order::map(outbox.into_iter().map(|(n, value)| (n, value.numbered(n))));
        let mut meta = meta;
        // A reload must not give an older reading than a stored op has.
        let last = outbox.values().map(|p| p.op.hlc).max().unwrap_or_default();
        meta.clock.last = meta.clock.last.max(last);
        let (cursor, chain, acked) = (meta.checkpoint, meta.checkpoint_chain, meta.checkpoint_n);
        let mut replica = Self {
            meta,
            outbox,
            journal: Vec::new(),
            journal_bytes: 0,
            cursor,
            chain,
            acked,
            head: cursor,
            seals: BTreeMap::new(),
            strays: Vec::new(),
            logged_n: 0,
            gone: 0,
        };
        replica.settle();
        for (pulled, bytes) in journal {
            // What does not continue the log was left by a leader that lost its place.
            if replica.continues(&pulled) {
                replica.journaled(pulled, bytes);
            } else {
                replica.passed_over(pulled);
            }
        }
        replica.gone = replica.once();
        replica
    }

    /// Whether a stored answer goes on where this replica is, if need be from its middle: two leaders, or a write that stalled and came through
    /// later, leave answers that overlap. The chain tells whether it is the same log.
    #[must_use]
    pub fn continues(&self, pulled: &Pulled) -> bool {
        pulled.from <= self.cursor && pulled.next > self.cursor && self.fits(pulled)
    }

    /// Whether the rows are numbered without a gap from where the answer starts to where it ends, and those that are new carry our chain to its own.
    fn fits(&self, pulled: &Pulled) -> bool {
        let (mut seq, mut chain) = (pulled.from, self.chain);
        for row in &pulled.rows {
            seq = seq.saturating_add(1);
            if row.seq != seq {
                return false;
            }
            if seq > self.cursor {
                chain = chain.next(row.dot(), row.eff);
            }
        }
        seq == pulled.next && chain == pulled.chain
    }

    /// Stamps the drafts of one action, `local` being a fresh id: outbox values in order. Persist them in one transaction, then call [`Replica::saved`].
    #[must_use]
    pub fn compose(&mut self, drafts: Vec<Draft>, by: UserId, local: Uuid, wall: i64) -> Vec<OutboxValue> {
        let of = drafts.len() as u64;
        (0..)
            .zip(drafts)
            .map(|(i, draft)| {
                let hlc = self.meta.clock.next(wall);
                OutboxValue { local, by, i, of, op: draft.numbered(0, 0, false, hlc) }
            })
            .collect()
    }

    /// Takes up outbox values that are in the store: own ones after their commit, another tab's when told. Known numbers change nothing.
    pub fn saved(&mut self, values: impl IntoIterator<Item = (u64, OutboxValue)>) {
        for (n, value) in values {
            let hlc = value.op.hlc;
            self.outbox.entry(n).or_insert_with(|| value.numbered(n));
            self.meta.clock.last = self.meta.clock.last.max(hlc);
        }
    }

    /// An answer to a push. `sent_wall` is the wall clock when the answer came.
    pub fn pushed(&mut self, answer: &Pushed, wall: i64) {
        self.acked = self.acked.max(answer.last_n);
        self.head = self.head.max(answer.head);
        self.meta.clock.observe(answer.now, wall);
        // Its durable row is one of the log the server has now, which only a chain can prove to be ours: an answer to a pull says it again.
        for not_ok in &answer.not_ok {
            if let Some(pending) = self.outbox.get_mut(&not_ok.n) {
                pending.status = not_ok.status.clone();
            }
        }
    }

    /// A refusal of a push or pull. Gives whether a snapshot must be taken.
    #[must_use]
    pub fn refused(&mut self, refused: Refused) -> bool {
        match refused {
            Refused::Gap { expected } => {
                self.acked = expected.saturating_sub(1);
                false
            }
            Refused::Epoch { .. } | Refused::Snapshot => true,
            Refused::Reproject | Refused::Wipe | Refused::SignIn | Refused::Malformed | Refused::Upgrade => false,
        }
    }

    /// The next pull.
    #[must_use]
    pub fn pull(&self) -> PullQuery {
        PullQuery { epoch: self.meta.epoch, cursor: self.cursor, chain: self.chain, projection: self.meta.projection.key() }
    }

    /// What to do with an answer to a pull. Rows that do not continue the chain are from another log.
    #[must_use]
    pub fn take(&self, pulled: &Pulled) -> Take {
        if pulled.from != self.cursor {
            return Take::Ignore;
        }
        if pulled.snapshot {
            return Take::Snapshot;
        }
        match (self.fits(pulled), pulled.rows.is_empty()) {
            (false, _) => Take::Snapshot,
            (true, true) => Take::Ignore,
            (true, false) => Take::Journal,
        }
    }

    /// Hears what an answer to a pull says besides its rows. Call it before [`Replica::journaled`], and not for an answer that asks for a snapshot.
    pub fn heard(&mut self, pulled: &Pulled, wall: i64) {
        self.meta.clock.observe(pulled.now, wall);
        // From another place it may be about another log.
        if pulled.from == self.cursor {
            self.head = pulled.head;
            self.know(pulled.last_n, pulled.durable);
        }
    }

    /// What the server holds of the log we follow. Both may be less than what we knew, when its database was copied back: then the ops are sent
    /// again, and kept.
    fn know(&mut self, last_n: u64, durable: Seq) {
        self.acked = self.logged_n.max(last_n);
        self.meta.durable = durable;
    }

    /// Takes up an answer that is in the journal now and [continues](Replica::continues) the log: cursor and rows move together. Gives the number of
    /// its first new row in [`Replica::journal`].
    pub fn journaled(&mut self, pulled: Pulled, bytes: usize) -> usize {
        let start = self.journal.len();
        let held = self.cursor;
        self.seals.extend(pulled.seals.into_iter().filter(|seal| seal.seq > held).map(|seal| (seal.seq, seal.mac)));
        self.cursor = pulled.next;
        let mut chain = std::mem::replace(&mut self.chain, pulled.chain);
        self.head = self.head.max(pulled.head);
        self.journal_bytes += bytes;
        for row in pulled.rows.into_iter().filter(|row| row.seq > held) {
            if self.meta.kept.iter().any(|kept| kept.chain.is_some()) {
                chain = chain.next(row.dot(), row.eff);
                self.meta.kept.iter_mut().for_each(|kept| kept.passes(row.seq, chain));
            }
            if row.dev == self.meta.dev {
                self.logged_n = self.logged_n.max(row.op.n);
                self.meta.clock.last = self.meta.clock.last.max(row.op.hlc);
                if let Some(pending) = self.outbox.get_mut(&row.op.n) {
                    pending.logged = Some(row.seq);
                    pending.status = row.status.clone();
                }
            }
            if let Some(dot) = row.op.lets_in()
                && row.status.is_ok()
                && dot.dev() == self.meta.dev
                && let Some(pending) = self.outbox.get_mut(&dot.n())
            {
                pending.logged = Some(row.seq);
                pending.status = Status::Ok;
            }
            self.journal.push(row);
        }
        self.know(pulled.last_n, pulled.durable);
        start
    }

    /// Own ops up to this number have been in a log.
    fn once(&self) -> u64 {
        self.meta.once.max(self.logged_n)
    }

    /// Own ops that may leave the outbox: seen in the log, and their rows are durable. A group leaves whole: if the log goes back, it is sent whole.
    #[must_use]
    pub fn spent(&self) -> Vec<u64> {
        let spent = |p: &Pending| p.logged.is_some_and(|seq| seq <= self.meta.durable) && p.status.is_settled();
        let held = order::set(self.outbox.values().filter(|p| !spent(p)).map(|p| p.op.grp));
        self.outbox.iter().filter(|(_, p)| !held.contains(&p.op.grp)).map(|(n, _)| *n).collect()
    }

    /// Forgets own ops the store has dropped.
    pub fn dropped(&mut self, numbers: &[u64]) {
        for n in numbers {
            self.outbox.remove(n);
        }
    }

    /// Where an own op stands.
    #[must_use]
    pub fn standing(&self, n: u64) -> Standing {
        match self.outbox.get(&n).map(|p| p.logged) {
            // It left the outbox because it was.
            None if n <= self.once() => Standing::Durable,
            Some(Some(seq)) if seq <= self.meta.durable => Standing::Durable,
            Some(Some(_)) => Standing::Sent,
            _ if n <= self.acked => Standing::Sent,
            _ => Standing::Saved,
        }
    }

    /// Own ops that have not come back in the log, in order: what the view adds to the base.
    pub fn overlay(&self) -> impl Iterator<Item = &Pending> {
        self.outbox.values().filter(|p| p.logged.is_none())
    }

    /// Adds the own ops of one root to its base.
    pub fn overlay_root(&self, root: RootId, state: &mut RootState) {
        self.overlay().filter(|p| p.op.root == root).for_each(|pending| self.overlay_op(pending, state));
    }

    /// Adds the journal's rows of one root, later than `as_of`, to its page state.
    pub fn journal_root(&self, root: RootId, as_of: Seq, state: &mut RootState) {
        fold_rows(self.journal.iter().filter(|row| row.op.root == root && row.seq > as_of), state);
    }

    /// Adds the journal's rows and the own ops of several roots to their pages' states, each with the row its page is at.
    pub fn over(&self, bases: &mut BTreeMap<RootId, (Seq, RootState)>) {
        for row in &self.journal {
            if let Some((as_of, state)) = bases.get_mut(&row.op.root)
                && row.seq > *as_of
            {
                fold_rows(std::iter::once(row), state);
            }
        }
        for pending in self.overlay() {
            if let Some((_, state)) = bases.get_mut(&pending.op.root) {
                self.overlay_op(pending, state);
            }
        }
    }

    /// Adds an own op. Its stamp is the author's clock: later than all the author has seen.
    pub fn overlay_op(&self, pending: &Pending, state: &mut RootState) {
        // Only the log erases.
        if matches!(pending.op.kind, Kind::Erase {}) {
            return;
        }
        let stamp = Stamp { eff: pending.op.hlc, dot: Dot(self.meta.dev, pending.op.n) };
        // An op the base does not carry (yet) shows when it does; the server decides about it.
        let _ = fold(state, Applied { op: &pending.op, stamp, by: pending.by });
    }

    /// Whether the journal should be worked into the pages: it has grown, or holds what must go.
    #[must_use]
    pub fn checkpoint_due(&self) -> bool {
        let void = |p: &Pending| p.status == Status::Void && !matches!(p.op.kind, Kind::Noop {});
        let erases = || !self.erased().is_empty() || !self.evicted().is_empty() || self.outbox.values().any(void);
        self.journal.len() > CHECKPOINT_ROWS || self.journal_bytes > CHECKPOINT_BYTES || self.keeps_too_much() || erases()
    }

    /// What to store when the pages have reached the cursor, in the transaction that trims the journal.
    #[must_use]
    pub fn checkpoint(&self) -> Turn {
        let aside = self.outbox.iter().filter(|(_, p)| p.logged.is_some() && !p.status.is_settled());
        let meta = Meta {
            checkpoint: self.cursor,
            checkpoint_chain: self.chain,
            checkpoint_n: self.logged_n,
            once: self.once(),
            aside: aside.map(|(n, p)| NotOk { n: *n, status: p.status.clone() }).collect(),
            ..self.meta.clone()
        };
        self.turn(meta, BTreeSet::new())
    }

    /// The checkpoint is stored and the journal trimmed.
    pub fn checkpointed(&mut self, meta: Meta) {
        self.journal.retain(|row| row.seq > meta.checkpoint);
        self.seals.retain(|seq, _| *seq > meta.checkpoint);
        self.strays.clear();
        self.journal_bytes = 0;
        self.meta = Meta { clock: self.meta.clock, durable: self.meta.durable, ..meta };
    }

    /// What to store with a snapshot taken whole: the outbox stays, and what the snapshot does not hold is pushed again under the same numbers. What the
    /// log before it held and was not durable is to be handed back: it may be another log. `erased` are the files its pages say were erased.
    #[must_use]
    pub fn from_snapshot(&self, manifest: &Manifest, mut erased: BTreeSet<RootId>, wall: i64) -> Turn {
        erased.extend(manifest.erased.iter().copied());
        let mut clock = self.meta.clock;
        clock.observe(manifest.now, wall);
        let Turn { meta: Meta { mut kept, .. }, keep, forget, gone, blank } = self.turn(self.meta.clone(), erased);
        kept.iter_mut().for_each(|kept| kept.due = true);
        let meta = Meta {
            epoch: manifest.epoch,
            clock,
            checkpoint: manifest.at,
            checkpoint_chain: manifest.chain,
            checkpoint_n: manifest.last_n,
            durable: manifest.durable,
            once: self.once(),
            aside: manifest.not_ok.clone(),
            kept,
            ..self.meta.clone()
        };
        Turn { meta, keep, forget, gone, blank }
    }

    /// The snapshot's pages and `meta` are stored, the journal emptied, all in one transaction.
    pub fn restarted(&mut self, meta: Meta) {
        let last = self.meta.clock.last.max(meta.clock.last);
        self.meta = meta;
        self.meta.clock.last = last;
        self.journal.clear();
        self.seals.clear();
        self.strays.clear();
        self.journal_bytes = 0;
        self.cursor = self.meta.checkpoint;
        self.chain = self.meta.checkpoint_chain;
        self.head = self.cursor;
        self.settle();
    }

    /// After loading or a restart: own ops up to the checkpoint's number are in the pages, the others are not in any log we know.
    fn settle(&mut self) {
        let Meta { checkpoint, checkpoint_n, .. } = self.meta;
        self.acked = checkpoint_n;
        self.logged_n = checkpoint_n;
        for (n, pending) in &mut self.outbox {
            pending.logged = (*n <= checkpoint_n).then_some(checkpoint);
            pending.status = Status::Ok;
        }
        for NotOk { n, status } in &self.meta.aside {
            if let Some(pending) = self.outbox.get_mut(n).filter(|p| p.logged.is_some()) {
                pending.status = status.clone();
            }
        }
    }
}

/// Folds rows that count into a state; the server has judged them, so a row that does not fold here is of a kind a later build folds.
pub fn fold_rows<'a>(rows: impl Iterator<Item = &'a Row>, state: &mut RootState) {
    for row in rows.filter(|row| row.status.is_ok()) {
        let _ = fold(state, row.applied());
    }
}
