//! Whole tables, the same for every engine: what a backup reads and a restored database is filled from.
//!
//! The tables are asked of the engine and not listed here, so that none is forgotten. Those without a column `tenant` are not the hotel's.

use super::row::insert_rows;
use super::{Arg, Row, Sql, Store, StoreError, TENANT, Tx};

/// What a column holds: there is nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Holds {
    /// Whole numbers.
    Int,
    /// Texts.
    Text,
    /// Bytes.
    Blob,
}

/// A table of the hotel.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// Its columns.
    pub(crate) columns: Vec<(String, Holds)>,
    /// Places of its key's columns, without `tenant`; rows are read in their order.
    pub(crate) key: Vec<usize>,
}

/// Rows of one reading.
const READ_AT_ONCE: u64 = 1_000;

impl Table {
    /// Whether the names are ones that this project gives: a file must not bring its own SQL.
    pub(crate) fn is_sound(&self) -> bool {
        let plain = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let keyed = self.key.iter().all(|place| *place < self.columns.len());
        plain(&self.name) && keyed && self.columns.iter().all(|(name, _)| plain(name)) && self.place("tenant").is_some()
    }

    /// Where a column stands.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| name == column)
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The next rows after the one given, in the order of the key; fewer than asked for at the end.
    pub(crate) async fn rows_after(&self, tx: &mut Tx, after: Option<&[Arg]>) -> Result<Vec<Vec<Arg>>, StoreError> {
        let key: Vec<&str> = self.key.iter().map(|place| self.columns[*place].0.as_str()).collect();
        let (mut text, mut args) = (format!("SELECT {} FROM {} WHERE tenant = $1", self.names(), self.name), vec![Arg::from(TENANT)]);
        if let Some(last) = after {
            // A table whose key is the tenant alone has one row.
            if key.is_empty() {
                return Ok(Vec::new());
            }
            let places: Vec<String> = (2..key.len() + 2).map(|place| format!("${place}")).collect();
            text = format!("{text} AND ({}) > ({})", key.join(", "), places.join(", "));
            args.extend(self.key.iter().map(|place| last[*place].clone()));
        }
        if !key.is_empty() {
            text = format!("{text} ORDER BY {}", key.join(", "));
        }
        let sql = args.into_iter().fold(Sql::text(format!("{text} LIMIT {READ_AT_ONCE}")), Sql::bind);
        tx.rows(sql).await?.iter().map(|row| self.cells(row)).collect()
    }

    fn cells(&self, row: &Row) -> Result<Vec<Arg>, StoreError> {
        let cell = |(place, (_, holds)): (usize, &(String, Holds))| {
            Ok(match holds {
                Holds::Int => Arg::Int(row.opt_int(place)?),
                Holds::Text => Arg::Text(row.opt_text(place)?),
                Holds::Blob => Arg::Blob(row.opt_blob(place)?),
            })
        };
        self.columns.iter().enumerate().map(cell).collect()
    }

    /// Puts rows in.
    pub(crate) async fn put(&self, tx: &mut Tx, rows: Vec<Vec<Arg>>) -> Result<(), StoreError> {
        for sql in insert_rows(&format!("{} ({})", self.name, self.names()), "", self.columns.len(), rows) {
            tx.execute(sql).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The hotel's tables, by name.
    pub(crate) async fn tables(&self, tx: &mut Tx) -> Result<Vec<Table>, StoreError> {
        let mut tables: Vec<Table> = Vec::new();
        let mut keys: Vec<Vec<(i64, usize)>> = Vec::new();
        for row in tx.rows(Sql::new(self.db.describes())).await? {
            let (table, column, kind, place) = (row.text(0)?, row.text(1)?, row.text(2)?, row.int(3)?);
            if tables.last().is_none_or(|last| last.name != table) {
                tables.push(Table { name: table, columns: Vec::new(), key: Vec::new() });
                keys.push(Vec::new());
            }
            let (of, key) = (tables.last_mut().expect("was put there"), keys.last_mut().expect("was put there"));
            if place > 0 && column != "tenant" {
                key.push((place, of.columns.len()));
            }
            of.columns.push((column, holds(&kind)?));
        }
        for (table, mut key) in tables.iter_mut().zip(keys) {
            key.sort_unstable();
            table.key = key.into_iter().map(|(_, place)| place).collect();
        }
        tables.retain(|table| table.place("tenant").is_some());
        Ok(tables)
    }
}

fn holds(kind: &str) -> Result<Holds, StoreError> {
    match kind.to_ascii_lowercase().as_str() {
        "integer" | "bigint" => Ok(Holds::Int),
        "text" => Ok(Holds::Text),
        "blob" | "bytea" => Ok(Holds::Blob),
        other => Err(StoreError::Damaged(format!("a column of type {other}"))),
    }
}
