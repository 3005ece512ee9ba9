//! Claims about the catalogue: the three locales say the same things, and whatever the field table names has a text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use innkeeper_texts::{Arg, Catalogue, Key, Locale};

/// The names of the variables of every message of a locale, read from its files.
fn variables(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale.tag());
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir(folder).expect("each locale has its folder") {
        let text = fs::read_to_string(file.expect("the folder can be listed").path()).expect("texts are UTF-8");
        let mut message = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                message = id.to_owned();
            }
            let names = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect::<String>());
            found.entry(message.clone()).or_default().extend(names);
        }
    }
    found.remove("");
    found
}

#[test]
fn every_locale_has_every_text() {
    let all: BTreeSet<&str> = Key::ALL.iter().map(|key| key.id()).collect();
    for locale in Locale::ALL {
        let found = variables(locale);
        assert_eq!(all, found.keys().map(String::as_str).collect(), "{}", locale.tag());
    }
}

#[test]
fn a_text_has_the_same_variables_in_every_locale() {
    let english = variables(Locale::En);
    for locale in [Locale::ZhCn, Locale::Es] {
        for (id, names) in variables(locale) {
            assert_eq!(english[&id], names, "{id} in {}", locale.tag());
        }
    }
}

#[test]
fn every_name_of_the_field_table_has_a_text() {
    let without: Vec<_> = innkeeper_domain::keys::all_label_keys().into_iter().filter(|id| Key::from_id(id).is_none()).collect();
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn every_problem_has_a_sentence() {
    let without: Vec<_> = innkeeper_domain::keys::all_problem_keys().iter().filter(|id| Key::from_id(id).is_none()).collect();
    assert_eq!(without, Vec::<&&str>::new());
}

#[test]
fn ids_lead_back_to_their_key() {
    for key in Key::ALL {
        assert_eq!(Key::from_id(key.id()), Some(*key));
    }
    assert_eq!(Key::from_id("app-no-such-text"), None);
}

#[test]
fn no_text_cheers_or_uses_the_machine_s_words() {
    for locale in Locale::ALL {
        let catalogue = Catalogue::new(locale);
        for key in Key::ALL {
            let text = catalogue.text(*key).to_lowercase();
            for word in ["!", "！", "¡", "oops", "successfully", "offline", "queued", "syncing"] {
                assert!(!text.contains(word), "{} in {}: {text}", key.id(), locale.tag());
            }
        }
    }
}

#[test]
fn counts_are_written_as_each_country_writes_them() {
    let written = |locale| Catalogue::new(locale).by_id("guests-match", &[("count", Arg::from(102_597))]).expect("the key exists");
    assert!(written(Locale::En).contains("102,597"), "{}", written(Locale::En));
    assert!(written(Locale::ZhCn).contains("102,597"), "{}", written(Locale::ZhCn));
    assert!(written(Locale::Es).contains("102.597"), "{}", written(Locale::Es));
}

#[test]
fn one_is_not_written_in_the_plural() {
    let english = Catalogue::new(Locale::En);
    let written = |count: i64| english.format(Key::GuestsMatch, &[("count", count.into())]);
    assert_ne!(written(1).replace('1', "2"), written(2));
}

#[test]
fn arguments_are_put_in_as_they_are() {
    let spanish = Catalogue::new(Locale::Es);
    let title = spanish.format(Key::AppTitle, &[("page", "María-José \u{202e}x".into())]);
    assert_eq!(title, "María-José \u{202e}x · Innkeeper");
}

#[test]
fn a_person_s_first_known_language_is_taken() {
    assert_eq!(Locale::choose(["fr-FR", "es-MX", "en"]), Locale::Es);
    assert_eq!(Locale::choose(["zh-Hans-SG"]), Locale::ZhCn);
    assert_eq!(Locale::choose(["pt-BR"]), Locale::En);
}

#[test]
fn a_file_with_a_text_missing_is_not_taken() {
    assert!(Catalogue::read(Locale::En, "app-save = Save\n".to_owned()).is_none());
    assert!(Catalogue::read(Locale::En, "<!doctype html>".to_owned()).is_none());
}

#[test]
fn a_whole_file_gives_the_same_texts_as_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/es");
    let files = fs::read_dir(folder).expect("the folder").map(|file| fs::read_to_string(file.expect("a file").path()).expect("text"));
    let read = Catalogue::read(Locale::Es, files.collect::<Vec<_>>().join("\n")).expect("every text is there");
    let own = Catalogue::new(Locale::Es);
    assert!(Key::ALL.iter().all(|key| read.text(*key) == own.text(*key)));
}
