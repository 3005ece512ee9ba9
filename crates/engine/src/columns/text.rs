//! Text columns: one arena each, so that a hundred thousand guests load with a few copies and are searched without a pointer chase.

use serde::{Deserialize, Serialize};

/// One arena and a span a row. A changed row is appended; [`TextColumn::compacted`] closes the gaps.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct TextColumn {
    arena: String,
    spans: Vec<(u32, u32)>,
}

impl TextColumn {
    pub(super) fn get(&self, row: usize) -> &str {
        let (start, end) = self.spans[row];
        &self.arena[start as usize..end as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn put(&mut self, row: usize, text: &str) {
        if row < self.spans.len() && self.get(row) == text {
            return;
        }
        let start = self.arena.len() as u32;
        self.arena.push_str(text);
        let span = (start, self.arena.len() as u32);
        match self.spans.get_mut(row) {
            Some(old) => *old = span,
            None => self.spans.push(span),
        }
    }

    pub(super) fn compacted(&self) -> Self {
        let mut out = Self { arena: String::with_capacity(self.arena.len()), spans: Vec::with_capacity(self.spans.len()) };
        for row in 0..self.spans.len() {
            out.put(row, self.get(row));
        }
        out
    }
}
