//! Own changes in plain words, one line an action.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::Fields;
use innkeeper_domain::consent_event;
use innkeeper_sync::client::{Pending, Replica, Standing};
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::row::{Reason, Status};

use crate::facts::{CONSENTS, INTERACTIONS};
use crate::protocol::{Deed, OutboxItem, OutboxState, OutboxView};

/// Latest sent actions that are shown.
const SENT_SHOWN: usize = 50;

/// What is being sent: own ops up to this number.
pub type Sending = Option<(u64, u64)>;

/// The view. `title` names a root, `person` an author; `midnight` is the start of today in milliseconds since 1970.
#[must_use]
pub fn outbox_view(
    replica: &Replica,
    sending: Sending,
    midnight: i64,
    title: &dyn Fn(RootId) -> String,
    person: &dyn Fn(innkeeper_sync::id::UserId) -> String,
) -> OutboxView {
    let mut view = OutboxView { items: Vec::new(), waiting: 0, sent_today: 0, bytes: 0 };
    let mut sent = 0;
    let mut last = None;
    for group in groups_newest_first(replica) {
        let state = state_of(replica, sending, &group);
        let bytes: usize = group.iter().map(|p| serde_json::to_vec(&p.op).map_or(0, |v| v.len())).sum();
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let first = group[0];
        let action = first.op.action;
        if action.is_some() && last == Some((action, state.clone())) {
            add_to_last(&mut view, &state, first, bytes);
            continue;
        }
        last = Some((action, state.clone()));
        match state {
            OutboxState::Saved | OutboxState::Sending => {
                view.waiting += 1;
                view.bytes = view.bytes.saturating_add(bytes);
            }
            OutboxState::Sent => {
                view.sent_today += u32::from(first.op.hlc.ms() >= midnight);
                sent += 1;
                if sent > SENT_SHOWN {
                    continue;
                }
            }
            OutboxState::NeedsYou(_) => {}
        }
        view.items.push(OutboxItem {
            n: first.op.n,
            root: first.op.root,
            title: title(first.op.root),
            records: group.iter().map(|p| p.op.root).collect::<BTreeSet<_>>().len() as u32,
            deeds: group.iter().map(|p| deed(&p.op.kind)).collect(),
            at: first.op.hlc.ms(),
            by: person(first.by),
            state,
            bytes,
        });
    }
    view
}

/// A further group of a bulk change: it has one root.
fn add_to_last(view: &mut OutboxView, state: &OutboxState, first: &Pending, bytes: u32) {
    if matches!(state, OutboxState::Saved | OutboxState::Sending) {
        view.bytes = view.bytes.saturating_add(bytes);
    }
    // One that was left out, because there are enough sent ones, is not the last item.
    if let Some(item) = view.items.last_mut().filter(|item| item.state == *state) {
        item.n = first.op.n;
        item.root = first.op.root;
        item.records += 1;
        item.bytes = item.bytes.saturating_add(bytes);
    }
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
pub fn standings(replica: &Replica, sending: Sending) -> BTreeMap<RootId, OutboxState> {
    let mut standings = BTreeMap::new();
    for group in groups_newest_first(replica) {
        for pending in &group {
            standings.entry(pending.op.root).or_insert_with(|| state_of(replica, sending, &group));
        }
    }
    standings
}

fn state_of(replica: &Replica, sending: Sending, group: &[&Pending]) -> OutboxState {
    if let Some(reason) = group.iter().find_map(|p| match p.status {
        Status::Quarantined(reason) => Some(reason),
        Status::Ok | Status::Void | Status::Released(_) => None,
    }) {
        return OutboxState::NeedsYou(quarantine_text(reason));
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
