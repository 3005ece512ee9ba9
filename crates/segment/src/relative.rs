//! Days told from today: `{"relative":"-P12M","includeToday":true}`.

use innkeeper_domain::Date;

use crate::{Json, Map};

/// What a time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months of the calendar; a day the month does not have is its last.
    Month,
    /// Years.
    Year,
}

impl Unit {
    /// All of them, shortest first.
    pub const ALL: &[Self] = &[Self::Day, Self::Week, Self::Month, Self::Year];

    const fn letter(self) -> char {
        match self {
            Self::Day => 'D',
            Self::Week => 'W',
            Self::Month => 'M',
            Self::Year => 'Y',
        }
    }

    /// Key of its word in the text catalogue, which takes the number as `count`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "rule-unit-day",
            Self::Week => "rule-unit-week",
            Self::Month => "rule-unit-month",
            Self::Year => "rule-unit-year",
        }
    }
}

/// A time from today on, or back from it.
///
/// Compared with `=` it is the **period** between that day and today, so that `-P7D` is the last seven days; `include_today` says whether today is one
/// more. Compared with any other operator it is the day at its far end, so that `<` of `-P12M` is more than twelve months ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// Counts by [`Unit`], all of one sign.
    counts: [i32; 4],
    /// Today belongs to the period.
    pub include_today: bool,
}

/// Far more than any rule of a hotel, and far from what would overflow.
const LONGEST: i32 = 100_000;

impl Relative {
    /// So many units from today; negative for the past.
    #[must_use]
    pub fn new(count: i32, unit: Unit, include_today: bool) -> Self {
        let mut counts = [0; 4];
        counts[unit as usize] = count.clamp(-LONGEST, LONGEST);
        Self { counts, include_today }
    }

    /// The number and the unit, when it is told in one unit.
    #[must_use]
    pub fn told(self) -> Option<(i32, Unit)> {
        let mut said = Unit::ALL.iter().filter(|unit| self.counts[**unit as usize] != 0);
        match (said.next(), said.next()) {
            (None, _) => Some((0, Unit::Day)),
            (Some(unit), None) => Some((self.counts[*unit as usize], *unit)),
            _ => None,
        }
    }

    /// Reads it from a rule's value; none when the value is something else.
    #[must_use]
    pub fn read(value: &Json) -> Option<Self> {
        let map = value.as_object()?;
        let include_today = match map.get("includeToday") {
            None => false,
            Some(flag) => flag.as_bool()?,
        };
        Some(Self { counts: duration(map.get("relative")?.as_str()?)?, include_today })
    }

    /// As a rule's value.
    #[must_use]
    pub fn json(self) -> Json {
        let mut text = if self.counts.iter().any(|count| *count < 0) { "-P".to_owned() } else { "P".to_owned() };
        for unit in Unit::ALL.iter().rev() {
            let count = self.counts[*unit as usize].unsigned_abs();
            if count != 0 || (*unit == Unit::Day && text.ends_with('P')) {
                text.push_str(&count.to_string());
                text.push(unit.letter());
            }
        }
        Json::Object(Map::from_iter([("relative".to_owned(), text.into()), ("includeToday".to_owned(), self.include_today.into())]))
    }

    /// The day at its far end; none outside years 0 to 9999.
    #[must_use]
    pub fn day(self, today: Date) -> Option<Date> {
        let [days, weeks, months, years] = self.counts;
        let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 + years * 12 + months;
        let (year, month) = (i16::try_from(months.div_euclid(12)).ok()?, i8::try_from(months.rem_euclid(12)).ok()? + 1);
        let day = (28..=today.day()).rev().chain([today.day()]).find_map(|day| Date::new(year, month, day))?;
        day.plus_days(weeks * 7 + days)
    }

    /// First and last day of the period; none outside years 0 to 9999. Nothing from today is today.
    #[must_use]
    pub fn period(self, today: Date) -> Option<(Date, Date)> {
        let far = self.day(today)?;
        let near = |step: i32| if self.include_today { Some(today) } else { today.plus_days(step) };
        Some(match far.cmp(&today) {
            std::cmp::Ordering::Less => (far, near(-1)?),
            std::cmp::Ordering::Equal => (today, today),
            std::cmp::Ordering::Greater => (near(1)?, far),
        })
    }
}

/// Counts of `-P1Y2M3W4D`: an ISO 8601 duration of whole days with a sign before it.
fn duration(text: &str) -> Option<[i32; 4]> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut rest = rest.strip_prefix('P').filter(|parts| !parts.is_empty())?;
    let mut counts = [0; 4];
    // Each unit at most once, the longer before the shorter.
    let mut units = Unit::ALL.iter().rev();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let letter = rest[end..].chars().next()?;
        let unit = units.find(|unit| unit.letter() == letter)?;
        counts[*unit as usize] = sign * rest[..end].parse::<i32>().ok().filter(|count| *count <= LONGEST)?;
        rest = &rest[end + 1..];
    }
    Some(counts)
}
