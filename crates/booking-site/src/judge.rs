//! The role matrix as the sync core asks for it: who may write what.

use std::collections::BTreeMap;

use innkeeper_domain::access::{self, Roles};
use innkeeper_domain::field::{Entity, Fields};
use innkeeper_domain::loyalty_line::{self, PointsReason};
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, UserId};
use innkeeper_sync::op::{Kind, Op, stream_entity};
use innkeeper_sync::row::Reason;
use innkeeper_sync::server::Judge;

use crate::keys::Keys;
use crate::store::accounts::StaffRow;

/// Judges the ops of one device by the staff as they are in the transaction.
pub(crate) struct House<'a> {
    keys: &'a Keys,
    dev: DeviceId,
    staff: BTreeMap<UserId, StaffRow>,
}

impl<'a> House<'a> {
    pub(crate) fn new(keys: &'a Keys, dev: DeviceId, staff: Vec<StaffRow>) -> Self {
        Self { keys, dev, staff: staff.into_iter().map(|row| (row.id, row)).collect() }
    }
}

impl Judge for House<'_> {
    /// Whoever left keeps a key: what they did before is judged, not lost.
    fn author_key(&self, by: UserId) -> Option<Vec<u8>> {
        self.staff.contains_key(&by).then(|| self.keys.author(by, self.dev))
    }

    fn allows(&self, by: UserId, op: &Op, entity: Option<Entity>, eff: Hlc) -> Result<(), Reason> {
        let staff = self.staff.get(&by).ok_or(Reason::NotAllowed)?;
        if staff.disabled_at.is_some_and(|at| eff.ms() >= at) {
            return Err(Reason::AuthorRevoked);
        }
        may_write(staff, &op.kind, entity)
    }
}

/// Whether this person may do this to a record of this type, by their roles and the houses they work in.
pub(crate) fn may_write(staff: &StaffRow, kind: &Kind, entity: Option<Entity>) -> Result<(), Reason> {
    match kind {
        // Of a file that is new: where others are, is asked for under `/api`.
        Kind::Place { space, inside } if !inside || staff.spaces.contains(space) => may_make(staff.roles, entity),
        kind => may(staff.roles, kind, entity),
    }
}

fn may_make(roles: Roles, entity: Option<Entity>) -> Result<(), Reason> {
    let made = matches!(entity, Some(Entity::Guest | Entity::Lead)) && entity.is_some_and(|entity| access::may_write(roles, entity));
    if made { Ok(()) } else { Err(Reason::NotAllowed) }
}

/// Whether these roles may do this to a record of this type. What no build folds yet passes: the fold keeps it aside. Erasing and placing are the
/// server's own work, asked for under `/api`.
fn may(roles: Roles, kind: &Kind, entity: Option<Entity>) -> Result<(), Reason> {
    let allowed = |allowed: bool| if allowed { Ok(()) } else { Err(Reason::NotAllowed) };
    match kind {
        Kind::New { .. } => entity.ok_or(Reason::Unsupported).and_then(|entity| allowed(access::may_write(roles, entity))),
        Kind::Set { .. } | Kind::Add { .. } | Kind::Rem { .. } | Kind::Archive { .. } | Kind::Restore { .. } => {
            // A record that is not there is the fold's to refuse.
            entity.map_or(Ok(()), |entity| allowed(access::may_write(roles, entity)))
        }
        Kind::Append { stream, .. } | Kind::Amend { stream, .. } | Kind::Retract { stream, .. } => match stream_entity(stream) {
            Some(Entity::ConsentEvent) => allowed(access::may_add_consent(roles)),
            Some(Entity::LoyaltyLine) => allowed(may_add_points(roles, kind)),
            Some(entry) => allowed(access::may_write(roles, entry)),
            None => Err(Reason::Unsupported),
        },
        Kind::Alias { .. } | Kind::Unalias { .. } => allowed(access::may_write(roles, Entity::Guest)),
        Kind::Erase {} | Kind::Place { .. } | Kind::Release { .. } | Kind::Full { .. } | Kind::Evict { .. } => Err(Reason::NotAllowed),
        Kind::Noop {} | Kind::Unknown { .. } => Ok(()),
    }
}

