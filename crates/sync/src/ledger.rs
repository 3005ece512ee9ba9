//! The loyalty ledger of a guest's file: what its lines come to, and what a device may redeem without asking.
//!
//! The balance is the sum of the lines that count. A part of it may be set aside for devices, their *allowances*; the rest is free. Earning adds to what
//! is free. A redemption names the device on whose allowance it draws, or draws on what is free. Nothing of this is stored: it follows from the lines,
//! in the order of the log, so neither a page nor a state has a place for it. The server asks it before a line counts (`server::points`); the fold does
//! not, because a reader who may not see points folds like everybody else.

use innkeeper_domain::field::Fields as Read;
use innkeeper_domain::loyalty_line::{self, PointsReason};
use innkeeper_domain::value::Value;

use crate::id::{DeviceId, EntryId};
use crate::op::{Fields, Kind, Op};
use crate::state::Entry;

/// The stream of a guest's own record that holds the lines.
pub const LEDGER: &str = "ledger";

/// Most points of one line.
pub const POINTS_MAX: i64 = 1_000_000_000;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// How many points come (above zero) or go.
    pub points: i64,
    /// Why.
    pub reason: PointsReason,
    /// The device whose allowance it grants, gives back or draws on.
    pub device: Option<DeviceId>,
}

impl Line {
    /// The line that these fields are. None if they are no line: no points or too many, in the wrong direction for their reason, or about an allowance
    /// without a device or with one where there is no allowance.
    #[must_use]
    pub fn read(fields: &Fields) -> Option<Self> {
        let points = Read::get(fields, loyalty_line::POINTS)?;
        let reason = Read::get(fields, loyalty_line::REASON)?;
        let device = match fields.get(loyalty_line::DEVICE.name()) {
            None | Some(Value::Empty) => None,
            Some(Value::Int(number)) => Some(DeviceId(u32::try_from(*number).ok()?)),
            Some(_) => return None,
        };
        let fits = match reason {
            PointsReason::Earned => points > 0 && device.is_none(),
            PointsReason::Redeemed => points < 0,
            PointsReason::Adjusted => device.is_none(),
            PointsReason::Expired => points < 0 && device.is_none(),
            PointsReason::Allowance => device.is_some(),
        };
        (fits && (1..=POINTS_MAX.unsigned_abs()).contains(&points.unsigned_abs())).then_some(Self { points, reason, device })
    }

    /// The op that adds it to a guest's file, about this.
    #[must_use]
    pub fn appended(self, entry: EntryId, reference: Option<Value>) -> Kind {
        let mut fields = Fields::new();
        fields.insert(loyalty_line::POINTS.name().to_owned(), Value::Int(self.points));
        fields.insert(loyalty_line::REASON.name().to_owned(), self.reason.into());
        if let Some(DeviceId(number)) = self.device {
            fields.insert(loyalty_line::DEVICE.name().to_owned(), Value::Int(number.into()));
        }
        if let Some(reference) = reference {
            fields.insert(loyalty_line::REFERENCE.name().to_owned(), reference);
        }
        Kind::Append { stream: LEDGER.to_owned(), entry, fields }
    }
}

/// What the lines of a file come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What is set aside for nobody; never below zero.
    free: i64,
    /// What is left of the devices' allowances; never below zero.
    left: Vec<(DeviceId, i64)>,
}

impl Ledger {
    /// What these lines come to, in the order of the log. Of one that may not be read, and of one that is not covered, nothing.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        for line in entries.iter().filter_map(|entry| Line::read(&entry.fields)) {
            ledger.take(line);
        }
        ledger
    }

    /// All points of the guest: the sum of the lines but allowances.
    #[must_use]
    pub fn balance(&self) -> i64 {
        self.left.iter().fold(self.free, |sum, (_, left)| sum + left)
    }

    /// Those that are set aside for no device.
    #[must_use]
    pub fn free(&self) -> i64 {
        self.free
    }

    /// What this device may still redeem without asking.
    #[must_use]
    pub fn left(&self, dev: DeviceId) -> i64 {
        self.left.iter().find(|(of, _)| *of == dev).map_or(0, |(_, left)| *left)
    }

    /// Devices with what is left of their allowances.
    pub fn allowances(&self) -> impl Iterator<Item = (DeviceId, i64)> {
        self.left.iter().copied().filter(|(_, left)| *left > 0)
    }

    /// How this device redeems so many points, given the ledger as it shows it: of its allowance where that covers them.
    #[must_use]
    pub fn redemption(&self, dev: DeviceId, points: i64) -> Line {
        Line { points: -points, reason: PointsReason::Redeemed, device: (self.left(dev) >= points).then_some(dev) }
    }

    /// Adds a line if it is covered, and says whether it is. A redemption that names a device and is more than what is left of its allowance draws on
    /// what is free, whole; one that names none never touches an allowance, so that what a device was promised is still there when its own come.
    pub fn take(&mut self, line: Line) -> bool {
        let Line { points, reason, device } = line;
        let (free, left) = match device {
            Some(_) if reason == PointsReason::Allowance => (-points, points),
            Some(dev) if self.left(dev) + points >= 0 => (0, points),
            _ => (points, 0),
        };
        let dev = device.unwrap_or_default();
        if self.free + free < 0 || self.left(dev) + left < 0 {
            return false;
        }
        self.free += free;
        match self.left.iter_mut().find(|(of, _)| *of == dev) {
            Some((_, before)) => *before += left,
            None if left == 0 => {}
            None => self.left.push((dev, left)),
        }
        true
    }

    /// Whether a line that the hotel has not heard of yet counts all the same: each does, but for a redemption that its device's allowance does not cover.
    fn stands(&self, line: Line) -> bool {
        line.reason != PointsReason::Redeemed || line.device.is_some_and(|dev| self.left(dev) + line.points >= 0)
    }
}

/// Those of a device's own ops on a file that wait for the hotel's word: redemptions that are not covered by its allowance, given the lines of the base.
/// `own` are the ops that are not in the base, in their order ([`overlay`](crate::client::Replica::overlay)). Gives their numbers.
pub fn pending<'a>(base: &[Entry], own: impl Iterator<Item = &'a Op>) -> Vec<u64> {
    let mut ledger = Ledger::of(base);
    let mut seen: Vec<EntryId> = base.iter().map(|entry| entry.id).collect();
    let mut pending = Vec::new();
    for op in own {
        let Kind::Append { stream, entry, fields } = &op.kind else { continue };
        let Some(line) = Line::read(fields).filter(|_| stream == LEDGER && !seen.contains(entry)) else { continue };
        seen.push(*entry);
        if ledger.stands(line) {
            ledger.take(line);
        } else {
            pending.push(op.n);
        }
    }
    pending
}
