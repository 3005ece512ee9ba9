//! How often somebody may do something: sliding windows in memory, one per key.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::Mutex;

use innkeeper_sync::id::{DeviceId, UserId};

/// At most `count` in any `per_ms` milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How many.
    pub count: usize,
    /// In how long.
    pub per_ms: i64,
}

const MINUTE: i64 = 60 * 1000;

impl Limit {
    /// Sign-in attempts of one address from one network.
    pub const SIGN_IN: Self = Self { count: 5, per_ms: 5 * MINUTE };
    /// Sign-in attempts from one network, whatever the address: many accounts with one password each.
    pub const SIGN_IN_FROM: Self = Self { count: 50, per_ms: 5 * MINUTE };
    /// Attempts at the first start from one network.
    pub const FIRST_RUN: Self = Self { count: 10, per_ms: 5 * MINUTE };
    /// API requests of one session.
    pub const API: Self = Self { count: 300, per_ms: MINUTE };
    /// Sync requests of one device in either direction.
    pub const SYNC: Self = Self { count: 60, per_ms: MINUTE };
    /// Requests for pages of a snapshot by one device: a first sync needs dozens.
    pub const PAGES: Self = Self { count: 600, per_ms: MINUTE };
    /// Files of other devices that one device brings.
    pub const CARRY: Self = Self { count: 12, per_ms: MINUTE };
    /// Enquiries from one network in a minute.
    pub const ENQUIRY: Self = Self { count: 5, per_ms: MINUTE };
    /// Enquiries from one network in an hour.
    pub const ENQUIRY_HOUR: Self = Self { count: 30, per_ms: 60 * MINUTE };
    /// Enquiries of one website.
    pub const ENQUIRY_SITE: Self = Self { count: 60, per_ms: MINUTE };
    /// Forms that one network asks for.
    pub const FORM: Self = Self { count: 120, per_ms: MINUTE };
    /// Pages of the hotel's site for one network: a family behind one address looks around, a machine does not read it out.
    pub const SITE: Self = Self { count: 300, per_ms: MINUTE };
    /// Forms sent from one network, those as well that are given back for a mistake: nobody who mistypes five times is sent away.
    pub const TRY: Self = Self { count: 20, per_ms: MINUTE };
    /// Bookings and cancellations from one network that nothing is wrong with.
    pub const BOOK: Self = Self { count: 5, per_ms: MINUTE };
    /// The same over an hour.
    pub const BOOK_HOUR: Self = Self { count: 30, per_ms: 60 * MINUTE };
    /// Exports of one person.
    pub const EXPORT: Self = Self { count: 10, per_ms: 60 * MINUTE };
    /// Reports of policy violations from one network.
    pub const REPORTS: Self = Self { count: 60, per_ms: MINUTE };
}

/// Where a request comes from: an IPv4 address or the /64 of an IPv6 address, as whoever has one address there has all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(u128);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(u128::from(v4.to_bits())),
            IpAddr::V6(v6) => Self(v6.to_bits() >> 64 << 64),
        }
    }
}

/// Who is counted, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Signing in under this address.
    SignIn(String, Network),
    /// Signing in at all.
    SignInFrom(Network),
    /// Beginning the hotel.
    FirstRun(Network),
    /// The session with this hash.
    Api(Vec<u8>),
    /// Sending edits, and telling how it is.
    Push(DeviceId),
    /// Fetching.
    Pull(DeviceId),
    /// Taking snapshot pages.
    Pages(DeviceId),
    /// Bringing files of others.
    Carry(DeviceId),
    /// Looking at the hotel's site.
    Site(Network),
    /// Sending forms there.
    Try(Network),
    /// Booking there.
    Book(Network),
    /// Booking there, by the hour.
    BookHour(Network),
    /// Taking guests out of the house.
    Export(UserId),
    /// Reporting violations.
    Reports(Network),
    /// Sending enquiries, within a minute.
    Enquiry(Network),
    /// The same, within an hour.
    EnquiryHour(Network),
    /// A website's enquiries.
    EnquirySite(String),
    /// Being shown forms.
    Form(Network),
    /// What a connected system tells.
    Peer(String),
}

/// Too often: come back in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// Seconds until the next is taken, at least 1.
    pub seconds: u32,
}

/// Keys kept before those whose window has passed are dropped.
const SWEEP_AT: usize = 10_000;

/// The windows.
#[derive(Debug, Default)]
pub struct Limits {
    windows: Mutex<HashMap<Key, (VecDeque<i64>, i64)>>,
}

impl Limits {
    /// Counts one at `now`.
    ///
    /// # Errors
    /// When it is one too many; it is not counted then.
    pub fn take(&self, key: Key, limit: Limit, now: i64) -> Result<(), Later> {
        let mut windows = self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if windows.len() >= SWEEP_AT {
            windows.retain(|_, (times, per_ms)| times.back().is_some_and(|last| last + *per_ms > now));
        }
        let (times, _) = windows.entry(key).or_insert_with(|| (VecDeque::new(), limit.per_ms));
        while times.front().is_some_and(|first| first + limit.per_ms <= now) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= limit.count => Err(Later { seconds: seconds_until(first + limit.per_ms, now) }),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets what was counted.
    pub fn forget(&self, key: &Key) {
        self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(key);
    }
}

fn seconds_until(at: i64, now: i64) -> u32 {
    u32::try_from((at - now + 999) / 1000).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { count: 2, per_ms: 1_000 };

    #[test]
    fn one_too_many_is_told_when_to_come_back() {
        let limits = Limits::default();
        let take = |now| limits.take(Key::Pull(DeviceId(1)), LIMIT, now);
        assert_eq!((take(0), take(400)), (Ok(()), Ok(())));
        assert_eq!(take(500), Err(Later { seconds: 1 }));
        assert_eq!(take(1_000), Ok(()), "the first is out of the window");
        assert_eq!(take(1_100), Err(Later { seconds: 1 }));
    }

    #[test]
    fn a_refused_request_does_not_lengthen_the_wait() {
        let limits = Limits::default();
        let take = |now| limits.take(Key::Pull(DeviceId(1)), LIMIT, now);
        let tries: Vec<_> = [0, 1, 2, 3, 1_000].into_iter().map(|now| take(now).is_ok()).collect();
        assert_eq!(tries, [true, true, false, false, true]);
    }

    #[test]
    fn keys_are_counted_apart_and_can_be_forgotten() {
        let limits = Limits::default();
        let take = |dev| limits.take(Key::Pull(DeviceId(dev)), Limit { count: 1, per_ms: 10 }, 0);
        assert!(take(1).is_ok() && take(2).is_ok() && take(1).is_err());
        limits.forget(&Key::Pull(DeviceId(1)));
        assert!(take(1).is_ok() && take(2).is_err());
    }

    #[test]
    fn a_whole_ipv6_network_counts_as_one() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
