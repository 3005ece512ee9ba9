//! Reservations in OpenTravel messages, as channel managers and AlpineBits servers write them: `OTA_HotelResNotifRQ` and `OTA_ResRetrieveRS`.
//!
//! A message's `HotelReservation` is one stay; where it has several rooms, the stay spans them and counts all their guests. Card numbers are never
//! read. Codes are those of the OpenTravel code lists: UIT for numbers, MPT for meals, AQC for ages.

use innkeeper_domain::{Currency, Date, Money, guest, stay};
use roxmltree::{Document, Node};

use super::{Reservation, Word};

/// Younger guests are children.
const GROWN_UP: i64 = 18;

/// Why a message is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not well-formed, or with a document type of its own.
    #[error("the file is no XML that can be read: {0}")]
    Xml(String),
    /// A message about something else.
    #[error("the message is an `{0}`; only reservations are read: OTA_HotelResNotifRQ and OTA_ResRetrieveRS")]
    Other(String),
    /// The other side says that something went wrong there.
    #[error("the message is the report of an error on the other side: {0}")]
    Report(String),
}

/// The reservations of a message, in their order; none where it brings none.
///
/// # Errors
/// [`Error`].
pub fn read(xml: &str) -> Result<Vec<Reservation>, Error> {
    let document = Document::parse(xml).map_err(|error| Error::Xml(error.to_string()))?;
    let message = document.root_element();
    let name = message.tag_name().name();
    if !["OTA_HotelResNotifRQ", "OTA_ResRetrieveRS"].contains(&name) {
        return Err(Error::Other(name.to_owned()));
    }
    if let Some(errors) = child(message, "Errors") {
        return Err(Error::Report(words(errors)));
    }
    Ok(message.descendants().filter(|node| node.has_tag_name_of("HotelReservation")).map(reservation).collect())
}

/// Whether a file is a message and no table: it begins as XML does.
#[must_use]
pub fn is_message(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<')
}

/// Names without their name space: messages differ in it, and in nothing that matters here.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn reservation(node: Node<'_, '_>) -> Reservation {
    let number = child(node, "UniqueID").and_then(|id| id.attribute("ID")).unwrap_or_default();
    let rooms: Vec<_> = below(node, &["RoomStays"]).map(|rooms| children(rooms, "RoomStay").collect()).unwrap_or_default();
    let mut told = vec![
        (stay::STATUS.field(), status(node.attribute("ResStatus").unwrap_or_default())),
        (stay::BOOKED_ON.field(), day(node.attribute("CreateDateTime").unwrap_or_default())),
    ];
    told.extend(of_rooms(&rooms));
    if let Some(global) = child(node, "ResGlobalInfo") {
        told.extend(of_all(global));
    }
    let customer = below(node, &["ResGuests", "ResGuest", "Profiles", "ProfileInfo", "Profile", "Customer"]);
    Reservation {
        number: number.to_owned(),
        guest_number: String::new(),
        guest: customer.map(of_customer).unwrap_or_default(),
        stay: told.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
    }
}

/// How far it has come; a word that is none of these is given on, so that it is said.
fn status(word: &str) -> String {
    let code = match word.to_ascii_lowercase().as_str() {
        "reserved" | "commit" | "book" | "booked" | "modify" | "confirmed" => "confirmed",
        "requested" | "request" | "initiate" => "inquiry",
        "cancelled" | "canceled" | "cancel" => "cancelled",
        "in-house" | "checked-in" => "in-house",
        "checked-out" => "checked-out",
        "no-show" => "no-show",
        _ => return word.to_owned(),
    };
    code.to_owned()
}

