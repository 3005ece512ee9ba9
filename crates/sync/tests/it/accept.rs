//! The server's rules for a push, and for what the house writes itself.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::{Entity, Value};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, RootId, UserId};
use innkeeper_sync::op::{GROUP_MAX, Kind, Op};
use innkeeper_sync::row::{Chain, Reason, Row, Status};
use innkeeper_sync::server::{Accepted, DeviceAt, Head, Judge, TakenBack, accept, append, release, take_back};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{Handed, PUSH_OPS, Push, Refused, Run};
use proptest::prelude::*;

use crate::history::kind;
use crate::make::*;

const KEY: &[u8] = b"anna's key";

/// Anna may do everything but give a VIP code; nobody else is known.
struct Hotel;

impl Judge for Hotel {
    fn author_key(&self, by: UserId) -> Option<Vec<u8>> {
        (by == anna()).then(|| KEY.to_vec())
    }

    fn allows(&self, _: UserId, op: &Op, _: Option<Entity>, _: Hlc) -> Result<(), Reason> {
        match &op.kind {
            Kind::Set { fields } if fields.contains_key("vip") => Err(Reason::NotAllowed),
            _ => Ok(()),
        }
    }
}

#[derive(Default)]
struct Server {
    head: Head,
    last_n: u64,
    revoked: bool,
    states: BTreeMap<RootId, RootState>,
}

impl Server {
    fn new() -> Self {
        Self { head: Head { epoch: 1, ..Head::default() }, ..Self::default() }
    }

    fn try_push(&mut self, push: &Push) -> Result<Accepted, Refused> {
        let device = DeviceAt { dev: TABLET, last_n: self.last_n, revoked: self.revoked };
        let accepted = accept(push, self.head, device, &mut self.states, &Hotel, NOW)?;
        self.head = accepted.head;
        self.last_n = accepted.last_n;
        Ok(accepted)
    }

    fn push(&mut self, ops: Vec<Op>) -> Accepted {
        self.try_push(&push(ops)).expect("the push is well formed")
    }

    /// What became of each op of a push.
    fn statuses(&mut self, ops: Vec<Op>) -> Vec<Status> {
        self.push(ops).rows.into_iter().map(|row| row.status).collect()
    }

    /// Pushes one op on the guest that is there.
    fn reason(&mut self, kind: Kind) -> Option<Reason> {
        match self.statuses(vec![op(self.last_n + 1, root(1), kind)]).as_slice() {
            [Status::Ok] => None,
            [Status::Quarantined(reason)] => Some(*reason),
            other => panic!("one op, one status: {other:?}"),
        }
    }

    fn with_guest() -> Self {
        let mut server = Self::new();
        server.push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]);
        server
    }
}

fn push(ops: Vec<Op>) -> Push {
    Push { epoch: 1, dev: TABLET, now: NOW, runs: vec![Run::signed(anna(), &ops, KEY)] }
}

#[test]
fn a_push_is_numbered_gapless_and_chained() {
    let mut server = Server::new();
    let ops = vec![op(1, root(1), new_guest(&[])), op(2, root(1), note(5, "late arrival"))];
    let accepted = server.push(ops);
    assert_eq!(accepted.rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [1, 2]);
    let chain = accepted.rows.iter().fold(Chain::default(), |chain, row| chain.next(row.dot(), row.eff));
    assert_eq!((accepted.head.chain, accepted.last_n), (chain, 2));
    assert_eq!(accepted.entities, [Some(Entity::Guest), Some(Entity::Guest)]);
}

#[test]
fn a_push_sent_again_changes_nothing() {
    let mut server = Server::new();
    let again = push(vec![op(1, root(1), new_guest(&[])), op(2, root(1), note(5, "late arrival"))]);
    server.try_push(&again).expect("the first time");
    let (head, states) = (server.head, server.states.clone());
    let accepted = server.try_push(&again).expect("the second time");
    assert!(accepted.rows.is_empty() && accepted.touched.is_empty());
    assert_eq!((server.head, server.states, accepted.last_n), (head, states, 2));
}

