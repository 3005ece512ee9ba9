//! The server of a run: the real rules over a store in memory that can be backed up, restored and copied back.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use innkeeper_domain::loyalty_line::PointsReason;
use innkeeper_domain::{Entity, Value};
use uuid::Uuid;

use super::Wrong;
use super::bug::Bug;
use super::rng::Rng;
use super::truth::Truth;
use crate::client::fold_rows;
use crate::draft::Draft;
use crate::fold::is_personal;
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, EntryId, RootId, Seq, Stamp, UserId};
use crate::ledger::{LEDGER, Line, POINTS_MAX};
use crate::op::{Kind, Op, SetField};
use crate::page::Page;
use crate::projection::Projection;
use crate::pull::{self, Candidate, Limits, Place, Placed, Shown};
use crate::row::{Chain, Reason, Row, Status};
use crate::server::points::{Grant, grant};
use crate::server::{Accepted, DeviceAt, Head, Judge, TakenBack, accept, append, release, take_back};
use crate::state::{Entry, RootState};
use crate::wire::{Allowed, HandBack, HandedBack, Manifest, NotOk, PullQuery, Pulled, Push, Pushed, Refused};

/// Roots in a page: few, so that a run has several pages.
const PAGE: usize = 3;

/// The author of all that the house writes.
pub(super) fn house_user() -> UserId {
    UserId::of_source("import:simulated")
}

/// A row with what is stored beside it.
#[derive(Debug)]
pub(super) struct LogRow {
    pub row: Row,
    pub entity: Option<Entity>,
    pub before: Chain,
    pub after: Chain,
}

/// All that is in the database file.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    pub epoch: u64,
    pub log: Vec<Rc<LogRow>>,
    pub states: BTreeMap<RootId, RootState>,
    pub last_n: BTreeMap<DeviceId, u64>,
    pub durable: Seq,
    house: u32,
}

impl Store {
    /// All that is stored, for searching.
    pub(super) fn text(&self) -> String {
        format!("{:?} {:?}", self.log, self.states)
    }

    pub(super) fn head(&self) -> Head {
        let seq = self.log.len() as Seq;
        Head { epoch: self.epoch, seq, chain: self.chain_at(seq).unwrap_or_default() }
    }

    fn chain_at(&self, seq: Seq) -> Option<Chain> {
        match usize::try_from(seq).ok()?.checked_sub(1) {
            None => Some(Chain::default()),
            Some(at) => self.log.get(at).map(|row| row.after),
        }
    }

    /// The rows that ever placed these files.
    fn placed(&self, roots: &BTreeSet<RootId>) -> BTreeMap<RootId, Vec<Placed>> {
        let mut placed: BTreeMap<RootId, Vec<Placed>> = BTreeMap::new();
        for row in self.log.iter().map(|stored| &stored.row).filter(|row| row.status.is_ok() && roots.contains(&row.op.root)) {
            if let Some((space, inside)) = row.op.places() {
                placed.entry(row.op.root).or_default().push(Placed { seq: row.seq, space: space.to_owned(), inside });
            }
        }
        placed
    }

    fn mark_released(&mut self, dot: Dot) {
        for stored in self.log.iter_mut().filter(|stored| stored.row.dot() == dot) {
            if let Status::Quarantined(reason) = stored.row.status {
                let mut row = stored.row.clone();
                row.status = Status::Released(reason);
                *stored = Rc::new(LogRow { row, entity: stored.entity, before: stored.before, after: stored.after });
            }
        }
    }

    fn last_n(&self, dev: DeviceId) -> u64 {
        self.last_n.get(&dev).copied().unwrap_or(0)
    }
}

pub(super) struct Server {
    pub live: Store,
    backups: Vec<Store>,
    /// The house's device of this start of the server.
    house: DeviceId,
    starts: u32,
    /// Files that were erased; not in the database, so that a backup does not bring them back.
    erasures: BTreeSet<RootId>,
    bug: Option<Bug>,
}