fn of_rooms(rooms: &[Node<'_, '_>]) -> Vec<Word> {
    let spans: Vec<_> = rooms.iter().filter_map(|room| child(*room, "TimeSpan")).filter_map(span).collect();
    let (arrival, departure) = (spans.iter().map(|(from, _)| *from).min(), spans.iter().map(|(_, to)| *to).max());
    let guests = || rooms.iter().filter_map(|room| child(*room, "GuestCounts")).flat_map(|counts| children(counts, "GuestCount"));
    let count = |children: bool| {
        let counted = guests().filter(|guest| is_child(*guest) == children).map(how_many);
        if guests().next().is_none() { String::new() } else { counted.fold(0, i64::saturating_add).to_string() }
    };
    let joined = |path: &[&str], name: &str| {
        let mut all: Vec<_> = rooms.iter().filter_map(|room| below(*room, path)?.attribute(name)).collect();
        all.dedup();
        all.join(" + ")
    };
    let meals = rooms.iter().find_map(|room| below(*room, &["RatePlans", "RatePlan", "MealsIncluded"])?.attribute("MealPlanCodes"));
    let (total, currency) = total(rooms);
    vec![
        (stay::ARRIVAL.field(), arrival.map(|day| day.to_string()).unwrap_or_default()),
        (stay::DEPARTURE.field(), departure.map(|day| day.to_string()).unwrap_or_default()),
        (stay::ADULTS.field(), count(false)),
        (stay::CHILDREN.field(), count(true)),
        (stay::ROOM_TYPE_BOOKED.field(), joined(&["RoomTypes", "RoomType"], "RoomTypeCode")),
        (stay::RATE_PLAN.field(), joined(&["RatePlans", "RatePlan"], "RatePlanCode")),
        (stay::BOARD.field(), meals.map(board).unwrap_or_default()),
        (stay::TOTAL.field(), total),
        (stay::CURRENCY.field(), currency),
    ]
}

/// The prices of all rooms added up, and their currency; none where one is missing or the currencies differ.
fn total(rooms: &[Node<'_, '_>]) -> (String, String) {
    let price = |room: &Node<'_, '_>| {
        let total = child(*room, "Total")?;
        let currency: Currency = total.attribute("CurrencyCode")?.parse().ok()?;
        Money::parse(total.attribute("AmountAfterTax")?, currency).0
    };
    let prices: Option<Vec<Money>> = rooms.iter().map(price).collect();
    let sum = prices.and_then(|prices| prices.into_iter().map(Ok).reduce(|sum, next| sum?.checked_add(next?)));
    let Some(Ok(sum)) = sum else { return Default::default() };
    let unit = 10_i64.pow(sum.currency.minor_digits());
    let (whole, part) = (sum.minor / unit, (sum.minor % unit).abs());
    let digits = sum.currency.minor_digits() as usize;
    let amount = if digits == 0 { whole.to_string() } else { format!("{whole}.{part:0digits$}") };
    (amount, sum.currency.code().to_owned())
}

/// First night and day of leaving: told as days, or as a window and a number of nights; then the first day that may be.
fn span(span: Node<'_, '_>) -> Option<(Date, Date)> {
    let date = |text: Option<&str>| day(text?).parse::<Date>().ok();
    let window = child(span, "StartDateWindow");
    let arrival = date(span.attribute("Start")).or_else(|| date(window?.attribute("EarliestDate")))?;
    let nights = || span.attribute("Duration")?.strip_prefix('P')?.trim_end_matches(['N', 'D']).parse().ok();
    let departure = date(span.attribute("End")).or_else(|| arrival.plus_days(nights()?))?;
    Some((arrival, departure))
}

