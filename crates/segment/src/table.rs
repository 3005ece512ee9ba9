//! Guests column by column: what [`Guest`] says of each, kept so that a rule is asked of all of them at once.

mod cells;
mod column;
mod counts;
mod lines;
mod ranks;
mod things;
mod words;

use innkeeper_domain::stay::{self, StayFact, StayStatus};
use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Date, Field, Money};
use serde::{Deserialize, Serialize};

use crate::ask::{Guest, Held};
use crate::field::{About, Question, Source, declared, fields, places};
use crate::operator::{Operator, Sought};
use crate::sure::Sure;
pub(crate) use column::Column;
pub use counts::Counted;
pub use lines::Lines;
use ranks::Ranks;
use things::Fields;
pub(crate) use things::Things;

/// Guests, a row each, with their reservations, where they stand on each consent, and their interactions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    own: Fields,
    rows: usize,
    stays: Things,
    consents: Things,
    interactions: Things,
    /// Made when a rule asks for them.
    #[serde(skip)]
    ranks: Option<Ranks>,
}

/// What of a guest is another than before.
#[derive(Clone, Debug)]
pub struct Changed {
    is_new: bool,
    own: Vec<bool>,
    stays: bool,
    consents: bool,
    interactions: bool,
}

impl Changed {
    /// Whether the guest's reservations are others.
    #[must_use]
    pub fn has_stays(&self) -> bool {
        self.stays
    }

    pub(crate) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Whether the guest's own field at this place is another.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.own[place]
    }

    pub(crate) fn has_things(&self, about: About) -> bool {
        match about {
            About::Consent => self.consents,
            About::Interaction => self.interactions,
            About::Guest | About::Stay => self.stays,
        }
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::with_room(0, 0)
    }
}

impl Table {
    /// No guest yet; for who knows how many guests and reservations come, so that what they do not need is not taken.
    #[must_use]
    pub fn with_room(guests: usize, stays: usize) -> Self {
        Self {
            own: Fields::of(About::Guest, guests),
            rows: 0,
            stays: Things::of(About::Stay, guests, stays),
            consents: Things::of(About::Consent, guests, 0),
            interactions: Things::of(About::Interaction, guests, 0),
            ranks: None,
        }
    }

