//! What a connected system signs with: `Innkeeper-Signature: t=<seconds>,v1=<hex>`, where the hex is the HMAC-SHA-256 of the seconds, a full stop
//! and the body, under the secret that `innkeeper peer add` prints. The secret is made from the server's own, so none is stored.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::hex;
use crate::keys::Keys;
use crate::store::{Store, StoreError};

/// How far the clocks may be apart, in seconds.
pub const APART: i64 = 5 * 60;
/// Most characters of a system's name.
const NAME_MAX: usize = 40;

/// Whether a system may be called so: small letters, digits and hyphens, as it stands in every reservation's number.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.len() <= NAME_MAX && name.bytes().all(letter)
}

/// The setting that says since when a system is connected (milliseconds UTC).
fn setting(name: &str) -> String {
    format!("peer/{name}")
}

/// The secret of a system connected at `since`; connecting it anew makes another.
fn secret(keys: &Keys, name: &str, since: &str) -> String {
    hex::encode(&keys.peer(name, since))
}

/// Connects a system and gives its secret; one that was connected gets another, and the one before is void.
///
/// # Errors
/// When the database fails.
pub async fn connect(store: &Store, keys: &Keys, name: &str, now: i64) -> Result<String, StoreError> {
    let since = now.to_string();
    store.set_setting(&setting(name), &since).await?;
    Ok(secret(keys, name, &since))
}

/// Ends a connection; `false` if there was none.
///
/// # Errors
/// When the database fails.
pub async fn end(store: &Store, name: &str) -> Result<bool, StoreError> {
    store.take_setting(&setting(name)).await
}

/// Whether a connected system has signed this body not long before or after `now` (milliseconds UTC).
///
/// # Errors
/// When the database fails.
pub async fn signed(store: &Store, keys: &Keys, name: &str, signature: &str, body: &[u8], now: i64) -> Result<bool, StoreError> {
    if !is_name(name) {
        return Ok(false);
    }
    let Some(since) = store.setting(&setting(name)).await? else { return Ok(false) };
    Ok(read(signature).is_some_and(|(at, mac)| {
        (now / 1000 - at).abs() <= APART && mac_of(&secret(keys, name, &since), at, body).verify_slice(&mac).is_ok()
    }))
}

/// The signature of a body at a second.
#[must_use]
pub fn sign(secret: &str, at: i64, body: &[u8]) -> String {
    format!("t={at},v1={}", hex::encode(&mac_of(secret, at, body).finalize().into_bytes()))
}

fn mac_of(secret: &str, at: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{at}.").as_bytes());
    mac.update(body);
    mac
}

fn read(signature: &str) -> Option<(i64, Vec<u8>)> {
    let (at, mac) = signature.split_once(',')?;
    Some((at.trim().strip_prefix("t=")?.parse().ok()?, hex::decode(mac.trim().strip_prefix("v1=")?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_secret_one_body_and_one_second() {
        let signature = sign("secret", 1_790_000_000, b"{}");
        let (at, mac) = read(&signature).expect("is one");
        let holds = |secret: &str, at: i64, body: &[u8]| mac_of(secret, at, body).verify_slice(&mac).is_ok();
        assert!(holds("secret", at, b"{}"));
        assert!(!holds("another", at, b"{}") && !holds("secret", at + 1, b"{}") && !holds("secret", at, b"{ }"));
    }

    #[test]
    fn what_is_no_signature_is_none() {
        for text in ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=0g", "1,00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_small_letters_digits_and_hyphens() {
        assert!(is_name("booking-engine-2"));
        assert!(!["", "A", "a b", "a/b", &"a".repeat(41)].into_iter().any(is_name));
    }
}
