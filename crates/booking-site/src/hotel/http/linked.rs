//! What pages say to machines: schema.org as JSON-LD. Mail programs and calendars read a `LodgingReservation`; search engines a `Hotel`.
//!
//! Gmail wants `checkinDate` and `checkoutDate` beside schema.org's own `checkinTime` and `checkoutTime`.

use innkeeper_domain::Date;
use innkeeper_domain::name::PersonName;
use jiff::civil;
use serde_json::{Value, json};

use crate::hotel::book::{Details, Terms};
use crate::hotel::house::House;
use crate::hotel::written::Tongue;
use crate::store::hotel::BookingRow;

/// The house.
pub(super) fn hotel(url: &str, house: &House) -> Value {
    let mut hotel = place(house);
    hotel["@context"] = "https://schema.org".into();
    hotel["url"] = url.into();
    hotel["checkinTime"] = house.offer.policies.check_in.as_str().into();
    hotel["checkoutTime"] = house.offer.policies.check_out.as_str().into();
    hotel["numberOfRooms"] = house.offer.rooms.iter().map(|room| room.rooms).sum::<u32>().into();
    hotel
}

fn place(house: &House) -> Value {
    let policies = &house.offer.policies;
    json!({
        "@type": "Hotel",
        "name": house.name,
        "telephone": policies.phone,
        "email": policies.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": policies.address.street,
            "postalCode": policies.address.postal_code,
            "addressLocality": policies.address.city,
            "addressCountry": policies.address.country,
        },
    })
}

/// A booking.
pub(super) fn reservation(house: &House, row: &BookingRow, terms: &Terms, details: &Details, tongue: Tongue, url: &str) -> Value {
    let status = if row.cancelled_at.is_some() { "ReservationCancelled" } else { "ReservationConfirmed" };
    let name = PersonName { given: details.given_name.clone(), surname: details.surname.clone(), ..PersonName::default() };
    let policies = &house.offer.policies;
    let (from, to) = (moment(house, row.arrival, &policies.check_in), moment(house, row.departure, &policies.check_out));
    let digits = row.total.to_string();
    let can_cancel = row.cancelled_at.is_none() && house.today < row.arrival;
    let mut reservation = json!({
        "@context": "https://schema.org",
        "@type": "LodgingReservation",
        "reservationNumber": row.number,
        "reservationStatus": format!("https://schema.org/{status}"),
        "url": url,
        "underName": { "@type": "Person", "name": name.display(Some(tongue.locale().tag())), "email": details.email },
        "reservationFor": place(house),
        "checkinTime": from,
        "checkoutTime": to,
        "checkinDate": from,
        "checkoutDate": to,
        "numAdults": row.adults,
        "numChildren": row.children,
        "lodgingUnitType": terms.room.said(tongue.locale().tag()),
        "lodgingUnitDescription": terms.plan.said(tongue.locale().tag()),
        "totalPrice": digits.split(' ').next(),
        "priceCurrency": row.total.currency.code(),
        "bookingTime": jiff::Timestamp::from_millisecond(row.created_at).map(|at| at.to_string()).unwrap_or_default(),
    });
    if can_cancel {
        reservation["cancelReservationUrl"] = format!("{url}/cancel").into();
    }
    reservation
}

/// A day and a time of day there, with the zone's offset: `2027-03-12T15:00:00+01:00`.
fn moment(house: &House, day: Date, time: &str) -> String {
    let time = time.parse::<civil::Time>().unwrap_or(civil::Time::midnight());
    let day = civil::Date::new(day.year(), day.month(), day.day()).expect("a day of one calendar is a day of the other");
    let there = day.to_datetime(time).to_zoned(house.zone.clone());
    there.map(|there| there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default()
}
