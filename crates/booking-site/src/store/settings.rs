//! Settings: small texts by name.

use super::{Sql, Store, StoreError, TENANT};

impl Store {
    /// A setting's value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = Sql::new("SELECT value FROM setting WHERE tenant = $1 AND name = $2");
        self.rows(sql.bind(TENANT).bind(name)).await?.first().map(|row| row.text(0)).transpose()
    }

    /// Sets it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = Sql::new(
            "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
        );
        self.execute(sql.bind(TENANT).bind(name).bind(value)).await?;
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
