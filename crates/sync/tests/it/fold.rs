//! The fold: registers against a naive model, sets, streams, redaction, pages and stored bodies.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::{Entity, Value};
use innkeeper_sync::body;
use innkeeper_sync::fold::{Applied, FoldError, fold};
use innkeeper_sync::hlc::{Hlc, effective};
use innkeeper_sync::id::{Dot, EntId, UserId};
use innkeeper_sync::op::{Aside, Kind, Op, SetField};
use innkeeper_sync::page::Page;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::state::{AmendmentChange, RootState};
use proptest::prelude::*;

use crate::history::{choices, folded, kind, rows};
use crate::make::*;

fn apply(state: &mut RootState, at: i64, dev: u32, op: &Op) -> Result<(), FoldError> {
    fold(state, Applied { op, stamp: stamp(at, dev, op.n), by: anna() })
}

fn guest() -> RootState {
    let mut state = RootState::default();
    apply(&mut state, 1, 1, &op(1, root(1), new_guest(&[("surname", text("Li"))]))).expect("a new record");
    state
}

fn surname(state: &RootState) -> Vec<Value> {
    state.own(root(1)).expect("the guest").registers["surname"].siblings.iter().map(|s| s.value.clone()).collect()
}

fn every_projection() -> impl Iterator<Item = Projection> {
    (0..8u8).map(|bits| Projection { personal: bits & 1 > 0, sensitive: bits & 2 > 0, financial: bits & 4 > 0, ..Projection::whole() })
}

#[test]
fn a_value_seen_is_replaced() {
    let mut state = guest();
    apply(&mut state, 2, 2, &op(1, root(1), set("surname", text("Lee"), &[dot(1, 1)]))).expect("folds");
    assert_eq!(surname(&state), [text("Lee")]);
}

#[test]
fn a_value_not_seen_stays_beside_the_new_one_and_the_later_is_shown() {
    let mut state = guest();
    apply(&mut state, 9, 2, &op(1, root(1), set("surname", text("Lee"), &[dot(1, 1)]))).expect("folds");
    apply(&mut state, 5, 3, &op(1, root(1), set("surname", text("Liu"), &[dot(1, 1)]))).expect("folds");
    assert_eq!(surname(&state), [text("Liu"), text("Lee")]);
    assert_eq!(state.own(root(1)).and_then(|r| r.value("surname")), Some(&text("Lee")));
}

#[test]
fn choosing_a_value_names_both_and_leaves_one() {
    let mut state = guest();
    apply(&mut state, 2, 2, &op(1, root(1), set("surname", text("Lee"), &[]))).expect("folds");
    let both = state.own(root(1)).expect("the guest").seen("surname");
    apply(&mut state, 3, 3, &op(1, root(1), set("surname", text("Li"), &both))).expect("folds");
    assert_eq!(surname(&state), [text("Li")]);
}

#[test]
fn siblings_of_equal_value_are_one_choice() {
    let mut state = guest();
    apply(&mut state, 2, 2, &op(1, root(1), set("surname", text("Li"), &[]))).expect("folds");
    let register = &state.own(root(1)).expect("the guest").registers["surname"];
    assert_eq!((register.siblings.len(), register.choices().len()), (2, 1));
}

#[test]
fn of_a_trivial_field_only_the_later_value_stays() {
    let mut state = guest();
    apply(&mut state, 9, 2, &op(1, root(1), set("language", text("fi"), &[]))).expect("folds");
    apply(&mut state, 5, 3, &op(1, root(1), set("language", text("sv"), &[]))).expect("folds");
    let siblings = &state.own(root(1)).expect("the guest").registers["language"].siblings;
    assert_eq!(siblings.iter().map(|s| &s.value).collect::<Vec<_>>(), [&text("fi")]);
}

#[test]
fn an_add_not_seen_beats_a_remove() {
    let mut state = guest();
    let add = |n| op(n, root(1), Kind::Add { set: "tags".to_owned(), elem: text("vegan"), seen: vec![] });
    apply(&mut state, 2, 1, &add(2)).expect("folds");
    apply(&mut state, 3, 2, &add(1)).expect("folds");
    let rem = Kind::Rem { set: "tags".to_owned(), elem: text("vegan"), seen: vec![dot(1, 2)] };
    apply(&mut state, 4, 3, &op(1, root(1), rem)).expect("folds");
    assert_eq!(state.own(root(1)).expect("the guest").sets["tags"][&text("vegan")], [dot(2, 1)]);
}

