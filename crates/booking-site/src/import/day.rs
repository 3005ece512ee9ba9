//! Dates as exports write them: `2026-11-21`, `21/11/2026`, `21-NOV-26`, `20261121`, with or without a time.

use innkeeper_domain::Date;
use jiff::tz::TimeZone;

use super::finding::Code;
use super::map::DateOrder;

/// English short names, which property systems print in every country.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A two-digit year below this one is of this century (POSIX `strptime`).
const CENTURY_TURNS_AT: i16 = 69;

/// The day a text names, read in `order` where the text alone does not decide. A text with a time and an offset is the
/// day it was then in `zone`. None if it is no day, or one with two readings that the order does not settle.
pub fn read(text: &str, order: DateOrder, zone: Option<&TimeZone>) -> (Option<Date>, Option<Code>) {
    if let Ok(day) = text.parse() {
        return (Some(day), None);
    }
    if let Some(zone) = zone
        && let Ok(moment) = text.parse::<jiff::Timestamp>()
    {
        return (Some(moment.to_zoned(zone.clone()).date().into()), None);
    }
    let (parts, named_month) = parts(text);
    match (parts.as_slice(), named_month) {
        ([whole], None) if whole.len() == 8 => (whole[..4].parse().ok().and_then(|year| by_text(year, &whole[4..6], &whole[6..])), None),
        ([first, second], Some(month)) => with_named_month(first, second, month),
        ([first, second, third], None) => numeric(first, second, third, order),
        _ => (None, None),
    }
}

/// The numbers of the date, and the month if it is a word; a time behind the date is left out.
fn parts(text: &str) -> (Vec<&str>, Option<i8>) {
    let mut parts = Vec::new();
    let mut month = None;
    for part in text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        // `2026-11-21T08:00` has its time in the same word as the day.
        let part = match part.split_once(['T', 't']) {
            Some((day, time)) if !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit()) && time.len() <= 2 => day,
            _ => part,
        };
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            parts.push(part);
        } else if let Some(found) = month_of(part)
            && month.is_none()
        {
            month = Some(found);
        } else {
            return (Vec::new(), None);
        }
        if parts.len() + usize::from(month.is_some()) == 3 {
            break;
        }
    }
    (parts, month)
}

fn month_of(word: &str) -> Option<i8> {
    let short = word.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == short)?;
    i8::try_from(at + 1).ok()
}

fn by_text(year: i16, month: &str, day: &str) -> Option<Date> {
    Date::new(year, month.parse().ok()?, day.parse().ok()?)
}

/// A year of two or four digits, and whether its century was guessed.
fn year_of(text: &str) -> Option<(i16, bool)> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some((year, false)),
        2 if year < CENTURY_TURNS_AT => Some((2000 + year, true)),
        2 => Some((1900 + year, true)),
        _ => None,
    }
}

fn with_named_month(first: &str, second: &str, month: i8) -> (Option<Date>, Option<Code>) {
    let (year, day) = if first.len() == 4 { (first, second) } else { (second, first) };
    let Some((year, guessed)) = year_of(year) else { return (None, None) };
    let date = day.parse().ok().and_then(|day| Date::new(year, month, day));
    (date, guessed.then_some(Code::CenturyGuessed))
}

fn numeric(first: &str, second: &str, third: &str, order: DateOrder) -> (Option<Date>, Option<Code>) {
    if first.len() == 4 {
        return (first.parse().ok().and_then(|year| by_text(year, second, third)), None);
    }
    let Some((year, guessed)) = year_of(third) else { return (None, None) };
    let day_first = by_text(year, second, first);
    let month_first = by_text(year, first, second);
    let century = guessed.then_some(Code::CenturyGuessed);
    match (order, day_first, month_first) {
        (DateOrder::DayFirst, Some(day), _) | (DateOrder::MonthFirst, _, Some(day)) => (Some(day), century),
        (DateOrder::DayFirst, None, Some(day)) | (DateOrder::MonthFirst, Some(day), None) => (Some(day), Some(Code::DateAmbiguous)),
        (DateOrder::YearFirst, Some(day), None) | (DateOrder::YearFirst, None, Some(day)) => (Some(day), century),
        (DateOrder::YearFirst, Some(day), Some(same)) if day == same => (Some(day), century),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, order: DateOrder, day: Option<&str>, said: Option<Code>) {
        let wanted = day.map(|day| day.parse().expect("written strictly"));
        assert_eq!(read(text, order, None), (wanted, said), "{text}");
    }

    #[test]
    fn writings_with_one_reading_need_no_order() {
        for text in [
            "2026-11-21",
            "2026/11/21",
            "2026.11.21",
            "20261121",
            "21-NOV-2026",
            "Nov 21, 2026",
            "2026-11-21T08:30:00Z",
            "2026-11-21 08:30",
            "21/11/2026",
        ] {
            check(text, DateOrder::YearFirst, Some("2026-11-21"), None);
        }
    }

    #[test]
    fn the_order_decides_where_two_readings_are_possible() {
        check("03/04/2026", DateOrder::DayFirst, Some("2026-04-03"), None);
        check("03/04/2026", DateOrder::MonthFirst, Some("2026-03-04"), None);
        check("03/04/2026", DateOrder::YearFirst, None, None);
    }

    #[test]
    fn a_date_that_contradicts_the_order_is_read_and_said() {
        check("11/21/2026", DateOrder::DayFirst, Some("2026-11-21"), Some(Code::DateAmbiguous));
    }

    #[test]
    fn the_century_of_a_short_year_is_guessed_and_said() {
        check("21-NOV-26", DateOrder::DayFirst, Some("2026-11-21"), Some(Code::CenturyGuessed));
        check("21.11.69", DateOrder::DayFirst, Some("1969-11-21"), Some(Code::CenturyGuessed));
    }

    #[test]
    fn what_is_no_day_gives_none() {
        for text in ["2026-02-30", "soon", "31/31/2026", "1/2", "", "0000000000", "12:30", "44197", "२०२६-०१-०१"] {
            assert_eq!(read(text, DateOrder::DayFirst, None).0, None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_the_day_it_was_at_the_property() {
        let lisbon = TimeZone::get("Europe/Lisbon").expect("is bundled");
        let (day, _) = read("2026-07-01T23:30:00Z", DateOrder::YearFirst, Some(&lisbon));
        assert_eq!(day, Date::new(2026, 7, 2));
    }
}
