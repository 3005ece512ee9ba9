//! From a file to a database: everything in one transaction that nobody sees before it was verified.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::file::Eye;
use super::{BackupError, Header, blocking};
use crate::store::tables::Table;
use crate::store::{Arg, Store, Tx, log, migrations};
use crate::verify::{Report, verify_in};

/// Replaces what the transaction's database holds by what the file holds, in this build's form, and verifies it. The caller commits.
///
/// # Errors
/// When the file is not whole, is of a newer build, or does not add up; the transaction must be dropped then.
pub(super) async fn load(store: &Store, tx: &mut Tx, path: &Path) -> Result<(Header, Report), BackupError> {
    let (send, mut receive) = mpsc::channel::<(Arc<Table>, Vec<Vec<Arg>>)>(4);
    let (header, from) = (super::header(path)?, path.to_owned());
    let known = migrations::names(store);
    if !known.starts_with(&header.migrations) {
        return Err(BackupError::Refused(format!(
            "{} was made by a newer build ({}): restore it with that one",
            path.display(),
            header.build
        )));
    }
    migrations::make_anew(tx, store, header.migrations.len()).await?;
    let reading = tokio::spawn(blocking(move || {
        // The transaction that takes them may have failed; that error is the one to tell.
        Eye::open(&from)?.read_whole(|table, rows| {
            drop(send.blocking_send((Arc::clone(table), rows)));
            Ok(())
        })
    }));
    while let Some((table, rows)) = receive.recv().await {
        table.put(tx, rows).await?;
    }
    let header = reading.await.map_err(|error| BackupError::broken(path, error.to_string()))???;
    migrations::apply(tx, store, usize::MAX).await?;
    let report = verify_in(tx).await?;
    let head = log::head_in(tx).await?.head;
    if !report.clean || (head.seq, head.chain.to_string()) != (header.seq, header.chain.clone()) {
        return Err(BackupError::broken(path, format!("what it holds does not add up\n{report}")));
    }
    Ok((header, report))
}
