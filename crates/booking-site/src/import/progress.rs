//! How far an import is, on standard error: a line that is drawn again on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Five drawings a second.
const REDRAW: Duration = Duration::from_millis(200);

/// Away from a terminal, a line each so many drawings.
const PLAIN_EVERY: u32 = 25;

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Step {
    /// Unpacking, and looking up what earlier imports wrote.
    Opening = 0,
    /// Reading and checking every row.
    Reading = 1,
    /// Writing what was found.
    Writing = 2,
}

impl Step {
    const WORDS: [&str; 3] = ["looking up earlier imports", "reading", "writing"];
}

/// Counters that the working threads move and the drawing reads.
#[derive(Debug)]
pub struct Progress {
    step: AtomicU8,
    rows: AtomicU64,
    done: AtomicU64,
    total: AtomicU64,
    shown: bool,
}

impl Progress {
    /// Shown on standard error, or not at all.
    pub fn new(shown: bool) -> Arc<Self> {
        Arc::new(Self { step: AtomicU8::new(0), rows: AtomicU64::new(0), done: AtomicU64::new(0), total: AtomicU64::new(0), shown })
    }

    /// Begins a step of so many units (bytes or rows).
    pub fn begin(&self, step: Step, total: u64) {
        self.step.store(step as u8, Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// So many rows and units are done.
    pub fn reach(&self, rows: u64, done: u64) {
        self.rows.store(rows, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    /// Draws until it is aborted.
    pub async fn draw(self: Arc<Self>) {
        if !self.shown {
            return;
        }
        let terminal = std::io::stderr().is_terminal();
        let (mut step, mut since, mut round) = (u8::MAX, Instant::now(), 0_u32);
        let mut ticks = tokio::time::interval(REDRAW);
        loop {
            ticks.tick().await;
            let now = self.step.load(Ordering::Relaxed);
            if now != step {
                (step, since, round) = (now, Instant::now(), 0);
            }
            let line = self.line(since.elapsed());
            if terminal {
                // Standard error may be closed; that is no reason to stop.
                let _ = write!(std::io::stderr(), "\r\x1b[K{line}");
            } else if round > 0 && round.is_multiple_of(PLAIN_EVERY) {
                eprintln!("{line}");
            }
            round += 1;
        }
    }

    /// Leaves a clean line behind.
    pub fn clear(&self) {
        if self.shown && std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    fn line(&self, since: Duration) -> String {
        let word = Step::WORDS[usize::from(self.step.load(Ordering::Relaxed))];
        let (rows, done, total) =
            (self.rows.load(Ordering::Relaxed), self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        let ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX).max(1);
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(0);
        let rate = rows.saturating_mul(1000) / ms;
        let left = match done {
            0 => String::new(),
            done => format!(", {} s left", total.saturating_sub(done).saturating_mul(ms) / done / 1000),
        };
        format!("{word} {percent:3} %, {rows} rows, {rate} rows/s{left}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_share_rate_and_time_left() {
        let progress = Progress::new(false);
        progress.begin(Step::Writing, 1000);
        progress.reach(250, 250);
        assert_eq!(progress.line(Duration::from_secs(2)), "writing  25 %, 250 rows, 125 rows/s, 6 s left");
    }

    #[test]
    fn the_first_line_has_no_time_left() {
        let progress = Progress::new(false);
        progress.begin(Step::Reading, 0);
        assert_eq!(progress.line(Duration::ZERO), "reading   0 %, 0 rows, 0 rows/s");
    }
}
