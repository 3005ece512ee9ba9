//! The ledger of erasures: which files were erased, outside the database, so that a restored one erases them again; and salted hashes of what
//! must not be imported again.

use std::collections::HashSet;

use innkeeper_sync::id::{RootId, UserId};

use super::{Access, Sql, StoreError, TENANT, Vault, hash};
use crate::keys::Keys;

/// An erasure that was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Erasure {
    /// The file.
    pub(crate) root: RootId,
    /// When, milliseconds since 1970.
    pub(crate) at: i64,
    /// By whom.
    pub(crate) by: UserId,
}

const PURPOSE: &str = "suppressed";

impl Vault {
    /// Notes that files are to be erased, and what of them must not be imported again. From here on every start finishes it.
    pub(crate) async fn note_erasures(&self, erasures: &[Erasure], marks: &[String]) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Access::Write).await?;
        for Erasure { root, at, by } in erasures {
            let insert =
                Sql::new("INSERT INTO erased (tenant, root, at, usr) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, root) DO NOTHING");
            tx.execute(insert.bind(TENANT).bind(root.to_string()).bind(*at).bind(by.to_string())).await?;
        }
        let at = erasures.first().map_or(0, |erasure| erasure.at);
        for mark in marks {
            let insert = Sql::new("INSERT INTO suppressed (tenant, hash, at) VALUES ($1, $2, $3) ON CONFLICT (tenant, hash) DO NOTHING");
            tx.execute(insert.bind(TENANT).bind(self.hash(PURPOSE, mark)).bind(at)).await?;
        }
        tx.commit().await
    }

    /// Every erasure, oldest first.
    pub(crate) async fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let rows = self.db.rows(Sql::new("SELECT root, at, usr FROM erased WHERE tenant = $1 ORDER BY at, root").bind(TENANT)).await?;
        let damaged = |what: String| StoreError::Damaged(format!("the ledger of erasures: {what}"));
        rows.iter()
            .map(|row| {
                let (root, by) = (row.text(0)?, row.text(2)?);
                let root = root.parse().map_err(|_| damaged(root))?;
                Ok(Erasure { root, at: row.int(1)?, by: by.parse().map_err(|_| damaged(by))? })
            })
            .collect()
    }

    /// What must not be imported again.
    pub(crate) async fn suppression(&self) -> Result<Suppression, StoreError> {
        let rows = self.db.rows(Sql::new("SELECT hash FROM suppressed WHERE tenant = $1").bind(TENANT)).await?;
        let hashes = rows.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?;
        Ok(Suppression { hashes, secret: Some(self.secret.clone()) })
    }
}

/// Salted hashes of what names people who were erased; without the server's secret nobody can tell whose they are.
#[derive(Default)]
pub(crate) struct Suppression {
    hashes: HashSet<String>,
    secret: Option<Keys>,
}

impl Suppression {
    /// Whether nobody was erased.
    pub(crate) fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a mark is of somebody who was erased.
    pub(crate) fn names(&self, mark: &str) -> bool {
        self.secret.as_ref().is_some_and(|secret| self.hashes.contains(&hash(secret, PURPOSE, mark)))
    }
}
