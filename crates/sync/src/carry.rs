//! What a tablet could not send, as a file: another tablet carries it to the hotel and cannot read it.
//!
//! A file is a line of JSON, the [`Head`]; then the sender's share of the agreement on a key; then the JSON of [`Unsent`], sealed to the hotel's key.
//! The sealing is HPKE (RFC 9180) in base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, with [`PURPOSE`] and the head's line beside it.
//! Inside are the very pushes the tablet would send, so each edit is signed as ever; whoever has the hotel's public key can seal, but not sign.

use innkeeper_domain::order;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::hex;
use crate::id::DeviceId;
use crate::op::Op;
use crate::wire::Push;

/// The first member of each head: form and version.
pub const FORM: &str = "innkeeper-unsent/1";
/// What the form of any version begins with.
const ANY_FORM: &str = "innkeeper-unsent/";
/// What the key of a file is for (`info` of RFC 9180).
pub const PURPOSE: &[u8] = b"innkeeper-unsent/1";
/// Bytes of a public key, of the hotel's or of a file's: a point of P-256, uncompressed.
pub const POINT: usize = 65;
/// Most bytes of a file.
pub const FILE_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of pushes after which a file is full, at the end of one: well under [`FILE_BYTES`].
pub const FILE_CUT: usize = 6 * 1024 * 1024;
/// Most bytes of the head's line.
const HEAD_BYTES: usize = 1024;

/// What anybody may know of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`FORM`].
    pub form: String,
    /// [`key_name`] of the key it is sealed to.
    pub hotel: String,
    /// The tablet.
    pub dev: DeviceId,
    /// Changes in it that the tablet had not sent, as people count them.
    pub changes: u32,
    /// Number of its first edit.
    pub first: u64,
    /// Number of its last edit.
    pub last: u64,
}

impl Head {
    /// The first line of the file.
    ///
    /// # Panics
    /// Never: a head is plain data.
    #[must_use]
    pub fn line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("plain data");
        line.push(b'\n');
        line
    }
}

/// What is sealed in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unsent {
    /// The tablet's certificate: a database that was restored may not know it.
    pub certificate: String,
    /// In order, without a gap between them.
    pub pushes: Vec<Push>,
}

/// A file taken apart, not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// What it says of itself.
    pub head: Head,
    /// The line that says so: it stands beside what is sealed.
    pub line: &'a [u8],
    /// The sender's share.
    pub share: &'a [u8],
    /// What is sealed, with its tag.
    pub sealed: &'a [u8],
}

/// Bytes that are no file of this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoFile {
    /// Another kind of file, or only the beginning of one.
    #[error("this is no file of unsent changes")]
    Other,
    /// One that a newer app made.
    #[error("the file is of a newer form")]
    Newer,
}

/// Takes a file apart.
///
/// # Errors
/// When it is none.
pub fn parts(file: &[u8]) -> Result<Parts<'_>, NoFile> {
    let end = file.iter().take(HEAD_BYTES).position(|byte| *byte == b'\n').ok_or(NoFile::Other)?;
    let (line, rest) = file.split_at(end + 1);
    let head: serde_json::Value = serde_json::from_slice(line).map_err(|_| NoFile::Other)?;
    match head.get("form").and_then(serde_json::Value::as_str) {
        Some(FORM) => {}
        Some(form) if form.starts_with(ANY_FORM) => return Err(NoFile::Newer),
        _ => return Err(NoFile::Other),
    }
    let head = serde_json::from_value(head).map_err(|_| NoFile::Other)?;
    let (share, sealed) = rest.split_at_checked(POINT).ok_or(NoFile::Other)?;
    Ok(Parts { head, line, share, sealed })
}

/// What names a public key: the first 8 bytes of its SHA-256 in hex.
#[must_use]
pub fn key_name(public: &[u8]) -> String {
    hex::encode(&Sha256::digest(public)[..8])
}

/// How many changes these edits are, as people count: what was done at once is one, and so is a bulk change however many groups it is.
#[must_use]
pub fn changes(ops: &mut dyn Iterator<Item = &Op>) -> u32 {
    let change = |op: &Op| (op.action, if op.action.is_none() { op.grp } else { 0 });
    order::set(ops.map(change)).len() as u32
}

/// Answer to `POST /sync/v1/carry`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The tablet the file is of.
    pub dev: DeviceId,
    /// What people call it.
    pub name: String,
    /// Changes that are in the log by this file and were not before, as people count them.
    pub changes: u32,
    /// What became of each push in it, in order.
    pub pushes: Vec<CarriedPush>,
}

/// A push of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedPush {
    /// Every edit of the tablet up to this number is in the log.
    pub last_n: u64,
    /// Edits of it that came into the log now.
    pub taken: u64,
    /// Those of them that are kept aside or void.
    pub not_ok: u64,
}
