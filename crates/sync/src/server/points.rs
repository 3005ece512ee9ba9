//! The server's rules for the loyalty ledger: which line may count, and what a device that asks is allowed.

use std::collections::BTreeMap;

use innkeeper_domain::field::Entity;
use innkeeper_domain::loyalty_line::PointsReason;

use crate::draft::Draft;
use crate::id::{DeviceId, Dot, EntryId, RootId};
use crate::ledger::{LEDGER, Ledger, Line, POINTS_MAX};
use crate::op::{GROUP_MAX, Kind, Op};
use crate::row::Reason;
use crate::state::RootState;

/// Whether a line of the ledger may count, whoever writes it: people, the house, a row that was handed back or let in. No balance and no allowance
/// ever falls below zero, so what goes is covered by the allowance of the device it names, or by what is free. People grant no allowance, and draw on that
/// of the device they write on. Other ops pass.
///
/// # Errors
/// The reason it is kept aside.
pub(super) fn check(states: &BTreeMap<RootId, RootState>, op: &Op, dot: Dot) -> Result<(), Reason> {
    if let Kind::Release { dot, was: Some(was) } = &op.kind {
        return if let Kind::Release { .. } = was.op.kind { Ok(()) } else { check(states, &was.op, *dot) };
    }
    let Kind::Append { stream, entry, fields } = &op.kind else { return Ok(()) };
    if stream != LEDGER {
        return Ok(());
    }
    let Some(record) = states.get(&op.root).and_then(|state| state.records.get(&op.ent())) else { return Err(Reason::UnknownRecord) };
    // One ledger per guest: the lines of a file stand in one stream.
    let is_guest = op.ent() == op.root.ent() && record.entity == Entity::Guest.code();
    let line = Line::read(fields).filter(|_| is_guest).ok_or(Reason::BadValue)?;
    if !dot.dev().is_server() {
        if line.reason == PointsReason::Allowance {
            return Err(Reason::HouseField);
        }
        if line.device.is_some_and(|dev| dev != dot.dev()) {
            return Err(Reason::NotAllowed);
        }
    }
    let entries = record.entries(LEDGER);
    // An entry counts once; the second changes nothing.
    if entries.iter().any(|known| known.id == *entry) || Ledger::of(entries).take(line) { Ok(()) } else { Err(Reason::NotCovered) }
}

/// What a device that asked is allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// The lines to append as one group of the house; empty if nothing changes.
    pub group: Vec<Draft>,
    /// Points set aside for the device by them.
    pub granted: i64,
    /// What it may redeem then without asking.
    pub left: i64,
}

/// Sets aside what is free, so that the device has `wanted` points left, or as many as there are; asked again it grants nothing more. If that takes it,
/// what is left of the allowances of devices that are `gone` becomes free first. None where there is no guest, or one that was erased.
#[must_use]
pub fn grant(
    root: RootId,
    state: &RootState,
    dev: DeviceId,
    wanted: i64,
    gone: &[DeviceId],
    mut entry: impl FnMut() -> EntryId,
) -> Option<Grant> {
    let record = state.own(root).filter(|record| record.entity == Entity::Guest.code() && state.erased.is_none())?;
    let mut ledger = Ledger::of(record.entries(LEDGER));
    let missing = wanted.clamp(0, POINTS_MAX) - ledger.left(dev);
    let mut lines = Vec::new();
    if missing > ledger.free() {
        let closed = ledger.allowances().filter(|(of, _)| gone.contains(of) && *of != dev).take(GROUP_MAX - 1);
        lines.extend(closed.map(|(of, left)| Line { points: -left.min(POINTS_MAX), reason: PointsReason::Allowance, device: Some(of) }));
        lines.iter().for_each(|line| {
            ledger.take(*line);
        });
    }
    let granted = missing.min(ledger.free()).max(0);
    if granted > 0 {
        let line = Line { points: granted, reason: PointsReason::Allowance, device: Some(dev) };
        ledger.take(line);
        lines.push(line);
    }
    let group = lines.into_iter().map(|line| Draft::of(root, line.appended(entry(), None))).collect();
    Some(Grant { group, granted, left: ledger.left(dev) })
}