#[test]
fn a_remove_that_saw_every_add_takes_the_member_out() {
    let mut state = guest();
    apply(&mut state, 2, 1, &op(2, root(1), Kind::Add { set: "tags".to_owned(), elem: text("vegan"), seen: vec![] })).expect("folds");
    let rem = Kind::Rem { set: "tags".to_owned(), elem: text("vegan"), seen: vec![dot(1, 2)] };
    apply(&mut state, 4, 3, &op(1, root(1), rem)).expect("folds");
    assert!(state.own(root(1)).expect("the guest").sets["tags"].is_empty());
}

#[test]
fn consents_and_ledger_lines_are_never_corrected() {
    let mut state = guest();
    apply(&mut state, 2, 1, &op(2, root(1), consent(5))).expect("folds");
    let before = state.clone();
    for stream in ["consents", "ledger"] {
        let stream = stream.to_owned();
        let amend = Kind::Amend { stream: stream.clone(), entry: entry(5), fields: fields(&[("decision", text("withdrawn"))]) };
        let retract = Kind::Retract { stream, entry: entry(5), reason: text("a mistake") };
        for kind in [amend, retract] {
            assert_eq!(apply(&mut state, 3, 1, &op(3, root(1), kind)), Err(FoldError::FinalEntry));
        }
    }
    assert_eq!(state, before);
}

#[test]
fn a_correction_keeps_the_first_text() {
    let mut state = guest();
    apply(&mut state, 2, 1, &op(2, root(1), note(5, "late arival"))).expect("folds");
    let amend = Kind::Amend { stream: "interactions".to_owned(), entry: entry(5), fields: fields(&[("body", text("late arrival"))]) };
    apply(&mut state, 3, 2, &op(1, root(1), amend)).expect("folds");
    let note = &state.own(root(1)).expect("the guest").entries("interactions")[0];
    assert_eq!(note.fields["body"], text("late arival"));
    assert_eq!(note.current()["body"], text("late arrival"));
    assert!(matches!(&note.amendments[..], [a] if matches!(a.change, AmendmentChange::Fields(_))));
}

#[test]
fn a_second_new_gives_only_what_the_record_lacks() {
    let mut state = guest();
    let sets: BTreeMap<String, Vec<Value>> = [("tags".to_owned(), vec![text("vegan")])].into();
    apply(&mut state, 2, 1, &op(2, root(1), Kind::Add { set: "tags".to_owned(), elem: text("quiet"), seen: vec![] })).expect("folds");
    let second = Kind::New { entity: "guest".to_owned(), fields: fields(&[("surname", text("Lee")), ("city", text("Turku"))]), sets };
    apply(&mut state, 3, 2, &op(1, root(1), second)).expect("folds");
    let record = state.own(root(1)).expect("the guest");
    assert_eq!(record.value("surname"), Some(&text("Li")));
    assert_eq!(record.value("city"), Some(&text("Turku")));
    assert_eq!(record.sets["tags"].keys().collect::<Vec<_>>(), [&text("quiet")]);
    assert_eq!(record.created, stamp(1, 1, 1));
}

#[test]
fn a_second_new_of_another_type_gives_nothing() {
    let mut state = guest();
    let before = state.clone();
    let stay = Kind::New { entity: "stay".to_owned(), fields: fields(&[("city", text("Turku"))]), sets: BTreeMap::new() };
    apply(&mut state, 3, 2, &op(1, root(1), stay)).expect("folds");
    assert_eq!(state, before);
}

#[test]
fn kinds_of_later_builds_are_not_folded() {
    let body = |json: &str| serde_json::value::RawValue::from_string(json.to_owned()).expect("JSON");
    let kinds =
        [Kind::Release { dot: dot(1, 1), was: None }, Kind::parse("merge".to_owned(), Some(body("{}"))).expect("unknown kinds are kept")];
    for kind in kinds {
        let mut state = guest();
        assert_eq!(apply(&mut state, 2, 1, &op(2, root(1), kind)), Err(FoldError::Unsupported));
        assert_eq!(state, guest());
    }
}

#[test]
fn an_erasure_takes_what_is_personal_and_leaves_what_is_counted() {
    let mut state = guest();
    let stay = Kind::New { entity: "stay".to_owned(), fields: fields(&[("status", text("out"))]), sets: [].into() };
    apply(&mut state, 2, 1, &Op { other_ent: Some(EntId(id(7))), ..op(2, root(1), stay) }).expect("a stay");
    apply(&mut state, 3, 1, &op(3, root(1), note(5, "a quiet room"))).expect("a note");
    apply(&mut state, 4, 1, &op(4, root(1), set("vip", text("2"), &[]))).expect("a code");
    apply(&mut state, 5, 1, &op(5, root(1), Kind::Erase {})).expect("erased");
    let own = state.own(root(1)).expect("the guest is still counted");
    assert_eq!(own.registers.keys().collect::<Vec<_>>(), ["vip"]);
    assert_eq!(own.entries("interactions")[0].fields.keys().collect::<Vec<_>>(), ["type"]);
    assert!(state.records[&EntId(id(7))].value("status").is_some());
    assert!(!format!("{state:?}").contains("quiet"));
    assert_eq!(state.erased, Some(stamp(5, 1, 5)));
}

