//! `cargo xtask bench instructions`: how many instructions each question of the bench takes natively, beside what was noted before. They are the same
//! whatever else the machine does, so a few percent more are a change of the code, or of the compiler.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{apt, build, command, setup::timed, tools::on_path};

/// Where they are noted.
const NOTED: &str = "crates/segment-bench/instructions.txt";
/// The questions, as the example calls them.
const QUESTIONS: [&str; 9] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"];
/// So many guests are asked about.
const GUESTS: &str = "20000";
/// So much more than was noted is too much, in percent.
const MORE: u64 = 5;

/// Counts and compares; with `--note` writes down what was counted instead.
pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    if on_path("valgrind").is_none() {
        timed("valgrind", || apt::install("valgrind", &["valgrind"]))?;
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--package", "innkeeper-segment-bench", "--example", "questions"]).current_dir(root);
    command::run(cargo.env("CARGO_PROFILE_RELEASE_STRIP", "none"))?;
    let program = build::target(root).join("release/examples/questions");
    let mut counted = BTreeMap::new();
    for question in QUESTIONS {
        counted.insert(question.to_owned(), count(root, &program, question)?);
    }
    let file = root.join(NOTED);
    if arguments.iter().any(|argument| argument == "--note") {
        let lines = counted.iter().fold(String::new(), |mut lines, (question, count)| {
            writeln!(lines, "{question} {count}").expect("a text takes everything");
            lines
        });
        return Ok(fs::write(file, lines)?);
    }
    let noted = read(&fs::read_to_string(file)?)?;
    let mut worse = Vec::new();
    for (question, count) in &counted {
        let before = *noted.get(question).with_context(|| format!("{question} is not noted: `--note` writes it down"))?;
        println!("{question} {count:>12} {before:>12} {:>4} %", count * 100 / before);
        if count * 100 > before * (100 + MORE) {
            worse.push(question.as_str());
        }
    }
    ensure!(worse.is_empty(), "more than {MORE} % over what was noted: {}", worse.join(" "));
    Ok(())
}

/// Instructions inside the function of a question.
fn count(root: &Path, program: &Path, question: &str) -> Result<u64> {
    let out = build::target(root).join("callgrind.out");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.display())]);
    valgrind.arg(format!("--toggle-collect=questions::{question}"));
    let heard = valgrind.arg(program).args([GUESTS, "1", question]).output().context("could not start valgrind")?;
    let said = String::from_utf8_lossy(&heard.stderr);
    ensure!(heard.status.success(), "valgrind failed: {said}");
    collected(&said).filter(|count| *count > 0).with_context(|| format!("nothing was counted for {question}: {said}"))
}

/// The sum that callgrind ends with.
fn collected(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

/// A name and a number a line.
fn read(text: &str) -> Result<BTreeMap<String, u64>> {
    let line = |line: &str| {
        let (name, count) = line.split_once(' ').context("a name and a number")?;
        Ok((name.to_owned(), count.parse()?))
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callgrind_collected_is_found() {
        let said = "==77== Events    : Ir\n==77== Collected : 1234567\n==77== \n";
        assert_eq!(collected(said), Some(1_234_567));
        assert_eq!(collected("==77== Events    : Ir"), None);
    }

    #[test]
    fn what_was_noted_is_read() {
        assert_eq!(read("s1 12\ns2 7\n").expect("two lines")["s2"], 7);
        assert!(read("s1").is_err() && read("s1 many").is_err());
    }
}
