//! Backups: the whole database in one file, the same for every engine; made while the server serves, and what a server is restored from.
//!
//! A file is gzip of lines of JSON: a header that says which log it holds and up to where; each table with its columns, followed by its rows
//! as lists; at the end how many rows of each there were, and a digest of everything before. What is in it is one state of the database, read
//! in one transaction. The server's secret is not in it, nor are the keys of guests' files, nor who was
//! signed in; the header names the secret by a fingerprint. The keys lie beside the backups in one file that each backup overwrites.
//!
//! A file counts once it was read back: its digest fits, and its log is gapless with an unbroken chain to the end the header names.

use std::path::PathBuf;

use innkeeper_sync::id::{Epoch, Seq};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::store::{StoreError, Transient};

mod dump;
mod file;
mod load;
pub mod migrate;
pub mod plan;
pub mod restore;
pub mod target;

pub use file::{check, header};

/// The only format so far.
pub const FORMAT: &str = "innkeeper-backup/1";

/// The first line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the program that wrote it.
    pub build: String,
    /// When its reading began, milliseconds since 1970.
    pub made_at: i64,
    /// Names of the migrations that had made the tables.
    pub migrations: Vec<String>,
    /// Generation of the log.
    pub epoch: Epoch,
    /// Its last row.
    pub seq: Seq,
    /// Chain after that row, in hex digits.
    pub chain: String,
    /// Rows up to this one counted as durable.
    pub durable: Seq,
    /// Fingerprint of the secret that made the devices' certificates, and under which the keys of guests' files are sealed.
    pub key: String,
    /// What names the vault of those keys; none where nothing was sealed yet.
    #[serde(default)]
    pub vault: Option<String>,
}

/// Why there is no backup, or no restored database.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file or directory cannot be used.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is not a whole backup.
    #[error("{path} is not a whole backup: {why}")]
    Broken {
        /// Which.
        path: PathBuf,
        /// What does not fit.
        why: String,
    },
    /// It cannot be done as things are; says what to do.
    #[error("{0}")]
    Refused(String),
}

impl Transient for BackupError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

impl BackupError {
    fn file(path: &std::path::Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::File { path: path.to_owned(), error }
    }

    fn broken(path: &std::path::Path, why: impl Into<String>) -> Self {
        Self::Broken { path: path.to_owned(), why: why.into() }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Damaged(error.to_string()).into())
}