/// A tablet's request.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    Push(Push),
    Pull(PullQuery),
    Snapshot(u64),
    HandBack(u64, Vec<HandBack>),
    Allowance(RootId, i64),
}

/// The server's answer.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Pushed(Pushed),
    Pulled(Pulled),
    Snapshot(u64, Manifest, Vec<Vec<u8>>),
    /// The answer to the last request of a kept value; nothing if it held nothing.
    HandedBack(u64, Option<HandedBack>),
    /// Nothing, if the reader has no such guest in sight.
    Allowed(Option<Allowed>),
    Refused(Refused),
}

/// What rows are sealed with; not in the database.
const SEAL: &[u8] = b"the server's";

/// The staff: everybody signs with the bytes of their id, and nobody may add the forbidden tag, erase or place.
struct Staff;

impl Judge for Staff {
    fn author_key(&self, by: UserId) -> Option<Vec<u8>> {
        Some(key_of(by))
    }

    fn allows(&self, _: UserId, op: &Op, _: Option<Entity>, _: Hlc) -> Result<(), Reason> {
        match &op.kind {
            Kind::Add { elem, .. } if elem.as_text() == Some(super::people::FORBIDDEN_TAG) => Err(Reason::NotAllowed),
            Kind::Erase {} => Err(Reason::NotAllowed),
            _ => Ok(()),
        }
    }
}

pub(super) fn key_of(by: UserId) -> Vec<u8> {
    by.0.as_bytes().to_vec()
}

impl Server {
    pub(super) fn new(bug: Option<Bug>) -> Self {
        let live = Store { epoch: 1, ..Store::default() };
        let mut server = Self { live, backups: Vec::new(), house: DeviceId::server(0), starts: 0, erasures: BTreeSet::new(), bug };
        server.start();
        server
    }

    /// The house takes a new device at each start, so that a file copied back never makes it give a number twice.
    pub(super) fn start(&mut self) {
        self.starts += 1;
        if self.bug != Some(Bug::NumberReuse) {
            self.live.house = self.starts;
        }
        self.house = DeviceId::server(self.live.house);
    }

    pub(super) fn house(&self) -> DeviceId {
        self.house
    }

    pub(super) fn back_up(&mut self) {
        self.live.durable = self.live.head().seq;
        self.backups.push(self.live.clone());
    }

    /// Puts a backup in the place of the log. What the server had promised to keep and the backup does not hold is lost by that.
    pub(super) fn put_back(&mut self, rng: &mut Rng, older: bool, new_epoch: bool, truth: &mut Truth) -> bool {
        let Some(last) = self.backups.len().checked_sub(1) else { return false };
        let at = if older { rng.index(self.backups.len()) } else { last };
        let backup = self.backups[at].clone();
        let kept: BTreeSet<_> = backup.log.iter().map(|row| row.row.dot()).collect();
        let promised = self.live.log.iter().filter(|row| row.row.seq <= self.live.durable).map(|row| row.row.dot());
        truth.lost.extend(promised.filter(|dot| !kept.contains(dot)));
        truth.put_back(&self.live.log.iter().map(|row| row.row.dot()).collect(), &kept);
        // The file knows no other generation than its own: two restores of one backup give the same number, and only the chain tells them apart.
        let epoch = backup.epoch + u64::from(new_epoch);
        let durable = backup.head().seq;
        self.live = Store { epoch, durable, ..backup };
        self.start();
        true
    }

