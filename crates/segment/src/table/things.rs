//! The reservations, the answers about consent, or the interactions of all guests in one table.

use serde::{Deserialize, Serialize};

use super::column::Column;
use crate::ask::{Guest, Held};
use crate::bits::{Bits, extend};
use crate::field::{About, Question, fields, places};
use crate::gather::{Gathering, Tally};
use crate::lanes::each;
use crate::operator::{Operator, Sought};
use crate::rule::Function;
use crate::sure::Sure;

/// A column for each question, by its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Fields {
    /// Names of the questions when this was written: another build may have others.
    names: String,
    columns: Vec<Column>,
}

fn names(about: About) -> String {
    fields(about).flat_map(|question| [question.name, "\n"]).collect()
}

impl Fields {
    pub(super) fn of(about: About, room: usize) -> Self {
        let mut columns: Vec<Column> = (0..places(about)).map(|_| Column::Elsewhere).collect();
        fields(about).filter(|question| !question.is_rank()).for_each(|question| columns[question.place] = Column::of(&question, room));
        Self { names: names(about), columns }
    }

    /// Whether the questions are those of this build.
    pub(super) fn is_current(&self, about: About) -> bool {
        self.names == names(about)
    }

    pub(super) fn column(&self, question: &Question) -> &Column {
        &self.columns[question.place]
    }

    pub(super) fn put<'a>(&mut self, row: usize, questions: impl Iterator<Item = Question>, held: impl Fn(&Question) -> Held<'a>) {
        for question in questions {
            let column = &mut self.columns[question.place];
            if !matches!(column, Column::Elsewhere) {
                column.put(row, &held(&question));
            }
        }
    }

    /// The same, and calls back with each question whose answer was another.
    pub(super) fn change<'a>(
        &mut self,
        row: usize,
        questions: impl Iterator<Item = Question>,
        held: impl Fn(&Question) -> Held<'a>,
        mut changed: impl FnMut(&Question),
    ) {
        for question in questions {
            let column = &mut self.columns[question.place];
            if !matches!(column, Column::Elsewhere) && column.change(row, &held(&question)) {
                changed(&question);
            }
        }
    }

    pub(super) fn compact(&mut self) {
        self.columns.iter_mut().for_each(Column::compact);
    }
}

/// The things of all guests: those of one guest follow each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Things {
    fields: Fields,
    /// First row and number of rows, by guest.
    #[serde(with = "crate::packed")]
    runs: Vec<(u32, u32)>,
    /// Rows, those included that no guest has any more.
    rows: u32,
    /// Rows that some guest has.
    held: u32,
    /// Reservations that are stays.
    stays: Bits,
    /// Guests that are expected.
    #[serde(skip)]
    guests: usize,
}

impl Things {
    pub(super) fn of(about: About, guests: usize, room: usize) -> Self {
        Self { fields: Fields::of(about, room), runs: Vec::new(), rows: 0, held: 0, stays: Bits::default(), guests }
    }

    pub(super) fn is_current(&self, about: About) -> bool {
        self.fields.is_current(about)
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows as usize
    }

    /// The rows of a guest.
    pub(super) fn of_guest(&self, row: usize) -> std::ops::Range<usize> {
        let (start, count) = self.runs.get(row).copied().unwrap_or_default();
        start as usize..(start + count) as usize
    }

    /// First row and number of rows of each guest.
    pub(super) fn runs(&self) -> &[(u32, u32)] {
        &self.runs
    }

    pub(super) fn column(&self, question: &Question) -> &Column {
        self.fields.column(question)
    }

    pub(super) fn is_stay(&self, thing: usize) -> bool {
        self.stays.has(thing)
    }

    /// Takes in a guest's things, and says whether they are others than before.
    pub(super) fn put(&mut self, row: usize, about: About, guest: &dyn Guest) -> bool {
        if self.is_same(row, about, guest) {
            return false;
        }
        extend(&mut self.runs, row + 1, (0, 0), self.guests);
        let (mut start, had) = self.runs[row];
        let count = guest.count(about) as u32;
        self.held = self.held - had + count;
        if count > had {
            start = self.rows;
            self.rows += count;
            self.stays.grow(self.rows as usize);
        }
        self.runs[row] = (start, count);
        for at in 0..count as usize {
            self.fields.put(start as usize + at, fields(about), |question| guest.held_by(about, at, question));
        }
        self.put_stays(row, about, guest);
        if self.rows > 1024 + 2 * self.held {
            self.close_gaps(about);
        }
        true
    }

