//! Telephone numbers.

use innkeeper_domain::contact::phone::normalise;
use innkeeper_domain::country::Country;
use innkeeper_domain::problem;
use proptest::prelude::*;

use crate::corpus;

const LARGE: &str = "badinput/phone/libphonenumber_cases.json";
const SMALL: &str = "contact/phone.json";

fn value(given: &str, country: &str) -> String {
    normalise(given, Some(country)).0.value
}

fn codes(given: &str, country: Option<&str>) -> Vec<String> {
    normalise(given, country).1.into_iter().map(|problem| problem.code.into_owned()).collect()
}

#[test]
fn one_number_has_one_form_however_it_is_written() {
    for given in [
        "912 345 678",
        "+351 912 345 678",
        "(351) 912 345 678",
        "351912345678",
        "00351 912-345-678",
        "+351 (0) 912.345.678",
        "＋３５１ ９１２３４５６７８",
        "tel:+351-912-345-678",
        "\u{202a}+351 912345678\u{202c}",
    ] {
        assert_eq!(value(given, "PRT"), "+351912345678", "{given}");
    }
}

#[test]
fn the_trunk_prefix_is_left_out_and_italys_zero_stays() {
    assert_eq!(value("030 123456", "DE"), "+4930123456");
    assert_eq!(value("8 (495) 123-45-67", "RU"), "+74951234567");
    assert_eq!(value("06 1 234 5678", "HU"), "+3612345678");
    assert_eq!(value("06 1234 5678", "IT"), "+390612345678");
}

#[test]
fn abroad_is_dialled_by_the_prefix_of_the_country() {
    assert_eq!(value("011 44 20 7031 3000", "US"), "+442070313000");
    assert_eq!(value("0011 44 20 7031 3000", "AU"), "+442070313000");
    assert_eq!(value("810 44 20 7031 3000", "RU"), "+442070313000");
}

#[test]
fn an_extension_is_kept_behind_the_number() {
    for given in ["619-687-8614x0130", "619-687-8614 ext. 0130", "+1 619 687 8614;ext=0130", "(619) 687-8614 #0130"] {
        let (phone, problems) = normalise(given, Some("US"));
        assert_eq!(phone.value, "+16196878614;ext=0130", "{given}");
        assert_eq!(phone.e164(), Some("+16196878614"));
        assert_eq!(problems, []);
    }
}

#[test]
fn of_several_numbers_the_first_is_taken_and_it_is_said() {
    let (phone, problems) = normalise("+351 912 345 678 / +351 212 345 678", Some("PT"));
    assert_eq!(phone.value, "+351912345678");
    assert_eq!(problems[0].code, problem::PHONE_SEVERAL);
}

#[test]
fn what_cannot_be_read_is_kept_as_given() {
    for (given, country, code) in [
        ("ask at the desk", Some("PT"), problem::PHONE_NO_DIGITS),
        ("912 345", Some("PT"), problem::PHONE_TOO_SHORT),
        ("912 345 678 901", Some("PT"), problem::PHONE_TOO_LONG),
        ("+999 123456", None, problem::PHONE_UNKNOWN_COUNTRY),
        ("912 345 678", None, problem::PHONE_NO_COUNTRY),
    ] {
        let (phone, problems) = normalise(given, country);
        assert_eq!(phone.value, given);
        assert!(!phone.international);
        assert_eq!(phone.e164(), None);
        assert_eq!(problems.last().map(|problem| problem.code.as_ref()), Some(code), "{given}");
    }
}

#[test]
fn words_beside_the_number_are_said_and_the_number_is_read() {
    let (phone, _) = normalise("650 253 0000 (home)", Some("US"));
    assert_eq!(phone.value, "+16502530000");
    assert_eq!(codes("650 253 0000 (home)", Some("US")), [problem::PHONE_CHARACTER]);
}

#[test]
fn the_country_that_shares_a_calling_code_is_believed() {
    assert_eq!(normalise("+1 416 555 0123", Some("CA")).0.country, Some("CA"));
    assert_eq!(normalise("+1 416 555 0123", None).0.country, Some("US"));
}