    pub(super) fn receive(
        &mut self,
        dev: DeviceId,
        projection: &Projection,
        ask: Ask,
        now: i64,
        rng: &mut Rng,
        truth: &mut Truth,
    ) -> Result<Answer, Wrong> {
        Ok(match ask {
            Ask::Push(push) => match self.push(dev, push, now, truth)? {
                Ok(pushed) => Answer::Pushed(pushed),
                Err(refused) => Answer::Refused(refused),
            },
            Ask::Pull(query) => self.pull(dev, projection, query, now, rng).map_or_else(Answer::Refused, Answer::Pulled),
            Ask::HandBack(key, requests) => {
                let mut last: Option<HandedBack> = None;
                for request in requests {
                    if request.epoch != self.live.epoch {
                        return Ok(Answer::Refused(Refused::Epoch { epoch: self.live.epoch }));
                    }
                    let before = last.take().map_or_else(Vec::new, |answer| answer.erased);
                    let answer = last.insert(self.take_back(&request, projection, now, truth)?);
                    answer.erased.extend(before);
                }
                Answer::HandedBack(key, last)
            }
            Ask::Allowance(root, points) => {
                let state = self.live.states.get(&root).filter(|state| projection.sees_root(root, state));
                let gone: Vec<DeviceId> = truth.evicted.iter().copied().collect();
                let grant = state.and_then(|state| grant(root, state, dev, points, &gone, || EntryId(rng.uuid())));
                let Some(Grant { group, granted, left }) = grant else { return Ok(Answer::Allowed(None)) };
                if !group.is_empty() {
                    self.write(vec![group], now, truth)?;
                }
                Answer::Allowed(Some(Allowed { granted, left }))
            }
            Ask::Snapshot(ticket) => {
                let head = self.live.head().seq;
                let at = if rng.chance(700) { head } else { self.live.durable + rng.below(head - self.live.durable + 1) };
                // What has gone out of sight since is in no snapshot.
                let placed = self.live.log.iter().rev().find(|row| row.row.op.places().is_some());
                let at = placed.map_or(at, |row| row.row.seq.max(at));
                let at = self.live.log[..usize::try_from(at).expect("a row of a list")]
                    .iter()
                    .rposition(|row| row.row.op.end)
                    .map_or(0, |i| i as Seq + 1);
                let (manifest, pages) = self.snapshot(dev, projection, at, now);
                Answer::Snapshot(ticket, manifest, pages)
            }
        })
    }

    fn push(&mut self, dev: DeviceId, mut push: Push, now: i64, truth: &mut Truth) -> Result<Result<Pushed, Refused>, Wrong> {
        let ops: Vec<Op> = push.runs.iter().filter_map(|run| run.parse().ok()).flatten().collect();
        let mut last_n = self.live.last_n(dev);
        match self.bug {
            Some(Bug::NoEpochCheck) => push.epoch = self.live.epoch,
            Some(Bug::NoIdempotency) => last_n = ops.first().map_or(last_n, |op| op.n.min(last_n + 1) - 1),
            Some(Bug::RejectsSkew) if ops.iter().any(|op| op.hlc.ms() > now + crate::hlc::OFFSET_WARNING_MS) => {
                return Ok(Err(Refused::Malformed));
            }
            _ => {}
        }
        let mut states = self.load(ops.iter().map(|op| op.root));
        let device = DeviceAt { dev, last_n, revoked: false };
        let accepted = match accept(&push, self.live.head(), device, &mut states, &Staff, now) {
            Ok(accepted) => accepted,
            Err(refused) => return Ok(Err(refused)),
        };
        let (last_n, not_ok) = (accepted.last_n, accepted.not_ok.clone());
        let made = accepted.made_in();
        self.commit(accepted, states, truth)?;
        self.release(&made, now, truth)?;
        Ok(Ok(Pushed { last_n, not_ok, head: self.live.head().seq, durable: self.live.durable, now }))
    }

    /// The house writes: an import, a booking.
    pub(super) fn write(&mut self, groups: Vec<Vec<Draft>>, now: i64, truth: &mut Truth) -> Result<(), Wrong> {
        let mut states = self.load(groups.iter().flatten().map(|draft| draft.root));
        let accepted = append(groups, house_user(), self.live.head(), self.house, self.live.last_n(self.house), &mut states, now);
        let made = accepted.made_in();
        self.commit(accepted, states, truth)?;
        self.release(&made, now, truth)
    }

