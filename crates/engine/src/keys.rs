//! Encryption at rest: the keys of one replica, and the store that seals under them.
//!
//! Every value is sealed under a data key. Data keys are wrapped by a master key, and that by one slot for each way in: a passphrase, a passkey, or,
//! where neither was set up, the tablet's own key. See `docs/decisions/0006-encryption-at-rest.md`.

pub mod hpke;
mod ring;
mod sealed;

pub use ring::{Found, Keys, Ring};
pub use sealed::Sealed;
