//! Text literals in views. A heuristic: it reads the tokens of `view! { … }` just far enough to tell a child or a spoken
//! attribute from a class name.

use super::{Problem, Source};

/// Attributes whose value a person reads or hears.
const SPOKEN: [&str; 8] =
    ["aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "title", "placeholder", "alt", "label"];

/// Checks every view of one file.
pub fn check(source: &Source, problems: &mut Vec<Problem>) {
    let text = &source.text;
    for (start, _) in text.match_indices("view! {") {
        for (at, literal) in texts(&text[start + "view! {".len()..]) {
            let line = text[..start + "view! {".len() + at].matches('\n').count() + 1;
            let what = format!("\"{literal}\" stands in a view: give it a key in the catalogue");
            problems.push(Problem { rule: "texts-come-from-the-catalogue", path: source.path.clone(), line, what });
        }
    }
}

/// The literals of a view that a person would read, with their places. Ends with the view's closing bracket.
fn texts(view: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut depth = 1_usize;
    let bytes = view.as_bytes();
    let mut at = 0;
    while at < bytes.len() && depth > 0 {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += view[at..].find('\n').unwrap_or(view.len() - at);
                continue;
            }
            // A character, not the start of a lifetime or of a string.
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 2,
            b'"' => {
                let end = closing_quote(bytes, at + 1);
                let literal = &view[at + 1..end];
                if is_read(&view[..at], literal) {
                    found.push((at, literal));
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn closing_quote(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Whether a person reads the literal that follows `before`.
fn is_read(before: &str, literal: &str) -> bool {
    if !literal.chars().any(char::is_alphabetic) {
        return false;
    }
    let sentence = literal.contains(' ') && literal.starts_with(char::is_uppercase);
    let before = before.trim_end();
    if let Some(attribute) = before.strip_suffix('=') {
        let name = attribute.rsplit(|character: char| character.is_whitespace() || character == '<').next().unwrap_or("");
        return SPOKEN.contains(&name.trim_start_matches("attr:")) || sentence;
    }
    let is_child = |text: &str| {
        // The end of a tag, or of the expression before; `=>` and `->` are neither.
        text.ends_with('>') && !text.ends_with("=>") && !text.ends_with("->")
    };
    let in_braces = before.strip_suffix('{').map(str::trim_end);
    is_child(before) || in_braces.is_some_and(is_child) || sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(view: &str) -> Vec<&str> {
        texts(view).into_iter().map(|(_, literal)| literal).collect()
    }

    #[test]
    fn a_child_is_read() {
        assert_eq!(read(r#"<p class="a b">"Hello"</p> <b>{"there"}</b> }"#), ["Hello", "there"]);
    }

    #[test]
    fn a_spoken_attribute_is_read_and_a_class_is_not() {
        assert_eq!(read(r#"<button aria-label="Close" class="close" type="button"/> }"#), ["Close"]);
    }

    #[test]
    fn a_sentence_is_read_wherever_it_stands() {
        assert_eq!(read(r#"<p>{move || if open() { "Not yet" } else { "is-open" }}</p> }"#), ["Not yet"]);
    }

    #[test]
    fn an_arm_of_a_match_and_a_sign_are_not_read() {
        assert!(read(r#"<p class=match x { A => "a", _ => "b" }>"·"</p> }"#).is_empty());
    }

    #[test]
    fn what_stands_after_the_view_is_not_looked_at() {
        assert!(read(r#"<p>{x}</p> } fn f() { g(">", "Not a view") }"#).is_empty());
    }
}
