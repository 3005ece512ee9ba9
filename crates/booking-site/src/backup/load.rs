//! From a file to a database: everything in one transaction that nobody sees before it was verified.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::file::Eye;
use super::{BackupError, Header, blocking};
use crate::erasure;
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
    erasure::leave_out(tx, store).await?;
    let report = verify_in(tx).await?;
    let head = log::head_in(tx).await?.head;
    if !report.clean || (head.seq, head.chain.to_string()) != (header.seq, header.chain.clone()) {
        return Err(BackupError::broken(path, format!("what it holds does not add up\n{report}")));
    }
    Ok((header, report))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::dump::{Extent, dump};
    use super::super::target::private;
    use super::*;
    use crate::store::Sql;
    use crate::store::vault::Vault;

    #[tokio::test]
    async fn what_an_older_build_backed_up_is_restored_in_this_builds_form() {
        let dir = std::env::temp_dir().join(format!("innkeeper-older-{}", Uuid::new_v4()));
        std::fs::create_dir(&dir).expect("a new directory");
        let (old, new) = (dir.join("old.db"), dir.join("new.db"));
        let vault = Arc::new(Vault::open(&dir, None, None).await.expect("a new directory"));
        for forms in 2..migrations::names(&Store::in_file(&old, &vault).await.expect("opened")).len() {
            let store = Store::in_file(&old, &vault).await.expect("opened");
            let mut tx = store.write().await.expect("tx");
            migrations::make_anew(&mut tx, &store, forms).await.expect("made");
            let head =
                "INSERT INTO head (tenant, epoch, seq, chain, durable, server_dev, server_last_n) VALUES (1, 4, 0, 0, 0, 2147483649, 0)";
            tx.execute(Sql::new(head)).await.expect("put");
            tx.commit().await.expect("commit");
            let file = dir.join(forms.to_string());
            let header = dump(&store, private(&file).expect("new"), "key", Extent::Backup, 1).await.expect("written");
            assert_eq!(header.migrations.len(), forms);
            let into = Store::in_file(&new, &vault).await.expect("opened");
            let mut tx = into.write().await.expect("tx");
            load(&into, &mut tx, &file).await.expect("loaded");
            tx.commit().await.expect("commit");
            into.bring_up().await.expect("it has this build's form");
            assert_eq!(into.head().await.expect("head").head.epoch, 4);
        }
        std::fs::remove_dir_all(dir).expect("the test's own directory");
    }

    #[tokio::test]
    async fn what_a_newer_build_backed_up_is_left_alone() {
        let dir = std::env::temp_dir().join(format!("innkeeper-newer-{}", Uuid::new_v4()));
        let store = Store::open(&dir, None).await.expect("a new directory");
        store
            .execute(Sql::new("INSERT INTO migration (id, name, hash, applied_at) VALUES (9999, '9999_of_tomorrow', '', 1)"))
            .await
            .expect("put");
        let file = dir.join("backup");
        dump(&store, private(&file).expect("new"), "key", Extent::Backup, 1).await.expect("written");
        let into = Store::in_file(&dir.join("new.db"), store.vault()).await.expect("opened");
        let mut tx = into.write().await.expect("tx");
        let refused = load(&into, &mut tx, &file).await.expect_err("it is of tomorrow");
        assert!(matches!(refused, BackupError::Refused(_)), "{refused}");
        drop(tx);
        std::fs::remove_dir_all(dir).expect("the test's own directory");
    }
}
