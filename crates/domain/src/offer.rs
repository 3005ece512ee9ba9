//! What the hotel sells: types of room, rate plans, seasons with their prices, and the house's own words and rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Date;

mod check;

pub use check::{Fault, Missing, Part, Unsound};

/// What a text is said in where the reader's language is missing.
const FALLBACK: &str = "en";

/// A text in several languages, by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// The text in this language, else in English, else in the first there is; empty where there is none.
    #[must_use]
    pub fn said(&self, tag: &str) -> &str {
        let own = self.0.get(tag).or_else(|| self.0.get(FALLBACK));
        own.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether it is said in any language.
    #[must_use]
    pub fn is_said(&self) -> bool {
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The address people write to, and answer to.
    pub email: String,
    /// Who mails are from: `Casa Alondra <stay@hotel.example>`; empty for the sender the server was started with.
    #[serde(default)]
    pub sender: String,
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

impl Default for Policies {
    /// Nothing said yet, and the usual hours.
    fn default() -> Self {
        Self {
            headline: Words::default(),
            tagline: Words::default(),
            rooms_heading: Words::default(),
            address: Address::default(),
            phone: String::new(),
            email: String::new(),
            sender: String::new(),
            check_in: "15:00".to_owned(),
            check_out: "11:00".to_owned(),
            late_fee: LateFee::default(),
            taxes: Words::default(),
            rules: Words::default(),
            privacy: Words::default(),
            max_nights: 28,
            days_ahead: 365,
        }
    }
}

/// Rooms of a type on a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldNight {
    /// Code of the room.
    pub room: String,
    /// The night.
    pub day: Date,
    /// Not for sale on the site: sold elsewhere, or out of order.
    pub held: u32,
    /// Booked on the site; not read from a request.
    #[serde(default)]
    pub taken: u32,
}

/// Everything that is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What tells it from what was sold before: sent back with a change, it makes sure that nobody else's change is lost. Empty where nobody asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Types of room, in the order they are shown.
    pub rooms: Vec<Room>,
    /// Rate plans, in the order they are shown.
    pub plans: Vec<Plan>,
    /// Seasons.
    pub seasons: Vec<Season>,
    /// Words and rules.
    pub policies: Policies,
}

impl Offer {
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
}
