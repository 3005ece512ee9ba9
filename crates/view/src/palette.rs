//! The search over everything: which of the pages and actions match what was typed, and where the arrows lead.

/// Whether every word typed begins a word of the label, in any order. Chinese has no spaces: there a word may begin anywhere.
pub fn matches(typed: &str, label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    typed.to_ascii_lowercase().split_whitespace().all(|word| {
        label.match_indices(word).any(|(at, _)| {
            let before = label[..at].chars().next_back();
            before.is_none_or(|before| !before.is_ascii_alphabetic())
        })
    })
}

/// The place after a key, of `count` places; none if the key does not move. Arrows go round, so that the last is one press away.
pub fn step(at: usize, count: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(if at >= last { 0 } else { at + 1 }),
        "ArrowUp" => Some(if at == 0 || at > last { last } else { at - 1 }),
        "PageDown" => Some((at + 8).min(last)),
        "PageUp" => Some(at.min(last).saturating_sub(8)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginnings_of_words_are_enough() {
        assert!(matches("le n", "New lead"));
        assert!(!matches("ead", "New lead"));
    }

    #[test]
    fn nothing_typed_matches_all() {
        assert!(matches(" ", "New lead"));
    }

    #[test]
    fn a_chinese_word_may_begin_anywhere() {
        assert!(matches("客人", "新客人"));
    }

    #[test]
    fn arrows_go_round() {
        assert_eq!(step(2, 3, "ArrowDown"), Some(0));
        assert_eq!(step(0, 3, "ArrowUp"), Some(2));
    }

    #[test]
    fn there_is_nowhere_to_go_in_an_empty_list() {
        assert_eq!(step(0, 0, "ArrowDown"), None);
    }

    #[test]
    fn a_place_that_is_gone_leads_back_into_the_list() {
        assert_eq!(step(9, 3, "ArrowUp"), Some(2));
        assert_eq!(step(9, 3, "ArrowDown"), Some(0));
    }

    #[test]
    fn letters_do_not_move() {
        assert_eq!(step(1, 3, "a"), None);
    }
}
