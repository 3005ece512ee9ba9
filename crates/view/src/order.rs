//! Which columns a list shows and in which order, as a person chose them.

/// The chosen columns that exist, each once.
pub fn known<'a>(chosen: &'a [String], all: &[&str]) -> Vec<&'a str> {
    let mut shown: Vec<&str> = Vec::new();
    for name in chosen {
        if all.contains(&name.as_str()) && !shown.contains(&name.as_str()) {
            shown.push(name);
        }
    }
    shown
}

/// All columns in the order of a menu: the chosen ones as they are shown, then the others as they are declared.
pub fn menu<'a>(chosen: &'a [String], all: &[&'a str]) -> Vec<&'a str> {
    let mut order = known(chosen, all);
    let others: Vec<&str> = all.iter().copied().filter(|name| !order.contains(name)).collect();
    order.extend(others);
    order
}

/// The chosen columns after one was ticked or its tick taken away; a new one comes last.
pub fn ticked(chosen: &[String], name: &str, on: bool) -> Vec<String> {
    let mut after: Vec<String> = chosen.iter().filter(|known| *known != name).cloned().collect();
    if on {
        after.push(name.to_owned());
    }
    after
}

/// The chosen columns after one went a place to the front or to the back; none when there is no such place.
pub fn moved(chosen: &[String], name: &str, back: bool) -> Option<Vec<String>> {
    let at = chosen.iter().position(|known| known == name)?;
    let to = if back { at + 1 } else { at.checked_sub(1)? };
    let mut after = chosen.to_vec();
    (to < after.len()).then(|| {
        after.swap(at, to);
        after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_column_of_a_newer_version_is_left_out() {
        assert_eq!(known(&names(&["email", "shoe-size", "value"]), &["value", "email"]), ["email", "value"]);
    }

    #[test]
    fn the_menu_begins_with_what_is_shown() {
        assert_eq!(menu(&names(&["value"]), &["email", "light", "value"]), ["value", "email", "light"]);
    }

    #[test]
    fn a_column_shown_again_comes_last() {
        let without = ticked(&names(&["email", "value"]), "email", false);
        assert_eq!(ticked(&without, "email", true), names(&["value", "email"]));
    }

    #[test]
    fn the_first_column_does_not_go_further_to_the_front() {
        assert_eq!(moved(&names(&["email", "value"]), "email", false), None);
    }

    #[test]
    fn a_column_goes_one_place_to_the_back() {
        assert_eq!(moved(&names(&["email", "value"]), "email", true), Some(names(&["value", "email"])));
    }
}
