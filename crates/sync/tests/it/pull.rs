//! Answers to pulls: which log, which projection, where they are cut.

use std::collections::BTreeMap;

use innkeeper_domain::Entity;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::DeviceId;
use innkeeper_sync::op::Op;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::pull::{Candidate, Limits, Place, Shown, answer, check, cut};
use innkeeper_sync::row::{Chain, Row, Status};
use innkeeper_sync::server::Head;
use innkeeper_sync::wire::{PullQuery, Pulled, Refused};
use proptest::prelude::*;

use crate::make::*;

/// A log of groups of these sizes.
pub fn log(sizes: &[usize]) -> Vec<Row> {
    let mut rows = Vec::new();
    for size in sizes {
        let first = rows.len() as u64 + 1;
        for op in group(first, (0..*size).map(|i| (root(1), note(first as u128 + i as u128, "note"))).collect::<Vec<_>>()) {
            rows.push(row(op));
        }
    }
    rows
}

fn row(op: Op) -> Row {
    Row { seq: op.n, epoch: 1, dev: DeviceId(9), by: anna(), eff: Hlc::at(NOW), status: Status::Ok, op }
}

pub fn chain(rows: &[Row]) -> Chain {
    rows.iter().fold(Chain::default(), |chain, row| chain.next(row.dot(), row.eff))
}

pub fn query(rows: &[Row], cursor: usize) -> PullQuery {
    PullQuery { epoch: 1, cursor: cursor as u64, chain: chain(&rows[..cursor]), projection: Projection::whole().key() }
}

fn place(rows: &[Row], cursor: u64) -> Place {
    let at = usize::try_from(cursor).expect("small");
    let head = Head { epoch: 1, seq: rows.len() as u64, chain: chain(rows) };
    Place { head, chain: rows.get(..at).map(chain), durable: 0, last_n: 0 }
}

pub fn pulled(rows: &[Row], cursor: usize, limits: Limits) -> Pulled {
    let query = query(rows, cursor);
    let (projection, placed) = (Projection::whole(), BTreeMap::new());
    let candidates = rows[cursor..].iter().map(|row| Candidate { row: row.clone(), entity: Some(Entity::Guest), bytes: 100 });
    let shown = Shown::new(&projection, cut(limits, candidates), &placed);
    answer(&query, &place(rows, query.cursor), limits, &shown, &BTreeMap::new(), b"key", NOW)
}

#[test]
fn another_generation_is_refused() {
    let rows = log(&[1, 1]);
    let query = PullQuery { epoch: 2, ..query(&rows, 1) };
    assert_eq!(check(&query, &Projection::whole(), &place(&rows, 1)), Err(Refused::Epoch { epoch: 1 }));
}

#[test]
fn another_chain_at_the_same_row_is_refused() {
    let rows = log(&[1, 1]);
    let query = PullQuery { chain: Chain(7), ..query(&rows, 1) };
    assert_eq!(check(&query, &Projection::whole(), &place(&rows, 1)), Err(Refused::Epoch { epoch: 1 }));
}

#[test]
fn a_row_beyond_the_log_is_refused() {
    let rows = log(&[1, 1]);
    let ahead = PullQuery { cursor: 3, ..query(&rows, 2) };
    assert_eq!(check(&ahead, &Projection::whole(), &place(&rows, 3)), Err(Refused::Epoch { epoch: 1 }));
}

#[test]
fn another_projection_is_refused() {
    let rows = log(&[1, 1]);
    let less = Projection { financial: false, ..Projection::whole() };
    assert_eq!(check(&query(&rows, 1), &less, &place(&rows, 1)), Err(Refused::Reproject));
}

#[test]
fn a_device_far_behind_is_sent_to_a_snapshot() {
    let answer = pulled(&log(&[1; 30]), 2, Limits { behind: 20, ..Limits::default() });
    assert!(answer.snapshot && answer.rows.is_empty());
    assert_eq!(answer.next, 2);
}

#[test]
fn bytes_cut_an_answer_too() {
    let answer = pulled(&log(&[2, 2, 2]), 0, Limits { bytes: 300, ..Limits::default() });
    assert_eq!((answer.next, answer.more), (4, true));
}

proptest! {
    #[test]
    fn answers_are_cut_at_group_ends_and_lead_to_the_head(sizes in prop::collection::vec(1usize..6, 1..20), limit in 1usize..10) {
        let rows = log(&sizes);
        let mut cursor = 0;
        for _ in 0..=rows.len() {
            let answer = pulled(&rows, cursor, Limits { rows: limit, ..Limits::default() });
            prop_assert_eq!(answer.from, cursor as u64);
            prop_assert!(answer.rows.last().is_none_or(|row| row.op.end));
            cursor += answer.rows.len();
            prop_assert_eq!(answer.next, cursor as u64);
            prop_assert_eq!(answer.chain, chain(&rows[..cursor]));
            prop_assert_eq!(answer.more, cursor < rows.len());
        }
        prop_assert_eq!(cursor, rows.len());
    }
}
