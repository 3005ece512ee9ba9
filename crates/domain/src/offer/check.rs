//! What is wrong with an offer, and what is missing before anything can be sold.

use std::collections::BTreeSet;
use std::fmt;

use super::{Offer, Plan, Policies, Room, Season, Words};

/// Longest code of a room, plan or season, in bytes.
const CODE_MAX: usize = 24;
/// Longest text in one language, in characters.
const WORDS_MAX: usize = 10_000;
/// Longest line: a street, a number, an address.
const LINE_MAX: usize = 200;
/// Most rooms, plans or seasons: a hotel has a handful of each, and a page shows them all.
const MOST: usize = 100;
/// Dearest night, in minor units: what is above is a slip of the keyboard, and no stay can overflow a sum.
const RATE_MAX: i64 = 1_000_000_000;

/// The part of an offer that something is wrong with; rooms, plans and seasons by their code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The lists themselves.
    Offer,
    /// A type of room.
    Room(String),
    /// A rate plan.
    Plan(String),
    /// A season.
    Season(String),
    /// The house's words and rules.
    Policies,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not said, and it has to be.
    Missing,
    /// Longer, or more, than can be kept.
    TooLong,
    /// A number, a price or a time that cannot be.
    Range,
    /// Other than letters, digits, `-` and `_`.
    Code,
    /// It is there twice.
    Twice,
    /// It names something that is not there.
    Unknown,
    /// Two seasons share a day.
    Overlap,
    /// No mail address.
    Address,
}

/// Why an offer is not taken: one thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    /// Where.
    pub part: Part,
    /// The member's name, as it is written in the document.
    pub field: &'static str,
    /// What.
    pub fault: Fault,
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Part::Offer => {}
            Part::Room(code) => write!(f, "room {code:?}: ")?,
            Part::Plan(code) => write!(f, "plan {code:?}: ")?,
            Part::Season(code) => write!(f, "season {code:?}: ")?,
            Part::Policies => f.write_str("policies: ")?,
        }
        let words = match self.fault {
            Fault::Missing => "is missing",
            Fault::TooLong => "is too long",
            Fault::Range => "is out of range",
            Fault::Code => "has other than letters, digits, - and _, or is longer than 24",
            Fault::Twice => "is there twice",
            Fault::Unknown => "names something that is not there",
            Fault::Overlap => "shares a day with another season",
            Fault::Address => "is no mail address",
        };
        write!(f, "{} {words}", self.field)
    }
}

/// What has to be said before anything can be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// A type of room.
    Rooms,
    /// A rate plan.
    Plans,
    /// A season with a price.
    Prices,
    /// The words about personal data: without them nobody may be asked for any (GDPR 13, PIPL 17).
    Privacy,
}

impl Offer {
    /// What is missing before anything can be sold; nothing: the site sells.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        if self.rooms.is_empty() {
            missing.push(Missing::Rooms);
        }
        if self.plans.is_empty() {
            missing.push(Missing::Plans);
        }
        if self.seasons.iter().all(|season| season.rates.is_empty()) {
            missing.push(Missing::Prices);
        }
        if !self.policies.privacy.is_said() {
            missing.push(Missing::Privacy);
        }
        missing
    }

    /// Whether anything can be sold at all.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.missing().is_empty()
    }

    /// Everything that is wrong with it; nothing: it can be kept as it is, though something may be [missing](Self::missing) still.
    #[must_use]
    pub fn problems(&self) -> Vec<Unsound> {
        let mut found = Vec::new();
        for (field, count) in [("rooms", self.rooms.len()), ("plans", self.plans.len()), ("seasons", self.seasons.len())] {
            if count > MOST {
                found.push(Unsound { part: Part::Offer, field, fault: Fault::TooLong });
            }
        }
        for (place, room) in self.rooms.iter().enumerate() {
            let mut faults = Faults::of(Part::Room(room.code.clone()), &mut found);
            faults.code(&room.code, self.rooms[..place].iter().any(|other| other.code == room.code));
            faults.room(room);
        }
        for (place, plan) in self.plans.iter().enumerate() {
            let mut faults = Faults::of(Part::Plan(plan.code.clone()), &mut found);
            faults.code(&plan.code, self.plans[..place].iter().any(|other| other.code == plan.code));
            faults.plan(plan);
        }
        for (place, season) in self.seasons.iter().enumerate() {
            let mut faults = Faults::of(Part::Season(season.code.clone()), &mut found);
            faults.code(&season.code, self.seasons[..place].iter().any(|other| other.code == season.code));
            faults.season(season, self, place);
        }
        Faults::of(Part::Policies, &mut found).policies(&self.policies);
        found
    }

    /// Whether it can be kept as it is.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Unsound> {
        self.problems().into_iter().next().map_or(Ok(()), Err)
    }
}

/// What is wrong with one part.
struct Faults<'a> {
    part: Part,
    found: &'a mut Vec<Unsound>,
}

