//! Rules that a line, or a file as a whole, keeps or breaks.

use super::{Problem, Source};

const MOST_LINES: usize = 600;
/// A file may say why it is longer.
const STATED_REASON: &str = "Longer than 600 lines because";

/// Directories whose code is pure.
const PURE: [&str; 2] = ["crates/domain/src/", "crates/sync/src/"];

/// What pure code does not name: it would wait, read a clock, draw lots or touch the world.
const IMPURE: [&str; 11] = [
    "async fn",
    "async move",
    ".await",
    "std::time",
    "SystemTime",
    "Instant::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "now_v7",
];

/// Checks one file.
pub fn check(source: &Source, problems: &mut Vec<Problem>) {
    let mut report = |rule, line, what: &str| {
        problems.push(Problem { rule, path: source.path.clone(), line, what: what.to_owned() });
    };
    // Written by tools, or data in the shape its source has.
    let generated = source.path.ends_with("Cargo.lock")
        || source.path.ends_with("package-lock.json")
        || source.path.contains("/snapshots/")
        || source.path.ends_with(".aria.yml")
        || source.below("tests/fixtures/");
    let written = !generated && !source.path.contains("/fixtures/") && !source.path.contains("/corpus/");
    let code = ["rs", "js", "mjs", "ts", "css", "html"].iter().any(|extension| source.is(extension));

    if source.is("rs") && !source.text.starts_with("//!") {
        report("module-says-what-it-is-for", 1, "begins with no `//!` line");
    }
    if source.path.ends_with("/mod.rs") {
        report("no-mod-rs", 0, "a module is `name.rs` beside `name/`");
    }
    let lines = source.text.lines().count();
    if code && lines > MOST_LINES && !source.text.lines().take(20).any(|line| line.contains(STATED_REASON)) {
        report("six-hundred-lines", 0, &format!("{lines} lines, and it does not say why"));
    }
    if written && !source.text.is_empty() && !source.text.ends_with('\n') {
        report("clean-lines", lines, "the last line does not end");
    }

    let pure = PURE.iter().any(|directory| source.below(directory));
    let page = source.below("src/") || source.below("crates/widgets/") || source.path == "index.html";
    for (number, line) in (1..).zip(source.text.lines()) {
        if written && line.ends_with([' ', '\t']) {
            report("clean-lines", number, "white space at the end");
        }
        if let Some(place) = machine_place(line).filter(|_| written) {
            report("no-place-of-one-machine", number, &format!("`{place}` is a place of one machine"));
        }
        if code && written && loose_end(line) {
            report("no-loose-ends", number, "an issue is the place for what is left to do");
        }
        if source.is("rs") || page {
            let bare = line.split("//").next().unwrap_or(line);
            if pure {
                if let Some(found) = IMPURE.iter().find(|word| bare.contains(*word)) {
                    report("pure-crates", number, &format!("`{found}` in a pure crate: it is given as an argument"));
                }
                if has_word(bare, "f32") || has_word(bare, "f64") {
                    report("no-floats-in-values", number, "a float");
                }
            }
            if page && (bare.contains("inner_html") || bare.contains("innerHTML") || has_style_attribute(bare)) {
                report("no-injected-markup", number, "markup or style that the policy refuses");
            }
        }
    }
}

/// Whether `word` stands in `line` by itself.
fn has_word(line: &str, word: &str) -> bool {
    let part = |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric() || character == '_');
    line.match_indices(word).any(|(at, _)| !part(line[..at].chars().next_back()) && !part(line[at + word.len()..].chars().next()))
}

/// ` style=` as an attribute is written; `style:width=x` and `style=("width", x)` set a property through the DOM, which the policy allows.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=")
        .any(|(at, _)| line[..at].chars().next_back().is_none_or(char::is_whitespace) && line[at + 6..].starts_with(['"', '{', '\'', 'm']))
}

fn loose_end(line: &str) -> bool {
    // Put together here so that this file does not break its own rule.
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")].iter().any(|mark| line.contains(mark))
}

/// A directory or host that exists for one person only.
fn machine_place(line: &str) -> Option<&'static str> {
    const PLACES: [&str; 5] =
        [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("\"resolved\": \"", "http")];
    PLACES.into_iter().find(|place| {
        line.match_indices(place).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            // Further down in a path it is a directory of the project.
            !before.is_some_and(|character| character.is_alphanumeric() || ".-_~}$*".contains(character))
        })
    })
}