/// A correction is the fold's to refuse, from whoever may add.
fn may_add_points(roles: Roles, kind: &Kind) -> bool {
    let reason = match kind {
        Kind::Append { fields, .. } => Fields::get(fields, loyalty_line::REASON),
        _ => Some(PointsReason::Earned),
    };
    reason.is_some_and(|reason| access::may_add_points(roles, reason))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use innkeeper_domain::access::Role;
    use innkeeper_domain::value::Value;
    use innkeeper_sync::id::{EntryId, RootId};
    use innkeeper_sync::ledger::Line;
    use uuid::Uuid;

    use super::*;

    /// `W` where the cell of the matrix lets the role do it, `-` where not: in the order sales, service, director, analyst, campaign, segment,
    /// channel, privacy, it-admin.
    #[track_caller]
    fn check(kind: &Kind, entity: Option<Entity>, expected: &str) {
        let cells: String = Role::ALL.iter().map(|role| if may(Roles::from(*role), kind, entity).is_ok() { 'W' } else { '-' }).collect();
        assert_eq!(cells, expected, "{} on {entity:?}", kind.name());
    }

    fn new(entity: Entity) -> Kind {
        Kind::New { entity: entity.code().to_owned(), fields: BTreeMap::new(), sets: BTreeMap::new() }
    }

    fn entry(stream: &str) -> Kind {
        Kind::Append { stream: stream.to_owned(), entry: EntryId(Uuid::nil()), fields: BTreeMap::new() }
    }

    #[test]
    fn every_cell_of_the_matrix_that_sync_can_write_is_enforced() {
        let set = Kind::Set { fields: BTreeMap::new() };
        let rows = [
            (Entity::Guest, "WW-------"),
            (Entity::Stay, "WW-------"),
            (Entity::Lead, "WW-------"),
            (Entity::ConsentText, "-------W-"),
            (Entity::ConsentEvent, "---------"),
            (Entity::LoyaltyLine, "---------"),
            (Entity::Staff, "--------W"),
            (Entity::Device, "--------W"),
            (Entity::Segment, "--W--W---"),
            (Entity::ListView, "WWWWWWWW-"),
            (Entity::Property, "--W-----W"),
        ];
        for (entity, expected) in rows {
            check(&new(entity), Some(entity), expected);
            check(&set, Some(entity), expected);
            check(&Kind::Archive { seen: Vec::new() }, Some(entity), expected);
            check(&Kind::Restore { seen: Vec::new() }, Some(entity), expected);
            for kind in [
                Kind::Add { set: "tags".to_owned(), elem: Value::Empty, seen: Vec::new() },
                Kind::Rem { set: "tags".to_owned(), elem: Value::Empty, seen: Vec::new() },
            ] {
                check(&kind, Some(entity), expected);
            }
        }
    }

    #[test]
    fn entries_are_judged_by_their_stream_not_by_the_record_they_hang_on() {
        for on in [Entity::Guest, Entity::Lead, Entity::Staff] {
            check(&entry("interactions"), Some(on), "WW-------");
            check(&entry("consents"), Some(on), "WW-----W-");
        }
    }

    #[test]
    fn points_are_judged_by_their_reason() {
        for (reason, expected) in [
            (PointsReason::Earned, "-WW------"),
            (PointsReason::Redeemed, "-WW------"),
            (PointsReason::Adjusted, "--W------"),
            (PointsReason::Expired, "--W------"),
            (PointsReason::Allowance, "---------"),
        ] {
            let line = Line { points: 5, reason, device: None };
            check(&line.appended(EntryId(Uuid::nil()), None), Some(Entity::Guest), expected);
        }
        check(&entry("ledger"), Some(Entity::Guest), "---------");
    }

    #[test]
    fn what_this_build_does_not_know_is_kept_aside() {
        let unknown = Kind::New { entity: "spaceship".to_owned(), fields: BTreeMap::new(), sets: BTreeMap::new() };
        assert_eq!(may(Role::Sales.into(), &unknown, None), Err(Reason::Unsupported));
        assert_eq!(may(Role::Sales.into(), &entry("wishes"), Some(Entity::Guest)), Err(Reason::Unsupported));
    }

    #[test]
    fn what_was_done_before_leaving_counts_and_what_came_after_does_not() {
        let keys = Keys::open(&std::env::temp_dir()).expect("a key");
        let id = UserId(Uuid::from_u128(1));
        let row = StaffRow {
            id,
            email: "a@b.example".to_owned(),
            name: "A".to_owned(),
            roles: Role::Sales.into(),
            spaces: vec!["spa".to_owned()],
            password: String::new(),
            created_at: 0,
            disabled_at: Some(1_000),
        };
        let house = House::new(&keys, DeviceId(1), vec![row]);
        let draft = innkeeper_sync::draft::Draft::of(RootId(Uuid::nil()), new(Entity::Guest));
        let op = draft.numbered(1, 1, true, Hlc::at(0));
        assert_eq!(house.allows(id, &op, Some(Entity::Guest), Hlc::at(999)), Ok(()));
        assert_eq!(house.allows(id, &op, Some(Entity::Guest), Hlc::at(1_000)), Err(Reason::AuthorRevoked));
        assert!(house.author_key(id).is_some());
        assert_eq!(house.author_key(UserId(Uuid::nil())), None);
    }
}
