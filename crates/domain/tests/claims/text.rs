//! Folding for search.

use innkeeper_domain::text::fold_for_search;
use proptest::prelude::*;

#[test]
fn letters_lose_case_and_marks() {
    for (given, folded) in [
        ("ÅNGSTRÖM", "angstrom"),
        ("Straße", "strasse"),
        ("Œuvre Ærø", "oeuvre aero"),
        ("Đorđe Łukasz Þór", "dorde lukasz thor"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("İstanbul Işık", "istanbul isik"),
        ("Ciric\u{301}", "ciric"),
        ("Ελένη Παπαδοπούλου ΆΝΝΑΣ", "ελενη παπαδοπουλου αννασ"),
        ("Фёдор Андрей Їжак", "федор андреи іжак"),
        ("O’Neil", "o'neil"),
    ] {
        assert_eq!(fold_for_search(given), folded);
    }
}

#[test]
fn digits_are_kept_and_come_home() {
    assert_eq!(fold_for_search("Ｒｏｏｍ１２ ٣٤ ۵۶"), "room12 34 56");
}

#[test]
fn other_scripts_stay_and_their_vowel_signs_go() {
    assert_eq!(fold_for_search("张安怡 佐々木"), "张安怡 佐々木");
    assert_eq!(fold_for_search("مُحَمَّد"), "محمد");
    assert_eq!(fold_for_search("שָׁלוֹם"), "שלום");
}

#[test]
fn blanks_and_invisible_characters_do_not_count() {
    assert_eq!(fold_for_search("  Anna\u{a0}\u{3000} \tBerg\u{200b} "), "anna berg");
    assert_eq!(fold_for_search("\u{200e}"), "");
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let once = fold_for_search(&text);
        prop_assert_eq!(fold_for_search(&once), once);
    }

    #[test]
    fn case_never_matters(text in "[a-zA-ZäöüÄÖÜéÉñÑšŠřŘαΑβΒδΔжЖиИ ]{0,20}") {
        prop_assert_eq!(fold_for_search(&text.to_uppercase()), fold_for_search(&text.to_lowercase()));
    }
}
