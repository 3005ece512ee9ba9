//! Websites that may send enquiries, and the enquiries they sent: each is taken once, and what looks like a robot's waits here.

use uuid::Uuid;

use super::vault::{Part, Vault, key_of};
use super::{Row, Sql, Store, StoreError, TENANT, Tx, log};
use innkeeper_sync::id::RootId;
use innkeeper_sync::state::RootState;

/// A website's key and the origins that may use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteKey {
    /// `pk_` and twelve letters or digits. It is no secret: it stands in the page.
    pub key: String,
    /// What people call the website.
    pub name: String,
    /// Exact origins, `https://hotel.example`.
    pub origins: Vec<String>,
    /// Made at, milliseconds since 1970.
    pub created_at: i64,
    /// Good no longer, since.
    pub revoked_at: Option<i64>,
}

/// An enquiry that waits for a person's look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The website.
    pub key: String,
    /// Its id.
    pub id: Uuid,
    /// When it came, milliseconds since 1970.
    pub received_at: i64,
    /// Why it waits.
    pub held: String,
    /// What was sent, JSON.
    pub body: String,
}

const KEYS: &str = "SELECT key, name, origins, created_at, revoked_at FROM site_key WHERE tenant = $1";
const HELD: &str = "SELECT key, id, received_at, held, sealed, body FROM enquiry WHERE tenant = $1 AND held <> ''";

fn site_key(row: &Row) -> Result<SiteKey, StoreError> {
    Ok(SiteKey {
        key: row.text(0)?,
        name: row.text(1)?,
        origins: row.text(2)?.split_whitespace().map(str::to_owned).collect(),
        created_at: row.int(3)?,
        revoked_at: row.opt_int(4)?,
    })
}

async fn held(vault: &Vault, rows: &[Row]) -> Result<Vec<Held>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, envelope) = (row.id(1)?, row.opt_blob(4)?);
        let body = match envelope {
            Some(envelope) => {
                vault.fetch(key_of(&envelope)?).await?;
                let body = vault.open_sealed(Part::Enquiry, id, &envelope)?.unwrap_or_default();
                String::from_utf8(body).map_err(|error| StoreError::Damaged(error.to_string()))?
            }
            // Of a build that sealed nothing.
            None => row.text(5)?,
        };
        found.push(Held { key: row.text(0)?, id, received_at: row.int(2)?, held: row.text(3)?, body });
    }
    Ok(found)
}

/// The keys of what a statement on enquiries selects go with this transaction.
async fn lose_keys(tx: &mut Tx, sql: Sql) -> Result<(), StoreError> {
    for row in tx.rows(sql).await? {
        if let Some(no) = row.opt_blob(0)?.map(|envelope| key_of(&envelope)).transpose()?.flatten() {
            tx.doomed.push(no);
        }
    }
    Ok(())
}

/// Notes an enquiry; `false` when one of this id came before. A reason in `held` keeps its content here, under a key of its own.
pub(crate) async fn note_enquiry(tx: &mut Tx, enquiry: &Held) -> Result<bool, StoreError> {
    let sealed = if enquiry.body.is_empty() {
        None
    } else {
        let no = tx.vault.new_key().await?;
        Some(tx.vault.seal(no, Part::Enquiry, enquiry.id, enquiry.body.as_bytes())?)
    };
    let sql = Sql::new(
        "INSERT INTO enquiry (tenant, key, id, received_at, held, body, sealed) VALUES ($1, $2, $3, $4, $5, '', $6) \
         ON CONFLICT (tenant, key, id) DO NOTHING",
    );
    let sql = sql.bind(TENANT).bind(enquiry.key.as_str()).bind(enquiry.id).bind(enquiry.received_at);
    Ok(tx.execute(sql.bind(enquiry.held.as_str()).bind(sealed)).await? == 1)
}

