//! The loyalty ledger: what its lines come to, which of them count, and what a device may redeem without asking.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::loyalty_line::PointsReason::{self, Adjusted, Allowance, Earned, Expired, Redeemed};
use innkeeper_domain::{Entity, Value};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, EntryId, RootId, UserId};
use innkeeper_sync::ledger::{Ledger, Line, POINTS_MAX, pending};
use innkeeper_sync::op::{Kind, Op};
use innkeeper_sync::row::{Reason, Row, Status};
use innkeeper_sync::server::points::{Grant, grant};
use innkeeper_sync::server::{DeviceAt, Head, Judge, accept, append, release, take_back};
use innkeeper_sync::state::{Entry, RootState};
use innkeeper_sync::wire::{Handed, Push, Run};
use proptest::prelude::*;

use crate::make::*;

const KEY: &[u8] = b"anna's key";
const DESK: DeviceId = DeviceId(2);
const HOUSE: DeviceId = DeviceId(0x8000_0001);

/// Everybody may do everything.
struct Anybody;

impl Judge for Anybody {
    fn author_key(&self, _: UserId) -> Option<Vec<u8>> {
        Some(KEY.to_vec())
    }

    fn allows(&self, _: UserId, _: &Op, _: Option<Entity>, _: Hlc) -> Result<(), Reason> {
        Ok(())
    }
}

/// A server with a guest, file 1, and a stay in that file.
struct Hotel {
    head: Head,
    last_n: BTreeMap<DeviceId, u64>,
    states: BTreeMap<RootId, RootState>,
    entries: u128,
}

fn stay() -> Draft {
    let kind = Kind::New { entity: "stay".to_owned(), fields: Default::default(), sets: Default::default() };
    Draft::of_record(root(1), root(7).ent(), kind)
}

impl Hotel {
    fn empty() -> Self {
        Self { head: Head { epoch: 1, ..Head::default() }, last_n: BTreeMap::new(), states: BTreeMap::new(), entries: 100 }
    }

    fn new() -> Self {
        let mut hotel = Self::empty();
        hotel.house(vec![Draft::of(root(1), new_guest(&[("surname", text("Li"))])), stay()]);
        hotel
    }

    /// With so many points.
    fn with(points: i64) -> Self {
        let mut hotel = Self::new();
        assert_eq!(hotel.line(TABLET, line(points, Earned, None)), Status::Ok);
        hotel
    }

    fn entry(&mut self) -> EntryId {
        self.entries += 1;
        entry(self.entries)
    }

    fn house(&mut self, group: Vec<Draft>) -> Vec<Row> {
        let last = self.last_n.entry(HOUSE).or_default();
        let accepted = append(vec![group], UserId::of_source("house"), self.head, HOUSE, *last, &mut self.states, NOW);
        (self.head, *last) = (accepted.head, accepted.last_n);
        accepted.rows
    }

    fn push(&mut self, dev: DeviceId, drafts: Vec<Draft>) -> Vec<Row> {
        let last_n = self.last_n.get(&dev).copied().unwrap_or(0);
        let end = last_n + drafts.len() as u64;
        let number = |(n, draft): (u64, Draft)| draft.numbered(n, last_n + 1, n == end, Hlc::at(NOW));
        let ops: Vec<Op> = (last_n + 1..).zip(drafts).map(number).collect();
        let push = Push { epoch: 1, dev, now: NOW, runs: vec![Run::signed(anna(), &ops, KEY)] };
        let device = DeviceAt { dev, last_n, revoked: false };
        let accepted = accept(&push, self.head, device, &mut self.states, &Anybody, NOW).expect("the push is well formed");
        self.head = accepted.head;
        self.last_n.insert(dev, accepted.last_n);
        accepted.rows
    }

    /// What becomes of one line on the guest's file.
    fn line(&mut self, dev: DeviceId, line: Line) -> Status {
        let draft = Draft::of(root(1), line.appended(self.entry(), None));
        let rows = if dev.is_server() { self.house(vec![draft]) } else { self.push(dev, vec![draft]) };
        rows[0].status.clone()
    }

