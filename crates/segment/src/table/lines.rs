//! A text a row, all in one piece, so that a hundred thousand load with a few copies and are searched without a pointer chase.

use serde::{Deserialize, Serialize};

use crate::bits::{Bits, extend};
use crate::lanes::each;

/// A text a row; rows past the last that has one are empty. A changed row is appended; [`Lines::compacted`] closes the gaps.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct Lines {
    arena: String,
    spans: Vec<(u32, u32)>,
    /// Rows that are expected.
    room: usize,
}

/// Lines as they are stored: without gaps, so that of each text its length says where it is.
#[derive(Serialize, Deserialize)]
struct Stored {
    arena: String,
    lengths: Vec<u32>,
}

impl From<Lines> for Stored {
    fn from(lines: Lines) -> Self {
        let lengths = lines.spans.iter().map(|(start, end)| end - start).collect();
        Self { arena: lines.spans.iter().map(|(start, end)| &lines.arena[*start as usize..*end as usize]).collect(), lengths }
    }
}

impl TryFrom<Stored> for Lines {
    type Error = &'static str;

    fn try_from(Stored { arena, lengths }: Stored) -> Result<Self, &'static str> {
        let mut spans = Vec::with_capacity(lengths.len());
        let mut start = 0_u32;
        for length in lengths {
            let end = start.checked_add(length).filter(|end| arena.is_char_boundary(*end as usize)).ok_or("a text ends within a letter")?;
            spans.push((start, end));
            start = end;
        }
        Ok(Self { arena, spans, room: 0 })
    }
}

impl Lines {
    /// The text of a row; empty where there is none.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        self.spans.get(row).map_or("", |(start, end)| &self.arena[*start as usize..*end as usize])
    }

    /// Rows up to the last that was ever written.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Replaces the text of a row.
    pub fn put(&mut self, row: usize, text: &str) {
        if self.get(row) == text {
            return;
        }
        extend(&mut self.spans, row + 1, (0, 0), self.room);
        let (len, added) = (self.arena.len(), text.len());
        if len + added > self.arena.capacity() {
            // As much for each row to come as for those there are.
            let to_come = self.room.saturating_sub(row);
            self.arena.reserve_exact(added + (len / 8).max(len / (row + 1) * to_come));
        }
        let start = len as u32;
        self.arena.push_str(text);
        self.spans[row] = (start, self.arena.len() as u32);
    }

    /// The rows whose text is empty, of so many.
    fn empty(&self, rows: usize) -> Bits {
        let mut words: Vec<u64> = self.spans.chunks(64).map(|spans| each(spans, |(start, end)| start == end)).collect();
        words.resize(rows.div_ceil(64), 0);
        let mut empty = Bits::of_words(words, rows);
        empty.add_from(self.spans.len());
        empty
    }

    /// The same texts, without what no row has any more.
    #[must_use]
    pub fn compacted(&self) -> Self {
        let mut out = Self { arena: String::with_capacity(self.arena.len()), spans: Vec::with_capacity(self.spans.len()), room: 0 };
        for row in 0..self.spans.len() {
            out.put(row, self.get(row));
        }
        out
    }
}

/// Texts with the form that they are compared by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Folded {
    written: Lines,
    /// Only where it is another.
    folded: Lines,
}

impl Folded {
    /// No rows yet, and room for so many as soon as there is one.
    pub(super) fn of(room: usize) -> Self {
        let lines = || Lines { room, ..Lines::default() };
        Self { written: lines(), folded: lines() }
    }

    /// Rows up to the last that was ever written.
    pub(super) fn len(&self) -> usize {
        self.written.len()
    }

    pub(super) fn put(&mut self, row: usize, text: &str) {
        let folded = innkeeper_domain::text::fold_for_search(text);
        self.written.put(row, if folded.is_empty() { "" } else { text });
        self.folded.put(row, if folded == text { "" } else { &folded });
    }

    pub(super) fn written(&self, row: usize) -> &str {
        self.written.get(row)
    }

    pub(super) fn folded(&self, row: usize) -> &str {
        match self.folded.get(row) {
            "" => self.written.get(row),
            folded => folded,
        }
    }

    /// The rows that have no text, of so many.
    pub(super) fn missing(&self, rows: usize) -> Bits {
        self.written.empty(rows)
    }

    pub(super) fn compact(&mut self) {
        (self.written, self.folded) = (self.written.compacted(), self.folded.compacted());
    }
}
