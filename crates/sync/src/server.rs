//! The server's rules as one pure step: a push (or a house writer's groups) against the head row gives rows, new states and the new head.
//!
//! The caller holds the tenant's head row locked, loads what the step needs, and commits what it gives in the same transaction. So the number of a
//! row is taken under the lock, an answer is only sent after the commit, and a repeated push changes nothing.

pub mod points;

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::field::Entity;
use innkeeper_domain::order;

use crate::draft::Draft;
use crate::fold::{Applied, fold};
use crate::hlc::{Hlc, effective};
use crate::id::{DeviceId, Dot, Epoch, RootId, Seq, Stamp, UserId};
use crate::op::{Aside, GROUP_MAX, Kind, Op};
use crate::row::{Chain, Reason, Row, Status};
use crate::rules;
use crate::state::RootState;
use crate::wire::{Handed, NotOk, PUSH_OPS, Push, Refused};

/// The end of a tenant's log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Generation of the log.
    pub epoch: Epoch,
    /// Last row.
    pub seq: Seq,
    /// Chain after it.
    pub chain: Chain,
}

/// A device as the server knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceAt {
    /// Its number.
    pub dev: DeviceId,
    /// Its last number in the log.
    pub last_n: u64,
    /// Revoked: it may still hand over what it holds, into quarantine.
    pub revoked: bool,
}

/// Who may do what: answered by the server from its staff and roles.
pub trait Judge {
    /// The author's key, if they ever had one; `None` refuses the run.
    fn author_key(&self, by: UserId) -> Option<Vec<u8>>;

    /// Whether the author was allowed to do this at that time.
    ///
    /// # Errors
    /// The reason why not.
    fn allows(&self, by: UserId, op: &Op, entity: Option<Entity>, eff: Hlc) -> Result<(), Reason>;
}

/// What an accepted push or a house writer's groups come to.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// Rows to insert, gapless from the old head.
    pub rows: Vec<Row>,
    /// The entity of the record each row writes, where known; in step with `rows`.
    pub entities: Vec<Option<Entity>>,
    /// The new head.
    pub head: Head,
    /// The device's last number now.
    pub last_n: u64,
    /// Rows that do not count.
    pub not_ok: Vec<NotOk>,
    /// Roots whose state changed.
    pub touched: BTreeSet<RootId>,
}

impl Accepted {
    /// Files in which something was made that others may have waited for.
    #[must_use]
    pub fn made_in(&self) -> BTreeSet<RootId> {
        let made = self.rows.iter().filter(|row| row.status.is_ok());
        made.filter(|row| matches!(row.op.kind, Kind::New { .. } | Kind::Append { .. } | Kind::Release { .. }))
            .map(|row| row.op.root)
            .collect()
    }
}

/// Judges a push and folds it.
///
/// # Errors
/// What the device must do next; nothing is stored then.
pub fn accept(
    push: &Push,
    head: Head,
    device: DeviceAt,
    states: &mut BTreeMap<RootId, RootState>,
    judge: &dyn Judge,
    now: i64,
) -> Result<Accepted, Refused> {
    if push.epoch != head.epoch {
        return Err(Refused::Epoch { epoch: head.epoch });
    }
    if push.dev != device.dev {
        return Err(Refused::Malformed);
    }
    let groups = parse_groups(push, judge)?;
    let mut step = Step::new(head, device.dev, device.last_n);
    for (by, group) in groups {
        if group[0].n <= step.out.last_n {
            continue;
        }
        if group[0].n != step.out.last_n + 1 {
            return Err(Refused::Gap { expected: step.out.last_n + 1 });
        }
        let refusal = device.revoked.then_some(Reason::DeviceRevoked);
        let stamped = group.into_iter().map(|op| (effective(op.hlc, push.now, now), op)).collect();
        step.group(stamped, by, states, refusal, Some(judge));
    }
    Ok(step.out)
}

/// Cuts a push into groups with their authors and checks its form.
fn parse_groups(push: &Push, judge: &dyn Judge) -> Result<Vec<(UserId, Vec<Op>)>, Refused> {
    let mut groups = Vec::new();
    let mut group: Vec<Op> = Vec::new();
    let mut last: Option<u64> = None;
    for run in &push.runs {
        let key = judge.author_key(run.by).ok_or(Refused::SignIn)?;
        if !run.is_signed_by(&key) {
            return Err(Refused::SignIn);
        }
        for op in run.parse().map_err(|_| Refused::Malformed)? {
            let dense = last.is_none_or(|n| n.checked_add(1) == Some(op.n));
            let grp = group.first().map_or(op.n, |first| first.n);
            // What only an answer to a pull says has no place in a log.
            let said = matches!(op.kind, Kind::Full { .. } | Kind::Evict { .. });
            if !dense || op.n == 0 || op.grp != grp || group.len() == GROUP_MAX || said {
                return Err(Refused::Malformed);
            }
            last = Some(op.n);
            let end = op.end;
            group.push(op);
            if end {
                groups.push((run.by, std::mem::take(&mut group)));
            }
        }
        // A run ends where a group ends: a group has one author.
        if !group.is_empty() {
            return Err(Refused::Malformed);
        }
    }
    let ops: usize = groups.iter().map(|(_, g)| g.len()).sum();
    if ops > PUSH_OPS { Err(Refused::Malformed) } else { Ok(groups) }
}