    fn grant(&mut self, dev: DeviceId, wanted: i64, gone: &[DeviceId]) -> (i64, i64) {
        let mut next = self.entries;
        let entry = || {
            next += 1;
            entry(next)
        };
        let Grant { group, granted, left } = grant(root(1), &self.states[&root(1)], dev, wanted, gone, entry).expect("the guest is there");
        self.entries = next;
        if !group.is_empty() {
            let rows = self.house(group);
            assert!(rows.iter().all(|row| row.status.is_ok()), "what the house allows is covered: {rows:?}");
        }
        (granted, left)
    }

    fn lines(&self) -> &[Entry] {
        self.states[&root(1)].own(root(1)).expect("the guest").entries("ledger")
    }

    /// Balance, what is free, and what is left to the tablet and to the desk.
    fn sums(&self) -> [i64; 4] {
        let ledger = Ledger::of(self.lines());
        [ledger.balance(), ledger.free(), ledger.left(TABLET), ledger.left(DESK)]
    }
}

fn line(points: i64, reason: PointsReason, device: Option<DeviceId>) -> Line {
    Line { points, reason, device }
}

/// Of what is free.
fn redeemed(points: i64) -> Line {
    line(-points, Redeemed, None)
}

/// Of the device's allowance.
fn drawn(points: i64, dev: DeviceId) -> Line {
    line(-points, Redeemed, Some(dev))
}

fn aside(reason: Reason) -> Status {
    Status::Quarantined(reason)
}

#[test]
fn a_balance_is_the_sum_of_its_lines_and_an_allowance_moves_none_of_it() {
    let mut hotel = Hotel::with(100);
    assert_eq!(hotel.line(DESK, line(50, Adjusted, None)), Status::Ok);
    assert_eq!(hotel.grant(TABLET, 60, &[]), (60, 60));
    assert_eq!(hotel.sums(), [150, 90, 60, 0]);
    assert_eq!(hotel.line(DESK, line(-20, Expired, None)), Status::Ok);
    assert_eq!(hotel.sums(), [130, 70, 60, 0]);
}

#[test]
fn a_redemption_draws_on_the_allowance_it_names() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 60, &[]);
    assert_eq!(hotel.line(TABLET, drawn(40, TABLET)), Status::Ok);
    assert_eq!(hotel.sums(), [60, 40, 20, 0]);
}

#[test]
fn a_redemption_beyond_its_allowance_draws_on_what_is_free_or_is_kept_aside() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 30, &[]);
    assert_eq!(hotel.line(TABLET, drawn(50, TABLET)), Status::Ok);
    assert_eq!(hotel.sums(), [50, 20, 30, 0]);
    assert_eq!(hotel.line(TABLET, drawn(40, TABLET)), aside(Reason::NotCovered));
    assert_eq!(hotel.sums(), [50, 20, 30, 0]);
}

#[test]
fn what_is_allowed_to_one_device_nobody_else_redeems() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 80, &[]);
    assert_eq!(hotel.line(DESK, redeemed(21)), aside(Reason::NotCovered));
    assert_eq!(hotel.line(DESK, line(-21, Expired, None)), aside(Reason::NotCovered));
    assert_eq!(hotel.line(HOUSE, line(-21, Adjusted, None)), aside(Reason::NotCovered));
    assert_eq!(hotel.line(DESK, drawn(10, TABLET)), aside(Reason::NotAllowed));
    assert_eq!(hotel.line(TABLET, redeemed(21)), aside(Reason::NotCovered));
    assert_eq!(hotel.line(DESK, redeemed(20)), Status::Ok);
    assert_eq!(hotel.sums(), [80, 0, 80, 0]);
}

#[test]
fn only_the_house_grants_an_allowance() {
    let mut hotel = Hotel::with(100);
    assert_eq!(hotel.line(TABLET, line(50, Allowance, Some(TABLET))), aside(Reason::HouseField));
    assert_eq!(hotel.line(HOUSE, line(101, Allowance, Some(TABLET))), aside(Reason::NotCovered));
    assert_eq!(hotel.line(HOUSE, line(50, Allowance, Some(TABLET))), Status::Ok);
    assert_eq!(hotel.line(HOUSE, line(-51, Allowance, Some(TABLET))), aside(Reason::NotCovered));
    assert_eq!(hotel.sums(), [100, 50, 50, 0]);
}

