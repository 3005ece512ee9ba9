//! One stylesheet out of many: `@import` lines are replaced by the files they name.
//!
//! `style/main.css` imports every other file, one to a line: `@import "parts/button.css";` or
//! `@import "parts/button.css" layer(parts);`. In the browser each would be a request that starts only after the one before.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

/// The text of `entry` with its imports in place and without comments.
pub fn bundle(entry: &Path) -> Result<String> {
    let text = fs::read_to_string(entry).with_context(|| entry.display().to_string())?;
    let directory = entry.parent().context("a stylesheet stands in a directory")?;
    let mut bundled = String::new();
    for line in without_comments(&text).lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        match line.strip_prefix("@import ") {
            None => {
                bundled.push_str(line);
                bundled.push('\n');
            }
            Some(rest) => {
                let (file, layer) = import(rest).with_context(|| format!("{}: {line}", entry.display()))?;
                let text = bundle(&directory.join(file))?;
                match layer {
                    Some(layer) => bundled.push_str(&format!("@layer {layer} {{\n{text}}}\n")),
                    None => bundled.push_str(&text),
                }
            }
        }
    }
    Ok(bundled)
}

/// Splits `"file.css" layer(name);` into file and layer.
fn import(rest: &str) -> Result<(&str, Option<&str>)> {
    let rest = rest.trim().strip_suffix(';').context("an import ends with a semicolon")?;
    let (file, rest) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')).context("an import names its file in quotes")?;
    match rest.trim() {
        "" => Ok((file, None)),
        condition => match condition.strip_prefix("layer(").and_then(|rest| rest.strip_suffix(')')) {
            Some(layer) => Ok((file, Some(layer))),
            None => bail!("only a layer can stand behind an import"),
        },
    }
}

/// Drops `/* … */`, but not inside a quoted string.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut quote = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if quote.is_none() && character == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut before = ' ';
            for inside in rest.by_ref() {
                if before == '*' && inside == '/' {
                    break;
                }
                before = inside;
            }
            continue;
        }
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (Some(_), '\\') => {
                kept.push(character);
                kept.extend(rest.next());
                continue;
            }
            _ => {}
        }
        kept.push(character);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_goes_and_a_quoted_one_stays() {
        assert_eq!(
            without_comments(r#"a{} /* b */ c::after { content: "/* d */ \" /*" }"#),
            r#"a{}  c::after { content: "/* d */ \" /*" }"#
        );
    }

    #[test]
    fn an_import_names_its_file_and_perhaps_a_layer() {
        assert_eq!(import(r#""base.css";"#).expect("plain"), ("base.css", None));
        assert_eq!(import(r#""a/b.css" layer(parts);"#).expect("layered"), ("a/b.css", Some("parts")));
        assert!(import(r#""a.css" screen;"#).is_err());
        assert!(import(r#"url(a.css);"#).is_err());
    }
}