/// Appends groups of the house itself (imports, bookings): they always count. Times are `now`, in order.
///
/// # Panics
/// Never for groups the caller made by the field table: a group that does not fold is kept aside like anybody's.
#[must_use]
pub fn append(
    groups: Vec<Vec<Draft>>,
    by: UserId,
    head: Head,
    dev: DeviceId,
    last_n: u64,
    states: &mut BTreeMap<RootId, RootState>,
    now: i64,
) -> Accepted {
    let mut step = Step::new(head, dev, last_n);
    for group in groups {
        step.house_group(group, by, states, now);
    }
    step.out
}

/// What handed back rows come to.
#[derive(Clone, Debug, Default)]
pub struct TakenBack {
    /// Rows to insert and states that changed. Its `last_n` says nothing: the rows are of many devices.
    pub accepted: Accepted,
    /// The last number of each tablet of which rows were taken.
    pub last_n: BTreeMap<DeviceId, u64>,
    /// Groups whose seal does not fit, or that come after a number that is missing.
    pub left: u64,
}

/// Takes back what a restored log has lost and a replica had pulled: whole groups, sealed by this server when it gave them out, each once, with
/// their first stamps. `in_log` are those of their ops that the log holds; `last_n` the last number of each tablet among them.
///
/// A group that builds on something not handed back yet is kept aside; [`release`] lets it in when the rest has come. What was written before
/// generation `since` is not wanted any more: there the log was begun anew.
#[must_use]
pub fn take_back(
    groups: &[Handed],
    head: Head,
    in_log: &BTreeSet<Dot>,
    last_n: &BTreeMap<DeviceId, u64>,
    states: &mut BTreeMap<RootId, RootState>,
    key: &[u8],
    since: Epoch,
) -> TakenBack {
    let mut step = Step { again: true, ..Step::new(head, DeviceId::default(), 0) };
    let mut out = TakenBack::default();
    let mut taken = BTreeSet::new();
    for group in groups {
        let Some(first) = group.first().filter(|_| group.is_sealed_by(key)) else {
            out.left += 1;
            continue;
        };
        if group.rows[0].epoch < since || in_log.contains(&first) || !taken.insert(first) {
            continue;
        }
        if !first.dev().is_server() {
            let last = out.last_n.get(&first.dev()).or_else(|| last_n.get(&first.dev())).copied().unwrap_or(0);
            if first.n() != last + 1 {
                // Its author sends what is between; one whose numbers are there already has nothing new.
                out.left += u64::from(first.n() > last);
                continue;
            }
            out.last_n.insert(first.dev(), last + group.rows.len() as u64);
        }
        step.dev = first.dev();
        let refusal = group.rows.iter().find_map(|row| match row.status {
            Status::Quarantined(reason) | Status::Released(reason) => Some(reason),
            Status::Ok | Status::Void => None,
        });
        let by = group.rows[0].by;
        let ops = group.rows.iter().map(|row| (row.eff, row.op.clone())).collect();
        step.group(ops, by, states, refusal, None);
    }
    out.accepted = step.out;
    out
}

/// Lets in groups that were kept aside and fold now, each with its first stamps, as the server's own ops. `aside` are whole groups in the order of the
/// log. Gives the ops that were let in beside what to store.
#[must_use]
pub fn release(
    aside: &[Vec<Row>],
    by: UserId,
    head: Head,
    dev: DeviceId,
    last_n: u64,
    states: &mut BTreeMap<RootId, RootState>,
    now: i64,
) -> (Accepted, Vec<Dot>) {
    let mut step = Step::new(head, dev, last_n);
    let mut released = Vec::new();
    for group in aside {
        let mut tried: BTreeMap<RootId, RootState> =
            group.iter().map(|row| row.op.root).map(|root| (root, states.get(&root).cloned().unwrap_or_default())).collect();
        let counts = |row: &Row| {
            points::check(&tried, &row.op, row.dot()).is_ok() && fold(tried.entry(row.op.root).or_default(), row.applied()).is_ok()
        };
        if !group.iter().all(counts) {
            continue;
        }
        released.extend(group.iter().map(Row::dot));
        step.house_group(group.iter().map(release_of).collect(), by, states, now);
    }
    (step.out, released)
}

/// Whether an op is written to a file that was erased before.
fn is_void(states: &BTreeMap<RootId, RootState>, op: &Op) -> bool {
    states.get(&op.root).is_some_and(|state| state.erased.is_some()) && !matches!(op.kind, Kind::Erase {})
}

/// The op that lets a row in.
fn release_of(row: &Row) -> Draft {
    let was = Aside { op: row.op.clone(), eff: row.eff, by: row.by };
    Draft { root: row.op.root, other_ent: row.op.other_ent, action: None, kind: Kind::Release { dot: row.dot(), was: Some(Box::new(was)) } }
}

