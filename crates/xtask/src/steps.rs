//! Steps with their times, and the table of them at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How a step ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

struct Row {
    name: String,
    took: Duration,
    outcome: Outcome,
}

/// The steps of one task, in the order they ran.
#[derive(Default)]
pub struct Steps(Vec<Row>);

impl Steps {
    /// Runs a step that may find something wrong: `Ok(false)` and `Err` both fail it, and the next step is the caller's choice.
    pub fn check(&mut self, name: &str, step: impl FnOnce() -> Result<bool>) -> bool {
        println!("\n── {name}");
        let start = Instant::now();
        let passed = step().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            false
        });
        let took = start.elapsed();
        println!("── {name}: {} in {}", if passed { "passed" } else { "failed" }, seconds(took));
        let outcome = if passed { Outcome::Passed } else { Outcome::Failed };
        self.0.push(Row { name: name.to_owned(), took, outcome });
        passed
    }

    /// Runs a step that the next ones cannot do without.
    pub fn need<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let done = step()?;
        self.0.push(Row { name: name.to_owned(), took: start.elapsed(), outcome: Outcome::Passed });
        Ok(done)
    }

    /// Notes a step that could not run because an earlier one failed.
    pub fn skip(&mut self, name: &str) {
        self.0.push(Row { name: name.to_owned(), took: Duration::ZERO, outcome: Outcome::Skipped });
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("\n{:<20} {:>8}", "step", "time");
        for row in &self.0 {
            let outcome = match row.outcome {
                Outcome::Passed => "",
                Outcome::Failed => "  FAILED",
                Outcome::Skipped => "  not run",
            };
            println!("{:<20} {:>8}{outcome}", row.name, seconds(row.took));
        }
        let total = self.0.iter().map(|row| row.took).sum();
        println!("{:<20} {:>8}", "total", seconds(total));
    }

    /// How many steps failed or could not run.
    pub fn failed(&self) -> usize {
        self.0.iter().filter(|row| row.outcome != Outcome::Passed).count()
    }
}

/// A time as "12.3 s".
pub fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}
