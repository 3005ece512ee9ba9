//! The list of guests in memory, column by column: built from pages, kept up to date row by row, cached in the store.
//!
//! Everything that depends on today is derived after loading, never stored.

use std::collections::{BTreeMap, HashMap};

use innkeeper_domain::consent::{Channel, ConsentFact, ConsentLight, Decision, Purpose, light};
use innkeeper_domain::stay::{StayFact, StayStatus, summarise};
use innkeeper_domain::{Currency, Date, Instant, Money};
use innkeeper_sync::id::RootId;
use innkeeper_sync::id::Seq;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::asked::{STAY_TEXTS, StayAsked};
use crate::facts::GuestFacts;
use crate::protocol::GuestRow;

mod row;
mod text;
mod words;

pub use row::Row;
use text::TextColumn;
use words::{AskedColumns, Words};

/// Format of the stored cache; another number means building it again from the pages.
pub const FORMAT: u16 = 4;

/// A stay as the cache stores it: place of the status in its list, days since 1970, minor units and letters of the currency, numbers of words.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct StayCell {
    status: u8,
    arrival: Option<i32>,
    departure: Option<i32>,
    total: Option<(i64, [u8; 3])>,
    texts: [u32; STAY_TEXTS.len()],
    adults: Option<u8>,
    children: Option<u8>,
}

/// A consent decision as the cache stores it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct ConsentCell {
    purpose: u8,
    channel: u8,
    decision: u8,
    at: i64,
    expires_at: Option<i64>,
}

/// What depends on today.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// Departure of the last stay.
    pub last_stay: Option<Date>,
    /// Arrival of the stay going on, or of the next.
    pub next_stay: Option<Date>,
    /// Stays behind us.
    pub stays: u32,
    /// Their nights.
    pub nights: u32,
    /// Spend in the currency most spent in.
    pub value: Option<Money>,
    /// May we write?
    pub light: ConsentLight,
}

const ARCHIVED: u8 = 1;

/// The columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Columns {
    roots: Vec<Uuid>,
    pages: Vec<u32>,
    name: TextColumn,
    native: TextColumn,
    email: TextColumn,
    phone: TextColumn,
    number: TextColumn,
    country: TextColumn,
    stage: TextColumn,
    sort: TextColumn,
    haystack: TextColumn,
    changed: Vec<i64>,
    flags: Vec<u8>,
    stays: Vec<Vec<StayCell>>,
    stay_words: Words,
    consents: Vec<Vec<ConsentCell>>,
    asked: AskedColumns,
    /// Rows with a field of two values, and which fields: kept, so that nobody looks through all guests for them.
    disputed: BTreeMap<u32, Vec<String>>,
    #[serde(skip)]
    rows: HashMap<Uuid, u32>,
    #[serde(skip)]
    derived: Vec<Derived>,
    #[serde(skip)]
    archived: u32,
}

/// No page yet: the guest is in the journal or the outbox only.
pub const NO_PAGE: u32 = u32::MAX;

#[derive(Serialize, Deserialize)]
struct Cached {
    format: u16,
    at: Seq,
    columns: Columns,
}

impl Columns {
    /// Rows, archived ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether there is no guest at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Guests that are not put away.
    #[must_use]
    pub fn active(&self) -> u32 {
        self.roots.len() as u32 - self.archived
    }

    /// The row of a guest.
    #[must_use]
    pub fn row_of(&self, root: RootId) -> Option<usize> {
        self.rows.get(&root.0).map(|row| *row as usize)
    }

    /// The page a guest is on, if on one.
    #[must_use]
    pub fn page_of(&self, root: RootId) -> Option<u32> {
        let page = self.pages[self.row_of(root)?];
        (page != NO_PAGE).then_some(page)
    }

    /// Says on which page a guest is now.
    pub fn set_page(&mut self, root: RootId, page: u32) {
        if let Some(row) = self.row_of(root) {
            self.pages[row] = page;
        }
    }

