//! What the server keeps: the log with its head row, folded states, devices, accounts, sessions, settings.
//!
//! Every statement is written once, in the SQL that SQLite, PostgreSQL and the engines that speak PostgreSQL's protocol share: one-row
//! `UPDATE … RETURNING`, unique keys, `ON CONFLICT`, retry on a serialisation failure; no sequences, no NOTIFY, no advisory locks. The trait
//! [`Database`] is therefore narrow (rows of a statement, and a transaction) and each engine is one small file. Sequence numbers come from the
//! head row, locked inside the transaction, so that their order is the order of commits.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use innkeeper_sync::id::{RootId, Seq};
use thiserror::Error;
use tokio::sync::watch;

pub mod accounts;
#[cfg(test)]
mod conformance;
pub mod devices;
pub mod exports;
pub(crate) mod hotel;
pub mod log;
pub mod mail;
pub(crate) mod migrations;
pub mod picture;
mod postgres;
mod row;
pub mod settings;
pub(crate) mod sqlite;
pub(crate) mod tables;
pub(crate) mod vault;
pub mod widget;

use vault::{KeyNo, Vault};

pub use row::{Arg, Row, Sql};

/// The hotel group whose log this is. One process serves one; the column is there so that several can share a database.
pub const TENANT: i64 = 1;

/// What can go wrong below the server's rules.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another transaction was in the way; doing the whole again is right.
    #[error("the database was busy: {0}")]
    Busy(sqlx::Error),
    /// The database refused or is not there.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The data directory cannot be used.
    #[error("{path}: {error}")]
    Directory {
        /// The directory or file.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The database was migrated by another or a newer build.
    #[error("the database does not fit this build: {0}")]
    Migration(String),
    /// A stored value cannot be read back.
    #[error("a stored value is damaged: {0}")]
    Damaged(String),
}

impl StoreError {
    /// Whether the same transaction may succeed when tried again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy(_))
    }

    /// What PostgreSQL says when another process has made the same table, database or row a moment ago (42P07, 42P04, 42710, 23505) as [`StoreError::Busy`].
    fn or_made_meanwhile(self) -> Self {
        match self {
            Self::Database(error) if matches!(code(&error).as_deref(), Some("42P07" | "42P04" | "42710" | "23505")) => Self::Busy(error),
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    /// 40001 and 40P01 are PostgreSQL's serialisation failure and deadlock; 5 and 517 are SQLite's BUSY and BUSY_SNAPSHOT.
    fn from(error: sqlx::Error) -> Self {
        match code(&error).as_deref() {
            Some("40001" | "40P01" | "5" | "517") => Self::Busy(error),
            _ => Self::Database(error),
        }
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned)
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Sees one state of the database throughout.
    Read,
    /// May write; on SQLite it holds the write lock from its first statement.
    Write,
}

/// How much is done so that nothing of deleted rows is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What disturbs nobody.
    Light,
    /// Tables are written anew; on PostgreSQL others wait meanwhile.
    Whole,
}

