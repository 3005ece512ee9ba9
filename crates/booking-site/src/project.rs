//! What a reader's replica holds: the projection of their roles, and what it shows of roots.
//!
//! Roles that may not read guests at all get a replica of staff and devices alone; the rows in between are blank, as the log has no gaps.

use innkeeper_domain::access::{self, Roles};
use innkeeper_domain::field::{Class, Entity};
use innkeeper_sync::id::RootId;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::state::RootState;

/// The projection of these roles in these spaces, ascending.
#[must_use]
pub fn of(roles: Roles, spaces: Vec<String>) -> Projection {
    let classes = access::readable_classes(roles);
    let spaces = if access::may_read(roles, Entity::Guest) { spaces } else { Vec::new() };
    Projection {
        spaces,
        personal: classes.contains(Class::Personal),
        sensitive: classes.contains(Class::Sensitive),
        financial: classes.contains(Class::Financial),
    }
}

/// The projection whose [key](Projection::key) this is.
#[must_use]
pub fn of_key(key: &str) -> Projection {
    let (spaces, classes) = key.rsplit_once('.').unwrap_or((key, ""));
    Projection {
        spaces: spaces.split('+').filter(|space| !space.is_empty()).map(str::to_owned).collect(),
        personal: classes.contains('p'),
        sensitive: classes.contains('s'),
        financial: classes.contains('f'),
    }
}

/// Redacts a root; `false` when it is out of sight.
pub fn redact_root(projection: &Projection, root: RootId, state: &mut RootState) -> bool {
    let held = projection.sees_root(root, state);
    if held {
        projection.redact_root(state);
    }
    held
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::access::Role;

    use innkeeper_sync::projection::HOTEL;

    use super::*;

    fn in_hotel(roles: Roles) -> Projection {
        of(roles, vec![HOTEL.to_owned()])
    }

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
            assert_eq!(in_hotel(role.into()).key(), key, "{role:?}");
            assert_eq!(of_key(key), in_hotel(role.into()));
        }
    }

    #[test]
    fn no_role_writes_guests_that_it_cannot_read_whole() {
        for role in Role::ALL {
            let roles = Roles::from(*role);
            assert!(!access::may_write(roles, Entity::Guest) || in_hotel(roles) == Projection::whole(), "{role:?}");
        }
    }
}
