//! Randomness of the operating system.

use uuid::Uuid;

/// Random bytes.
///
/// # Panics
/// When the operating system has no randomness: nothing here can be done safely then.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// 32 random bits.
#[must_use]
pub fn short() -> u32 {
    u32::from_be_bytes(bytes())
}

/// A version 7 UUID made at `now` (milliseconds since 1970).
#[must_use]
pub fn uuid_v7(now: i64) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(now.max(0).cast_unsigned(), &bytes()).into_uuid()
}
