//! How many tests passed and failed, read from what each runner says.

use anyhow::{Context, Result};

/// Tests that passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
}

impl Count {
    /// Adds another runner's.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// From nextest's line "Summary [   1.2s] 7 tests run: 5 passed (1 slow), 1 failed, 1 timed out, 2 skipped".
    pub fn of_nextest(said: &str) -> Option<Self> {
        let line = said.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let (_, counts) = line.split_once(": ")?;
        let mut count = Self::default();
        // What stands in brackets says how, not how many.
        for part in counts.split(',') {
            let mut words = part.split_whitespace();
            match (words.next().and_then(|number| number.parse::<usize>().ok()), words.next()) {
                (Some(number), Some("passed")) => count.passed += number,
                (Some(number), Some("failed" | "timed" | "exec")) => count.failed += number,
                _ => {}
            }
        }
        Some(count)
    }

    /// From libtest's lines "test result: ok. 3 passed; 0 failed; …", one for each crate.
    pub fn of_libtest(said: &str) -> Self {
        let mut count = Self::default();
        for line in said.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
            for part in line.split([';', '.']) {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => count.passed += number.parse().unwrap_or(0),
                    Some((number, "failed")) => count.failed += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
        count
    }

    /// From Playwright's JSON report. A test that passed only when repeated counts as failed.
    pub fn of_playwright(report: &str) -> Result<Self> {
        let report: serde_json::Value = serde_json::from_str(report).context("playwright's report")?;
        let number = |name: &str| {
            let number = report["stats"][name].as_u64().with_context(|| format!("the report has no stats.{name}"))?;
            Ok::<_, anyhow::Error>(usize::try_from(number)?)
        };
        Ok(Self { passed: number("expected")?, failed: number("unexpected")? + number("flaky")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_counts_what_failed_in_any_way() {
        let said = "    PASS [ 0.1s] x\n     Summary [   1.234s] 9 tests run: 5 passed (1 slow, 2 leaky), 3 failed, 1 timed out, 4 skipped\n        FAIL x\n";
        assert_eq!(Count::of_nextest(said), Some(Count { passed: 5, failed: 4 }));
    }

    #[test]
    fn nextest_without_a_summary_is_not_nought() {
        assert_eq!(Count::of_nextest("error: could not compile"), None);
    }

    #[test]
    fn rustdoc_counts_are_summed_over_crates() {
        let said = "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 1 passed; 3 failed; 0 ignored\n";
        assert_eq!(Count::of_libtest(said), Count { passed: 3, failed: 3 });
    }

    #[test]
    fn playwright_counts_a_flaky_test_as_failed() {
        let report = r#"{"stats":{"expected":7,"unexpected":1,"flaky":2,"skipped":0}}"#;
        assert_eq!(Count::of_playwright(report).expect("a report"), Count { passed: 7, failed: 3 });
        assert!(Count::of_playwright("{}").is_err());
    }
}
