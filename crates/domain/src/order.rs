//! Sorting, and making a map or a set of many, for programs that a browser loads. The standard library compiles its sort anew for each type and each order,
//! four kilobytes a time, and once more for each map that is collected. Here it is places that are sorted, whatever stands there, by one compiled sort.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Sorts as [`slice::sort_by`] does: equal items stay in their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = in_order(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(items, &places);
}

/// Sorts as [`slice::sort_by_cached_key`] does: each key is made once.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let places = in_order(items.len(), &|a, b| keys[a].cmp(&keys[b]));
    arrange(items, &places);
}

/// Sorts numbers of rows: equal ones stay in their order.
pub fn sort_rows(rows: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    rows.sort_by(|a, b| compare(*a as usize, *b as usize));
}

/// The first so many rows in order, without sorting the rest. No two are equal.
#[must_use]
pub fn first_rows(mut rows: Vec<u32>, count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    if rows.len() > count {
        rows.select_nth_unstable_by(count, |a, b| compare(*a as usize, *b as usize));
        rows.truncate(count);
    }
    sort_rows(&mut rows, compare);
    rows
}

/// A map as `collect` makes it: of pairs with the same key the last stays.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set as `collect` makes it.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

fn in_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count as u32).collect();
    sort_rows(&mut places, compare);
    places
}

/// Moves to each place what stands where it says.
fn arrange<T>(items: &mut [T], places: &[u32]) {
    for at in 0..items.len() {
        // What stood at a place that is done has gone where the item of that place came from.
        let mut from = places[at] as usize;
        while from < at {
            from = places[from] as usize;
        }
        items.swap(at, from);
    }
}