/// A database engine.
pub trait Database: Send + Sync {
    /// Rows of one statement outside any transaction.
    fn rows(&self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>>;
    /// Starts a transaction. Dropped without a commit it leaves nothing.
    fn begin(&self, access: Access) -> BoxFuture<'_, Result<Box<dyn Transaction>, StoreError>>;
    /// The engine's migrations: name and script, in order.
    fn migrations(&self) -> &'static [(&'static str, &'static str)];
    /// Statement that lists every column of every table: table, column, type, place in the primary key or 0; in the order of table and column.
    fn describes(&self) -> &'static str;
    /// Leaves as little as the engine can of rows of these tables that were deleted or changed. What other copies hold of them is not its own.
    fn scrub(&self, tables: &'static [&'static str], depth: Depth) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Ends every connection; what was committed is in the database's own file then.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// A transaction of an engine.
pub trait Transaction: Send {
    /// Rows of a statement.
    fn rows(&mut self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>>;
    /// Runs a statement; gives the number of rows it changed.
    fn execute(&mut self, sql: Sql) -> BoxFuture<'_, Result<u64, StoreError>>;
    /// Runs a script of several statements without arguments.
    fn script(&mut self, script: &'static str) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Commits; on return the changes are on the disk.
    fn commit(self: Box<Self>) -> BoxFuture<'static, Result<(), StoreError>>;
}

/// A transaction under way, with what seals and opens the files it meets.
pub struct Tx {
    inner: Box<dyn Transaction>,
    vault: Arc<Vault>,
    /// Keys of the files it has met.
    keys: HashMap<RootId, KeyNo>,
    /// Keys that are lost with its commit.
    doomed: Vec<KeyNo>,
}

impl Tx {
    fn new(inner: Box<dyn Transaction>, vault: &Arc<Vault>) -> Self {
        Self { inner, vault: Arc::clone(vault), keys: HashMap::new(), doomed: Vec::new() }
    }

    /// Rows of a statement.
    pub(crate) async fn rows(&mut self, sql: Sql) -> Result<Vec<Row>, StoreError> {
        self.inner.rows(sql).await
    }

    /// Runs a statement; gives the number of rows it changed.
    pub(crate) async fn execute(&mut self, sql: Sql) -> Result<u64, StoreError> {
        self.inner.execute(sql).await
    }

    /// Runs a script of several statements without arguments.
    pub(crate) async fn script(&mut self, script: &'static str) -> Result<(), StoreError> {
        self.inner.script(script).await
    }

    /// Commits; on return the changes are on the disk, and the keys that went with them are lost. What is committed is not undone, nor done again, because
    /// the vault fails.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        if let Err(error) = self.vault.lose(&self.doomed).await {
            tracing::error!(%error, "keys of what was removed could not be lost");
        }
        Ok(())
    }

    /// Notes in the vault which keys go with this transaction: where they must be lost whatever happens after it.
    pub(crate) async fn doom(&mut self) -> Result<(), StoreError> {
        self.vault.doom(&self.doomed).await
    }

    /// The key a file's values are sealed under: that of its state, which was read before, or a new one.
    async fn key_of(&mut self, root: RootId) -> Result<KeyNo, StoreError> {
        if let Some(no) = self.keys.get(&root) {
            return Ok(*no);
        }
        let no = self.vault.new_key().await?;
        self.keys.insert(root, no);
        Ok(no)
    }
}

/// The opened store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    db: Arc<dyn Database>,
    vault: Arc<Vault>,
    head_moved: Arc<watch::Sender<Seq>>,
}

const ATTEMPTS: u32 = 10;

/// The setting that names the vault of a database's files.
pub(crate) const VAULT: &str = "vault";

/// Name of the file of SQLite in the data directory.
pub(crate) const FILE: &str = "innkeeper.db";

impl Store {
    /// Opens SQLite in `dir` (made if absent), or the PostgreSQL database of the URL, and brings it to this build's form.
    ///
    /// # Errors
    /// When the directory or the database cannot be used, or was migrated by a newer build.
    pub async fn open(dir: &Path, database: Option<&str>) -> Result<Self, StoreError> {
        Self::open_with(dir, database, None).await
    }

    /// The same with the vault in a PostgreSQL database of its own, instead of beside the other.
    ///
    /// # Errors
    /// As [`Store::open`], and when the vault is not this database's.
    pub async fn open_with(dir: &Path, database: Option<&str>, keys: Option<&str>) -> Result<Self, StoreError> {
        make_dir(dir)?;
        let vault = Arc::new(Vault::open(dir, database, keys).await?);
        let store = match database {
            Some(url) => Self::at_url(url, &vault).await?,
            None => Self::in_file(&dir.join(FILE), &vault).await?,
        };
        store.bring_up().await?;
        store.retrying(|| store.pair()).await?;
        store.retrying(|| log::ensure_head(&store)).await?;
        Ok(store)
    }

    /// Connects to a PostgreSQL database as it is.
    pub(crate) async fn at_url(url: &str, vault: &Arc<Vault>) -> Result<Self, StoreError> {
        Ok(Self::of(Arc::new(postgres::Postgres::connect(url).await?), vault))
    }

