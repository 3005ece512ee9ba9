//! The stays of one made-up guest: when, how long, at what price, and how far they have come today.

use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Currency, Date};

use super::chance::Chance;
use super::person::Person;
use super::sheet::Sheet;

/// Days of history.
const PAST: i32 = 1_000;
/// Days that can be booked ahead.
const AHEAD: i32 = 95;
/// The house above the bay: months by how full it is, of twelve.
const SEASON: [u32; 12] = [4, 4, 6, 8, 9, 10, 12, 12, 9, 7, 4, 6];

/// Code and price of a night in euros, by how many of a hundred bookings take it.
const ROOMS: [(u32, (&str, i64)); 5] = [(38, ("STD", 96)), (27, ("SUP", 124)), (19, ("SEA", 158)), (11, ("FAM", 172)), (5, ("STE", 264))];

/// Channels of people on holiday and at work.
const LEISURE: [(u32, &str); 5] = [(42, "Online agency"), (31, "Website"), (12, "Phone"), (9, "Travel agent"), (6, "E-mail")];
const WORK: [(u32, &str); 4] = [(45, "Company"), (25, "Website"), (20, "GDS"), (10, "E-mail")];

/// A stay before it is a record.
#[derive(Clone, Debug)]
pub struct Booking {
    /// First night.
    pub arrival: Date,
    /// The day of leaving.
    pub departure: Date,
    /// The day it was booked.
    pub booked_on: Date,
    /// How far it has come.
    pub status: StayStatus,
    cancelled_on: Option<Date>,
}

/// The stays of a guest in order of arrival, none over another. With `arrives_today` one of them begins today.
pub fn bookings(person: &Person, today: Date, arrives_today: bool, chance: &mut Chance) -> Vec<Booking> {
    let count = *chance.weighted(&[(4, 0), (58, 1), (19, 2), (8, 3), (5, 4), (3, 6), (2, 9), (1, 14)]);
    let mut days: Vec<i32> = (0..count).map(|_| day(chance, today)).collect();
    if arrives_today {
        days.push(0);
    }
    days.sort_unstable();
    let mut free_from = i32::MIN;
    let mut bookings = Vec::new();
    for day in days {
        let nights = nights(person.on_business, chance);
        // The one that begins today stands; one before it that would reach into it is left out.
        if day < free_from || (arrives_today && day < 0 && day + nights > 0) {
            continue;
        }
        free_from = day + nights + 1;
        bookings.extend(booking(person, today, day, nights, arrives_today && day == 0, chance));
    }
    bookings
}

/// A day of arrival, counted from today: more in summer, fewer the further ahead.
fn day(chance: &mut Chance, today: Date) -> i32 {
    loop {
        let day = chance.between(-PAST, AHEAD);
        let month = today.plus_days(day).map_or(1, Date::month);
        let season = SEASON[usize::try_from(month - 1).unwrap_or(0)];
        let known_ahead = u32::try_from(100 - day.max(0)).unwrap_or(0);
        if chance.below(12) < season && chance.percent(known_ahead) {
            return day;
        }
    }
}

fn nights(on_business: bool, chance: &mut Chance) -> i32 {
    if on_business {
        *chance.weighted(&[(48, 1), (31, 2), (15, 3), (6, 4)])
    } else {
        *chance.weighted(&[(12, 1), (26, 2), (25, 3), (14, 4), (9, 5), (10, 7), (4, 10)])
    }
}

