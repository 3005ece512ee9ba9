//! Restore: a backup becomes the database, in a new generation of its log. What was there stays until the new one is whole and verified.
//!
//! SQLite is filled in a file aside, which then takes the place of the present one in one step; PostgreSQL in one transaction. Devices find the
//! new generation, take a snapshot, and send again what the backup does not hold.

use std::path::{Path, PathBuf};

use innkeeper_sync::id::Epoch;
use innkeeper_sync::server::Head;

use super::load::load;
use super::target::{self, Aside, sync_dir};
use super::{BackupError, Header};
use crate::generation::{self, Memory};
use crate::keys::Keys;
use crate::store::{self, FILE, Store, StoreError, log, sqlite};
use crate::verify::Report;

/// Where the secret comes from.
#[derive(Clone, Debug)]
pub enum Secret {
    /// It is in the data directory.
    Here,
    /// It is in this file, kept apart from the backups.
    From(PathBuf),
    /// It is lost: a new one is made, and every device must be enrolled again.
    Lost,
}

/// What to restore, and where.
#[derive(Clone, Debug)]
pub struct Restore {
    /// A backup, or a directory of which the newest is taken.
    pub from: PathBuf,
    /// The data directory.
    pub data: PathBuf,
    /// The PostgreSQL database, if not SQLite in the data directory.
    pub database: Option<String>,
    /// Whether a database that is there may be replaced.
    pub replace: bool,
    /// The secret.
    pub secret: Secret,
}

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// The backup.
    pub file: PathBuf,
    /// Its header.
    pub header: Header,
    /// The generation that began.
    pub epoch: Epoch,
    /// What it holds.
    pub report: Report,
    /// The database that was there, as far as it could be read.
    pub present: Option<Head>,
    /// Where its file is now.
    pub kept: Option<PathBuf>,
}

const PRESENT: &str = "a database is there: with --replace the backup takes its place";

impl Restore {
    /// Restores.
    ///
    /// # Errors
    /// [`BackupError`]; what was there is as it was then.
    pub async fn run(self, now: i64) -> Result<Restored, BackupError> {
        let file = target::newest(&self.from)?;
        let header = super::header(&file)?;
        store::make_dir(&self.data)?;
        self.fetch_secret(&header)?;
        let restored = match &self.database {
            Some(url) => self.fill_database(&file, url).await?,
            None => self.fill_file(&file, now).await?,
        };
        let head = Head { epoch: restored.epoch, seq: restored.header.seq, chain: restored.header.chain.parse().unwrap_or_default() };
        Memory::from(head).keep(&self.data)?;
        Ok(restored)
    }

    /// Without its secret a server knows none of its devices, and takes nothing that waits on them.
    fn fetch_secret(&self, header: &Header) -> Result<(), BackupError> {
        let keys = match (&self.secret, Keys::find(&self.data)?) {
            (Secret::Lost, _) => return Ok(()),
            (_, Some(here)) => here,
            (Secret::From(file), None) => Keys::adopt(&self.data, file)?,
            (Secret::Here, None) => {
                let why = "the backup does not hold the server's secret: give the copy of server.key with --key. \
                           With --without-key a new one is made; every device must be enrolled again then, and what waits on it goes by export";
                return Err(BackupError::Refused(why.to_owned()));
            }
        };
        if keys.fingerprint() == header.key {
            return Ok(());
        }
        let why =
            "server.key in the data directory is not the secret of the server that made this backup; --without-key restores all the same";
        Err(BackupError::Refused(why.to_owned()))
    }

    fn remembered(&self) -> Epoch {
        Memory::read(&self.data).map_or(0, |memory| memory.epoch())
    }

