//! A booking, in one transaction: the nights are taken, the guest and the stay enter the log as one group, and a mail is laid out.

use innkeeper_domain::guest::LifecycleStage;
use innkeeper_domain::interaction::{self, Direction, InteractionType};
use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Date, Entity, Instant, Money, Uuid, guest};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntId, EntryId, RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_texts::Locale;
use serde::{Deserialize, Serialize};

use super::house::{self, House};
use super::letter;
use super::link::{self, Form};
use super::quote::{Quote, Wanted, quote};
use super::same::Addresses;
use super::{ledger, post};
use crate::demo::sheet::Sheet;
use crate::keys::Keys;
use crate::lost;
use crate::store::hotel::BookingRow;
use crate::store::{Store, StoreError, Tx, hotel, log};
use crate::{random, writer};
use innkeeper_domain::offer::{Plan, Room, Words};

/// The author of what the site writes.
pub(crate) const SITE: &str = "site";

/// Who books.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details {
    /// Given name.
    pub(crate) given_name: String,
    /// Family name.
    pub(crate) surname: String,
    /// E-mail address, normalised.
    pub(crate) email: String,
    /// Telephone number, normalised; empty if none was given.
    pub(crate) phone: String,
    /// Country of residence, ISO 3166-1 alpha-2; empty if none was given.
    pub(crate) country: String,
    /// What they wish for.
    pub(crate) wishes: String,
    /// The wording they ticked.
    pub(crate) agreed_to: Option<Uuid>,
}

/// A form that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Order<'a> {
    /// Its token.
    pub(crate) form: &'a Form,
    /// Code of the room.
    pub(crate) room: &'a str,
    /// Code of the plan.
    pub(crate) plan: &'a str,
    /// When, and for how many.
    pub(crate) wanted: Wanted,
    /// The price they saw, in minor units.
    pub(crate) seen_total: i64,
    /// Who they are.
    pub(crate) details: &'a Details,
    /// The language they read.
    pub(crate) locale: Locale,
    /// Where the site is, without a slash at its end.
    pub(crate) site: &'a str,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Booked, now or by the same form before: its link.
    Booked(String),
    /// Somebody else was first.
    SoldOut,
    /// It costs something else now, or is not sold any more.
    Changed,
}

/// What was agreed, kept as it was whatever the hotel sells later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The room's name.
    pub room: Words,
    /// The plan's name.
    pub plan: Words,
    /// What the plan says.
    pub about: Words,
    /// Price of each night, in minor units.
    pub nights: Vec<(Date, i64)>,
    /// Last day on which cancelling costs nothing.
    pub free_until: Option<Date>,
    /// What it costs after that, in minor units.
    pub late_fee: i64,
}

impl Terms {
    fn of(room: &Room, plan: &Plan, quote: &Quote) -> Self {
        Self {
            room: room.name.clone(),
            plan: plan.name.clone(),
            about: plan.about.clone(),
            nights: quote.nights.iter().map(|(night, price)| (*night, price.minor)).collect(),
            free_until: quote.free_until,
            late_fee: quote.late_fee.minor,
        }
    }

    /// Reads what a booking keeps.
    pub(crate) fn read(row: &BookingRow) -> Result<Self, StoreError> {
        serde_json::from_str(&row.terms).map_err(|error| StoreError::Damaged(error.to_string()))
    }

    /// What cancelling costs on this day.
    #[must_use]
    pub fn fee(&self, on: Date, total: Money) -> Money {
        let minor = if self.free_until.is_some_and(|until| on <= until) { 0 } else { self.late_fee };
        Money::new(minor, total.currency)
    }
}

/// Books.
///
/// # Errors
/// When the database fails; nothing has changed then.
pub(crate) async fn book(store: &Store, keys: &Keys, known: &Addresses, order: &Order<'_>, now: i64) -> Result<Outcome, StoreError> {
    known.follow(store).await?;
    let (outcome, head) = store.retrying(|| attempt(store, keys, known, order, now)).await?;
    if let Some(head) = head {
        store.announce(head);
    }
    Ok(outcome)
}

