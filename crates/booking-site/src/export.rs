//! Export: everything the hotel knows about its guests, as JSON lines or a CSV file that spreadsheet programs open safely.

use std::borrow::Cow;

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