    async fn fill_database(&self, file: &Path, url: &str) -> Result<Restored, BackupError> {
        let store = Store::at_url(url).await?;
        let mut tx = store.write().await?;
        let there = store.tables(&mut tx).await?.iter().any(|table| table.name == "head");
        let present = if there { log::head_in(&mut tx).await.ok().map(|row| row.head) } else { None };
        if !self.replace && present.is_some_and(|head| head.seq > 0) {
            return Err(BackupError::Refused(PRESENT.to_owned()));
        }
        let restored = self.fill(&store, tx, file, present).await?;
        store.close().await;
        Ok(restored)
    }

    async fn fill_file(&self, file: &Path, now: i64) -> Result<Restored, BackupError> {
        let place = self.data.join(FILE);
        let present = if place.exists() { self.look_at(&place).await? } else { None };
        let aside = Aside(self.data.join(format!("{FILE}.restoring")));
        remove_all(&aside.0)?;
        let store = Store::in_file(&aside.0).await?;
        let restored = self.fill(&store, store.write().await?, file, present).await;
        store.close().await;
        let mut restored = restored.inspect_err(|_| drop(remove_all(&aside.0)))?;
        if !sqlite::settle(&aside.0).await? {
            return Err(BackupError::Refused(format!("{} is in use", aside.0.display())));
        }
        restored.kept = take_place(&aside.0, &place, now)?;
        Ok(restored)
    }

    /// The end of the log in a file that is to be replaced; none where it cannot be read any more.
    async fn look_at(&self, place: &Path) -> Result<Option<Head>, BackupError> {
        if !self.replace {
            return Err(BackupError::Refused(PRESENT.to_owned()));
        }
        match sqlite::settle(place).await {
            Ok(true) => {}
            Ok(false) => return Err(BackupError::Refused(format!("{} is in use: stop the server first", place.display()))),
            Err(error) => {
                tracing::warn!(%error, "the database that is there cannot be read");
                return Ok(None);
            }
        }
        let store = Store::in_file(place).await?;
        let head = store.head().await.ok().map(|row| row.head);
        store.close().await;
        Ok(head)
    }

    async fn fill(&self, store: &Store, mut tx: store::Tx, file: &Path, present: Option<Head>) -> Result<Restored, BackupError> {
        let (header, report) = load(store, &mut tx, file).await?;
        let above = present.map_or(0, |head| head.epoch).max(self.remembered());
        let epoch = generation::begin(&mut tx, above).await?;
        target::forget(&mut tx).await?;
        tx.commit().await?;
        Ok(Restored { file: file.to_owned(), header, epoch, report, present, kept: None })
    }
}

/// The files of a database of SQLite.
fn family(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| PathBuf::from(format!("{}{ending}", file.display())))
}

/// Removes what is left of a database of SQLite.
pub(super) fn remove_all(file: &Path) -> Result<(), BackupError> {
    for path in family(file).iter().filter(|path| path.exists()) {
        std::fs::remove_file(path).map_err(BackupError::file(path))?;
    }
    Ok(())
}

/// Puts a whole database in the place of another, which keeps its content under another name. There is a whole one at every moment.
pub(super) fn take_place(new: &Path, place: &Path, now: i64) -> Result<Option<PathBuf>, BackupError> {
    let mut kept = None;
    if place.exists() {
        let aside = PathBuf::from(format!("{}.before-{now}", place.display()));
        std::fs::hard_link(place, &aside).map_err(BackupError::file(&aside))?;
        // A write-ahead log that could not be settled belongs to the old one: the new one must not take it for its own.
        for (from, to) in family(place).iter().zip(&family(&aside)).skip(1).filter(|(from, _)| from.exists()) {
            std::fs::rename(from, to).map_err(BackupError::file(from))?;
        }
        kept = Some(aside);
    }
    std::fs::File::open(new).and_then(|file| file.sync_all()).map_err(BackupError::file(new))?;
    std::fs::rename(new, place).map_err(BackupError::file(place))?;
    let dir = place.parent().ok_or_else(|| StoreError::Damaged(format!("{} is nowhere", place.display())))?;
    sync_dir(dir)?;
    Ok(kept)
}
