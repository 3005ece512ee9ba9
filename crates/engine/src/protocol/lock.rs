//! Locking: secrets, ways in, and what a locked tablet may say.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// What a person unlocks with. Never shown, never logged; overwritten when dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secret {
    /// As it was typed, in Unicode's form NFKC.
    Passphrase(String),
    /// A passkey's own secret (WebAuthn `prf`) for the salt of this replica.
    Passkey {
        /// The passkey's id.
        credential: Vec<u8>,
        /// 32 bytes.
        output: Vec<u8>,
    },
}

/// Fewest characters of a passphrase.
pub const PASSPHRASE_LEAST: usize = 10;

impl Drop for Secret {
    fn drop(&mut self) {
        match self {
            Self::Passphrase(text) => text.zeroize(),
            Self::Passkey { output, .. } => output.zeroize(),
        }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// When a tablet locks itself, in minutes; 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Without input.
    pub idle: u16,
    /// Out of sight.
    pub hidden: u16,
}

impl Default for Rest {
    fn default() -> Self {
        Self { idle: 5, hidden: 15 }
    }
}

/// A way in that was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayIn {
    /// Its number.
    pub id: u32,
    /// What it is.
    pub kind: WayKind,
    /// Since when, milliseconds since 1970.
    pub since: i64,
}

/// What a way in is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayKind {
    /// A passphrase.
    Passphrase,
    /// A passkey, by its id.
    Passkey(Vec<u8>),
}

/// How what is stored here is protected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionView {
    /// Ways in; none: only the tablet's own encryption protects what is stored.
    pub ways: Vec<WayIn>,
    /// What a passkey is asked with.
    pub salt: Vec<u8>,
    /// When it locks itself.
    pub rest: Rest,
    /// Values are still being sealed again.
    pub sealing: bool,
    /// Milliseconds until the next try is heard, after many wrong ones.
    pub wait_ms: i64,
}
