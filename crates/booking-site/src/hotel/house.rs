//! The house as its site shows it: its name, its day, its currency and what it sells.

use innkeeper_domain::{Currency, Date, Fields, property as record};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::property;
use crate::store::{Store, StoreError, Tx, hotel, log, picture, settings};
use innkeeper_domain::offer::Offer;

/// The house at one moment.
#[derive(Clone, Debug)]
pub struct House {
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its time zone.
    pub zone: TimeZone,
    /// The day it is there.
    pub today: Date,
    /// What it sells.
    pub offer: Offer,
    /// Its logo, where it has one.
    pub logo: Option<Emblem>,
}

/// A logo as a page names it: the file has an address of its own.
#[derive(Clone, Debug)]
pub struct Emblem {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Stands in its address.
    pub hash: String,
}

/// Reads it.
pub(crate) async fn read_in(tx: &mut Tx, now: i64) -> Result<House, StoreError> {
    let name = settings::setting_in(tx, settings::HOTEL).await?.unwrap_or_default();
    let states = log::states_of(tx, &[property::root()]).await?;
    let record = states.get(&property::root()).and_then(|at| at.state.own(at.root));
    let zone = record.and_then(|record| record.get(record::ZONE)).and_then(|zone| TimeZone::get(&zone).ok()).unwrap_or(TimeZone::UTC);
    let currency = record.and_then(|record| record.get(record::CURRENCY)).unwrap_or(Currency::EUR);
    Ok(House { name, currency, today: day(now, zone.clone()), zone, offer: hotel::offer(tx).await?, logo: picture::emblem(tx).await? })
}

/// The house as it is at `now`.
///
/// # Errors
/// When the database fails.
pub async fn read(store: &Store, now: i64) -> Result<House, StoreError> {
    read_in(&mut store.read().await?, now).await
}

/// The day it is there at `now`.
pub(crate) fn day(now: i64, zone: TimeZone) -> Date {
    Timestamp::from_millisecond(now).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone).date().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_hotel() {
        let zone = |name| TimeZone::get(name).expect("is bundled");
        // 21 November 2026, 23:30 UTC.
        let now = 1_795_303_800_000;
        assert_eq!(day(now, zone("Europe/Madrid")).to_string(), "2026-11-22");
        assert_eq!(day(now, zone("America/Lima")).to_string(), "2026-11-21");
    }
}
