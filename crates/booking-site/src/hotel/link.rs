//! The secret link of a booking, and the token of the form that makes it.
//!
//! A form has a token when it is shown: 16 random bytes and the time, sealed by the server. The link is derived from the token and the
//! server's secret, so the same form sent twice leads to the same page, and the database holds hashes alone.

use sha2::{Digest, Sha256};

use crate::keys::Keys;
use crate::{hex, random};

/// How long a form may lie open: a day. Prices may have changed by then.
pub const FORM_MS: i64 = 24 * 60 * 60 * 1000;

const RANDOM: usize = 16;
const SEAL: usize = 12;

/// The token of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    text: String,
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// This server did not make it.
    Forged,
    /// It lay open for more than a day.
    Stale,
}

impl Form {
    /// A new token.
    #[must_use]
    pub fn new(keys: &Keys, now: i64) -> Self {
        let mut bytes = random::bytes::<RANDOM>().to_vec();
        bytes.extend(now.to_be_bytes());
        let seal = keys.seal("site-form", &bytes);
        bytes.extend(&seal[..SEAL]);
        Self { text: hex::encode(&bytes) }
    }

    /// Reads a token that came back.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn read(keys: &Keys, text: &str, now: i64) -> Result<Self, Refused> {
        let bytes = hex::decode(text).filter(|bytes| bytes.len() == RANDOM + 8 + SEAL).ok_or(Refused::Forged)?;
        let (signed, seal) = bytes.split_at(RANDOM + 8);
        // Compared as hashes: how long it takes says nothing about where they differ.
        if Sha256::digest(&keys.seal("site-form", signed)[..SEAL]) != Sha256::digest(seal) {
            return Err(Refused::Forged);
        }
        let made = i64::from_be_bytes(signed[RANDOM..].try_into().map_err(|_| Refused::Forged)?);
        if now.saturating_sub(made) > FORM_MS { Err(Refused::Stale) } else { Ok(Self { text: hex::encode(&bytes) }) }
    }

    /// As it stands in the form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As it stands in the database.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.text.as_bytes()).to_vec()
    }

    /// The link of the booking that it makes: 160 bits nobody can guess.
    #[must_use]
    pub fn link(&self, keys: &Keys) -> String {
        hex::encode(&keys.seal("site-link", self.text.as_bytes())[..20])
    }
}

/// A link as it stands in the database.
#[must_use]
pub fn hash(link: &str) -> Vec<u8> {
    Sha256::digest(link.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        let dir = std::env::temp_dir().join(format!("innkeeper-link-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&dir).expect("a new directory");
        let keys = Keys::open(&dir).expect("a key");
        std::fs::remove_dir_all(dir).expect("the test's own directory");
        keys
    }

    #[test]
    fn the_same_form_leads_to_the_same_link_and_another_to_another() {
        let keys = keys();
        let (one, other) = (Form::new(&keys, 0), Form::new(&keys, 0));
        let again = Form::read(&keys, one.text(), 0).expect("is ours");
        assert_eq!((again.link(&keys), again.hash()), (one.link(&keys), one.hash()));
        assert_ne!(one.link(&keys), other.link(&keys));
    }

    #[test]
    fn a_token_of_another_server_or_with_another_time_is_forged() {
        let (ours, theirs) = (keys(), keys());
        assert_eq!(Form::read(&ours, Form::new(&theirs, 0).text(), 0), Err(Refused::Forged));
        let text = Form::new(&ours, 0).text().replace("0000000000000000", "0000000000000001");
        assert_eq!(Form::read(&ours, &text, 0), Err(Refused::Forged));
        assert_eq!(Form::read(&ours, "zz", 0), Err(Refused::Forged));
    }

    #[test]
    fn a_form_that_lay_open_for_more_than_a_day_is_stale() {
        let keys = keys();
        let form = Form::new(&keys, 5);
        assert!(Form::read(&keys, form.text(), 5 + FORM_MS).is_ok());
        assert_eq!(Form::read(&keys, form.text(), 6 + FORM_MS), Err(Refused::Stale));
    }
}
