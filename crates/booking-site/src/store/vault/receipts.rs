//! Receipts: which bookings and enquiries somebody was told are taken, outside the database, so that a restored one can say which of them it lost.

use innkeeper_sync::id::RootId;

use super::{Access, Sql, StoreError, TENANT, Vault};
use crate::store::row::Arg;

/// Something the house has acknowledged to somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    /// What they were told it is called.
    pub(crate) number: String,
    /// `booking` or `enquiry`.
    pub(crate) kind: &'static str,
    /// The file it made.
    pub(crate) root: RootId,
    /// When, milliseconds since 1970.
    pub(crate) at: i64,
}

const KINDS: [&str; 2] = ["booking", "enquiry"];

/// Receipts are kept so long (milliseconds): 90 days. Nobody restores an older backup without knowing it.
const KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1000;

impl Vault {
    /// Keeps a receipt; on return it is on the disk.
    pub(crate) async fn keep_receipt(&self, receipt: &Receipt) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Access::Write).await?;
        let old = Sql::new("DELETE FROM receipt WHERE tenant = $1 AND at < $2");
        tx.execute(old.bind(TENANT).bind(receipt.at - KEPT_MS)).await?;
        let sql =
            "INSERT INTO receipt (tenant, number, kind, root, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, number) DO NOTHING";
        let insert = Sql::new(sql).bind(TENANT).bind(receipt.number.as_str()).bind(receipt.kind);
        tx.execute(insert.bind(receipt.root.to_string()).bind(Arg::from(receipt.at))).await?;
        tx.commit().await
    }

    /// Forgets every receipt.
    pub(crate) async fn forget_receipts(&self) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Access::Write).await?;
        tx.execute(Sql::new("DELETE FROM receipt WHERE tenant = $1").bind(TENANT)).await?;
        tx.commit().await
    }

    /// The receipts, oldest first.
    pub(crate) async fn receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        let sql = Sql::new("SELECT number, kind, root, at FROM receipt WHERE tenant = $1 ORDER BY at, number");
        let rows = self.db.rows(sql.bind(TENANT)).await?;
        rows.iter()
            .map(|row| {
                let (kind, root) = (row.text(1)?, row.text(2)?);
                let kind = KINDS.into_iter().find(|known| *known == kind);
                let damaged = || StoreError::Damaged("a receipt".to_owned());
                let root = root.parse().map_err(|_| damaged())?;
                Ok(Receipt { number: row.text(0)?, kind: kind.ok_or_else(damaged)?, root, at: row.int(3)? })
            })
            .collect()
    }
}
