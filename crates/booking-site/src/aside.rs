//! Changes that were kept aside because a record was not there, let in when it has come: after a restore, or with another tablet's push.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::id::{RootId, Seq, UserId};
use innkeeper_sync::server::{Accepted, release};
use innkeeper_sync::state::RootState;

use crate::roster;
use crate::store::{StoreError, Tx, log};

/// Lets in what waited for something that `accepted` made; gives the new end of the log if there was any. The head row is locked.
pub(crate) async fn let_in(tx: &mut Tx, accepted: &Accepted, now: i64) -> Result<Option<Seq>, StoreError> {
    let made = accepted.made_in();
    if made.is_empty() {
        return Ok(None);
    }
    let groups = log::waiting(tx, &made).await?;
    if groups.is_empty() {
        return Ok(None);
    }
    let before = log::lock_head(tx).await?;
    let roots: BTreeSet<RootId> = groups.iter().flatten().map(|row| row.op.root).collect();
    let found = log::states_of(tx, &roots.into_iter().collect::<Vec<_>>()).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let by = UserId::of_source(roster::HOUSE);
    let (accepted, released) = release(&groups, by, before.head, before.server_dev, before.server_last_n, &mut states, now);
    if released.is_empty() {
        return Ok(None);
    }
    log::store_accepted(tx, &before, &accepted, &states, Some(accepted.last_n)).await?;
    log::mark_released(tx, &released).await?;
    tracing::info!(changes = released.len(), "changes that were kept aside were let in");
    Ok(Some(accepted.head.seq))
}
