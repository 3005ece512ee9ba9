//! What is still free, and what to offer in its place when it is not.

use std::collections::BTreeMap;

use innkeeper_domain::Date;

use super::house::House;
use super::quote::{Quote, Wanted, quote};
use crate::store::hotel::{self, Night};
use crate::store::{Store, StoreError, Tx};
use innkeeper_domain::offer::{Plan, Room};

/// How many days before and after are looked at for other dates.
pub const NEAR: i32 = 14;
/// Most other dates offered.
const MOST_DATES: usize = 3;

/// What is not free, night by night.
#[derive(Clone, Debug, Default)]
pub struct Stock(BTreeMap<(String, Date), u32>);

impl Stock {
    /// Of the nights from `NEAR` days before a stay to `NEAR` days after it.
    pub(crate) async fn around(tx: &mut Tx, wanted: Wanted) -> Result<Self, StoreError> {
        let first = wanted.arrival.plus_days(-NEAR).unwrap_or(wanted.arrival);
        let end = wanted.departure.plus_days(NEAR).unwrap_or(wanted.departure);
        Ok(Self::of(hotel::nights(tx, first, end).await?))
    }

    fn of(nights: Vec<Night>) -> Self {
        Self(nights.into_iter().map(|night| ((night.room, night.day), night.taken + night.held)).collect())
    }

    /// How many rooms of a type are free through the whole stay.
    #[must_use]
    pub fn free(&self, room: &Room, wanted: Wanted) -> u32 {
        let gone = |night| self.0.get(&(room.code.clone(), night)).copied().unwrap_or(0);
        wanted.nights().map(|night| room.rooms.saturating_sub(gone(night))).min().unwrap_or(0)
    }
}

/// A type of room for a stay.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// The room.
    pub room: &'a Room,
    /// How many are free.
    pub free: u32,
    /// Plans it is sold on, with their prices.
    pub plans: Vec<(&'a Plan, Quote)>,
}

impl Choice<'_> {
    /// Whether it can be booked.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.free > 0 && !self.plans.is_empty()
    }
}

/// Every type of room, in the hotel's order.
#[must_use]
pub fn choices<'a>(house: &'a House, stock: &Stock, wanted: Wanted) -> Vec<Choice<'a>> {
    let offer = &house.offer;
    let plans = |room| {
        let quoted = |plan| Some((plan, quote(offer, room, plan, wanted, house.currency)?));
        offer.plans.iter().filter_map(quoted).collect()
    };
    offer.rooms.iter().map(|room| Choice { room, free: stock.free(room, wanted), plans: plans(room) }).collect()
}

/// The nearest other dates of the same length on which a room can be had, nearest first; of two equally near ones the later.
#[must_use]
pub fn other_dates(house: &House, stock: &Stock, room: Option<&Room>, wanted: Wanted) -> Vec<Wanted> {
    let is_sold = |wanted: Wanted| {
        let rooms = house.offer.rooms.iter().filter(|known| room.is_none_or(|room| room.code == known.code));
        rooms.clone().any(|room| {
            stock.free(room, wanted) > 0
                && house.offer.plans.iter().any(|plan| quote(&house.offer, room, plan, wanted, house.currency).is_some())
        })
    };
    let near = (1..=NEAR).flat_map(|days| [days, -days]);
    let dates = near.filter_map(|days| wanted.moved(days)).filter(|wanted| wanted.check(&house.offer, house.today).is_ok());
    dates.filter(|wanted| is_sold(*wanted)).take(MOST_DATES).collect()
}

/// The house and what is free around a stay.
///
/// # Errors
/// When the database fails.
pub async fn look(store: &Store, wanted: Wanted, now: i64) -> Result<(House, Stock), StoreError> {
    let mut tx = store.read().await?;
    Ok((super::house::read_in(&mut tx, now).await?, Stock::around(&mut tx, wanted).await?))
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::Currency;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::hotel::demo;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn house() -> House {
        let today = day("2026-11-22");
        let offer = demo::offer(today);
        House { name: "Casa".to_owned(), currency: Currency::EUR, zone: TimeZone::UTC, today, offer, logo: None }
    }

    fn gone(room: &str, on: &str, taken: u32, held: u32) -> Night {
        Night { room: room.to_owned(), day: day(on), taken, held }
    }

    const STAY: (&str, &str) = ("2026-12-10", "2026-12-13");

    fn wanted() -> Wanted {
        Wanted { arrival: day(STAY.0), departure: day(STAY.1), adults: 2, children: 0 }
    }

    #[test]
    fn a_stay_needs_a_room_on_each_of_its_nights_and_none_on_the_last_day() {
        let house = house();
        let room = house.offer.rooms.iter().find(|room| room.rooms > 2).expect("the demo has one");
        let stock = Stock::of(vec![gone(&room.code, "2026-12-11", room.rooms - 2, 1), gone(&room.code, "2026-12-13", room.rooms, 0)]);
        assert_eq!(stock.free(room, wanted()), 1);
    }

    #[test]
    fn the_nearest_dates_are_offered_and_none_that_are_over() {
        let house = house();
        let room = house.offer.rooms.iter().find(|room| room.rooms == 1).expect("the demo has one of its kind");
        let stock = Stock::of(vec![gone(&room.code, "2026-12-11", 1, 0)]);
        let dates: Vec<String> = other_dates(&house, &stock, Some(room), wanted()).iter().map(|dates| dates.arrival.to_string()).collect();
        assert_eq!(dates, ["2026-12-12", "2026-12-08", "2026-12-13"]);
        let today = Wanted { arrival: house.today, departure: house.today.plus_days(3).expect("a day"), ..wanted() };
        assert!(other_dates(&house, &Stock::default(), None, today).iter().all(|dates| dates.arrival > house.today));
    }
}