    /// Opens a file of SQLite as it is, or makes an empty one.
    pub(crate) async fn in_file(file: &Path, vault: &Arc<Vault>) -> Result<Self, StoreError> {
        Ok(Self::of(Arc::new(sqlite::Sqlite::open(file).await?), vault))
    }

    fn of(db: Arc<dyn Database>, vault: &Arc<Vault>) -> Self {
        Self { db, vault: Arc::clone(vault), head_moved: Arc::new(watch::Sender::new(0)) }
    }

    /// Notes which vault opens this database's files, or finds that it is another.
    pub(crate) async fn pair(&self) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        match settings::setting_in(&mut tx, VAULT).await? {
            Some(id) if id == self.vault.id() => return Ok(()),
            Some(_) => {
                let why = "the keys of its files are not here: put keys.db back beside it (with PostgreSQL, the database of keys)";
                return Err(StoreError::Damaged(why.to_owned()));
            }
            None => settings::set_in(&mut tx, VAULT, self.vault.id()).await?,
        }
        tx.commit().await
    }

    /// The keys of its files.
    pub(crate) fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// Leaves as little as the engine can of what was erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scrub(&self, depth: Depth) -> Result<(), StoreError> {
        self.db.scrub(&["log", "root_state", "mail", "enquiry"], depth).await?;
        self.vault.scrub().await
    }

    /// Brings the database to this build's form.
    pub(crate) async fn bring_up(&self) -> Result<(), StoreError> {
        self.retrying(|| migrations::run(self)).await
    }

    /// Ends every connection, those of the store's clones too.
    pub async fn close(self) {
        self.db.close().await;
        self.vault.close().await;
    }

    /// Tells this process that the log ends at `seq` now. Only after the commit.
    pub(crate) fn announce(&self, seq: Seq) {
        self.head_moved.send_if_modified(|head| {
            let moved = seq > *head;
            *head = seq.max(*head);
            moved
        });
    }

    /// Tells this process that another log has begun and ends at `seq`, which may be before the end of the old one.
    pub(crate) fn announce_restart(&self, seq: Seq) {
        self.head_moved.send_replace(seq);
    }

    /// Where the log ends, as this process has heard.
    #[must_use]
    pub fn head_moves(&self) -> watch::Receiver<Seq> {
        self.head_moved.subscribe()
    }

    /// Rows of one statement.
    pub(crate) async fn rows(&self, sql: Sql) -> Result<Vec<Row>, StoreError> {
        self.db.rows(sql).await
    }

    /// A transaction that writes.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(self.db.begin(Access::Write).await?, &self.vault))
    }

    /// A transaction that sees one state of the database.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(self.db.begin(Access::Read).await?, &self.vault))
    }

    /// One changing statement in a transaction of its own, tried again while the database is busy.
    pub(crate) async fn execute(&self, sql: Sql) -> Result<u64, StoreError> {
        self.retrying(|| async {
            let mut tx = self.write().await?;
            let changed = tx.execute(sql.clone()).await?;
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// As the function of this name.
    pub(crate) async fn retrying<T, E, F>(&self, attempt: impl Fn() -> F) -> Result<T, E>
    where
        E: Transient,
        F: Future<Output = Result<T, E>>,
    {
        retrying(attempt).await
    }
}

/// Tries again, with growing pauses, while the failure is transient.
async fn retrying<T, E, F>(attempt: impl Fn() -> F) -> Result<T, E>
where
    E: Transient,
    F: Future<Output = Result<T, E>>,
{
    let mut tries = 1;
    loop {
        match attempt().await {
            Err(error) if error.is_transient() && tries < ATTEMPTS => {
                tokio::time::sleep(Duration::from_millis(2 << tries)).await;
                tries += 1;
            }
            other => return other,
        }
    }
}

/// Errors that say whether the same again may succeed.
pub trait Transient {
    /// Whether to try again.
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        Self::is_transient(self)
    }
}

/// Makes the data directory, for its owner only.
pub(crate) fn make_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| StoreError::Directory { path: dir.display().to_string(), error })
}
