//! Changes that were kept aside: let in when the record they waited for has come, after a restore or with another tablet's push, or when whoever looks
//! after the devices says so; or put away, which changes nothing but the list of them.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::id::{DeviceId, RootId, Seq, UserId};
use innkeeper_sync::row::{Reason, Row, Status};
use innkeeper_sync::server::{Accepted, release};
use innkeeper_sync::state::RootState;

use crate::store::accounts::StaffRow;
use crate::store::log::LogRow;
use crate::store::{Store, StoreError, Tx, accounts, log};
use crate::{judge, numbers, roster};

/// Lets in what waited for something that `accepted` made; gives the new end of the log if there was any. The head row is locked.
pub(crate) async fn let_in(tx: &mut Tx, accepted: &Accepted, now: i64) -> Result<Option<Seq>, StoreError> {
    let made = accepted.made_in();
    if made.is_empty() {
        return Ok(None);
    }
    let groups = log::waiting(tx, &made).await?;
    take_in(tx, &groups, UserId::of_source(roster::HOUSE), now).await
}

/// Appends the releases of those groups that fold now, and numbers for the guests among them.
async fn take_in(tx: &mut Tx, groups: &[Vec<Row>], by: UserId, now: i64) -> Result<Option<Seq>, StoreError> {
    if groups.is_empty() {
        return Ok(None);
    }
    let before = log::lock_head(tx).await?;
    let roots: BTreeSet<RootId> = groups.iter().flatten().map(|row| row.op.root).collect();
    let found = log::states_of(tx, &roots.into_iter().collect::<Vec<_>>()).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let (accepted, released) = release(groups, by, before.head, before.server_dev, before.server_last_n, &mut states, now);
    if released.is_empty() {
        return Ok(None);
    }
    log::store_accepted(tx, &before, &accepted, &states, Some(accepted.last_n)).await?;
    log::mark_released(tx, &released).await?;
    let numbered = numbers::give(tx, &accepted, &states, now).await?;
    tracing::info!(changes = released.len(), user = %by, "changes that were kept aside were let in");
    Ok(Some(numbered.unwrap_or(accepted.head.seq)))
}

/// Why a group is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no such group, or it was let in already.
    Unknown,
    /// Not for its device or its author being out of use, but for what it says; or the author's roles would not allow it.
    NotByWord,
    /// What it belongs to is not there, or was erased; or nothing covers the points it takes.
    DoesNotFold,
}

/// Whether somebody's word is enough to let a group in: it was kept aside only because its device or its author was out of use, and its author's
/// rights allow all of it.
pub(crate) fn is_by_word(group: &[LogRow], author: Option<&StaffRow>) -> bool {
    let Some(author) = author else { return false };
    group.iter().all(|LogRow { row, entity, .. }| {
        matches!(row.status, Status::Quarantined(Reason::DeviceRevoked | Reason::AuthorRevoked))
            && judge::may_write(author, &row.op.kind, *entity).is_ok()
    })
}

/// Lets in a group by the word of whoever looks after the devices.
///
/// # Errors
/// When the database fails; nothing is written then.
pub(crate) async fn let_in_by_word(store: &Store, dev: DeviceId, n: u64, by: UserId, now: i64) -> Result<Result<(), Refusal>, StoreError> {
    let let_in = store.retrying(|| attempt(store, dev, n, by, now)).await?;
    Ok(let_in.map(|head| store.announce(head)))
}

async fn attempt(store: &Store, dev: DeviceId, n: u64, by: UserId, now: i64) -> Result<Result<Seq, Refusal>, StoreError> {
    let mut tx = store.write().await?;
    log::lock_head(&mut tx).await?;
    let group = log::group_aside(&mut tx, dev, n).await?;
    let Some(author) = group.first().map(|first| first.row.by) else { return Ok(Err(Refusal::Unknown)) };
    let staff = accounts::staff_in(&mut tx).await?;
    if !is_by_word(&group, staff.iter().find(|person| person.id == author)) {
        return Ok(Err(Refusal::NotByWord));
    }
    let rows = group.into_iter().map(|found| found.row).collect();
    let Some(head) = take_in(&mut tx, &[rows], by, now).await? else { return Ok(Err(Refusal::DoesNotFold)) };
    tx.commit().await?;
    Ok(Ok(head))
}

/// Puts a group away: it stays in the log, counts for nothing, and is listed no more. Gives whether there is one.
///
/// # Errors
/// When the database fails; nothing is written then.
pub(crate) async fn put_away(store: &Store, dev: DeviceId, n: u64, by: UserId, now: i64) -> Result<bool, StoreError> {
    store
        .retrying(|| async {
            let mut tx = store.write().await?;
            let is_there = !log::group_aside(&mut tx, dev, n).await?.is_empty();
            if is_there {
                log::put_away(&mut tx, dev, n, by, now).await?;
                tx.commit().await?;
            }
            Ok(is_there)
        })
        .await
}
