//! The corpus of each fuzz target replayed, and some thousand mutations of it.

use std::path::Path;

use innkeeper_sync::fuzz::{Mutator, TARGETS};

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect("each target has a corpus").map(|entry| entry.expect("it lists").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a file of the corpus")).collect()
}

#[test]
fn every_file_of_the_corpus_keeps_the_rules() {
    for (name, target) in TARGETS {
        let corpus = corpus(name);
        assert!(corpus.len() > 2, "{name} has a corpus");
        corpus.iter().for_each(|input| target(input));
    }
}

#[test]
fn some_thousand_mutations_keep_the_rules() {
    for (name, target) in TARGETS {
        let mut mutator = Mutator::new(1, corpus(name));
        for _ in 0..5_000 {
            target(&mutator.next_input());
        }
    }
}