impl<'a> Faults<'a> {
    const fn of(part: Part, found: &'a mut Vec<Unsound>) -> Self {
        Self { part, found }
    }

    fn note(&mut self, field: &'static str, fault: Fault) {
        self.found.push(Unsound { part: self.part.clone(), field, fault });
    }

    fn unless(&mut self, holds: bool, field: &'static str, fault: Fault) {
        if !holds {
            self.note(field, fault);
        }
    }

    fn code(&mut self, code: &str, twice: bool) {
        let usable = code.len() <= CODE_MAX && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        self.unless(!code.is_empty(), "code", Fault::Missing);
        self.unless(usable, "code", Fault::Code);
        self.unless(code.is_empty() || !twice, "code", Fault::Twice);
    }

    fn words(&mut self, field: &'static str, words: &Words) {
        self.unless(words.0.values().all(|text| text.chars().count() <= WORDS_MAX), field, Fault::TooLong);
    }

    fn line(&mut self, field: &'static str, text: &str) {
        self.unless(text.chars().count() <= LINE_MAX, field, Fault::TooLong);
    }

    fn room(&mut self, room: &Room) {
        self.unless(room.name.is_said(), "name", Fault::Missing);
        for (field, words) in [("name", &room.name), ("about", &room.about), ("comforts", &room.comforts)] {
            self.words(field, words);
        }
        self.unless((1..=30).contains(&room.sleeps), "sleeps", Fault::Range);
        self.unless((1..=10_000).contains(&room.rooms), "rooms", Fault::Range);
        self.unless(room.square_metres <= 10_000, "square_metres", Fault::Range);
    }

    fn plan(&mut self, plan: &Plan) {
        self.unless(plan.name.is_said(), "name", Fault::Missing);
        self.words("name", &plan.name);
        self.words("about", &plan.about);
        self.unless(plan.free_days.is_none_or(|days| days <= 365), "free_days", Fault::Range);
    }

    fn season(&mut self, season: &Season, offer: &Offer, place: usize) {
        self.unless(season.first <= season.last, "last", Fault::Range);
        let shares_a_day = |other: &Season| other.first <= season.last && season.first <= other.last;
        let others = offer.seasons.iter().enumerate().filter(|(at, _)| *at != place);
        self.unless(!others.map(|(_, other)| other).any(shares_a_day), "first", Fault::Overlap);
        self.unless((1..=30).contains(&season.min_nights), "min_nights", Fault::Range);
        let mut seen = BTreeSet::new();
        for rate in &season.rates {
            let known = offer.room(&rate.room).is_some() && offer.plan(&rate.plan).is_some();
            self.unless(known, "rates", Fault::Unknown);
            self.unless(seen.insert((&rate.room, &rate.plan)), "rates", Fault::Twice);
            self.unless((1..=RATE_MAX).contains(&rate.minor), "rates", Fault::Range);
        }
    }

    fn policies(&mut self, policies: &Policies) {
        let Policies { headline, tagline, rooms_heading, taxes, rules, privacy, address, .. } = policies;
        for (field, words) in [
            ("headline", headline),
            ("tagline", tagline),
            ("rooms_heading", rooms_heading),
            ("taxes", taxes),
            ("rules", rules),
            ("privacy", privacy),
        ] {
            self.words(field, words);
        }
        for (field, text) in [
            ("street", &address.street),
            ("postal_code", &address.postal_code),
            ("city", &address.city),
            ("country", &address.country),
            ("phone", &policies.phone),
            ("email", &policies.email),
            ("sender", &policies.sender),
        ] {
            self.line(field, text);
        }
        for (field, address) in [("email", policies.email.as_str()), ("sender", mailbox(&policies.sender))] {
            self.unless(address.is_empty() || is_address(address), field, Fault::Address);
        }
        self.unless(is_time(&policies.check_in), "check_in", Fault::Range);
        self.unless(is_time(&policies.check_out), "check_out", Fault::Range);
        self.unless((1..=90).contains(&policies.max_nights), "max_nights", Fault::Range);
        self.unless((1..=1_000).contains(&policies.days_ahead), "days_ahead", Fault::Range);
    }
}

/// The address of `Casa Alondra <stay@hotel.example>`, or of `stay@hotel.example`.
fn mailbox(sender: &str) -> &str {
    match sender.split_once('<') {
        Some((_, rest)) => rest.trim_end().strip_suffix('>').unwrap_or(rest),
        None => sender.trim(),
    }
}

/// Whether a mail can go there at all: something, an @, a name with a dot or of this machine. What is more only the mail server knows.
fn is_address(text: &str) -> bool {
    let is_plain = |text: &str| !text.is_empty() && !text.contains(|sign: char| sign.is_whitespace() || "<>,;@\"".contains(sign));
    text.split_once('@').is_some_and(|(user, host)| is_plain(user) && is_plain(host))
}

/// `15:00`.
fn is_time(text: &str) -> bool {
    let part = |part: &str, below: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < below);
    text.split_once(':').is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60))
}

