//! Each rule of a line, on a file that breaks it and one that keeps it.

use super::*;

/// The rules that a file breaks.
fn broken(path: &str, text: &str) -> Vec<&'static str> {
    let mut problems = Vec::new();
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    lines::check(&source, &mut problems);
    problems.into_iter().map(|problem| problem.rule).collect()
}

#[test]
fn a_module_says_what_it_is_for() {
    assert_eq!(broken("src/a.rs", "fn a() {}\n"), ["module-says-what-it-is-for"]);
    assert!(broken("src/a.rs", "//! A.\nfn a() {}\n").is_empty());
}

#[test]
fn a_long_file_gives_its_reason() {
    let long = "x\n".repeat(601);
    assert_eq!(broken("style/a.css", &long), ["six-hundred-lines"]);
    assert!(broken("style/a.css", &format!("/* Longer than 600 lines because it is a table. */\n{long}")).is_empty());
    assert!(broken("Cargo.lock", &long).is_empty());
}

#[test]
fn lines_end_clean() {
    assert_eq!(broken("docs/a.md", "a \nb\n"), ["clean-lines"]);
    assert_eq!(broken("docs/a.md", "a\nb"), ["clean-lines"]);
}

#[test]
fn a_place_of_one_machine_is_named_nowhere() {
    let place = concat!("/ro", "ot/");
    assert_eq!(broken("docs/a.md", &format!("see {place}x\n")), ["no-place-of-one-machine"]);
    assert!(broken("docs/a.md", &format!("see tests{place}x\n")).is_empty());
}

#[test]
fn pure_code_waits_for_nothing_and_reads_no_clock() {
    assert_eq!(broken("crates/sync/src/a.rs", "//! A.\nuse std::time::Duration;\n"), ["pure-crates"]);
    assert_eq!(broken("crates/sync/src/a.rs", "//! A.\nasync fn a() {}\n"), ["pure-crates"]);
    assert!(broken("crates/sync/src/a.rs", "//! A.\n// Not async fn: see std::time.\n").is_empty());
    assert!(broken("crates/engine/src/a.rs", "//! A.\nasync fn a() {}\n").is_empty());
}

#[test]
fn values_hold_no_floats() {
    assert_eq!(broken("crates/domain/src/a.rs", "//! A.\nstruct A(f64);\n"), ["no-floats-in-values"]);
    assert!(broken("crates/domain/src/a.rs", "//! A.\nlet half64 = 1;\n").is_empty());
}

#[test]
fn markup_and_style_are_not_injected() {
    assert_eq!(broken("src/a.rs", "//! A.\nview! { <p inner_html=x/> }\n"), ["no-injected-markup"]);
    assert_eq!(broken("src/a.rs", "//! A.\nview! { <p style=\"color: red\"/> }\n"), ["no-injected-markup"]);
    assert!(broken("src/a.rs", "//! A.\nview! { <p style:width=w style=(\"--row\", h) data-style=\"x\"/> }\n").is_empty());
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    assert_eq!(broken("src/a.rs", concat!("//! A.\n// TO", "DO: more\n")), ["no-loose-ends"]);
}

#[test]
fn a_module_is_not_called_mod() {
    assert_eq!(broken("src/a/mod.rs", "//! A.\n"), ["no-mod-rs"]);
}