#[test]
fn of_a_push_that_overlaps_only_the_new_groups_are_taken() {
    let mut server = Server::with_guest();
    let accepted = server.push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))])), op(2, root(1), note(5, "late"))]);
    assert_eq!(accepted.rows.iter().map(|row| row.op.n).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_missing_number_is_asked_for() {
    let mut server = Server::with_guest();
    let refused = server.try_push(&push(vec![op(3, root(1), note(5, "late"))]));
    assert_eq!(refused.err(), Some(Refused::Gap { expected: 2 }));
}

#[test]
fn a_push_of_another_generation_is_refused() {
    let refused = Server::new().try_push(&Push { epoch: 7, ..push(vec![op(1, root(1), Kind::Noop {})]) });
    assert_eq!(refused.err(), Some(Refused::Epoch { epoch: 1 }));
}

#[test]
fn a_push_under_the_number_of_another_device_is_refused() {
    let refused = Server::new().try_push(&Push { dev: DeviceId(2), ..push(vec![op(1, root(1), Kind::Noop {})]) });
    assert_eq!(refused.err(), Some(Refused::Malformed));
}

#[test]
fn a_run_changed_on_its_way_is_refused() {
    let mut sent = push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]);
    let ops = sent.runs[0].ops.get().replace("Li", "Lu");
    sent.runs[0].ops = serde_json::value::RawValue::from_string(ops).expect("still JSON");
    assert_eq!(Server::new().try_push(&sent).err(), Some(Refused::SignIn));
}

#[test]
fn a_run_of_nobody_we_know_is_refused() {
    let mut sent = push(vec![op(1, root(1), Kind::Noop {})]);
    sent.runs[0].by = UserId(id(0xb));
    assert_eq!(Server::new().try_push(&sent).err(), Some(Refused::SignIn));
}

#[test]
fn badly_formed_pushes_are_refused_and_leave_nothing() {
    let noop = |n, grp, end| Op { grp, end, ..op(n, root(1), Kind::Noop {}) };
    let guests = |from: u64, many: usize| (from..).take(many).map(|n| noop(n, n, true)).collect::<Vec<_>>();
    let big_group = group(1, vec![(root(1), Kind::Noop {}); GROUP_MAX + 1]);
    let cases = [
        ("number 0", vec![noop(0, 0, true)]),
        ("a number twice", vec![noop(1, 1, true), noop(1, 1, true)]),
        ("a number left out", vec![noop(1, 1, true), noop(3, 3, true)]),
        ("a group without an end", vec![noop(1, 1, false)]),
        ("a group of another number", vec![noop(1, 1, false), noop(2, 2, true)]),
        ("a group that is too large", big_group),
        ("too many ops", guests(1, PUSH_OPS + 1)),
    ];
    for (name, ops) in cases {
        let mut server = Server::new();
        assert_eq!(server.try_push(&push(ops)).err(), Some(Refused::Malformed), "{name}");
        assert!(server.states.is_empty(), "{name}");
    }
}

#[test]
fn the_largest_push_and_the_largest_group_are_taken() {
    let ops: Vec<Op> = (1..=PUSH_OPS as u64).map(|n| op(n, root(1), Kind::Noop {})).collect();
    assert_eq!(Server::new().push(ops).rows.len(), PUSH_OPS);
    assert_eq!(Server::new().push(group(1, vec![(root(1), Kind::Noop {}); GROUP_MAX])).rows.len(), GROUP_MAX);
}

