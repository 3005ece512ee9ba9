//! Staff and devices as records of the log, so that every replica can name who wrote what, and on which tablet.

use std::collections::BTreeMap;

use innkeeper_domain::access::Roles;
use innkeeper_domain::field::Entity;
use innkeeper_domain::value::Value;
use innkeeper_domain::{device, staff};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{DeviceId, RootId, Seq, UserId};
use innkeeper_sync::op::{Kind, SetField};

use crate::store::accounts::StaffRow;
use crate::store::devices::DeviceRow;
use crate::store::{StoreError, Tx, log};
use crate::writer;

/// The author of what the server records about its own staff and devices.
pub const HOUSE: &str = "innkeeper";

/// Records a new member of staff. Gives the end of the log.
pub(crate) async fn add_staff(tx: &mut Tx, row: &StaffRow, now: i64) -> Result<Seq, StoreError> {
    let text = |value: &str| Value::Text(value.to_owned());
    let fields = [
        (staff::NAME.name(), text(&row.name)),
        (staff::EMAIL.name(), text(&row.email)),
        (staff::ACTIVE.name(), Value::Bool(row.disabled_at.is_none())),
    ];
    let roles = row.roles.iter().map(|role| text(role.code())).collect();
    let sets = BTreeMap::from([(staff::ROLES.name().to_owned(), roles)]);
    write(tx, RootId(row.id.0), new(Entity::Staff, fields, sets), now).await
}

/// Records a new device.
pub(crate) async fn add_device(tx: &mut Tx, row: &DeviceRow) -> Result<Seq, StoreError> {
    let fields = [
        (device::NAME.name(), Value::Text(row.name.clone())),
        (device::NUMBER.name(), Value::Int(i64::from(row.dev.0))),
        (device::ENROLLED_AT.name(), Value::Int(row.enrolled_at)),
        (device::ENROLLED_BY.name(), Value::Ref(row.user.0)),
        (device::REVOKED.name(), Value::Bool(false)),
    ];
    write(tx, root_of(row.dev), new(Entity::Device, fields, BTreeMap::new()), row.enrolled_at).await
}

/// Records that a member of staff has left.
pub(crate) async fn close_staff(tx: &mut Tx, id: UserId, now: i64) -> Result<Option<Seq>, StoreError> {
    set(tx, RootId(id.0), staff::ACTIVE.name(), Value::Bool(false), now).await
}

/// Records which roles a member of staff has now.
pub(crate) async fn set_roles(tx: &mut Tx, id: UserId, roles: Roles, now: i64) -> Result<Option<Seq>, StoreError> {
    let (root, set) = (RootId(id.0), staff::ROLES.name());
    let found = log::states_of(tx, &[root]).await?;
    let Some(record) = found.get(&root).and_then(|at| at.state.own(root)) else { return Ok(None) };
    let had = record.sets.get(set).cloned().unwrap_or_default();
    let has: Vec<Value> = roles.iter().map(|role| Value::Text(role.code().to_owned())).collect();
    let gone = had.iter().filter(|(role, _)| !has.contains(role));
    let gone = gone.map(|(role, adds)| Kind::Rem { set: set.to_owned(), elem: role.clone(), seen: adds.clone() });
    let new = has.iter().filter(|role| !had.contains_key(role));
    let new = new.map(|role| Kind::Add { set: set.to_owned(), elem: role.clone(), seen: Vec::new() });
    let group: Vec<Draft> = gone.chain(new).map(|kind| Draft::of(root, kind)).collect();
    if group.is_empty() {
        return Ok(None);
    }
    writer::append_in(tx, vec![group], UserId::of_source(HOUSE), now).await.map(|appended| Some(appended.head))
}

/// Records which language the app speaks to them.
pub(crate) async fn set_language(tx: &mut Tx, id: UserId, language: &str, now: i64) -> Result<Option<Seq>, StoreError> {
    set(tx, RootId(id.0), staff::LANGUAGE.name(), Value::Text(language.to_owned()), now).await
}

/// Records what people call a device now.
pub(crate) async fn rename_device(tx: &mut Tx, dev: DeviceId, name: &str, now: i64) -> Result<Option<Seq>, StoreError> {
    set(tx, root_of(dev), device::NAME.name(), Value::Text(name.to_owned()), now).await
}

/// Records that a device was revoked.
pub(crate) async fn revoke_device(tx: &mut Tx, dev: DeviceId, now: i64) -> Result<Option<Seq>, StoreError> {
    set(tx, root_of(dev), device::REVOKED.name(), Value::Bool(true), now).await
}

/// The record of a device: its number gives the id.
pub(crate) fn root_of(dev: DeviceId) -> RootId {
    RootId(UserId::of_source(&format!("device:{dev}")).0)
}

fn new<const N: usize>(entity: Entity, fields: [(&str, Value); N], sets: BTreeMap<String, Vec<Value>>) -> Kind {
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Kind::New { entity: entity.code().to_owned(), fields, sets }
}

/// Sets a field of a record, having seen what is there. Nothing when there is no record: a device taken back after a restore has none.
async fn set(tx: &mut Tx, root: RootId, field: &str, value: Value, now: i64) -> Result<Option<Seq>, StoreError> {
    let found = log::states_of(tx, &[root]).await?;
    let Some(record) = found.get(&root).and_then(|at| at.state.own(root)) else { return Ok(None) };
    let change = SetField(value, record.seen(field));
    write(tx, root, Kind::Set { fields: BTreeMap::from([(field.to_owned(), change)]) }, now).await.map(Some)
}

async fn write(tx: &mut Tx, root: RootId, kind: Kind, now: i64) -> Result<Seq, StoreError> {
    let groups = vec![vec![Draft::of(root, kind)]];
    Ok(writer::append_in(tx, groups, UserId::of_source(HOUSE), now).await?.head)
}
