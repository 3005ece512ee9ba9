//! What a guest's stays say on a given day: which one is next, which was last, how many nights, how much was spent.

pub use crate::record::stay::*;

use crate::{Date, Money};

/// What these rules need of one stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StayFact {
    /// How far it has come.
    pub status: StayStatus,
    /// First night.
    pub arrival: Option<Date>,
    /// The day of leaving.
    pub departure: Option<Date>,
    /// Price of the stay.
    pub total: Option<Money>,
}

/// Where a stay lies, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It took place and is over.
    Past,
    /// The guest is here.
    Now,
    /// It is booked and has not begun.
    Next,
    /// It did not and will not take place, is not promised, or its dates make no sense.
    Never,
}

impl StayFact {
    /// The fact told by a stay's record; none without a known status.
    pub fn of(stay: &impl crate::Fields) -> Option<Self> {
        let total = stay.get(TOTAL).zip(stay.get(CURRENCY)).map(|(minor, currency)| Money::new(minor, currency));
        Some(Self { status: stay.get(STATUS)?, arrival: stay.get(ARRIVAL), departure: stay.get(DEPARTURE), total })
    }

    /// Nights from arrival to departure; 0 for a day room, none where a date is missing or departure comes first.
    pub fn nights(&self) -> Option<u32> {
        u32::try_from(self.arrival?.days_until(self.departure?)).ok()
    }

    /// Where the stay lies on `today`. Cancelled, no-show, inquiry and option are never stays. A checked-out stay is past
    /// from its day of leaving on, or once it began if the guest left early. A confirmed or in-house one whose last day
    /// is over counts as past too: the export that would say so has not come yet.
    pub fn when(&self, today: Date) -> When {
        let (Some(arrival), Some(departure)) = (self.arrival, self.departure) else {
            return When::Never;
        };
        if departure < arrival {
            return When::Never;
        }
        match self.status {
            StayStatus::Cancelled | StayStatus::NoShow | StayStatus::Inquiry | StayStatus::Optional => When::Never,
            StayStatus::CheckedOut if arrival <= today => When::Past,
            StayStatus::CheckedOut => When::Never,
            StayStatus::Confirmed | StayStatus::InHouse if departure < today => When::Past,
            StayStatus::InHouse => When::Now,
            StayStatus::Confirmed if arrival < today => When::Now,
            StayStatus::Confirmed => When::Next,
        }
    }
}

/// What all stays of a guest say on one day. Positions are into the slice that was summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaySummary {
    /// The valid past stay that ended last.
    pub last: Option<usize>,
    /// The stay the guest is in.
    pub current: Option<usize>,
    /// The booked stay that begins first, today's arrivals included.
    pub next: Option<usize>,
    /// Valid past stays.
    pub stays: u32,
    /// Nights of the valid past stays.
    pub nights: u32,
    /// Cancelled reservations.
    pub cancelled: u32,
    /// Reservations nobody came for.
    pub no_shows: u32,
    /// Money of the valid past stays, one amount per currency, in order of currency. A stay without a price, or one that
    /// would overflow the sum, adds nothing.
    pub spend: Vec<Money>,
}

/// Sums up a guest's stays as of `today`.
pub fn summarise(stays: &[StayFact], today: Date) -> StaySummary {
    let mut summary = StaySummary::default();
    for (at, stay) in stays.iter().enumerate() {
        summary.cancelled += u32::from(stay.status == StayStatus::Cancelled);
        summary.no_shows += u32::from(stay.status == StayStatus::NoShow);
        match stay.when(today) {
            When::Past => {
                summary.stays += 1;
                summary.nights += stay.nights().unwrap_or(0);
                if let Some(total) = stay.total {
                    add(&mut summary.spend, total);
                }
                let ended = |at: usize| (stays[at].departure, stays[at].arrival);
                if summary.last.is_none_or(|last| ended(last) < ended(at)) {
                    summary.last = Some(at);
                }
            }
            When::Now => {
                if summary.current.is_none_or(|current| stays[current].arrival < stay.arrival) {
                    summary.current = Some(at);
                }
            }
            When::Next => {
                if summary.next.is_none_or(|next| stays[next].arrival > stay.arrival) {
                    summary.next = Some(at);
                }
            }
            When::Never => {}
        }
    }
    summary
}

fn add(spend: &mut Vec<Money>, amount: Money) {
    match spend.binary_search_by_key(&amount.currency, |sum| sum.currency) {
        Ok(at) => {
            if let Ok(sum) = spend[at].checked_add(amount) {
                spend[at] = sum;
            }
        }
        Err(at) => spend.insert(at, amount),
    }
}