#[test]
fn a_group_is_kept_aside_whole_and_undone_whole() {
    let mut server = Server::with_guest();
    let before = server.states.clone();
    let ops = group(
        2,
        vec![
            (root(1), note(5, "asked for a cot")),
            (root(2), new_guest(&[("surname", text("Lee"))])),
            (root(1), Kind::Amend { stream: "consents".to_owned(), entry: entry(9), fields: fields(&[]) }),
        ],
    );
    let accepted = server.push(ops);
    assert!(accepted.rows.iter().all(|row| row.status == Status::Quarantined(Reason::FinalEntry)), "{:?}", accepted.rows);
    assert_eq!(accepted.not_ok.iter().map(|not_ok| not_ok.n).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(server.states, before);
    assert!(accepted.touched.is_empty());
}

#[test]
fn what_is_kept_aside_holds_nobody_up() {
    let mut server = Server::with_guest();
    let statuses = server.statuses(vec![op(2, root(1), later_kind()), op(3, root(1), note(5, "late arrival"))]);
    assert_eq!(statuses, [Status::Quarantined(Reason::Unsupported), Status::Ok]);
}

#[test]
fn a_kind_of_a_later_build_is_kept_aside_as_unsupported() {
    assert_eq!(Server::with_guest().reason(later_kind()), Some(Reason::Unsupported));
}

#[test]
fn nobody_but_the_server_lets_in_what_was_kept_aside() {
    assert_eq!(Server::with_guest().reason(Kind::Release { dot: dot(1, 1), was: None }), Some(Reason::NotAllowed));
}

#[test]
fn a_change_to_an_erased_file_is_void_and_says_nothing() {
    let mut server = Server::with_guest();
    server.push(vec![op(2, root(1), Kind::Erase {})]);
    let erased = server.states.clone();
    let accepted = server.push(vec![op(3, root(1), set("surname", text("Li"), &[])), op(4, root(1), new_guest(&[]))]);
    assert!(accepted.rows.iter().all(|row| row.status == Status::Void && row.op.kind == Kind::Noop {}), "{:?}", accepted.rows);
    assert_eq!(accepted.not_ok.iter().map(|not_ok| not_ok.n).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(server.states, erased);
}

#[test]
fn a_late_change_to_an_erased_file_takes_no_other_file_with_it() {
    let mut server = Server::with_guest();
    server.push(vec![op(2, root(1), Kind::Erase {})]);
    let ops = group(3, vec![(root(1), note(5, "late")), (root(2), new_guest(&[("surname", text("Okafor"))]))]);
    assert_eq!(server.statuses(ops), [Status::Void, Status::Ok]);
    assert_eq!(server.states[&root(2)].own(root(2)).and_then(|r| r.value("surname")), Some(&text("Okafor")));
}

const SEAL: &[u8] = b"the server's";

/// The generation in which the log was begun.
const SINCE: u64 = 1;

fn handed(rows: &[Row]) -> Handed {
    Handed { rows: rows.to_vec(), mac: Handed::seal(rows, SEAL) }
}

/// A restored server that holds nothing is given these groups.
fn given(groups: &[Handed], last_n: &[(DeviceId, u64)]) -> (TakenBack, BTreeMap<RootId, RootState>) {
    let mut states = BTreeMap::new();
    let head = Head { epoch: 2, ..Head::default() };
    let back = take_back(groups, head, &BTreeSet::new(), &last_n.iter().copied().collect(), &mut states, SEAL, SINCE);
    (back, states)
}

#[test]
fn rows_are_taken_back_in_their_order_with_their_first_stamps() {
    let mut server = Server::with_guest();
    let first = Server::new().push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]).rows;
    let second = server.push(vec![op(2, root(1), note(5, "a quiet room"))]).rows;
    let (back, states) = given(&[handed(&first), handed(&second), handed(&second)], &[]);
    assert_eq!(back.accepted.rows.iter().map(Row::stamp).collect::<Vec<_>>(), [first[0].stamp(), second[0].stamp()]);
    assert_eq!(back.accepted.rows.iter().map(|row| (row.seq, row.epoch)).collect::<Vec<_>>(), [(1, 2), (2, 2)]);
    assert_eq!((back.last_n, states), (BTreeMap::from([(TABLET, 2)]), server.states));
}

#[test]
fn rows_with_another_seal_are_left() {
    let rows = Server::new().push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]).rows;
    let mut forged = handed(&rows);
    forged.rows[0].by = UserId(id(0xb));
    let (back, states) = given(&[forged], &[]);
    assert_eq!((back.left, back.accepted.rows.len(), states.len()), (1, 0, 0));
}

#[test]
fn rows_with_the_last_number_there_is_are_left() {
    let mut rows = Server::new().push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]).rows;
    (rows[0].op.n, rows[0].op.grp) = (u64::MAX, u64::MAX);
    let (back, _) = given(&[handed(&rows), handed(&[rows[0].clone(), rows[0].clone()])], &[]);
    assert_eq!((back.left, back.accepted.rows.len()), (2, 0));
}

