//! The staff: accounts, sign-in, passwords. Each account has a record in the log as well, so that devices can name who wrote what.

use innkeeper_domain::access::{self, Roles};
use innkeeper_sync::id::{Seq, UserId};
use innkeeper_sync::projection::HOTEL;
use thiserror::Error;

use crate::password::{self, Weak};
use crate::store::accounts::{StaffRow, disable_staff, insert_staff, set_roles_in, staff_in};
use crate::store::{Store, StoreError, Transient, Tx, log};
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

/// Most characters of a name.
const NAME_MAX: usize = 200;
/// Most bytes of an address (RFC 5321).
const ADDRESS_MAX: usize = 254;

/// Why an account cannot be made or changed.
#[derive(Debug, Error)]
pub enum StaffError {
    /// No name, or one that is too long.
    #[error("a name of at most {NAME_MAX} characters is needed")]
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
    /// Nobody would be left who looks after staff and devices.
    #[error("nobody would be left who may manage staff and devices")]
    LastAdmin,
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

/// The form in which addresses are compared: trimmed, lower case, without control characters.
#[must_use]
pub fn address(email: &str) -> String {
    email.trim().chars().filter(|letter| !letter.is_control()).collect::<String>().to_lowercase()
}

/// Makes an account.
///
/// # Errors
/// [`StaffError`] says what is missing or wrong.
pub async fn add(store: &Store, new: NewStaff, now: i64) -> Result<UserId, StaffError> {
    let row = checked(new, now).await?;
    let head = store.retrying(|| insert(store, &row, now)).await?;
    store.announce(head);
    Ok(row.id)
}

/// The row of a new account, its password hashed.
pub(crate) async fn checked(new: NewStaff, now: i64) -> Result<StaffRow, StaffError> {
    let email = address(&new.email);
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(StaffError::NoName);
    }
    if !is_address(&email) || email.len() > ADDRESS_MAX {
        return Err(StaffError::NotAnAddress(new.email));
    }
    if new.roles.is_empty() {
        return Err(StaffError::NoRole);
    }
    password::check(&new.password, &email, &name)?;
    let id = UserId(random::uuid_v7(now));
    let password = password::hash(new.password).await;
    Ok(StaffRow { id, email, name, roles: new.roles, spaces: vec![HOTEL.to_owned()], password, created_at: now, disabled_at: None })
}

async fn insert(store: &Store, row: &StaffRow, now: i64) -> Result<Seq, StaffError> {
    let mut tx = store.write().await?;
    let head = insert_in(&mut tx, row, now).await?;
    tx.commit().await?;
    Ok(head)
}

/// The account and its record.
pub(crate) async fn insert_in(tx: &mut Tx, row: &StaffRow, now: i64) -> Result<Seq, StaffError> {
    if !insert_staff(tx, row).await? {
        return Err(StaffError::Taken(row.email.clone()));
    }
    Ok(roster::add_staff(tx, row, now).await?)
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

/// Closes an account as [`close`] does, unless nobody would be left who manages staff and devices.
///
/// # Errors
/// [`StaffError::LastAdmin`], [`StaffError::Unknown`] for an account that is not open; when the database fails.
pub async fn close_colleague(store: &Store, id: UserId, now: i64) -> Result<(), StaffError> {
    let closed = || async {
        let mut tx = store.write().await?;
        somebody_manages(&mut tx, id, Roles::NONE).await?;
        disable_staff(&mut tx, id, now).await?;
        let head = roster::close_staff(&mut tx, id, now).await?;
        tx.commit().await?;
        Ok::<_, StaffError>(head)
    };
    let head = store.retrying(closed).await?;
    store.announce(head.unwrap_or_default());
    Ok(())
}

/// Gives an account these roles instead of those it has.
///
/// # Errors
/// [`StaffError::NoRole`], [`StaffError::LastAdmin`], [`StaffError::Unknown`] for an account that is not open; when the database fails.
pub async fn set_roles(store: &Store, id: UserId, roles: Roles, now: i64) -> Result<(), StaffError> {
    if roles.is_empty() {
        return Err(StaffError::NoRole);
    }
    let changed = || async {
        let mut tx = store.write().await?;
        somebody_manages(&mut tx, id, roles).await?;
        set_roles_in(&mut tx, id, roles).await?;
        let head = roster::set_roles(&mut tx, id, roles, now).await?;
        tx.commit().await?;
        Ok::<_, StaffError>(head)
    };
    let head = store.retrying(changed).await?;
    store.announce(head.unwrap_or_default());
    Ok(())
}

/// Whether, with these roles for the open account `id`, somebody still manages staff and devices. The head row is locked first, so that two
/// administrators cannot close each other at once.
async fn somebody_manages(tx: &mut Tx, id: UserId, roles: Roles) -> Result<(), StaffError> {
    log::lock_head(tx).await?;
    let open: Vec<StaffRow> = staff_in(tx).await?.into_iter().filter(|row| row.disabled_at.is_none()).collect();
    if open.iter().all(|row| row.id != id) {
        return Err(StaffError::Unknown(id.to_string()));
    }
    let after = |row: &StaffRow| if row.id == id { roles } else { row.roles };
    if open.iter().any(|row| access::may_manage_devices(after(row))) { Ok(()) } else { Err(StaffError::LastAdmin) }
}
