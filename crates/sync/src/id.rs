//! Identities of the log: devices, numbers, stamps, roots, records, authors.

use core::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::hlc::Hlc;

/// A device's number, given at enrolment and never used again. The top bit marks the server's own devices, of which each epoch has a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(pub u32);

impl DeviceId {
    /// Whether the server writes under this number.
    #[must_use]
    pub fn is_server(self) -> bool {
        self.0 & SERVER_BIT != 0
    }

    /// The server's number made of 31 random bits.
    #[must_use]
    pub fn server(random: u32) -> Self {
        Self(random | SERVER_BIT)
    }

    /// A tablet's or browser's number made of 31 random bits.
    #[must_use]
    pub fn client(random: u32) -> Self {
        Self(random & !SERVER_BIT)
    }
}

const SERVER_BIT: u32 = 1 << 31;

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// One op of one device: the device and its dense number `n` (from 1). Written as `[dev, n]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dot(pub DeviceId, pub u64);

impl Dot {
    /// The device that wrote the op.
    #[must_use]
    pub fn dev(self) -> DeviceId {
        self.0
    }

    /// The op's number on its device.
    #[must_use]
    pub fn n(self) -> u64 {
        self.1
    }
}

/// When and by which op a value was written. The order (effective time, device, number) is total and decides which sibling is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Effective time, fixed by the server when the op enters the log.
    pub eff: Hlc,
    /// The op.
    pub dot: Dot,
}

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl core::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )*};
}

uuid_id! {
    /// The file a record belongs to: a guest, a company, a lead. Fixed when the record is made.
    RootId,
    /// One record; a root's own record has the root's id.
    EntId,
    /// One entry of a stream: a note, a consent event.
    EntryId,
    /// The author of an op: a member of staff, or a source (import, website) with an id of its own.
    UserId,
    /// A bulk action, so that it can be undone as one.
    ActionId,
}

impl RootId {
    /// The record that is the root itself.
    #[must_use]
    pub fn ent(self) -> EntId {
        EntId(self.0)
    }
}

impl UserId {
    /// The author id of a source such as `import:opera`: the first 16 bytes of the SHA-256 of its name, as a version 8 UUID.
    #[must_use]
    pub fn of_source(name: &str) -> Self {
        use sha2::{Digest, Sha256};
        let hash = Sha256::digest(name.as_bytes());
        let mut bytes = [0u8; 16];
        bytes.copy_from_slice(&hash[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

/// Place in a tenant's log: gapless, from 1; 0 is before the first row.
pub type Seq = u64;
/// Generation of the log; a restored or rebuilt server has a higher one.
pub type Epoch = u64;
