//! What stays say on a day.

use innkeeper_domain::stay::{StayFact, StayStatus, StaySummary, When, summarise};
use innkeeper_domain::{Currency, Date, Money};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn today() -> Date {
    day("2026-11-21")
}

fn stay(status: StayStatus, arrival: &str, departure: &str, cents: i64) -> StayFact {
    StayFact { status, arrival: Some(day(arrival)), departure: Some(day(departure)), total: Some(Money::new(cents, Currency::EUR)) }
}

#[test]
fn a_day_room_has_no_night_and_turned_dates_have_no_count() {
    assert_eq!(stay(StayStatus::CheckedOut, "2026-11-20", "2026-11-20", 0).nights(), Some(0));
    assert_eq!(stay(StayStatus::CheckedOut, "2026-02-27", "2026-03-02", 0).nights(), Some(3));
    assert_eq!(stay(StayStatus::CheckedOut, "2026-11-21", "2026-11-20", 0).nights(), None);
}

#[test]
fn last_stay_is_the_latest_departure_of_a_valid_past_stay() {
    let stays = [
        stay(StayStatus::CheckedOut, "2026-05-01", "2026-05-04", 0),
        stay(StayStatus::Cancelled, "2026-10-01", "2026-10-04", 0),
        stay(StayStatus::NoShow, "2026-11-01", "2026-11-04", 0),
        stay(StayStatus::CheckedOut, "2026-04-01", "2026-06-04", 0),
        stay(StayStatus::Inquiry, "2026-11-10", "2026-11-12", 0),
        stay(StayStatus::Optional, "2026-11-10", "2026-11-12", 0),
    ];
    assert_eq!(summarise(&stays, today()).last, Some(3));
}

#[test]
fn next_stay_is_the_first_booked_arrival_from_today_on() {
    let stays = [
        stay(StayStatus::Confirmed, "2027-01-01", "2027-01-04", 0),
        stay(StayStatus::Confirmed, "2026-11-21", "2026-11-24", 0),
        stay(StayStatus::Cancelled, "2026-11-21", "2026-11-24", 0),
        stay(StayStatus::Optional, "2026-11-21", "2026-11-24", 0),
    ];
    assert_eq!(summarise(&stays, today()).next, Some(1));
}

#[test]
fn who_is_in_the_house_is_neither_last_nor_next() {
    let summary = summarise(&[stay(StayStatus::InHouse, "2026-11-19", "2026-11-21", 100)], today());
    assert_eq!(summary, StaySummary { current: Some(0), ..StaySummary::default() });
}

#[test]
fn who_left_early_has_stayed() {
    assert_eq!(stay(StayStatus::CheckedOut, "2026-11-19", "2026-11-25", 0).when(today()), When::Past);
}

#[test]
fn a_checked_out_stay_that_has_not_begun_is_no_stay() {
    assert_eq!(stay(StayStatus::CheckedOut, "2026-11-22", "2026-11-25", 0).when(today()), When::Never);
}

#[test]
fn a_confirmed_stay_counts_as_past_once_its_last_day_is_over() {
    assert_eq!(stay(StayStatus::Confirmed, "2026-11-18", "2026-11-20", 0).when(today()), When::Past);
    assert_eq!(stay(StayStatus::Confirmed, "2026-11-18", "2026-11-21", 0).when(today()), When::Now);
}

#[test]
fn lifetime_spend_is_of_valid_past_stays_by_currency() {
    let mut yen = stay(StayStatus::CheckedOut, "2026-03-01", "2026-03-02", 0);
    yen.total = Some(Money::new(9_000, "JPY".parse().expect("a currency")));
    let mut unpriced = stay(StayStatus::CheckedOut, "2026-03-01", "2026-03-02", 0);
    unpriced.total = None;
    let stays = [
        yen,
        stay(StayStatus::CheckedOut, "2026-05-01", "2026-05-04", 30_000),
        stay(StayStatus::CheckedOut, "2026-06-01", "2026-06-02", -638),
        stay(StayStatus::Cancelled, "2026-07-01", "2026-07-02", 99_999),
        stay(StayStatus::Confirmed, "2027-07-01", "2027-07-02", 88_888),
        unpriced,
    ];
    let summary = summarise(&stays, today());
    assert_eq!(summary.spend, [Money::new(29_362, Currency::EUR), yen.total.expect("a price")]);
    assert_eq!((summary.stays, summary.nights, summary.cancelled), (4, 6, 1));
}

#[test]
fn a_guest_without_stays_has_an_empty_summary() {
    assert_eq!(summarise(&[], today()), StaySummary::default());
}
