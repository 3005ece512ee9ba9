//! Logs made of random choices: three devices that lag behind each other write one root, each naming in `seen` only what it has pulled or written.

use innkeeper_domain::{Date, Decimal, Entity, Value};
use innkeeper_sync::fold::fold;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, EntId, EntryId};
use innkeeper_sync::op::{Kind, Op, SetField};
use innkeeper_sync::row::{Row, Status};
use innkeeper_sync::state::{Record, RootState};
use proptest::prelude::*;

use crate::make::{NOW, anna, consent, entry, fields, id, new_guest, note, op, root, text};

/// Device, action, argument, time.
pub type Choice = (u8, u8, u8, u8);

pub fn choices() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec(any::<Choice>(), 0..60)
}

const FIELDS: [&str; 5] = ["surname", "allergies", "vip", "language", "from_a_later_build"];
const TAGS: [&str; 3] = ["a", "b", "c"];

/// Rows that fold, each with the type of the record it writes.
pub fn rows(choices: &[Choice]) -> Vec<(Row, Entity)> {
    let sets = [("tags".to_owned(), vec![text("a"), text("b")])].into();
    let first = Kind::New { entity: "guest".to_owned(), fields: fields(&[("surname", text("Li")), ("vip", text("1"))]), sets };
    let mut log = Log { rows: Vec::new(), state: RootState::default(), views: Default::default(), numbers: [0; 3] };
    log.push(0, 0, None, first);
    log.push(
        0,
        0,
        Some(stay()),
        Kind::New { entity: "stay".to_owned(), fields: fields(&[("status", text("confirmed"))]), sets: Default::default() },
    );
    log.views = [log.state.clone(), log.state.clone(), log.state.clone()];
    for (at, (device, action, arg, time)) in choices.iter().enumerate() {
        log.choose(usize::from(device % 3), action % 16, usize::from(*arg), *time, at as u128);
    }
    log.rows
}

pub fn stay() -> EntId {
    EntId(id(0x57))
}

struct Log {
    rows: Vec<(Row, Entity)>,
    state: RootState,
    views: [RootState; 3],
    numbers: [u64; 3],
}

impl Log {
    fn choose(&mut self, device: usize, action: u8, arg: usize, time: u8, at: u128) {
        let view: &Record = &self.views[device].records[&root(1).ent()];
        let tag = text(TAGS[arg % 3]);
        let dots = view.sets.get("tags").and_then(|m| m.get(&tag)).cloned().unwrap_or_default();
        let entries: Vec<EntryId> = view.entries("interactions").iter().map(|e| e.id).collect();
        let ent = None;
        let (ent, kind) = match action {
            0..=2 => {
                self.views[device] = self.state.clone();
                return;
            }
            3..=6 => {
                let mut fields = std::collections::BTreeMap::new();
                for name in [FIELDS[arg % 5], FIELDS[(arg / 5) % 5]] {
                    fields.insert(name.to_owned(), SetField(text(&format!("{name} {at}")), view.seen(name)));
                }
                (ent, Kind::Set { fields })
            }
            7..=8 => (ent, Kind::Add { set: "tags".to_owned(), elem: tag, seen: dots }),
            9 => (ent, Kind::Rem { set: "tags".to_owned(), elem: tag, seen: dots }),
            10 => (ent, note(1000 + at, "late arrival")),
            11 => (ent, consent(2000 + at)),
            12 if !entries.is_empty() => {
                let (stream, entry) = ("interactions".to_owned(), entries[arg % entries.len()]);
                let kind = if arg.is_multiple_of(2) {
                    Kind::Amend { stream, entry, fields: fields(&[("body", text("later arrival"))]) }
                } else {
                    Kind::Retract { stream, entry, reason: text("the other guest") }
                };
                (ent, kind)
            }
            13 => (
                ent,
                if arg.is_multiple_of(2) {
                    Kind::Archive { seen: view.archived.seen() }
                } else {
                    Kind::Restore { seen: view.archived.seen() }
                },
            ),
            14 => {
                (Some(stay()), crate::make::set("total", Value::Int(i64::from(time)), &self.views[device].records[&stay()].seen("total")))
            }
            _ => (ent, new_guest(&[("surname", text("Lee")), ("city", text("Turku"))])),
        };
        self.push(device, time, ent, kind);
    }