    fn take_back(&mut self, request: &HandBack, projection: &Projection, now: i64, truth: &mut Truth) -> Result<HandedBack, Wrong> {
        let rows = || request.groups.iter().flat_map(|group| &group.rows);
        let mut states = self.load(rows().map(|row| row.op.root));
        let mut in_log: BTreeSet<Dot> = self.live.log.iter().map(|row| row.row.dot()).collect();
        let let_in: BTreeSet<Dot> = self.live.log.iter().filter_map(|row| row.row.op.lets_in()).collect();
        in_log.extend(rows().filter(|row| row.op.lets_in().is_some_and(|dot| let_in.contains(&dot))).map(Row::dot));
        let TakenBack { accepted, .. } = take_back(&request.groups, self.live.head(), &in_log, &self.live.last_n, &mut states, SEAL, 0);
        let (made, taken) = (accepted.made_in(), accepted.rows.len() as u64);
        self.commit(accepted, states, truth)?;
        self.release(&made, now, truth)?;
        let Head { epoch, seq, chain } = self.live.head();
        let roots: BTreeSet<RootId> = rows().map(|row| row.op.root).collect();
        let gone = |root: &RootId, state: &RootState| state.erased.is_some() || !projection.sees_root(*root, state);
        let erased = roots.into_iter().filter(|root| self.live.states.get(root).is_some_and(|state| gone(root, state))).collect();
        Ok(HandedBack { epoch, head: seq, chain, taken, erased })
    }

    /// What was kept aside because a record was not there is let in when the record has come.
    fn release(&mut self, made: &BTreeSet<RootId>, now: i64, truth: &mut Truth) -> Result<(), Wrong> {
        let mut groups: Vec<Vec<Row>> = Vec::new();
        for stored in &self.live.log {
            let Status::Quarantined(Reason::UnknownRecord | Reason::UnknownEntry) = stored.row.status else { continue };
            match groups.last_mut().filter(|group| group[0].dev == stored.row.dev && group[0].op.grp == stored.row.op.grp) {
                Some(group) => group.push(stored.row.clone()),
                None => groups.push(vec![stored.row.clone()]),
            }
        }
        groups.retain(|group| group.iter().any(|row| made.contains(&row.op.root)));
        if groups.is_empty() {
            return Ok(());
        }
        let mut states = self.load(groups.iter().flatten().map(|row| row.op.root));
        let (accepted, _) = release(&groups, house_user(), self.live.head(), self.house, self.live.last_n(self.house), &mut states, now);
        self.commit(accepted, states, truth)
    }

    /// Erases a file: its row, and no personal value of it anywhere in the database.
    pub(super) fn erase(&mut self, root: RootId, now: i64, truth: &mut Truth) -> Result<(), Wrong> {
        self.erasures.insert(root);
        self.write(vec![vec![Draft::of(root, Kind::Erase {})]], now, truth)?;
        self.live.log.iter_mut().filter(|stored| stored.row.op.root == root).for_each(|stored| {
            let mut row = stored.row.clone();
            if let Kind::Unknown { .. } = row.op.kind {
                row.op.kind = Kind::Noop {};
            }
            row.op.kind.values_mut(stored.entity, &mut |class, value| {
                if is_personal(class) {
                    *value = Value::Hidden;
                }
            });
            *stored = Rc::new(LogRow { row, entity: stored.entity, before: stored.before, after: stored.after });
        });
        Ok(())
    }

    /// Before a log that was put back is served.
    pub(super) fn replay_erasures(&mut self, now: i64, truth: &mut Truth) -> Result<(), Wrong> {
        if self.bug == Some(Bug::ErasuresForgotten) {
            return Ok(());
        }
        let due = |root: &&RootId| self.live.states.get(root).is_none_or(|state| state.erased.is_none());
        let due: Vec<RootId> = self.erasures.iter().filter(due).copied().collect();
        due.into_iter().try_for_each(|root| self.erase(root, now, truth))
    }

