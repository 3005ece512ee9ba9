//! The few forms of argument the tasks take.

use anyhow::{Context, Result, ensure};

/// What stands behind `cargo xtask`, taken piece by piece.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// The arguments this process was started with.
    pub fn of_process() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The next word, if there is one.
    pub fn word(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// All that is left.
    pub fn words(self) -> Vec<String> {
        self.0
    }

    /// Whether `name` was given; takes it.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|argument| argument == name);
        if let Some(position) = found {
            self.0.remove(position);
        }
        found.is_some()
    }

    /// The value of `--name VALUE` or `--name=VALUE`; takes both.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        if let Some(position) = self.0.iter().position(|argument| argument.starts_with(&joined)) {
            return Ok(Some(self.0.remove(position).split_off(joined.len())));
        }
        let Some(position) = self.0.iter().position(|argument| argument == name) else { return Ok(None) };
        self.0.remove(position);
        let value = (position < self.0.len()).then(|| self.0.remove(position));
        Ok(Some(value.with_context(|| format!("{name} needs a value"))?))
    }

    /// Refuses what nobody took.
    pub fn end(self) -> Result<()> {
        ensure!(self.0.is_empty(), "not understood: {}", self.0.join(" "));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Arguments {
        Arguments(text.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn a_value_is_taken_in_both_spellings() {
        for spelling in ["run --port 9000 --dev", "run --port=9000 --dev"] {
            let mut arguments = given(spelling);
            assert_eq!(arguments.word().as_deref(), Some("run"));
            assert_eq!(arguments.value("--port").expect("given").as_deref(), Some("9000"));
            assert!(arguments.flag("--dev"));
            arguments.end().expect("all taken");
        }
    }

    #[test]
    fn a_value_that_is_missing_is_refused() {
        assert!(given("--port").value("--port").is_err());
    }

    #[test]
    fn what_nobody_took_is_refused() {
        assert!(given("--prot 9000").end().is_err());
    }
}
