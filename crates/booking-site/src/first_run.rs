//! The first start of a hotel: whoever begins names it and gets the first account, and with it every right there is.

use innkeeper_domain::Currency;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_sync::id::{Seq, UserId};
use innkeeper_texts::Locale;
use jiff::tz::TimeZone;
use thiserror::Error;

use crate::demo::fill::{self, FillError};
use crate::demo::ledger::Wordings;
use crate::hotel::house::day;
use crate::staff::{self, NewStaff, StaffError};
use crate::store::accounts::{StaffRow, staff_in};
use crate::store::{Store, StoreError, Transient, Tx, log, settings};
use crate::{property, roster, writer};

/// The roles of whoever begins: together they write everything that the role matrix lets anybody write.
pub const FOUNDER: Roles = Roles::of(&[Role::Sales, Role::Service, Role::Director, Role::Privacy, Role::ItAdmin]);

/// Most characters of the hotel's name.
const NAME_MAX: usize = 200;

/// What is asked at the first start.
pub struct NewHotel {
    /// The hotel's name.
    pub name: String,
    /// Its time zone, a name of the IANA database.
    pub zone: String,
    /// Its currency, ISO 4217.
    pub currency: String,
    /// The language that the app speaks to whoever begins.
    pub locale: String,
    /// Whoever begins; the roles are [`FOUNDER`].
    pub person: NewStaff,
}

/// Why a hotel cannot begin.
#[derive(Debug, Error)]
pub enum FirstRunError {
    /// Somebody has an account: it has begun.
    #[error("the hotel has accounts already")]
    Over,
    /// It has no name.
    #[error("the hotel needs a name")]
    NoName,
    /// There is no such zone.
    #[error("{0} is no time zone")]
    Zone(String),
    /// There is no such currency.
    #[error("{0} is no currency")]
    Currency(String),
    /// The account is not accepted.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The demo could not be made.
    #[error(transparent)]
    Demo(#[from] FillError),
}

impl From<StoreError> for FirstRunError {
    fn from(error: StoreError) -> Self {
        Self::Staff(error.into())
    }
}

impl Transient for FirstRunError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Staff(error) if error.is_transient())
    }
}

/// Makes the hotel's own record, its first account and the first wordings of consents, all or nothing; then the demo's guests if they are
/// wanted, who bring wordings of their own.
///
/// # Errors
/// [`FirstRunError`]; unless it is one of the demo, nothing was made.
pub async fn begin(store: &Store, new: NewHotel, demo: bool, now: i64) -> Result<UserId, FirstRunError> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(FirstRunError::NoName);
    }
    let zone = TimeZone::get(&new.zone).map_err(|_| FirstRunError::Zone(new.zone.clone()))?;
    let currency: Currency = new.currency.parse().map_err(|_| FirstRunError::Currency(new.currency.clone()))?;
    let language = Locale::from_tag(&new.locale).unwrap_or_default();
    let mut house = vec![property::made(name, &new.zone, currency)];
    if !demo {
        house.extend(Wordings::first_of(name));
    }
    let row = staff::checked(NewStaff { roles: FOUNDER, ..new.person }, now).await?;
    let made = || async {
        let mut tx = store.write().await?;
        let head = make(&mut tx, &row, language, now).await?;
        settings::set_in(&mut tx, settings::HOTEL, name).await?;
        let head = writer::append_in(&mut tx, house.clone(), UserId::of_source(roster::HOUSE), now).await?.head.max(head);
        tx.commit().await?;
        Ok::<_, FirstRunError>(head)
    };
    store.announce(store.retrying(made).await?);
    if demo {
        fill::furnish(store, day(now, zone), row.id).await?;
    }
    Ok(row.id)
}

/// The account, if it is the first. The head row is locked before looking, so that of two who begin at once one is told that it is over.
async fn make(tx: &mut Tx, row: &StaffRow, language: Locale, now: i64) -> Result<Seq, FirstRunError> {
    log::lock_head(tx).await?;
    if !staff_in(tx).await?.is_empty() {
        return Err(FirstRunError::Over);
    }
    let head = staff::insert_in(tx, row, now).await?;
    let spoken = roster::set_language(tx, row.id, language.tag(), now).await?;
    Ok(spoken.unwrap_or(head))
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::Entity;
    use innkeeper_domain::access;

    use super::*;

    #[test]
    fn whoever_begins_may_do_whatever_anybody_may() {
        for entity in Entity::ALL {
            let anybody = Role::ALL.iter().any(|role| access::may_write(Roles::from(*role), *entity));
            assert_eq!(access::may_write(FOUNDER, *entity), anybody, "{entity:?}");
        }
        for may in [access::may_add_consent, access::may_merge, access::may_erase, access::may_export_persons, access::may_read_audit] {
            assert!(may(FOUNDER));
        }
        assert!(access::may_manage_devices(FOUNDER));
    }
}