    fn load(&self, roots: impl Iterator<Item = RootId>) -> BTreeMap<RootId, RootState> {
        let mut states: BTreeMap<RootId, RootState> = roots.filter_map(|root| Some((root, self.live.states.get(&root)?.clone()))).collect();
        if self.bug == Some(Bug::ErasedRevives) {
            states.values_mut().for_each(|state| state.erased = None);
        }
        if self.bug == Some(Bug::RedeemsUncovered) {
            ledgers(&mut states).for_each(|entries| entries.insert(0, plenty()));
        }
        states
    }

    fn commit(&mut self, accepted: Accepted, mut states: BTreeMap<RootId, RootState>, truth: &mut Truth) -> Result<(), Wrong> {
        let mut before = self.live.head().chain;
        for (row, entity) in accepted.rows.into_iter().zip(accepted.entities) {
            if row.seq != self.live.log.len() as Seq + 1 {
                return Err(Wrong::new("the log is gapless", format!("row {} after {}", row.seq, self.live.log.len())));
            }
            let dev = row.dev;
            if let Some(dot) = row.op.lets_in().filter(|_| row.status.is_ok()) {
                self.live.mark_released(dot);
            }
            let last = self.live.last_n.entry(dev).or_insert(0);
            // Of a former device of the house, what nobody had pulled is missing.
            if row.op.n != *last + 1 && (!dev.is_server() || dev == self.house) {
                return Err(Wrong::new("numbers are dense", format!("{dev}: {} after {last}", row.op.n)));
            }
            *last = row.op.n.max(*last);
            let after = before.next(row.dot(), row.eff);
            let row = Rc::new(LogRow { row, entity, before, after });
            before = after;
            truth.logged(&row)?;
            self.live.log.push(row);
        }
        if before != accepted.head.chain {
            return Err(Wrong::new("the chain is unbroken", format!("{before} is not {}", accepted.head.chain)));
        }
        if self.bug == Some(Bug::RedeemsUncovered) {
            ledgers(&mut states).for_each(|entries| entries.retain(|entry| entry.id != plenty().id));
        }
        for root in accepted.touched {
            if let Some(state) = states.remove(&root) {
                self.live.states.insert(root, state);
            }
        }
        Ok(())
    }

    fn pull(&self, dev: DeviceId, projection: &Projection, mut query: PullQuery, now: i64, rng: &mut Rng) -> Result<Pulled, Refused> {
        let mut chain = self.live.chain_at(query.cursor);
        match self.bug {
            Some(Bug::NoEpochCheck) => query.epoch = self.live.epoch,
            Some(Bug::NoChainCheck) => chain = Some(query.chain),
            _ => {}
        }
        let place = Place { head: self.live.head(), chain, durable: self.live.durable, last_n: self.live.last_n(dev) };
        pull::check(&query, projection, &place)?;
        let limits = Limits { rows: 1 + rng.index(12), bytes: usize::MAX, behind: if rng.chance(30) { 15 } else { 20_000 } };
        let rows = self.live.log.iter().skip(usize::try_from(query.cursor).expect("a row of a list"));
        let rows = rows.map(|stored| {
            let mut row = stored.row.clone();
            if self.bug == Some(Bug::GroupCut) {
                row.op.end = true;
            }
            Candidate { row, entity: stored.entity, bytes: 0 }
        });
        let rows = pull::cut(limits, rows);
        let placed = self.live.placed(&rows.iter().map(|candidate| candidate.row.op.root).collect());
        let shown = Shown::new(projection, rows, &placed);
        let from = if self.bug == Some(Bug::FullRootPartial) { query.cursor } else { 0 };
        let file = |(root, seq)| {
            let rows =
                self.live.log.iter().map(|stored| &stored.row).filter(|row| row.op.root == root && (from + 1..=seq).contains(&row.seq));
            let mut state = RootState::default();
            fold_rows(rows, &mut state);
            ((root, seq), state)
        };
        let files = shown.coming().into_iter().map(file).collect();
        let mut pulled = pull::answer(&query, &place, limits, &shown, &files, SEAL, now);
        if self.bug == Some(Bug::RedactionDropsStamps) {
            pulled.rows.iter_mut().for_each(drop_stamps);
        }
        Ok(pulled)
    }

