//! Runs the simulator over many seeds: `soak --seeds N [--from N] [--budget MINUTES] [--result FILE --of BUILD] [--bug NAME]`. With a result file it goes
//! on where the last run of the same build stopped. `soak --script SEED [--bug NAME]` tells one run event by event, `--shrink SEED` the fewest events
//! of it that break the rule.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use innkeeper_sync::sim::{Bug, Stats, Wrong, script, shrink, sweep};
use serde::{Deserialize, Serialize};

/// Seeds run between two looks at the clock.
const CHUNK: u64 = 200;

/// What a build has been through so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Soaked {
    /// The build, as whoever runs this names it.
    of: String,
    /// First seed.
    from: u64,
    /// Seeds run, from the first without a gap.
    seeds: u64,
    /// Time of all processors together, milliseconds.
    busy_ms: u128,
    /// Seeds that broke a rule, with the rule.
    failed: Vec<(u64, String)>,
    /// What happened in the others.
    stats: Stats,
}

impl Soaked {
    fn take(&mut self, stats: Stats, failed: impl IntoIterator<Item = (u64, String)>) {
        self.stats.add(stats);
        self.failed.extend(failed);
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
    let number = |flag: &str| after(flag).map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{flag} is a whole number")));
    let bug = after("--bug").map(|name| Bug::from_name(name).expect("the name of a bug, as in docs/sync.md"));
    if let Some(seed) = number("--script") {
        println!("{}", script(seed, bug, None));
        return;
    }
    if let Some(seed) = number("--shrink") {
        match shrink(seed, bug) {
            Some((events, _)) => println!("{}\nevents {events:?}", script(seed, bug, Some(&events))),
            None => println!("seed {seed}: all rules hold"),
        }
        return;
    }
    let from = number("--from").unwrap_or(0);
    let fresh = Soaked { of: after("--of").cloned().unwrap_or_default(), from, ..Soaked::default() };
    let stored = after("--result").and_then(|file| serde_json::from_slice::<Soaked>(&fs::read(file).ok()?).ok());
    let mut soaked = stored.filter(|stored| stored.of == fresh.of && stored.from == from).unwrap_or(fresh);
    let end = number("--seeds").unwrap_or(2_000);
    let deadline = number("--budget").map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let start = Instant::now();
    let before = soaked.seeds;
    while soaked.seeds < end && deadline.is_none_or(|at| Instant::now() < at) {
        round(&mut soaked, end, bug);
        if let Some(file) = after("--result") {
            fs::write(file, serde_json::to_vec_pretty(&soaked).expect("plain data")).expect("the result file can be written");
        }
    }
    let rate = u128::from(soaked.seeds - before) * 1_000 / start.elapsed().as_millis().max(1);
    println!(
        "{} of {} seeds from {} on broke a rule; {rate} seeds a second now; {:?}",
        soaked.failed.len(),
        soaked.seeds,
        from,
        soaked.stats
    );
    for (seed, wrong) in soaked.failed.iter().take(20) {
        println!("seed {seed}: {wrong}");
    }
    if bug.is_none() && !soaked.failed.is_empty() {
        std::process::exit(1);
    }
}

/// One chunk for each processor.
fn round(soaked: &mut Soaked, end: u64, bug: Option<Bug>) {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let first = soaked.from + soaked.seeds;
    let last = soaked.from + end.min(soaked.seeds + threads * CHUNK);
    let next = AtomicU64::new(first);
    let found: Mutex<Soaked> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let start = Instant::now();
                let mut mine = Soaked::default();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= last {
                        break;
                    }
                    let out = sweep(seed..seed + 1, bug, 1);
                    let failed = out.failed.into_iter().map(|(seed, Wrong { rule, found })| (seed, format!("{rule}: {found}")));
                    mine.take(out.stats, failed);
                }
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                found.busy_ms += start.elapsed().as_millis();
                found.take(mine.stats, mine.failed);
            });
        }
    });
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    soaked.busy_ms += found.busy_ms;
    soaked.take(found.stats, found.failed);
    soaked.failed.sort();
    soaked.seeds = last - soaked.from;
}
