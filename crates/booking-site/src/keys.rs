//! The server's secret and what is derived from it: device certificates and the keys authors sign their edits with.
//!
//! The secret is a file beside the database, readable by its owner only, and not in the database: a copy of the database alone lets nobody in,
//! and a server restored from a backup knows its devices although their rows may be missing.

use std::io::Write;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use innkeeper_sync::id::{DeviceId, UserId};
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
