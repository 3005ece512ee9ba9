//! Sorting does what the standard library's does.

use innkeeper_domain::order;
use proptest::prelude::*;

proptest! {
    #[test]
    fn items_are_sorted_and_equal_ones_stay_in_order(keys in proptest::collection::vec(0..20u8, 0..60)) {
        let given: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let mut expected = given.clone();
        expected.sort_by_key(|(key, _)| *key);
        let mut by_key = given.clone();
        order::sort_by_key(&mut by_key, |(key, _)| *key);
        prop_assert_eq!(&by_key, &expected);
        let mut compared = given;
        order::sort_by(&mut compared, |(a, _), (b, _)| a.cmp(b));
        prop_assert_eq!(compared, expected);
    }

    #[test]
    fn the_first_rows_are_those_of_all_sorted(keys in proptest::collection::vec(any::<u8>(), 0..60), count in 0..70usize) {
        let compare = |a: usize, b: usize| keys[a].cmp(&keys[b]).then(a.cmp(&b));
        let rows: Vec<u32> = (0..keys.len() as u32).collect();
        let mut all = rows.clone();
        all.sort_by(|a, b| compare(*a as usize, *b as usize));
        all.truncate(count);
        prop_assert_eq!(order::first_rows(rows, count, &compare), all);
    }

    #[test]
    fn maps_and_sets_are_those_that_are_collected(pairs in proptest::collection::vec((any::<u8>(), any::<u8>()), 0..60)) {
        prop_assert_eq!(order::map(pairs.clone()), pairs.iter().copied().collect());
        prop_assert_eq!(order::set(pairs.clone()), pairs.into_iter().collect());
    }
}
