//! Fuzz targets: bytes from outside must never make the core panic, take more than a second, or break a rule.
//!
//! `examples/fuzz.rs` mutates the files of `fuzz/corpus/TARGET`; the tests replay them.

mod mutate;

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::Entity;
use innkeeper_domain::loyalty_line::PointsReason;

use crate::body;
use crate::carry::{self, Unsent};
use crate::client::{Meta, Replica, Take};
use crate::fold::{Applied, fold};
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, RootId, Stamp, UserId};
use crate::ledger::{LEDGER, Ledger, Line};
use crate::op::Op;
use crate::page::Page;
use crate::projection::Projection;
use crate::row::Reason;
use crate::rules::{self, Author};
use crate::server::{DeviceAt, Head, Judge, accept, take_back};
use crate::state::RootState;
use crate::wire::{Enrolled, HandBack, Handed, Pulled, Push, Run};

pub use mutate::Mutator;

/// What is given bytes from outside.
pub type Target = fn(&[u8]);

/// A target by name.
#[must_use]
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

/// Name and function of each target.
pub const TARGETS: [(&str, Target); 6] =
    [("op", fuzz_op), ("push", fuzz_push), ("pulled", fuzz_pulled), ("page", fuzz_page), ("handed", fuzz_handed), ("file", fuzz_file)];

const KEY: &[u8] = b"fuzz";
const NOW: i64 = 1_790_000_000_000;

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

/// Bytes as an op: it reads back from its own JSON, joins to what its body was split into, and folds or changes nothing.
pub fn fuzz_op(bytes: &[u8]) {
    let Ok(op) = serde_json::from_slice::<Op>(bytes) else { return };
    let json = serde_json::to_vec(&op).expect("an op is JSON");
    assert!(serde_json::from_slice::<Op>(&json).is_ok_and(|again| again == op), "an op reads back from its JSON");
    for entity in Entity::ALL.iter().copied().map(Some).chain([None]) {
        // Whether it is refused does not matter here, only that the rules come to an end.
        let _ = rules::check(&op, entity, Author::Person);
        let stored = body::split(&op.kind, entity);
        let joined = body::join(op.kind.name(), &stored.open, stored.personal.as_deref(), entity);
        assert!(joined.is_ok_and(|kind| kind == op.kind), "a stored body joins to what was split");
    }
    let mut state = RootState::default();
    for n in 1..=2 {
        let before = state.clone();
        let stamp = Stamp { eff: op.hlc, dot: Dot(DeviceId(1), n) };
        let folded = fold(&mut state, Applied { op: &op, stamp, by: UserId(op.root.0) });
        assert!(folded.is_ok() || state == before, "what does not fold changes nothing");
    }
    let page = Page { as_of: 1, roots: vec![(op.root, state)] };
    assert_eq!(Page::decode(&page.encode()), Ok(page), "a page reads back what was written");
}

/// Bytes as a push, signed anew so that it gets past the door: rows are gapless, numbers dense, and a repetition gives nothing.
pub fn fuzz_push(bytes: &[u8]) {
    let Ok(mut push) = serde_json::from_slice::<Push>(bytes) else { return };
    for run in &mut push.runs {
        if let Ok(ops) = run.parse() {
            *run = Run::signed(run.by, &ops, KEY);
        }
    }
    let first = push.runs.iter().filter_map(|run| run.parse().ok()).flatten().map(|op| op.n).next();
    let last_n = first.unwrap_or(1).saturating_sub(1);
    let head = Head { epoch: push.epoch, ..Head::default() };
    let device = DeviceAt { dev: push.dev, last_n, revoked: false };
    let mut states: BTreeMap<RootId, RootState> = BTreeMap::new();
    let Ok(accepted) = accept(&push, head, device, &mut states, &Anybody, NOW) else { return };
    for (row, at) in accepted.rows.iter().zip(1..) {
        assert_eq!((row.seq, row.op.n), (at, last_n + at), "rows are gapless and numbers dense");
        assert!(row.eff.ms() <= NOW, "nothing is written into the future");
    }
    let device = DeviceAt { last_n: accepted.last_n, ..device };
    let again = accept(&push, accepted.head, device, &mut states, &Anybody, NOW);
    assert!(again.is_ok_and(|again| again.rows.is_empty()), "a repetition gives nothing");
    ledgers_add_up(&states);
}

