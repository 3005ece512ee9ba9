//! Texts that repeat: each once in a list, and a row's place in it; and sets of them, a set of rows for each.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::cells::Numbers;
use super::lines::Folded;
use crate::ask::Held;
use crate::bits::Bits;
use crate::operator::{Operator, Sought};

/// Different texts, each once, by place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct List {
    texts: Folded,
    /// Made when the first text is looked up: reading needs it not.
    #[serde(skip)]
    places: HashMap<String, u32>,
}

impl List {
    fn len(&self) -> usize {
        self.texts.len()
    }

    /// The place of a text, if it has one.
    fn find(&mut self, text: &str) -> Option<u32> {
        if self.places.is_empty() {
            self.places = (0..self.len()).map(|at| (self.texts.written(at).to_owned(), at as u32)).collect();
        }
        self.places.get(text).copied()
    }

    /// The place of a text, a new one at the end. One of which folding leaves nothing has none.
    fn place(&mut self, text: &str) -> Option<u32> {
        if let Some(place) = self.find(text) {
            return Some(place);
        }
        let place = self.len();
        self.texts.put(place, text);
        (self.len() > place).then(|| {
            self.places.insert(text.to_owned(), place as u32);
            place as u32
        })
    }

    /// Places whose text an operator holds for.
    fn holding(&self, operator: Operator, sought: &[Sought]) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(move |place| operator.holds_plainly(&Held::Text(self.texts.folded(*place).into()), sought))
    }
}

/// A text a row, by its place in a list of those there are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Texts {
    list: List,
    rows: Numbers,
    /// Made when somebody asks for texts by their beginning, dropped when a row gets another.
    #[serde(skip)]
    order: OnceLock<Order>,
}

/// Rows by their folded text.
#[derive(Clone, Debug)]
struct Order {
    /// Places of different texts, in order, each with the number of rows before it.
    places: Vec<(u32, u32)>,
    /// Rows that have a text, by text and then row.
    rows: Vec<u32>,
}

impl Order {
    fn of(list: &List, rows: &Numbers) -> Self {
        let mut by_text: Vec<u32> = (0..list.len() as u32).collect();
        let folded = |place: u32| list.texts.folded(place as usize);
        by_text.sort_unstable_by_key(|place| folded(*place));
        // Texts that fold to the same are one.
        let mut places: Vec<(u32, u32)> = Vec::with_capacity(by_text.len());
        let mut rank_of = vec![0; by_text.len()];
        for place in by_text {
            if places.last().is_none_or(|(last, _)| folded(*last) != folded(place)) {
                places.push((place, 0));
            }
            rank_of[place as usize] = places.len() - 1;
        }
        let ranks = || (0..rows.len()).filter_map(|row| Some((row, rank_of[rows.get(row)? as usize])));
        let mut next = vec![0; places.len()];
        ranks().for_each(|(_, rank)| next[rank] += 1);
        let mut before = 0;
        for ((_, start), next) in places.iter_mut().zip(&mut next) {
            *start = before;
            before += *next;
            *next = *start;
        }
        let mut ordered = vec![0; before as usize];
        for (row, rank) in ranks() {
            ordered[next[rank] as usize] = row as u32;
            next[rank] += 1;
        }
        Self { places, rows: ordered }
    }

    /// The rows whose text begins so.
    fn beginning(&self, list: &List, text: &str) -> &[u32] {
        let folded = |place: u32| list.texts.folded(place as usize);
        let start = |at: usize| self.places.get(at).map_or(self.rows.len(), |(_, start)| *start as usize);
        let first = self.places.partition_point(|(place, _)| folded(*place) < text);
        let count = self.places[first..].partition_point(|(place, _)| folded(*place).starts_with(text));
        &self.rows[start(first)..start(first + count)]
    }
}

impl Texts {
    /// No rows yet, and room for so many as soon as there is one.
    pub(super) fn of(room: usize) -> Self {
        Self { list: List::default(), rows: Numbers::from(0, room), order: OnceLock::new() }
    }

    pub(super) fn put(&mut self, row: usize, text: Option<&str>) {
        let place = text.and_then(|text| self.list.place(text));
        self.order.take();
        self.rows.put(row, place.map(i64::from));
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        Some(self.list.texts.written(self.rows.get(row)? as usize))
    }

    /// Where the texts of rows are in the list.
    pub(super) fn places(&self) -> &Numbers {
        &self.rows
    }

    /// How many different texts there are.
    pub(super) fn different(&self) -> usize {
        self.list.len()
    }

    /// The text at a place in the list.
    pub(super) fn at(&self, place: usize) -> &str {
        self.list.texts.written(place)
    }

    /// Where the text of a row is in the list.
    pub(super) fn place(&self, row: usize) -> Option<i64> {
        self.rows.get(row)
    }

    pub(super) fn folded(&self, row: usize) -> Option<&str> {
        Some(self.list.texts.folded(self.rows.get(row)? as usize))
    }

    pub(super) fn missing(&self, rows: usize) -> Option<Bits> {
        self.rows.missing(rows)
    }

    /// Whether there is no more than one text.
    pub(super) fn is_one(&self) -> bool {
        self.list.len() <= 1
    }

    /// The rows whose folded text begins so, by text and then row.
    pub(super) fn beginning(&self, text: &str) -> &[u32] {
        self.order.get_or_init(|| Order::of(&self.list, &self.rows)).beginning(&self.list, text)
    }