#[test]
fn what_is_no_line_is_kept_aside() {
    let mut hotel = Hotel::with(100);
    let wrong = [
        line(0, Adjusted, None),
        line(-5, Earned, None),
        line(5, Redeemed, None),
        line(5, Expired, None),
        line(5, Earned, Some(TABLET)),
        line(5, Adjusted, Some(TABLET)),
        line(5, Allowance, None),
        line(POINTS_MAX + 1, Earned, None),
        line(i64::MIN, Redeemed, None),
    ];
    for wrong in wrong {
        assert_eq!(hotel.line(TABLET, wrong), aside(Reason::BadValue), "{wrong:?}");
        assert_eq!(hotel.line(HOUSE, wrong), aside(Reason::BadValue), "{wrong:?}");
    }
    let fields = [
        fields(&[("points", Value::Int(5))]),
        fields(&[("reason", text("earned"))]),
        fields(&[("points", Value::Int(5)), ("reason", text("found"))]),
        fields(&[("points", text("5")), ("reason", text("earned"))]),
        fields(&[("points", Value::Int(-5)), ("reason", text("redeemed")), ("device", Value::Int(-1))]),
        fields(&[("points", Value::Int(-5)), ("reason", text("redeemed")), ("device", text("1"))]),
    ];
    for fields in fields {
        let kind = Kind::Append { stream: "ledger".to_owned(), entry: hotel.entry(), fields: fields.clone() };
        let rows = hotel.push(TABLET, vec![Draft::of(root(1), kind)]);
        assert_eq!(rows[0].status, aside(Reason::BadValue), "{fields:?}");
    }
    assert_eq!(hotel.sums(), [100, 100, 0, 0]);
}

#[test]
fn only_a_guest_has_a_ledger_and_only_one() {
    let mut hotel = Hotel::new();
    hotel.house(vec![Draft::of(root(2), Kind::New { entity: "lead".to_owned(), fields: fields(&[]), sets: Default::default() })]);
    let earned = line(5, Earned, None);
    let on_stay = Draft::of_record(root(1), root(7).ent(), earned.appended(entry(1), None));
    assert_eq!(hotel.push(TABLET, vec![on_stay])[0].status, aside(Reason::BadValue));
    let on_lead = Draft::of(root(2), earned.appended(entry(2), None));
    assert_eq!(hotel.push(TABLET, vec![on_lead])[0].status, aside(Reason::BadValue));
    let on_nothing = Draft::of(root(3), earned.appended(entry(3), None));
    assert_eq!(hotel.push(TABLET, vec![on_nothing])[0].status, aside(Reason::UnknownRecord));
}

#[test]
fn an_action_is_kept_aside_whole_with_a_redemption_that_is_not_covered() {
    let mut hotel = Hotel::with(100);
    let before = hotel.states.clone();
    let drafts = [redeemed(60), redeemed(60)].map(|line| Draft::of(root(1), line.appended(hotel.entry(), None)));
    let rows = hotel.push(TABLET, vec![Draft::of(root(1), note(5, "two nights")), drafts[0].clone(), drafts[1].clone()]);
    assert!(rows.iter().all(|row| row.status == aside(Reason::NotCovered)), "{rows:?}");
    assert_eq!(hotel.states, before);
}

#[test]
fn a_line_counts_once_also_under_two_numbers() {
    let mut hotel = Hotel::with(100);
    let draft = Draft::of(root(1), redeemed(60).appended(hotel.entry(), None));
    let statuses: Vec<Status> = [draft.clone(), draft].into_iter().map(|draft| hotel.push(TABLET, vec![draft])[0].status.clone()).collect();
    assert_eq!(statuses, [Status::Ok, Status::Ok]);
    assert_eq!(hotel.sums(), [40, 40, 0, 0]);
}

#[test]
fn a_line_is_never_corrected() {
    let mut hotel = Hotel::with(100);
    let id = hotel.lines()[0].id;
    let amend = Kind::Amend { stream: "ledger".to_owned(), entry: id, fields: fields(&[("points", Value::Int(1_000))]) };
    let retract = Kind::Retract { stream: "ledger".to_owned(), entry: id, reason: text("not so") };
    for kind in [amend, retract] {
        assert_eq!(hotel.push(TABLET, vec![Draft::of(root(1), kind)])[0].status, aside(Reason::FinalEntry));
    }
}

