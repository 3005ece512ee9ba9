//! `cargo xtask tidy`: the rules of docs/style.md that no compiler knows.
//!
//! Each rule has a short name, which stands in the message and, with its reason, in docs/style.md.

mod dependencies;
mod lines;
mod view;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::command;

/// The names of all rules, as docs/style.md has them.
const RULES: [&str; 13] = [
    "dependency-direction",
    "browser-only-where-it-runs",
    "pure-crates",
    "no-floats-in-values",
    "no-injected-markup",
    "texts-come-from-the-catalogue",
    "module-says-what-it-is-for",
    "six-hundred-lines",
    "no-mod-rs",
    "no-loose-ends",
    "clean-lines",
    "no-place-of-one-machine",
    "documented-rules",
];

/// A file of the project that holds text.
pub struct Source {
    /// Relative to the checkout, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }

    fn below(&self, directory: &str) -> bool {
        self.path.starts_with(directory)
    }
}

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    rule: &'static str,
    path: String,
    /// Counted from one; 0 where the file as a whole is meant.
    line: usize,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, path, line, what } = self;
        match line {
            0 => write!(f, "{path}: {what} ({rule})"),
            line => write!(f, "{path}:{line}: {what} ({rule})"),
        }
    }
}

/// Prints every breach; `false` when there is one.
pub fn tidy(root: &Path) -> Result<bool> {
    let sources = sources(root)?;
    let mut problems = dependencies::check(root)?;
    for source in &sources {
        lines::check(source, &mut problems);
        if source.is("rs") && source.below("src/") {
            view::check(source, &mut problems);
        }
    }
    let style = fs::read_to_string(root.join("docs/style.md")).context("docs/style.md")?;
    for rule in RULES.iter().filter(|rule| !style.contains(&format!("`{rule}`"))) {
        let what = format!("`{rule}` has no reason here");
        problems.push(Problem { rule: "documented-rules", path: "docs/style.md".to_owned(), line: 0, what });
    }
    for problem in &problems {
        println!("{problem}");
    }
    println!("tidy: {} rules, {} files, {} problems", RULES.len(), sources.len(), problems.len());
    Ok(problems.is_empty())
}

/// All files that git knows or would take, if they hold text.
fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root);
    let listed = command::read(&mut git)?;
    let mut sources = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        let file: PathBuf = root.join(path);
        // A file may be deleted and not yet committed; what is not UTF-8 is a picture or a corpus.
        if let Some(text) = fs::read(&file).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}

#[cfg(test)]
mod tests;
