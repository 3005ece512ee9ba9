//! SQLite: one connection that writes, several that read, in write-ahead-log mode.
//!
//! Writers take the lock at once (`BEGIN IMMEDIATE`): upgrading a reader fails with a BUSY that no waiting helps. `synchronous=FULL` because an
//! acknowledged edit is a promise; `secure_delete` because an erased name must not stay in free pages.

use std::path::Path;
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlitePool};

use super::{Access, Arg, Database, Depth, Row, Sql, StoreError, Transaction};

pub(super) struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
}

const READERS: u32 = 4;

impl Sqlite {
    pub(super) async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "ON")
            .pragma("cache_size", "-65536");
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let reading = options.create_if_missing(false).pragma("query_only", "ON");
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(reading).await?;
        keep_private(file)?;
        Ok(Self { writer, readers })
    }
}

/// Takes a file's write-ahead log into it, so that the file is the whole database; `false` while another process has it open.
pub(crate) async fn settle(file: &Path) -> Result<bool, StoreError> {
    let options = SqliteConnectOptions::new().filename(file).journal_mode(SqliteJournalMode::Delete).busy_timeout(Duration::from_secs(1));
    // Leaving the mode of write-ahead needs the file for oneself.
    match options.connect().await {
        Ok(db) => {
            db.close().await?;
            Ok(true)
        }
        Err(error) => match StoreError::from(error) {
            StoreError::Busy(_) => Ok(false),
            other => Err(other),
        },
    }
}

/// The database file is for its owner only.
fn keep_private(file: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
            .map_err(|error| StoreError::Directory { path: file.display().to_string(), error })?;
    }
    Ok(())
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// From this many arguments on, places lose their numbers: SQLite looks a numbered place up in a list from its start, which took a third of an
/// import's time. The arguments of such statements stand in the order of their places.
const UNNUMBERED_FROM: usize = 64;

fn query(sql: Sql) -> Query {
    let text = if sql.args.len() < UNNUMBERED_FROM { sql.text } else { unnumbered(&sql.text).into() };
    let mut query = sqlx::query(AssertSqlSafe(text));
    for arg in sql.args {
        query = match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::Blob(value) => query.bind(value),
        };
    }
    query
}

/// `$1, $2` as `?, ?`.
fn unnumbered(text: &str) -> String {
    let mut parts = text.split('$');
    let mut out = String::with_capacity(text.len());
    out.extend(parts.next());
    for part in parts {
        out.push('?');
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

impl Database for Sqlite {
    fn rows(&self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>> {
        Box::pin(async move {
            let rows = query(sql).fetch_all(&self.readers).await?;
            Ok(rows.into_iter().map(Row::Sqlite).collect())
        })
    }

    fn begin(&self, access: Access) -> BoxFuture<'_, Result<Box<dyn Transaction>, StoreError>> {
        Box::pin(async move {
            let tx = match access {
                Access::Read => self.readers.begin_with("BEGIN").await?,
                Access::Write => self.writer.begin_with("BEGIN IMMEDIATE").await?,
            };
            Ok(Box::new(SqliteTx(tx)) as Box<dyn Transaction>)
        })
    }

    fn migrations(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("0001_log", include_str!("../../migrations/sqlite/0001_log.sql")),
            ("0002_staff", include_str!("../../migrations/sqlite/0002_staff.sql")),
            ("0003_widget", include_str!("../../migrations/sqlite/0003_widget.sql")),
            ("0004_hotel", include_str!("../../migrations/sqlite/0004_hotel.sql")),
            ("0005_logo", include_str!("../../migrations/sqlite/0005_logo.sql")),
            ("0006_kept_aside", include_str!("../../migrations/sqlite/0006_kept_aside.sql")),
            ("0007_sealed", include_str!("../../migrations/sqlite/0007_sealed.sql")),
            ("0008_put_away", include_str!("../../migrations/sqlite/0008_put_away.sql")),
            ("0009_placed", include_str!("../../migrations/sqlite/0009_placed.sql")),
            ("0010_spaces", include_str!("../../migrations/sqlite/0010_spaces.sql")),
            ("0011_exports", include_str!("../../migrations/sqlite/0011_exports.sql")),
        ]
    }

    fn describes(&self) -> &'static str {
        "SELECT t.name, c.name, c.type, c.pk FROM sqlite_master t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid"
    }

    fn scrub(&self, _: &'static [&'static str], _: Depth) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            // Deleted cells are overwritten at once (`secure_delete`); what the write-ahead log still has of them goes with it. A reader in its way is
            // waited for: the last of it goes with the next time.
            sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await?;
            Ok(())
        })
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.readers.close().await;
            // The last connection takes the write-ahead log into the file.
            self.writer.close().await;
        })
    }
}

struct SqliteTx(sqlx::Transaction<'static, sqlx::Sqlite>);

impl Transaction for SqliteTx {
    fn rows(&mut self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>> {
        Box::pin(async move {
            let rows = query(sql).fetch_all(&mut *self.0).await?;
            Ok(rows.into_iter().map(Row::Sqlite).collect())
        })
    }

    fn execute(&mut self, sql: Sql) -> BoxFuture<'_, Result<u64, StoreError>> {
        Box::pin(async move { Ok(query(sql).execute(&mut *self.0).await?.rows_affected()) })
    }

    fn script(&mut self, script: &'static str) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            sqlx::raw_sql(script).execute(&mut *self.0).await?;
            Ok(())
        })
    }

    fn commit(self: Box<Self>) -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move { Ok(self.0.commit().await?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lose_their_numbers() {
        assert_eq!(unnumbered("INSERT INTO t (a) VALUES ($1,$2),($13)"), "INSERT INTO t (a) VALUES (?,?),(?)");
    }
}
