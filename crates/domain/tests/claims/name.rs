//! Names of people.

use innkeeper_domain::name::PersonName;
use innkeeper_domain::problem;
use proptest::prelude::*;

fn name(given: &str, surname: &str) -> PersonName {
    PersonName { given: given.to_owned(), surname: surname.to_owned(), ..PersonName::default() }
}

fn full(given: &str, middle: &str, surname: &str, surname2: &str) -> PersonName {
    PersonName { middle: middle.to_owned(), surname2: surname2.to_owned(), ..name(given, surname) }
}

#[test]
fn given_name_comes_first_in_most_languages() {
    assert_eq!(name("Anna", "Berg").display(None), "Anna Berg");
    assert_eq!(full("María", "José", "García", "López").display(Some("es")), "María José García López");
    assert_eq!(name("سميرة", "النجار").display(Some("ar")), "سميرة النجار");
}

#[test]
fn family_name_comes_first_where_people_say_it_first() {
    assert_eq!(name("Dóra", "Mátrai").display(Some("hu-HU")), "Mátrai Dóra");
    assert_eq!(name("Wei", "Wang").display(Some("zh")), "Wang Wei");
    assert_eq!(full("Anh", "Văn", "Nguyễn", "").display(Some("vi")), "Nguyễn Văn Anh");
}

#[test]
fn han_and_hangul_have_no_space_whatever_the_language_of_the_app() {
    assert_eq!(name("安怡", "张").display(Some("zh")), "张安怡");
    assert_eq!(name("晃", "青木").display(None), "青木晃");
    assert_eq!(name("유미", "강").display(Some("en")), "강유미");
    assert_eq!(name("さくら", "佐々木").display(Some("ja")), "佐々木さくら");
}

#[test]
fn a_foreign_name_in_katakana_has_a_middle_dot() {
    assert_eq!(name("アルベルト", "アインシュタイン").display(None), "アルベルト・アインシュタイン");
}

#[test]
fn a_title_stands_before_the_name_only_when_asked_for() {
    let doctor = PersonName { prefix: "Dr".to_owned(), suffix: "Jr".to_owned(), ..name("Anna", "Berg") };
    assert_eq!(doctor.display(None), "Anna Berg Jr");
    assert_eq!(doctor.display_with_prefix(None), "Dr Anna Berg Jr");
}

#[test]
fn a_monogram_has_the_first_letters_in_the_order_of_the_name() {
    assert_eq!(name("Anna", "Berg").monogram(None), "AB");
    assert_eq!(name("Dóra", "Mátrai").monogram(Some("hu")), "MD");
    assert_eq!(name("安怡", "张").monogram(Some("zh")), "张");
    assert_eq!(name("(Anna)", "d'Arc").monogram(None), "AD");
    assert_eq!(name("Plato", "").monogram(None), "P");
    assert_eq!(name("", "42").monogram(None), "");
}

#[test]
fn a_list_is_sorted_by_family_name_without_regard_to_marks() {
    let mut names = [name("Zoë", "Müller"), name("Anna", "Muller"), name("Wei", "Li"), name("An", "Lian"), name("Plato", "")];
    names.sort_by_key(PersonName::sort_key);
    let shown: Vec<String> = names.iter().map(|name| name.display(None)).collect();
    assert_eq!(shown, ["Wei Li", "An Lian", "Anna Muller", "Zoë Müller", "Plato"]);
}

#[test]
fn a_comma_tells_surname_from_given_name() {
    for given in ["Berg, Anna", " Berg ,Anna ", "Berg，Anna"] {
        assert_eq!(PersonName::parse(given, None), (name("Anna", "Berg"), vec![]), "{given}");
    }
    assert_eq!(PersonName::parse("van der Berg, Anna Maria", None).0, name("Anna Maria", "van der Berg"));
}

#[test]
fn without_a_comma_the_language_tells() {
    assert_eq!(PersonName::parse("Anna Berg", Some("de")).0, name("Anna", "Berg"));
    assert_eq!(PersonName::parse("Mátrai Dóra", Some("hu")).0, name("Dóra", "Mátrai"));
    assert_eq!(PersonName::parse("Nguyễn Văn Anh", Some("vi")).0, full("Anh", "Văn", "Nguyễn", ""));
}

#[test]
fn what_was_guessed_is_said() {
    for (given, expected) in [
        ("张安怡", name("安怡", "张")),
        ("Anna Maria Berg", full("Anna", "Maria", "Berg", "")),
        ("Berg, Anna, Jr", PersonName { suffix: "Jr".to_owned(), ..name("Anna", "Berg") }),
    ] {
        let (read, problems) = PersonName::parse(given, None);
        assert_eq!(read, expected, "{given}");
        assert_eq!(problems[0].code, problem::NAME_PARTS_GUESSED);
        assert_eq!(problems[0].args["given"], given);
    }
}

#[test]
fn a_name_without_letters_is_kept_and_said() {
    let (read, problems) = PersonName::parse(" 42 ", None);
    assert_eq!(read, name("", "42"));
    assert_eq!(problems[0].code, problem::NAME_NO_LETTERS);
}

proptest! {
    #[test]
    fn no_letter_of_a_name_is_lost(given in ".{0,40}", language in prop::option::of(prop::sample::select(vec!["de", "hu", "zh", "vi"]))) {
        let (read, _) = PersonName::parse(&given, language);
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let parts = [read.given, read.middle, read.surname, read.surname2, read.suffix].concat();
        prop_assert_eq!(letters(&parts), letters(&given));
    }
}