#[test]
fn of_a_reader_who_may_see_no_points_nothing_is_known_to_be_covered() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 60, &[]);
    let mut lines = hotel.lines().to_vec();
    lines.iter_mut().for_each(|entry| {
        entry.fields.insert("points".to_owned(), Value::Hidden);
    });
    assert_eq!(Ledger::of(&lines), Ledger::default());
    let own = op(1, root(1), drawn(10, TABLET).appended(entry(1), None));
    assert_eq!(pending(&lines, [&own].into_iter()), [1]);
}

#[test]
fn an_allowance_that_is_asked_for_again_is_not_granted_again() {
    let mut hotel = Hotel::with(100);
    assert_eq!(hotel.grant(TABLET, 60, &[]), (60, 60));
    assert_eq!(hotel.grant(TABLET, 60, &[]), (0, 60));
    assert_eq!(hotel.grant(TABLET, 10, &[]), (0, 60));
    assert_eq!(hotel.grant(DESK, 60, &[]), (40, 40));
    assert_eq!(hotel.grant(TABLET, i64::MAX, &[]), (0, 60));
    assert_eq!(hotel.grant(TABLET, i64::MIN, &[]), (0, 60));
    assert_eq!(hotel.sums(), [100, 0, 60, 40]);
}

#[test]
fn what_was_left_to_a_device_that_is_gone_is_free_when_it_is_asked_for() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 80, &[]);
    assert_eq!(hotel.grant(DESK, 20, &[TABLET]), (20, 20), "as long as there is enough, it keeps what it has");
    assert_eq!(hotel.sums(), [100, 0, 80, 20]);
    assert_eq!(hotel.grant(DESK, 50, &[TABLET]), (30, 50));
    assert_eq!(hotel.sums(), [100, 50, 0, 50]);
}

#[test]
fn nothing_is_granted_where_there_is_no_guest() {
    let mut hotel = Hotel::with(100);
    let none = |state: &RootState, root| grant(root, state, TABLET, 10, &[], || entry(1)).is_none();
    assert!(none(&RootState::default(), root(1)));
    hotel.house(vec![Draft::of(root(1), Kind::Erase {})]);
    assert!(none(&hotel.states[&root(1)], root(1)));
    assert_eq!(hotel.sums(), [100, 100, 0, 0], "what the hotel owes is no secret about the person");
}

#[test]
fn what_a_device_redeems_within_its_allowance_stands_and_the_rest_waits_for_the_hotel() {
    let mut hotel = Hotel::with(100);
    hotel.grant(TABLET, 60, &[]);
    let base = Ledger::of(hotel.lines());
    assert_eq!(base.redemption(TABLET, 60), drawn(60, TABLET));
    assert_eq!(base.redemption(TABLET, 61), redeemed(61));
    assert_eq!(base.redemption(DESK, 1), redeemed(1));
    let lines = [line(30, Earned, None), drawn(40, TABLET), redeemed(30), drawn(30, TABLET), drawn(20, TABLET)];
    let own: Vec<Op> = (1..).zip(lines).map(|(n, line)| op(n, root(1), line.appended(entry(n.into()), None))).collect();
    assert_eq!(pending(hotel.lines(), own.iter()), [3, 4]);
    let twin = op(6, root(1), drawn(20, TABLET).appended(entry(5), None));
    assert_eq!(pending(hotel.lines(), own.iter().chain([&twin])), [3, 4], "one line under two numbers draws once");
}

const SEAL: &[u8] = b"the server's";

#[test]
fn a_redemption_that_counted_waits_in_a_restored_log_for_the_points_it_took() {
    let mut hotel = Hotel::with(100);
    let grant: Vec<Row> = hotel.house(vec![Draft::of(root(1), line(100, Allowance, Some(DESK)).appended(entry(1), None))]);
    let drawn = hotel.push(DESK, vec![Draft::of(root(1), drawn(70, DESK).appended(entry(2), None))]);
    let mut restored = Hotel::new();
    let handed = |rows: &[Row]| [Handed { rows: rows.to_vec(), mac: Handed::seal(rows, SEAL) }];
    let give = |hotel: &mut Hotel, rows: &[Row]| {
        let last_n = hotel.last_n.clone();
        let back = take_back(&handed(rows), hotel.head, &BTreeSet::new(), &last_n, &mut hotel.states, SEAL, 0);
        hotel.head = back.accepted.head;
        back.accepted.rows
    };
    let waits = [give(&mut restored, &grant), give(&mut restored, &drawn)];
    for rows in &waits {
        assert_eq!(rows[0].status, aside(Reason::UnknownEntry));
    }
    assert_eq!(restored.line(TABLET, line(100, Earned, None)), Status::Ok);
    let last = restored.last_n[&HOUSE] + 100;
    let (accepted, let_in) = release(&waits, anna(), restored.head, HOUSE, last, &mut restored.states, NOW);
    assert_eq!((accepted.rows.len(), let_in), (2, vec![grant[0].dot(), drawn[0].dot()]));
    assert_eq!(restored.sums(), hotel.sums());
}

