//! Restore: a backup becomes the database, in a new generation of its log. What was there stays until the new one is whole and verified.
//!
//! SQLite is filled in a file aside, which then takes the place of the present one in one step; PostgreSQL in one transaction. Devices find the
//! new generation, take a snapshot, and send again what the backup does not hold.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use innkeeper_sync::id::Epoch;
use innkeeper_sync::server::Head;

use super::load::load;
use super::target::{self, Aside, sync_dir};
use super::{BackupError, Header};
use crate::erasure;
use crate::generation::{self, Memory};
use crate::keys::Keys;
use crate::lost::{self, LostReceipt};
use crate::store::vault::{self, Vault, copy};
use crate::store::{self, FILE, Store, StoreError, log, sqlite};
use crate::verify::Report;

/// Where the secret comes from.
#[derive(Clone, Debug)]
pub enum Secret {
    /// It is in the data directory.
    Here,
    /// It is in this file, kept apart from the backups.
    From(PathBuf),
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
    /// The PostgreSQL database of keys, if not the one beside it.
    pub keys: Option<String>,
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
    /// Bookings and enquiries that were acknowledged and are not in it, as far as the data directory knows.
    pub missing: Vec<LostReceipt>,
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
        let vault = Arc::new(self.open_vault(&file, &header, now).await?);
        let mut restored = match &self.database {
            Some(url) => self.fill_database(&file, url, &vault).await?,
            None => self.fill_file(&file, now, &vault).await?,
        };
        // What was erased since the backup was made is erased again before anybody reads it.
        let store = Store::open_with(&self.data, self.database.as_deref(), self.keys.as_deref()).await?;
        erasure::go_on(&store).await?;
        restored.missing = lost::missing(&store).await?;
        store.close().await;
        let head = Head { epoch: restored.epoch, seq: restored.header.seq, chain: restored.header.chain.parse().unwrap_or_default() };
        Memory::from(head).keep(&self.data)?;
        Ok(restored)
    }

    /// Without its secret a server knows none of its devices, and can read nobody's file.
    fn fetch_secret(&self, header: &Header) -> Result<(), BackupError> {
        let keys = match (&self.secret, Keys::find(&self.data)?) {
            (_, Some(here)) => here,
            (Secret::From(file), None) => Keys::adopt(&self.data, file)?,
            (Secret::Here, None) => {
                let why = "the backup does not hold the server's secret, without which nobody can read it: give the copy of server.key with --key";
                return Err(BackupError::Refused(why.to_owned()));
            }
        };
        if keys.fingerprint() == header.key {
            return Ok(());
        }
        let why = "server.key in the data directory is not the secret of the server that made this backup: take that away, and give the copy of \
                   the right one with --key";
        Err(BackupError::Refused(why.to_owned()))
    }

    /// The keys of the files in the backup: the data directory's own, which know of every erasure, or else the copy beside the backups.
    async fn open_vault(&self, file: &Path, header: &Header, now: i64) -> Result<Vault, BackupError> {
        let here = self.data.join(vault::FILE);
        let open = || Vault::open(&self.data, self.database.as_deref(), self.keys.as_deref());
        let in_file = self.database.is_none() && self.keys.is_none();
        let mut vault = open().await?;
        if header.vault.as_deref().is_none_or(|id| id == vault.id()) {
            return Ok(vault);
        }
        if !vault.is_empty().await? {
            if !self.replace {
                return Err(BackupError::Refused(PRESENT.to_owned()));
            }
            if in_file {
                // They open the database that is there, which is kept.
                vault.close().await;
                for path in family(&here).iter().filter(|path| path.exists()) {
                    let aside = PathBuf::from(format!("{}.before-{now}", path.display()));
                    std::fs::rename(path, &aside).map_err(BackupError::file(path))?;
                }
                vault = open().await?;
            }
        }
        let dir = file.parent().unwrap_or_else(|| Path::new("."));
        if vault.read_copy(dir).await? && header.vault.as_deref() == Some(vault.id()) {
            return Ok(vault);
        }
        vault.close().await;
        if in_file {
            remove_all(&here)?;
        }
        let why = format!("the keys of the guests' files in this backup are not here: put {} of its directory beside it", copy::COPY);
        Err(BackupError::Refused(why))
    }

    fn remembered(&self) -> Epoch {
        Memory::read(&self.data).map_or(0, |memory| memory.epoch())
    }

    async fn fill_database(&self, file: &Path, url: &str, vault: &Arc<Vault>) -> Result<Restored, BackupError> {
        let store = Store::at_url(url, vault).await?;
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

    async fn fill_file(&self, file: &Path, now: i64, vault: &Arc<Vault>) -> Result<Restored, BackupError> {
        let place = self.data.join(FILE);
        let present = if place.exists() { self.look_at(&place, vault).await? } else { None };
        let aside = Aside(self.data.join(format!("{FILE}.restoring")));
        remove_all(&aside.0)?;
        let store = Store::in_file(&aside.0, vault).await?;
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
    async fn look_at(&self, place: &Path, vault: &Arc<Vault>) -> Result<Option<Head>, BackupError> {
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
        let store = Store::in_file(place, vault).await?;
        Ok(store.head().await.ok().map(|row| row.head))
    }

    async fn fill(&self, store: &Store, mut tx: store::Tx, file: &Path, present: Option<Head>) -> Result<Restored, BackupError> {
        let (header, report) = load(store, &mut tx, file).await?;
        let above = present.map_or(0, |head| head.epoch).max(self.remembered());
        let epoch = generation::begin(&mut tx, above).await?;
        target::forget(&mut tx).await?;
        tx.commit().await?;
        Ok(Restored { file: file.to_owned(), header, epoch, report, present, kept: None, missing: Vec::new() })
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
