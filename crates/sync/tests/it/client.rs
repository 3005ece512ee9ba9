//! The client's rules: what a replica sends, takes, keeps and forgets.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::client::{Meta, OutboxValue, Replica, Standing, Take, Turn, without};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::pull::Limits;
use innkeeper_sync::row::{Chain, Reason, Row, Status};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{Enrolled, HandedBack, Manifest, NotOk, Pulled, Push, Pushed, Refused};

use crate::make::*;
use crate::pull::{log, pulled};

fn enrolled() -> Meta {
    let answer = Enrolled {
        dev: TABLET,
        certificate: String::new(),
        epoch: 1,
        projection: Projection::whole(),
        user: anna(),
        author_key: String::new(),
        lease_until: 0,
        now: NOW,
    };
    Meta::enrolled(&answer, NOW)
}

fn fresh() -> Replica {
    Replica::load(enrolled(), Vec::new(), BTreeMap::new())
}

fn key(_: UserId) -> Option<Vec<u8>> {
    Some(b"key".to_vec())
}

/// Saves one action under the next numbers; gives what the store holds.
fn save(replica: &mut Replica, first: u64, by: UserId, kinds: Vec<Kind>) -> BTreeMap<u64, OutboxValue> {
    let drafts = kinds.into_iter().map(|kind| Draft::of(root(1), kind)).collect();
    let values = replica.compose(drafts, by, id(first.into()), NOW);
    let stored: BTreeMap<u64, OutboxValue> = (first..).zip(values).collect();
    replica.saved(stored.clone());
    stored
}

fn numbers(push: Option<Push>) -> Vec<u64> {
    push.iter().flat_map(|push| &push.runs).flat_map(|run| run.parse().expect("ops")).map(|op| op.n).collect()
}

/// An answer that brings these own ops back, after `held` rows of others.
fn brings(replica: &Replica, numbers: &[u64], status: &Status) -> Pulled {
    let mut chain = replica.chain;
    let mut rows = Vec::new();
    for (n, seq) in numbers.iter().zip(replica.cursor + 1..) {
        let op = replica.outbox.get(n).map_or_else(|| op(*n, root(1), Kind::Noop {}), |pending| pending.op.clone());
        let row = Row { seq, epoch: 1, dev: TABLET, by: anna(), eff: Hlc::at(NOW), status: status.clone(), op };
        chain = chain.next(row.dot(), row.eff);
        rows.push(row);
    }
    let next = replica.cursor + rows.len() as u64;
    let last_n = numbers.iter().copied().max().unwrap_or(replica.acked);
    Pulled {
        from: replica.cursor,
        rows,
        next,
        chain,
        head: next,
        last_n,
        durable: 0,
        more: false,
        snapshot: false,
        now: NOW,
        seals: vec![],
    }
}

fn empty(replica: &Replica, last_n: u64, durable: u64) -> Pulled {
    Pulled { last_n, durable, ..brings(replica, &[], &Status::Ok) }
}

fn manifest(at: u64, last_n: u64, not_ok: Vec<NotOk>) -> Manifest {
    Manifest { epoch: 2, at, chain: Chain(at), last_n, not_ok, pages: vec![], roots: 0, bytes: 0, durable: at, erased: vec![], now: NOW }
}

#[test]
fn a_saved_action_is_shown_before_it_is_sent() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[("surname", text("Li"))]), note(5, "late arrival")]);
    let mut state = RootState::default();
    replica.overlay_root(root(1), &mut state);
    assert_eq!(state.own(root(1)).and_then(|r| r.value("surname")), Some(&text("Li")));
    assert_eq!(replica.standing(1), Standing::Saved);
}

#[test]
fn an_action_gets_its_group_from_its_numbers() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 2, anna(), vec![new_guest(&[]), consent(5)]);
    let told: Vec<_> = replica.outbox.values().map(|p| (p.op.n, p.op.grp, p.op.end)).collect();
    assert_eq!(told, [(1, 1, true), (2, 2, false), (3, 2, true)]);
}

#[test]
fn a_group_that_is_not_all_here_is_not_sent() {
    let mut replica = fresh();
    let mut other = fresh();
    let mut stored = save(&mut other, 1, anna(), vec![Kind::Noop {}]);
    stored.extend(save(&mut other, 2, anna(), vec![new_guest(&[]), consent(5)]));
    replica.saved(stored.into_iter().filter(|(n, _)| *n < 3));
    assert_eq!(numbers(replica.next_push(NOW, &key)), [1]);
}

