//! Exact decimal numbers, kept as text: rates and measures that are neither money nor whole.

use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;

/// A decimal number as written: digits after the point are kept (`12.50` is a price to two places), needless zeros
/// before it, a plus sign and the sign of zero are not. Ordered by size, then by the number of places.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(String);

/// The longest text accepted, in bytes: far more than any measure of a hotel, and a bound for what a stranger may send.
const LONGEST: usize = 64;

impl Decimal {
    /// The canonical text: `-?digits[.digits]`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> (bool, &str, &str) {
        let (negative, rest) = match self.0.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.0.as_str()),
        };
        let (whole, places) = rest.split_once('.').unwrap_or((rest, ""));
        (negative, whole, places)
    }
}

impl FromStr for Decimal {
    type Err = Error;

    /// `-?digits[.digits]`, also with a leading `+` or without digits before the point; no exponent, no grouping.
    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = || Error::Decimal(text.chars().take(LONGEST).collect());
        if text.len() > LONGEST {
            return Err(refused());
        }
        let (negative, rest) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, places) = match rest.split_once('.') {
            Some((_, "")) => return Err(refused()),
            Some(parts) => parts,
            None => (rest, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && places.is_empty()) || !digits(whole) || !digits(places) {
            return Err(refused());
        }
        let whole = whole.trim_start_matches('0');
        let mut canonical = String::with_capacity(text.len() + 1);
        if negative && !(whole.is_empty() && places.bytes().all(|byte| byte == b'0')) {
            canonical.push('-');
        }
        canonical.push_str(if whole.is_empty() { "0" } else { whole });
        if !places.is_empty() {
            canonical.push('.');
            canonical.push_str(places);
        }
        Ok(Self(canonical))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (negative, whole, places) = self.parts();
        let (other_negative, other_whole, other_places) = other.parts();
        match (negative, other_negative) {
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            _ => {}
        }
        // Without leading zeros a longer whole part is a larger number; places compare as text once trailing zeros are gone.
        let size = whole
            .len()
            .cmp(&other_whole.len())
            .then_with(|| whole.cmp(other_whole))
            .then_with(|| places.trim_end_matches('0').cmp(other_places.trim_end_matches('0')));
        let size = if negative { size.reverse() } else { size };
        size.then_with(|| places.len().cmp(&other_places.len()))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