    /// Guests there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it was made of the fields that there are now: one that another build has stored may not be.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let Self { own, stays, consents, interactions, .. } = self;
        let own = own.is_current(About::Guest);
        own && stays.is_current(About::Stay) && consents.is_current(About::Consent) && interactions.is_current(About::Interaction)
    }

    /// Takes in what is known of a guest, in the place of what was, and says what of it is another. Of a new guest everything is.
    pub fn put(&mut self, row: usize, guest: &dyn Guest) -> Changed {
        let is_new = row >= self.rows;
        let mut own = vec![is_new; places(About::Guest)];
        if is_new {
            self.rows = row + 1;
            self.own.put(row, fields(About::Guest), |question| guest.held(question));
        } else {
            self.own.change(row, fields(About::Guest), |question| guest.held(question), |question| own[question.place] = true);
        }
        let stays = self.stays.put(row, About::Stay, guest);
        let consents = self.consents.put(row, About::Consent, guest);
        let interactions = self.interactions.put(row, About::Interaction, guest);
        Changed { is_new, own, stays: stays || is_new, consents: consents || is_new, interactions: interactions || is_new }
    }

    /// Takes in anew what another day changes: what is worked out of a guest, which reservations are stays, where the guest stands on consents.
    /// The reservations are as many as before, and the interactions the same.
    pub fn put_day(&mut self, row: usize, guest: &dyn Guest) {
        let worked_out = fields(About::Guest).take_while(|question| matches!(question.source, Source::Derived(_)));
        self.own.put(row, worked_out, |question| guest.held(question));
        self.stays.put_stays(row, About::Stay, guest);
        self.consents.put(row, About::Consent, guest);
    }

    /// Compares the guests in these rows by their stays of the last three years: how recently, how often, for how much. Where they are equal, those who
    /// come first in `rows` are lower. Nobody has a rank before, and other changes leave the ranks as they are.
    pub fn rank(&mut self, today: Date, rows: &[u32]) {
        self.ranks = Some(Ranks::of(&self.stays, today, rows));
    }

    /// A guest, as the table knows them.
    #[must_use]
    pub fn guest(&self, row: usize) -> Row<'_> {
        Row { table: self, row }
    }

    /// What is written in a text field of a guest's record; empty where nothing is.
    #[must_use]
    pub fn text(&self, row: usize, asked: &'static Field) -> &str {
        declared(About::Guest, asked).map_or("", |question| self.own.column(&question).text(row))
    }

    /// The guests whose text begins so, by text and then row. None where the field holds no texts, or texts that hardly two guests share.
    #[must_use]
    pub fn beginning(&self, question: &Question, text: &str) -> Option<&[u32]> {
        self.own.column(question).beginning(&fold_for_search(text))
    }

    /// Status, days and price of each reservation of a guest.
    pub fn stays(&self, row: usize) -> impl Iterator<Item = StayFact> {
        let fact = StayColumns::of(&self.stays);
        self.stays.of_guest(row).filter_map(move |thing| fact.at(thing))
    }

    /// Closes the gaps that changes have left: before it is stored.
    pub fn compact(&mut self) {
        self.own.compact();
        self.stays.compact(About::Stay);
        self.consents.compact(About::Consent);
        self.interactions.compact(About::Interaction);
    }

    pub(crate) fn scan(&self, question: &Question, operator: Operator, sought: &[Sought]) -> Sure {
        self.column(question).scan(operator, sought, self.rows)
    }

    fn column(&self, question: &Question) -> &Column {
        let rank = match (question.source, &self.ranks) {
            (Source::Derived(asked), Some(ranks)) => ranks.column(asked),
            _ => None,
        };
        rank.unwrap_or_else(|| self.own.column(question))
    }

    pub(crate) fn things(&self, about: About) -> &Things {
        match about {
            About::Consent => &self.consents,
            About::Interaction => &self.interactions,
            About::Guest | About::Stay => &self.stays,
        }
    }
}

/// Where the facts of a reservation are.
struct StayColumns<'a> {
    status: &'a Column,
    arrival: &'a Column,
    departure: &'a Column,
    total: &'a Column,
    currency: &'a Column,
}

impl<'a> StayColumns<'a> {
    fn of(stays: &'a Things) -> Self {
        let column = |asked| stays.column(&declared(About::Stay, asked).expect("rules ask for it"));
        Self {
            status: column(stay::STATUS.field()),
            arrival: column(stay::ARRIVAL.field()),
            departure: column(stay::DEPARTURE.field()),
            total: column(stay::TOTAL.field()),
            currency: column(stay::CURRENCY.field()),
        }
    }

    fn at(&self, thing: usize) -> Option<StayFact> {
        let day = |column: &Column| Date::from_days_since_epoch(column.number(thing)? as i32);
        let currency = self.currency.text(thing).parse().ok();
        Some(StayFact {
            status: StayStatus::from_code(self.status.text(thing))?,
            arrival: day(self.arrival),
            departure: day(self.departure),
            total: self.total.number(thing).zip(currency).map(|(minor, currency)| Money::new(minor, currency)),
        })
    }
}

/// A guest in a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    row: usize,
}

impl Guest for Row<'_> {
    fn held(&self, question: &Question) -> Held<'_> {
        self.table.column(question).held(self.row)
    }

    fn compared(&self, question: &Question) -> Held<'_> {
        self.table.column(question).compared(self.row)
    }

    fn compared_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        let of = self.table.things(things);
        of.column(question).compared(of.of_guest(self.row).start + at)
    }

    fn count(&self, things: About) -> usize {
        self.table.things(things).of_guest(self.row).len()
    }

    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        let of = self.table.things(things);
        of.column(question).held(of.of_guest(self.row).start + at)
    }

    fn is_stay(&self, at: usize) -> bool {
        self.table.stays.is_stay(self.table.stays.of_guest(self.row).start + at)
    }
}