#[test]
fn ops_of_two_people_go_out_as_two_runs() {
    let mut replica = fresh();
    let ben = UserId(id(0xb));
    save(&mut replica, 1, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 2, ben, vec![Kind::Noop {}]);
    let push = replica.next_push(NOW, &key).expect("there is something to send");
    assert_eq!(push.runs.iter().map(|run| run.by).collect::<Vec<_>>(), [anna(), ben]);
    assert!(push.runs.iter().all(|run| run.is_signed_by(b"key")));
}

#[test]
fn ops_of_someone_who_is_not_signed_in_wait_and_so_do_those_behind() {
    let mut replica = fresh();
    let ben = UserId(id(0xb));
    save(&mut replica, 1, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 2, ben, vec![Kind::Noop {}]);
    save(&mut replica, 3, anna(), vec![Kind::Noop {}]);
    let only_anna = |by: UserId| (by == anna()).then(|| b"key".to_vec());
    assert_eq!(numbers(replica.next_push(NOW, &only_anna)), [1]);
}

#[test]
fn what_is_here_without_a_gap_can_be_pushed_from_anywhere_sent_or_not() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 2, anna(), vec![new_guest(&[]), consent(5)]);
    save(&mut replica, 4, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 5, anna(), vec![Kind::Noop {}]);
    replica.pushed(&Pushed { last_n: 4, not_ok: vec![], head: 4, durable: 0, now: NOW }, NOW);
    assert_eq!(replica.held_from(), 0);
    let after = |replica: &Replica, n| replica.push_after(n, NOW, &key).map(|(push, last)| (numbers(Some(push)), last));
    assert_eq!(after(&replica, 0), Some((vec![1, 2, 3, 4, 5], 5)));
    assert_eq!(after(&replica, 3), Some((vec![4, 5], 5)));
    assert_eq!(after(&replica, 5), None);
    // The first has left the outbox, and then the third: nothing is made up for them.
    replica.dropped(&[1]);
    assert_eq!((replica.held_from(), after(&replica, 1)), (1, Some((vec![2, 3, 4, 5], 5))));
    replica.dropped(&[4]);
    assert_eq!((replica.held_from(), after(&replica, 4)), (4, Some((vec![5], 5))));
}

#[test]
fn an_acknowledged_op_stays_in_the_outbox_and_in_the_view() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[])]);
    replica.pushed(&Pushed { last_n: 1, not_ok: vec![], head: 1, durable: 1, now: NOW }, NOW);
    assert_eq!((replica.overlay().count(), replica.spent()), (1, vec![]));
    assert_eq!(replica.standing(1), Standing::Sent);
    assert!(replica.next_push(NOW, &key).is_none());
}

#[test]
fn an_op_leaves_the_view_when_it_is_in_the_log_and_the_outbox_when_it_is_durable() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[])]);
    let answer = brings(&replica, &[1], &Status::Ok);
    assert_eq!(replica.take(&answer), Take::Journal);
    replica.journaled(answer, 100);
    assert_eq!((replica.overlay().count(), replica.spent()), (0, vec![]));
    replica.heard(&empty(&replica, 1, 1), NOW);
    assert_eq!((replica.spent(), replica.standing(1)), (vec![1], Standing::Durable));
    replica.dropped(&[1]);
    assert_eq!(replica.standing(1), Standing::Durable);
}

#[test]
fn an_op_kept_aside_leaves_the_view_and_stays_in_the_outbox() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![Kind::Erase {}]);
    let aside = Status::Quarantined(Reason::Unsupported);
    replica.journaled(brings(&replica, &[1], &aside), 100);
    replica.heard(&empty(&replica, 1, 1), NOW);
    assert_eq!((replica.overlay().count(), replica.spent()), (0, vec![]));
    assert_eq!(replica.outbox[&1].status, aside);
}

#[test]
fn what_was_kept_aside_is_still_known_after_a_checkpoint_and_a_reload() {
    let mut replica = fresh();
    let stored = save(&mut replica, 1, anna(), vec![Kind::Erase {}]);
    let aside = Status::Quarantined(Reason::Unsupported);
    replica.journaled(brings(&replica, &[1], &aside), 100);
    let meta = replica.checkpoint().meta;
    replica.checkpointed(meta.clone());
    let reloaded = Replica::load(meta, Vec::new(), stored);
    assert_eq!(reloaded.outbox[&1].status, aside);
    assert_eq!(replica.outbox[&1].status, aside);
}

