//! Seeded simulator of the whole protocol: several devices with stores that fail, a network that loses and repeats, a server that dies and is
//! restored, a house that writes while all that goes on. It runs the code that ships; only time, chance and storage are made up.
//!
//! A seed gives the same run for ever. The rules checked are those of `docs/sync.md`, at every event or at the end, when the faults
//! have stopped. A [`Bug`] puts a wrong rule in the place of a right one, to show that the checks notice. Each event draws its own chance, so that a run
//! that fails can be played with fewer and fewer of its events ([`shrink`]) until a short script is left.

mod bug;
mod disk;
mod drain;
mod faults;
mod network;
mod people;
mod points;
pub(crate) mod rng;
mod server;
mod tab;
mod truth;
mod world;

pub use bug::Bug;
use serde::{Deserialize, Serialize};
use world::World;

/// Events with faults in one run.
const EVENTS: u32 = 300;

/// What happened in a run, or in many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Files put into a space or taken out.
    #[serde(default)]
    pub placings: u64,
    /// Lines that people wrote in the loyalty ledger.
    #[serde(default)]
    pub points: u64,
    /// Allowances granted.
    #[serde(default)]
    pub allowances: u64,
    /// Lines in the logs at the end that nothing covers.
    #[serde(default)]
    pub uncovered: u64,
}

impl Stats {
    /// Adds what happened elsewhere.
    pub fn add(&mut self, other: Self) {
        let Self { ops, rows, commits, crashes, loads, snapshots, jumps, server_crashes, restores, copies, .. } = other;
        let Self { evictions, erasures, placings, points, allowances, uncovered, .. } = other;
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
        self.placings += placings;
        self.points += points;
        self.allowances += allowances;
        self.uncovered += uncovered;
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
    play(seed, bug, 0..EVENTS, false).0
}

/// Runs only these events of a seed, ascending.
///
/// # Errors
/// The first rule that did not hold.
pub fn replay(seed: u64, bug: Option<Bug>, events: &[u32]) -> Result<Stats, Wrong> {
    play(seed, bug, events.iter().copied(), false).0
}

/// A run, whole or of these events only, told event by event, with what was wrong at the end.
#[must_use]
pub fn script(seed: u64, bug: Option<Bug>, events: Option<&[u32]>) -> String {
    let all: Vec<u32> = (0..EVENTS).collect();
    let (result, mut lines) = play(seed, bug, events.unwrap_or(&all).iter().copied(), true);
    lines.push(match result {
        Ok(stats) => format!("seed {seed}: all rules hold, {stats:?}"),
        Err(Wrong { rule, found }) => format!("seed {seed}: does not hold: {rule}: {found}"),
    });
    lines.join("\n")
}

fn play(seed: u64, bug: Option<Bug>, mut events: impl Iterator<Item = u32>, trace: bool) -> (Result<Stats, Wrong>, Vec<String>) {
    let mut world = match World::new(seed, bug, trace) {
        Ok(world) => world,
        Err(wrong) => return (Err(wrong), Vec::new()),
    };
    let result = events.try_for_each(|event| world.step(event)).and_then(|()| world.drain(EVENTS));
    (result.map(|()| world.stats), world.script.unwrap_or_default())
}

/// The events of a failing run that it takes to break the same rule, as few as leaving out one after the other leaves: delta debugging (Zeller and
/// Hildebrandt, 2002). `None` when the seed breaks no rule.
#[must_use]
pub fn shrink(seed: u64, bug: Option<Bug>) -> Option<(Vec<u32>, Wrong)> {
    let mut wrong = run(seed, bug).err()?;
    let mut events: Vec<u32> = (0..EVENTS).collect();
    let mut size = events.len().div_ceil(2);
    loop {
        let mut at = 0;
        while at < events.len() {
            let mut fewer = events.clone();
            fewer.drain(at..(at + size).min(events.len()));
            match replay(seed, bug, &fewer) {
                Err(same) if same.rule == wrong.rule => (events, wrong) = (fewer, same),
                _ => at += size,
            }
        }
        if size == 1 {
            return Some((events, wrong));
        }
        size = size.div_ceil(2);
    }
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