#[test]
fn nothing_is_written_to_an_erased_file() {
    let mut state = guest();
    apply(&mut state, 2, 1, &op(2, root(1), Kind::Erase {})).expect("erased");
    let erased = state.clone();
    for kind in [set("surname", text("Li"), &[]), new_guest(&[("surname", text("Li"))]), Kind::Alias { to: root(2) }] {
        assert_eq!(apply(&mut state, 3, 1, &op(3, root(1), kind)), Err(FoldError::Erased));
    }
    assert_eq!(state, erased);
}

#[test]
fn files_are_linked_and_unlinked_and_keep_their_values() {
    let mut state = guest();
    apply(&mut state, 2, 1, &op(2, root(1), Kind::Alias { to: root(2) })).expect("linked");
    assert_eq!(state.links, BTreeSet::from([root(2)]));
    apply(&mut state, 3, 1, &op(3, root(1), Kind::Unalias { to: root(2) })).expect("unlinked");
    assert_eq!(state, guest());
}

#[test]
fn a_file_is_in_the_hotels_space_until_it_is_placed() {
    let mut state = guest();
    assert!(state.is_in("hotel") && !state.is_in("spa"));
    apply(&mut state, 2, 1, &op(2, root(1), Kind::Place { space: "spa".to_owned(), inside: true })).expect("placed");
    apply(&mut state, 3, 1, &op(3, root(1), Kind::Place { space: "hotel".to_owned(), inside: false })).expect("placed");
    assert!(state.is_in("spa") && !state.is_in("hotel"));
}

#[test]
fn an_op_let_in_later_has_its_first_stamp() {
    let mut state = guest();
    let late = Aside { op: op(9, root(1), set("surname", text("Lee"), &[])), eff: Hlc::at(3), by: UserId(id(0xb)) };
    apply(&mut state, 8, 5, &op(1, root(1), Kind::Release { dot: dot(2, 9), was: Some(Box::new(late)) })).expect("let in");
    let shown = state.own(root(1)).expect("the guest").registers["surname"].shown().expect("a value");
    assert_eq!((shown.stamp, shown.by, &shown.value), (stamp(3, 2, 9), UserId(id(0xb)), &text("Lee")));
}

#[test]
fn a_page_keeps_links_spaces_and_erasures_and_is_as_before_without_them() {
    let plain = Page { as_of: 4, roots: vec![(root(1), guest())] };
    assert_eq!(plain.encode()[0], 1);
    let linked = RootState { links: [root(2)].into(), spaces: Some(["spa".to_owned()].into()), ..guest() };
    let erased = RootState { erased: Some(stamp(9, 77, 3)), ..RootState::default() };
    let page = Page { as_of: 4, roots: vec![(root(1), linked), (root(2), erased), (root(3), guest())] };
    assert_eq!(Page::decode(&page.encode()), Ok(page));
}

/// Registers as sets of versions: a value is current unless a later op named it.
fn current(rows: &[(innkeeper_sync::row::Row, Entity)], name: &str) -> BTreeSet<(Dot, Value)> {
    let mut current = BTreeSet::new();
    for (row, _) in rows.iter().filter(|(row, _)| row.op.other_ent.is_none()) {
        match &row.op.kind {
            Kind::New { fields, .. } if current.is_empty() => {
                current.extend(fields.get(name).map(|value| (row.dot(), value.clone())));
            }
            Kind::Set { fields } => {
                if let Some(SetField(value, seen)) = fields.get(name) {
                    current.retain(|(dot, _)| !seen.contains(dot));
                    current.insert((row.dot(), value.clone()));
                }
            }
            _ => {}
        }
    }
    current
}

