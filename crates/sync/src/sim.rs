//! Seeded simulator of the whole protocol: several devices with stores that fail, a network that loses and repeats, a server that dies and is
//! restored, a house that writes while all that goes on. It runs the code that ships; only time, chance and storage are made up.
//!
//! A seed gives the same run for ever. The rules checked are invariants 1 to 5 and 10 of `docs/sync.md`, at every event or at the end, when the faults
//! have stopped. A [`Bug`] puts a wrong rule in the place of a right one, to show that the checks notice.

mod bug;
mod disk;
mod drain;
mod faults;
mod network;
mod people;
pub(crate) mod rng;
mod server;
mod tab;
mod truth;
mod world;

pub use bug::Bug;
use world::World;

/// Events with faults in one run.
const EVENTS: usize = 300;

/// What happened in a run, or in many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Ops that people were told are saved.
    pub ops: u64,
    /// Ops of the house.
    pub rows: u64,
    /// Store transactions.
    pub commits: u64,
    /// Tabs that died.
    pub crashes: u64,
    /// Times a replica was loaded from its store.
    pub loads: u64,
    /// Snapshots taken.
    pub snapshots: u64,
    /// Clock jumps of a day.
    pub jumps: u64,
    /// Server deaths between commit and answer.
    pub server_crashes: u64,
    /// Restores with a new generation.
    pub restores: u64,
    /// Database files copied back by hand.
    pub copies: u64,
    /// Storages thrown away.
    pub evictions: u64,
    /// Files erased.
    pub erasures: u64,
}

impl Stats {
    fn add(&mut self, other: Self) {
        let Self { ops, rows, commits, crashes, loads, snapshots, jumps, server_crashes, restores, copies, evictions, erasures } = other;
        self.ops += ops;
        self.rows += rows;
        self.commits += commits;
        self.crashes += crashes;
        self.loads += loads;
        self.snapshots += snapshots;
        self.jumps += jumps;
        self.server_crashes += server_crashes;
        self.restores += restores;
        self.copies += copies;
        self.evictions += evictions;
        self.erasures += erasures;
    }
}

/// A rule that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The rule.
    pub rule: &'static str,
    /// What was found instead.
    pub found: String,
}

impl Wrong {
    fn new(rule: &'static str, found: String) -> Self {
        Self { rule, found }
    }
}

/// Runs one seed.
///
/// # Errors
/// The first rule that did not hold.
pub fn run(seed: u64, bug: Option<Bug>) -> Result<Stats, Wrong> {
    play(seed, bug, false).0
}

/// The same run, event by event, with what was wrong at the end.
#[must_use]
pub fn script(seed: u64, bug: Option<Bug>) -> String {
    let (result, mut lines) = play(seed, bug, true);
    lines.push(match result {
        Ok(stats) => format!("seed {seed}: all rules hold, {stats:?}"),
        Err(Wrong { rule, found }) => format!("seed {seed}: does not hold: {rule}: {found}"),
    });
    lines.join("\n")
}

fn play(seed: u64, bug: Option<Bug>, trace: bool) -> (Result<Stats, Wrong>, Vec<String>) {
    let mut world = match World::new(seed, bug, trace) {
        Ok(world) => world,
        Err(wrong) => return (Err(wrong), Vec::new()),
    };
    let result = (0..EVENTS).try_for_each(|_| world.step()).and_then(|()| world.drain());
    (result.map(|()| world.stats), world.script.unwrap_or_default())
}

/// What many seeds came to.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// Seeds run.
    pub tried: u64,
    /// Seeds that broke a rule, with the rule.
    pub failed: Vec<(u64, Wrong)>,
    /// What happened in the others.
    pub stats: Stats,
}

/// Runs seeds in order, until `enough` of them have failed.
#[must_use]
pub fn sweep(seeds: core::ops::Range<u64>, bug: Option<Bug>, enough: usize) -> Sweep {
    let mut out = Sweep::default();
    for seed in seeds {
        out.tried += 1;
        match run(seed, bug) {
            Ok(stats) => out.stats.add(stats),
            Err(wrong) => out.failed.push((seed, wrong)),
        }
        if out.failed.len() >= enough {
            break;
        }
    }
    out
}
