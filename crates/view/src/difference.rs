//! Where a value differs from another, so that a person sees it at a glance.

/// A value cut into what it shares with the other at its beginning, what is its own, and what it shares at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Shared beginning.
    pub head: String,
    /// The part that differs; empty if the value is wholly within the other.
    pub own: String,
    /// Shared end.
    pub tail: String,
}

/// Cuts `value` by what it shares with `other`, in whole characters.
pub fn cut(value: &str, other: &str) -> Cut {
    let own: Vec<char> = value.chars().collect();
    let others: Vec<char> = other.chars().collect();
    let shared = |pairs: usize| pairs.min(own.len()).min(others.len());
    let head = own.iter().zip(&others).take_while(|(one, two)| one == two).count();
    let room = shared(usize::MAX) - head;
    let tail = own.iter().rev().zip(others.iter().rev()).take(room).take_while(|(one, two)| one == two).count();
    let text = |letters: &[char]| letters.iter().collect();
    Cut { head: text(&own[..head]), own: text(&own[head..own.len() - tail]), tail: text(&own[own.len() - tail..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_digits_that_differ_are_its_own() {
        let cut = cut("+86 138 1602 7745", "+86 138 1602 7754");
        assert_eq!((cut.head.as_str(), cut.own.as_str(), cut.tail.as_str()), ("+86 138 1602 77", "45", ""));
    }

    #[test]
    fn a_repeated_letter_is_not_counted_from_both_ends() {
        let cut = cut("aa", "aaa");
        assert_eq!((cut.head.as_str(), cut.own.as_str(), cut.tail.as_str()), ("aa", "", ""));
    }

    proptest::proptest! {
        #[test]
        fn the_parts_make_the_value_again(value in ".{0,20}", other in ".{0,20}") {
            let cut = cut(&value, &other);
            proptest::prop_assert_eq!(format!("{}{}{}", cut.head, cut.own, cut.tail), value);
        }
    }
}
