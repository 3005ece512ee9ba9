//! Settings: small texts by name.

use super::{Sql, Store, StoreError, TENANT, Tx};

/// The hotel's name.
pub const HOTEL: &str = "hotel";
/// There when the guests are made up: the day they were made for.
pub const DEMO: &str = "demo";

const SELECT: &str = "SELECT value FROM setting WHERE tenant = $1 AND name = $2";
const UPSERT: &str =
    "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value";

/// A setting's value as this transaction sees it.
pub(crate) async fn setting_in(tx: &mut Tx, name: &str) -> Result<Option<String>, StoreError> {
    tx.rows(Sql::new(SELECT).bind(TENANT).bind(name)).await?.first().map(|row| row.text(0)).transpose()
}

/// Sets it with this transaction.
pub(crate) async fn set_in(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    tx.execute(Sql::new(UPSERT).bind(TENANT).bind(name).bind(value)).await?;
    Ok(())
}

/// Removes it with this transaction.
pub(crate) async fn remove_in(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    tx.execute(Sql::new("DELETE FROM setting WHERE tenant = $1 AND name = $2").bind(TENANT).bind(name)).await?;
    Ok(())
}

impl Store {
    /// A setting's value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.rows(Sql::new(SELECT).bind(TENANT).bind(name)).await?.first().map(|row| row.text(0)).transpose()
    }

    /// Sets it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.execute(Sql::new(UPSERT).bind(TENANT).bind(name).bind(value)).await?;
        Ok(())
    }

    /// Removes it; `true` for the one who did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_setting(&self, name: &str) -> Result<bool, StoreError> {
        let sql = Sql::new("DELETE FROM setting WHERE tenant = $1 AND name = $2");
        Ok(self.execute(sql.bind(TENANT).bind(name)).await? == 1)
    }
}
