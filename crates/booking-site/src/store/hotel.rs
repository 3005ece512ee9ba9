//! What the hotel sells, what is taken of it, and its bookings.

use innkeeper_domain::{Currency, Date, Money};
use innkeeper_sync::id::{EntId, RootId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{Row, Sql, Store, StoreError, TENANT, Tx, settings};
use crate::hex;
use innkeeper_domain::offer::{Offer, Policies, Rate, Season};

/// The setting with the house's words and rules.
const POLICIES: &str = "hotel-policies";

fn json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn text(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn day(row: &Row, column: usize) -> Result<Date, StoreError> {
    let days = i32::try_from(row.int(column)?).ok().and_then(Date::from_days_since_epoch);
    days.ok_or_else(|| StoreError::Damaged("a day beyond the calendar".to_owned()))
}

fn number(date: Date) -> i64 {
    i64::from(date.days_since_epoch())
}

/// Everything that is sold.
pub(crate) async fn offer(tx: &mut Tx) -> Result<Offer, StoreError> {
    let rooms = bodies(tx, "SELECT body FROM room_type WHERE tenant = $1 ORDER BY place").await?;
    let plans = bodies(tx, "SELECT body FROM rate_plan WHERE tenant = $1 ORDER BY place").await?;
    let select = Sql::new("SELECT code, first_day, last_day, min_nights FROM season WHERE tenant = $1 ORDER BY first_day");
    let mut seasons = Vec::new();
    for row in tx.rows(select.bind(TENANT)).await? {
        seasons.push(Season {
            code: row.text(0)?,
            first: day(&row, 1)?,
            last: day(&row, 2)?,
            min_nights: row.short(3)?,
            rates: Vec::new(),
        });
    }
    let select = Sql::new("SELECT season, room, plan, minor FROM rate WHERE tenant = $1 ORDER BY season, room, plan");
    for row in tx.rows(select.bind(TENANT)).await? {
        let (season, rate) = (row.text(0)?, Rate { room: row.text(1)?, plan: row.text(2)?, minor: row.int(3)? });
        if let Some(season) = seasons.iter_mut().find(|known| known.code == season) {
            season.rates.push(rate);
        }
    }
    let policies = match settings::setting_in(tx, POLICIES).await? {
        Some(text) => json::<Policies>(&text)?,
        None => Policies::default(),
    };
    Ok(Offer { version: String::new(), rooms, plans, seasons, policies })
}

/// What tells one offer from another: the first half of its SHA-256, in hexadecimal digits.
///
/// # Errors
/// Never in practice: it can be written.
pub(crate) fn version(offer: &Offer) -> Result<String, StoreError> {
    let bare = Offer { version: String::new(), ..offer.clone() };
    Ok(hex::encode(&Sha256::digest(text(&bare)?.as_bytes())[..16]))
}

async fn bodies<T: DeserializeOwned>(tx: &mut Tx, select: &'static str) -> Result<Vec<T>, StoreError> {
    tx.rows(Sql::new(select).bind(TENANT)).await?.iter().map(|row| json(&row.text(0)?)).collect()
}

/// Puts this in the place of what was sold; bookings and held rooms stay.
pub(crate) async fn replace_offer(tx: &mut Tx, offer: &Offer) -> Result<(), StoreError> {
    forget_offer(tx).await?;
    for (place, room) in (0u64..).zip(&offer.rooms) {
        let insert = Sql::new("INSERT INTO room_type (tenant, code, place, body) VALUES ($1, $2, $3, $4)");
        tx.execute(insert.bind(TENANT).bind(room.code.as_str()).bind(place).bind(text(room)?)).await?;
    }
    for (place, plan) in (0u64..).zip(&offer.plans) {
        let insert = Sql::new("INSERT INTO rate_plan (tenant, code, place, body) VALUES ($1, $2, $3, $4)");
        tx.execute(insert.bind(TENANT).bind(plan.code.as_str()).bind(place).bind(text(plan)?)).await?;
    }
    for season in &offer.seasons {
        let insert = Sql::new("INSERT INTO season (tenant, code, first_day, last_day, min_nights) VALUES ($1, $2, $3, $4, $5)");
        let insert = insert.bind(TENANT).bind(season.code.as_str()).bind(number(season.first)).bind(number(season.last));
        tx.execute(insert.bind(season.min_nights)).await?;
        for rate in &season.rates {
            let insert = Sql::new("INSERT INTO rate (tenant, season, room, plan, minor) VALUES ($1, $2, $3, $4, $5)");
            let insert = insert.bind(TENANT).bind(season.code.as_str()).bind(rate.room.as_str());
            tx.execute(insert.bind(rate.plan.as_str()).bind(rate.minor)).await?;
        }
    }
    settings::set_in(tx, POLICIES, &text(&offer.policies)?).await
}

async fn forget_offer(tx: &mut Tx) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM room_type WHERE tenant = $1",
        "DELETE FROM rate_plan WHERE tenant = $1",
        "DELETE FROM season WHERE tenant = $1",
        "DELETE FROM rate WHERE tenant = $1",
    ] {
        tx.execute(Sql::new(sql).bind(TENANT)).await?;
    }
    settings::remove_in(tx, POLICIES).await
}

