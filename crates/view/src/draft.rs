//! What was typed and not saved, as the text the engine keeps: one line per entry, its name and what is in it.

/// The text of entries; empty ones are left out, so that an empty form has no draft at all.
pub fn write<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, typed) in entries {
        if !typed.is_empty() {
            text.push_str(name);
            text.push('\t');
            for letter in typed.chars() {
                match letter {
                    '\\' => text.push_str("\\\\"),
                    '\n' => text.push_str("\\n"),
                    other => text.push(other),
                }
            }
            text.push('\n');
        }
    }
    text
}

/// The entries of a text. A line that is none is left out: the rest is still worth having.
pub fn read(text: &str) -> Vec<(&str, String)> {
    text.split('\n').filter_map(|line| line.split_once('\t')).map(|(name, typed)| (name, unescaped(typed))).collect()
}

/// Before the name of an entry: what stood there when the form was opened.
const WAS: &str = "was.";

/// The draft of a form over something that exists: each entry's name, what stood there first and what is typed now. Only
/// what a person changed is kept.
pub fn write_over<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, was, now) in entries.into_iter().filter(|(_, was, now)| was != now) {
        text.push_str(&write([(name, now), (format!("{WAS}{name}").as_str(), was)]));
    }
    text
}

/// What a draft changed: each entry's name, what stood there first and what was typed.
pub fn read_over(text: &str) -> Vec<(&str, String, String)> {
    let mut changed: Vec<(&str, String, String)> = Vec::new();
    for (name, typed) in read(text) {
        let (bare, is_was) = name.strip_prefix(WAS).map_or((name, false), |bare| (bare, true));
        let at = changed.iter().position(|(known, _, _)| *known == bare).unwrap_or_else(|| {
            changed.push((bare, String::new(), String::new()));
            changed.len() - 1
        });
        if is_was {
            changed[at].1 = typed;
        } else {
            changed[at].2 = typed;
        }
    }
    changed
}

fn unescaped(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len());
    let mut letters = typed.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push(if letters.next() == Some('n') { '\n' } else { '\\' }),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_draft_reads_as_it_was_typed(one in "(?s).{1,30}", two in "[\\\\\n\t n]{1,12}") {
            let text = write([("name", one.as_str()), ("notes", two.as_str())]);
            proptest::prop_assert_eq!(read(&text), vec![("name", one), ("notes", two)]);
        }
    }

    #[test]
    fn an_empty_form_has_no_draft() {
        assert_eq!(write([("name", ""), ("notes", "")]), "");
    }

    #[test]
    fn a_cleared_entry_is_a_change_and_one_left_alone_is_none() {
        let text = write_over([("city", "Porto", ""), ("country", "PT", "PT"), ("phone", "", "+351")]);
        let changed = read_over(&text);
        assert_eq!(changed, [("city", "Porto".to_owned(), String::new()), ("phone", String::new(), "+351".to_owned())]);
    }

    #[test]
    fn a_line_that_is_none_does_not_spoil_the_others() {
        assert_eq!(read("???\nname\tLi\n"), [("name", "Li".to_owned())]);
    }
}
