//! Runs the simulator: `soak [FIRST [COUNT]] [--bug NAME]`, or `soak --script SEED [--bug NAME]` for one run event by event.

use std::time::Instant;

use innkeeper_sync::sim::{Bug, script, sweep};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
    let bug = after("--bug").map(|name| Bug::from_name(name).expect("the name of a bug, as in docs/sync.md"));
    if let Some(seed) = after("--script") {
        println!("{}", script(seed.parse().expect("a seed is a number"), bug));
        return;
    }
    let numbers: Vec<u64> = args.iter().map_while(|arg| arg.parse().ok()).collect();
    let first = numbers.first().copied().unwrap_or(0);
    let count = numbers.get(1).copied().unwrap_or(2_000);
    let start = Instant::now();
    let out = sweep(first..first + count, bug, usize::MAX);
    println!("{} of {} seeds failed in {:?}; {:?}", out.failed.len(), out.tried, start.elapsed(), out.stats);
    for (seed, wrong) in out.failed.iter().take(20) {
        println!("seed {seed}: {}: {}", wrong.rule, wrong.found);
    }
    if bug.is_none() && !out.failed.is_empty() {
        std::process::exit(1);
    }
}
