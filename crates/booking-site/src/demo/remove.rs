//! Takes the demo hotel out again: a new generation of the log, in which only the house's own records are, and an offer in which only its own rooms,
//! plans, seasons and words are.
//!
//! What people did with the made-up guests goes with them. A device hears of the new generation at its next request and takes a snapshot. What
//! it had sent is not taken from it a second time: the new log has a row without content for each number it had reached. What it had not sent
//! yet comes now: a new guest or lead is the hotel's first real one; a change to a guest who is gone is kept aside, and the device says so.

use std::collections::BTreeMap;

use innkeeper_domain::field::Entity;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, Seq, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::server::append;
use innkeeper_sync::state::{Record, RootState};
use thiserror::Error;

use super::fill::STAFF;
use crate::hotel::demo;
use crate::store::{Store, StoreError, Transient, Tx, accounts, devices, hotel, log, settings};
use crate::{erasure, lost, numbers, roster, writer};

/// Records that stay: those of the house.
const STAYING: [Entity; 4] = [Entity::Staff, Entity::Device, Entity::Property, Entity::ConsentText];

/// Roots read at a time.
const READ_AT_ONCE: u32 = 1_024;

/// Why the demo is still there.
#[derive(Debug, Error)]
pub enum RemoveError {
    /// The guests are real.
    #[error("this is no demo hotel")]
    NoDemo,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Transient for RemoveError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

/// Removes it, all in one transaction.
///
/// # Errors
/// [`RemoveError`]; nothing is changed then.
pub async fn remove(store: &Store, now: i64) -> Result<(), RemoveError> {
    let head = store.retrying(|| attempt(store, now)).await?;
    store.announce_restart(head);
    // Bookings of the made-up hotel are not missed.
    lost::begin_anew(store).await?;
    Ok(())
}

async fn attempt(store: &Store, now: i64) -> Result<Seq, RemoveError> {
    let mut tx = store.write().await?;
    log::lock_head(&mut tx).await?;
    let Some(made_for) = settings::setting_in(&mut tx, settings::DEMO).await? else { return Err(RemoveError::NoDemo) };
    let gone = forget_colleagues(&mut tx).await?;
    let groups = staying(&mut tx, &gone).await?;
    log::begin_anew(&mut tx).await?;
    settings::remove_in(&mut tx, settings::DEMO).await?;
    numbers::begin_anew(&mut tx).await?;
    erasure::begin_anew(&mut tx).await?;
    hotel::begin_anew(&mut tx).await?;
    demo::clear(&mut tx, made_for.parse().ok()).await?;
    let mut head = writer::append_in(&mut tx, groups, UserId::of_source(roster::HOUSE), now).await?.head;
    for (dev, last_n) in devices::numbers_in(&mut tx).await? {
        let before = log::lock_head(&mut tx).await?;
        let root = roster::root_of(dev);
        let nothing = (0..last_n).map(|_| vec![Draft::of(root, Kind::Noop {})]).collect();
        let found = log::states_of(&mut tx, &[root]).await?;
        let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
        let accepted = append(nothing, UserId::of_source(roster::HOUSE), before.head, dev, 0, &mut states, now);
        log::store_accepted(&mut tx, &before, &accepted, &states, None).await?;
        head = accepted.head.seq;
    }
    tx.commit().await?;
    Ok(head)
}

/// Removes the made-up colleagues who could not sign in, and says which they were.
async fn forget_colleagues(tx: &mut Tx) -> Result<Vec<UserId>, StoreError> {
    let mut gone = Vec::new();
    for row in accounts::staff_in(tx).await? {
        if row.disabled_at.is_some() && STAFF.iter().any(|account| account.email == row.email) {
            accounts::delete_in(tx, row.id).await?;
            gone.push(row.id);
        }
    }
    Ok(gone)
}

/// Groups that make the staying records again as they are now.
async fn staying(tx: &mut Tx, gone: &[UserId]) -> Result<Vec<Vec<Draft>>, StoreError> {
    let mut groups = Vec::new();
    let mut after = None;
    loop {
        let roots = log::states_after(tx, after, READ_AT_ONCE).await?;
        let Some(last) = roots.last() else { return Ok(groups) };
        after = Some(last.root);
        for at in &roots {
            if !gone.contains(&UserId(at.root.0)) {
                groups.extend(again(at.root, &at.state));
            }
        }
    }
}

/// The group that makes a root again, if it stays.
fn again(root: RootId, state: &RootState) -> Option<Vec<Draft>> {
    let record = state.own(root)?;
    Entity::from_code(&record.entity).filter(|entity| STAYING.contains(entity))?;
    let mut group = vec![Draft::of(root, made(record))];
    if record.is_archived() {
        group.push(Draft::of(root, Kind::Archive { seen: Vec::new() }));
    }
    Some(group)
}

fn made(record: &Record) -> Kind {
    let fields = record.registers.keys().filter_map(|name| Some((name.clone(), record.value(name)?.clone()))).collect();
    let sets = record.sets.iter().map(|(name, members)| (name.clone(), members.keys().cloned().collect())).collect();
    Kind::New { entity: record.entity.clone(), fields, sets }
}
