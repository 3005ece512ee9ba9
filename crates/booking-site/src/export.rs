//! Export: everything the hotel knows about its guests, as JSON lines or a CSV file that spreadsheet programs open safely.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use innkeeper_domain::Instant;
use innkeeper_sync::id::RootId;
use innkeeper_sync::state::RootState;
use innkeeper_texts::Locale;

use crate::store::StoreError;
use crate::writer::Writer;

mod csv;
mod json;

/// Roots per reading.
const BATCH: u32 = 1_000;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line of JSON per guest with stays, consents, interactions and points, per lead, and per consent wording.
    JsonLines,
    /// A row per guest, under the fields' wire names or the words of a language.
    Csv(Option<Locale>),
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error("the output cannot be written")]
    Output(#[from] io::Error),
}

/// Writes all guests; gives how many lines or rows that were.
///
/// # Errors
/// When the database or the output fails; what was written before stands.
pub async fn export(writer: &Writer, format: Format, now: Instant, mut out: impl Write) -> Result<u64, ExportError> {
    let mut written = 0;
    if let Format::Csv(language) = format {
        // Spreadsheet programs take a file without the mark for the local 8-bit encoding.
        out.write_all("\u{feff}".as_bytes())?;
        out.write_all(&record(csv::header(language))?)?;
    }
    let mut after = None;
    loop {
        let roots = writer.read_roots(after, BATCH).await?;
        let Some(last) = roots.last() else { break };
        after = Some(last.root);
        for at in &roots {
            let line = match format {
                Format::JsonLines => json::line(at).map(|line| format!("{line}\n").into_bytes()),
                Format::Csv(_) => csv::row(at, now).map(record).transpose()?,
            };
            if let Some(line) = line {
                out.write_all(&line)?;
                written += 1;
            }
        }
    }
    out.flush()?;
    Ok(written)
}

/// An audience as a CSV file: a row for each of these guests that is there, under the words of a language. Gives the file and how many there are.
///
/// # Errors
/// When nothing can be written, which memory takes always.
pub fn audience(files: &BTreeMap<RootId, RootState>, language: Locale, now: Instant) -> io::Result<(Vec<u8>, u64)> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    out.extend(record(csv::audience_header(language))?);
    let mut rows = 0;
    for (root, state) in files {
        if let Some(row) = csv::audience_row(*root, state, now) {
            out.extend(record(row)?);
            rows += 1;
        }
    }
    Ok((out, rows))
}

fn record(cells: Vec<impl AsRef<[u8]>>) -> io::Result<Vec<u8>> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(::csv::IntoInnerError::into_error)
}

/// Signs with which a spreadsheet program takes a cell for a formula or a command, full-width ones too.
const FORMULA_SIGNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet program could run the text instead of showing it.
pub fn starts_a_formula(text: &str) -> bool {
    text.starts_with(FORMULA_SIGNS)
}

/// The text with an apostrophe before it if it could run; plain numbers stay numbers. An importer takes the apostrophe
/// off again where the map says `"unquote_formulas": true`.
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    let number = || text.parse::<innkeeper_domain::Decimal>().is_ok() && !text.starts_with('+');
    if starts_a_formula(text) && !number() { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_quoted_and_numbers_are_not() {
        for sign in ["=1+1", "+351912345678", "@SUM(A1)", "-2+3", "\tx", "＝1", "=cmd|' /C calc'!A0"] {
            assert_eq!(safe_cell(sign), format!("'{sign}"));
        }
        for text in ["-6.38", "12", "Ana", ""] {
            assert_eq!(safe_cell(text), text);
        }
    }
}