proptest! {
    #[test]
    fn siblings_are_the_values_nobody_named(choices in choices()) {
        let rows = rows(&choices);
        let state = folded(&rows);
        let record = state.own(root(1)).expect("made first");
        for name in ["surname", "allergies", "vip", "from_a_later_build"] {
            let siblings: BTreeSet<(Dot, Value)> =
                record.registers.get(name).into_iter().flat_map(|r| &r.siblings).map(|s| (s.stamp.dot, s.value.clone())).collect();
            prop_assert_eq!(siblings, current(&rows, name), "{}", name);
        }
    }

    #[test]
    fn an_op_applied_twice_in_a_row_changes_nothing(choices in choices()) {
        let mut state = RootState::default();
        for (row, _) in rows(&choices) {
            fold(&mut state, row.applied()).expect("folds");
            let once = state.clone();
            fold(&mut state, row.applied()).expect("folds");
            prop_assert_eq!(&state, &once);
        }
    }

    #[test]
    fn redacting_the_rows_gives_the_redacted_state(choices in choices()) {
        let rows = rows(&choices);
        let whole = folded(&rows);
        for projection in every_projection() {
            let mut state = RootState::default();
            for (row, entity) in &rows {
                let mut row = row.clone();
                projection.redact_row(&mut row, Some(*entity));
                fold(&mut state, row.applied()).expect("a redacted op folds like a whole one");
            }
            let mut redacted = whole.clone();
            projection.redact_root(&mut redacted);
            prop_assert_eq!(&state, &redacted, "{}", projection.key());
        }
    }

    #[test]
    fn a_redacted_state_holds_no_value_its_reader_may_not_see(choices in choices()) {
        let mut state = folded(&rows(&choices));
        Projection { personal: false, sensitive: false, financial: false, ..Projection::whole() }.redact_root(&mut state);
        let bytes = Page { as_of: 1, roots: vec![(root(1), state)] }.encode();
        for secret in ["Li", "allergies 1", "late arrival", "Turku", "the other guest"] {
            prop_assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{}", secret);
        }
    }

    #[test]
    fn a_page_reads_back_what_was_written(choices in choices(), as_of in any::<u64>()) {
        let state = folded(&rows(&choices));
        let page = Page { as_of, roots: vec![(root(1), state.clone()), (root(2), state)] };
        let bytes = page.encode();
        prop_assert_eq!(Page::decode(&bytes), Ok(page.clone()));
        prop_assert_eq!(page.clone().encode(), bytes);
    }

    #[test]
    fn a_page_cut_short_or_grown_is_damaged(choices in choices(), cut in any::<prop::sample::Index>()) {
        let bytes = Page { as_of: 1, roots: vec![(root(1), folded(&rows(&choices)))] }.encode();
        let at = cut.index(bytes.len());
        prop_assert!(Page::decode(&bytes[..at]).is_err());
        prop_assert!(Page::decode(&[&bytes[..], &[0]].concat()).is_err());
    }

    #[test]
    fn an_op_reads_back_from_its_json(kind in kind(), n in 1u64.., hlc in any::<u64>(), end in any::<bool>(), ent in any::<Option<u64>>()) {
        let other_ent = ent.map(|n| root(u128::from(n)).ent());
        let op = Op { end, other_ent, hlc: Hlc(hlc), ..op(n, root(7), kind) };
        let json = serde_json::to_string(&op).expect("an op is JSON");
        prop_assert_eq!(serde_json::from_str::<Op>(&json).expect("it reads back"), op);
    }

    #[test]
    fn a_stored_body_joins_to_what_was_split(kind in kind(), entity in 0usize..9) {
        let entity = Entity::ALL.get(entity).copied();
        let stored = body::split(&kind, entity);
        let joined = body::join(kind.name(), &stored.open, stored.personal.as_deref(), entity).expect("it joins");
        prop_assert_eq!(joined, kind);
    }

    #[test]
    fn the_open_part_of_a_body_holds_nothing_personal(name in "[A-Z][a-z]{5,10}") {
        for kind in [new_guest(&[("surname", text(&name)), ("vip", text("1"))]), set("allergies", text(&name), &[]), note(1, &name),
                     Kind::parse("merge".to_owned(), Some(serde_json::value::to_raw_value(&name).expect("JSON"))).expect("kept")] {
            let stored = body::split(&kind, Some(Entity::Guest));
            prop_assert!(!stored.open.contains(&name), "{}", stored.open);
        }
    }

    #[test]
    fn what_does_not_fold_changes_nothing(kind in kind()) {
        let mut state = guest();
        if apply(&mut state, 2, 1, &op(2, root(1), kind)).is_err() {
            prop_assert_eq!(state, guest());
        }
    }

    #[test]
    fn a_later_reading_of_one_device_never_becomes_an_earlier_one(a in any::<u64>(), b in any::<u64>(), now in any::<i64>(), server in 0i64..1 << 47) {
        let (early, late) = (Hlc(a.min(b)), Hlc(a.max(b)));
        prop_assert!(effective(early, now, server) <= effective(late, now, server));
    }
}