fn how_many(count: Node<'_, '_>) -> i64 {
    count.attribute("Count").and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// By age, or by the age code (AQC): 10 is an adult, 7 an infant, 8 a child.
fn is_child(count: Node<'_, '_>) -> bool {
    match count.attribute("Age").and_then(|age| age.parse::<i64>().ok()) {
        Some(age) => age < GROWN_UP,
        None => matches!(count.attribute("AgeQualifyingCode"), Some("7" | "8")),
    }
}

/// Meals by their code (MPT).
fn board(code: &str) -> String {
    let word = match code {
        "1" => "AI",
        "3" => "BB",
        "10" => "FB",
        "12" => "HB",
        "14" => "RO",
        other => other,
    };
    word.to_owned()
}

fn of_all(global: Node<'_, '_>) -> Vec<Word> {
    let profiles = below(global, &["Profiles"]).into_iter().flat_map(|profiles| children(profiles, "ProfileInfo"));
    let agent = profiles.filter_map(|info| child(info, "Profile")).find(|profile| profile.attribute("ProfileType") == Some("4"));
    let agent = agent.and_then(|agent| below(agent, &["CompanyInfo", "CompanyName"])).map(words).unwrap_or_default();
    let from = below(global, &["HotelReservationIDs", "HotelReservationID"]);
    let of_from = |name: &str| from.and_then(|from| from.attribute(name)).unwrap_or_default().to_owned();
    let comments = below(global, &["Comments"]).into_iter().flat_map(|comments| children(comments, "Comment"));
    let said =
        comments.filter(|comment| comment.attribute("Name") == Some("customer comment")).filter_map(|comment| child(comment, "Text"));
    let house = child(global, "BasicPropertyInfo").and_then(|house| house.attribute("HotelName")).unwrap_or_default();
    vec![
        (stay::TRAVEL_AGENT.field(), agent),
        (stay::CHANNEL.field(), of_from("ResID_Source")),
        (stay::CHANNEL_NUMBER.field(), of_from("ResID_Value")),
        (stay::NOTES.field(), said.map(lines).collect::<Vec<_>>().join("\n")),
        (stay::PROPERTY.field(), house.to_owned()),
    ]
}

fn of_customer(customer: Node<'_, '_>) -> Vec<Word> {
    let at = |path: &[&str]| below(customer, path).map(words).unwrap_or_default();
    let attribute = |name: &str| customer.attribute(name).unwrap_or_default().to_owned();
    let gender = match customer.attribute("Gender") {
        Some("Female") => "female",
        Some("Male") => "male",
        _ => "",
    };
    // Code list PTT: 5 is a mobile telephone, 1 another, 3 a fax.
    let phone = |kind: &str| {
        let found = children(customer, "Telephone").find(|phone| phone.attribute("PhoneTechType").unwrap_or("1") == kind);
        found.and_then(|phone| phone.attribute("PhoneNumber"))
    };
    let prefix = [at(&["PersonName", "NamePrefix"]), at(&["PersonName", "NameTitle"])];
    let country = below(customer, &["Address", "CountryName"]).and_then(|country| country.attribute("Code")).unwrap_or_default();
    vec![
        (guest::NAME_PREFIX.field(), prefix.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")),
        (guest::GIVEN_NAME.field(), at(&["PersonName", "GivenName"])),
        (guest::SURNAME.field(), at(&["PersonName", "Surname"])),
        (guest::GENDER.field(), gender.to_owned()),
        (guest::BIRTH_DATE.field(), attribute("BirthDate")),
        (guest::LANGUAGE.field(), attribute("Language")),
        (guest::EMAIL.field(), at(&["Email"])),
        (guest::PHONE.field(), phone("5").or_else(|| phone("1")).unwrap_or_default().to_owned()),
        (guest::ADDRESS_LINE1.field(), at(&["Address", "AddressLine"])),
        (guest::CITY.field(), at(&["Address", "CityName"])),
        (guest::POSTAL_CODE.field(), at(&["Address", "PostalCode"])),
        (guest::COUNTRY.field(), country.to_owned()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name_of(name))
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
    node.children().filter(move |child| child.has_tag_name_of(name))
}

fn below<'a, 'i>(node: Node<'a, 'i>, path: &[&str]) -> Option<Node<'a, 'i>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// The text of an element in one line.
fn words(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an element, its lines without the indentation of the file.
fn lines(node: Node<'_, '_>) -> String {
    let text = node.text().unwrap_or_default();
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The day of a date, or of a moment as it is written.
fn day(moment: &str) -> String {
    moment.split('T').next().unwrap_or_default().to_owned()
}