    pub(super) fn snapshot(&self, dev: DeviceId, projection: &Projection, at: Seq, now: i64) -> (Manifest, Vec<Vec<u8>>) {
        let head = self.live.head();
        let rows = &self.live.log[..usize::try_from(at).expect("a row of a list")];
        let states = if at == head.seq { self.live.states.clone() } else { folded(rows.iter().map(|row| &row.row)) };
        let roots: Vec<(RootId, RootState)> = project(states, projection).into_iter().collect();
        let pages = roots.chunks(PAGE).map(|roots| Page { as_of: at, roots: roots.to_vec() }.encode()).collect();
        let own = rows.iter().filter(|row| row.row.dev == dev);
        let not_ok = own.clone().filter(|row| !row.row.status.is_settled());
        let erased =
            |root: &RootId| self.live.states.get(root).is_some_and(|state| state.erased.is_some() && !projection.sees_root(*root, state));
        let touched: BTreeSet<RootId> = own.clone().map(|row| row.row.op.root).collect();
        let manifest = Manifest {
            epoch: head.epoch,
            at,
            chain: self.live.chain_at(at).expect("at a row"),
            last_n: own.clone().map(|row| row.row.op.n).max().unwrap_or(0),
            not_ok: not_ok.map(|row| NotOk { n: row.row.op.n, status: row.row.status.clone() }).collect(),
            pages: Vec::new(),
            roots: roots.len() as u64,
            bytes: 0,
            durable: self.live.durable,
            erased: touched.into_iter().filter(erased).collect(),
            now,
        };
        (manifest, pages)
    }
}

/// The ledgers of files that have one.
fn ledgers(states: &mut BTreeMap<RootId, RootState>) -> impl Iterator<Item = &mut Vec<Entry>> {
    states.values_mut().flat_map(|state| state.records.values_mut()).filter_map(|record| record.streams.get_mut(LEDGER))
}

/// A line under which every other is covered.
fn plenty() -> Entry {
    let line = Line { points: POINTS_MAX, reason: PointsReason::Earned, device: None };
    let Kind::Append { entry, fields, .. } = line.appended(EntryId(Uuid::nil()), None) else { unreachable!("a line is appended") };
    let stamp = Stamp { eff: Hlc::default(), dot: Dot(DeviceId::default(), 0) };
    Entry { id: entry, stamp, by: house_user(), fields, amendments: Vec::new() }
}

/// What rows add up to.
pub(super) fn folded<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeMap<RootId, RootState> {
    let mut states: BTreeMap<RootId, RootState> = BTreeMap::new();
    for row in rows.filter(|row| row.status == Status::Ok) {
        fold_rows(core::iter::once(row), states.entry(row.op.root).or_default());
    }
    states.retain(|_, state| !state.is_empty());
    states
}

/// What a reader holds of it.
pub(super) fn project(mut states: BTreeMap<RootId, RootState>, projection: &Projection) -> BTreeMap<RootId, RootState> {
    states.retain(|root, state| projection.sees_root(*root, state));
    states.values_mut().for_each(|state| projection.redact_root(state));
    states
}

fn drop_stamps(row: &mut Row) {
    if let Kind::Set { fields } = &mut row.op.kind {
        for SetField(value, seen) in fields.values_mut() {
            if *value == Value::Hidden {
                seen.clear();
            }
        }
    }
}
