//! Keys where there is no browser: the same cipher, in memory.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use innkeeper_engine::ports::{Hold, Key, NoKeys};
use sha2::{Digest, Sha256};
use std::cell::Cell;

thread_local! {
    /// Lots are drawn one after the other, so that a test is the same each time.
    static DRAWN: Cell<u64> = const { Cell::new(0) };
}

fn draw() -> [u8; 32] {
    DRAWN.set(DRAWN.get() + 1);
    Sha256::digest(DRAWN.get().to_be_bytes()).into()
}

/// A key in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskKey {
    bytes: [u8; 32],
    portable: bool,
}

impl DiskKey {
    fn of(bytes: [u8; 32], hold: Hold) -> Self {
        Self { bytes, portable: hold == Hold::Portable }
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.bytes.into())
    }
}

impl Key for DiskKey {
    async fn make(hold: Hold) -> Result<Self, NoKeys> {
        Ok(Self::of(draw(), hold))
    }

    async fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Result<Self, NoKeys> {
        let of = Sha256::new().chain_update(salt).chain_update(purpose).chain_update(secret).finalize();
        Ok(Self::of(of.into(), Hold::Fixed))
    }

    async fn seal(&self, beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys> {
        let nonce: [u8; 12] = draw()[..12].try_into().expect("a lot is longer");
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: beside }).expect("a value is small enough");
        Ok([nonce.as_slice(), &sealed].concat())
    }

    async fn open(&self, beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, msg) = sealed.split_first_chunk::<12>()?;
        self.cipher().decrypt(&Nonce::from(*nonce), Payload { msg, aad: beside }).ok()
    }

    async fn wrap(&self, beside: &[u8], key: &Self) -> Result<Vec<u8>, NoKeys> {
        assert!(key.portable, "a fixed key stays where it is");
        self.seal(beside, &key.bytes).await
    }

    async fn unwrap(&self, beside: &[u8], wrapped: &[u8], hold: Hold) -> Option<Self> {
        Some(Self::of(self.open(beside, wrapped).await?.try_into().ok()?, hold))
    }
}
