//! AES-256-GCM (NIST SP 800-38D) as the server uses it: a key, a nonce of 12 bytes that is used once under it, text, and what is beside the text and not in it.
//!
//! A package of its own, because a server for tests seals and opens every file it touches, and an unoptimised cipher would take most of its time: `aes-gcm`
//! is generic, and is compiled with whoever uses it.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

/// Bytes of a key.
pub const KEY: usize = 32;
/// Bytes of a nonce.
pub const NONCE: usize = 12;

/// A key, ready for use.
pub struct Cipher(Aes256Gcm);

impl Cipher {
    /// A cipher under a key.
    #[must_use]
    pub fn new(key: &[u8; KEY]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// The sealed text with its tag; `None` for a text beyond what the cipher takes, 64 GB.
    #[must_use]
    pub fn seal(&self, nonce: [u8; NONCE], beside: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
        self.0.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: beside }).ok()
    }

    /// The text; `None` when key, nonce, text or what is beside it is another.
    #[must_use]
    pub fn open(&self, nonce: [u8; NONCE], beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: beside }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_nonce_and_neighbours_only() {
        let (cipher, nonce) = (Cipher::new(&[7; KEY]), [1; NONCE]);
        let sealed = cipher.seal(nonce, b"beside", b"text").expect("short");
        assert_eq!(cipher.open(nonce, b"beside", &sealed).as_deref(), Some(b"text".as_slice()));
        assert_eq!(cipher.open(nonce, b"elsewhere", &sealed), None);
        assert_eq!(cipher.open([2; NONCE], b"beside", &sealed), None);
        assert_eq!(Cipher::new(&[8; KEY]).open(nonce, b"beside", &sealed), None);
        let mut spoilt = sealed.clone();
        spoilt[0] ^= 1;
        assert_eq!(cipher.open(nonce, b"beside", &spoilt), None);
    }
}