/// The balance of a guest is the sum of the lines that count, whatever was sent.
fn ledgers_add_up(states: &BTreeMap<RootId, RootState>) {
    for record in states.values().flat_map(|state| state.records.values()) {
        let lines = record.entries(LEDGER).iter().map(|entry| Line::read(&entry.fields).expect("what counts is a line"));
        let moved = lines.filter(|line| line.reason != PointsReason::Allowance).map(|line| line.points);
        let ledger = Ledger::of(record.entries(LEDGER));
        assert_eq!(moved.sum::<i64>(), ledger.balance(), "the ledger adds up");
        assert!(ledger.free() >= 0, "nobody redeems more than there is");
    }
}

/// Bytes as what a replica hands back, sealed anew: rows are gapless, each is taken once, and a repetition gives at most what was
/// left before: numbers out of order.
pub fn fuzz_handed(bytes: &[u8]) {
    let Ok(mut back) = serde_json::from_slice::<HandBack>(bytes) else { return };
    back.groups.iter_mut().for_each(|group| group.mac = Handed::seal(&group.rows, KEY));
    let head = Head { epoch: back.epoch, ..Head::default() };
    let mut states: BTreeMap<RootId, RootState> = BTreeMap::new();
    let taken = take_back(&back.groups, head, &BTreeSet::new(), &BTreeMap::new(), &mut states, KEY, 0);
    let mut in_log = BTreeSet::new();
    for (row, at) in taken.accepted.rows.iter().zip(1..) {
        assert_eq!(row.seq, at, "rows are gapless");
        assert!(in_log.insert(row.dot()), "each is taken once");
    }
    let again = take_back(&back.groups, taken.accepted.head, &in_log, &taken.last_n, &mut states, KEY, 0);
    assert!(taken.left > 0 || again.accepted.rows.is_empty(), "a repetition gives nothing where nothing was left");
    assert!(again.accepted.rows.iter().all(|row| in_log.insert(row.dot())), "each is taken once");
}

/// Bytes as an answer to a pull: a replica takes it or leaves it, and its cursor is where its rows end.
pub fn fuzz_pulled(bytes: &[u8]) {
    let Ok(pulled) = serde_json::from_slice::<Pulled>(bytes) else { return };
    let answer = Enrolled {
        dev: DeviceId(1),
        certificate: String::new(),
        epoch: 1,
        projection: Projection::whole(),
        user: UserId::of_source("fuzz"),
        author_key: String::new(),
        lease_until: 0,
        now: NOW,
    };
    let mut replica = Replica::load(Meta::enrolled(&answer, NOW), vec![(pulled.clone(), bytes.len())], BTreeMap::new());
    assert_eq!(replica.cursor, replica.journal.len() as u64, "the cursor is where the rows end");
    if replica.cursor == 0 && replica.take(&pulled) == Take::Journal {
        replica.journaled(pulled, bytes.len());
        assert_eq!(replica.cursor, replica.journal.len() as u64, "the cursor is where the rows end");
    }
    let roots: Vec<RootId> = replica.journal.iter().take(100).map(|row| row.op.root).collect();
    for root in roots {
        let mut state = RootState::default();
        replica.journal_root(root, 0, &mut state);
        Projection { personal: false, sensitive: false, financial: false, ..Projection::whole() }.redact_root(&mut state);
    }
    let meta = replica.checkpoint().meta;
    replica.checkpointed(meta);
    assert!(replica.journal.is_empty(), "a checkpoint takes the whole journal");
}

/// Bytes as a page: damaged, or the same after writing and reading again.
pub fn fuzz_page(bytes: &[u8]) {
    let Ok(page) = Page::decode(bytes) else { return };
    let written = page.encode();
    assert_eq!(Page::decode(&written).as_ref(), Ok(&page), "a page reads back what was written");
}

/// Bytes as a file of unsent changes: none, or parts that are the whole of it, with a head that reads back.
pub fn fuzz_file(bytes: &[u8]) {
    let Ok(parts) = carry::parts(bytes) else { return };
    assert_eq!([parts.line, parts.share, parts.sealed].concat(), bytes, "the parts are the whole");
    let again = [&parts.head.line(), parts.share, parts.sealed].concat();
    assert_eq!(carry::parts(&again).map(|again| again.head), Ok(parts.head), "a head reads back from its line");
    // Where the hotel is deceived about what is sealed it finds any bytes.
    if let Ok(unsent) = serde_json::from_slice::<Unsent>(parts.sealed) {
        unsent.pushes.iter().for_each(|push| fuzz_push(&serde_json::to_vec(push).expect("a push is JSON")));
    }
}
