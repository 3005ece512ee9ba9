//! The page of today before it is drawn: the greeting, what the opening sentence says, how much time a reply has left.

use innkeeper_engine::protocol::TodayView;

/// Key of the greeting at this hour.
pub const fn greeting(hour: u32) -> &'static str {
    match hour {
        4..12 => "today-morning",
        12..18 => "today-afternoon",
        _ => "today-evening",
    }
}

/// A part of the opening sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// So many arrive.
    Arrivals(u32),
    /// So many replies are late.
    Late(u32),
    /// So many replies are due today, the last by this time.
    Due(u32, i64),
    /// So many guests have two answers for one field.
    TwoValues(u32),
}

/// What is true today and worth a word, in the order it is said. `midnight` is the end of the day.
pub fn opening(today: &TodayView, now: i64, midnight: i64) -> Vec<Saying> {
    let due = |row: &innkeeper_engine::protocol::LeadRow| row.reply_due;
    let late = count(today.replies.iter().filter_map(due).filter(|at| *at <= now).count());
    let soon: Vec<i64> = today.replies.iter().filter_map(due).filter(|at| *at > now && *at < midnight).collect();
    // The list has only the most urgent; when all of them are late, those behind it may be late too.
    let late = if late as usize == today.replies.len() { today.replies_due.max(late) } else { late };
    let by = soon.iter().max().map(|last| Saying::Due(count(soon.len()), *last));
    [
        Some(Saying::Arrivals(count(today.arrivals.len()))),
        Some(Saying::Late(late)),
        by,
        Some(Saying::TwoValues(count(today.two_values.len()))),
    ]
    .into_iter()
    .flatten()
    .filter(|saying| !matches!(saying, Saying::Arrivals(0) | Saying::Late(0) | Saying::TwoValues(0)))
    .collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How far a moment is, in the unit people say it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The moment is behind us.
    pub late: bool,
    /// How many.
    pub amount: i64,
    /// Of what.
    pub unit: Unit,
}

/// Units people say a time left in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Below an hour and a half.
    Minutes,
    /// Below two days.
    Hours,
    /// The rest.
    Days,
}

/// The time from now to a moment, cut to whole units: nobody is told that there is more time than there is.
pub const fn span(to: i64, now: i64) -> Span {
    let minutes = (to - now).abs() / 60_000;
    let (amount, unit) = match minutes {
        0..90 => (minutes, Unit::Minutes),
        90..2880 => (minutes / 60, Unit::Hours),
        _ => (minutes / 1440, Unit::Days),
    };
    Span { late: to <= now, amount, unit }
}

impl Span {
    /// Key of its words.
    pub const fn label(self) -> &'static str {
        match (self.late, self.unit) {
            (false, Unit::Minutes) => "today-minutes-left",
            (false, Unit::Hours) => "today-hours-left",
            (false, Unit::Days) => "today-days-left",
            (true, Unit::Minutes) => "today-minutes-late",
            (true, Unit::Hours) => "today-hours-late",
            (true, Unit::Days) => "today-days-late",
        }
    }
}

/// The letters of a portrait: the first of the first two words that begin with a capital, or the first sign of a name
/// without spaces.
pub fn monogram(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).filter(|letter| !letter.is_ascii_lowercase()).take(2).collect()
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::Date;
    use innkeeper_engine::protocol::LeadRow;
    use innkeeper_sync::id::RootId;

    use super::*;

    const NOW: i64 = 1_000_000_000_000;
    const HOUR: i64 = 3_600_000;

    fn reply(due: i64) -> LeadRow {
        LeadRow {
            root: RootId(uuid::Uuid::nil()),
            name: String::new(),
            company: String::new(),
            email: String::new(),
            phone: String::new(),
            grade: None,
            status: None,
            place: String::new(),
            at: 0,
            by: String::new(),
            reply_due: Some(due),
            to_finish: false,
            sent: None,
        }
    }

    fn today(due: &[i64], replies_due: u32) -> TodayView {
        TodayView {
            date: Date::new(2026, 11, 21).expect("a day"),
            arrivals: Vec::new(),
            departures: 0,
            in_house: 0,
            replies: due.iter().map(|due| reply(*due)).collect(),
            replies_due,
            leads: Vec::new(),
            two_values: Vec::new(),
        }
    }

    fn said(due: &[i64], replies_due: u32) -> Vec<Saying> {
        opening(&today(due, replies_due), NOW, NOW + 10 * HOUR)
    }

    #[test]
    fn a_quiet_day_says_nothing() {
        assert_eq!(said(&[], 0), []);
    }

    #[test]
    fn replies_due_today_are_said_with_the_time_of_the_last() {
        let last = NOW + 3 * HOUR;
        assert_eq!(said(&[NOW + HOUR, last, NOW + 30 * HOUR], 3), [Saying::Due(2, last)]);
    }

    #[test]
    fn a_late_reply_is_said_by_itself() {
        assert_eq!(said(&[NOW - HOUR, NOW + HOUR], 2), [Saying::Late(1), Saying::Due(1, NOW + HOUR)]);
    }

    #[test]
    fn replies_beyond_the_list_are_counted_when_all_of_it_is_late() {
        assert_eq!(said(&[NOW - HOUR], 31), [Saying::Late(31)]);
    }

    #[test]
    fn time_left_is_never_rounded_up() {
        assert_eq!(span(NOW + 119 * 60_000, NOW), Span { late: false, amount: 1, unit: Unit::Hours });
        assert_eq!(span(NOW + 59_999, NOW), Span { late: false, amount: 0, unit: Unit::Minutes });
    }

    #[test]
    fn a_reply_is_late_from_the_moment_it_was_due() {
        assert!(span(NOW, NOW).late);
    }

    #[test]
    fn all_words_are_in_the_catalogue() {
        let spans = [0, 120, 5000].iter().flat_map(|minutes| [span(NOW + minutes * 60_000, NOW), span(NOW - minutes * 60_000, NOW)]);
        for key in spans.map(Span::label).chain((0..24).map(greeting)) {
            assert!(innkeeper_texts::Key::from_id(key).is_some(), "{key}");
        }
    }

    #[test]
    fn a_name_without_spaces_gives_its_first_sign() {
        assert_eq!(monogram("李小明"), "李");
    }

    #[test]
    fn small_words_of_a_name_have_no_letter_in_the_portrait() {
        assert_eq!(monogram("María del Carmen"), "MC");
    }
}
