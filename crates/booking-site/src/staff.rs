//! The staff: accounts, sign-in, passwords. Each account has a record in the log as well, so that devices can name who wrote what.

use innkeeper_domain::access::Roles;
use innkeeper_sync::id::{Seq, UserId};
use thiserror::Error;

use crate::password::{self, Weak};
use crate::store::accounts::{StaffRow, disable_staff, insert_staff};
use crate::store::{Store, StoreError, Transient};
use crate::{random, roster};

/// A new member of staff.
pub struct NewStaff {
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// What they may do.
    pub roles: Roles,
    /// Their first password.
    pub password: String,
}

/// Why an account cannot be made or changed.
#[derive(Debug, Error)]
pub enum StaffError {
    /// No name.
    #[error("a name is needed")]
    NoName,
    /// Not an address.
    #[error("{0} is not an e-mail address")]
    NotAnAddress(String),
    /// No role.
    #[error("at least one role is needed")]
    NoRole,
    /// Taken.
    #[error("there is already an account for {0}")]
    Taken(String),
    /// No such account.
    #[error("there is no account for {0}")]
    Unknown(String),
    /// The password is not accepted.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Transient for StaffError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

/// The form in which addresses are compared: trimmed, lower case.
#[must_use]
pub fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Makes an account.
///
/// # Errors
/// [`StaffError`] says what is missing or wrong.
pub async fn add(store: &Store, new: NewStaff, now: i64) -> Result<UserId, StaffError> {
    let email = address(&new.email);
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(StaffError::NoName);
    }
    if !is_address(&email) {
        return Err(StaffError::NotAnAddress(new.email));
    }
    if new.roles.is_empty() {
        return Err(StaffError::NoRole);
    }
    password::check(&new.password, &email, &name)?;
    let id = UserId(random::uuid_v7(now));
    let password = password::hash(new.password).await;
    let row = StaffRow { id, email, name, roles: new.roles, password, created_at: now, disabled_at: None };
    let head = store.retrying(|| insert(store, &row, now)).await?;
    store.announce(head);
    Ok(id)
}

async fn insert(store: &Store, row: &StaffRow, now: i64) -> Result<Seq, StaffError> {
    let mut tx = store.write().await?;
    if !insert_staff(&mut tx, row).await? {
        return Err(StaffError::Taken(row.email.clone()));
    }
    let head = roster::add_staff(&mut tx, row, now).await?;
    tx.commit().await?;
    Ok(head)
}

fn is_address(email: &str) -> bool {
    let parts = email.split_once('@');
    parts
        .is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@') && !email.contains(char::is_whitespace))
}

/// The member of staff whose address and password these are.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(store: &Store, email: &str, password: String) -> Result<Option<StaffRow>, StoreError> {
    let found = store.staff_by_email(&address(email)).await?.filter(|row| row.disabled_at.is_none());
    let right = password::is_right(password, found.as_ref().map(|row| row.password.clone())).await;
    Ok(found.filter(|_| right))
}

/// Gives the account a new password and ends its sessions (but `keep`, by the hash of its token).
///
/// # Errors
/// When the password is not accepted, or the database fails.
pub async fn set_password(store: &Store, row: &StaffRow, new: String, keep: Option<&[u8]>, now: i64) -> Result<(), StaffError> {
    password::check(&new, &row.email, &row.name)?;
    let hash = password::hash(new).await;
    store.set_password(row.id, &hash, keep, now).await?;
    Ok(())
}

/// Closes an account: its sessions end, and what it does from `now` on is kept aside. `false` when it was closed already.
///
/// # Errors
/// When the database fails.
pub async fn close(store: &Store, id: UserId, now: i64) -> Result<bool, StoreError> {
    let closed = || async {
        let mut tx = store.write().await?;
        if !disable_staff(&mut tx, id, now).await? {
            return Ok::<_, StoreError>((false, None));
        }
        let head = roster::close_staff(&mut tx, id, now).await?;
        tx.commit().await?;
        Ok((true, head))
    };
    let (closed, head) = store.retrying(closed).await?;
    store.announce(head.unwrap_or_default());
    Ok(closed)
}
