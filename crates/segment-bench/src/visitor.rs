//! A guest of the bench's generator, as rules see guests: each of its columns under the nearest field that there is.

use std::collections::HashMap;

use innkeeper_domain::guest::LifecycleStage;
use innkeeper_domain::stay::StayStatus;
use innkeeper_segment::{About, Guest, Held, Question};

/// Numbers a guest, in the order of [`Own`], the number of stays last.
pub const GUEST: usize = 19;
/// Numbers a stay, in the order of [`OfStay`].
const STAY: usize = 7;

/// A column of guests.
#[derive(Clone, Copy)]
enum Own {
    Surname,
    GivenName,
    Country,
    Language,
    BirthDate,
    Gender,
    /// The tier of the generator: the fields have none.
    Stage,
    Vip,
    Light,
    Nights,
    StayCount,
    Spend,
    /// Below 0 for who never stayed.
    LastStay,
    /// The room they like.
    Preference,
    TagsLow,
    TagsHigh,
    /// The channel they came by first.
    Source,
    City,
    Stays,
}

/// A column of stays.
#[derive(Clone, Copy)]
enum OfStay {
    Arrival,
    Nights,
    Total,
    Status,
    Property,
    Channel,
    RoomType,
}

/// Words that guests name by place.
pub struct Lists {
    surnames: Vec<String>,
    given_names: Vec<String>,
    countries: Vec<String>,
    languages: Vec<String>,
    tags: Vec<String>,
    channels: Vec<String>,
    rooms: Vec<String>,
    cities: Vec<String>,
    properties: Vec<String>,
    country_places: HashMap<String, usize>,
}

impl Lists {
    /// Stages that guests have.
    const STAGES: usize = 5;

    /// How many pairs of a country and a stage there are.
    pub fn pairs(&self) -> usize {
        self.countries.len() * Self::STAGES
    }

    /// Where a country and a stage are in a list of all pairs.
    pub fn place(&self, country: &str, stage: &str) -> Option<usize> {
        let stage = LifecycleStage::CODES.iter().position(|code| *code == stage)?;
        Some(self.country_places.get(country)? * Self::STAGES + stage)
    }

    /// Each list as lines.
    pub fn of(lists: &[String]) -> Self {
        let list = |at: usize| -> Vec<String> { lists[at].lines().map(str::to_owned).collect() };
        let country_places = list(2).into_iter().enumerate().map(|(at, country)| (country, at)).collect();
        Self {
            surnames: list(0),
            given_names: list(1),
            countries: list(2),
            languages: list(3),
            tags: list(4),
            channels: list(5),
            rooms: list(6),
            cities: list(7),
            properties: list(8),
            country_places,
        }
    }
}

/// A guest.
pub struct Visitor<'a> {
    lists: &'a Lists,
    row: usize,
    own: &'a [i32],
    stays: &'a [i32],
}

impl<'a> Visitor<'a> {
    /// A guest, whose stays are the first of these; and what is left of them.
    pub fn of(lists: &'a Lists, row: usize, own: &'a [i32], stays: &'a [i32]) -> (Self, &'a [i32]) {
        let (stays, left) = stays.split_at(own[Own::Stays as usize] as usize * STAY);
        (Self { lists, row, own, stays }, left)
    }

    fn get(&self, column: Own) -> i32 {
        self.own[column as usize]
    }

    fn named<'b>(&self, list: &'b [String], column: Own) -> Held<'b> {
        Held::text(&list[self.get(column) as usize])
    }

    fn tags(&self) -> String {
        let bits = self.get(Own::TagsLow) as u32 as u64 | u64::from(self.get(Own::TagsHigh) as u32) << 32;
        let tags = self.lists.tags.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        tags.flat_map(|(_, tag)| [tag.as_str(), "\n"]).collect()
    }

    fn stay(&self, at: usize, column: OfStay) -> i32 {
        self.stays[at * STAY + column as usize]
    }

    fn of_stay<'b>(&self, list: &'b [String], at: usize, column: OfStay) -> Held<'b> {
        Held::text(&list[self.stay(at, column) as usize])
    }

    fn status(&self, at: usize) -> StayStatus {
        match self.stay(at, OfStay::Status) {
            0 => StayStatus::Confirmed,
            1 => StayStatus::CheckedOut,
            2 => StayStatus::Cancelled,
            _ => StayStatus::NoShow,
        }
    }
}

impl Guest for Visitor<'_> {
    fn held(&self, question: &Question) -> Held<'_> {
        let number = |column: Own| Held::Number(self.get(column).into());
        match question.name {
            "number" => Held::Text(format!("G-{:07}", self.row).into()),
            "surname" => self.named(&self.lists.surnames, Own::Surname),
            "given_name" => self.named(&self.lists.given_names, Own::GivenName),
            "country" => self.named(&self.lists.countries, Own::Country),
            "language" => self.named(&self.lists.languages, Own::Language),
            "birth_date" => Held::Day(self.get(Own::BirthDate)),
            "gender" => Held::text(["female", "male", "other"][self.get(Own::Gender) as usize]),
            "stage" => Held::text(LifecycleStage::CODES[self.get(Own::Stage) as usize]),
            "vip" => Held::text(["", "VIP"][self.get(Own::Vip) as usize]),
            "light" => Held::text(["no", "yes"][self.get(Own::Light) as usize]),
            "nights" => number(Own::Nights),
            "stay_count" => number(Own::StayCount),
            "spend" => number(Own::Spend),
            "last_stay" if self.get(Own::LastStay) >= 0 => Held::Day(self.get(Own::LastStay)),
            "preferences" => Held::Words(format!("{}\n", self.lists.rooms[self.get(Own::Preference) as usize]).into()),
            "tags" => Held::Words(self.tags().into()),
            "source" => self.named(&self.lists.channels, Own::Source),
            "city" => self.named(&self.lists.cities, Own::City),
            "email" => Held::Text(format!("guest{}@mail{}.example", self.row, self.row % 40).into()),
            _ => Held::Missing,
        }
    }

    fn count(&self, things: About) -> usize {
        if things == About::Stay { self.stays.len() / STAY } else { 0 }
    }

    fn held_by(&self, _: About, at: usize, question: &Question) -> Held<'_> {
        match question.name {
            "property" => self.of_stay(&self.lists.properties, at, OfStay::Property),
            "status" => Held::text(self.status(at).code()),
            "arrival" => Held::Day(self.stay(at, OfStay::Arrival)),
            "departure" => Held::Day(self.stay(at, OfStay::Arrival) + self.stay(at, OfStay::Nights)),
            "nights" => Held::Number(self.stay(at, OfStay::Nights).into()),
            "total" => Held::Number(self.stay(at, OfStay::Total).into()),
            "currency" => Held::text("EUR"),
            "channel" => self.of_stay(&self.lists.channels, at, OfStay::Channel),
            "room_type_booked" => self.of_stay(&self.lists.rooms, at, OfStay::RoomType),
            _ => Held::Missing,
        }
    }

    fn is_stay(&self, at: usize) -> bool {
        matches!(self.status(at), StayStatus::Confirmed | StayStatus::CheckedOut)
    }
}
