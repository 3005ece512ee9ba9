//! Runs one fuzz target: `fuzz TARGET [--seconds 60] [--seed 1]`. An input that breaks a rule, or takes more than a second, is written to
//! `fuzz/corpus/TARGET` and the run fails.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use innkeeper_sync::fuzz::{Mutator, TARGETS, target};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |flag: &str, default: u64| {
        let given = args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
        given.map_or(default, |text| text.parse().expect("a number"))
    };
    let Some((name, run)) = args.first().and_then(|name| Some((name, target(name)?))) else {
        eprintln!("fuzz TARGET [--seconds 60] [--seed 1]; targets: {}", TARGETS.map(|(name, _)| name).join(", "));
        std::process::exit(2);
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let (seconds, seed) = (number("--seconds", 60), number("--seed", 1));
    let mut mutator = Mutator::new(seed, files(&folder));
    let start = Instant::now();
    let (mut tried, mut slowest) = (0u64, Duration::ZERO);
    while start.elapsed() < Duration::from_secs(seconds) {
        let input = mutator.next_input();
        let begun = Instant::now();
        let held = catch_unwind(|| run(&input)).is_ok();
        let took = begun.elapsed();
        (tried, slowest) = (tried + 1, slowest.max(took));
        if !held || took > Duration::from_secs(1) {
            let file = folder.join(format!("found-{seed}-{tried}"));
            std::fs::write(&file, &input).expect("the corpus can be written");
            eprintln!("{name}: input {tried} {} after {took:?}: {}", if held { "was slow" } else { "broke a rule" }, file.display());
            std::process::exit(1);
        }
    }
    println!("{name}: {tried} inputs in {seconds} s, the slowest took {slowest:?}, no rule broken");
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("each target has a corpus").filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a file of the corpus")).collect()
}