/// Forgets the enquiries that came before this time; what became a lead is in the log.
pub(crate) async fn sweep_enquiries(tx: &mut Tx, before: i64) -> Result<(), StoreError> {
    let sealed = Sql::new("SELECT sealed FROM enquiry WHERE tenant = $1 AND received_at < $2 AND sealed IS NOT NULL");
    lose_keys(tx, sealed.bind(TENANT).bind(before)).await?;
    tx.execute(Sql::new("DELETE FROM enquiry WHERE tenant = $1 AND received_at < $2").bind(TENANT).bind(before)).await?;
    Ok(())
}

/// Takes a held enquiry out of the queue and gives it; its id stays known, so that a repetition is not taken for a new one.
pub(crate) async fn take_held(tx: &mut Tx, key: &str, id: Uuid) -> Result<Option<Held>, StoreError> {
    let found = tx.rows(Sql::text(format!("{HELD} AND key = $2 AND id = $3")).bind(TENANT).bind(key).bind(id)).await?;
    let found = held(&tx.vault, &found).await?.pop();
    let sealed = Sql::new("SELECT sealed FROM enquiry WHERE tenant = $1 AND key = $2 AND id = $3");
    lose_keys(tx, sealed.bind(TENANT).bind(key).bind(id)).await?;
    let sql = Sql::new("UPDATE enquiry SET held = '', body = '', sealed = NULL WHERE tenant = $1 AND key = $2 AND id = $3");
    tx.execute(sql.bind(TENANT).bind(key).bind(id)).await?;
    Ok(found)
}

impl Store {
    /// Adds a website.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_site_key(&self, site: &SiteKey) -> Result<(), StoreError> {
        let sql = Sql::new("INSERT INTO site_key (tenant, key, name, origins, created_at) VALUES ($1, $2, $3, $4, $5)");
        let sql = sql.bind(TENANT).bind(site.key.as_str()).bind(site.name.as_str());
        self.execute(sql.bind(site.origins.join(" ")).bind(site.created_at)).await?;
        Ok(())
    }

    /// Every website, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn site_keys(&self) -> Result<Vec<SiteKey>, StoreError> {
        let rows = self.rows(Sql::text(format!("{KEYS} ORDER BY created_at, key")).bind(TENANT)).await?;
        rows.iter().map(site_key).collect()
    }

    /// The website with this key, unless it is revoked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn site_key(&self, key: &str) -> Result<Option<SiteKey>, StoreError> {
        let rows = self.rows(Sql::text(format!("{KEYS} AND key = $2 AND revoked_at IS NULL")).bind(TENANT).bind(key)).await?;
        rows.first().map(site_key).transpose()
    }

    /// Revokes a website's key; `false` when there is none or it was already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_site_key(&self, key: &str, now: i64) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE site_key SET revoked_at = $1 WHERE tenant = $2 AND key = $3 AND revoked_at IS NULL");
        Ok(self.execute(sql.bind(now).bind(TENANT).bind(key)).await? == 1)
    }

    /// Enquiries that wait for a person's look, the oldest first, at most 200.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_enquiries(&self) -> Result<Vec<Held>, StoreError> {
        let rows = self.rows(Sql::text(format!("{HELD} ORDER BY received_at, id LIMIT 200")).bind(TENANT)).await?;
        held(self.vault(), &rows).await
    }

    /// How many enquiries wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_held(&self) -> Result<u64, StoreError> {
        let rows = self.rows(Sql::new("SELECT COUNT(*) FROM enquiry WHERE tenant = $1 AND held <> ''").bind(TENANT)).await?;
        rows.first().map_or(Ok(0), |row| row.bits(0))
    }

    /// The wordings of consents, as they stand in the log.
    ///
    /// # Errors
    /// When the database fails or a state is damaged.
    pub async fn wordings(&self) -> Result<Vec<(RootId, RootState)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = tx.rows(Sql::new("SELECT DISTINCT root FROM log WHERE tenant = $1 AND type = 'consent-text'").bind(TENANT)).await?;
        let roots = rows.iter().map(|row| row.id(0).map(RootId)).collect::<Result<Vec<_>, _>>()?;
        let states = log::states_of(&mut tx, &roots).await?;
        Ok(states.into_iter().map(|(root, at)| (root, at.state)).collect())
    }
}
