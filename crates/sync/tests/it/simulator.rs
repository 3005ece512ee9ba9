//! Two thousand and more seeds of the simulator, in parts that run side by side.

use innkeeper_sync::sim::{Bug, replay, script, shrink, sweep};

/// Runs seeds; the first that breaks a rule is told event by event.
fn holds(seeds: core::ops::Range<u64>) {
    let out = sweep(seeds, None, 1);
    if let Some((seed, wrong)) = out.failed.first() {
        panic!("{}\nseed {seed}: {}: {}", script(*seed, None, None), wrong.rule, wrong.found);
    }
    let stats = out.stats;
    let happened = [
        stats.ops,
        stats.rows,
        stats.crashes,
        stats.snapshots,
        stats.jumps,
        stats.server_crashes,
        stats.restores,
        stats.copies,
        stats.evictions,
        stats.erasures,
        stats.placings,
        stats.points,
        stats.allowances,
        stats.uncovered,
    ];
    assert!(happened.iter().all(|times| *times > 0), "something never happened: {stats:?}");
    println!("{} seeds: {stats:?}", out.tried);
}

macro_rules! parts {
    ($($name:ident: $from:literal..$to:literal,)*) => {$(
        #[test]
        fn $name() {
            holds($from..$to);
        }
    )*};
}

parts! {
    all_rules_hold_in_seeds_0_to_255: 0..256,
    all_rules_hold_in_seeds_256_to_511: 256..512,
    all_rules_hold_in_seeds_512_to_767: 512..768,
    all_rules_hold_in_seeds_768_to_1023: 768..1024,
    all_rules_hold_in_seeds_1024_to_1279: 1024..1280,
    all_rules_hold_in_seeds_1280_to_1535: 1280..1536,
    all_rules_hold_in_seeds_1536_to_1791: 1536..1792,
    all_rules_hold_in_seeds_1792_to_2047: 1792..2048,
}

#[test]
fn a_seed_gives_the_same_run_again() {
    assert_eq!(script(77, None, None), script(77, None, None));
}

#[test]
fn a_run_that_fails_is_told_in_few_events() {
    let bug = Some(Bug::NoIdempotency);
    let seed = sweep(0..200, bug, 1).failed[0].0;
    let (events, wrong) = shrink(seed, bug).expect("it fails");
    assert_eq!(replay(seed, bug, &events), Err(wrong));
    assert!(events.len() < 20, "{events:?}");
    assert!(replay(seed, None, &events).is_ok(), "the events break no right rule");
}

/// A commit of an answer came through after the database had been copied back, and its own later answer was passed over at the next load.
#[test]
fn an_answer_whose_commit_stalled_hides_nothing_a_person_wrote() {
    let events = [
        1, 31, 32, 33, 34, 35, 36, 37, 38, 39, 46, 48, 49, 56, 58, 60, 61, 63, 66, 68, 70, 73, 75, 77, 78, 79, 80, 82, 84, 85, 86, 88, 92,
        94, 95, 97, 98, 102, 105, 106, 108, 110, 113, 115, 120, 123, 124, 125, 126, 129, 135, 150, 171, 172, 194, 195,
    ];
    assert!(replay(5694, None, &events).is_ok());
}
