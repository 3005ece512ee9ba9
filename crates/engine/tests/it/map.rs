//! A map of few holds what a tree of the same would, and is stored as one.

use std::collections::BTreeMap;

use innkeeper_engine::map::Map;
use proptest::prelude::*;

proptest! {
    #[test]
    fn it_does_what_a_tree_does(steps in proptest::collection::vec((0..16u32, 0..4u8, ".{0,3}"), 0..60)) {
        let (mut map, mut tree) = (Map::<u32, String>::default(), BTreeMap::new());
        for (key, step, text) in steps {
            match step {
                0 => prop_assert_eq!(map.remove(&key), tree.remove(&key)),
                1 => prop_assert_eq!(map.get_or_insert(key, text.clone()), tree.entry(key).or_insert(text)),
                2 => prop_assert_eq!(map.get_mut(&key), tree.get_mut(&key)),
                _ => prop_assert_eq!(map.insert(key, text.clone()), tree.insert(key, text)),
            }
            prop_assert_eq!(map.get(&key), tree.get(&key));
            prop_assert_eq!(map.contains_key(&key), tree.contains_key(&key));
        }
        prop_assert!(map.iter().eq(tree.iter()));
        prop_assert!(map.values().eq(tree.values()));
        let json = serde_json::to_string(&map).expect("plain data");
        prop_assert_eq!(&json, &serde_json::to_string(&tree).expect("plain data"));
        prop_assert_eq!(&serde_json::from_str::<Map<u32, String>>(&json).expect("a map"), &map);
        let bytes = postcard::to_allocvec(&map).expect("plain data");
        prop_assert_eq!(&bytes, &postcard::to_allocvec(&tree).expect("plain data"));
        prop_assert_eq!(postcard::from_bytes::<Map<u32, String>>(&bytes).expect("a map"), map);
    }
}
