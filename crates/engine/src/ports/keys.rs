//! Keys as the engine sees them: used and never read. Over Web Crypto in a browser.

use thiserror::Error;

use super::{Store, StoreError};

/// The keys cannot be used here: no secure context, or the browser refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the browser's keys cannot be used ({0})")]
pub struct NoKeys(pub String);

impl From<NoKeys> for StoreError {
    fn from(error: NoKeys) -> Self {
        Self::Lost { name: "NoKeys".to_owned(), message: error.0 }
    }
}

/// What may be done with a key besides using it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It can be put under another key.
    Portable,
    /// It stays what it is: nothing can take it out of the browser.
    Fixed,
}

/// A secret key of 256 bits for AES-GCM.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Key: Clone + 'static {
    /// A new one, random.
    async fn make(hold: Hold) -> Result<Self, NoKeys>;

    /// One made of a secret: HKDF with SHA-256 over `secret` and `salt`, for the purpose named.
    async fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Result<Self, NoKeys>;

    /// Seals a value under a random nonce: nonce, then text and tag. `beside` is not stored and must be the same at opening.
    async fn seal(&self, beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys>;

    /// What [`Key::seal`] made of it; none if it is damaged, of another key or of another place.
    async fn open(&self, beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;

    /// Seals for whoever has the private half of `public` (a point of P-256, uncompressed), as [`hpke`](crate::keys::hpke) says: the public half of a
    /// fresh pair, then text and tag. `beside` is not in it and must be the same at opening.
    async fn seal_to(public: &[u8], beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys>;

    /// Seals a portable key.
    async fn wrap(&self, beside: &[u8], key: &Self) -> Result<Vec<u8>, NoKeys>;

    /// What [`Key::wrap`] made of it.
    async fn unwrap(&self, beside: &[u8], wrapped: &[u8], hold: Hold) -> Option<Self>;
}

/// What stands where a replica keeps its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRing<K> {
    /// The ring as bytes: keys in it are wrapped.
    pub bytes: Vec<u8>,
    /// The tablet's own key, where no secret of a person is asked for.
    pub tablet: Option<K>,
}

impl<K: Clone> KeptRing<K> {
    /// The same tablet's key with another ring.
    #[must_use]
    pub fn with(&self, ring: &crate::keys::Ring) -> Self {
        Self { bytes: ring.encode(), tablet: self.tablet.clone() }
    }
}

/// Where a replica keeps its keys: beside its values, and with the same fate.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait KeyPlace: Store {
    /// Its keys.
    type Key: Key;

    /// What is kept.
    async fn ring(&self) -> Result<Option<KeptRing<Self::Key>>, StoreError>;

    /// Puts a ring in the place of the one that reads `before`, flushed to the disk; `false` and nothing done if another tab was faster.
    async fn keep_ring(&self, before: Option<&[u8]>, ring: &KeptRing<Self::Key>) -> Result<bool, StoreError>;

    /// Destroys the ring: from here on nobody opens any value of this replica.
    async fn drop_ring(&self) -> Result<(), StoreError>;
}
