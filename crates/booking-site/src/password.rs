//! Passwords: what is accepted, and Argon2id off the async threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use thiserror::Error;
use tokio::sync::Semaphore;

/// Fewest characters of a password (ASVS 5.0, V6.2.1 asks for 8 and recommends 15).
pub const SHORTEST: usize = 12;
/// Most bytes: more would only cost time.
pub const LONGEST: usize = 256;

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// More than [`LONGEST`] bytes.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// On the list of common ones, one character repeated, or a run of neighbours.
    #[error("this password is among the first anybody tries")]
    Common,
    /// It is the person's address or name.
    #[error("a password is not your name or address")]
    Own,
}

/// Passwords of twelve characters and more that lists of leaked ones begin with, and what people make of this product's name.
const COMMON: &[&str] = &[
    "123456789012",
    "1234567890123",
    "123456789123",
    "112233445566",
    "123123123123",
    "121212121212",
    "987654321098",
    "password1234",
    "passwordpassword",
    "password12345",
    "password123456",
    "passw0rd1234",
    "p@ssw0rd1234",
    "mypassword123",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiop[]",
    "qwerty123456",
    "qwertyqwerty",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "q1w2e3r4t5y6",
    "zaq12wsxcde3",
    "asdfghjkl123",
    "asdfghjkl;'\\",
    "asdfasdfasdf",
    "zxcvbnm12345",
    "abcdefghijkl",
    "abcd12345678",
    "abc123abc123",
    "abc123456789",
    "a1b2c3d4e5f6",
    "iloveyou1234",
    "iloveyouforever",
    "letmein12345",
    "letmeinletmein",
    "welcome12345",
    "welcome123456",
    "administrator",
    "administrator1",
    "admin1234567",
    "adminadmin123",
    "adminadminadmin",
    "changeme1234",
    "changemechangeme",
    "correcthorsebatterystaple",
    "football1234",
    "baseball1234",
    "princess1234",
    "sunshine1234",
    "monkey123456",
    "dragon123456",
    "superman1234",
    "michael12345",
    "testtesttest",
    "test12345678",
    "secret123456",
    "hotelhotel12",
    "hotelhotelhotel",
    "hotel1234567",
    "innkeeper123",
    "innkeeper1234",
    "innkeeperinnkeeper",
    "reception123",
    "reception1234",
    "frontdesk123",
    "frontoffice1",
    "guestservice1",
    "wholovesyou1",
    "woaini123456",
    "woaini1314520",
    "5201314520131",
    "147258369147",
    "789456123789",
    "111222333444",
    "000000000000",
];

/// Checks a new password of the person with this address and name.
///
/// # Errors
/// Why it is not accepted.
pub fn check(password: &str, email: &str, name: &str) -> Result<(), Weak> {
    if password.chars().count() < SHORTEST {
        return Err(Weak::Short);
    }
    if password.len() > LONGEST {
        return Err(Weak::Long);
    }
    let lower = password.to_lowercase();
    let bare: String = name.to_lowercase().split_whitespace().collect();
    if lower == email || lower == name.to_lowercase() || lower == bare {
        return Err(Weak::Own);
    }
    if COMMON.contains(&lower.as_str()) || is_run(&lower) { Err(Weak::Common) } else { Ok(()) }
}

/// One character throughout, or each the neighbour of the one before.
fn is_run(text: &str) -> bool {
    let codes: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = |by: i64| codes.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == by);
    steps(0) || steps(1) || steps(-1)
}

/// At most this many hashes at a time: each takes 19 MiB and a core.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Hashes a password with Argon2id (19 MiB, 2 passes, 1 lane: OWASP's first choice).
///
/// # Panics
/// When the operating system gives no randomness.
pub async fn hash(password: String) -> String {
    blocking(move || Argon2::default().hash_password(password.as_bytes()).expect("the default parameters are valid").to_string()).await
}

/// Whether the password is the one hashed. Without an account the same work is done, so that the time taken tells nobody who has one.
pub async fn is_right(password: String, hash: Option<String>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let verify = move || {
        let Ok(hash) = PasswordHash::new(&hash) else { return false };
        password.len() <= LONGEST && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
    };
    blocking(verify).await && known
}

/// The hash of a password nobody has.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$gmCbqNg9Yc4ZQYt3dZp8ZBRSWEjKjWyuKz4nS4q6Lzs";

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let permit = AT_ONCE.acquire().await.expect("the semaphore is never closed");
    let done = tokio::task::spawn_blocking(work).await.expect("hashing does not panic");
    drop(permit);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(password: &str, why: Weak) {
        assert_eq!(check(password, "anna.keller@hotel.example", "Anna Maria Keller"), Err(why), "{password}");
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        refused("elevenchars", Weak::Short);
        refused(&"long".repeat(70), Weak::Long);
        refused("Password1234", Weak::Common);
        refused("aaaaaaaaaaaaaa", Weak::Common);
        refused("abcdefghijklmn", Weak::Common);
        refused("Anna.Keller@hotel.example", Weak::Own);
        refused("annamariakeller", Weak::Own);
    }

    #[test]
    fn twelve_characters_of_any_script_are_enough() {
        assert_eq!(check("凌晨四点的海棠花未眠啊呀", "a@b.example", "A"), Ok(()));
    }

    #[test]
    fn every_common_password_would_be_long_enough_otherwise() {
        assert!(COMMON.iter().all(|p| p.chars().count() >= SHORTEST));
    }

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let stored = hash("a walk by the lake".to_owned()).await;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_right("a walk by the lake".to_owned(), Some(stored.clone())).await);
        assert!(!is_right("a walk by the lane".to_owned(), Some(stored)).await);
    }

    #[tokio::test]
    async fn nobody_signs_in_without_an_account() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!is_right("a walk by the lake".to_owned(), None).await);
    }
}