    /// The operator is asked once of each text there is.
    pub(super) fn find(&self, operator: Operator, sought: &[Sought], into: &mut Bits) {
        if let (Operator::BeginsWith, [Sought::Text(text)], Some(order)) = (operator, sought, self.order.get()) {
            order.beginning(&self.list, text).iter().for_each(|row| into.set(*row as usize, true));
            return;
        }
        let mut places = self.list.holding(operator, sought);
        let (first, second) = (places.next(), places.next());
        match (first, second) {
            (None, _) => {}
            (Some(place), None) => self.rows.within((place as i64, place as i64), into),
            (Some(first), Some(second)) => {
                // Place 0 is that of the rows without a text.
                let mut list = Bits::none(self.list.len() + 1);
                [first, second].into_iter().chain(places).for_each(|place| list.set(place + 1, true));
                self.rows.listed(&list, into);
            }
        }
    }

    /// Leaves out the texts that no row has any more.
    pub(super) fn compact(&mut self) {
        let mut kept = Self::of(self.rows.len());
        let mut moved: Vec<Option<u32>> = vec![None; self.list.len()];
        for row in 0..self.rows.len() {
            let Some(old) = self.rows.get(row) else { continue };
            let place = moved[old as usize].or_else(|| {
                let place = kept.list.len();
                kept.list.texts.put(place, self.list.texts.written(old as usize));
                Some(place as u32)
            });
            moved[old as usize] = place;
            kept.rows.put(row, place.map(i64::from));
        }
        *self = kept;
    }
}

/// Members of a set: for each text the rows that have it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sets {
    list: List,
    rows: Vec<Members>,
    known: Bits,
}

/// Rows that have a member.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Members {
    /// In order.
    Few(#[serde(with = "crate::packed")] Vec<u32>),
    Many(Bits),
}

/// So many rows of bits take the room of one row in a list.
const BITS_A_ROW: usize = 32;

impl Members {
    fn has(&self, row: usize) -> bool {
        match self {
            Self::Few(rows) => rows.binary_search(&(row as u32)).is_ok(),
            Self::Many(bits) => bits.has(row),
        }
    }

    fn set(&mut self, row: usize, is_in: bool) {
        match self {
            Self::Few(rows) => {
                match (rows.binary_search(&(row as u32)), is_in) {
                    (Err(at), true) => rows.insert(at, row as u32),
                    (Ok(at), false) => drop(rows.remove(at)),
                    _ => {}
                }
                if let Some(last) = rows.last().filter(|last| rows.len() * BITS_A_ROW > 1024 + **last as usize) {
                    let mut bits = Bits::none(*last as usize + 1);
                    rows.iter().for_each(|row| bits.set(*row as usize, true));
                    *self = Self::Many(bits);
                }
            }
            Self::Many(bits) => {
                if is_in {
                    bits.grow(row + 1);
                }
                if row < bits.rows() {
                    bits.set(row, is_in);
                }
            }
        }
    }

    fn add_to(&self, into: &mut Bits) {
        match self {
            Self::Few(rows) => rows.iter().for_each(|row| into.set(*row as usize, true)),
            Self::Many(bits) => into.add_part(bits),
        }
    }
}

impl Sets {
    pub(super) fn put(&mut self, row: usize, words: Option<&str>) {
        let is_new = row >= self.known.rows();
        self.known.grow(row + 1);
        self.known.set(row, words.is_some());
        if !is_new {
            self.rows.iter_mut().for_each(|rows| rows.set(row, false));
        }
        for word in words.into_iter().flat_map(str::lines) {
            let Some(place) = self.list.place(word) else { continue };
            self.rows.resize(self.list.len(), Members::Few(Vec::new()));
            self.rows[place as usize].set(row, true);
        }
    }

    pub(super) fn get(&self, row: usize) -> Held<'_> {
        if !self.known.has(row) {
            return Held::Missing;
        }
        let places = (0..self.rows.len()).filter(|place| self.rows[*place].has(row));
        Held::Words(places.flat_map(|place| [self.list.texts.written(place), "\n"]).collect())
    }

    /// Whether a row has these members and no others.
    pub(super) fn is(&mut self, row: usize, words: &str) -> bool {
        let known = self.known.has(row);
        let members = self.rows.iter().filter(|rows| rows.has(row)).count();
        known
            && words.lines().count() == members
            && words.lines().all(|word| self.list.find(word).is_some_and(|place| self.rows[place as usize].has(row)))
    }

    /// Each member with its rows, of so many.
    pub(super) fn members(&self, rows: usize) -> impl Iterator<Item = (&str, Bits)> {
        self.rows.iter().enumerate().map(move |(place, members)| {
            let mut of = Bits::none(rows);
            members.add_to(&mut of);
            (self.list.texts.written(place), of)
        })
    }

    /// The rows of which no set is known, of so many; none where it is known of all.
    pub(super) fn missing(&self, rows: usize) -> Option<Bits> {
        if self.known.rows() >= rows && self.known.is_every() {
            return None;
        }
        let mut known = self.known.clone();
        known.grow(rows);
        Some(known.turned())
    }

    /// The rows that have a member, of so many.
    pub(super) fn filled(&self, rows: usize) -> Bits {
        let mut any = Bits::none(rows);
        self.rows.iter().for_each(|rows| rows.add_to(&mut any));
        any
    }

    /// A set holds what one of its members holds.
    pub(super) fn find(&self, operator: Operator, sought: &[Sought], into: &mut Bits) {
        for place in self.list.holding(operator, sought) {
            self.rows[place].add_to(into);
        }
    }

    /// Leaves out the members that no row has any more.
    pub(super) fn compact(&mut self) {
        let mut kept = Self { known: std::mem::take(&mut self.known), ..Self::default() };
        for (place, rows) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            let is_gone = match &rows {
                Members::Few(rows) => rows.is_empty(),
                Members::Many(bits) => bits.count() == 0,
            };
            if !is_gone {
                kept.list.texts.put(kept.rows.len(), self.list.texts.written(place));
                kept.rows.push(rows);
            }
        }
        *self = kept;
    }
}
