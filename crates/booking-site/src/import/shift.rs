//! Moves an old export to today, for demonstrations: by whole weeks, so that weekdays stay, and as the hotel would see
//! its reservations on that day.

use std::collections::BTreeMap;

use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Date, FromValue, Value};

use super::high::StayDraft;
use super::low::Typed;

/// How many days of the export lie ahead of today: a booking window to look at.
const AHEAD: i32 = 28;

/// So many weeks on, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    weeks: i32,
    today: Date,
}

impl Shift {
    /// The move after which the last arrival lies about four weeks ahead and `today` has arrivals, where the export has
    /// any on its day of the week. `arrivals` counts the stays that took place by their day of arrival.
    pub fn to(today: Date, arrivals: &BTreeMap<Date, u32>) -> Self {
        let Some((last, _)) = arrivals.last_key_value() else {
            return Self { weeks: 0, today };
        };
        let weeks = (last.days_until(today) + AHEAD).div_euclid(7);
        // Days of arrival that come to lie on today, each by its own number of weeks; the one nearest to the wanted number.
        let days = arrivals.keys().map(|day| day.days_until(today)).filter(|days| days % 7 == 0);
        let nearest = days.map(|days| days / 7).min_by_key(|found| (found - weeks).abs());
        Self { weeks: nearest.unwrap_or(weeks), today }
    }

    /// Whole weeks added to every date.
    pub fn weeks(self) -> i32 {
        self.weeks
    }

    /// Moves the dates of a stay and gives it the status it has on that day: what lies ahead is confirmed, who is here
    /// is in house, and nothing was booked or cancelled after today.
    pub fn apply(self, stay: &mut StayDraft) {
        for (_, value) in &mut stay.values {
            if let Value::Date(day) = value {
                *day = day.plus_days(self.weeks * 7).unwrap_or(*day);
            }
        }
        let (arrival, departure) = (stay.day(stay::ARRIVAL), stay.day(stay::DEPARTURE));
        let ahead = arrival.is_some_and(|day| day >= self.today);
        let cancelled_later = stay.day(stay::CANCELLED_ON).is_some_and(|day| day > self.today);
        for (field, value) in &mut stay.values {
            if field.name == stay::STATUS.name() {
                let status = match StayStatus::from_value(value) {
                    Some(StayStatus::CheckedOut | StayStatus::NoShow) if ahead => StayStatus::Confirmed,
                    Some(StayStatus::CheckedOut) if departure.is_some_and(|day| day >= self.today) => StayStatus::InHouse,
                    Some(StayStatus::Cancelled) if cancelled_later => StayStatus::Confirmed,
                    _ => continue,
                };
                *value = status.into();
            } else if field.name == stay::BOOKED_ON.name()
                && let Value::Date(day) = value
            {
                *day = self.today.min(*day);
            }
        }
        let not_cancelled_yet = |(field, _): &Typed| cancelled_later && field.name == stay::CANCELLED_ON.name();
        stay.values.retain(|typed| !not_cancelled_yet(typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn shifted(status: &str, arrival: &str, departure: &str, cancelled: Option<&str>) -> (String, Option<Date>) {
        let arrivals = [(day("2017-08-07"), 3), (day("2017-08-31"), 1)].into();
        let shift = Shift::to(day("2026-11-23"), &arrivals);
        let mut values: Vec<Typed> = vec![
            (stay::STATUS.field(), status.into()),
            (stay::ARRIVAL.field(), day(arrival).into()),
            (stay::DEPARTURE.field(), day(departure).into()),
        ];
        values.extend(cancelled.map(|on| (stay::CANCELLED_ON.field(), day(on).into())));
        let mut stay = StayDraft { reference: "R1".to_owned(), values };
        shift.apply(&mut stay);
        let status = stay.values[0].1.as_text().unwrap_or_default().to_owned();
        (status, stay.day(stay::CANCELLED_ON))
    }

    #[test]
    fn today_has_arrivals_and_weekdays_stay() {
        let arrivals = [(day("2017-08-07"), 3), (day("2017-08-31"), 1)].into();
        let today = day("2026-11-23");
        let shift = Shift::to(today, &arrivals);
        assert_eq!(day("2017-08-07").plus_days(shift.weeks() * 7), Some(today));
    }

    #[test]
    fn reservations_are_seen_as_on_that_day() {
        assert_eq!(shifted("checked-out", "2017-08-07", "2017-08-09", None).0, "confirmed");
        assert_eq!(shifted("checked-out", "2017-08-05", "2017-08-09", None).0, "in-house");
        assert_eq!(shifted("checked-out", "2017-08-01", "2017-08-05", None).0, "checked-out");
        assert_eq!(shifted("no-show", "2017-08-31", "2017-09-02", None).0, "confirmed");
    }

    #[test]
    fn nothing_is_cancelled_in_the_future() {
        assert_eq!(shifted("cancelled", "2017-08-31", "2017-09-02", Some("2017-08-20")), ("confirmed".to_owned(), None));
        let (status, on) = shifted("cancelled", "2017-08-31", "2017-09-02", Some("2017-08-01"));
        assert_eq!((status.as_str(), on.is_some()), ("cancelled", true));
    }
}
