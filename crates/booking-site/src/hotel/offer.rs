//! What the hotel sells: types of room, rate plans, seasons with their prices, and the house's own words and rules.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::Date;
use innkeeper_texts::Locale;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest code of a room, plan or season, in bytes.
const CODE_MAX: usize = 24;
/// Longest text in one language, in characters.
const WORDS_MAX: usize = 10_000;
/// Most rooms, plans or seasons: a hotel has a handful of each, and a page shows them all.
const MOST: usize = 100;
/// Most rooms of one type.
const ROOMS_MAX: u32 = 10_000;
/// Dearest night, in minor units: what is above is a slip of the keyboard, and no stay can overflow a sum.
pub const RATE_MAX: i64 = 1_000_000_000;

/// A text in several languages, by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// The text in this language, else in English, else in the first there is; empty where there is none.
    #[must_use]
    pub fn said(&self, locale: Locale) -> &str {
        let own = self.0.get(locale.tag()).or_else(|| self.0.get(Locale::En.tag()));
        own.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    fn fits(&self) -> bool {
        self.0.values().all(|text| text.chars().count() <= WORDS_MAX)
    }

    fn is_said(&self) -> bool {
        self.0.values().any(|text| !text.trim().is_empty())
    }
}

/// A drawing that stands for a type of room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picture {
    /// An arched window above the sea.
    #[default]
    Sea,
    /// A window with trees.
    Garden,
    /// A bed under the roof.
    Attic,
}

/// A type of room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The hotel's code, written into the stay.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// A sentence or two.
    pub about: Words,
    /// What is in it, a line each.
    #[serde(default)]
    pub comforts: Words,
    /// Its drawing.
    #[serde(default)]
    pub picture: Picture,
    /// Floor area in square metres.
    pub square_metres: u32,
    /// Most people.
    pub sleeps: u32,
    /// How many there are.
    pub rooms: u32,
}

/// What is eaten at the hotel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Board {
    /// The room only.
    #[default]
    #[serde(rename = "RO")]
    RoomOnly,
    /// Bed and breakfast.
    #[serde(rename = "BB")]
    Breakfast,
    /// Breakfast and one more meal.
    #[serde(rename = "HB")]
    HalfBoard,
    /// All meals.
    #[serde(rename = "FB")]
    FullBoard,
}

impl Board {
    /// The code in the stay's record.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RoomOnly => "RO",
            Self::Breakfast => "BB",
            Self::HalfBoard => "HB",
            Self::FullBoard => "FB",
        }
    }
}

/// A rate plan: what is in the price, and until when one may change one's mind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The hotel's code, written into the stay.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// A sentence.
    pub about: Words,
    /// Meals.
    pub board: Board,
    /// Free to cancel until the end of the day so many days before arrival; none: never free.
    pub free_days: Option<u32>,
}

/// The price of a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Code of the room.
    pub room: String,
    /// Code of the plan.
    pub plan: String,
    /// Minor units of the hotel's currency, for the room.
    pub minor: i64,
}

/// Days with the same prices. A night in no season is not sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// The hotel's code.
    pub code: String,
    /// First night.
    pub first: Date,
    /// Last night.
    pub last: Date,
    /// Fewest nights of a stay that arrives in it.
    pub min_nights: u32,
    /// What is sold in it; a room and plan without a price are not.
    pub rates: Vec<Rate>,
}

/// What a late cancellation costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateFee {
    /// The first night.
    #[default]
    FirstNight,
    /// The whole stay.
    Whole,
}

/// Where the house stands, as letters and search engines want it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and house.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
}

/// The house's own words and rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policies {
    /// The great line of the first page.
    pub headline: Words,
    /// The line under it.
    pub tagline: Words,
    /// Heading over the rooms.
    pub rooms_heading: Words,
    /// Where it stands.
    pub address: Address,
    /// Telephone number.
    pub phone: String,
    /// The address people write to.
    pub email: String,
    /// From when rooms are ready, `15:00`.
    pub check_in: String,
    /// Until when rooms are left, `11:00`.
    pub check_out: String,
    /// What a late cancellation costs.
    #[serde(default)]
    pub late_fee: LateFee,
    /// Taxes that are, or are not, in the price.
    #[serde(default)]
    pub taxes: Words,
    /// House rules, a paragraph a line.
    #[serde(default)]
    pub rules: Words,
    /// What is done with personal data, a paragraph a line. PIPL 17 and GDPR 13 say what must stand in it.
    pub privacy: Words,
    /// Most nights of a stay.
    pub max_nights: u32,
    /// How many days ahead it sells.
    pub days_ahead: u32,
}

