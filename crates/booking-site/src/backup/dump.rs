//! From the database to a file: every table, read in one transaction while others go on writing.

use std::fs::File;

use tokio::sync::mpsc;

use super::file::Pen;
use super::{BackupError, FORMAT, Header, blocking};
use crate::store::tables::Table;
use crate::store::{Arg, Store, VAULT, log, migrations, settings};

/// What stays out of a backup: whoever signed out or lost their sessions since must not be signed in by it.
const LEFT_OUT: [&str; 1] = ["session"];

/// What else goes into the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// What a backup keeps.
    Backup,
    /// All there is: the database moves.
    Everything,
}

enum Piece {
    Table(Table),
    Rows(Vec<Vec<Arg>>),
}

/// Writes a file; gives its header.
pub(super) async fn dump(store: &Store, file: File, key: &str, extent: Extent, now: i64) -> Result<Header, BackupError> {
    let mut tx = store.read().await?;
    let head = log::head_in(&mut tx).await?;
    let header = Header {
        format: FORMAT.to_owned(),
        build: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now,
        migrations: migrations::names_in(&mut tx).await?,
        epoch: head.head.epoch,
        seq: head.head.seq,
        chain: head.head.chain.to_string(),
        durable: head.durable,
        key: key.to_owned(),
        vault: settings::setting_in(&mut tx, VAULT).await?,
    };
    let (send, receive) = mpsc::channel(4);
    let first = header.clone();
    let writing = tokio::spawn(blocking(move || write(file, &first, receive)));
    let mut writer_is_there = true;
    for table in store.tables(&mut tx).await? {
        if extent == Extent::Backup && LEFT_OUT.contains(&table.name.as_str()) {
            continue;
        }
        writer_is_there &= send.send(Piece::Table(table.clone())).await.is_ok();
        let mut rows = table.rows_after(&mut tx, None).await?;
        // Where the writer is gone, its error is below.
        while writer_is_there && let Some(last) = rows.last().cloned() {
            writer_is_there = send.send(Piece::Rows(rows)).await.is_ok();
            rows = table.rows_after(&mut tx, Some(&last)).await?;
        }
    }
    drop((tx, send));
    let written = writing.await.map_err(|error| std::io::Error::other(error.to_string()));
    written.map_err(BackupError::file("backup".as_ref()))??.map_err(BackupError::file("backup".as_ref()))?;
    Ok(header)
}

fn write(file: File, header: &Header, mut pieces: mpsc::Receiver<Piece>) -> std::io::Result<()> {
    let mut pen = Pen::begin(file, header)?;
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Table(table) => pen.table(&table)?,
            Piece::Rows(rows) => rows.into_iter().try_for_each(|row| pen.row(row))?,
        }
    }
    pen.end()
}