#[test]
fn what_is_let_in_by_somebodys_word_is_covered_too_and_no_allowance_of_ones_own_making() {
    let mut hotel = Hotel::with(100);
    let mut aside = |n: u64, line: Line| {
        let op = op(n, root(1), line.appended(hotel.entry(), None));
        let row = Row { seq: 1, epoch: 1, dev: TABLET, by: anna(), eff: Hlc::at(NOW), status: aside(Reason::DeviceRevoked), op };
        release(&[vec![row]], anna(), hotel.head, HOUSE, 100 + n, &mut hotel.states.clone(), NOW).1.len()
    };
    assert_eq!(aside(20, redeemed(101)), 0);
    assert_eq!(aside(21, redeemed(100)), 1);
    assert_eq!(aside(22, line(50, Allowance, Some(TABLET))), 0);
    assert_eq!(aside(23, drawn(50, DESK)), 0);
}

/// What happens while the tablet is away.
#[derive(Clone, Copy, Debug)]
enum Step {
    Redeems(i64),
    Earns(i64),
    DeskRedeems(i64),
    DeskAsks(i64),
    /// An allowance that the tablet does not hear of.
    Granted(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let points = 1..80i64;
    let step = prop_oneof![
        3 => points.clone().prop_map(Step::Redeems),
        1 => points.clone().prop_map(Step::Earns),
        2 => points.clone().prop_map(Step::DeskRedeems),
        1 => points.clone().prop_map(Step::DeskAsks),
        1 => points.prop_map(Step::Granted),
    ];
    prop::collection::vec(step, 1..30)
}

proptest! {
    /// The promise that the allowance is made for.
    #[test]
    fn what_a_tablet_shows_as_redeemed_is_redeemed_whatever_others_do_meanwhile(steps in steps()) {
        let mut hotel = Hotel::with(200);
        hotel.grant(TABLET, 100, &[]);
        let base = hotel.lines().to_vec();
        let (mut shown, mut own): (Ledger, Vec<Op>) = (Ledger::of(&base), Vec::new());
        for step in steps {
            match step {
                Step::Redeems(points) | Step::Earns(points) => {
                    let line = if let Step::Redeems(_) = step { shown.redemption(TABLET, points) } else { line(points, Earned, None) };
                    let n = 2 + own.len() as u64;
                    own.push(op(n, root(1), line.appended(hotel.entry(), None)));
                    shown.take(line);
                }
                Step::DeskRedeems(points) => {
                    hotel.line(DESK, redeemed(points));
                }
                Step::DeskAsks(points) => {
                    hotel.grant(DESK, points, &[]);
                }
                Step::Granted(points) => {
                    hotel.grant(TABLET, 100 + points, &[]);
                }
            }
        }
        let waits = pending(&base, own.iter());
        for op in own {
            let (n, status) = (op.n, hotel.push(TABLET, vec![Draft::of(op.root, op.kind)])[0].status.clone());
            prop_assert!(status.is_ok() || (waits.contains(&n) && status == aside(Reason::NotCovered)), "{n}: {status:?}, {waits:?} wait");
        }
        let sum: i64 = hotel.lines().iter().filter_map(|entry| Line::read(&entry.fields)).filter(|line| line.reason != Allowance).map(|line| line.points).sum();
        let [balance, free, tablet, desk] = hotel.sums();
        prop_assert_eq!((sum, free + tablet + desk), (balance, balance));
        prop_assert!(free >= 0 && tablet >= 0 && desk >= 0);
    }
}
