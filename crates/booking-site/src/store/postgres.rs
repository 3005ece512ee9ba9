//! PostgreSQL and the engines that speak its protocol (CockroachDB, YugabyteDB): a pool, and transactions that are tried again on 40001.

use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, PgPool};

use super::row::with_marks;
use super::{Access, Arg, Database, Depth, Row, Sql, StoreError, Transaction, code};

pub(super) struct Postgres {
    pool: PgPool,
}

const CONNECTIONS: u32 = 8;
/// What PostgreSQL says of a database that is not there: 3D000, `invalid_catalog_name`.
const NO_DATABASE: &str = "3D000";

impl Postgres {
    pub(super) async fn connect(url: &str) -> Result<Self, StoreError> {
        Ok(Self { pool: PgPoolOptions::new().max_connections(CONNECTIONS).connect(url).await? })
    }

    /// Connects to the database that has the name of the URL's and this ending, on the same server; makes it where there is none.
    pub(super) async fn connect_beside(url: &str, ending: &str) -> Result<Self, StoreError> {
        let there: PgConnectOptions = url.parse()?;
        let name = format!("{}{ending}", there.get_database().unwrap_or_else(|| there.get_username()));
        let beside = there.clone().database(&name);
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS);
        match pool.clone().connect_with(beside.clone()).await {
            Err(error) if code(&error).as_deref() == Some(NO_DATABASE) => {}
            connected => return Ok(Self { pool: connected? }),
        }
        let mut admin = there.connect().await?;
        let make = format!("CREATE DATABASE \"{}\"", name.replace('"', "\"\""));
        // Another process that starts at the same time may be first.
        let made =
            sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut admin).await.map_err(StoreError::from).map_err(StoreError::or_made_meanwhile);
        match made {
            Ok(_) | Err(StoreError::Busy(_)) => {}
            Err(error) => {
                tracing::error!(
                    database = name,
                    "the keys of guests' files need a database of their own: make it, or name another with --keys"
                );
                return Err(error);
            }
        }
        Ok(Self { pool: pool.connect_with(beside).await? })
    }
}

type Query = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn query(sql: Sql) -> Query {
    let mut query = sqlx::query(AssertSqlSafe(sql.text));
    for arg in sql.args {
        query = match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value.map(with_marks)),
            Arg::Blob(value) => query.bind(value),
        };
    }
    query
}

impl Database for Postgres {
    fn rows(&self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>> {
        Box::pin(async move {
            let rows = query(sql).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(Row::Postgres).collect())
        })
    }

    fn begin(&self, access: Access) -> BoxFuture<'_, Result<Box<dyn Transaction>, StoreError>> {
        Box::pin(async move {
            let tx = match access {
                Access::Read => self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
                Access::Write => self.pool.begin_with("BEGIN").await?,
            };
            Ok(Box::new(PostgresTx(tx)) as Box<dyn Transaction>)
        })
    }

    fn migrations(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("0001_log", include_str!("../../migrations/postgres/0001_log.sql")),
            ("0002_staff", include_str!("../../migrations/postgres/0002_staff.sql")),
            ("0003_widget", include_str!("../../migrations/postgres/0003_widget.sql")),
            ("0004_hotel", include_str!("../../migrations/postgres/0004_hotel.sql")),
            ("0005_logo", include_str!("../../migrations/postgres/0005_logo.sql")),
            ("0006_kept_aside", include_str!("../../migrations/postgres/0006_kept_aside.sql")),
            ("0007_sealed", include_str!("../../migrations/postgres/0007_sealed.sql")),
            ("0008_put_away", include_str!("../../migrations/postgres/0008_put_away.sql")),
            ("0009_placed", include_str!("../../migrations/postgres/0009_placed.sql")),
            ("0010_spaces", include_str!("../../migrations/postgres/0010_spaces.sql")),
            ("0011_exports", include_str!("../../migrations/postgres/0011_exports.sql")),
        ]
    }

    fn describes(&self) -> &'static str {
        "SELECT c.table_name::text, c.column_name::text, c.data_type::text, COALESCE(k.ordinal_position, 0)::bigint \
         FROM information_schema.columns c \
         LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema AND p.table_name = c.table_name \
         AND p.constraint_type = 'PRIMARY KEY' \
         LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema \
         AND k.constraint_name = p.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name \
         WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position"
    }

    fn scrub(&self, tables: &'static [&'static str], depth: Depth) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            // Only a table that is written anew has nothing of its old rows left in its pages.
            let word = if depth == Depth::Whole { "VACUUM (FULL)" } else { "VACUUM" };
            for table in tables {
                sqlx::raw_sql(AssertSqlSafe(format!("{word} {table}"))).execute(&self.pool).await?;
            }
            Ok(())
        })
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.pool.close())
    }
}

struct PostgresTx(sqlx::Transaction<'static, sqlx::Postgres>);

impl Transaction for PostgresTx {
    fn rows(&mut self, sql: Sql) -> BoxFuture<'_, Result<Vec<Row>, StoreError>> {
        Box::pin(async move {
            let rows = query(sql).fetch_all(&mut *self.0).await?;
            Ok(rows.into_iter().map(Row::Postgres).collect())
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
