//! Accounts of the staff and who is signed in. A session is found by the hash of its token; the token itself is nowhere here.

use innkeeper_domain::access::Roles;
use innkeeper_sync::id::UserId;
use innkeeper_sync::projection::HOTEL;

use super::{Row, Sql, Store, StoreError, TENANT, Tx};

/// A member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Who.
    pub id: UserId,
    /// The address they sign in with, lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Roles,
    /// The houses they work in, ascending.
    pub spaces: Vec<String>,
    /// Hash of the password (PHC string).
    pub password: String,
    /// When the account was made, milliseconds since 1970.
    pub created_at: i64,
    /// When it was closed.
    pub disabled_at: Option<i64>,
}

impl std::fmt::Debug for StaffRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffRow").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Hash of its token.
    pub hash: Vec<u8>,
    /// Whose.
    pub user: UserId,
    /// When they signed in, milliseconds since 1970.
    pub created_at: i64,
    /// When it was last used.
    pub last_seen: i64,
    /// What the browser calls itself.
    pub agent: String,
}

const STAFF: &str = "SELECT id, email, name, roles, password, created_at, disabled_at, spaces FROM staff WHERE tenant = $1";

fn staff_row(row: &Row) -> Result<StaffRow, StoreError> {
    Ok(StaffRow {
        id: UserId(row.id(0)?),
        email: row.text(1)?,
        name: row.text(2)?,
        roles: serde_json::from_str(&row.text(3)?).map_err(|e| StoreError::Damaged(e.to_string()))?,
        password: row.text(4)?,
        created_at: row.int(5)?,
        disabled_at: row.opt_int(6)?,
        spaces: match row.opt_text(7)? {
            Some(spaces) => serde_json::from_str(&spaces).map_err(|e| StoreError::Damaged(e.to_string()))?,
            None => vec![HOTEL.to_owned()],
        },
    })
}

const SESSION: &str = "SELECT hash, usr, created_at, last_seen, agent FROM session WHERE tenant = $1";

fn session_row(row: &Row) -> Result<SessionRow, StoreError> {
    Ok(SessionRow { hash: row.blob(0)?, user: UserId(row.id(1)?), created_at: row.int(2)?, last_seen: row.int(3)?, agent: row.text(4)? })
}

/// Adds an account; `false` when the address is taken.
pub(crate) async fn insert_staff(tx: &mut Tx, staff: &StaffRow) -> Result<bool, StoreError> {
    let sql = Sql::new(
        "INSERT INTO staff (tenant, id, email, name, roles, password, created_at, password_changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (tenant, email) DO NOTHING",
    );
    let roles = serde_json::to_string(&staff.roles).map_err(|e| StoreError::Damaged(e.to_string()))?;
    let sql = sql.bind(TENANT).bind(staff.id.0).bind(staff.email.as_str()).bind(staff.name.as_str()).bind(roles);
    Ok(tx.execute(sql.bind(staff.password.as_str()).bind(staff.created_at)).await? == 1)
}

/// Closes an account and ends its sessions; `false` when it was closed.
pub(crate) async fn disable_staff(tx: &mut Tx, id: UserId, now: i64) -> Result<bool, StoreError> {
    let close = Sql::new("UPDATE staff SET disabled_at = $1 WHERE tenant = $2 AND id = $3 AND disabled_at IS NULL");
    let closed = tx.execute(close.bind(now).bind(TENANT).bind(id.0)).await? == 1;
    tx.execute(Sql::new("DELETE FROM session WHERE tenant = $1 AND usr = $2").bind(TENANT).bind(id.0)).await?;
    Ok(closed)
}

/// Gives an account these roles.
pub(crate) async fn set_roles_in(tx: &mut Tx, id: UserId, roles: Roles) -> Result<(), StoreError> {
    let set = Sql::new("UPDATE staff SET roles = $1 WHERE tenant = $2 AND id = $3");
    let roles = serde_json::to_string(&roles).map_err(|e| StoreError::Damaged(e.to_string()))?;
    tx.execute(set.bind(roles).bind(TENANT).bind(id.0)).await?;
    Ok(())
}

/// Gives an account these spaces; `false` when there is none.
pub(crate) async fn set_spaces_in(tx: &mut Tx, id: UserId, spaces: &[String]) -> Result<bool, StoreError> {
    let set = Sql::new("UPDATE staff SET spaces = $1 WHERE tenant = $2 AND id = $3");
    let spaces = serde_json::to_string(spaces).map_err(|e| StoreError::Damaged(e.to_string()))?;
    Ok(tx.execute(set.bind(spaces).bind(TENANT).bind(id.0)).await? == 1)
}

