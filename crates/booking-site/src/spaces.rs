//! Spaces: the houses of a hotel, who works in which, and which files are where.

use innkeeper_domain::access::{self, Roles};
use innkeeper_domain::field::Entity;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, Seq, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::projection::{HOTEL, Projection};
use thiserror::Error;

use crate::store::accounts::{StaffRow, set_spaces_in};
use crate::store::{Store, StoreError, Transient, Tx, log, settings};
use crate::{project, writer};

/// Why a space, a person's spaces or a file's place cannot be changed.
#[derive(Debug, Error)]
pub enum SpaceError {
    /// Not a name of one.
    #[error("a space is named with 1 to 32 small letters, digits and hyphens, not {0}")]
    NotAName(String),
    /// No such space.
    #[error("there is no space {0}")]
    Unknown(String),
    /// Somebody has to work somewhere, and a file to be somewhere.
    #[error("at least one space is needed")]
    None,
    /// No such account, or no guest's and no lead's file.
    #[error("there is nothing to place here")]
    Nothing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Transient for SpaceError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

/// The setting that names the spaces beside the hotel's own, a JSON list.
const SPACES: &str = "spaces";

fn named(setting: Option<String>) -> Vec<String> {
    let more: Vec<String> = setting.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    std::iter::once(HOTEL.to_owned()).chain(more).collect()
}

/// The spaces there are, the hotel's own first.
///
/// # Errors
/// When the database fails.
pub async fn all(store: &Store) -> Result<Vec<String>, StoreError> {
    store.setting(SPACES).await.map(named)
}

async fn all_in(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    settings::setting_in(tx, SPACES).await.map(named)
}

/// Adds a space; nothing happens if it is there. None is ever removed: files would be out of everybody's sight.
///
/// # Errors
/// [`SpaceError::NotAName`]; when the database fails.
pub async fn add(store: &Store, name: &str) -> Result<(), SpaceError> {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !letters || !(1..=32).contains(&name.len()) {
        return Err(SpaceError::NotAName(name.to_owned()));
    }
    let added = || async {
        let mut tx = store.write().await?;
        log::lock_head(&mut tx).await?;
        let mut spaces = all_in(&mut tx).await?;
        if spaces.iter().all(|space| space != name) {
            spaces.push(name.to_owned());
            let more = serde_json::to_string(&spaces[1..]).expect("names are plain JSON");
            settings::set_in(&mut tx, SPACES, &more).await?;
        }
        tx.commit().await
    };
    Ok(store.retrying(added).await?)
}

/// Whether these roles see all houses: who looks after the hotel, and who erases people.
fn sees_all(roles: Roles) -> bool {
    access::may_write(roles, Entity::Property) || access::may_erase(roles)
}

/// What a member of staff may hold.
///
/// # Errors
/// When the database fails.
pub async fn projection(store: &Store, staff: &StaffRow) -> Result<Projection, StoreError> {
    let mut spaces = if sees_all(staff.roles) { all(store).await? } else { staff.spaces.clone() };
    spaces.sort_unstable();
    Ok(project::of(staff.roles, spaces))
}

/// Gives an account these spaces instead of those it has. Its devices open another database.
///
/// # Errors
/// [`SpaceError`] says what is wrong; when the database fails.
pub async fn assign(store: &Store, id: UserId, spaces: &[String]) -> Result<(), SpaceError> {
    let mut spaces = spaces.to_vec();
    spaces.sort_unstable();
    spaces.dedup();
    let changed = || async {
        let mut tx = store.write().await?;
        known(&all_in(&mut tx).await?, &spaces)?;
        if !set_spaces_in(&mut tx, id, &spaces).await? {
            return Err(SpaceError::Nothing);
        }
        Ok(tx.commit().await?)
    };
    store.retrying(changed).await
}

fn known(all: &[String], spaces: &[String]) -> Result<(), SpaceError> {
    match spaces.iter().find(|space| !all.contains(space)) {
        Some(space) => Err(SpaceError::Unknown(space.clone())),
        None if spaces.is_empty() => Err(SpaceError::None),
        None => Ok(()),
    }
}

/// Puts a guest's or a lead's file into a space, or takes it out. Files linked to it stay where they are. Gives the end of the log.
///
/// # Errors
/// [`SpaceError`] says what is wrong; when the database fails.
pub async fn place(store: &Store, root: RootId, space: &str, inside: bool, by: UserId, now: i64) -> Result<Seq, SpaceError> {
    let placed = || async {
        let mut tx = store.write().await?;
        let head = log::lock_head(&mut tx).await?.head;
        known(&all_in(&mut tx).await?, &[space.to_owned()])?;
        let found = log::states_of(&mut tx, &[root]).await?;
        let state = found.get(&root).map(|at| &at.state).ok_or(SpaceError::Nothing)?;
        let entity = state.own(root).and_then(|record| Entity::from_code(&record.entity));
        if !matches!(entity, Some(Entity::Guest | Entity::Lead)) {
            return Err(SpaceError::Nothing);
        }
        if state.is_in(space) == inside {
            return Ok(head.seq);
        }
        if !inside && state.spaces.as_ref().is_none_or(|spaces| spaces.len() == 1) {
            return Err(SpaceError::None);
        }
        let draft = Draft::of(root, Kind::Place { space: space.to_owned(), inside });
        let appended = writer::append_in(&mut tx, vec![vec![draft]], by, now).await?;
        tx.commit().await?;
        Ok(appended.head)
    };
    let head = store.retrying(placed).await?;
    store.announce(head);
    Ok(head)
}
