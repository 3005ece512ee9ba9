//! The server's secret and what is derived from it: device certificates and the keys authors sign their edits with.
//!
//! The secret is a file beside the database, readable by its owner only, and not in the database: a copy of the database alone lets nobody in,
//! and a server restored from a backup knows its devices although their rows may be missing.

use std::io::Write;
use std::path::Path;

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use hmac::{Hmac, KeyInit, Mac};
use innkeeper_sync::carry::PURPOSE;
use innkeeper_sync::id::{DeviceId, UserId};
use rustls::crypto::aws_lc_rs::hpke::DH_KEM_P256_HKDF_SHA256_AES_256 as HPKE;
use rustls::crypto::hpke::{EncapsulatedSecret, Hpke, HpkePrivateKey};
use sha2::Sha256;

use crate::store::StoreError;
use crate::{hex, random};

/// The server's secret.
#[derive(Clone)]
pub struct Keys([u8; 32]);

const FILE: &str = "server.key";
const CERTIFICATE: &str = "d1";

impl Keys {
    /// Reads the secret of a data directory, or makes it.
    ///
    /// # Errors
    /// When the file cannot be read or made, or is not a secret.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let file = dir.join(FILE);
        match Self::read(&file) {
            Err(StoreError::Directory { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => {
                let keys = Self(random::bytes());
                match keys.write(&file) {
                    Ok(()) => Ok(keys),
                    // Another process that starts in this directory was first.
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Self::read(&file),
                    Err(error) => Err(StoreError::Directory { path: file.display().to_string(), error }),
                }
            }
            read => read,
        }
    }

    fn read(file: &Path) -> Result<Self, StoreError> {
        let text = std::fs::read_to_string(file).map_err(|error| StoreError::Directory { path: file.display().to_string(), error })?;
        let secret = hex::decode(text.trim()).and_then(|bytes| bytes.try_into().ok());
        secret.map(Self).ok_or_else(|| StoreError::Damaged(format!("{} is not a key of 64 hex digits", file.display())))
    }

    /// These bytes as a secret.
    #[cfg(test)]
    pub(crate) fn of(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    fn write(&self, file: &Path) -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(file)?;
        writeln!(out, "{}", hex::encode(&self.0))?;
        out.sync_all()
    }

    fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in parts {
            // Each with its length, so that no two lists of parts are the same bytes.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// Reads the secret of a data directory, if it has one.
    ///
    /// # Errors
    /// As [`Keys::open`].
    pub fn find(dir: &Path) -> Result<Option<Self>, StoreError> {
        if dir.join(FILE).exists() { Self::open(dir).map(Some) } else { Ok(None) }
    }

    /// Puts the secret of another place into a data directory that has none.
    ///
    /// # Errors
    /// When the file is no secret, or there is one already.
    pub fn adopt(dir: &Path, file: &Path) -> Result<Self, StoreError> {
        let keys = Self::read(file)?;
        let into = dir.join(FILE);
        keys.write(&into).map_err(|error| StoreError::Directory { path: into.display().to_string(), error })?;
        Ok(keys)
    }

    /// What names the secret without telling it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex::encode(&self.seal("fingerprint", b"")[..8])
    }

    /// A seal over these parts for this purpose, which only this server can make.
    #[must_use]
    pub(crate) fn seal(&self, purpose: &str, part: &[u8]) -> [u8; 32] {
        self.mac(&[purpose.as_bytes(), part]).finalize().into_bytes().into()
    }

    /// The key that seals rows as they are given out, so that a restored server knows them for its own.
    #[must_use]
    pub fn rows(&self) -> [u8; 32] {
        self.seal("rows given out", b"")
    }

    /// The public key that tablets seal files of unsent changes to: a point of P-256, uncompressed.
    ///
    /// # Panics
    /// Never: each scalar has a point.
    #[must_use]
    pub fn hotel_key(&self) -> Vec<u8> {
        let pair = PrivateKey::from_private_key(&ECDH_P256, &self.files()).expect("it was tried");
        pair.compute_public_key().expect("a scalar has a point").as_ref().to_vec()
    }

    /// What was sealed to [`Keys::hotel_key`] with this share and these bytes beside it.
    #[must_use]
    pub(crate) fn open_file(&self, share: &[u8], beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (share, key) = (EncapsulatedSecret(share.to_vec()), HpkePrivateKey::from(self.files().to_vec()));
        HPKE.open(&share, PURPOSE, beside, sealed, &key).ok()
    }

    /// The private half. It is made of the secret, so that a restored server opens what was saved before.
    fn files(&self) -> [u8; 32] {
        let mut tries = (0..=u8::MAX).map(|n| self.seal("files of unsent changes", &[n]));
        tries.find(|scalar| PrivateKey::from_private_key(&ECDH_P256, scalar).is_ok()).expect("all but one of 2^32 numbers are scalars")
    }

    /// A device's certificate: `d1.<dev>.<projection>.<mac>`.
    #[must_use]
    pub fn certificate(&self, dev: DeviceId, projection: &str) -> String {
        let mac = self.certificate_mac(dev, projection).finalize().into_bytes();
        format!("{CERTIFICATE}.{dev}.{}.{}", hex::encode(projection.as_bytes()), hex::encode(&mac))
    }

    /// The device and projection a certificate names, if this server gave it.
    #[must_use]
    pub fn certified(&self, certificate: &str) -> Option<(DeviceId, String)> {
        let mut parts = certificate.split('.');
        let (version, dev, projection, mac) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if version != CERTIFICATE || parts.next().is_some() {
            return None;
        }
        let dev = DeviceId(u32::from_str_radix(dev, 16).ok()?);
        let projection = String::from_utf8(hex::decode(projection)?).ok()?;
        self.certificate_mac(dev, &projection).verify_slice(&hex::decode(mac)?).ok()?;
        Some((dev, projection))
    }

    fn certificate_mac(&self, dev: DeviceId, projection: &str) -> Hmac<Sha256> {
        self.mac(&[b"device certificate", &dev.0.to_be_bytes(), projection.as_bytes()])
    }

    /// The signature under what a form's token says.
    #[must_use]
    pub fn form(&self, says: &str) -> Vec<u8> {
        self.mac(&[b"enquiry form", says.as_bytes()]).finalize().into_bytes().to_vec()
    }

    /// What the secret of another system, connected at `since`, is made of.
    #[must_use]
    pub fn peer(&self, name: &str, since: &str) -> Vec<u8> {
        self.mac(&[b"peer", name.as_bytes(), since.as_bytes()]).finalize().into_bytes().to_vec()
    }

    /// The key this author signs with on this device.
    #[must_use]
    pub fn author(&self, by: UserId, dev: DeviceId) -> Vec<u8> {
        self.mac(&[b"author key", by.0.as_bytes(), &dev.0.to_be_bytes()]).finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_a_certificate_of_this_server_names_a_device() {
        let (ours, theirs) = (Keys([1; 32]), Keys([2; 32]));
        let certificate = ours.certificate(DeviceId(0x1234_5678), "hotel.pf");
        assert_eq!(ours.certified(&certificate), Some((DeviceId(0x1234_5678), "hotel.pf".to_owned())));
        assert_eq!(theirs.certified(&certificate), None);
        assert_eq!(ours.certified(&certificate.replace("12345678", "12345679")), None);
        assert_eq!(ours.certified(&format!("{certificate}.x")), None);
        assert_eq!(ours.certified("d1"), None);
    }

    #[test]
    fn an_author_has_another_key_on_each_device() {
        let keys = Keys([1; 32]);
        let by = UserId(Uuid::from_u128(1));
        assert_ne!(keys.author(by, DeviceId(1)), keys.author(by, DeviceId(2)));
        assert_ne!(keys.author(by, DeviceId(1)), keys.author(UserId(Uuid::from_u128(2)), DeviceId(1)));
    }

    #[test]
    fn what_web_crypto_sealed_is_opened_by_its_hotel_alone_and_only_as_it_was() {
        let bytes = |text: &str| hex::decode(text).expect("hex");
        let (ours, theirs) = (Keys([1; 32]), Keys([2; 32]));
        assert_eq!(ours.hotel_key(), bytes(SEALED_TO), "it is the same for ever");
        let (share, sealed) = (bytes(SHARE), bytes(SEALED));
        assert_eq!(ours.open_file(&share, b"its head\n", &sealed).as_deref(), Some(b"what was not sent".as_slice()));
        assert_eq!(theirs.open_file(&share, b"its head\n", &sealed), None);
        assert_eq!(ours.open_file(&share, b"a head\n", &sealed), None);
        for at in 0..sealed.len() {
            let mut spoilt = sealed.clone();
            spoilt[at] ^= 1;
            assert_eq!(ours.open_file(&share, b"its head\n", &spoilt), None, "byte {at}");
        }
        for short in 0..share.len() {
            assert_eq!(ours.open_file(&share[..short], b"its head\n", &sealed), None, "a share of {short} bytes");
        }
        assert_eq!(ours.open_file(&[4; 65], b"its head\n", &sealed), None, "no point of the curve");
    }

    /// Made with the Web Crypto of Node.js: the public key of the secret of ones, a share, and what was sealed.
    const SEALED_TO: &str = "0466c5150d33357539625a5b354f9a16fbc3e3dd8a33709b3f268413fdca26d4203585ef6f569de84cc90b1db8fea2a5f7f4ec2f99aa27d8aef449e7bd3ebaf7fa";
    const SHARE: &str = "04ff03e97a541b3afcbef070431dfee0401b62194bd861820548a8a67d116a78a8043dc06527ab4416f677235cb1a5e536ba5bc7592ed6e837880e2e97c2ac99c6";
    const SEALED: &str = "e6c264bb5cb1ed38aebb446a9e281e1f8b9be694fa0f5088bfab5c971765dfbf23";

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_only_and_stays_the_same() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("innkeeper-keys-{}", Uuid::new_v4()));
        std::fs::create_dir(&dir).expect("a new directory");
        let first = Keys::open(&dir).expect("made");
        assert_eq!(Keys::open(&dir).expect("read").0, first.0);
        let mode = std::fs::metadata(dir.join(FILE)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(dir.join(FILE), "short").expect("written");
        assert!(Keys::open(&dir).is_err());
        std::fs::remove_dir_all(dir).expect("the test's own directory");
    }
}
