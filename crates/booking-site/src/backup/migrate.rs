//! Migrate: the database moves to the other engine as it is, in the same generation, so that devices go on without noticing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::BackupError;
use super::dump::{Extent, dump};
use super::load::load;
use super::restore::{remove_all, take_place};
use super::target::{Aside, private};
use crate::store::log::{HeadRow, head_in};
use crate::store::vault::{self, Vault};
use crate::store::{FILE, Store, StoreError, sqlite};
use crate::verify::{Report, verify};

/// Which databases.
#[derive(Clone, Debug)]
pub struct Move {
    /// The data directory: of SQLite, and for what is written on the way.
    pub data: PathBuf,
    /// The PostgreSQL database it leaves, or none for SQLite.
    pub from: Option<String>,
    /// The PostgreSQL database it goes to, or none for SQLite.
    pub to: Option<String>,
    /// The PostgreSQL database of keys on that side, if not the one beside it.
    pub keys: Option<String>,
}

/// What moved.
#[derive(Debug)]
pub struct Moved {
    /// The end of the log, the same on both sides.
    pub head: HeadRow,
    /// What both sides hold.
    pub report: Report,
    /// Where the file of SQLite is now that was left.
    pub kept: Option<PathBuf>,
}

impl Move {
    /// Moves it.
    ///
    /// # Errors
    /// [`BackupError`]; the database is where it was then.
    pub async fn run(self, now: i64) -> Result<Moved, BackupError> {
        let place = self.data.join(FILE);
        if self.from.is_none() && self.to.is_none() {
            return Err(BackupError::Refused("it is in SQLite already: give --database URL, or --to URL".to_owned()));
        }
        let vault = Arc::new(self.open_vault(self.from.as_deref()).await?);
        let source = match &self.from {
            Some(url) => Store::at_url(url, &vault).await?,
            None if !place.exists() => return Err(BackupError::Refused(format!("there is no {}", place.display()))),
            None if !sqlite::settle(&place).await? => return Err(in_use(&place)),
            None => Store::in_file(&place, &vault).await?,
        };
        source.bring_up().await?;
        let head = source.head().await?;
        let report = verify(&source).await?;
        if !report.clean {
            return Err(BackupError::Refused(format!("the database does not add up and stays where it is\n{report}")));
        }
        let file = Aside(self.data.join(format!("moving-{}", Uuid::new_v4().simple())));
        let out = private(&file.0).map_err(BackupError::file(&file.0))?;
        dump(&source, out, "", Extent::Everything, now).await?;
        match &self.to {
            Some(url) => {
                let empty = Store::at_url(url, &vault).await?;
                empty.bring_up().await?;
                if empty.head().await.is_ok_and(|head| head.head.seq > 0) || empty.has_staff().await? {
                    return Err(BackupError::Refused("the database it is to go to is not empty".to_owned()));
                }
                let mut keys = self.open_vault(Some(url)).await?;
                if !keys.is_empty().await? && keys.id() != vault.id() {
                    return Err(BackupError::Refused("the database its keys are to go to is not empty".to_owned()));
                }
                keys.take_over(&vault).await?;
                let there = Store::at_url(url, &Arc::new(keys)).await?;
                fill(&there, &file.0, (&source, head, &report)).await?;
                there.close().await;
            }
            None if place.exists() => return Err(BackupError::Refused(format!("{} is there already", place.display()))),
            None => {
                let aside = Aside(self.data.join(format!("{FILE}.moving")));
                remove_all(&aside.0)?;
                let key_file = self.data.join(vault::FILE);
                remove_all(&key_file)?;
                let mut keys = self.open_vault(None).await?;
                keys.take_over(&vault).await?;
                let there = Store::in_file(&aside.0, &Arc::new(keys)).await?;
                let filled = fill(&there, &file.0, (&source, head, &report)).await;
                there.close().await;
                filled.inspect_err(|_| drop((remove_all(&aside.0), remove_all(&key_file))))?;
                if !sqlite::settle(&aside.0).await? {
                    return Err(in_use(&aside.0));
                }
                take_place(&aside.0, &place, now)?;
            }
        }
        source.close().await;
        let kept = if self.from.is_none() { Some(put_away(&place, now).await?) } else { None };
        if self.from.is_none() {
            // What is erased from here on must not be found with keys that were left behind.
            remove_all(&self.data.join(vault::FILE))?;
        }
        Ok(Moved { head, report, kept })
    }

    async fn open_vault(&self, database: Option<&str>) -> Result<Vault, BackupError> {
        Ok(Vault::open(&self.data, database, self.keys.as_deref().filter(|_| database.is_some())).await?)
    }
}

fn in_use(file: &Path) -> BackupError {
    BackupError::Refused(format!("{} is in use: stop the server first", file.display()))
}

/// Fills a database, and commits only what is in every way what the source holds, which nobody wrote to meanwhile.
async fn fill(there: &Store, file: &Path, (source, head, report): (&Store, HeadRow, &Report)) -> Result<(), BackupError> {
    let mut tx = there.write().await?;
    let (_, arrived) = load(there, &mut tx, file).await?;
    if head_in(&mut tx).await? != head || arrived != *report {
        return Err(BackupError::broken(file, format!("what arrived is not what left\n{arrived}")));
    }
    if source.head().await? != head {
        return Err(BackupError::Refused("a server wrote meanwhile: stop it first".to_owned()));
    }
    Ok(tx.commit().await?)
}

/// A server that is started without the new database's address must not serve the old one.
async fn put_away(place: &Path, now: i64) -> Result<PathBuf, BackupError> {
    if !sqlite::settle(place).await? {
        return Err(in_use(place));
    }
    let kept = PathBuf::from(format!("{}.moved-{now}", place.display()));
    std::fs::rename(place, &kept).map_err(|error| StoreError::Directory { path: kept.display().to_string(), error })?;
    Ok(kept)
}