    /// Adds or replaces a guest's row.
    pub fn put(&mut self, root: RootId, page: u32, facts: &GuestFacts, today: Date, now: i64) {
        let known = self.row_of(root);
        let row = known.unwrap_or(self.roots.len());
        for (column, text) in [
            (&mut self.name, &facts.name),
            (&mut self.native, &facts.native),
            (&mut self.email, &facts.email),
            (&mut self.phone, &facts.phone),
            (&mut self.number, &facts.number),
            (&mut self.country, &facts.country),
            (&mut self.stage, &facts.stage),
            (&mut self.sort, &facts.sort),
            (&mut self.haystack, &facts.haystack),
        ] {
            column.put(row, text);
        }
        let flags = if facts.archived { ARCHIVED } else { 0 };
        if facts.disputed.is_empty() {
            self.disputed.remove(&(row as u32));
        } else {
            self.disputed.insert(row as u32, facts.disputed.clone());
        }
        self.asked.put(row, &facts.asked);
        let stays: Vec<StayCell> = facts.stays.iter().map(|stay| stay_cell(stay, &mut self.stay_words)).collect();
        let consents: Vec<ConsentCell> = facts.consents.iter().map(consent_cell).collect();
        let stay_facts: Vec<StayFact> = facts.stays.iter().map(|stay| stay.fact).collect();
        let derived = derive(&stay_facts, &facts.consents, today, now);
        if known.is_some() {
            self.archived -= u32::from(self.is_archived(row));
            self.changed[row] = facts.changed;
            self.flags[row] = flags;
            self.stays[row] = stays;
            self.consents[row] = consents;
            self.derived[row] = derived;
        } else {
            self.rows.insert(root.0, row as u32);
            self.roots.push(root.0);
            self.pages.push(page);
            self.changed.push(facts.changed);
            self.flags.push(flags);
            self.stays.push(stays);
            self.consents.push(consents);
            self.derived.push(derived);
        }
        self.archived += u32::from(facts.archived);
    }

    /// Derives again what depends on today: after loading and at midnight.
    pub fn derive(&mut self, today: Date, now: i64) {
        self.derived.clear();
        for (stays, consents) in self.stays.iter().zip(&self.consents) {
            let stays: Vec<StayFact> = stays.iter().filter_map(stay_fact).collect();
            let consents: Vec<ConsentFact> = consents.iter().filter_map(consent_fact).collect();
            self.derived.push(derive(&stays, &consents, today, now));
        }
    }

    /// What a row's search looks in.
    #[must_use]
    pub fn haystack(&self, row: usize) -> &str {
        self.haystack.get(row)
    }

    /// What names sort by.
    #[must_use]
    pub fn sort_key(&self, row: usize) -> &str {
        self.sort.get(row)
    }

    /// E-mail address.
    #[must_use]
    pub fn email(&self, row: usize) -> &str {
        self.email.get(row)
    }

    /// Country code.
    #[must_use]
    pub fn country(&self, row: usize) -> &str {
        self.country.get(row)
    }

    /// Last changed.
    #[must_use]
    pub fn changed(&self, row: usize) -> i64 {
        self.changed[row]
    }

    /// What depends on today.
    #[must_use]
    pub fn derived(&self, row: usize) -> &Derived {
        &self.derived[row]
    }

    /// Some field has two values.
    #[must_use]
    pub fn has_two_values(&self, row: usize) -> bool {
        self.disputed.contains_key(&(row as u32))
    }

    /// Rows that are not put away and have a field of two values, with those fields.
    pub fn disputed(&self) -> impl Iterator<Item = (usize, &[String])> {
        let rows = self.disputed.iter().map(|(row, fields)| (*row as usize, fields.as_slice()));
        rows.filter(|(row, _)| !self.is_archived(*row))
    }

    /// Status, arrival and departure of each stay, days since 1970.
    pub fn days(&self, row: usize) -> impl Iterator<Item = (StayStatus, Option<i32>, Option<i32>)> {
        self.stays[row].iter().filter_map(|cell| Some((*StayStatus::ALL.get(usize::from(cell.status))?, cell.arrival, cell.departure)))
    }

    /// Put away.
    #[must_use]
    pub fn is_archived(&self, row: usize) -> bool {
        self.flags[row] & ARCHIVED != 0
    }

    /// The guest's name.
    #[must_use]
    pub fn name(&self, row: usize) -> &str {
        self.name.get(row)
    }

    /// The guest of a row.
    #[must_use]
    pub fn root(&self, row: usize) -> RootId {
        RootId(self.roots[row])
    }

    /// A row as the page shows it.
    #[must_use]
    pub fn view(&self, row: usize, unsent: bool) -> GuestRow {
        let derived = &self.derived[row];
        let stage = self.stage.get(row);
        GuestRow {
            root: self.root(row),
            name: self.name.get(row).to_owned(),
            native: self.native.get(row).to_owned(),
            email: self.email.get(row).to_owned(),
            phone: self.phone.get(row).to_owned(),
            country: self.country.get(row).to_owned(),
            light: derived.light,
            stage: (!stage.is_empty()).then(|| stage.to_owned()),
            last_stay: derived.last_stay,
            next_stay: derived.next_stay,
            stays: derived.stays,
            nights: derived.nights,
            value: derived.value.map(|m| (m.minor, m.currency.code().to_owned())),
            changed: self.changed[row],
            unsent,
            two_values: self.has_two_values(row),
            archived: self.is_archived(row),
        }
    }

