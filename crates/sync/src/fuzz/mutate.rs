//! A small deterministic mutator: flips, cuts, copies, splices and words of the formats.

use crate::sim::rng::Rng;

/// Longest input tried.
const LONGEST: usize = 64 * 1024;

/// Pieces that parsers care about.
const WORDS: [&str; 30] = [
    "null",
    "true",
    "-1",
    "0",
    "18446744073709551615",
    "9223372036854775808",
    "1e999",
    "\"\"",
    "[]",
    "{}",
    "[[",
    "{\"",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "{\"hidden\":true}",
    "{\"date\":\"9999-12-31\"}",
    "{\"dec\":\"-0.0\"}",
    "[4294967295,18446744073709551615]",
    "\"new\"",
    "\"set\"",
    "\"append\"",
    "\"amend\"",
    "\"rem\"",
    "\"k\":\"merge\"",
    "\"seen\":[[1,1]]",
    "\"consents\"",
    "\"z\":true",
    "\"n\":1",
    "\"snapshot\":true",
];

/// Inputs without end, made from a corpus.
#[derive(Clone, Debug)]
pub struct Mutator {
    rng: Rng,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    /// A stream of inputs from a seed and some files.
    #[must_use]
    pub fn new(seed: u64, corpus: Vec<Vec<u8>>) -> Self {
        Self { rng: Rng::new(seed), corpus }
    }

    /// The next input.
    #[must_use]
    pub fn next_input(&mut self) -> Vec<u8> {
        let mut input = self.rng.pick(&self.corpus).cloned().unwrap_or_default();
        for _ in 0..=self.rng.below(6) {
            self.mutate(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let at = self.rng.index(input.len() + 1);
        let to = at + self.rng.index(input.len() + 1 - at).min(64);
        match self.rng.below(8) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.rng.below(8);
                }
            }
            1 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = u8::try_from(self.rng.below(256)).unwrap_or(0);
                }
            }
            2 => drop(input.drain(at..to)),
            3 => {
                let copy = input[at..to].to_vec();
                input.splice(at..at, copy);
            }
            4 => drop(input.splice(at..to, WORDS[self.rng.index(WORDS.len())].bytes())),
            5 => drop(input.splice(at..at, WORDS[self.rng.index(WORDS.len())].bytes())),
            6 => {
                let other = self.rng.pick(&self.corpus).cloned().unwrap_or_default();
                let from = self.rng.index(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            _ => self.digit(input),
        }
    }

    /// Another digit in the place of one.
    fn digit(&mut self, input: &mut [u8]) {
        let digits: Vec<usize> = (0..input.len()).filter(|i| input[*i].is_ascii_digit()).collect();
        if let Some(at) = self.rng.pick(&digits) {
            input[*at] = b'0' + u8::try_from(self.rng.below(10)).unwrap_or(0);
        }
    }
}