#[test]
fn rows_of_a_log_that_was_given_up_do_not_come_back() {
    let mut rows = Server::new().push(vec![op(1, root(1), new_guest(&[("surname", text("Li"))]))]).rows;
    rows[0].epoch = SINCE - 1;
    let (back, states) = given(&[handed(&rows)], &[]);
    assert_eq!((back.left, back.accepted.rows.len(), states.len()), (0, 0, 0));
}

#[test]
fn rows_behind_a_number_that_is_missing_are_left_to_their_author() {
    let rows = Server::with_guest().push(vec![op(2, root(1), note(5, "a quiet room"))]).rows;
    let (back, _) = given(&[handed(&rows)], &[]);
    assert_eq!((back.left, back.accepted.rows.len()), (1, 0));
}

#[test]
fn what_waited_for_a_record_is_let_in_when_it_has_come() {
    let mut server = Server::new();
    let aside = server.push(vec![op(1, root(1), note(5, "a quiet room"))]).rows;
    assert_eq!(aside[0].status, Status::Quarantined(Reason::UnknownRecord));
    let guest = vec![vec![Draft::of(root(1), new_guest(&[("surname", text("Li"))]))]];
    let by = UserId::of_source("house");
    let made = append(guest, by, server.head, DeviceId::server(1), 0, &mut server.states, NOW);
    let (accepted, let_in) =
        release(std::slice::from_ref(&aside), by, made.head, DeviceId::server(1), made.last_n, &mut server.states, NOW);
    assert_eq!((let_in, accepted.rows.len()), (vec![aside[0].dot()], 1));
    let entry = &server.states[&root(1)].own(root(1)).expect("the guest").entries("interactions")[0];
    assert_eq!((entry.stamp, entry.by), (aside[0].stamp(), anna()));
}

#[test]
fn what_still_waits_for_a_record_is_not_let_in() {
    let mut server = Server::new();
    let aside = server.push(vec![op(1, root(1), note(5, "a quiet room"))]).rows;
    let (accepted, let_in) = release(&[aside], anna(), server.head, DeviceId::server(1), 0, &mut server.states, NOW);
    assert_eq!((let_in, accepted.rows.len()), (vec![], 0));
}

fn later_kind() -> Kind {
    let raw = serde_json::value::RawValue::from_string("{}".to_owned()).expect("JSON");
    Kind::parse("merge".to_owned(), Some(raw)).expect("kept")
}

#[test]
fn fields_of_the_house_are_written_by_the_house_only() {
    let mut server = Server::with_guest();
    assert_eq!(server.reason(set("number", text("G-1"), &[])), Some(Reason::HouseField));
    let drafts = vec![vec![Draft::of(root(1), set("number", text("G-1"), &[]))]];
    let head = server.head;
    let accepted = append(drafts, UserId::of_source("import:opera"), head, DeviceId::server(1), 0, &mut server.states, NOW);
    assert_eq!(accepted.rows[0].status, Status::Ok);
    assert_eq!(server.states[&root(1)].own(root(1)).and_then(|r| r.value("number")), Some(&text("G-1")));
}

#[test]
fn values_of_the_wrong_type_shape_or_length_are_kept_aside() {
    let long = |n| text(&"ä".repeat(n));
    let add = |set: &str, elem| Kind::Add { set: set.to_owned(), elem, seen: vec![] };
    let bad = [
        ("a number for a name", set("surname", Value::Int(7), &[])),
        ("a text for a day", set("birth_date", text("yesterday"), &[])),
        ("a long name", set("surname", long(201), &[])),
        ("a long allergy", set("allergies", long(10_001), &[])),
        ("a register for a set", set("tags", text("vegan"), &[])),
        ("a set for a register", add("surname", text("Li"))),
        ("a long tag", add("tags", long(201))),
        ("a hidden value", set("surname", Value::Hidden, &[])),
        ("a hidden value in a field of a later build", set("shoe_size", Value::Hidden, &[])),
        ("a long value in a field of a later build", set("shoe_size", long(10_001), &[])),
        ("a long reason", Kind::Retract { stream: "interactions".to_owned(), entry: entry(5), reason: long(201) }),
    ];
    for (name, kind) in bad {
        assert_eq!(Server::with_guest().reason(kind), Some(Reason::BadValue), "{name}");
    }
    let good = [
        ("the longest name", set("surname", long(200), &[])),
        ("the longest allergy", set("allergies", long(10_000), &[])),
        ("a cleared name", set("surname", Value::Empty, &[])),
        ("a field of a later build", set("shoe_size", Value::Int(42), &[])),
        ("a tag", add("tags", text("vegan"))),
    ];
    for (name, kind) in good {
        assert_eq!(Server::with_guest().reason(kind), None, "{name}");
    }
}