/// Forgets all that was booked, and the mails about it. What is sold stays, and is free again except where rooms are held.
pub(crate) async fn begin_anew(tx: &mut Tx) -> Result<(), StoreError> {
    for sql in
        ["UPDATE room_night SET taken = 0 WHERE tenant = $1", "DELETE FROM booking WHERE tenant = $1", "DELETE FROM mail WHERE tenant = $1"]
    {
        tx.execute(Sql::new(sql).bind(TENANT)).await?;
    }
    Ok(())
}

/// Forgets which rooms of a type were held or taken.
pub(crate) async fn forget_nights(tx: &mut Tx, room: &str) -> Result<(), StoreError> {
    let delete = Sql::new("DELETE FROM room_night WHERE tenant = $1 AND room = $2");
    tx.execute(delete.bind(TENANT).bind(room)).await?;
    Ok(())
}

/// Rooms of a type that are not free on a night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Night {
    /// Code of the room.
    pub(crate) room: String,
    /// The night.
    pub(crate) day: Date,
    /// Booked here.
    pub(crate) taken: u32,
    /// Not for sale here: sold elsewhere, or out of order.
    pub(crate) held: u32,
}

/// Nights from `first` to before `end` on which a room is not free. Those that are not listed are free.
pub(crate) async fn nights(tx: &mut Tx, first: Date, end: Date) -> Result<Vec<Night>, StoreError> {
    let select = Sql::new("SELECT room, day, taken, held FROM room_night WHERE tenant = $1 AND day >= $2 AND day < $3 ORDER BY day, room");
    let rows = tx.rows(select.bind(TENANT).bind(number(first)).bind(number(end))).await?;
    rows.iter().map(|row| Ok(Night { room: row.text(0)?, day: day(row, 1)?, taken: row.short(2)?, held: row.short(3)? })).collect()
}

const NIGHT: &str =
    "INSERT INTO room_night (tenant, room, day, taken, held) VALUES ($1, $2, $3, 0, 0) ON CONFLICT (tenant, room, day) DO NOTHING";

/// Takes one of `rooms` rooms for a night; `false` if none is left. The condition and the change are one statement, so that of two who want the
/// last room one gets it, on every engine.
pub(crate) async fn take_night(tx: &mut Tx, room: &str, night: Date, rooms: u32) -> Result<bool, StoreError> {
    tx.execute(Sql::new(NIGHT).bind(TENANT).bind(room).bind(number(night))).await?;
    let take = Sql::new("UPDATE room_night SET taken = taken + 1 WHERE tenant = $1 AND room = $2 AND day = $3 AND taken + held < $4");
    Ok(tx.execute(take.bind(TENANT).bind(room).bind(number(night)).bind(rooms)).await? == 1)
}

/// Gives a night back.
pub(crate) async fn give_night_back(tx: &mut Tx, room: &str, night: Date) -> Result<(), StoreError> {
    let give = Sql::new("UPDATE room_night SET taken = taken - 1 WHERE tenant = $1 AND room = $2 AND day = $3 AND taken > 0");
    tx.execute(give.bind(TENANT).bind(room).bind(number(night))).await?;
    Ok(())
}

/// Holds so many rooms of a type back on a night.
pub(crate) async fn hold_night(tx: &mut Tx, room: &str, night: Date, rooms: u32) -> Result<(), StoreError> {
    tx.execute(Sql::new(NIGHT).bind(TENANT).bind(room).bind(number(night))).await?;
    let hold = Sql::new("UPDATE room_night SET held = $4 WHERE tenant = $1 AND room = $2 AND day = $3");
    tx.execute(hold.bind(TENANT).bind(room).bind(number(night)).bind(rooms)).await?;
    Ok(())
}

/// A booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BookingRow {
    /// The number the guest was given.
    pub(crate) number: String,
    /// SHA-256 of its link: whoever reads the database opens no booking.
    pub(crate) link: Vec<u8>,
    /// SHA-256 of the form it was sent with.
    pub(crate) form: Vec<u8>,
    /// The guest's file.
    pub(crate) guest: RootId,
    /// The stay in it.
    pub(crate) stay: EntId,
    /// Code of the room.
    pub(crate) room: String,
    /// Code of the plan.
    pub(crate) plan: String,
    /// First night.
    pub(crate) arrival: Date,
    /// The day of leaving.
    pub(crate) departure: Date,
    /// Grown-ups.
    pub(crate) adults: u32,
    /// Children.
    pub(crate) children: u32,
    /// Price of the stay.
    pub(crate) total: Money,
    /// The language it was made in.
    pub(crate) locale: String,
    /// What was agreed, as JSON ([`crate::hotel::book::Terms`]).
    pub(crate) terms: String,
    /// When it was made.
    pub(crate) created_at: i64,
    /// When it was cancelled.
    pub(crate) cancelled_at: Option<i64>,
}

