//! Bytes as hex digits.

use core::fmt::Write;

/// Two small digits a byte.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}
