//! When a form was shown, signed; and the work that a script does before it sends.
//!
//! The token says which website, which way (by a script, in a frame, as a page), when, and how much work: it needs no memory on the server.
//! Work is a number whose SHA-256 together with the token and the enquiry's id begins with so many zero bits, so that work for one enquiry is
//! worth nothing for the next.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use super::{Judged, Sent};
use crate::keys::Keys;
use crate::{hex, random};

/// Nobody fills the form in faster (milliseconds).
pub const YOUNGEST_MS: i64 = 2_500;
/// A form is good for a day (milliseconds).
pub const OLDEST_MS: i64 = 24 * 60 * 60 * 1000;
/// Leading zero bits asked for in quiet times: about 65,000 hashes, a tenth of a second in wasm.
pub const BITS: u32 = 16;
/// And under attack: about a million hashes, two seconds.
pub const MOST_BITS: u32 = 20;
/// Enquiries of a website within [`PRESSURE_MS`] from which each doubling costs a bit more.
const QUIET: usize = 10;
const PRESSURE_MS: i64 = 10 * 60 * 1000;

const VERSION: &str = "e1";

/// The way a form came to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A script on the website asked for it.
    Script,
    /// The server made the page in the frame.
    Frame,
    /// The server made the page itself.
    Page,
}

impl Way {
    const fn code(self) -> &'static str {
        match self {
            Self::Script => "s",
            Self::Frame => "f",
            Self::Page => "p",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Script, Self::Frame, Self::Page].into_iter().find(|way| way.code() == code)
    }
}

/// What a token of this server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// When.
    pub at: i64,
    /// How.
    pub way: Way,
    /// Zero bits to begin with.
    pub bits: u32,
}

/// A token for a form that is shown now.
#[must_use]
pub fn give(keys: &Keys, key: &str, way: Way, bits: u32, now: i64) -> String {
    let says = format!("{VERSION}.{key}.{}.{now:x}.{bits}.{:08x}", way.code(), random::short());
    format!("{says}.{}", hex::encode(&keys.form(&says)[..16]))
}

/// What a token says, if this server gave it to this website.
#[must_use]
pub fn read(keys: &Keys, key: &str, token: &str) -> Option<Shown> {
    let (says, mac) = token.rsplit_once('.')?;
    let same = Sha256::digest(hex::decode(mac)?) == Sha256::digest(&keys.form(says)[..16]);
    let mut parts = says.split('.');
    if !same || parts.next()? != VERSION || parts.next()? != key {
        return None;
    }
    let way = Way::of(parts.next()?)?;
    let at = i64::from_str_radix(parts.next()?, 16).ok()?;
    Some(Shown { at, way, bits: parts.next()?.parse().ok()? })
}

/// Whether this number is the work that was asked for.
#[must_use]
pub fn is_work(token: &str, id: &str, work: &str, bits: u32) -> bool {
    let hash = Sha256::digest(format!("{token}:{id}:{work}"));
    let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    work.parse::<u32>().is_ok() && first.leading_zeros() >= bits
}

/// What the form's signs say of an enquiry that a script sent, or, `by_hand`, the browser's own form.
#[must_use]
pub fn judge(keys: &Keys, key: &str, sent: &Sent, by_hand: bool, now: i64) -> Judged {
    if !sent.topic.is_empty() {
        return Judged::Doubtful("trap");
    }
    if by_hand && sent.token.is_empty() {
        return Judged::Unproven;
    }
    let Some(shown) = read(keys, key, &sent.token) else { return Judged::Doubtful("token") };
    match now - shown.at {
        ..YOUNGEST_MS => Judged::Doubtful("too-fast"),
        YOUNGEST_MS..=OLDEST_MS if by_hand => Judged::Unproven,
        YOUNGEST_MS..=OLDEST_MS if is_work(&sent.token, &sent.id, &sent.work, shown.bits) => Judged::Fair,
        YOUNGEST_MS..=OLDEST_MS => Judged::Doubtful("work"),
        _ => Judged::Doubtful("too-old"),
    }
}

/// How many enquiries each website got lately.
#[derive(Debug, Default)]
pub struct Pressure(Mutex<HashMap<String, VecDeque<i64>>>);