async fn attempt(store: &Store, keys: &Keys, known: &Addresses, order: &Order<'_>, now: i64) -> Result<(Outcome, Option<u64>), StoreError> {
    let link = order.form.link(keys);
    let mut tx = store.write().await?;
    // Bookings come one after the other: the second sees what the first took.
    log::lock_head(&mut tx).await?;
    if hotel::by_form(&mut tx, &order.form.hash()).await?.is_some() {
        return Ok((Outcome::Booked(link), None));
    }
    let house = house::read_in(&mut tx, now).await?;
    let Some((room, plan, quote)) = sold(&house, order) else { return Ok((Outcome::Changed, None)) };
    if quote.total.minor != order.seen_total {
        return Ok((Outcome::Changed, None));
    }
    for night in order.wanted.nights() {
        if !hotel::take_night(&mut tx, &room.code, night, room.rooms).await? {
            return Ok((Outcome::SoldOut, None));
        }
    }
    let row = row(order, &link, room, plan, &quote, now)?;
    hotel::insert(&mut tx, &row).await?;
    let terms = Terms::read(&row)?;
    let letter = letter::confirmation(&house, &row, &terms, order.details, &format!("{}/{}/booking/{link}", order.site, row.locale));
    post::lay_out(&mut tx, letter, &row, now).await?;
    let group = group(&mut tx, &house, known, order, &row, plan, &quote, now).await?;
    let appended = writer::append_in(&mut tx, vec![group], UserId::of_source(SITE), now).await?;
    if !appended.not_ok.is_empty() {
        return Err(StoreError::Damaged(format!("the log did not take {} changes of a booking", appended.not_ok.len())));
    }
    tx.commit().await?;
    lost::receipt(store, row.number.clone(), "booking", row.guest, now).await;
    Ok((Outcome::Booked(link), Some(appended.head)))
}

fn sold<'a>(house: &'a House, order: &Order<'_>) -> Option<(&'a Room, &'a Plan, Quote)> {
    order.wanted.check(&house.offer, house.today).ok()?;
    let (room, plan) = (house.offer.room(order.room)?, house.offer.plan(order.plan)?);
    Some((room, plan, quote(&house.offer, room, plan, order.wanted, house.currency)?))
}

fn row(order: &Order<'_>, link: &str, room: &Room, plan: &Plan, quote: &Quote, now: i64) -> Result<BookingRow, StoreError> {
    let terms = serde_json::to_string(&Terms::of(room, plan, quote)).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let Wanted { arrival, departure, adults, children } = order.wanted;
    Ok(BookingRow {
        number: new_number(),
        link: link::hash(link),
        form: order.form.hash(),
        guest: RootId(random::uuid_v7(now)),
        stay: EntId(random::uuid_v7(now)),
        room: room.code.clone(),
        plan: plan.code.clone(),
        arrival,
        departure,
        adults,
        children,
        total: quote.total,
        locale: order.locale.tag().to_owned(),
        terms,
        created_at: now,
        cancelled_at: None,
    })
}

/// `W` and eight letters and digits that are not taken for each other on the telephone: about 39 bits, of which one hotel uses few.
fn new_number() -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let letters = random::bytes::<8>().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    std::iter::once('W').chain(letters).collect()
}

