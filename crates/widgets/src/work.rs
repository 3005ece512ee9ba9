//! Proof of work: a number whose SHA-256 together with the form's token and the enquiry's id begins with so many zero bits. The server's half is
//! `enquiry/token.rs`.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use sha2::{Digest, Sha256};

/// Looks for the number, a handful at a time, so that the page's own work is never held up.
pub struct Work {
    start: Sha256,
    bits: u32,
    next: u32,
}

impl Work {
    /// The work for an enquiry.
    pub fn new(token: &str, id: &str, bits: u32) -> Self {
        let mut start = Sha256::new();
        for part in [token, ":", id, ":"] {
            start.update(part);
        }
        Self { start, bits, next: 0 }
    }

    /// Tries `count` numbers; the one that does it, as text.
    pub fn go_on(&mut self, count: u32) -> Option<String> {
        let mut digits = [0; 10];
        for _ in 0..count {
            let text = decimal(self.next, &mut digits);
            let hash = self.start.clone().chain_update(text).finalize();
            let zeros = hash.iter().take_while(|byte| **byte == 0).count() as u32 * 8
                + hash.iter().find(|byte| **byte != 0).map_or(0, |byte| byte.leading_zeros());
            if zeros >= self.bits {
                return Some(text.to_owned());
            }
            self.next = self.next.wrapping_add(1);
        }
        None
    }
}

/// Writes a number without the formatting machinery.
fn decimal(mut number: u32, digits: &mut [u8; 10]) -> &str {
    let mut from = digits.len();
    while from > 0 {
        from -= 1;
        digits[from] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    core::str::from_utf8(&digits[from..]).unwrap_or("0")
}

/// SHA-256 of a text, in lower-case hexadecimal.
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_found_is_the_work_that_was_asked_for() {
        let mut work = Work::new("token", "id", 12);
        let found = std::iter::from_fn(|| Some(work.go_on(100))).flatten().next().expect("there is one");
        let hash = sha256(&["token:id:", &found].concat());
        assert!(hash.starts_with("000"), "{hash}");
        assert_eq!(found, "329", "the least there is");
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 7, 10, 4_294_967_295] {
            assert_eq!(decimal(number, &mut [0; 10]), number.to_string());
        }
    }

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert_eq!(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
