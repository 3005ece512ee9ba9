//! Days and moments.

use innkeeper_domain::{Date, Instant};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn days_are_counted_from_1970() {
    assert_eq!(day("1970-01-01").days_since_epoch(), 0);
    assert_eq!(day("1969-12-31").days_since_epoch(), -1);
    assert_eq!(day("2000-03-01").days_since_epoch(), 11_017);
    assert_eq!(day("0000-01-01").days_since_epoch(), -719_528);
}

#[test]
fn only_strict_iso_is_a_date() {
    for text in ["2026-2-01", "2026-02-29", "2026-13-01", "20260201", "2026-02-01 ", "2026/02/01", "+026-02-01", "٢٠٢٦-٠٢-٠١", "2026-02-1é"]
    {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
}

#[test]
fn days_outside_four_digit_years_do_not_exist() {
    assert_eq!(day("9999-12-31").plus_days(1), None);
    assert_eq!(Date::from_days_since_epoch(i32::MAX), None);
    assert_eq!(Date::from_days_since_epoch(i32::MIN), None);
}

#[test]
fn a_moment_before_1970_is_on_the_day_before() {
    assert_eq!(Instant(-1).day_in_utc(), Some(day("1969-12-31")));
    assert_eq!(Instant(86_400_000).day_in_utc(), Some(day("1970-01-02")));
}

proptest! {
    #[test]
    fn every_day_has_one_number_and_one_text(days in -719_528..2_932_897) {
        let date = Date::from_days_since_epoch(days).expect("within years 0 to 9999");
        prop_assert_eq!(date.days_since_epoch(), days);
        prop_assert_eq!(day(&date.to_string()), date);
    }

    #[test]
    fn dates_are_ordered_as_their_numbers(left in -700_000..2_900_000, right in -700_000..2_900_000) {
        let date = |days| Date::from_days_since_epoch(days).expect("within years 0 to 9999");
        prop_assert_eq!(date(left).cmp(&date(right)), left.cmp(&right));
        prop_assert_eq!(date(left).days_until(date(right)), right - left);
    }
}
