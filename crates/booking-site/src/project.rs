//! What a reader's replica holds: the projection of their roles, and what it shows of rows and roots.
//!
//! Roles that may not read guests at all get a replica of staff and devices alone; the rows in between are blank, as the log has no gaps.

use innkeeper_domain::access::{self, Roles};
use innkeeper_domain::field::{Class, Entity};
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::projection::{HOTEL, Projection};
use innkeeper_sync::row::Row;
use innkeeper_sync::state::RootState;
use uuid::Uuid;

/// The projection of these roles.
#[must_use]
pub fn of(roles: Roles) -> Projection {
    let classes = access::readable_classes(roles);
    let spaces = if access::may_read(roles, Entity::Guest) { vec![HOTEL.to_owned()] } else { Vec::new() };
    Projection {
        spaces,
        personal: classes.contains(Class::Personal),
        sensitive: classes.contains(Class::Sensitive),
        financial: classes.contains(Class::Financial),
    }
}

/// Whether records of this type are in the replica: the house itself, its people and browsers always, all else in the hotel's space.
fn holds(projection: &Projection, entity: Option<Entity>) -> bool {
    matches!(entity, Some(Entity::Staff | Entity::Device | Entity::Property)) || projection.spaces.iter().any(|space| space == HOTEL)
}

/// Redacts a row: values that may not be read are hidden, and a row of a root that is not in the replica says nothing but its place.
pub fn redact_row(projection: &Projection, row: &mut Row, entity: Option<Entity>) -> bool {
    if holds(projection, entity) {
        return projection.redact_row(row, entity);
    }
    row.op.root = RootId(Uuid::nil());
    row.op.other_ent = None;
    row.op.action = None;
    row.op.kind = Kind::Noop {};
    false
}

/// Redacts a root; `false` when it is not in the replica.
pub fn redact_root(projection: &Projection, root: RootId, state: &mut RootState) -> bool {
    let entity = state.own(root).and_then(|record| Entity::from_code(&record.entity));
    let held = holds(projection, entity);
    if held {
        projection.redact_root(state);
    }
    held
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::access::Role;

    use super::*;

    #[test]
    fn each_role_has_its_projection() {
        for (role, key) in [
            (Role::Sales, "hotel.psf"),
            (Role::Service, "hotel.psf"),
            (Role::Director, "hotel.psf"),
            (Role::Analyst, "hotel.f"),
            (Role::Campaign, "hotel."),
            (Role::Segment, "hotel.f"),
            (Role::Channel, "hotel.f"),
            (Role::Privacy, "hotel.psf"),
            (Role::ItAdmin, "."),
        ] {
            assert_eq!(of(role.into()).key(), key, "{role:?}");
        }
    }

    #[test]
    fn no_role_writes_guests_that_it_cannot_read_whole() {
        for role in Role::ALL {
            let roles = Roles::from(*role);
            assert!(!access::may_write(roles, Entity::Guest) || of(roles) == Projection::whole(), "{role:?}");
        }
    }
}
