//! What any program has that reads and writes JSON: the standard library and serde_json. Taken off the probe's weight, so that what is left
//! is the sync core.

use std::{collections::BTreeMap, hint::black_box};

use serde_json::Value;

fn main() {
    let input: Vec<u8> = black_box(Vec::new());
    let read = serde_json::from_slice::<BTreeMap<String, Value>>(&input);
    black_box(read.map(|value| serde_json::to_string(&value)).is_ok());
}
