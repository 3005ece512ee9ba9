//! A wording of a consent. Once shown to someone it is never changed: a new wording is a new version.

use sha2::{Digest, Sha256};

use crate::consent::Purpose;
use crate::field::{FieldKind, declare};

declare! { ConsentText "wording" {
    /// Name of the wording, the same for all its versions and languages.
    TEXT_ID: String = "text_id", FieldKind::Text, Open, [];
    /// Counted from 1.
    VERSION: i64 = "version", FieldKind::Int, Open, [];
    /// Its language.
    LOCALE: String = "locale", FieldKind::Language, Open, [];
    /// What it asks for.
    PURPOSE: Purpose = "purpose", FieldKind::Code(Purpose::CODES), Open, [];
    /// The words, exactly as shown.
    TEXT: String = "text", FieldKind::LongText, Open, [];
    /// SHA-256 of the words in UTF-8, hexadecimal.
    SHA256: String = "sha256", FieldKind::Text, Open, [];
}}

/// SHA-256 of the wording in UTF-8, as 64 lower-case hexadecimal digits. The words are taken as they are: no trimming,
/// no normalising, because the proof is about what was on the screen.
pub fn sha256_of(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
