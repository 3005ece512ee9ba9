//! `ours` in `cargo xtask bench segments`: the engine's table of guests without the engine, asked by a page.
//!
//! Guests come as rows of whole numbers, which [`visitor`] reads as the field table has them.

mod visitor;

use innkeeper_domain::Date;
use innkeeper_segment::{About, Bits, Bound, Held, Leaves, Plan, Table, check, field, parse};
use visitor::{Lists, Visitor};
use wasm_bindgen::prelude::wasm_bindgen;

/// All guests, and the rules that were asked of them.
#[wasm_bindgen]
pub struct House {
    table: Table,
    lists: Lists,
    today: Date,
    plans: Vec<Plan>,
    leaves: Leaves,
    bound: Vec<Bound>,
    /// Who each of the kept rules holds for.
    held: Vec<Bits>,
}

#[wasm_bindgen]
impl House {
    /// No guest yet, and room for so many guests and stays. `today` in days since 1970; the lists are lines of words that guests name by place, in the order of [`Lists`].
    ///
    /// # Panics
    /// When today is no day, or a list is missing.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(today: i32, lists: Vec<String>, guests: usize, stays: usize) -> Self {
        let today = Date::from_days_since_epoch(today).expect("a day");
        let table = Table::with_room(guests, stays);
        Self { table, lists: Lists::of(&lists), today, plans: Vec::new(), leaves: Leaves::default(), bound: Vec::new(), held: Vec::new() }
    }

    /// Takes in guests from a row on, and their stays, which follow each other as the guests do.
    pub fn put(&mut self, first: usize, guests: &[i32], stays: &[i32]) {
        let mut left = stays;
        for (at, guest) in guests.chunks_exact(visitor::GUEST).enumerate() {
            let (visitor, others) = Visitor::of(&self.lists, first + at, guest, left);
            self.table.put(first + at, &visitor);
            left = others;
        }
    }

    /// Closes gaps, as the engine does before the table is stored.
    pub fn compact(&mut self) {
        self.table.compact();
    }

    /// Reads and checks a rule, and gives its number.
    ///
    /// # Errors
    /// With everything that is wrong with it.
    pub fn rule(&mut self, json: &str) -> Result<usize, String> {
        let rule = parse(json).map_err(|problem| format!("{problem:?}"))?;
        let (plan, problems) = check(&rule, self.today, &());
        if !problems.is_empty() {
            return Err(format!("{problems:?}"));
        }
        self.plans.push(plan);
        Ok(self.plans.len() - 1)
    }

    /// How many guests a rule holds for.
    #[must_use]
    pub fn count(&self, rule: usize) -> u32 {
        self.plans[rule].scan(&self.table).yes.count()
    }

    /// The guests a rule holds for.
    #[must_use]
    pub fn found(&self, rule: usize) -> Vec<u32> {
        self.plans[rule].scan(&self.table).yes.iter().collect()
    }

    /// How many guests have a surname that begins so, and after that the first of them by surname and row.
    ///
    /// # Panics
    /// Never: there is such a field.
    #[must_use]
    pub fn beginning(&self, text: &str, first: usize) -> Vec<u32> {
        let surname = field(About::Guest, "surname").expect("a field");
        let rows = self.table.beginning(&surname, text).unwrap_or_default();
        std::iter::once(rows.len() as u32).chain(rows.iter().take(first).copied()).collect()
    }

    /// Compares the guests with each other as of so many days before today, and counts them by recency, frequency and monetary: from 0 for the lowest
    /// fifth, as the digits of a number to base five.
    ///
    /// # Panics
    /// When that is no day.
    #[must_use]
    pub fn fifths(&mut self, days_before: i32) -> Vec<u32> {
        let rows: Vec<u32> = (0..self.table.rows() as u32).collect();
        self.table.rank(self.today.plus_days(-days_before).expect("a day"), &rows);
        let cell = field(About::Guest, "rfm").expect("a field");
        let mut counts = vec![0; 125];
        for (held, count) in self.table.counts(&[&cell], &Bits::every(self.table.rows())).expect("fifths are few") {
            if let [Held::Number(cell)] = held[..] {
                let digit = |by: i64| (cell / by % 10 - 1) as usize;
                counts[digit(100) * 25 + digit(10) * 5 + digit(1)] = count;
            }
        }
        counts
    }

    /// How many of the guests that a rule holds for are of each country and stage: country by country, as the lists have them.
    ///
    /// # Panics
    /// Never: there are such fields.
    #[must_use]
    pub fn by_country(&self, rule: usize) -> Vec<u32> {
        let [country, stage] = ["country", "stage"].map(|name| field(About::Guest, name).expect("a field"));
        let among = self.plans[rule].scan(&self.table).yes;
        let mut counts = vec![0; self.lists.pairs()];
        for (held, count) in self.table.counts(&[&country, &stage], &among).expect("there are few") {
            if let [Held::Text(country), Held::Text(stage)] = &held[..]
                && let Some(place) = self.lists.place(country, stage)
            {
                counts[place] = count;
            }
        }
        counts
    }

    /// How many guests each of these rules holds for, with nothing kept from before.
    #[must_use]
    pub fn counts(&self, rules: &[usize]) -> Vec<u32> {
        let mut leaves = Leaves::default();
        let bound: Vec<Bound> = rules.iter().map(|rule| leaves.bind(&self.plans[*rule], &self.table)).collect();
        bound.iter().map(|bound| leaves.scan(bound, &self.table).yes.count()).collect()
    }

    /// From here on the answers of these rules are kept, in the place of those before.
    pub fn keep(&mut self, rules: &[usize]) {
        self.leaves = Leaves::default();
        self.bound = rules.iter().map(|rule| self.leaves.bind(&self.plans[*rule], &self.table)).collect();
        self.held = self.bound.iter().map(|bound| self.leaves.scan(bound, &self.table).yes).collect();
    }

    /// Takes in a guest who is another than before, and says which of the kept rules hold now, a bit each.
    pub fn change(&mut self, row: usize, guest: &[i32], stays: &[i32]) -> Vec<u32> {
        let (visitor, _) = Visitor::of(&self.lists, row, guest, stays);
        let changed = self.table.put(row, &visitor);
        let touched = self.leaves.touch(&self.table, row, &changed);
        for (bound, held) in self.bound.iter().zip(&mut self.held).filter(|(bound, _)| self.leaves.is_touched(bound, &touched)) {
            held.set(row, self.leaves.holds(bound, row) == Some(true));
        }
        self.held.chunks(32).map(|held| held.iter().rev().fold(0, |bits, held| bits << 1 | u32::from(held.has(row)))).collect()
    }
}
