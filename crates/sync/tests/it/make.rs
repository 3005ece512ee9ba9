//! Small parts that the tests are made of.

use innkeeper_domain::Value;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, Dot, EntryId, RootId, Stamp, UserId};
use innkeeper_sync::op::{Fields, Kind, Op, SCHEMA, SetField};
use uuid::Uuid;

pub const TABLET: DeviceId = DeviceId(1);
pub const NOW: i64 = 1_790_000_000_000;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 | n)
}

pub fn root(n: u128) -> RootId {
    RootId(id(n))
}

pub fn entry(n: u128) -> EntryId {
    EntryId(id(n))
}

pub fn anna() -> UserId {
    UserId(id(0xa))
}

pub fn dot(dev: u32, n: u64) -> Dot {
    Dot(DeviceId(dev), n)
}

pub fn stamp(ms: i64, dev: u32, n: u64) -> Stamp {
    Stamp { eff: Hlc::at(ms), dot: dot(dev, n) }
}

pub fn text(text: &str) -> Value {
    Value::from(text)
}

pub fn fields(list: &[(&str, Value)]) -> Fields {
    list.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// An op alone in its group.
pub fn op(n: u64, root: RootId, kind: Kind) -> Op {
    Op { n, grp: n, end: true, hlc: Hlc::at(NOW), root, other_ent: None, schema: SCHEMA, action: None, kind }
}

/// Ops of one group, numbered from `first`.
pub fn group(first: u64, ops: Vec<(RootId, Kind)>) -> Vec<Op> {
    let last = first + ops.len() as u64 - 1;
    (first..).zip(ops).map(|(n, (root, kind))| Op { grp: first, end: n == last, ..op(n, root, kind) }).collect()
}

pub fn new_guest(list: &[(&str, Value)]) -> Kind {
    Kind::New { entity: "guest".to_owned(), fields: fields(list), sets: Default::default() }
}

pub fn set(name: &str, value: Value, seen: &[Dot]) -> Kind {
    Kind::Set { fields: [(name.to_owned(), SetField(value, seen.to_vec()))].into() }
}

pub fn note(n: u128, body: &str) -> Kind {
    Kind::Append { stream: "interactions".to_owned(), entry: entry(n), fields: fields(&[("type", text("note")), ("body", text(body))]) }
}

pub fn consent(n: u128) -> Kind {
    Kind::Append {
        stream: "consents".to_owned(),
        entry: entry(n),
        fields: fields(&[("purpose", text("marketing")), ("decision", text("granted"))]),
    }
}
