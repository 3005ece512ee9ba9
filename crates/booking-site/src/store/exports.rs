//! The book of exports: who took guests out of the house in a file. A rule may name a guest, so there is only its hash.

use innkeeper_sync::id::UserId;
use uuid::Uuid;

use super::{Arg, Sql, Store, StoreError, TENANT};

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its id; a later one is greater.
    pub id: Uuid,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// By whom.
    pub by: UserId,
    /// What they said it is for.
    pub reason: String,
    /// The saved segment it was made from.
    pub segment: Option<Uuid>,
    /// SHA-256 of the rule, in hex: the same rule is known again.
    pub rule: String,
    /// How many guests were in it.
    pub guests: u64,
}

/// So many of the last are told.
const TOLD: u64 = 50;

impl Store {
    /// Writes an export into the book; before that, nobody is given the file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_export(&self, export: &Exported) -> Result<(), StoreError> {
        let Exported { id, at, by, reason, segment, rule, guests } = export;
        let sql =
            Sql::new("INSERT INTO export (tenant, id, at, usr, reason, segment, rule, guests) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        let sql = sql.bind(TENANT).bind(id.to_string()).bind(*at).bind(by.to_string()).bind(reason.as_str());
        let sql = sql.bind(Arg::Text(segment.map(|segment| segment.to_string()))).bind(rule.as_str()).bind(*guests);
        self.execute(sql).await?;
        Ok(())
    }

    /// The last exports, the newest first.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    pub async fn exports(&self) -> Result<Vec<Exported>, StoreError> {
        let sql = "SELECT id, at, usr, reason, segment, rule, guests FROM export WHERE tenant = $1 ORDER BY id DESC LIMIT $2";
        let damaged = || StoreError::Damaged("an export".to_owned());
        let rows = self.rows(Sql::new(sql).bind(TENANT).bind(TOLD)).await?;
        rows.iter()
            .map(|row| {
                let segment = row.opt_text(4)?.map(|segment| segment.parse().map_err(|_| damaged()));
                Ok(Exported {
                    id: row.text(0)?.parse().map_err(|_| damaged())?,
                    at: row.int(1)?,
                    by: row.text(2)?.parse().map_err(|_| damaged())?,
                    reason: row.text(3)?,
                    segment: segment.transpose()?,
                    rule: row.text(5)?,
                    guests: row.int(6)?.try_into().map_err(|_| damaged())?,
                })
            })
            .collect()
    }
}
