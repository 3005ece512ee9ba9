//! Takes the widget's lines out of the catalogue, in every language, and the stylesheet without its comments and indentation.

use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, PatternElement};

/// The languages, the first for whoever speaks none of them.
const LOCALES: [&str; 3] = ["en", "es", "zh-CN"];

/// The lines that stand in the widget; the others of the file are for the server's pages.
const USED: [&str; 29] = [
    "title",
    "lead",
    "name",
    "email",
    "phone",
    "one-is-enough",
    "arrive",
    "leave",
    "if-known",
    "message",
    "privacy",
    "send",
    "open",
    "summary",
    "need-name",
    "need-contact",
    "need-email",
    "need-phone",
    "need-dates",
    "need-message",
    "need-shorter",
    "sending",
    "thanks",
    "thanks-more",
    "another",
    "waiting",
    "or-else",
    "refused",
    "later",
];

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it for build scripts"));
    let mut code = String::new();
    for (at, id) in USED.iter().enumerate() {
        code += &format!("/// `widget-{id}`.\npub const {}: usize = {at};\n", id.to_uppercase().replace('-', "_"));
    }
    code += &format!("/// Every line of every language.\nstatic LINES: [[&str; {}]; {}] = [\n", USED.len(), LOCALES.len());
    for locale in LOCALES {
        let file = here.join("../texts/locales").join(locale).join("widget.ftl");
        println!("cargo::rerun-if-changed={}", file.display());
        code += &format!("    {:?},\n", lines(&file));
    }
    code += "];\n";
    fs::write(out.join("words.rs"), code).expect("OUT_DIR is writable");
    println!("cargo::rerun-if-changed=src/style.css");
    let style = fs::read_to_string(here.join("src/style.css")).expect("stands beside the code");
    fs::write(out.join("style.css"), small(&style)).expect("OUT_DIR is writable");
}

fn lines(file: &Path) -> Vec<String> {
    let source = fs::read_to_string(file).expect("each locale has its lines");
    let resource = fluent_syntax::parser::parse(source).expect("the texts' own build has read it");
    let line = |id: &str| {
        let found = resource.body.iter().find_map(|entry| match entry {
            Entry::Message(message) if message.id.name == format!("widget-{id}") => message.value.as_ref(),
            _ => None,
        });
        let elements = &found.unwrap_or_else(|| panic!("widget-{id} is in no line of {}", file.display())).elements;
        let part = |element: &PatternElement<String>| match element {
            PatternElement::TextElement { value } => value.clone(),
            PatternElement::Placeable { .. } => panic!("widget-{id}: the widget puts nothing into its lines"),
        };
        elements.iter().map(part).collect()
    };
    USED.iter().map(|id| line(id)).collect()
}

/// Without comments, line breaks and the blanks that mean nothing.
fn small(style: &str) -> String {
    let mut out = String::new();
    for (at, part) in style.split("/*").enumerate() {
        out += if at == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) };
    }
    let mut out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["{", "}", ";", ","] {
        out = out.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign);
    }
    out.replace(": ", ":").replace(";}", "}")
}
