//! The sender's side of HPKE (RFC 9180): base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one message a key.
//!
//! Agreeing and sealing are the browser's; what is here is the schedule between them, so that it runs in tests against another implementation.

use hmac::{Hmac, KeyInit, Mac};
use innkeeper_sync::carry::PURPOSE;
use sha2::Sha256;

/// The identifiers of the suite: KEM, KDF and AEAD, big endian.
const KEM: &[u8] = b"KEM\x00\x10";
const SUITE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x02";
const VERSION: &[u8] = b"HPKE-v1";

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// `LabeledExtract`.
fn extract(suite: &[u8], salt: &[u8], label: &[u8], secret: &[u8]) -> [u8; 32] {
    mac(salt, &[VERSION, suite, label, secret])
}

/// `LabeledExpand`: nothing here is longer than one block of the hash.
fn expand(suite: &[u8], key: &[u8], label: &[u8], context: &[&[u8]], length: u8) -> [u8; 32] {
    mac(key, &[&[&[0, length], VERSION, suite, label], context, &[&[1]]].concat())
}

/// Key and nonce of a file: `agreed` is what both sides come to, `share` the sender's public half, `public` the receiver's.
#[must_use]
pub fn schedule(agreed: &[u8], share: &[u8], public: &[u8]) -> ([u8; 32], [u8; 12]) {
    let secret = expand(KEM, &extract(KEM, b"", b"eae_prk", agreed), b"shared_secret", &[share, public], 32);
    let (no_id, purpose) = (extract(SUITE, b"", b"psk_id_hash", b""), extract(SUITE, b"", b"info_hash", PURPOSE));
    let context: [&[u8]; 3] = [&[0], &no_id, &purpose];
    let secret = extract(SUITE, &secret, b"secret", b"");
    let nonce = expand(SUITE, &secret, b"base_nonce", &context, 12);
    (expand(SUITE, &secret, b"key", &context, 32), nonce.first_chunk().copied().expect("a hash is longer"))
}
