//! Pictures of the hotel's own: its logo.

use super::{Row, Sql, Store, StoreError, TENANT, Tx};
use crate::hotel::house::Emblem;

/// The logo's name in the table.
const LOGO: &str = "logo";

/// A picture as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub kind: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What tells it from another, and stands in its address.
    pub hash: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self { kind: row.text(0)?, width: row.short(1)?, height: row.short(2)?, hash: row.text(3)?, bytes: row.blob(4)? })
    }
}

/// What a page says of the logo, as this transaction sees it.
pub(crate) async fn emblem(tx: &mut Tx) -> Result<Option<Emblem>, StoreError> {
    let select = Sql::new("SELECT width, height, hash FROM picture WHERE tenant = $1 AND name = $2");
    let rows = tx.rows(select.bind(TENANT).bind(LOGO)).await?;
    rows.first().map(|row| Ok(Emblem { width: row.short(0)?, height: row.short(1)?, hash: row.text(2)? })).transpose()
}

impl Store {
    /// The hotel's logo.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logo(&self) -> Result<Option<Picture>, StoreError> {
        let select = Sql::new("SELECT kind, width, height, hash, bytes FROM picture WHERE tenant = $1 AND name = $2");
        self.rows(select.bind(TENANT).bind(LOGO)).await?.first().map(Picture::read).transpose()
    }

    /// Puts it in the place of the one there was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_logo(&self, logo: &Picture) -> Result<(), StoreError> {
        let Picture { kind, width, height, hash, bytes } = logo;
        let upsert = Sql::new(
            "INSERT INTO picture (tenant, name, kind, width, height, hash, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (tenant, name) DO UPDATE SET kind = excluded.kind, width = excluded.width, height = excluded.height, \
             hash = excluded.hash, bytes = excluded.bytes",
        );
        let upsert = upsert.bind(TENANT).bind(LOGO).bind(kind.as_str()).bind(*width).bind(*height);
        self.execute(upsert.bind(hash.as_str()).bind(bytes.clone())).await?;
        Ok(())
    }

    /// Removes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_logo(&self) -> Result<(), StoreError> {
        self.execute(Sql::new("DELETE FROM picture WHERE tenant = $1 AND name = $2").bind(TENANT).bind(LOGO)).await?;
        Ok(())
    }
}
