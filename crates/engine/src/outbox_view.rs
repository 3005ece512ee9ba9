//! Own changes in plain words, one line an action.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::{Fields, consent_event, order};
use innkeeper_sync::client::{Pending, Replica, Standing};
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::row::{Reason, Status};

use crate::facts::{CONSENTS, INTERACTIONS};
use crate::protocol::{Deed, OutboxItem, OutboxOnly, OutboxQuery, OutboxState, OutboxView};

/// Latest sent actions that are shown.
const SENT_SHOWN: usize = 50;

/// What is being sent: own ops up to this number.
pub type Sending = Option<(u64, u64)>;

/// What an outbox is read with.
pub struct Reading<'a> {
    /// What is being sent.
    pub sending: Sending,
    /// Groups that a person has let go, by their first number.
    pub let_go: &'a BTreeSet<u64>,
    /// The start of today, milliseconds since 1970.
    pub midnight: i64,
    /// Names a root.
    pub title: &'a dyn Fn(RootId) -> String,
    /// Names an author.
    pub person: &'a dyn Fn(UserId) -> String,
}

/// The view.
#[must_use]
pub fn outbox_view(query: OutboxQuery, replica: &Replica, reading: &Reading<'_>) -> OutboxView {
    let mut view = OutboxView { query, items: Vec::new(), found: 0, needs: 0, waiting: 0, sent_today: 0, bytes: 0 };
    let mut sent = 0;
    let mut last = None;
    for group in groups_newest_first(replica) {
        let state = state_of(replica, reading.sending, reading.let_go, &group);
        let bytes: usize = group.iter().map(|p| serde_json::to_vec(&p.op).map_or(0, |v| v.len())).sum();
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let first = group[0];
        let action = first.op.action;
        let again = action.is_some() && last.as_ref() == Some(&(action, state.clone()));
        let waits = matches!(state, OutboxState::Saved | OutboxState::Sending);
        if waits {
            view.bytes = view.bytes.saturating_add(bytes);
        }
        let asked = match query.only {
            OutboxOnly::All => true,
            OutboxOnly::Waiting => waits,
            OutboxOnly::NeedsYou => matches!(state, OutboxState::NeedsYou(_)),
        };
        if again {
            // One that was left out, because there are enough, is not the last item.
            if let Some(item) = view.items.last_mut().filter(|item| asked && item.action == action && item.state == state) {
                add(item, first, bytes);
            }
            continue;
        }
        last = Some((action, state.clone()));
        view.waiting += u32::from(waits);
        view.needs += u32::from(matches!(state, OutboxState::NeedsYou(_)));
        if state == OutboxState::Sent {
            view.sent_today += u32::from(first.op.hlc.ms() >= reading.midnight);
            sent += 1;
            if sent > SENT_SHOWN {
                continue;
            }
        }
        if !asked {
            continue;
        }
        view.found += 1;
        if view.found > query.limit {
            continue;
        }
        view.items.push(OutboxItem {
            n: first.op.grp,
            action,
            root: first.op.root,
            title: (reading.title)(first.op.root),
            records: order::set(group.iter().map(|p| p.op.root)).len() as u32,
            deeds: group.iter().filter(|p| p.op.places().is_none()).map(|p| deed(&p.op.kind)).collect(),
            at: first.op.hlc.ms(),
            by: (reading.person)(first.by),
            state,
            bytes,
        });
    }
    view
}

/// A further group of a bulk change: it has one root.
fn add(item: &mut OutboxItem, first: &Pending, bytes: u32) {
    item.n = first.op.grp;
    item.root = first.op.root;
    item.records += 1;
    item.bytes = item.bytes.saturating_add(bytes);
}

/// The groups that an item of the view stands for: the one of this number, and where it is part of a bulk change, all that are kept aside with it.
#[must_use]
pub fn groups_of(replica: &Replica, n: u64) -> Vec<Vec<&Pending>> {
    let aside = |group: &Vec<&Pending>| group.iter().any(|p| matches!(p.status, Status::Quarantined(_)));
    let groups: Vec<Vec<&Pending>> = groups_newest_first(replica).into_iter().filter(aside).collect();
    let action = groups.iter().find(|group| group[0].op.grp == n).map(|group| group[0].op.action);
    let one = |group: &Vec<&Pending>| group[0].op.grp == n || action.is_some_and(|action| action.is_some() && group[0].op.action == action);
    groups.into_iter().filter(one).collect()
}

fn groups_newest_first(replica: &Replica) -> Vec<Vec<&Pending>> {
    let mut groups: Vec<Vec<&Pending>> = Vec::new();
    for pending in replica.outbox.values() {
        match groups.last_mut() {
            Some(group) if group[0].op.grp == pending.op.grp => group.push(pending),
            _ => groups.push(vec![pending]),
        }
    }
    groups.reverse();
    groups
}

/// Where the latest own change of each root stands, as far as it is in the outbox.
#[must_use]
pub fn standings(replica: &Replica, sending: Sending, let_go: &BTreeSet<u64>) -> BTreeMap<RootId, OutboxState> {
    let mut standings = BTreeMap::new();
    for group in groups_newest_first(replica) {
        for pending in &group {
            standings.entry(pending.op.root).or_insert_with(|| state_of(replica, sending, let_go, &group));
        }
    }
    standings
}

fn state_of(replica: &Replica, sending: Sending, let_go: &BTreeSet<u64>, group: &[&Pending]) -> OutboxState {
    if let Some(reason) = group.iter().find_map(|p| match p.status {
        Status::Quarantined(reason) => Some(reason),
        Status::Ok | Status::Void | Status::Released(_) => None,
    }) {
        let why = quarantine_text(reason);
        return if let_go.contains(&group[0].op.grp) { OutboxState::LetGo(why) } else { OutboxState::NeedsYou(why) };
    }
    let last = group.last().map_or(0, |p| p.op.n);
    if replica.standing(last) >= Standing::Sent {
        return OutboxState::Sent;
    }
    match sending {
        Some((from, to)) if last >= from && last <= to => OutboxState::Sending,
        _ => OutboxState::Saved,
    }
}

/// Key of the words for a reason.
#[must_use]
pub fn quarantine_text(reason: Reason) -> String {
    let code = serde_json::to_value(reason).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    format!("problem-quarantine-{code}")
}

/// What an op did.
#[must_use]
pub fn deed(kind: &Kind) -> Deed {
    match kind {
        Kind::New { entity, .. } if entity == "guest" => Deed::MadeGuest,
        Kind::New { entity, .. } if entity == "lead" => Deed::CapturedLead,
        Kind::New { entity, .. } if entity == "segment" => Deed::MadeSegment,
        Kind::New { entity, .. } if entity == "list-view" => Deed::MadeListView,
        Kind::Set { fields } => Deed::Changed(fields.keys().cloned().collect()),
        Kind::Add { set, .. } | Kind::Rem { set, .. } => Deed::ChangedSet(set.clone()),
        Kind::Append { stream, .. } if stream == INTERACTIONS => Deed::AddedNote,
        Kind::Append { stream, fields, .. } if stream == CONSENTS => {
            Fields::get(fields, consent_event::DECISION).map_or_else(|| Deed::Other(kind.name().to_owned()), Deed::RecordedConsent)
        }
        Kind::Amend { .. } => Deed::AmendedNote,
        Kind::Retract { .. } => Deed::RetractedNote,
        Kind::Archive { .. } => Deed::Archived,
        Kind::Restore { .. } => Deed::Restored,
        other => Deed::Other(other.name().to_owned()),
    }
}
