//! Rows of the log, their status and the chain that ties each to the one before.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fold::{Applied, FoldError};
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, Epoch, Seq, Stamp, UserId};
use crate::op::Op;

/// A row as devices pull it: an op with its place. Flattened JSON is avoided: the op stands under `op`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Place in the log.
    #[serde(rename = "q")]
    pub seq: Seq,
    /// Generation of the log in which it was written.
    #[serde(rename = "ep")]
    pub epoch: Epoch,
    /// The device that wrote it.
    #[serde(rename = "d")]
    pub dev: DeviceId,
    /// Its author.
    #[serde(rename = "u")]
    pub by: UserId,
    /// Effective time, fixed for all replicas.
    #[serde(rename = "x")]
    pub eff: Hlc,
    /// Whether it counts.
    #[serde(rename = "st", default, skip_serializing_if = "Status::is_ok")]
    pub status: Status,
    /// What was done.
    pub op: Op,
}

impl Row {
    /// Device and number.
    #[must_use]
    pub fn dot(&self) -> Dot {
        Dot(self.dev, self.op.n)
    }

    /// Effective time, device and number.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { eff: self.eff, dot: self.dot() }
    }

    /// The op as the fold takes it.
    #[must_use]
    pub fn applied(&self) -> Applied<'_> {
        Applied { op: &self.op, stamp: self.stamp(), by: self.by }
    }
}

/// What became of an op in the log. Each has a number in the log and is acknowledged, whatever its status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It counts.
    #[default]
    Ok,
    /// Its root was erased; it carries nothing.
    Void,
    /// Kept aside with its group until somebody decides.
    Quarantined(Reason),
    /// Was kept aside, and counts by a `Release` further on.
    Released(Reason),
}

impl Status {
    /// Whether it counts.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        *self == Self::Ok
    }

    /// Whether its author has nothing to do about it: it counts, at its place or further on.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Ok | Self::Released(_))
    }
}

/// Why an op was kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The author's roles do not allow it.
    NotAllowed,
    /// The field is written by the house only.
    HouseField,
    /// The device was revoked.
    DeviceRevoked,
    /// The author was no longer on the staff when it was done.
    AuthorRevoked,
    /// It writes a record that is not there.
    UnknownRecord,
    /// It corrects an entry that is not there.
    UnknownEntry,
    /// It corrects a consent or ledger line.
    FinalEntry,
    /// The server does not fold this kind of change.
    Unsupported,
    /// A value is not of the field's type or too long.
    BadValue,
    /// It takes more points than it may: neither the device's allowance nor what is free covers them.
    NotCovered,
}

impl From<FoldError> for Reason {
    fn from(error: FoldError) -> Self {
        match error {
            FoldError::UnknownRecord => Self::UnknownRecord,
            FoldError::UnknownEntry => Self::UnknownEntry,
            FoldError::FinalEntry => Self::FinalEntry,
            // The server makes such an op void before it gets here.
            FoldError::Unsupported | FoldError::Erased => Self::Unsupported,
        }
    }
}

/// The chain after a row: the first 8 bytes of SHA-256(previous ‖ dev ‖ n ‖ eff), all big endian. Not a signature: it notices a log that was
/// copied back or rebuilt. Written as 16 hex digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chain(pub u64);

impl Chain {
    /// The chain after one more row.
    #[must_use]
    pub fn next(self, dot: Dot, eff: Hlc) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0.to_be_bytes());
        hash.update(dot.dev().0.to_be_bytes());
        hash.update(dot.n().to_be_bytes());
        hash.update(eff.0.to_be_bytes());
        let digest = hash.finalize();
        let mut first = [0u8; 8];
        first.copy_from_slice(&digest[..8]);
        Self(u64::from_be_bytes(first))
    }
}

impl core::fmt::Display for Chain {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl core::str::FromStr for Chain {
    type Err = core::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(s, 16).map(Self)
    }
}

impl Serialize for Chain {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Chain {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
