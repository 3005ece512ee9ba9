//! Money.

use innkeeper_domain::{Currency, Error, Money, problem};
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

fn read(given: &str, code: &str) -> (Option<i64>, Vec<String>) {
    let (money, problems) = Money::parse(given, currency(code));
    (money.map(|money| money.minor), problems.into_iter().map(|problem| problem.code.into_owned()).collect())
}

fn plainly(given: &str, code: &str) -> i64 {
    let (minor, problems) = read(given, code);
    assert_eq!(problems, [""; 0], "{given}");
    minor.expect("an amount")
}

#[test]
fn a_currency_knows_its_minor_digits() {
    for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)] {
        assert_eq!(currency(code).minor_digits(), digits, "{code}");
    }
    assert!("eur".parse::<Currency>().is_err());
    assert!("XAU".parse::<Currency>().is_err());
    assert!("URA".parse::<Currency>().is_err(), "letters of two neighbours in the table");
}

#[test]
fn every_currency_is_found_by_its_code_in_order() {
    let codes: Vec<&str> = Currency::all().map(Currency::code).collect();
    assert!(codes.is_sorted_by(|left, right| left < right));
    for found in Currency::all() {
        assert_eq!(currency(found.code()), found);
    }
}

#[test]
fn an_amount_is_read_in_the_habits_of_many_places() {
    for given in [
        "1234.5",
        "1234,50",
        "1,234.50",
        "1.234,50 €",
        "1 234,50",
        "1\u{202f}234,50\u{a0}€",
        "1’234.50",
        "€1,234.50",
        "EUR 1234.50",
        "1234.50EUR",
        "１２３４．５０",
        "١٢٣٤٫٥٠",
    ] {
        assert_eq!(plainly(given, "EUR"), 123_450, "{given}");
    }
    assert_eq!(plainly("1.234.567", "EUR"), 123_456_700);
    assert_eq!(plainly("12,34,567.00", "INR"), 123_456_700);
}

#[test]
fn a_loss_is_read_however_it_is_marked() {
    for given in ["-6.38", "−6,38", "6.38-", "(6.38)", "-€6.38", "€ -6.38"] {
        assert_eq!(plainly(given, "EUR"), -638, "{given}");
    }
}

#[test]
fn minor_units_follow_the_currency() {
    assert_eq!(plainly("1200", "JPY"), 1200);
    assert_eq!(plainly("1.5", "KWD"), 1500);
    assert_eq!(plainly("12.5000", "CLF"), 125_000);
}

#[test]
fn a_lone_separator_before_three_digits_is_said() {
    assert_eq!(read("1.234", "EUR"), (Some(123_400), vec![problem::MONEY_AMBIGUOUS.to_owned()]));
    assert_eq!(read("1.234", "KWD"), (Some(1234), vec![problem::MONEY_AMBIGUOUS.to_owned()]));
    assert_eq!(read("0.125", "EUR"), (Some(13), vec![problem::MONEY_ROUNDED.to_owned()]));
}

#[test]
fn places_the_currency_does_not_have_are_rounded_and_said() {
    assert_eq!(read("-9.9950", "EUR"), (Some(-1000), vec![problem::MONEY_ROUNDED.to_owned()]));
    assert_eq!(plainly("9.9900", "EUR"), 999, "zeros round nothing away");
}

#[test]
fn another_currency_is_believed_and_said() {
    let (money, problems) = Money::parse("12.00 USD", Currency::EUR);
    assert_eq!(money, Some(Money::new(1200, currency("USD"))));
    assert_eq!(problems[0].code, problem::MONEY_OTHER_CURRENCY);
}

#[test]
fn what_is_no_amount_says_so() {
    for given in ["", "free", "12 nights", "1O0", "--5", "."] {
        assert_eq!(read(given, "EUR"), (None, vec![problem::MONEY_NOT_AN_AMOUNT.to_owned()]), "{given}");
    }
    assert_eq!(read("92233720368547758.08", "EUR"), (None, vec![problem::MONEY_TOO_LARGE.to_owned()]));
}

#[test]
fn only_amounts_of_one_currency_add() {
    let euro = Money::new(1, Currency::EUR);
    let yen = Money::new(1, currency("JPY"));
    assert_eq!(euro.checked_add(yen), Err(Error::MixedCurrencies(Currency::EUR, currency("JPY"))));
    assert_eq!(euro.checked_add(Money::new(i64::MAX, Currency::EUR)), Err(Error::TooLarge));
    assert_eq!(euro.checked_add(euro), Ok(Money::new(2, Currency::EUR)));
}

#[test]
fn an_amount_is_shown_with_its_places() {
    assert_eq!(Money::new(-5, Currency::EUR).to_string(), "-0.05 EUR");
    assert_eq!(Money::new(1200, currency("JPY")).to_string(), "1200 JPY");
    assert_eq!(Money::new(i64::MIN, Currency::EUR).to_string(), "-92233720368547758.08 EUR");
}

proptest! {
    #[test]
    fn an_amount_shown_is_read_back(minor in -i64::MAX..i64::MAX, code in prop::sample::select(vec!["EUR", "JPY", "CLF"])) {
        let money = Money::new(minor, currency(code));
        let (back, problems) = Money::parse(&money.to_string(), money.currency);
        prop_assert_eq!(back, Some(money));
        prop_assert_eq!(problems, []);
    }

    #[test]
    fn any_text_gives_an_amount_or_a_problem(given in ".{0,40}") {
        let (money, problems) = Money::parse(&given, Currency::EUR);
        prop_assert!(money.is_some() || !problems.is_empty());
    }
}