#[test]
fn countries_are_in_order_and_found_by_both_codes() {
    assert!(Country::all().is_sorted_by(|left, right| left.alpha2() < right.alpha2()));
    for country in Country::all() {
        assert_eq!(Country::from_code(country.alpha2()), Some(country));
        if let Some(alpha3) = country.alpha3() {
            assert_eq!(Country::from_code(&alpha3.to_lowercase()), Some(country));
        }
        assert_eq!(Country::from_calling_code(country.calling_code()).map(Country::calling_code), Some(country.calling_code()));
    }
}

#[test]
fn withdrawn_country_codes_are_understood() {
    assert_eq!(Country::from_code("TMP").map(Country::alpha2), Some("TL"));
    assert_eq!(Country::from_code("uk").map(Country::alpha2), Some("GB"));
    assert_eq!(Country::from_code("XYZ"), None);
}

/// Parse cases in which this crate reads differently on purpose: a word in brackets is a note rather than letters of the
/// keypad, and Mexico's old 1 is taken off.
const READ_DIFFERENTLY: [&str; 2] = ["6502530000 (home)", "+52 1 55 1234 5678"];

#[test]
fn awkward_numbers_of_libphonenumber_are_read_alike() {
    let collections = corpus::collections(LARGE, SMALL);
    let cases = corpus::cases(&collections, "parse_cases");
    let mut agreed = 0;
    let mut differing = Vec::new();
    for case in &cases {
        let input = case["input"].as_str().expect("an input");
        let (phone, _) = normalise(input, case["default_region"].as_str());
        // What is too short or too long for its country is no number here, and one "not possible" there.
        let expected = case["e164"].as_str().filter(|_| case["possible"].as_bool() == Some(true));
        let extension = phone.value.split_once(";ext=").map(|(_, extension)| extension);
        if phone.e164() == expected && extension == case["extension"].as_str() {
            agreed += 1;
        } else {
            differing.push(input);
        }
    }
    println!("telephone, awkward: {agreed} of {} cases agree", cases.len());
    differing.retain(|input| !READ_DIFFERENTLY.contains(input));
    assert_eq!(differing, [""; 0]);
}

#[test]
fn example_numbers_of_every_country_are_read_as_written_at_home_and_abroad() {
    let collections = corpus::collections(LARGE, SMALL);
    let cases = corpus::cases(&collections, "examples");
    let mut agreed = 0;
    let mut differing = Vec::new();
    for case in &cases {
        let text = |key: &str| case[key].as_str().expect("a text");
        let expected = Some(text("e164"));
        let at_home = normalise(text("national"), Some(text("region"))).0;
        let abroad = normalise(text("international"), None).0;
        if at_home.e164() == expected && abroad.e164() == expected {
            agreed += 1;
        } else {
            differing.push(format!("{} {} {:?} {:?}", text("region"), text("e164"), at_home.value, abroad.value));
        }
    }
    println!("telephone, examples: {agreed} of {} agree", cases.len());
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn the_same_number_matches_and_another_does_not() {
    let collections = corpus::collections(LARGE, SMALL);
    for case in corpus::cases(&collections, "match_cases") {
        let read = |key: &str| {
            let given = case[key].as_str().expect("a number");
            let home = if given.contains("33") || given.starts_with("06") { "FR" } else { "US" };
            normalise(given, Some(home)).0.value
        };
        let same = matches!(case["match"].as_str(), Some("EXACT_MATCH" | "NSN_MATCH"));
        assert_eq!(read("a") == read("b"), same, "{case}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_a_number_or_a_problem(given in ".{0,40}", country in prop::option::of("[A-Z]{2}")) {
        let (phone, problems) = normalise(&given, country.as_deref());
        prop_assert!(phone.international || !problems.is_empty());
        prop_assert!(phone.international || phone.value == given.trim());
    }

    #[test]
    fn a_number_once_read_is_read_the_same_again(digits in "[0-9]{4,14}", country in prop::sample::select(vec!["PT", "DE", "US", "IT", "RU", "BR", "AR", "MX", "JP", "HU"])) {
        let (phone, _) = normalise(&digits, Some(country));
        if phone.international {
            prop_assert_eq!(normalise(&phone.value, Some(country)).0, phone);
        }
    }
}