    fn push(&mut self, device: usize, time: u8, other_ent: Option<EntId>, kind: Kind) {
        self.numbers[device] += 1;
        let op = Op { other_ent, ..op(self.numbers[device], root(1), kind) };
        let row = Row {
            seq: self.rows.len() as u64 + 1,
            epoch: 1,
            dev: DeviceId(u32::try_from(device).expect("three devices") + 1),
            by: anna(),
            eff: Hlc::at(NOW + i64::from(time)),
            status: Status::Ok,
            op,
        };
        fold(&mut self.state, row.applied()).expect("a device writes what is in its view");
        // Its own view: what it had pulled, and this.
        fold(&mut self.views[device], row.applied()).expect("a device writes what is in its view");
        let entity = if row.op.other_ent.is_some() { Entity::Stay } else { Entity::Guest };
        self.rows.push((row, entity));
    }
}

/// What the rows add up to.
pub fn folded(rows: &[(Row, Entity)]) -> RootState {
    let mut state = RootState::default();
    for (row, _) in rows {
        fold(&mut state, row.applied()).expect("it folded before");
    }
    state
}

/// Any value.
pub fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        Just(Value::Hidden),
        ".{0,20}".prop_map(Value::Text),
        any::<i64>().prop_map(Value::Int),
        any::<bool>().prop_map(Value::Bool),
        (-700_000i32..2_900_000).prop_filter_map("a day of the calendar", |days| Date::from_days_since_epoch(days).map(Value::Date)),
        "-?[0-9]{1,12}(\\.[0-9]{1,6})?".prop_map(|d| Value::Decimal(d.parse::<Decimal>().expect("digits"))),
        any::<u128>().prop_map(|n| Value::Ref(id(n))),
    ]
}

/// Any kind of op, of any content.
pub fn kind() -> impl Strategy<Value = Kind> {
    let name = prop_oneof![Just("surname".to_owned()), Just("allergies".to_owned()), Just("total".to_owned()), "[a-z_]{1,12}"];
    let stream = prop_oneof![Just("interactions".to_owned()), Just("consents".to_owned()), Just("ledger".to_owned()), "[a-z]{1,8}"];
    let entity = prop_oneof![Just("guest".to_owned()), Just("stay".to_owned()), "[a-z]{1,8}"];
    let dots = prop::collection::vec((any::<u32>(), any::<u64>()).prop_map(|(dev, n)| crate::make::dot(dev, n)), 0..4);
    let map = prop::collection::btree_map(name.clone(), value(), 0..5).boxed();
    let any_entry = any::<u64>().prop_map(|n| entry(u128::from(n)));
    prop_oneof![
        (entity, map.clone(), prop::collection::btree_map(name.clone(), prop::collection::vec(value(), 0..4), 0..3))
            .prop_map(|(entity, fields, sets)| Kind::New { entity, fields, sets }),
        prop::collection::btree_map(name.clone(), (value(), dots.clone()).prop_map(|(v, seen)| SetField(v, seen)), 0..5)
            .prop_map(|fields| Kind::Set { fields }),
        (name.clone(), value(), dots.clone()).prop_map(|(set, elem, seen)| Kind::Add { set, elem, seen }),
        (name, value(), dots.clone()).prop_map(|(set, elem, seen)| Kind::Rem { set, elem, seen }),
        (stream.clone(), any_entry.clone(), map.clone()).prop_map(|(stream, entry, fields)| Kind::Append { stream, entry, fields }),
        (stream.clone(), any_entry.clone(), map).prop_map(|(stream, entry, fields)| Kind::Amend { stream, entry, fields }),
        (stream, any_entry, value()).prop_map(|(stream, entry, reason)| Kind::Retract { stream, entry, reason }),
        dots.clone().prop_map(|seen| Kind::Archive { seen }),
        dots.prop_map(|seen| Kind::Restore { seen }),
        Just(Kind::Noop {}),
        Just(Kind::Erase {}),
        ("[a-z]{1,8}", any::<bool>()).prop_map(|(space, inside)| Kind::Place { space, inside }),
        any::<u64>().prop_map(|n| Kind::Alias { to: root(u128::from(n)) }),
        any::<u64>().prop_map(|n| Kind::Unalias { to: root(u128::from(n)) }),
        any::<u64>().prop_map(|n| Kind::Release { dot: crate::make::dot(3, n), was: None }),
    ]
}