    fn is_same(&self, row: usize, about: About, guest: &dyn Guest) -> bool {
        let things = self.of_guest(row);
        things.len() == guest.count(about)
            && things.enumerate().all(|(at, thing)| {
                let same = |question: Question| self.column(&question).held(thing) == guest.held_by(about, at, &question);
                self.is_stay(thing) == (about == About::Stay && guest.is_stay(at)) && fields(about).all(same)
            })
    }

    /// Takes in anew which of a guest's reservations are stays: another day may make them so.
    pub(super) fn put_stays(&mut self, row: usize, about: About, guest: &dyn Guest) {
        for (at, thing) in self.of_guest(row).enumerate() {
            self.stays.set(thing, about == About::Stay && guest.is_stay(at));
        }
    }

    /// Puts the things of all guests together again, in the order of the guests.
    pub(super) fn close_gaps(&mut self, about: About) {
        let mut new = Self {
            rows: self.held,
            held: self.held,
            stays: Bits::none(self.held as usize),
            ..Self::of(about, self.runs.len(), self.held as usize)
        };
        let mut next = 0;
        for row in 0..self.runs.len() {
            let old = self.of_guest(row);
            new.runs.push((next, old.len() as u32));
            for thing in old {
                new.fields.put(next as usize, fields(about), |question| self.column(question).held(thing));
                new.stays.set(next as usize, self.stays.has(thing));
                next += 1;
            }
        }
        *self = new;
    }

    pub(super) fn compact(&mut self, about: About) {
        if self.rows > self.held {
            self.close_gaps(about);
        }
        self.fields.compact();
    }

    pub(crate) fn scan(&self, question: &Question, operator: Operator, sought: &[Sought]) -> Sure {
        self.column(question).scan(operator, sought, self.rows())
    }

    /// Leaves those of a set that count: all of them, or the reservations that are stays.
    pub(crate) fn keep_counting(&self, bits: &mut Bits, every: bool) {
        if !every {
            bits.keep(&self.stays);
        }
    }

    /// What the things of each guest that are in the set come to; of guests among others, where they are given, and then
    /// one after the other.
    pub(crate) fn gathered(&self, gathering: &Gathering, set: &Bits, guests: usize, among: Option<&Bits>) -> Column {
        let of = self.column(&gathering.of);
        let currency = gathering.currency().map(|currency| self.column(&currency));
        if gathering.function == Function::Sum
            && self.runs.len() == guests
            && currency.is_none_or(Column::is_one_text)
            && let Some(sums) = of.sums(set, &self.runs, among)
        {
            return sums;
        }
        let mut come_to = Column::gathered(gathering.is_day(), guests);
        let mut put = |at: usize, guest: usize| {
            let mut tally = Tally::default();
            for thing in self.of_guest(guest).filter(|thing| set.has(*thing)) {
                let currency = currency.map_or(Held::Missing, |currency| currency.compared(thing));
                tally.add(gathering.function, of.compared(thing), currency);
            }
            come_to.put(at, &gathering.held(tally.come_to(gathering.function)));
        };
        match among {
            None => (0..guests).for_each(|guest| put(guest, guest)),
            Some(among) => among.iter().enumerate().for_each(|(at, guest)| put(at, guest as usize)),
        }
        come_to
    }

    /// How many things of a set each guest has, of so many.
    pub(crate) fn counts(&self, set: &Bits, guests: usize) -> Column {
        let runs = self.runs.iter().copied().chain(std::iter::repeat((0, 0))).take(guests);
        let most = self.runs.iter().map(|(_, count)| *count).max().unwrap_or(0);
        Column::counted(runs.map(|(start, count)| set.count_run(start, count)), most)
    }

    /// The guests, of so many, who have at least so many things of a set; only those among others, where they are given.
    pub(crate) fn at_least(&self, threshold: u32, set: &Bits, guests: usize, among: Option<&Bits>) -> Bits {
        if threshold == 0 {
            return Bits::every(guests);
        }
        let holds = |(start, count)| set.count_run(start, count) >= threshold;
        if let Some(among) = among {
            let mut found = Bits::none(guests);
            among.each(|guest| {
                if self.runs.get(guest).is_some_and(|run| holds(*run)) {
                    found.set(guest, true);
                }
            });
            return found;
        }
        let mut found: Vec<u64> = self.runs.chunks(64).map(|runs| each(runs, holds)).collect();
        found.resize(guests.div_ceil(64), 0);
        Bits::of_words(found, guests)
    }
}
