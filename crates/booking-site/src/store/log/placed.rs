//! Where files are: rows that put them into spaces, and what of a file is needed to show it to whom it comes in sight.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::client::fold_rows;
use innkeeper_sync::id::{DeviceId, RootId, Seq};
use innkeeper_sync::pull::Placed;
use innkeeper_sync::row::Row;
use innkeeper_sync::state::RootState;

use super::{IN_LIST, SELECT_ROWS, log_rows, states_of};
use crate::store::{Sql, StoreError, TENANT, Tx};

/// The rows that ever placed these files, ascending.
pub(crate) async fn placed(tx: &mut Tx, roots: &BTreeSet<RootId>) -> Result<BTreeMap<RootId, Vec<Placed>>, StoreError> {
    let roots: Vec<RootId> = roots.iter().copied().collect();
    let mut placed: BTreeMap<RootId, Vec<Placed>> = BTreeMap::new();
    for some in roots.chunks(IN_LIST) {
        let sql = Sql::text(format!("{SELECT_ROWS} AND kind IN ('place', 'release') AND status = 'ok' AND root IN")).bind(TENANT);
        for found in log_rows(tx, sql.bind_list(some.iter().map(|root| root.0), " ORDER BY seq")).await? {
            let Row { seq, op, .. } = &found.row;
            if let Some((space, inside)) = op.places() {
                placed.entry(op.root).or_default().push(Placed { seq: *seq, space: space.to_owned(), inside });
            }
        }
    }
    Ok(placed)
}

/// A row that no file was placed after; 0 for none.
pub(crate) async fn last_placed(tx: &mut Tx) -> Result<Seq, StoreError> {
    let sql = Sql::new("SELECT seq FROM log WHERE tenant = $1 AND kind IN ('place', 'release') ORDER BY seq DESC LIMIT 1").bind(TENANT);
    tx.rows(sql).await?.first().map_or(Ok(0), |row| row.bits(0))
}

/// Files as they were after a row each. What was not touched since is read as it is; for the others the log is read once.
pub(crate) async fn as_they_were(tx: &mut Tx, wanted: &BTreeSet<(RootId, Seq)>) -> Result<BTreeMap<(RootId, Seq), RootState>, StoreError> {
    let roots: BTreeSet<RootId> = wanted.iter().map(|(root, _)| *root).collect();
    let mut then: BTreeMap<(RootId, Seq), RootState> = BTreeMap::new();
    for some in roots.into_iter().collect::<Vec<_>>().chunks(IN_LIST) {
        let now = states_of(tx, some).await?;
        let as_now = |root: &RootId, seq: Seq| now.get(root).filter(|at| at.as_of <= seq).map(|at| at.state.clone());
        for (root, seq) in wanted.iter().filter(|(root, _)| some.contains(root)) {
            then.extend(as_now(root, *seq).map(|state| ((*root, *seq), state)));
        }
        let changed: BTreeSet<RootId> = wanted.iter().filter(|at| some.contains(&at.0) && !then.contains_key(at)).map(|at| at.0).collect();
        if changed.is_empty() {
            continue;
        }
        let sql = Sql::text(format!("{SELECT_ROWS} AND root IN")).bind(TENANT);
        let rows = log_rows(tx, sql.bind_list(changed.iter().map(|root| root.0), " ORDER BY seq")).await?;
        for (root, seq) in wanted.iter().filter(|at| changed.contains(&at.0)) {
            let mut state = RootState::default();
            fold_rows(rows.iter().map(|found| &found.row).filter(|row| row.op.root == *root && row.seq <= *seq), &mut state);
            then.insert((*root, *seq), state);
        }
    }
    Ok(then)
}

/// Those of these files that a device ever wrote to.
pub(crate) async fn written_by(tx: &mut Tx, dev: DeviceId, roots: &[RootId]) -> Result<Vec<RootId>, StoreError> {
    let mut written = Vec::new();
    for some in roots.chunks(IN_LIST) {
        let sql = Sql::new("SELECT DISTINCT root FROM log WHERE tenant = $1 AND dev = $2 AND root IN").bind(TENANT).bind(dev.0);
        for row in tx.rows(sql.bind_list(some.iter().map(|root| root.0), "")).await? {
            written.push(RootId(row.id(0)?));
        }
    }
    Ok(written)
}
