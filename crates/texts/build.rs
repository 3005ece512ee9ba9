//! Reads the Fluent files of every locale, checks them against each other, and writes the enum `Key`, so that a text that does
//! not exist does not compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast;

/// The first is the one the others are checked against.
const LOCALES: [&str; 3] = ["en", "zh-CN", "es"];

/// Message id to the place it was written.
type Messages = BTreeMap<String, String>;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts")).join("locales");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it for build scripts"));
    println!("cargo::rerun-if-changed={}", root.display());

    let mut faults = Vec::new();
    let mut catalogues = Vec::new();
    for locale in LOCALES {
        let (messages, joined) = read_locale(&root.join(locale), &mut faults);
        fs::write(out.join(format!("{locale}.ftl")), joined).expect("OUT_DIR is writable");
        catalogues.push((locale, messages));
    }
    let (_, reference) = &catalogues[0];
    for (locale, messages) in &catalogues[1..] {
        for (id, place) in messages {
            if !reference.contains_key(id) {
                faults.push(format!("{place}: {id} is not in {}", LOCALES[0]));
            }
        }
        for id in reference.keys() {
            if !messages.contains_key(id) {
                faults.push(format!("{locale}: {id} is missing"));
            }
        }
    }
    assert!(faults.is_empty(), "the text catalogue is not sound:\n{}", faults.join("\n"));
    fs::write(out.join("keys.rs"), keys(reference)).expect("OUT_DIR is writable");
}

/// All messages of a locale, and its files joined into one text.
fn read_locale(folder: &Path, faults: &mut Vec<String>) -> (Messages, String) {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("each locale has its folder")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    files.sort();
    let mut messages = Messages::new();
    let mut joined = String::new();
    for file in files {
        let name = format!("{}/{}", base(folder), base(&file));
        let source = fs::read_to_string(&file).expect("a text file is UTF-8");
        match fluent_syntax::parser::parse(source.as_str()) {
            Ok(resource) => collect(&resource, &name, &mut messages, faults),
            Err((_, errors)) => {
                faults.extend(errors.iter().map(|error| format!("{name}: {error} at byte {}", error.pos.start)));
            }
        }
        joined.push_str(&source);
        joined.push('\n');
    }
    (messages, joined)
}

fn base(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn collect(resource: &ast::Resource<&str>, file: &str, messages: &mut Messages, faults: &mut Vec<String>) {
    for entry in &resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let id = message.id.name;
                if message.value.is_none() || !message.attributes.is_empty() {
                    faults.push(format!("{file}: {id} must have a value and no attributes"));
                }
                if let Some(first) = messages.insert(id.to_owned(), file.to_owned()) {
                    faults.push(format!("{file}: {id} is already in {first}"));
                }
            }
            ast::Entry::Term(term) => faults.push(format!("{file}: {} is a term; write it out", term.id.name)),
            ast::Entry::Junk { content } => faults.push(format!("{file}: cannot be read: {content}")),
            ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_) => {}
        }
    }
}

/// `guests-empty-title` becomes `GuestsEmptyTitle`.
fn variant(id: &str) -> String {
    id.split(['-', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

fn keys(messages: &Messages) -> String {
    let mut code = String::from(
        "/// One text of the catalogue.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Key {\n",
    );
    for (id, file) in messages {
        writeln!(code, "    /// `{id}`, in `{file}`.\n    {},", variant(id)).expect("a String takes all");
    }
    code.push_str("}\n\nconst ALL: &[Key] = &[\n");
    for id in messages.keys() {
        writeln!(code, "    Key::{},", variant(id)).expect("a String takes all");
    }
    code.push_str("];\n\nconst IDS: &[&str] = &[\n");
    for id in messages.keys() {
        writeln!(code, "    {id:?},").expect("a String takes all");
    }
    code.push_str("];\n");
    code
}