#[cfg(test)]
mod tests {
    use super::super::{Board, Rate};
    use super::*;
    use crate::Date;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn words(text: &str) -> Words {
        Words([("en".to_owned(), text.to_owned())].into())
    }

    fn season(code: &str, first: &str, last: &str) -> Season {
        let rates = vec![Rate { room: "SEA".to_owned(), plan: "FLEX".to_owned(), minor: 12_000 }];
        Season { code: code.to_owned(), first: day(first), last: day(last), min_nights: 1, rates }
    }

    fn sound() -> Offer {
        let room = |code: &str| Room { code: code.to_owned(), name: words("Room"), sleeps: 2, rooms: 3, ..Room::default() };
        let plan = Plan { code: "FLEX".to_owned(), name: words("Flexible"), board: Board::Breakfast, ..Plan::default() };
        Offer {
            version: String::new(),
            rooms: vec![room("SEA"), room("ATT")],
            plans: vec![plan],
            seasons: vec![season("low", "2026-11-01", "2027-03-31"), season("high", "2027-04-01", "2027-10-31")],
            policies: Policies { privacy: words("We keep your name."), ..Policies::default() },
        }
    }

    /// Every fault with its field, of an offer that was sound before the change.
    fn found(change: impl FnOnce(&mut Offer)) -> Vec<(&'static str, Fault)> {
        let mut offer = sound();
        change(&mut offer);
        offer.problems().into_iter().map(|unsound| (unsound.field, unsound.fault)).collect()
    }

    #[test]
    fn a_sound_offer_is_open() {
        assert_eq!((sound().check(), sound().is_open()), (Ok(()), true));
    }

    #[test]
    fn an_empty_offer_is_sound_and_says_what_is_missing() {
        let empty = Offer::default();
        assert_eq!(empty.check(), Ok(()));
        assert_eq!(empty.missing(), [Missing::Rooms, Missing::Plans, Missing::Prices, Missing::Privacy]);
    }

    #[test]
    fn without_words_about_personal_data_nothing_is_sold() {
        let mut offer = sound();
        offer.policies.privacy = words("  ");
        assert_eq!((offer.missing(), offer.is_open()), (vec![Missing::Privacy], false));
    }

    #[test]
    fn seasons_may_not_share_a_day() {
        assert_eq!(
            found(|offer| offer.seasons[1].first = offer.seasons[0].last),
            [("first", Fault::Overlap), ("first", Fault::Overlap)],
            "said of both"
        );
        assert_eq!(found(|offer| offer.seasons[0].last = day("2026-10-01")), [("last", Fault::Range)]);
    }

    #[test]
    fn a_price_of_something_that_is_not_sold_is_refused() {
        assert_eq!(found(|offer| offer.seasons[0].rates[0].room = "CELLAR".to_owned()), [("rates", Fault::Unknown)]);
    }

    #[test]
    fn a_code_stands_once_and_is_plain() {
        assert_eq!(found(|offer| offer.rooms[1].code = "SEA".to_owned()), [("code", Fault::Twice)]);
        assert_eq!(found(|offer| offer.rooms[1].code = "a b".to_owned()), [("code", Fault::Code)]);
        assert_eq!(found(|offer| offer.rooms[1].code.clear()), [("code", Fault::Missing)]);
        assert_eq!(found(|offer| offer.rooms[1].code = "x".repeat(25)), [("code", Fault::Code)]);
    }

    #[test]
    fn a_price_of_nothing_or_of_a_palace_is_a_slip() {
        for minor in [0, -1, RATE_MAX + 1] {
            assert_eq!(found(|offer| offer.seasons[0].rates[0].minor = minor), [("rates", Fault::Range)], "{minor}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let both = found(|offer| {
            offer.rooms[0].sleeps = 0;
            offer.policies.check_in = "late".to_owned();
        });
        assert_eq!(both, [("sleeps", Fault::Range), ("check_in", Fault::Range)]);
    }

    #[test]
    fn a_sender_is_a_name_with_an_address() {
        let faults = |sender: &str| found(|offer| offer.policies.sender = sender.to_owned());
        for sender in ["", "stay@hotel.example", "Casa Alondra <stay@hotel.example>"] {
            assert_eq!(faults(sender), [], "{sender}");
        }
        for sender in ["nobody", "Casa <nobody>", "Casa <a@b@c>", "a b@hotel.example"] {
            assert_eq!(faults(sender), [("sender", Fault::Address)], "{sender}");
        }
    }

    #[test]
    fn a_time_of_day_has_two_digits_on_each_side() {
        assert!(is_time("00:00") && is_time("23:59"));
        assert!(!is_time("24:00") && !is_time("9:00") && !is_time("15.00") && !is_time("15:6"));
    }

    #[test]
    fn a_text_that_is_missing_in_a_language_is_said_in_english() {
        let words = Words([("en".to_owned(), "Sea room".to_owned()), ("es".to_owned(), "Mar".to_owned())].into());
        assert_eq!((words.said("es"), words.said("zh-CN")), ("Mar", "Sea room"));
    }
}