    /// The cache as bytes, true for the pages at `at`.
    #[must_use]
    pub fn encode(&self, at: Seq) -> Vec<u8> {
        let mut columns = self.clone();
        for column in [
            &mut columns.name,
            &mut columns.native,
            &mut columns.email,
            &mut columns.phone,
            &mut columns.number,
            &mut columns.country,
            &mut columns.stage,
            &mut columns.sort,
            &mut columns.haystack,
        ] {
            *column = column.compacted();
        }
        columns.asked.compact();
        columns.stay_words.compact(columns.stays.iter_mut().flatten().flat_map(|cell| &mut cell.texts));
        postcard::to_allocvec(&Cached { format: FORMAT, at, columns }).expect("a vector takes every byte")
    }

    /// The cache read back, if it is of this format and of that place in the log. Nothing is derived yet: call [`Columns::derive`].
    #[must_use]
    pub fn decode(bytes: &[u8], at: Seq) -> Option<Self> {
        let cached: Cached = postcard::from_bytes(bytes).ok()?;
        if cached.format != FORMAT || cached.at != at || !cached.columns.asked.is_current() {
            return None;
        }
        let mut columns = cached.columns;
        columns.rows = columns.roots.iter().copied().zip(0..).collect();
        columns.archived = columns.flags.iter().filter(|f| **f & ARCHIVED != 0).count() as u32;
        Some(columns)
    }
}

fn derive(stays: &[StayFact], consents: &[ConsentFact], today: Date, now: i64) -> Derived {
    let summary = summarise(stays, today);
    let next = summary.current.or(summary.next);
    Derived {
        last_stay: summary.last.and_then(|at| stays[at].departure),
        next_stay: next.and_then(|at| stays[at].arrival),
        stays: summary.stays,
        nights: summary.nights,
        value: summary.spend.iter().max_by_key(|m| m.minor).copied(),
        light: light(consents, Instant(now)),
    }
}

fn stay_cell(stay: &StayAsked, words: &mut Words) -> StayCell {
    let fact = &stay.fact;
    let few = |count: Option<i64>| count.map(|count| u8::try_from(count.max(0)).unwrap_or(u8::MAX));
    StayCell {
        status: fact.status as u8,
        arrival: fact.arrival.map(Date::days_since_epoch),
        departure: fact.departure.map(Date::days_since_epoch),
        total: fact.total.map(|m| (m.minor, letters(m.currency))),
        texts: std::array::from_fn(|at| words.number(&stay.texts[at])),
        adults: few(stay.adults),
        children: few(stay.children),
    }
}

fn stay_fact(cell: &StayCell) -> Option<StayFact> {
    Some(StayFact {
        status: *StayStatus::ALL.get(usize::from(cell.status))?,
        arrival: cell.arrival.and_then(Date::from_days_since_epoch),
        departure: cell.departure.and_then(Date::from_days_since_epoch),
        total: cell.total.and_then(|(minor, letters)| Some(Money::new(minor, currency(letters)?))),
    })
}

fn consent_cell(fact: &ConsentFact) -> ConsentCell {
    ConsentCell {
        purpose: fact.purpose as u8,
        channel: fact.channel as u8,
        decision: fact.decision as u8,
        at: fact.at.0,
        expires_at: fact.expires_at.map(|at| at.0),
    }
}

fn consent_fact(cell: &ConsentCell) -> Option<ConsentFact> {
    Some(ConsentFact {
        purpose: *Purpose::ALL.get(usize::from(cell.purpose))?,
        channel: *Channel::ALL.get(usize::from(cell.channel))?,
        decision: *Decision::ALL.get(usize::from(cell.decision))?,
        at: Instant(cell.at),
        expires_at: cell.expires_at.map(Instant),
    })
}

fn letters(currency: Currency) -> [u8; 3] {
    let mut letters = [0; 3];
    letters.copy_from_slice(currency.code().as_bytes());
    letters
}

fn currency(letters: [u8; 3]) -> Option<Currency> {
    core::str::from_utf8(&letters).ok()?.parse().ok()
}
