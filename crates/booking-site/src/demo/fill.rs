//! Fills an empty database with the demo hotel, or with a real export, and makes its staff.

use innkeeper_domain::access::{Role, Roles};
use innkeeper_domain::{Currency, Date};
use innkeeper_sync::id::UserId;
use jiff::tz::TimeZone;
use thiserror::Error;

use super::{GUESTS, HOTEL, Team, hotel};
use crate::hotel::house::day;
use crate::import::run::{Request, import};
use crate::import::{self, report::Report};
use crate::staff::{self, NewStaff, StaffError};
use crate::store::{Store, StoreError, settings};
use crate::writer::Writer;
use crate::{clock, hotel, numbers, property, random, roster};

/// Where the demo hotel lies.
const ZONE: &str = "Europe/Madrid";

/// The author of what the house writes in the demo.
const SOURCE: &str = "demo";

/// Where the guests come from.
#[derive(Clone, Debug)]
pub enum Guests {
    /// Made up: so many.
    MadeUp(u32),
    /// An export of another system.
    Export(Box<Request>),
}

/// A member of the demo's staff.
#[derive(Clone, Debug)]
pub struct Account {
    /// Their name.
    pub name: &'static str,
    /// The address they sign in with.
    pub email: &'static str,
    /// What they may do.
    pub roles: &'static [Role],
}

impl Account {
    fn with_password(&self, password: String) -> NewStaff {
        NewStaff { name: self.name.to_owned(), email: self.email.to_owned(), roles: Roles::of(self.roles), password }
    }
}

/// The demo's staff; the first runs the house.
pub const STAFF: [Account; 3] = [
    Account {
        name: "Marta Soler",
        email: "marta@casa-alondra.example",
        roles: &[Role::Sales, Role::Service, Role::Director, Role::ItAdmin],
    },
    Account { name: "Jordi Puig", email: "jordi@casa-alondra.example", roles: &[Role::Sales] },
    Account { name: "Inés Vidal", email: "ines@casa-alondra.example", roles: &[Role::Service] },
];

/// What was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Ops in the log.
    pub ops: u64,
    /// The password of all accounts.
    pub password: String,
    /// The import's report, if the guests came from an export.
    pub report: Option<Report>,
}

/// Why the demo was not made.
#[derive(Debug, Error)]
pub enum FillError {
    /// There is something in it.
    #[error("the database is not empty: the demo hotel is made in an empty one only")]
    NotEmpty,
    /// A made-up record was not taken.
    #[error("the log did not take {0} of the changes")]
    KeptAside(usize),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The staff could not be made.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The export could not be imported.
    #[error(transparent)]
    Import(#[from] import::Error),
}

/// The day a database was filled for, if it holds a demo.
///
/// # Errors
/// When the database fails.
pub async fn made_for(store: &Store) -> Result<Option<String>, StoreError> {
    store.setting(settings::DEMO).await
}

/// The day it is at the demo hotel at `now`, milliseconds since 1970.
pub fn today(now: i64) -> Date {
    day(now, TimeZone::get(ZONE).unwrap_or(TimeZone::UTC))
}

/// Fills the database. All accounts have one password, made here unless one is given.
///
/// # Errors
/// [`FillError`]; a database that was not empty is left as it was.
pub async fn fill(store: &Store, today: Date, guests: Guests, password: Option<String>) -> Result<Filled, FillError> {
    if store.head().await?.head.seq > 0 {
        return Err(FillError::NotEmpty);
    }
    let password = password.unwrap_or_else(new_password);
    let team = make_staff(store, &password).await?;
    let writer = Writer::new(store.clone());
    writer.append_groups(vec![property::made(HOTEL, ZONE, Currency::EUR)], roster::HOUSE).await?;
    let report = match guests {
        Guests::Export(request) => Some(import(&writer, *request).await?),
        Guests::MadeUp(guests) => {
            make_up(store, today, team, guests).await?;
            None
        }
    };
    store.set_setting(settings::HOTEL, HOTEL).await?;
    hotel::demo::furnish(store, today).await?;
    store.set_setting(settings::DEMO, &today.to_string()).await?;
    Ok(Filled { ops: store.head().await?.head.seq, password, report })
}

async fn make_staff(store: &Store, password: &str) -> Result<Team, FillError> {
    let mut ids = [UserId(uuid::Uuid::nil()); STAFF.len()];
    for (id, account) in ids.iter_mut().zip(STAFF) {
        *id = staff::add(store, account.with_password(password.to_owned()), clock::now_ms()).await?;
    }
    let [owner, sales, service] = ids;
    Ok(Team { owner, sales, service })
}

/// Gives somebody's new hotel the made-up guests, and two colleagues who wrote about them and cannot sign in.
///
/// # Errors
/// [`FillError`].
pub async fn furnish(store: &Store, today: Date, owner: UserId) -> Result<(), FillError> {
    let mut colleagues = [owner; 2];
    for (id, account) in colleagues.iter_mut().zip(&STAFF[1..]) {
        *id = staff::add(store, account.with_password(new_password()), clock::now_ms()).await?;
        staff::close(store, *id, clock::now_ms()).await?;
    }
    let [sales, service] = colleagues;
    hotel::demo::furnish(store, today).await?;
    store.set_setting(settings::DEMO, &today.to_string()).await?;
    make_up(store, today, Team { owner, sales, service }, GUESTS).await
}

async fn make_up(store: &Store, today: Date, team: Team, guests: u32) -> Result<(), FillError> {
    let writer = Writer::new(store.clone());
    let made = hotel(today, team, guests);
    let mut not_ok = writer.append_groups(made.house, SOURCE).await?.not_ok.len();
    for (author, groups) in made.staff {
        not_ok += writer.append_groups_by(groups, author).await?.not_ok.len();
    }
    if not_ok > 0 {
        return Err(FillError::KeptAside(not_ok));
    }
    numbers::given_up_to(store, guests.into()).await?;
    Ok(())
}

/// Four groups of four letters and digits that are not taken for each other: about 79 bits.
fn new_password() -> String {
    const LETTERS: &[u8; 31] = b"abcdefghijkmnpqrstuvwxyz2345678";
    let letters: Vec<char> =
        random::bytes::<64>().iter().filter(|byte| **byte < 248).map(|byte| char::from(LETTERS[usize::from(byte % 31)])).take(16).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_differ() {
        let (one, other) = (new_password(), new_password());
        assert_eq!(one.len(), 19);
        assert_ne!(one, other);
    }
}
