//! Finds test data: the large collection beside the repository where it is there, else the small one inside it.

use std::path::Path;

use serde_json::Value as Json;

/// The parsed files to hold the crate against: the repository's own `small`, and `large` from the collection beside the
/// repository if it is there.
pub fn collections(large: &str, small: &str) -> Vec<Json> {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inside = crate_root.join("../../tests/fixtures").join(small);
    let beside = crate_root.join("../../../shared/data").join(large);
    let paths = [Some(inside), Some(beside).filter(|path| path.exists())];
    paths
        .into_iter()
        .flatten()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        })
        .collect()
}

/// All cases under `key` of all collections.
pub fn cases(collections: &[Json], key: &str) -> Vec<Json> {
    collections.iter().flat_map(|collection| collection[key].as_array().expect("a list").iter().cloned()).collect()
}
