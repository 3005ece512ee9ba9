//! The loyalty ledger in a run: people and the house write lines, devices ask for allowances, and the lines of a log are added up by hand.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::loyalty_line::PointsReason;
use innkeeper_domain::value::Value;

use super::Wrong;
use super::people;
use super::server::{Ask, Store};
use super::truth::folded_op;
use super::world::World;
use crate::draft::Draft;
use crate::id::{DeviceId, EntryId, RootId};
use crate::ledger::{LEDGER, Ledger, Line};
use crate::op::Kind;
use crate::state::RootState;

/// The part of a run's chance that says when the ledger is written.
const POINTS: u32 = u32::MAX / 2;

/// The first turn at which points are earned.
const EARNS: u64 = 9;

const ADDS_UP: &str = "the ledger adds up";
const ALLOWED: &str = "nobody redeems more than was allowed";

/// Two of four runs are of a hotel with a ledger, one of them with several spaces; the others play as they did before there was one.
pub(super) fn has_points(seed: u64) -> bool {
    seed % 4 < 2
}

/// The part of chance that says whether this event is about points.
pub(super) fn part(event: u32) -> u32 {
    POINTS - event
}

/// What the lines of a file come to, as a state has them.
fn ledger(root: RootId, state: &RootState) -> Ledger {
    state.own(root).map_or_else(Ledger::default, |record| Ledger::of(record.entries(LEDGER)))
}

impl World {
    /// An event about points: somebody earns or redeems, asks for an allowance, or the house takes what has expired.
    pub(super) fn points(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let tab = &self.devices[d].tabs[t];
        let roots: Vec<RootId> = tab.roots().into_iter().filter(|root| tab.view(*root).own(*root).is_some()).collect();
        // A few files, so that there is something to redeem.
        let Some(root) = self.rng.pick(&roots[..roots.len().min(2)]).copied() else { return Ok(()) };
        let shown = ledger(root, &tab.view(root));
        let most = shown.balance().unsigned_abs().max(40);
        let points = 1 + i64::try_from(self.rng.below(most)).unwrap_or(0);
        // Where nothing is shown, points are mostly earned first.
        let turn = if shown.balance() == 0 && self.rng.chance(800) { EARNS } else { self.rng.below(20) };
        match turn {
            0..=7 => self.ask(d, t, Ask::Allowance(root, points)),
            8 => {
                let line = Line { points: -points, reason: PointsReason::Expired, device: None };
                let draft = Draft::of(root, line.appended(EntryId(self.rng.uuid()), None));
                self.say(|_| format!("the house takes {points} points of {root}"));
                self.server.write(vec![vec![draft]], self.now, &mut self.truth)
            }
            _ => {
                let device = &self.devices[d];
                let line = match turn {
                    EARNS..=12 => Line { points: points + 40, reason: PointsReason::Earned, device: None },
                    13 => Line { points, reason: PointsReason::Allowance, device: Some(device.dev) },
                    _ => shown.redemption(device.dev, points),
                };
                let plan = people::points(&mut self.rng, &mut self.words, root, line);
                self.stats.points += 1;
                self.act(d, t, plan)
            }
        }
    }
}

/// What the lines of one file come to.
#[derive(Default)]
struct Sums {
    seen: BTreeSet<EntryId>,
    balance: i64,
    left: BTreeMap<DeviceId, i64>,
}

/// Each line that counts is in the balance once, the balance is never below zero, and what is left to devices is never more than there is.
pub(super) fn add_up(store: &Store) -> Result<(), Wrong> {
    let mut files: BTreeMap<RootId, Sums> = BTreeMap::new();
    for row in store.log.iter().map(|stored| &stored.row).filter(|row| row.status.is_ok()) {
        let (dot, op) = folded_op(row);
        let Kind::Append { stream, entry, fields } = &op.kind else { continue };
        let Sums { seen, balance, left } = files.entry(op.root).or_default();
        if stream != LEDGER || !seen.insert(*entry) {
            continue;
        }
        let number = |name| match fields.get(name) {
            Some(Value::Int(number)) => *number,
            _ => 0,
        };
        let points = number("points");
        let theirs = left.entry(DeviceId(u32::try_from(number("device")).unwrap_or(0))).or_default();
        match fields.get("reason").and_then(Value::as_text) {
            Some("allowance") => *theirs += points,
            Some("redeemed") if *theirs + points >= 0 => {
                *theirs += points;
                *balance += points;
            }
            _ => *balance += points,
        }
        if *balance < 0 {
            return Err(Wrong::new(ADDS_UP, format!("{balance} points of {} after {dot:?}", op.root)));
        }
        if left.values().any(|left| *left < 0) || left.values().sum::<i64>() > *balance {
            return Err(Wrong::new(ALLOWED, format!("{left:?} of {balance} points of {} after {dot:?}", op.root)));
        }
    }
    for (root, Sums { balance, left, .. }) in files {
        let state = store.states.get(&root).cloned().unwrap_or_default();
        let ledger = ledger(root, &state);
        if ledger.balance() != balance || left.iter().any(|(dev, left)| ledger.left(*dev) != *left) {
            return Err(Wrong::new(ADDS_UP, format!("{root}: {balance} and {left:?} by its rows, {ledger:?} by its state")));
        }
    }
    Ok(())
}
