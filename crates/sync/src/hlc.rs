//! Hybrid logical clock (Kulkarni et al., 2014): 48 bits of milliseconds since 1970 and a 16-bit counter in one integer.

use serde::{Deserialize, Serialize};

/// A reading: `ms << 16 | counter`. Orders like time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hlc(pub u64);

impl Hlc {
    /// A reading of `ms` milliseconds since 1970 (negative times count as 0) with a counter of 0.
    #[must_use]
    pub fn at(ms: i64) -> Self {
        Self(clamp(ms) << 16)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn ms(self) -> i64 {
        (self.0 >> 16).cast_signed()
    }

    /// The same counter, `delta` milliseconds later (or earlier). What would lie outside 48 bits is the first or the last reading there is, so that
    /// a later reading never becomes an earlier one.
    #[must_use]
    pub fn shifted(self, delta: i64) -> Self {
        match self.ms().saturating_add(delta) {
            ..0 => Self(0),
            ms @ 0..=MS_MAX => Self((ms.cast_unsigned() << 16) | (self.0 & 0xffff)),
            _ => Self(u64::MAX),
        }
    }

    /// This reading, or the end of millisecond `ms` if it lies after that. All that is cut is equal then, and the op's number decides.
    #[must_use]
    pub fn at_most(self, ms: i64) -> Self {
        self.min(Self((clamp(ms) << 16) | 0xffff))
    }
}

const MS_MAX: i64 = (1 << 48) - 1;

fn clamp(ms: i64) -> u64 {
    ms.clamp(0, MS_MAX).cast_unsigned()
}

/// A device's clock: never goes back, whatever the wall clock does. Kept in `meta`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The last reading given out.
    pub last: Hlc,
    /// Server time minus wall clock, in milliseconds, from the last answer of the server.
    pub offset_ms: i64,
}

impl Clock {
    /// The next reading: later than every one before it.
    #[must_use]
    pub fn next(&mut self, wall_ms: i64) -> Hlc {
        let now = Hlc::at(wall_ms.saturating_add(self.offset_ms));
        self.last = if now > self.last { now } else { Hlc(self.last.0 + 1) };
        self.last
    }

    /// The wall clock corrected by the known offset, in milliseconds.
    #[must_use]
    pub fn corrected(&self, wall_ms: i64) -> i64 {
        wall_ms.saturating_add(self.offset_ms)
    }

    /// Learns the server's time from an answer.
    pub fn observe(&mut self, server_now: i64, wall_ms: i64) {
        self.offset_ms = server_now.saturating_sub(wall_ms);
    }
}

/// Over this offset people are told that the tablet's clock is wrong (milliseconds).
pub const OFFSET_WARNING_MS: i64 = 5 * 60 * 1000;

/// The effective time of an op: `min(server_now, hlc + residual)` with `residual = server_now - now`, `now` being the client's corrected clock
/// at the moment of the push. Skew is never a reason to refuse.
#[must_use]
pub fn effective(hlc: Hlc, client_now: i64, server_now: i64) -> Hlc {
    hlc.shifted(server_now.saturating_sub(client_now)).at_most(server_now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_grow_when_the_wall_clock_falls_back_a_day() {
        let mut clock = Clock::default();
        let first = clock.next(200_000_000);
        let second = clock.next(200_000_000 - 86_400_000);
        assert!(second > first);
    }

    #[test]
    fn a_fast_clock_cannot_write_into_the_future() {
        let eff = effective(Hlc::at(1_000_000), 500_000, 600_000);
        assert_eq!(eff.ms(), 600_000);
    }

    #[test]
    fn a_measured_residual_moves_the_op_to_server_time() {
        let eff = effective(Hlc::at(1_000), 2_000, 5_000);
        assert_eq!(eff.ms(), 4_000);
    }

    #[test]
    fn order_of_one_device_survives_the_clamp() {
        let a = effective(Hlc(5_000 << 16 | 7), 1, 10);
        let b = effective(Hlc(6_000 << 16), 1, 10);
        assert!(a <= b, "an equal time leaves the word to the number");
    }
}
