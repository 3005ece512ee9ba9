//! The house writes to its own log: imports, the demo hotel, staff and device records. And it reads it back whole.
//!
//! Bulk work is cut into transactions of at most [`OPS_PER_COMMIT`] ops, between groups, with a pause for others after each, so that tablets
//! can push while an import runs.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, Seq, UserId};
use innkeeper_sync::server::{Accepted, append};
use innkeeper_sync::state::{RootAt, RootState};
use innkeeper_sync::wire::NotOk;

pub use crate::store::log::{HeadRow, LogRow};

use crate::store::vault::ledger::Suppression;
use crate::store::{Store, StoreError, Tx, log};
use crate::{aside, clock, numbers};

/// Most ops in one transaction of a bulk writer.
pub const OPS_PER_COMMIT: usize = 2_000;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Rows added.
    pub rows: u64,
    /// Those of them that do not count, by their number on the server's device.
    pub not_ok: Vec<NotOk>,
    /// End of the log.
    pub head: Seq,
}

/// Writes as the house.
#[derive(Clone)]
pub struct Writer {
    store: Store,
}

impl Writer {
    /// A writer on this store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Appends groups under the author of a source, e.g. `import:opera`.
    ///
    /// # Errors
    /// When the database fails; groups of earlier transactions are in the log then.
    pub async fn append_groups(&self, groups: Vec<Vec<Draft>>, source: &str) -> Result<Appended, StoreError> {
        self.append_groups_by(groups, UserId::of_source(source)).await
    }

    /// Appends groups under this author.
    ///
    /// # Errors
    /// As [`Writer::append_groups`].
    pub async fn append_groups_by(&self, groups: Vec<Vec<Draft>>, by: UserId) -> Result<Appended, StoreError> {
        let mut out = Appended::default();
        for batch in cut(groups) {
            let part = self.store.retrying(|| self.append_batch(batch.clone(), by)).await?;
            self.store.announce(part.head);
            out.rows += part.rows;
            out.not_ok.extend(part.not_ok);
            out.head = part.head;
            tokio::task::yield_now().await;
        }
        Ok(out)
    }

    async fn append_batch(&self, groups: Vec<Vec<Draft>>, by: UserId) -> Result<Appended, StoreError> {
        let mut tx = self.store.write().await?;
        let appended = append_in(&mut tx, groups, by, clock::now_ms()).await?;
        tx.commit().await?;
        Ok(appended)
    }

    /// States ascending by root, after `after`, at most `limit`; none at the end.
    ///
    /// # Errors
    /// When the database fails or a state is damaged.
    pub async fn read_roots(&self, after: Option<RootId>, limit: u32) -> Result<Vec<RootAt>, StoreError> {
        log::states_after(&mut self.store.read().await?, after, limit).await
    }

    /// States of these roots; those that do not exist are left out.
    ///
    /// # Errors
    /// When the database fails or a state is damaged.
    pub async fn read_these(&self, roots: &[RootId]) -> Result<BTreeMap<RootId, RootState>, StoreError> {
        let found = log::states_of(&mut self.store.read().await?, roots).await?;
        Ok(found.into_iter().map(|(root, at)| (root, at.state)).collect())
    }

    /// Rows after `after`, ascending, at most `limit`, nothing hidden.
    ///
    /// # Errors
    /// When the database fails or a row is damaged.
    pub async fn read_rows(&self, after: Seq, limit: u32) -> Result<Vec<LogRow>, StoreError> {
        log::rows_after(&mut self.store.read().await?, after, limit as usize).await
    }

    /// What must not be imported again.
    pub(crate) async fn suppression(&self) -> Result<Suppression, StoreError> {
        self.store.vault().suppression().await
    }

    /// The head row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<HeadRow, StoreError> {
        self.store.head().await
    }
}

/// Appends groups inside a transaction that may hold more, and numbers the guests they make.
pub(crate) async fn append_in(tx: &mut Tx, groups: Vec<Vec<Draft>>, by: UserId, now: i64) -> Result<Appended, StoreError> {
    let (accepted, states) = append_unnumbered(tx, groups, by, now).await?;
    let numbered = numbers::give(tx, &accepted, &states, now).await?;
    let let_in = aside::let_in(tx, &accepted, now).await?;
    let head = let_in.or(numbered).unwrap_or(accepted.head.seq);
    Ok(Appended { rows: accepted.rows.len() as u64 + (head - accepted.head.seq), not_ok: accepted.not_ok, head })
}

/// The same without numbers; gives also the states after it.
pub(crate) async fn append_unnumbered(
    tx: &mut Tx,
    groups: Vec<Vec<Draft>>,
    by: UserId,
    now: i64,
) -> Result<(Accepted, BTreeMap<RootId, RootState>), StoreError> {
    let before = log::lock_head(tx).await?;
    let roots: BTreeSet<RootId> = groups.iter().flatten().map(|draft| draft.root).collect();
    let roots: Vec<RootId> = roots.into_iter().collect();
    let found = log::states_of(tx, &roots).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let accepted = append(groups, by, before.head, before.server_dev, before.server_last_n, &mut states, now);
    log::store_accepted(tx, &before, &accepted, &states, Some(accepted.last_n)).await?;
    Ok((accepted, states))
}

/// Batches of whole groups, each of at most [`OPS_PER_COMMIT`] ops.
fn cut(groups: Vec<Vec<Draft>>) -> Vec<Vec<Vec<Draft>>> {
    let mut batches = Vec::new();
    let mut batch = Vec::new();
    let mut ops = 0;
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        if ops + group.len() > OPS_PER_COMMIT && !batch.is_empty() {
            batches.push(std::mem::take(&mut batch));
            ops = 0;
        }
        ops += group.len();
        batch.push(group);
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    batches
}

#[cfg(test)]
mod tests {
    use innkeeper_sync::op::Kind;
    use uuid::Uuid;

    use super::*;

    fn group(ops: usize) -> Vec<Draft> {
        vec![Draft::of(RootId(Uuid::nil()), Kind::Noop {}); ops]
    }

    #[test]
    fn batches_hold_whole_groups_and_no_more_ops_than_a_commit_takes() {
        let sizes: Vec<Vec<usize>> = cut((0..100).map(|_| group(64)).collect()).iter().map(|b| b.iter().map(Vec::len).collect()).collect();
        assert_eq!(sizes.iter().map(Vec::len).collect::<Vec<_>>(), [31, 31, 31, 7]);
        assert!(sizes.iter().flatten().all(|ops| *ops == 64));
    }

    #[test]
    fn empty_groups_are_not_written() {
        assert!(cut(vec![Vec::new()]).is_empty());
    }
}