struct Step {
    dev: DeviceId,
    /// Its groups have counted before, in a log that went back.
    again: bool,
    out: Accepted,
}

impl Step {
    fn new(head: Head, dev: DeviceId, last_n: u64) -> Self {
        Self { dev, again: false, out: Accepted { head, last_n, ..Accepted::default() } }
    }

    /// A group of the house's own, under its next numbers.
    fn house_group(&mut self, group: Vec<Draft>, by: UserId, states: &mut BTreeMap<RootId, RootState>, now: i64) {
        let first = self.out.last_n + 1;
        let len = group.len() as u64;
        let hlc = Hlc::at(now);
        let ops = group.into_iter().zip(first..).map(|(draft, n)| (hlc, draft.numbered(n, first, n + 1 == first + len, hlc))).collect();
        self.group(ops, by, states, None, None);
    }

    /// Takes one group whole: every op counts, or none does.
    fn group(
        &mut self,
        ops: Vec<(Hlc, Op)>,
        by: UserId,
        states: &mut BTreeMap<RootId, RootState>,
        refusal: Option<Reason>,
        judge: Option<&dyn Judge>,
    ) {
        // What is written to an erased file says nothing any more; the rest of its group is judged without it.
        let gone: Vec<bool> = ops.iter().map(|(_, op)| is_void(states, op)).collect();
        // The states as they were, for a group that fails in the middle.
        let roots = order::set(ops.iter().map(|(_, op)| op.root));
        let mut before = BTreeMap::new();
        if ops.len() > 1 {
            before.extend(roots.iter().map(|r| (*r, states.get(r).cloned())));
        }
        let mut failed = refusal;
        let mut entities = Vec::with_capacity(ops.len());
        for ((eff, op), gone) in ops.iter().zip(&gone) {
            entities.push(entity_of(states, op));
            if failed.is_none() && !gone {
                let fresh = before.get(&op.root).is_some_and(Option::is_none);
                failed = self.judge_and_fold(*eff, op, by, states, judge.map(|judge| (judge, fresh))).err();
            }
        }
        let status = failed.map_or(Status::Ok, Status::Quarantined);
        if failed.is_some() {
            for (root, state) in before {
                match state {
                    Some(state) => states.insert(root, state),
                    None => states.remove(&root),
                };
            }
        } else {
            self.out.touched.extend(roots);
        }
        for (((eff, mut op), entity), gone) in ops.into_iter().zip(entities).zip(gone) {
            if gone {
                (op.kind, op.action) = (Kind::Noop {}, None);
            }
            self.push_row(eff, op, entity, by, if gone { Status::Void } else { status.clone() });
        }
    }

    fn judge_and_fold(
        &self,
        eff: Hlc,
        op: &Op,
        by: UserId,
        states: &mut BTreeMap<RootId, RootState>,
        judge: Option<(&dyn Judge, bool)>,
    ) -> Result<(), Reason> {
        let entity = entity_of(states, op);
        if let Some((judge, fresh)) = judge {
            // Where a file is, is said by whoever makes it, in the same group; later only the house moves it.
            if matches!(op.kind, Kind::Release { .. }) || (matches!(op.kind, Kind::Place { .. }) && !fresh) {
                return Err(Reason::NotAllowed);
            }
            rules::check(op, entity, rules::Author::Person)?;
            judge.allows(by, op, entity, eff)?;
        }
        let stamp = Stamp { eff, dot: Dot(self.dev, op.n) };
        points::check(states, op, stamp.dot).map_err(|reason| match reason {
            // It was covered: the lines that did are still to come, and let it in.
            Reason::NotCovered if self.again => Reason::UnknownEntry,
            reason => reason,
        })?;
        // A failed `New` must not leave an empty root behind.
        let state = states.entry(op.root).or_default();
        let folded = fold(state, Applied { op, stamp, by });
        if state.is_empty() {
            states.remove(&op.root);
        }
        folded.map_err(Reason::from)
    }

    fn push_row(&mut self, eff: Hlc, op: Op, entity: Option<Entity>, by: UserId, status: Status) {
        let head = &mut self.out.head;
        let dot = Dot(self.dev, op.n);
        head.seq += 1;
        head.chain = head.chain.next(dot, eff);
        self.out.last_n = op.n;
        if !status.is_ok() {
            self.out.not_ok.push(NotOk { n: op.n, status: status.clone() });
        }
        self.out.rows.push(Row { seq: head.seq, epoch: head.epoch, dev: self.dev, by, eff, status, op });
        self.out.entities.push(entity);
    }
}

/// The type of the record an op writes: its own word for a `New`, else the record's.
#[must_use]
pub fn entity_of(states: &BTreeMap<RootId, RootState>, op: &Op) -> Option<Entity> {
    match &op.kind {
        Kind::New { entity, .. } => return Entity::from_code(entity),
        Kind::Release { was: Some(was), .. } => return entity_of(states, &was.op),
        _ => {}
    }
    Entity::from_code(&states.get(&op.root)?.records.get(&op.ent())?.entity)
}
