//! Which rows of a list are ticked: some by hand, or all that match but for some.

use std::collections::BTreeSet;

use innkeeper_engine::protocol::Selection;
use innkeeper_sync::id::RootId;

/// The ticked rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// All that match; `these` are then those taken out.
    all: bool,
    these: BTreeSet<RootId>,
}

/// How much of a list is ticked: what the box in its head shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// No row.
    None,
    /// Some rows.
    Some,
    /// Every row.
    All,
}

impl Chosen {
    /// All that match.
    pub fn all() -> Self {
        Self { all: true, these: BTreeSet::new() }
    }

    /// Whether a row is ticked.
    pub fn has(&self, root: RootId) -> bool {
        self.all != self.these.contains(&root)
    }

    /// Ticks a row, or takes its tick away.
    pub fn set(&mut self, root: RootId, ticked: bool) {
        if self.all == ticked {
            self.these.remove(&root);
        } else {
            self.these.insert(root);
        }
    }

    /// How many of a list of so many.
    pub fn count(&self, total: u32) -> u32 {
        let these = u32::try_from(self.these.len()).unwrap_or(u32::MAX);
        if self.all { total.saturating_sub(these) } else { these }
    }

    /// How much of a list of so many.
    pub fn share(&self, total: u32) -> Share {
        match self.count(total) {
            0 => Share::None,
            count if count >= total => Share::All,
            _ => Share::Some,
        }
    }

    /// Which guests a change is about, in a list of these words and this rule.
    pub fn selection(&self, search: &str, rule: &str) -> Selection {
        let roots = self.these.iter().copied().collect();
        if self.all {
            Selection::Matching { search: search.to_owned(), rule: rule.to_owned(), but: roots }
        } else {
            Selection::These(roots)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(last: char) -> RootId {
        format!("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2{last}").parse().expect("an id")
    }

    #[test]
    fn a_tick_taken_from_all_leaves_the_others() {
        let mut chosen = Chosen::all();
        chosen.set(root('1'), false);
        assert!(!chosen.has(root('1')));
        assert!(chosen.has(root('2')));
        assert_eq!(chosen.count(12_431), 12_430);
    }

    #[test]
    fn ticking_a_row_twice_is_one_tick() {
        let mut chosen = Chosen::default();
        chosen.set(root('1'), true);
        chosen.set(root('1'), true);
        assert_eq!(chosen.count(10), 1);
    }

    #[test]
    fn the_head_shows_all_when_each_row_was_ticked_by_hand() {
        let mut chosen = Chosen::default();
        chosen.set(root('1'), true);
        assert_eq!(chosen.share(2), Share::Some);
        chosen.set(root('2'), true);
        assert_eq!(chosen.share(2), Share::All);
    }

    #[test]
    fn all_that_match_go_to_the_engine_without_their_ids() {
        let mut chosen = Chosen::all();
        chosen.set(root('3'), false);
        let expected = Selection::Matching { search: "li".to_owned(), rule: "{}".to_owned(), but: vec![root('3')] };
        assert_eq!(chosen.selection("li", "{}"), expected);
    }
}
