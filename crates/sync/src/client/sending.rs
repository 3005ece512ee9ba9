//! What a replica sends: its own ops in whole groups, under dense numbers.

use super::{PUSH_CUT, Pending, Replica};
use crate::id::UserId;
use crate::op::{Kind, Op, SCHEMA};
use crate::wire::{PUSH_OPS, Push, Run};

impl Replica {
    /// The next push, whole groups from the first op that is not in the log; `None` when all is sent, or something is to be handed back first: what
    /// follows may build on it. `key` gives an author's signing key: a run whose author has none here waits, and so does all behind it.
    #[must_use]
    pub fn next_push(&self, wall: i64, key: &dyn Fn(UserId) -> Option<Vec<u8>>) -> Option<Push> {
        if self.due().is_some() { None } else { self.push_after(self.acked, wall, key).map(|(push, _)| push) }
    }

    /// A push of the own ops after number `n`, and the number of its last.
    #[must_use]
    pub fn push_after(&self, n: u64, wall: i64, key: &dyn Fn(UserId) -> Option<Vec<u8>>) -> Option<(Push, u64)> {
        let mut runs: Vec<(UserId, Vec<Op>)> = Vec::new();
        let (mut ops, mut bytes, mut last) = (0, 0, n);
        for (by, group) in self.sendable(n) {
            let size: usize = group.iter().map(|op| serde_json::to_vec(op).map_or(0, |v| v.len())).sum();
            let full = ops + group.len() > PUSH_OPS || (ops > 0 && bytes + size > PUSH_CUT);
            if group[0].n != last + 1 || full {
                break;
            }
            ops += group.len();
            bytes += size;
            match runs.last_mut() {
                Some((author, run)) if *author == by => run.extend(group),
                _ if key(by).is_none() => break,
                _ => runs.push((by, group)),
            }
            last = n + ops as u64;
        }
        if runs.is_empty() {
            return None;
        }
        let runs = runs.iter().map(|(by, ops)| Run::signed(*by, ops, &key(*by).unwrap_or_default())).collect();
        Some((Push { epoch: self.meta.epoch, dev: self.meta.dev, now: self.meta.clock.corrected(wall), runs }, last))
    }

    /// The number before the first of the own ops that are here without a gap up to those not sent: a server that lost what it had can be given these.
    #[must_use]
    pub fn held_from(&self) -> u64 {
        (1..=self.acked).rev().find(|n| !self.outbox.contains_key(n)).unwrap_or(0)
    }

    /// Whether an own op waits behind a number that is not in memory: another tab wrote it, or it was lost. Then read the outbox again and give it to
    /// [`Replica::saved`], and if that does not help, load the replica again.
    #[must_use]
    pub fn has_hole(&self) -> bool {
        self.sendable(self.acked).next().is_some_and(|(_, group)| group[0].n != self.acked + 1)
    }

    /// Whole groups after number `n`, with no-ops in the place of numbers that are nowhere any more.
    fn sendable(&self, n: u64) -> impl Iterator<Item = (UserId, Vec<Op>)> {
        let mut expected = n + 1;
        self.groups_after(n).into_iter().flat_map(move |group| {
            let first = group[0];
            let lost = expected..first.op.n.min(self.gone + 1);
            expected = first.op.n + group.len() as u64;
            let ops = group.iter().map(|p| p.op.clone()).collect();
            lost.map(move |n| (first.by, vec![filler(n, &first.op)])).chain([(first.by, ops)])
        })
    }

    /// Whole groups of own ops after number `n`, in order. A group whose end is not here yet (another tab is writing it) ends the list.
    fn groups_after(&self, n: u64) -> Vec<Vec<&Pending>> {
        let mut groups = Vec::new();
        let mut group: Vec<&Pending> = Vec::new();
        for pending in self.outbox.range(n + 1..).map(|(_, p)| p) {
            group.push(pending);
            if pending.op.end {
                groups.push(std::mem::take(&mut group));
            }
        }
        groups
    }
}

/// What goes out under a number whose op is nowhere any more.
fn filler(n: u64, next: &Op) -> Op {
    Op { n, grp: n, end: true, hlc: next.hlc, root: next.root, other_ent: None, schema: SCHEMA, action: None, kind: Kind::Noop {} }
}
