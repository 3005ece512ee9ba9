//! The list of guests in memory, column by column: built from pages, kept up to date row by row, cached in the store.
//!
//! Everything that depends on today is derived after loading, never stored.

use std::collections::HashMap;

use innkeeper_domain::consent::{Channel, ConsentFact, Decision, Purpose};
use innkeeper_domain::stay::StayFact;
use innkeeper_domain::{Date, Instant, guest, order};
use innkeeper_segment::{Bits, Changed, Lines, OnDay, Summary, Table};
use innkeeper_sync::id::RootId;
use innkeeper_sync::id::Seq;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::facts::GuestFacts;
use crate::map::Map;
use crate::protocol::GuestRow;

/// Format of the stored cache; another number means building it again from the pages.
pub const FORMAT: u16 = 7;

/// A consent decision as the cache stores it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct ConsentCell {
    purpose: u8,
    channel: u8,
    decision: u8,
    at: i64,
    expires_at: Option<i64>,
}

/// LZ4 makes no more than so many bytes of one.
const MOST_PACKED: usize = 255;

const ARCHIVED: u8 = 1;

/// The columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Columns {
    #[serde(with = "innkeeper_segment::packed")]
    roots: Vec<Uuid>,
    #[serde(with = "innkeeper_segment::packed")]
    pages: Vec<u32>,
    name: Lines,
    native: Lines,
    sort: Lines,
    haystack: Lines,
    #[serde(with = "innkeeper_segment::packed")]
    changed: Vec<i64>,
    #[serde(with = "innkeeper_segment::packed")]
    flags: Vec<u8>,
    consents: Vec<Vec<ConsentCell>>,
    /// What rules ask for.
    table: Table,
    /// Rows with a field of two values, and which fields: kept, so that nobody looks through all guests for them.
    disputed: Map<u32, Vec<String>>,
    #[serde(skip)]
    rows: HashMap<Uuid, u32>,
    #[serde(skip)]
    derived: Vec<Summary>,
    /// Rows that are not put away.
    #[serde(skip)]
    active: Bits,
    /// The day the guests were last compared with each other, while that holds.
    #[serde(skip)]
    ranked: Option<Date>,
    /// All rows by the guests' ids.
    #[serde(skip)]
    by_id: Vec<u32>,
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
        self.active.count()
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

    /// Adds or replaces a guest's row, and says what rules see of it that is another.
    pub fn put(&mut self, root: RootId, page: u32, facts: &GuestFacts, today: Date, now: i64) -> Changed {
        let known = self.row_of(root);
        let row = known.unwrap_or(self.roots.len());
        for (column, text) in [
            (&mut self.name, &facts.name),
            (&mut self.native, &facts.native),
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
        let guest = OnDay::of(&facts.asked, today, now);
        let changed = self.table.put(row, &guest);
        let consents: Vec<ConsentCell> = facts.asked.consents.iter().map(consent_cell).collect();
        if known.is_some() {
            self.changed[row] = facts.changed;
            self.flags[row] = flags;
            self.consents[row] = consents;
            self.derived[row] = guest.summary;
        } else {
            self.rows.insert(root.0, row as u32);
            self.roots.push(root.0);
            self.pages.push(page);
            self.changed.push(facts.changed);
            self.flags.push(flags);
            self.consents.push(consents);
            self.derived.push(guest.summary);
        }
        self.active.grow(self.roots.len());
        if changed.has_stays() || self.active.has(row) == facts.archived {
            self.ranked = None;
        }
        self.active.set(row, !facts.archived);
        changed
    }

    /// Compares the guests with each other, for rules that ask how they do. Says whether anything may be another than before.
    pub fn rank(&mut self, today: Date) -> bool {
        if self.ranked == Some(today) {
            return false;
        }
        if self.by_id.len() < self.roots.len() {
            self.by_id.extend(self.by_id.len() as u32..self.roots.len() as u32);
            order::sort_rows(&mut self.by_id, &|a, b| self.roots[a].cmp(&self.roots[b]));
        }
        let active: Vec<u32> = self.by_id.iter().copied().filter(|row| self.active.has(*row as usize)).collect();
        self.table.rank(today, &active);
        self.ranked = Some(today);
        true
    }

    /// Derives again what depends on today: after loading and at midnight.
    pub fn derive(&mut self, today: Date, now: i64) {
        self.derived.clear();
        self.ranked = None;
        for (row, consents) in self.consents.iter().enumerate() {
            let consents: Vec<ConsentFact> = consents.iter().filter_map(consent_fact).collect();
            let guest = OnDay::again(self.table.stays(row).collect(), &consents, today, now);
            self.table.put_day(row, &guest);
            self.derived.push(guest.summary);
        }
    }

    /// Rows that are not put away.
    #[must_use]
    pub fn active_rows(&self) -> &Bits {
        &self.active
    }

    /// What rules are asked of.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
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
        self.table.text(row, guest::EMAIL.field())
    }

    /// Country code.
    #[must_use]
    pub fn country(&self, row: usize) -> &str {
        self.table.text(row, guest::COUNTRY.field())
    }

    /// Last changed.
    #[must_use]
    pub fn changed(&self, row: usize) -> i64 {
        self.changed[row]
    }

    /// What depends on today.
    #[must_use]
    pub fn derived(&self, row: usize) -> &Summary {
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

    /// The stays of a guest, reservations that are none included.
    pub fn stays(&self, row: usize) -> impl Iterator<Item = StayFact> {
        self.table.stays(row)
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
        let stage = self.table.text(row, guest::STAGE.field());
        GuestRow {
            root: self.root(row),
            name: self.name.get(row).to_owned(),
            native: self.native.get(row).to_owned(),
            email: self.email(row).to_owned(),
            phone: self.table.text(row, guest::PHONE.field()).to_owned(),
            country: self.country(row).to_owned(),
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
        for column in [&mut columns.name, &mut columns.native, &mut columns.sort, &mut columns.haystack] {
            *column = column.compacted();
        }
        columns.table.compact();
        let cached = postcard::to_allocvec(&Cached { format: FORMAT, at, columns }).expect("a vector takes every byte");
        // Each byte of it is copied several times on its way from the store.
        lz4_flex::compress_prepend_size(&cached)
    }

    /// The cache read back, if it is of this format and of that place in the log. Nothing is derived yet: call [`Columns::derive`].
    #[must_use]
    pub fn decode(bytes: &[u8], at: Seq) -> Option<Self> {
        let (size, packed) = lz4_flex::block::uncompressed_size(bytes).ok().filter(|(size, packed)| size / MOST_PACKED <= packed.len())?;
        let cached: Cached = postcard::from_bytes(&lz4_flex::decompress(packed, size).ok()?).ok()?;
        if cached.format != FORMAT || cached.at != at || !cached.columns.table.is_current() {
            return None;
        }
        let mut columns = cached.columns;
        columns.rows = columns.roots.iter().copied().zip(0..).collect();
        columns.active = Bits::none(columns.roots.len());
        columns.flags.iter().enumerate().for_each(|(row, flags)| columns.active.set(row, flags & ARCHIVED == 0));
        Some(columns)
    }
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
