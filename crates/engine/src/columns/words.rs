//! Columns for rules: texts that repeat as numbers of a word list, days and flags in the narrowest form.

use std::collections::HashMap;

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, FieldKind, Shape, guest};
use innkeeper_segment::Held;
use serde::{Deserialize, Serialize};

use super::text::TextColumn;
use crate::asked::GuestAsked;

/// Different texts, each once, as written and folded. The first is the empty one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Words {
    written: TextColumn,
    folded: TextColumn,
    /// Made when the first text is looked up: reading needs it not.
    #[serde(skip)]
    numbers: HashMap<String, u32>,
}

impl Default for Words {
    fn default() -> Self {
        let mut words = Self { written: TextColumn::default(), folded: TextColumn::default(), numbers: HashMap::new() };
        words.written.put(0, "");
        words.folded.put(0, "");
        words
    }
}

impl Words {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.numbers.is_empty() {
            self.numbers = (1..self.written.len()).map(|at| (self.written.get(at).to_owned(), at as u32)).collect();
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.written.len();
        self.written.put(number, text);
        self.folded.put(number, &fold(text));
        self.numbers.insert(text.to_owned(), number as u32);
        number as u32
    }

    pub(super) fn written(&self, number: u32) -> &str {
        self.written.get(number as usize)
    }

    pub(super) fn folded(&self, number: u32) -> &str {
        self.folded.get(number as usize)
    }

    /// Leaves out the words that no row has any more, and gives each row its word's new number.
    pub(super) fn compact<'a>(&mut self, rows: impl Iterator<Item = &'a mut u32>) {
        let mut kept = Self::default();
        let mut moved = vec![0; self.written.len()];
        for number in rows.filter(|number| **number != 0) {
            let new = &mut moved[*number as usize];
            if *new == 0 {
                let at = kept.written.len();
                kept.written.put(at, self.written(*number));
                kept.folded.put(at, self.folded(*number));
                *new = at as u32;
            }
            *number = *new;
        }
        *self = kept;
    }
}

/// Members of a set end with a line break each and are folded one by one.
fn fold(text: &str) -> String {
    if text.ends_with('\n') {
        text.lines().flat_map(|word| [fold_for_search(word), "\n".to_owned()]).collect()
    } else {
        fold_for_search(text)
    }
}

const NO_DAY: i32 = i32::MIN;

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Column {
    /// Not asked for, or kept by the list.
    Elsewhere,
    Text(Words, Vec<u32>),
    Set(Words, Vec<u32>),
    Days(Vec<i32>),
    /// 0 when nobody knows, 1 for no, 2 for yes.
    Flags(Vec<u8>),
}

/// The columns of the guest fields that rules ask for and the list does not show, by the field's place in its table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AskedColumns {
    /// Names of the fields when this was written: another build may have others.
    names: Vec<String>,
    columns: Vec<Column>,
}

/// What the list keeps and hardly two guests share.
const LISTED: [&str; 3] = [guest::NUMBER.name(), guest::EMAIL.name(), guest::PHONE.name()];

impl Default for AskedColumns {
    fn default() -> Self {
        let column = |field: &innkeeper_domain::Field| match (field.shape, field.kind) {
            _ if !field.segmentable || LISTED.contains(&field.name) => Column::Elsewhere,
            (Shape::Set, _) => Column::Set(Words::default(), Vec::new()),
            (_, FieldKind::Date) => Column::Days(Vec::new()),
            (_, FieldKind::Bool) => Column::Flags(Vec::new()),
            _ => Column::Text(Words::default(), Vec::new()),
        };
        Self { names: names(), columns: guest::FIELDS.iter().map(column).collect() }
    }
}

fn names() -> Vec<String> {
    guest::FIELDS.iter().map(|field| field.name.to_owned()).collect()
}

impl AskedColumns {
    /// Whether the fields are those of this build.
    pub(super) fn is_current(&self) -> bool {
        self.names == names()
    }

    pub(super) fn put(&mut self, row: usize, asked: &GuestAsked) {
        for column in &mut self.columns {
            match column {
                Column::Elsewhere => {}
                Column::Text(_, numbers) | Column::Set(_, numbers) => set(numbers, row, 0),
                Column::Days(days) => set(days, row, NO_DAY),
                Column::Flags(flags) => set(flags, row, 0),
            }
        }
        for (at, value) in &asked.values {
            match (&mut self.columns[*at], value) {
                (Column::Text(words, numbers), Value::Text(text)) => numbers[row] = words.number(text.trim_end()),
                (Column::Text(words, numbers), Value::Ref(id)) => numbers[row] = words.number(&id.to_string()),
                (Column::Days(days), Value::Date(day)) => days[row] = day.days_since_epoch(),
                (Column::Flags(flags), Value::Bool(flag)) => flags[row] = 1 + u8::from(*flag),
                _ => {}
            }
        }
        for (at, members) in &asked.sets {
            if let Column::Set(words, numbers) = &mut self.columns[*at] {
                numbers[row] = words.number(members);
            }
        }
    }

    /// What a rule sees.
    pub(super) fn held(&self, at: usize, row: usize) -> Held<'_> {
        match &self.columns[at] {
            Column::Elsewhere => Held::Missing,
            Column::Text(words, numbers) => Held::text(words.folded(numbers[row])),
            Column::Set(words, numbers) => Held::Words(words.folded(numbers[row]).into()),
            Column::Days(days) if days[row] == NO_DAY => Held::Missing,
            Column::Days(days) => Held::Day(days[row]),
            Column::Flags(flags) if flags[row] == 0 => Held::Missing,
            Column::Flags(flags) => Held::Flag(flags[row] == 2),
        }
    }

    /// What a person sees.
    pub(super) fn shown(&self, at: usize, row: usize) -> Option<Value> {
        match &self.columns[at] {
            Column::Elsewhere => None,
            Column::Text(words, numbers) => shown_text(words.written(numbers[row])),
            Column::Set(words, numbers) => shown_text(&words.written(numbers[row]).trim_end().replace('\n', ", ")),
            Column::Days(days) => Date::from_days_since_epoch(days[row]).map(Value::Date),
            Column::Flags(flags) => (flags[row] != 0).then_some(Value::Bool(flags[row] == 2)),
        }
    }

    pub(super) fn compact(&mut self) {
        for column in &mut self.columns {
            if let Column::Text(words, numbers) | Column::Set(words, numbers) = column {
                words.compact(numbers.iter_mut());
            }
        }
    }
}

/// A text as a value; none when it is empty.
pub(super) fn shown_text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

fn set<T>(column: &mut Vec<T>, row: usize, value: T) {
    match column.get_mut(row) {
        Some(old) => *old = value,
        None => column.push(value),
    }
}