#[test]
fn what_the_roles_forbid_is_kept_aside() {
    assert_eq!(Server::with_guest().reason(set("vip", text("1"), &[])), Some(Reason::NotAllowed));
}

#[test]
fn a_change_of_a_record_that_is_not_there_is_kept_aside() {
    let mut server = Server::new();
    assert_eq!(server.reason(note(5, "late arrival")), Some(Reason::UnknownRecord));
    assert!(server.states.is_empty());
}

#[test]
fn a_revoked_device_hands_over_what_it_holds_into_quarantine() {
    let mut server = Server { revoked: true, ..Server::with_guest() };
    assert_eq!(server.reason(note(5, "late arrival")), Some(Reason::DeviceRevoked));
    assert_eq!(server.last_n, 2);
}

#[test]
fn a_clock_a_day_ahead_is_no_reason_to_refuse_and_writes_no_future() {
    let mut server = Server::with_guest();
    let ahead = Op { hlc: Hlc::at(NOW + 86_400_000), ..op(2, root(1), note(5, "late arrival")) };
    let accepted = server.push(vec![ahead]);
    assert_eq!((accepted.rows[0].status.clone(), accepted.rows[0].eff.ms()), (Status::Ok, NOW));
}

#[test]
fn a_clock_known_to_be_wrong_is_set_right() {
    let mut server = Server::with_guest();
    let made = Op { hlc: Hlc::at(NOW - 3_600_000 - 60_000), ..op(2, root(1), note(5, "late arrival")) };
    // The tablet is an hour behind and says so by its own time of sending; the op was made a minute before.
    let accepted = server.try_push(&Push { now: NOW - 3_600_000, ..push(vec![made]) }).expect("taken");
    assert_eq!(accepted.rows[0].eff.ms(), NOW - 60_000);
}

#[test]
fn what_the_house_writes_is_numbered_on_in_whole_groups() {
    let mut states = BTreeMap::new();
    let guests = |n: u128| vec![Draft::of(root(n), new_guest(&[])), Draft::of(root(n), note(n, "imported"))];
    let head = Head { epoch: 3, seq: 10, chain: Chain(5) };
    let accepted = append(vec![guests(1), guests(2)], anna(), head, DeviceId::server(1), 4, &mut states, NOW);
    let told: Vec<_> = accepted.rows.iter().map(|row| (row.seq, row.epoch, row.op.n, row.op.grp, row.op.end)).collect();
    assert_eq!(told, [(11, 3, 5, 5, false), (12, 3, 6, 5, true), (13, 3, 7, 7, false), (14, 3, 8, 7, true)]);
    assert_eq!((accepted.last_n, accepted.touched.len()), (8, 2));
}

proptest! {
    #[test]
    fn whatever_a_device_sends_is_numbered_once_and_acknowledged(kinds in prop::collection::vec(kind(), 1..20)) {
        let mut server = Server::with_guest();
        let ops: Vec<Op> = (2..).zip(kinds).map(|(n, kind)| op(n, root(1), kind)).collect();
        let many = ops.len() as u64;
        let sent = push(ops);
        let accepted = server.try_push(&sent).expect("well formed");
        prop_assert_eq!(accepted.last_n, 1 + many);
        prop_assert_eq!(accepted.rows.len() as u64, many);
        let told = accepted.rows.iter().filter(|row| !row.status.is_ok()).map(|row| row.op.n).collect::<Vec<_>>();
        prop_assert_eq!(accepted.not_ok.iter().map(|not_ok| not_ok.n).collect::<Vec<_>>(), told);
        prop_assert!(server.try_push(&sent).expect("again").rows.is_empty());
    }
}
