//! The price of a stay: night by night, exact, and what may be booked at all.

use innkeeper_domain::{Currency, Date, Money};

use innkeeper_domain::offer::{LateFee, Offer, Plan, Room};

/// Most children of one booking.
pub const CHILDREN_MAX: u32 = 6;
/// Most grown-ups of one booking.
pub const ADULTS_MAX: u32 = 8;

/// When, and for how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// First night.
    pub arrival: Date,
    /// The day of leaving.
    pub departure: Date,
    /// Grown-ups, at least 1.
    pub adults: u32,
    /// Children.
    pub children: u32,
}

/// Why dates cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The day of arrival is over.
    Past,
    /// It ends before it begins, or lasts no night.
    Backwards,
    /// More nights than the house takes.
    TooLong(u32),
    /// Further ahead than the house sells.
    TooFar(u32),
    /// More people than one booking is for.
    TooMany,
}

impl Wanted {
    /// The same length of stay from another day on.
    #[must_use]
    pub fn moved(self, days: i32) -> Option<Self> {
        Some(Self { arrival: self.arrival.plus_days(days)?, departure: self.departure.plus_days(days)?, ..self })
    }

    /// The nights, first to last.
    pub fn nights(self) -> impl Iterator<Item = Date> {
        (0..self.arrival.days_until(self.departure)).filter_map(move |night| self.arrival.plus_days(night))
    }

    /// How many nights.
    #[must_use]
    pub fn length(self) -> u32 {
        u32::try_from(self.arrival.days_until(self.departure)).unwrap_or(0)
    }

    /// Whether the house takes such a stay, seen from `today`.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(self, offer: &Offer, today: Date) -> Result<(), Refusal> {
        let (policies, ahead) = (&offer.policies, today.days_until(self.arrival));
        if ahead < 0 {
            return Err(Refusal::Past);
        }
        if self.length() == 0 {
            return Err(Refusal::Backwards);
        }
        if self.length() > policies.max_nights {
            return Err(Refusal::TooLong(policies.max_nights));
        }
        if ahead.unsigned_abs() > policies.days_ahead {
            return Err(Refusal::TooFar(policies.days_ahead));
        }
        if !(1..=ADULTS_MAX).contains(&self.adults) || self.children > CHILDREN_MAX {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }
}

/// A price for one room on one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Price of each night.
    pub nights: Vec<(Date, Money)>,
    /// Their sum.
    pub total: Money,
    /// Last day on which cancelling costs nothing.
    pub free_until: Option<Date>,
    /// What cancelling costs after that.
    pub late_fee: Money,
}

/// The price of a stay in a room on a plan; none where a night is not sold, the stay is too short for its season, or the room too small.
#[must_use]
pub fn quote(offer: &Offer, room: &Room, plan: &Plan, wanted: Wanted, currency: Currency) -> Option<Quote> {
    if wanted.adults + wanted.children > room.sleeps || wanted.length() < offer.season(wanted.arrival)?.min_nights {
        return None;
    }
    let price = |night| {
        let rate = offer.season(night)?.rates.iter().find(|rate| rate.room == room.code && rate.plan == plan.code)?;
        Some((night, Money::new(rate.minor, currency)))
    };
    let nights: Vec<(Date, Money)> = wanted.nights().map(price).collect::<Option<_>>()?;
    let total = nights.iter().try_fold(Money::new(0, currency), |sum, (_, night)| sum.checked_add(*night).ok())?;
    let late_fee = match offer.policies.late_fee {
        LateFee::FirstNight if plan.free_days.is_some() => nights.first()?.1,
        _ => total,
    };
    let free_until = plan.free_days.and_then(|days| wanted.arrival.plus_days(-i32::try_from(days).ok()?));
    Some(Quote { nights, total, free_until, late_fee })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hotel::demo;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn wanted(arrival: &str, departure: &str) -> Wanted {
        Wanted { arrival: day(arrival), departure: day(departure), adults: 2, children: 0 }
    }

    const TODAY: &str = "2026-11-22";

    #[test]
    fn a_stay_over_the_end_of_a_season_costs_each_nights_own_price() {
        let mut offer = demo::offer(day(TODAY));
        let (room, plan) = (offer.rooms[0].clone(), offer.plans[0].clone());
        offer.seasons.truncate(2);
        offer.seasons[0].last = day("2027-03-31");
        (offer.seasons[1].first, offer.seasons[1].last) = (day("2027-04-01"), day("2027-06-01"));
        for (season, minor) in offer.seasons.iter_mut().zip([10_001, 20_000]) {
            season.min_nights = 1;
            let rate = season.rates.iter_mut().find(|rate| rate.room == room.code && rate.plan == plan.code);
            rate.expect("the demo sells it").minor = minor;
        }
        let quote = quote(&offer, &room, &plan, wanted("2027-03-30", "2027-04-02"), Currency::EUR).expect("is sold");
        assert_eq!(quote.nights.iter().map(|(_, price)| price.minor).collect::<Vec<_>>(), [10_001, 10_001, 20_000]);
        assert_eq!(quote.total, Money::new(40_002, Currency::EUR));
    }

    #[test]
    fn a_night_without_a_season_is_not_sold() {
        let mut offer = demo::offer(day(TODAY));
        offer.seasons.truncate(1);
        let after = offer.seasons[0].last;
        let stay = Wanted { arrival: after, departure: after.plus_days(2).expect("a day"), adults: 2, children: 0 };
        assert_eq!(quote(&offer, &offer.rooms[0], &offer.plans[0], stay, Currency::EUR), None);
    }

    #[test]
    fn a_family_does_not_fit_into_a_room_for_two() {
        let offer = demo::offer(day(TODAY));
        let stay = Wanted { adults: 2, children: 5, ..wanted("2027-01-10", "2027-01-14") };
        assert!(offer.rooms.iter().all(|room| quote(&offer, room, &offer.plans[0], stay, Currency::EUR).is_none()));
    }

    #[test]
    fn a_plan_that_is_never_free_costs_the_whole_stay() {
        let offer = demo::offer(day(TODAY));
        let plan = offer.plans.iter().find(|plan| plan.free_days.is_none()).expect("the demo has one");
        let quote = quote(&offer, &offer.rooms[0], plan, wanted("2027-01-10", "2027-01-14"), Currency::EUR).expect("is sold");
        assert_eq!((quote.free_until, quote.late_fee), (None, quote.total));
    }

    #[test]
    fn dates_that_nobody_can_stay_are_refused_with_the_reason() {
        let offer = demo::offer(day(TODAY));
        let check = |arrival, departure| wanted(arrival, departure).check(&offer, day(TODAY));
        assert_eq!(check("2026-11-22", "2026-11-23"), Ok(()));
        assert_eq!(check("2026-11-21", "2026-11-23"), Err(Refusal::Past));
        assert_eq!(check("2026-12-02", "2026-12-02"), Err(Refusal::Backwards));
        assert_eq!(check("2026-12-02", "2026-12-01"), Err(Refusal::Backwards));
        assert_eq!(check("2026-12-01", "2027-03-01"), Err(Refusal::TooLong(offer.policies.max_nights)));
        assert_eq!(check("2030-12-01", "2030-12-02"), Err(Refusal::TooFar(offer.policies.days_ahead)));
        let crowd = Wanted { adults: ADULTS_MAX + 1, ..wanted("2026-12-01", "2026-12-02") };
        assert_eq!(crowd.check(&offer, day(TODAY)), Err(Refusal::TooMany));
    }
}
