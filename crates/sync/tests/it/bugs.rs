//! Each wrong rule that the harness can put in is caught, and by a rule that has to do with it.

use innkeeper_sync::sim::{Bug, sweep};

/// The bug is caught within so many seeds, first by one of these rules.
fn is_caught(bug: Bug, within: u64, by: &[&str]) {
    let out = sweep(0..within, Some(bug), 1);
    let Some((seed, wrong)) = out.failed.first() else {
        panic!("{} was not caught in {} seeds", bug.name(), out.tried);
    };
    println!("{}: seed {seed}, {} tried: {}: {}", bug.name(), out.tried, wrong.rule, wrong.found);
    assert!(by.contains(&wrong.rule), "{} was caught by another rule: {}: {}", bug.name(), wrong.rule, wrong.found);
}

const READ: &str = "people read what they wrote";
const ONCE: &str = "every saved change is in the log once";
const DRAINS: &str = "with the faults stopped all outboxes drain";
const BASE: &str = "the base is what the log adds up to";
const CURSOR: &str = "the cursor is at a row of a log";
const PART: &str = "nobody sees part of an action";
const DENSE: &str = "numbers are dense";
const REST: &str = "at rest every base is the server's state as its reader may see it";
const STATE: &str = "the server's state is what its log adds up to";
const BACK: &str = "what a restored log lost and a device had comes back";
const ASIDE: &str = "people are told what was kept aside";
const CLEAN: &str = "nothing is left of an erased file";
const HIDDEN: &str = "nobody holds a file that is out of sight";
const ADDS_UP: &str = "the ledger adds up";
const ALLOWED: &str = "nobody redeems more than was allowed";
const ONE_OP: &str = "a number stands for one op";

#[test]
fn an_ack_that_empties_the_outbox_is_caught() {
    is_caught(Bug::AckDeletes, 20, &[READ, PART]);
}

#[test]
fn a_generation_nobody_compares_is_caught() {
    is_caught(Bug::NoEpochCheck, 100, &[DRAINS, ONCE]);
}

#[test]
fn an_outbox_that_is_not_kept_until_durable_is_caught() {
    is_caught(Bug::DropsBeforeDurable, 200, &[READ, ONCE, DRAINS]);
}

#[test]
fn a_cursor_stored_before_its_pages_is_caught() {
    is_caught(Bug::CursorBeforeData, 200, &[BASE]);
}

#[test]
fn a_number_taken_before_the_commit_is_caught() {
    is_caught(Bug::NumberBeforeCommit, 100, &[READ, PART, ONCE, ONE_OP]);
}

#[test]
fn a_number_taken_twice_by_the_server_is_caught() {
    is_caught(Bug::NoIdempotency, 20, &[DENSE]);
}

#[test]
fn a_refusal_for_a_wrong_clock_is_caught() {
    is_caught(Bug::RejectsSkew, 100, &[DRAINS]);
}

#[test]
fn a_chain_nobody_compares_is_caught() {
    is_caught(Bug::NoChainCheck, 200, &[CURSOR, DRAINS, BASE, PART, READ]);
}

#[test]
fn an_answer_cut_inside_a_group_is_caught() {
    is_caught(Bug::GroupCut, 20, &[PART]);
}

#[test]
fn a_redaction_that_drops_stamps_is_caught() {
    is_caught(Bug::RedactionDropsStamps, 50, &[BASE, REST]);
}

#[test]
fn a_number_given_again_after_a_restore_is_caught() {
    is_caught(Bug::NumberReuse, 50, &[ONE_OP]);
}

#[test]
fn a_log_that_nobody_completes_after_a_restore_is_caught() {
    is_caught(Bug::NoHandBack, 200, &[BACK, ASIDE]);
}

#[test]
fn an_erasure_forgotten_by_a_restore_is_caught() {
    is_caught(Bug::ErasuresForgotten, 200, &[CLEAN, ONCE]);
}

#[test]
fn a_late_change_that_revives_an_erased_file_is_caught() {
    is_caught(Bug::ErasedRevives, 50, &[CLEAN, ONCE, STATE, BASE, REST]);
}

#[test]
fn what_is_kept_of_an_erased_file_is_caught() {
    is_caught(Bug::ErasedKept, 200, &[CLEAN, HIDDEN]);
}

#[test]
fn a_checkpoint_of_a_leader_that_was_replaced_is_caught() {
    is_caught(Bug::UnfencedCheckpoint, 1_000, &[BASE, READ, PART, CURSOR]);
}

#[test]
fn a_device_that_keeps_what_went_out_of_sight_is_caught() {
    is_caught(Bug::EvictForgotten, 50, &[BASE, HIDDEN, REST]);
}

#[test]
fn a_part_of_a_file_that_comes_in_sight_is_caught() {
    is_caught(Bug::FullRootPartial, 50, &[BASE, REST]);
}

#[test]
fn a_redemption_that_nothing_covers_is_caught() {
    is_caught(Bug::RedeemsUncovered, 20, &[ADDS_UP, ALLOWED]);
}