const BOOKING: &str = "SELECT number, link, form, guest, stay, room, plan, arrival, departure, adults, children, total, currency, locale, \
                       terms, created_at, cancelled_at FROM booking WHERE tenant = $1 AND ";

fn booking(row: &Row) -> Result<BookingRow, StoreError> {
    let currency: Currency = row.text(12)?.parse().map_err(|_| StoreError::Damaged("no currency".to_owned()))?;
    Ok(BookingRow {
        number: row.text(0)?,
        link: row.blob(1)?,
        form: row.blob(2)?,
        guest: RootId(row.id(3)?),
        stay: EntId(row.id(4)?),
        room: row.text(5)?,
        plan: row.text(6)?,
        arrival: day(row, 7)?,
        departure: day(row, 8)?,
        adults: row.short(9)?,
        children: row.short(10)?,
        total: Money::new(row.int(11)?, currency),
        locale: row.text(13)?,
        terms: row.text(14)?,
        created_at: row.int(15)?,
        cancelled_at: row.opt_int(16)?,
    })
}

/// The booking with this link.
pub(crate) async fn by_link(tx: &mut Tx, link: &[u8]) -> Result<Option<BookingRow>, StoreError> {
    let rows = tx.rows(Sql::text(format!("{BOOKING}link = $2")).bind(TENANT).bind(link.to_vec())).await?;
    rows.first().map(booking).transpose()
}

/// The booking that this form made.
pub(crate) async fn by_form(tx: &mut Tx, form: &[u8]) -> Result<Option<BookingRow>, StoreError> {
    let rows = tx.rows(Sql::text(format!("{BOOKING}form = $2")).bind(TENANT).bind(form.to_vec())).await?;
    rows.first().map(booking).transpose()
}

/// Stores a new booking.
pub(crate) async fn insert(tx: &mut Tx, row: &BookingRow) -> Result<(), StoreError> {
    let insert = Sql::new(
        "INSERT INTO booking (tenant, number, link, form, guest, stay, room, plan, arrival, departure, adults, children, total, currency, \
         locale, terms, created_at, cancelled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    );
    let insert = insert.bind(TENANT).bind(row.number.as_str()).bind(row.link.clone()).bind(row.form.clone());
    let insert = insert.bind(row.guest.0).bind(row.stay.0).bind(row.room.as_str()).bind(row.plan.as_str());
    let insert = insert.bind(number(row.arrival)).bind(number(row.departure)).bind(row.adults).bind(row.children);
    let insert = insert.bind(row.total.minor).bind(row.total.currency.code()).bind(row.locale.as_str());
    tx.execute(insert.bind(row.terms.as_str()).bind(row.created_at).bind(row.cancelled_at)).await?;
    Ok(())
}

/// Marks it as cancelled; `false` if it was before.
pub(crate) async fn cancel(tx: &mut Tx, number: &str, now: i64) -> Result<bool, StoreError> {
    let cancel = Sql::new("UPDATE booking SET cancelled_at = $1 WHERE tenant = $2 AND number = $3 AND cancelled_at IS NULL");
    Ok(tx.execute(cancel.bind(now).bind(TENANT).bind(number)).await? == 1)
}

/// The wordings of consents in the log.
pub(crate) async fn wordings(tx: &mut Tx) -> Result<Vec<RootId>, StoreError> {
    let select = Sql::new("SELECT DISTINCT root FROM log WHERE tenant = $1 AND type = 'consent-text'");
    tx.rows(select.bind(TENANT)).await?.iter().map(|row| row.id(0).map(RootId)).collect()
}

impl Store {
    /// Everything that is sold.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offer(&self) -> Result<Offer, StoreError> {
        offer(&mut self.read().await?).await
    }

    /// Puts this in the place of what was sold, and gives `true`; `false`, and nothing changed, where it was made of another [version](version)
    /// than the one that is sold now. It is checked before ([`Offer::check`]).
    ///
    /// # Errors
    /// When the database fails; nothing has changed then.
    pub async fn replace_offer(&self, offer: &Offer) -> Result<bool, StoreError> {
        self.retrying(|| async {
            let mut tx = self.write().await?;
            if !offer.version.is_empty() && version(&self::offer(&mut tx).await?)? != offer.version {
                return Ok(false);
            }
            replace_offer(&mut tx, offer).await?;
            tx.commit().await?;
            Ok(true)
        })
        .await
    }
}