#[test]
fn what_was_kept_aside_is_told_by_a_snapshot() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![Kind::Erase {}]);
    let status = Status::Quarantined(Reason::Unsupported);
    let meta = replica.from_snapshot(&manifest(10, 1, vec![NotOk { n: 1, status: status.clone() }]), BTreeSet::new(), NOW).meta;
    replica.restarted(meta);
    assert_eq!(replica.outbox[&1].status, status);
    assert_eq!(replica.spent(), Vec::<u64>::new());
}

#[test]
fn an_answer_that_does_not_start_at_the_cursor_is_ignored() {
    let rows = log(&[1, 1, 1]);
    let mut replica = fresh();
    replica.journaled(pulled(&rows, 0, Limits { rows: 2, ..Limits::default() }), 100);
    assert_eq!(replica.take(&pulled(&rows, 0, Limits::default())), Take::Ignore);
    assert_eq!(replica.take(&pulled(&rows, 2, Limits::default())), Take::Journal);
    assert_eq!(replica.take(&pulled(&rows, 3, Limits::default())), Take::Ignore);
}

#[test]
fn rows_of_another_chain_lead_to_a_snapshot() {
    let rows = log(&[1, 1, 1]);
    let replica = fresh();
    let good = pulled(&rows, 0, Limits::default());
    let cases = [
        ("another chain", Pulled { chain: Chain(3), ..good.clone() }),
        ("a row left out", Pulled { rows: good.rows[1..].to_vec(), ..good.clone() }),
        ("a cursor beyond the rows", Pulled { next: 9, ..good.clone() }),
        ("the server's word", Pulled { snapshot: true, rows: vec![], next: 0, ..good.clone() }),
        ("an empty answer of another chain", Pulled { rows: vec![], next: 0, chain: Chain(3), ..good }),
    ];
    for (name, answer) in cases {
        assert_eq!(replica.take(&answer), Take::Snapshot, "{name}");
    }
}

#[test]
fn answers_that_overlap_in_the_journal_are_taken_up_from_their_middle() {
    let rows = log(&[1, 1, 1, 1]);
    let short = pulled(&rows, 0, Limits { rows: 2, ..Limits::default() });
    let long = pulled(&rows, 0, Limits { rows: 3, ..Limits::default() });
    let rest = pulled(&rows, 3, Limits::default());
    let journal = vec![(short, 10), (long, 10), (rest, 10)];
    let replica = Replica::load(enrolled(), journal, BTreeMap::new());
    assert_eq!(replica.cursor, 4);
    assert_eq!(replica.journal, rows);
}

#[test]
fn an_answer_of_another_log_in_the_journal_is_not_taken_up() {
    let rows = log(&[1, 1, 1]);
    let first = pulled(&rows, 0, Limits { rows: 1, ..Limits::default() });
    let mut other = pulled(&rows, 1, Limits::default());
    other.rows[0].eff = Hlc(7);
    let replica = Replica::load(enrolled(), vec![(first, 10), (other, 10)], BTreeMap::new());
    assert_eq!(replica.cursor, 1);
}

#[test]
fn a_server_that_holds_less_than_it_said_gets_the_ops_again() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[])]);
    replica.pushed(&Pushed { last_n: 1, not_ok: vec![], head: 1, durable: 0, now: NOW }, NOW);
    assert!(replica.next_push(NOW, &key).is_none());
    replica.heard(&empty(&replica, 0, 0), NOW);
    assert_eq!(numbers(replica.next_push(NOW, &key)), [1]);
}

#[test]
fn a_gap_is_filled_from_the_outbox() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[])]);
    save(&mut replica, 2, anna(), vec![consent(5)]);
    replica.pushed(&Pushed { last_n: 2, not_ok: vec![], head: 2, durable: 0, now: NOW }, NOW);
    assert!(!replica.refused(Refused::Gap { expected: 1 }));
    assert_eq!(numbers(replica.next_push(NOW, &key)), [1, 2]);
}

#[test]
fn refusals_say_whether_a_snapshot_is_needed() {
    let mut replica = fresh();
    let needs = [Refused::Epoch { epoch: 2 }, Refused::Snapshot];
    let not = [Refused::Reproject, Refused::Wipe, Refused::SignIn, Refused::Malformed, Refused::Gap { expected: 1 }];
    assert!(needs.into_iter().all(|refused| replica.refused(refused)));
    assert!(!not.into_iter().any(|refused| replica.refused(refused)));
}

