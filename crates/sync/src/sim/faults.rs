//! What goes wrong in a run, and how often. Each seed draws its own mix, so that rare faults also meet alone.

use super::rng::Rng;

/// Rates, per thousand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Faults {
    /// A letter is lost.
    pub drop: u64,
    /// A letter arrives twice.
    pub twice: u64,
    /// Any letter may be next, not only the oldest.
    pub shuffle: u64,
    /// The browser dies at a commit, before or after it.
    pub crash_store: u64,
    /// The watchdog fires at a commit, which may come through later.
    pub stall: u64,
    /// A tab dies at any moment.
    pub crash_tab: u64,
    /// The browser throws the storage away.
    pub evict: u64,
    /// A wall clock jumps by a day.
    pub jump: u64,
    /// The server dies between a commit and its answer.
    pub crash_server: u64,
    /// The server is restored from its last backup, with a new generation.
    pub restore: u64,
    /// The database file is copied back by hand: a shorter log of the same generation.
    pub copy_back: u64,
    /// Of those two: the backup is older than the last.
    pub older: u64,
    /// A file is erased.
    pub erase: u64,
    /// News between tabs is lost.
    pub deaf: u64,
    /// A file is put into a space or taken out.
    pub place: u64,
}

impl Faults {
    pub(super) fn draw(rng: &mut Rng) -> Self {
        let mut rate = |most: u64| if rng.chance(600) { 1 + rng.below(most) } else { 0 };
        Self {
            drop: rate(200),
            twice: rate(200),
            shuffle: rate(1000),
            crash_store: rate(80),
            stall: rate(80),
            crash_tab: rate(25),
            evict: rate(5),
            jump: rate(20),
            crash_server: rate(60),
            restore: rate(14),
            copy_back: rate(14),
            older: rate(400),
            erase: rate(30),
            deaf: rate(500),
            place: 0,
        }
    }
}
