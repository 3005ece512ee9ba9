//! The hotel itself as a record: its name, time zone and currency. There is one, and every replica knows where.

use innkeeper_domain::field::Entity;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Currency, property};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::Kind;

/// Its root.
#[must_use]
pub fn root() -> RootId {
    RootId(UserId::of_source("property").0)
}

/// The group that makes it.
#[must_use]
pub fn made(name: &str, zone: &str, currency: Currency) -> Vec<Draft> {
    let fields = [
        (property::NAME.name(), Value::Text(name.to_owned())),
        (property::ZONE.name(), Value::Text(zone.to_owned())),
        (property::CURRENCY.name(), Value::from(currency)),
    ];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    vec![Draft::of(root(), Kind::New { entity: Entity::Property.code().to_owned(), fields, sets: Default::default() })]
}