fn booking(person: &Person, today: Date, day: i32, nights: i32, sure: bool, chance: &mut Chance) -> Option<Booking> {
    let (arrival, departure) = (today.plus_days(day)?, today.plus_days(day + nights)?);
    let lead = if person.on_business { chance.between(0, 28) } else { chance.between(1, 130) };
    let booked_on = arrival.plus_days(-lead)?.min(today);
    let mut cancelled_on = None;
    let status = if !sure && chance.percent(15) {
        let open = booked_on.days_until(arrival.min(today));
        cancelled_on = booked_on.plus_days(chance.between(0, open.max(0)));
        StayStatus::Cancelled
    } else if departure < today {
        *chance.weighted(&[(98, StayStatus::CheckedOut), (2, StayStatus::NoShow)])
    } else if arrival < today {
        if departure == today && chance.percent(50) { StayStatus::CheckedOut } else { StayStatus::InHouse }
    } else if arrival == today {
        *chance.weighted(&[(70, StayStatus::Confirmed), (30, StayStatus::InHouse)])
    } else {
        *chance.weighted(&[(93, StayStatus::Confirmed), (4, StayStatus::Optional), (3, StayStatus::Inquiry)])
    };
    Some(Booking { arrival, departure, booked_on, status, cancelled_on })
}

impl Booking {
    /// Its record. `number` counts reservations from 1.
    pub fn sheet(&self, person: &Person, number: u32, chance: &mut Chance) -> Sheet {
        let mut sheet = Sheet::default();
        let nights = self.arrival.days_until(self.departure);
        let (room, price) = *chance.weighted(&ROOMS);
        let season = i64::from(SEASON[usize::try_from(self.arrival.month() - 1).unwrap_or(0)]);
        // From three quarters of the price in January to five quarters in August, in steps of fifty cents.
        let rate = price * 100 * (50 + season * 6) / 100 / 50 * 50;
        sheet.text(stay::CONFIRMATION_NUMBER, format!("CA{number:06}"));
        sheet.put(stay::GUEST, person.root);
        sheet.text(stay::PROPERTY, super::HOTEL);
        sheet.put(stay::STATUS, self.status);
        sheet.put(stay::BOOKED_ON, self.booked_on);
        if let Some(day) = self.cancelled_on {
            sheet.put(stay::CANCELLED_ON, day);
        }
        sheet.put(stay::ARRIVAL, self.arrival);
        sheet.put(stay::DEPARTURE, self.departure);
        sheet.text(stay::ROOM_TYPE_BOOKED, room);
        sheet.text(stay::ROOM_TYPE_CHARGED, room);
        if matches!(self.status, StayStatus::InHouse | StayStatus::CheckedOut) {
            sheet.text(stay::ROOM_NUMBER, format!("{}{:02}", chance.between(1, 4), chance.between(1, 14)));
        }
        let family = room == "FAM";
        sheet.put(stay::ADULTS, if person.on_business { 1 } else { *chance.weighted(&[(16, 1_i64), (74, 2), (10, 3)]) });
        sheet.put(stay::CHILDREN, if family { i64::from(chance.between(1, 3)) } else { 0 });
        sheet.text(stay::BOARD, *chance.weighted(&[(12, "RO"), (70, "BB"), (18, "HB")]));
        let (segment, channel) = if person.on_business {
            ("Corporate", *chance.weighted(&WORK))
        } else {
            (*chance.weighted(&[(82, "Leisure"), (12, "Package"), (6, "Wedding")]), *chance.weighted(&LEISURE))
        };
        sheet.text(stay::MARKET_SEGMENT, segment);
        sheet.text(stay::CHANNEL, channel);
        sheet.text(stay::CUSTOMER_TYPE, "Transient");
        sheet.text(stay::RATE_PLAN, *chance.weighted(&[(60, "FLEX"), (30, "ADVANCE"), (10, "MEMBER")]));
        sheet.put(stay::RATE_PER_NIGHT, rate);
        sheet.put(stay::TOTAL, rate * i64::from(nights));
        sheet.put(stay::CURRENCY, Currency::EUR);
        sheet.put(stay::SPECIAL_REQUESTS_COUNT, *chance.weighted(&[(60, 0_i64), (28, 1), (12, 2)]));
        sheet.put(stay::PARKING, i64::from(chance.percent(20)));
        sheet
    }
}