/// The guest, the stay, what they agreed to and what they wish for: one group. Nobody's record is changed.
#[expect(clippy::too_many_arguments, reason = "all that a booking is")]
async fn group(
    tx: &mut Tx,
    house: &House,
    known: &Addresses,
    order: &Order<'_>,
    row: &BookingRow,
    plan: &Plan,
    quote: &Quote,
    now: i64,
) -> Result<Vec<Draft>, StoreError> {
    let same = known.find(tx, &order.details.email).await?;
    let mut group = vec![
        Draft::of(row.guest, guest_sheet(order, row, same).made(Entity::Guest)),
        Draft::of_record(row.guest, row.stay, stay_sheet(house, order, row, plan, quote).made(Entity::Stay)),
    ];
    if let Some(id) = order.details.agreed_to
        && let Some(wording) = ledger::that_was_shown(tx, id).await?
    {
        let page = format!("{}/{}/book", order.site, row.locale);
        group.push(ledger::entry(row.guest, &wording, &ledger::Occasion { controller: &house.name, page: &page, now }));
    }
    if !order.details.wishes.is_empty() {
        group.push(wish(order, row, now));
    }
    Ok(group)
}

fn guest_sheet(order: &Order<'_>, row: &BookingRow, same: Option<RootId>) -> Sheet {
    let details = order.details;
    let mut sheet = Sheet::default();
    let texts = [
        (guest::GIVEN_NAME, &details.given_name),
        (guest::SURNAME, &details.surname),
        (guest::EMAIL, &details.email),
        (guest::PHONE, &details.phone),
        (guest::COUNTRY, &details.country),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.text(key, text.as_str());
    }
    sheet.text(guest::LANGUAGE, row.locale.as_str());
    sheet.text(guest::SOURCE, SITE);
    sheet.put(guest::STAGE, LifecycleStage::FirstTime);
    if let Some(same) = same {
        sheet.put(guest::MAY_BE, same.0);
    }
    sheet
}

fn stay_sheet(house: &House, order: &Order<'_>, row: &BookingRow, plan: &Plan, quote: &Quote) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.text(stay::CONFIRMATION_NUMBER, row.number.as_str());
    sheet.put(stay::GUEST, row.guest.0);
    sheet.text(stay::PROPERTY, house.name.as_str());
    sheet.put(stay::STATUS, StayStatus::Confirmed);
    sheet.put(stay::BOOKED_ON, house.today);
    sheet.put(stay::ARRIVAL, row.arrival);
    sheet.put(stay::DEPARTURE, row.departure);
    sheet.text(stay::ROOM_TYPE_BOOKED, row.room.as_str());
    sheet.put(stay::ADULTS, i64::from(row.adults));
    sheet.put(stay::CHILDREN, i64::from(row.children));
    sheet.text(stay::BOARD, plan.board.code());
    sheet.text(stay::CHANNEL, "Website");
    sheet.text(stay::RATE_PLAN, row.plan.as_str());
    let first = quote.nights.first().map(|(_, price)| price.minor);
    // One price of a night is said where there is one; the sum is exact in any case.
    if let Some(minor) = first.filter(|minor| quote.nights.iter().all(|(_, price)| price.minor == *minor)) {
        sheet.put(stay::RATE_PER_NIGHT, minor);
    }
    sheet.put(stay::TOTAL, row.total.minor);
    sheet.put(stay::CURRENCY, row.total.currency);
    sheet.put(stay::SPECIAL_REQUESTS_COUNT, i64::from(!order.details.wishes.is_empty()));
    sheet.text(stay::EXTERNAL_REF, format!("{SITE}:{}", row.number));
    sheet
}

/// The wish as an entry of the timeline, in the guest's own words.
fn wish(order: &Order<'_>, row: &BookingRow, now: i64) -> Draft {
    let mut sheet = Sheet::default();
    sheet.put(interaction::TYPE, InteractionType::Web);
    sheet.put(interaction::DIRECTION, Direction::Inbound);
    sheet.text(interaction::CHANNEL, SITE);
    sheet.text(interaction::SUBJECT, row.number.as_str());
    sheet.text(interaction::BODY, order.details.wishes.as_str());
    sheet.put(interaction::AT, Instant(now));
    let entry = EntryId(random::uuid_v7(now));
    Draft::of(row.guest, Kind::Append { stream: "interactions".to_owned(), entry, fields: sheet.entry() })
}