/// Everything that is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Types of room, in the order they are shown.
    pub rooms: Vec<Room>,
    /// Rate plans, in the order they are shown.
    pub plans: Vec<Plan>,
    /// Seasons.
    pub seasons: Vec<Season>,
    /// Words and rules.
    pub policies: Policies,
}

/// Why an offer is not taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unsound {
    /// A code is empty, too long, has other than letters, digits, `-` and `_`, or is there twice.
    #[error("the code {0:?} is not usable, or is there twice")]
    Code(String),
    /// A name, a headline or the words about personal data are missing, or a text is too long.
    #[error("{0}: words are missing or too long")]
    Words(&'static str),
    /// A number is out of its range.
    #[error("{0}: out of range")]
    Range(&'static str),
    /// A price names a room or plan that is not there, or is there twice.
    #[error("a price of the season {0:?} names no room or plan, or is there twice")]
    Rate(String),
    /// Two seasons share a day, or one ends before it begins.
    #[error("the season {0:?} overlaps another or ends before it begins")]
    Season(String),
}

impl Offer {
    /// Whether anything can be sold at all.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.rooms.is_empty() && !self.plans.is_empty() && !self.seasons.is_empty()
    }

    /// The room with this code.
    #[must_use]
    pub fn room(&self, code: &str) -> Option<&Room> {
        self.rooms.iter().find(|room| room.code == code)
    }

    /// The plan with this code.
    #[must_use]
    pub fn plan(&self, code: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.code == code)
    }

    /// The season of a night.
    #[must_use]
    pub fn season(&self, night: Date) -> Option<&Season> {
        self.seasons.iter().find(|season| season.first <= night && night <= season.last)
    }

    /// The lowest price of a night in this room from `today` on.
    #[must_use]
    pub fn lowest(&self, room: &str, today: Date) -> Option<i64> {
        let seasons = self.seasons.iter().filter(|season| season.last >= today);
        seasons.flat_map(|season| &season.rates).filter(|rate| rate.room == room).map(|rate| rate.minor).min()
    }

    /// Whether it can be sold as it is.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Unsound> {
        if self.rooms.len() > MOST || self.plans.len() > MOST || self.seasons.len() > MOST {
            return Err(Unsound::Range("too many"));
        }
        codes(self.rooms.iter().map(|room| room.code.as_str()))?;
        codes(self.plans.iter().map(|plan| plan.code.as_str()))?;
        codes(self.seasons.iter().map(|season| season.code.as_str()))?;
        self.rooms.iter().try_for_each(Room::check)?;
        self.plans.iter().try_for_each(Plan::check)?;
        self.policies.check()?;
        self.seasons.iter().try_for_each(|season| self.check_season(season))
    }

    fn check_season(&self, season: &Season) -> Result<(), Unsound> {
        let unsound = || Unsound::Season(season.code.clone());
        let overlaps = |other: &&Season| other.code != season.code && other.first <= season.last && season.first <= other.last;
        if season.last < season.first || self.seasons.iter().any(|other| overlaps(&other)) {
            return Err(unsound());
        }
        if !(1..=30).contains(&season.min_nights) {
            return Err(Unsound::Range("min_nights"));
        }
        let mut seen = BTreeSet::new();
        for rate in &season.rates {
            let known = self.room(&rate.room).is_some() && self.plan(&rate.plan).is_some();
            if !known || !seen.insert((&rate.room, &rate.plan)) {
                return Err(Unsound::Rate(season.code.clone()));
            }
            if !(1..=RATE_MAX).contains(&rate.minor) {
                return Err(Unsound::Range("minor"));
            }
        }
        Ok(())
    }
}