#[test]
fn after_a_restore_what_the_server_lost_is_sent_again_under_its_numbers() {
    let mut replica = fresh();
    for n in 1..=3 {
        save(&mut replica, n, anna(), vec![note(n.into(), "note")]);
    }
    replica.journaled(brings(&replica, &[1, 2, 3], &Status::Ok), 100);
    let meta = replica.from_snapshot(&manifest(1, 1, vec![]), BTreeSet::new(), NOW).meta;
    replica.restarted(meta);
    assert_eq!(numbers(replica.next_push(NOW, &key)), [2, 3]);
    assert_eq!(replica.overlay().map(|p| p.op.n).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_number_another_tab_wrote_is_noticed_and_not_filled() {
    let mut replica = fresh();
    let mut other = fresh();
    let theirs = save(&mut other, 1, anna(), vec![Kind::Noop {}]);
    save(&mut replica, 2, anna(), vec![Kind::Noop {}]);
    assert!(replica.has_hole());
    assert_eq!(numbers(replica.next_push(NOW, &key)), Vec::<u64>::new());
    replica.saved(theirs);
    assert!(!replica.has_hole());
    assert_eq!(numbers(replica.next_push(NOW, &key)), [1, 2]);
}

#[test]
fn numbers_lost_with_a_broken_promise_go_out_as_no_ops() {
    let mut replica = fresh();
    for n in 1..=3 {
        save(&mut replica, n, anna(), vec![note(n.into(), "note")]);
    }
    replica.journaled(Pulled { durable: 2, ..brings(&replica, &[1, 2, 3], &Status::Ok) }, 100);
    replica.dropped(&[1, 2]);
    // A backup of before the first of them is restored.
    let meta = replica.from_snapshot(&manifest(0, 0, vec![]), BTreeSet::new(), NOW).meta;
    let stored = save(&mut fresh(), 3, anna(), vec![note(3, "note")]);
    let replica = Replica::load(meta, Vec::new(), stored);
    let push = replica.next_push(NOW, &key).expect("there is something to send");
    let kinds: Vec<_> = push.runs[0].parse().expect("ops").into_iter().map(|op| (op.n, op.kind.name().to_owned())).collect();
    assert_eq!(kinds, [(1, "noop".to_owned()), (2, "noop".to_owned()), (3, "append".to_owned())]);
}

#[test]
fn a_checkpoint_keeps_what_came_after_it() {
    let rows = log(&[1, 1, 1]);
    let mut replica = fresh();
    replica.journaled(pulled(&rows, 0, Limits { rows: 2, ..Limits::default() }), 100);
    let meta = replica.checkpoint().meta;
    replica.journaled(pulled(&rows, 2, Limits::default()), 100);
    replica.checkpointed(meta);
    assert_eq!(replica.journal, rows[2..]);
    assert_eq!((replica.meta.checkpoint, replica.cursor), (2, 3));
}

#[test]
fn a_page_ahead_of_the_checkpoint_takes_only_later_rows() {
    let made =
        |seq, kind| Row { seq, epoch: 1, dev: TABLET, by: anna(), eff: Hlc::at(NOW), status: Status::Ok, op: op(seq, root(1), kind) };
    let rows = vec![made(1, new_guest(&[])), made(2, note(5, "first")), made(3, note(6, "second"))];
    let mut replica = fresh();
    replica.journaled(pulled(&rows, 0, Limits::default()), 100);
    let (mut all, mut late) = (RootState::default(), RootState::default());
    replica.journal_root(root(1), 0, &mut all);
    innkeeper_sync::client::fold_rows(rows[..2].iter(), &mut late);
    replica.journal_root(root(1), 2, &mut late);
    assert_eq!(all, late);
    let mut other = RootState::default();
    replica.journal_root(RootId(id(9)), 0, &mut other);
    assert_eq!(other, RootState::default());
}

#[test]
fn the_clock_goes_on_after_the_last_stored_op() {
    let mut replica = fresh();
    let stored = save(&mut replica, 1, anna(), vec![Kind::Noop {}]);
    let mut reloaded = Replica::load(enrolled(), Vec::new(), stored.clone());
    let later = reloaded.compose(vec![Draft::of(root(1), Kind::Noop {})], anna(), id(2), NOW - 86_400_000);
    assert!(later[0].op.hlc > stored[&1].op.hlc);
}

/// A replica that holds a guest of the house, pulled under a seal, and whose pages have it too.
fn with_kept(durable: u64) -> (Replica, Turn) {
    let mut replica = fresh();
    let pulled = Pulled { durable, ..pulled(&log(&[1, 2]), 0, Limits::default()) };
    replica.heard(&pulled, NOW);
    replica.journaled(pulled, 100);
    let turn = replica.checkpoint();
    replica.checkpointed(turn.meta.clone());
    (replica, turn)
}

#[test]
fn what_leaves_the_journal_is_kept_until_it_is_durable() {
    let (mut replica, turn) = with_kept(1);
    let (key, value) = turn.keep.expect("two of three rows are not durable");
    let requests = replica.hand_back(&value).expect("what was encoded decodes");
    assert_eq!(requests.iter().flat_map(|r| &r.groups).flat_map(|g| &g.rows).map(|row| row.seq).collect::<Vec<_>>(), [2, 3]);
    assert!(requests.iter().flat_map(|r| &r.groups).all(|group| group.is_sealed_by(b"key")));
    assert_eq!((replica.due(), replica.checkpoint().forget), (None, vec![]));
    assert!(!replica.checkpoint_due());
    replica.heard(&empty(&replica, 0, 3), NOW);
    assert!(replica.checkpoint_due());
    assert_eq!(replica.checkpoint().forget, [key]);
}

#[test]
fn what_need_not_be_kept_any_more_waits_for_rows_that_would_be_kept_instead() {
    let (mut replica, _) = with_kept(0);
    let mut answer = pulled(&log(&[1, 2, 1]), 3, Limits::default());
    answer.durable = 3;
    replica.journaled(answer, 100);
    assert!(!replica.checkpoint_due());
    replica.heard(&empty(&replica, 0, 4), NOW);
    assert!(replica.checkpoint_due());
}

#[test]
fn what_is_durable_is_not_kept() {
    let (_, turn) = with_kept(3);
    assert_eq!((turn.keep, turn.meta.kept), (None, vec![]));
}

#[test]
fn nothing_is_pushed_after_another_log_before_it_was_handed_back() {
    let (mut replica, _) = with_kept(0);
    save(&mut replica, 1, anna(), vec![new_guest(&[])]);
    let meta = replica.from_snapshot(&manifest(1, 0, vec![]), BTreeSet::new(), NOW).meta;
    replica.restarted(meta);
    let due = replica.due().expect("the log may have lost it");
    assert!(replica.next_push(NOW, &key).is_none());
    let answer = HandedBack { epoch: 2, head: 3, chain: Chain(3), taken: 2, erased: vec![] };
    assert_eq!(replica.handed(due, &HandedBack { epoch: 1, ..answer.clone() }), None);
    replica.meta = replica.handed(due, &answer).expect("it is due");
    assert_eq!(replica.due(), None);
    assert_eq!(numbers(replica.next_push(NOW, &key)), [1]);
}

#[test]
fn a_log_that_has_lost_again_what_was_handed_back_is_noticed_when_its_row_is_pulled() {
    let (mut replica, _) = with_kept(0);
    let rows = log(&[1, 2, 1]);
    replica.meta.kept[0].due = true;
    let due = |chain| {
        let mut replica = replica.clone();
        let answer = HandedBack { epoch: 1, head: 4, chain, taken: 0, erased: vec![] };
        replica.meta = replica.handed(1, &answer).expect("it is due");
        replica.journaled(pulled(&rows, 3, Limits::default()), 100);
        replica.due()
    };
    assert_eq!((due(crate::pull::chain(&rows)), due(Chain(9))), (None, Some(1)));
}

#[test]
fn what_is_written_to_a_file_is_blanked_when_the_file_is_erased() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[("surname", text("Li"))])]);
    let mut answer = pulled(&log(&[1]), 0, Limits::default());
    answer.rows[0].op.kind = Kind::Erase {};
    replica.journaled(answer, 100);
    assert!(replica.checkpoint_due());
    let turn = replica.checkpoint();
    assert_eq!((turn.blank.as_slice(), turn.gone, turn.keep), ([1].as_slice(), BTreeSet::from([root(1)]), None));
    replica.blanked(&turn.blank);
    assert_eq!(replica.outbox[&1].op.kind, Kind::Noop {});
}

#[test]
fn kept_groups_that_touch_an_erased_file_go_whole() {
    let (_, turn) = with_kept(0);
    let (_, value) = turn.keep.expect("nothing is durable");
    assert_eq!(without(&value, &BTreeSet::from([root(2)])).expect("it decodes"), None);
    assert_eq!(without(&value, &BTreeSet::from([root(1)])).expect("it decodes"), Some(b"[]".to_vec()));
}

#[test]
fn a_group_leaves_the_outbox_whole() {
    let mut replica = fresh();
    save(&mut replica, 1, anna(), vec![new_guest(&[]), note(1, "a quiet room")]);
    let mut answer = brings(&replica, &[1, 2], &Status::Ok);
    answer.rows[0].status = Status::Void;
    replica.journaled(Pulled { durable: 2, ..answer }, 100);
    assert_eq!(replica.spent(), Vec::<u64>::new());
}