impl Pressure {
    /// Notes an enquiry.
    pub fn note(&self, key: &str, now: i64) {
        let mut sites = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let times = sites.entry(key.to_owned()).or_default();
        times.push_back(now);
        while times.front().is_some_and(|first| first + PRESSURE_MS <= now) {
            times.pop_front();
        }
    }

    /// The work to ask for.
    #[must_use]
    pub fn bits(&self, key: &str, now: i64) -> u32 {
        let sites = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let lately = sites.get(key).map_or(0, |times| times.iter().filter(|at| **at + PRESSURE_MS > now).count());
        let doublings = (lately / QUIET).checked_ilog2().map_or(0, |doublings| doublings + 1);
        (BITS + doublings).min(MOST_BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secret: u8) -> Keys {
        Keys::of([secret; 32])
    }

    fn worked(token: &str, id: &str, bits: u32) -> String {
        (0u32..).map(|n| n.to_string()).find(|work| is_work(token, id, work, bits)).expect("there is one")
    }

    #[test]
    fn a_token_is_good_for_the_website_and_the_server_that_gave_it() {
        let token = give(&keys(1), "pk_a", Way::Frame, 9, 1_000);
        assert_eq!(read(&keys(1), "pk_a", &token), Some(Shown { at: 1_000, way: Way::Frame, bits: 9 }));
        assert_eq!(read(&keys(2), "pk_a", &token), None);
        assert_eq!(read(&keys(1), "pk_b", &token), None);
        assert_eq!(read(&keys(1), "pk_a", &token.replace(".9.", ".0.")), None);
        assert_eq!(read(&keys(1), "pk_a", ""), None);
    }

    #[test]
    fn only_a_form_of_the_right_age_with_its_work_done_is_a_persons() {
        let keys = keys(1);
        let token = give(&keys, "pk_a", Way::Script, 8, 0);
        let work = worked(&token, "id", 8);
        let sent = Sent { id: "id".to_owned(), token: token.clone(), work, ..Sent::default() };
        let judged = |sent: &Sent, now| judge(&keys, "pk_a", sent, false, now);
        assert_eq!(judged(&sent, YOUNGEST_MS), Judged::Fair);
        assert_eq!(judged(&sent, OLDEST_MS), Judged::Fair);
        assert_eq!(judged(&sent, YOUNGEST_MS - 1), Judged::Doubtful("too-fast"));
        assert_eq!(judged(&sent, OLDEST_MS + 1), Judged::Doubtful("too-old"));
        assert_eq!(judged(&Sent { topic: "x".to_owned(), ..sent.clone() }, YOUNGEST_MS), Judged::Doubtful("trap"));
        assert_eq!(judged(&Sent { id: "other".to_owned(), ..sent.clone() }, YOUNGEST_MS), Judged::Doubtful("work"));
        assert_eq!(judged(&Sent { work: String::new(), ..sent.clone() }, YOUNGEST_MS), Judged::Doubtful("work"));
        assert_eq!(judged(&Sent { token: String::new(), ..sent }, YOUNGEST_MS), Judged::Doubtful("token"));
    }

    #[test]
    fn a_plain_form_is_taken_without_proof_and_marked() {
        let keys = keys(1);
        let judged = |sent: &Sent, now| judge(&keys, "pk_a", sent, true, now);
        assert_eq!(judged(&Sent::default(), 0), Judged::Unproven);
        let page = Sent { token: give(&keys, "pk_a", Way::Page, 0, 0), ..Sent::default() };
        assert_eq!((judged(&page, 0), judged(&page, YOUNGEST_MS)), (Judged::Doubtful("too-fast"), Judged::Unproven));
        assert_eq!(judged(&Sent { topic: "x".to_owned(), ..Sent::default() }, 0), Judged::Doubtful("trap"));
    }

    #[test]
    fn work_grows_with_the_enquiries_and_shrinks_when_they_end() {
        let pressure = Pressure::default();
        let bits: Vec<u32> = (1..=1_000)
            .map(|_| {
                pressure.note("pk_a", 0);
                pressure.bits("pk_a", 0)
            })
            .collect();
        assert_eq!([bits[0], bits[9], bits[19], bits[39], bits[79], bits[999]], [16, 17, 18, 19, 20, MOST_BITS]);
        assert_eq!((pressure.bits("pk_b", 0), pressure.bits("pk_a", PRESSURE_MS)), (BITS, BITS));
    }
}