impl Room {
    fn check(&self) -> Result<(), Unsound> {
        if !self.name.is_said() || ![&self.name, &self.about, &self.comforts].iter().all(|words| words.fits()) {
            return Err(Unsound::Words("room"));
        }
        let fits = (1..=30).contains(&self.sleeps) && (1..=ROOMS_MAX).contains(&self.rooms) && self.square_metres <= 10_000;
        if fits { Ok(()) } else { Err(Unsound::Range("room")) }
    }
}

impl Plan {
    fn check(&self) -> Result<(), Unsound> {
        if !self.name.is_said() || !self.name.fits() || !self.about.fits() {
            return Err(Unsound::Words("plan"));
        }
        if self.free_days.is_some_and(|days| days > 365) { Err(Unsound::Range("free_days")) } else { Ok(()) }
    }
}

impl Policies {
    fn check(&self) -> Result<(), Unsound> {
        let all = [&self.headline, &self.tagline, &self.rooms_heading, &self.taxes, &self.rules, &self.privacy];
        let short = [&self.address.street, &self.address.postal_code, &self.address.city, &self.phone, &self.email];
        if !self.privacy.is_said() || !all.iter().all(|words| words.fits()) || short.iter().any(|text| text.chars().count() > 200) {
            return Err(Unsound::Words("policies"));
        }
        let fits = is_time(&self.check_in) && is_time(&self.check_out);
        let fits = fits && (1..=90).contains(&self.max_nights) && (1..=1_000).contains(&self.days_ahead);
        if fits { Ok(()) } else { Err(Unsound::Range("policies")) }
    }
}

/// `15:00`.
fn is_time(text: &str) -> bool {
    let part = |part: &str, below: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < below);
    text.split_once(':').is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60))
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Result<(), Unsound> {
    let mut seen = BTreeSet::new();
    let is_usable = |code: &str| {
        (1..=CODE_MAX).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    for code in codes {
        if !is_usable(code) || !seen.insert(code) {
            return Err(Unsound::Code(code.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hotel::demo;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn sound() -> Offer {
        demo::offer(day("2026-11-22"))
    }

    #[test]
    fn what_the_demo_sells_is_sound() {
        assert_eq!(sound().check(), Ok(()));
    }

    #[test]
    fn seasons_may_not_share_a_day() {
        let mut offer = sound();
        offer.seasons[1].first = offer.seasons[0].last;
        assert!(matches!(offer.check(), Err(Unsound::Season(_))));
    }

    #[test]
    fn a_price_of_something_that_is_not_sold_is_refused() {
        let mut offer = sound();
        offer.seasons[0].rates[0].room = "CELLAR".to_owned();
        assert!(matches!(offer.check(), Err(Unsound::Rate(_))));
    }

    #[test]
    fn a_code_stands_once_and_is_plain() {
        let mut offer = sound();
        offer.rooms[1].code = offer.rooms[0].code.clone();
        assert!(matches!(offer.check(), Err(Unsound::Code(_))));
        let mut offer = sound();
        offer.plans[0].code = "a b".to_owned();
        assert!(matches!(offer.check(), Err(Unsound::Code(_))));
    }

    #[test]
    fn a_price_of_nothing_or_of_a_palace_is_a_slip() {
        for minor in [0, -1, RATE_MAX + 1] {
            let mut offer = sound();
            offer.seasons[0].rates[0].minor = minor;
            assert_eq!(offer.check(), Err(Unsound::Range("minor")), "{minor}");
        }
    }

    #[test]
    fn without_words_about_personal_data_nothing_is_sold() {
        let mut offer = sound();
        offer.policies.privacy = Words::default();
        assert_eq!(offer.check(), Err(Unsound::Words("policies")));
    }

    #[test]
    fn a_text_that_is_missing_in_a_language_is_said_in_english() {
        let words = Words([("en".to_owned(), "Sea room".to_owned()), ("es".to_owned(), "Mar".to_owned())].into());
        assert_eq!((words.said(Locale::Es), words.said(Locale::ZhCn)), ("Mar", "Sea room"));
    }

    #[test]
    fn a_time_of_day_has_two_digits_on_each_side() {
        assert!(is_time("00:00") && is_time("23:59"));
        assert!(!is_time("24:00") && !is_time("9:00") && !is_time("15.00") && !is_time("15:6"));
    }
}