/// Removes an account as if it had never been.
pub(crate) async fn delete_in(tx: &mut Tx, id: UserId) -> Result<(), StoreError> {
    tx.execute(Sql::new("DELETE FROM staff WHERE tenant = $1 AND id = $2").bind(TENANT).bind(id.0)).await?;
    Ok(())
}

/// Every account, in this transaction.
pub(crate) async fn staff_in(tx: &mut Tx) -> Result<Vec<StaffRow>, StoreError> {
    let rows = tx.rows(Sql::new(STAFF).bind(TENANT)).await?;
    rows.iter().map(staff_row).collect()
}

impl Store {
    /// Whether there is any account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_staff(&self) -> Result<bool, StoreError> {
        Ok(!self.rows(Sql::new("SELECT 1 FROM staff WHERE tenant = $1 LIMIT 1").bind(TENANT)).await?.is_empty())
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff(&self) -> Result<Vec<StaffRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{STAFF} ORDER BY name, email")).bind(TENANT)).await?;
        rows.iter().map(staff_row).collect()
    }

    /// The account with this address (lower case).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_by_email(&self, email: &str) -> Result<Option<StaffRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{STAFF} AND email = $2")).bind(TENANT).bind(email)).await?;
        rows.first().map(staff_row).transpose()
    }

    /// The account with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_by_id(&self, id: UserId) -> Result<Option<StaffRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{STAFF} AND id = $2")).bind(TENANT).bind(id.0)).await?;
        rows.first().map(staff_row).transpose()
    }

    /// Gives an account a new password and ends its sessions but one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(&self, id: UserId, hash: &str, keep: Option<&[u8]>, now: i64) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut tx = self.write().await?;
            let set = Sql::new("UPDATE staff SET password = $1, password_changed_at = $2 WHERE tenant = $3 AND id = $4");
            tx.execute(set.bind(hash).bind(now).bind(TENANT).bind(id.0)).await?;
            let end = Sql::new("DELETE FROM session WHERE tenant = $1 AND usr = $2 AND hash <> $3");
            tx.execute(end.bind(TENANT).bind(id.0).bind(keep.unwrap_or_default().to_vec())).await?;
            tx.commit().await
        })
        .await
    }

    /// Adds a session and drops `replaced`, the one the same browser had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_session(&self, session: &SessionRow, replaced: Option<&[u8]>) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut tx = self.write().await?;
            if let Some(old) = replaced {
                tx.execute(Sql::new("DELETE FROM session WHERE tenant = $1 AND hash = $2").bind(TENANT).bind(old.to_vec())).await?;
            }
            let sql = Sql::new("INSERT INTO session (tenant, hash, usr, created_at, last_seen, agent) VALUES ($1, $2, $3, $4, $5, $6)");
            let sql = sql.bind(TENANT).bind(session.hash.clone()).bind(session.user.0).bind(session.created_at);
            tx.execute(sql.bind(session.last_seen).bind(session.agent.as_str())).await?;
            tx.commit().await
        })
        .await
    }

    /// The session whose token has this hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, hash: &[u8]) -> Result<Option<SessionRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{SESSION} AND hash = $2")).bind(TENANT).bind(hash.to_vec())).await?;
        rows.first().map(session_row).transpose()
    }

    /// A person's sessions, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, user: UserId) -> Result<Vec<SessionRow>, StoreError> {
        let sql = Sql::text(format!("{SESSION} AND usr = $2 ORDER BY created_at DESC, hash")).bind(TENANT).bind(user.0);
        self.rows(sql).await?.iter().map(session_row).collect()
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, hash: &[u8], now: i64) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE session SET last_seen = $1 WHERE tenant = $2 AND hash = $3");
        self.execute(sql.bind(now).bind(TENANT).bind(hash.to_vec())).await?;
        Ok(())
    }

    /// Ends a session; `false` when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, hash: &[u8]) -> Result<bool, StoreError> {
        let sql = Sql::new("DELETE FROM session WHERE tenant = $1 AND hash = $2");
        Ok(self.execute(sql.bind(TENANT).bind(hash.to_vec())).await? == 1)
    }

    /// Forgets sessions that ended by themselves: not used since `idle`, or begun before `begun`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep_sessions(&self, idle: i64, begun: i64) -> Result<u64, StoreError> {
        let sql = Sql::new("DELETE FROM session WHERE tenant = $1 AND (last_seen < $2 OR created_at < $3)");
        self.execute(sql.bind(TENANT).bind(idle).bind(begun)).await
    }
}
