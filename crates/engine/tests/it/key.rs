//! Keys where there is no browser: the same cipher, in memory.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use innkeeper_engine::keys::hpke;
use innkeeper_engine::ports::{Hold, Key, NoKeys};
use innkeeper_sync::carry::{POINT, Parts};
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

    async fn seal_to(public: &[u8], beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys> {
        let share: Vec<u8> = [draw(), draw(), draw()].concat()[..POINT].to_vec();
        let (key, nonce) = agreed(&share, public);
        let payload = Payload { msg: plain, aad: beside };
        let sealed = Aes256Gcm::new(&key.into()).encrypt(&Nonce::from(nonce), payload).expect("a file is small enough");
        Ok([share, sealed].concat())
    }

    async fn wrap(&self, beside: &[u8], key: &Self) -> Result<Vec<u8>, NoKeys> {
        assert!(key.portable, "a fixed key stays where it is");
        self.seal(beside, &key.bytes).await
    }

    async fn unwrap(&self, beside: &[u8], wrapped: &[u8], hold: Hold) -> Option<Self> {
        Some(Self::of(self.open(beside, wrapped).await?.try_into().ok()?, hold))
    }
}

/// Key and nonce of a file. That both sides come to the same by their halves of two pairs is the browser's; here whoever has both public halves does.
fn agreed(share: &[u8], public: &[u8]) -> ([u8; 32], [u8; 12]) {
    hpke::schedule(&Sha256::digest([share, public].concat()), share, public)
}

/// Opens what was sealed to this key.
pub fn open_file(public: &[u8], parts: &Parts<'_>) -> Option<Vec<u8>> {
    let (key, nonce) = agreed(parts.share, public);
    Aes256Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), Payload { msg: parts.sealed, aad: parts.line }).ok()
}

/// Made with the Web Crypto of Node.js; the server's tests open what was sealed with it.
#[test]
fn the_schedule_of_a_file_is_that_of_another_implementation() {
    let bytes = |text: &str| -> Vec<u8> {
        text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("digits"), 16).expect("hex")).collect()
    };
    let (key, nonce) = hpke::schedule(
        &bytes("378609f3eaafea01cccaf873a8fdb07485a209c7f982c103fce01b0047ff5209"),
        &bytes(
            "04ff03e97a541b3afcbef070431dfee0401b62194bd861820548a8a67d116a78a8043dc06527ab4416f677235cb1a5e536ba5bc7592ed6e837880e2e97c2ac99c6",
        ),
        &bytes(
            "0466c5150d33357539625a5b354f9a16fbc3e3dd8a33709b3f268413fdca26d4203585ef6f569de84cc90b1db8fea2a5f7f4ec2f99aa27d8aef449e7bd3ebaf7fa",
        ),
    );
    assert_eq!(
        (key.to_vec(), nonce.to_vec()),
        (bytes("efd6cf9d63714d522dbdd61f02ee9e24f22727073d9ce4209cf5c8ff0a3e5681"), bytes("ec1ac11f5a03af126bcfbbcf"))
    );
}
