//! The vault's copy: one file beside the backups, overwritten each time, so that a key that was lost is in no copy for long.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Access, Sql, StoreError, TENANT, Vault};
use crate::store::Arg;
use crate::store::row::insert_many;

/// Name of the copy in a directory of backups.
pub(crate) const COPY: &str = "innkeeper.keys";

const FORMAT: &str = "innkeeper-keys/1";

/// All that a vault holds. Keys are sealed under the server's secret, which is not in it.
#[derive(Serialize, Deserialize)]
struct Copy {
    format: String,
    vault: String,
    keys: Vec<(u64, String)>,
    erased: Vec<(String, i64, String)>,
    suppressed: Vec<(String, i64)>,
    receipts: Vec<(String, String, String, i64)>,
}

impl Vault {
    async fn copy(&self) -> Result<Copy, StoreError> {
        let mut tx = self.db.begin(Access::Read).await?;
        let of = |table: &str| Sql::text(table.to_owned()).bind(TENANT);
        let keys = tx.rows(of("SELECT no, wrapped FROM file_key WHERE tenant = $1 ORDER BY no")).await?;
        let erased = tx.rows(of("SELECT root, at, usr FROM erased WHERE tenant = $1 ORDER BY root")).await?;
        let suppressed = tx.rows(of("SELECT hash, at FROM suppressed WHERE tenant = $1 ORDER BY hash")).await?;
        let receipts = tx.rows(of("SELECT number, kind, root, at FROM receipt WHERE tenant = $1 ORDER BY number")).await?;
        Ok(Copy {
            format: FORMAT.to_owned(),
            vault: self.id.clone(),
            keys: keys.iter().map(|row| Ok((row.bits(0)?, row.text(1)?))).collect::<Result<_, StoreError>>()?,
            erased: erased.iter().map(|row| Ok((row.text(0)?, row.int(1)?, row.text(2)?))).collect::<Result<_, StoreError>>()?,
            receipts: receipts
                .iter()
                .map(|row| Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.int(3)?)))
                .collect::<Result<_, StoreError>>()?,
            suppressed: suppressed.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect::<Result<_, StoreError>>()?,
        })
    }

    /// Puts a copy into a directory in the place of the one that is there.
    pub(crate) async fn write_copy(&self, dir: &Path) -> Result<(), StoreError> {
        let file = dir.join(COPY);
        let failed = |error| StoreError::Directory { path: file.display().to_string(), error };
        let text = serde_json::to_vec(&self.copy().await?).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let aside = dir.join(format!("{COPY}.{}", uuid::Uuid::new_v4().simple()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&aside).and_then(|mut out| {
            out.write_all(&text)?;
            out.sync_all()?;
            std::fs::rename(&aside, &file)
        });
        written.map_err(|error| {
            let _ = std::fs::remove_file(&aside);
            failed(error)
        })
    }

    /// Fills this vault, which is empty, from the copy in a directory; `false` when there is none.
    pub(crate) async fn read_copy(&mut self, dir: &Path) -> Result<bool, StoreError> {
        let file = dir.join(COPY);
        let text = match std::fs::read(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(StoreError::Directory { path: file.display().to_string(), error }),
        };
        let copy: Copy = serde_json::from_slice(&text).map_err(|error| StoreError::Damaged(format!("{}: {error}", file.display())))?;
        if copy.format != FORMAT {
            return Err(StoreError::Damaged(format!("{} is of the format {}", file.display(), copy.format)));
        }
        self.fill(copy).await?;
        Ok(true)
    }

    /// Takes all that another vault holds into this one, which is empty.
    pub(crate) async fn take_over(&mut self, other: &Self) -> Result<(), StoreError> {
        self.fill(other.copy().await?).await
    }

    async fn fill(&mut self, copy: Copy) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Access::Write).await?;
        for table in ["file_key", "erased", "suppressed", "receipt"] {
            tx.execute(Sql::text(format!("DELETE FROM {table} WHERE tenant = $1")).bind(TENANT)).await?;
        }
        tx.execute(Sql::new("UPDATE vault SET id = $1 WHERE tenant = $2").bind(copy.vault.as_str()).bind(TENANT)).await?;
        let tenant = || Arg::from(TENANT);
        let keys = copy.keys.into_iter().map(|(no, wrapped)| [tenant(), no.into(), wrapped.into()]).collect();
        let erased = copy.erased.into_iter().map(|(root, at, by)| [tenant(), root.into(), at.into(), by.into()]).collect();
        let suppressed = copy.suppressed.into_iter().map(|(hash, at)| [tenant(), hash.into(), at.into()]).collect();
        let receipts = copy.receipts.into_iter();
        let receipts = receipts.map(|(number, kind, root, at)| [tenant(), number.into(), kind.into(), root.into(), at.into()]).collect();
        let inserts = insert_many("file_key (tenant, no, wrapped)", "", keys).into_iter();
        let inserts = inserts.chain(insert_many("erased (tenant, root, at, usr)", "", erased));
        let inserts = inserts.chain(insert_many("suppressed (tenant, hash, at)", "", suppressed));
        for sql in inserts.chain(insert_many("receipt (tenant, number, kind, root, at)", "", receipts)) {
            tx.execute(sql).await?;
        }
        tx.commit().await?;
        self.id = copy.vault;
        self.known().clear();
        self.ahead.get_mut().clear();
        Ok(())
    }

    /// Whether it holds nothing.
    pub(crate) async fn is_empty(&self) -> Result<bool, StoreError> {
        let held = "SELECT 1 FROM file_key WHERE tenant = $1 LIMIT 1";
        Ok(self.db.rows(Sql::new(held).bind(TENANT)).await?.is_empty())
    }
}
