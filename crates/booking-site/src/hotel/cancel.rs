//! A cancellation by the link of a booking: the nights are free again, the stay says so, and a mail is laid out.

use std::collections::BTreeMap;

use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Fields, Value, guest};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::UserId;
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::{Record, RootState};

use super::book::{Details, SITE, Terms};
use super::house::{self, House};
use super::{letter, link, post};
use crate::store::hotel::BookingRow;
use crate::store::{Store, StoreError, Tx, hotel, log};
use crate::writer;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cancelled {
    /// It is cancelled, now or before.
    Yes,
    /// The day of arrival has come: only the house can cancel now.
    TooLate,
    /// There is no such booking.
    Unknown,
}

/// Cancels the booking with this link.
///
/// # Errors
/// When the database fails; nothing has changed then.
pub(crate) async fn cancel(store: &Store, link: &str, site: &str, now: i64) -> Result<Cancelled, StoreError> {
    let (outcome, head) = store.retrying(|| attempt(store, link, site, now)).await?;
    if let Some(head) = head {
        store.announce(head);
    }
    Ok(outcome)
}

async fn attempt(store: &Store, link: &str, site: &str, now: i64) -> Result<(Cancelled, Option<u64>), StoreError> {
    let mut tx = store.write().await?;
    log::lock_head(&mut tx).await?;
    let Some(row) = hotel::by_link(&mut tx, &link::hash(link)).await? else { return Ok((Cancelled::Unknown, None)) };
    if row.cancelled_at.is_some() {
        return Ok((Cancelled::Yes, None));
    }
    let house = house::read_in(&mut tx, now).await?;
    if house.today >= row.arrival {
        return Ok((Cancelled::TooLate, None));
    }
    hotel::cancel(&mut tx, &row.number, now).await?;
    for night in 0..row.arrival.days_until(row.departure) {
        if let Some(night) = row.arrival.plus_days(night) {
            hotel::give_night_back(&mut tx, &row.room, night).await?;
        }
    }
    let head = tell_the_log(&mut tx, &house, &row, link, site, now).await?;
    tx.commit().await?;
    Ok((Cancelled::Yes, head))
}

/// Writes it into the guest's file and to the guest, if the file is still there.
async fn tell_the_log(tx: &mut Tx, house: &House, row: &BookingRow, link: &str, site: &str, now: i64) -> Result<Option<u64>, StoreError> {
    let states = log::states_of(tx, &[row.guest]).await?;
    let Some(state) = states.get(&row.guest).map(|at| &at.state) else { return Ok(None) };
    let details = details(row, state);
    if !details.email.is_empty() {
        let url = format!("{site}/{}/booking/{link}", row.locale);
        let letter = letter::cancellation(house, row, &Terms::read(row)?, &details, &url);
        post::lay_out(tx, letter, row, now).await?;
    }
    let Some(record) = state.records.get(&row.stay) else { return Ok(None) };
    let set = |name: &'static str, value: Value| (name.to_owned(), SetField(value, record.seen(name)));
    let fields = BTreeMap::from([
        set(stay::STATUS.name(), Value::from(StayStatus::Cancelled)),
        set(stay::CANCELLED_ON.name(), Value::Date(house.today)),
    ]);
    let draft = Draft::of_record(row.guest, row.stay, Kind::Set { fields });
    let appended = writer::append_in(tx, vec![vec![draft]], UserId::of_source(SITE), now).await?;
    if !appended.not_ok.is_empty() {
        return Err(StoreError::Damaged("the log did not take a cancellation".to_owned()));
    }
    Ok(Some(appended.head))
}

/// Who booked, as their file has them now: the booking itself keeps no names.
pub(crate) fn details(row: &BookingRow, state: &RootState) -> Details {
    let own: Option<&Record> = state.own(row.guest);
    let text = |key| own.and_then(|own| own.get(key)).unwrap_or_default();
    Details { given_name: text(guest::GIVEN_NAME), surname: text(guest::SURNAME), email: text(guest::EMAIL), ..Details::default() }
}
