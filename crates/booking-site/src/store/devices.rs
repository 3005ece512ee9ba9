//! Devices: browsers enrolled for work, and the server's view of each.

use innkeeper_sync::id::{DeviceId, UserId};
use innkeeper_sync::wire::{Before, StatusReport};
use serde::{Deserialize, Serialize};

use super::{Row, Sql, Store, StoreError, TENANT, Tx};
use crate::roster;

/// A device's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its number.
    pub dev: DeviceId,
    /// What people call it.
    pub name: String,
    /// Who enrolled it.
    pub user: UserId,
    /// Key of the projection its replica holds.
    pub projection: String,
    /// When it was enrolled, milliseconds since 1970.
    pub enrolled_at: i64,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// Its last number in the log.
    pub last_n: u64,
    /// When it was last heard of.
    pub last_seen: i64,
    /// What it said of itself.
    pub status: StatusReport,
    /// Its certificate.
    pub certificate: String,
    /// End of its lease.
    pub lease_until: i64,
    /// The number its browser has now that its storage was thrown away; `None` again as soon as it is heard of.
    pub replaced_by: Option<DeviceId>,
}

/// The column `status`.
#[derive(Serialize, Deserialize)]
struct Noted {
    #[serde(flatten)]
    report: StatusReport,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaced_by: Option<DeviceId>,
}

impl Noted {
    fn read(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|e| StoreError::Damaged(e.to_string()))
    }

    fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|e| StoreError::Damaged(e.to_string()))
    }
}

const SELECT: &str = "SELECT dev, name, usr, enrolled_at, revoked_at, last_n, last_seen, status, certificate, lease_until, projection FROM device WHERE tenant = $1";

fn device_row(row: &Row) -> Result<DeviceRow, StoreError> {
    let Noted { report, replaced_by } = Noted::read(&row.text(7)?)?;
    Ok(DeviceRow {
        dev: DeviceId(row.short(0)?),
        name: row.text(1)?,
        user: UserId(row.id(2)?),
        enrolled_at: row.int(3)?,
        revoked_at: row.opt_int(4)?,
        last_n: row.bits(5)?,
        last_seen: row.int(6)?,
        status: report,
        certificate: row.text(8)?,
        lease_until: row.int(9)?,
        projection: row.text(10)?,
        replaced_by,
    })
}

/// Adds a device; `false` when its number is taken.
pub(crate) async fn insert(tx: &mut Tx, device: &DeviceRow) -> Result<bool, StoreError> {
    let sql = Sql::new(
        "INSERT INTO device (tenant, dev, name, usr, enrolled_at, revoked_at, last_n, last_seen, status, certificate, lease_until, projection) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (tenant, dev) DO NOTHING",
    );
    let status = Noted { report: device.status.clone(), replaced_by: device.replaced_by }.text()?;
    let sql = sql.bind(TENANT).bind(device.dev.0).bind(device.name.as_str()).bind(device.user.0).bind(device.enrolled_at);
    let sql = sql.bind(device.revoked_at).bind(device.last_n).bind(device.last_seen).bind(status);
    let sql = sql.bind(device.certificate.as_str()).bind(device.lease_until).bind(device.projection.as_str());
    Ok(tx.execute(sql).await? == 1)
}

/// The device with this number.
pub(crate) async fn device_in(tx: &mut Tx, dev: DeviceId) -> Result<Option<DeviceRow>, StoreError> {
    let rows = tx.rows(Sql::text(format!("{SELECT} AND dev = $2")).bind(TENANT).bind(dev.0)).await?;
    rows.first().map(device_row).transpose()
}

/// Notes a device's last number in the log; another handed its edits back.
pub(crate) async fn count_up(tx: &mut Tx, dev: DeviceId, last_n: u64) -> Result<(), StoreError> {
    let sql = Sql::new("UPDATE device SET last_n = $1 WHERE tenant = $2 AND dev = $3");
    tx.execute(sql.bind(last_n).bind(TENANT).bind(dev.0)).await?;
    Ok(())
}

/// Its last number after another device brought so many of its changes: those wait there no longer, as far as anybody knows. It was not heard of by this.
pub(crate) async fn carried(tx: &mut Tx, dev: DeviceId, last_n: u64, changes: u32) -> Result<(), StoreError> {
    let rows = tx.rows(Sql::new("SELECT status FROM device WHERE tenant = $1 AND dev = $2").bind(TENANT).bind(dev.0)).await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let mut noted = Noted::read(&row.text(0)?)?;
    noted.report.pending = noted.report.pending.saturating_sub(u64::from(changes));
    let sql = Sql::new("UPDATE device SET last_n = $1, status = $2 WHERE tenant = $3 AND dev = $4");
    tx.execute(sql.bind(last_n).bind(noted.text()?).bind(TENANT).bind(dev.0)).await?;
    Ok(())
}

/// Its last number after a push.
pub(crate) async fn advance(tx: &mut Tx, dev: DeviceId, last_n: u64, now: i64) -> Result<(), StoreError> {
    let sql = Sql::new("UPDATE device SET last_n = $1, last_seen = $2 WHERE tenant = $3 AND dev = $4");
    tx.execute(sql.bind(last_n).bind(now).bind(TENANT).bind(dev.0)).await?;
    Ok(())
}

/// Each device with its last number.
pub(crate) async fn numbers_in(tx: &mut Tx) -> Result<Vec<(DeviceId, u64)>, StoreError> {
    let rows = tx.rows(Sql::new("SELECT dev, last_n FROM device WHERE tenant = $1 AND last_n > 0 ORDER BY dev").bind(TENANT)).await?;
    rows.iter().map(|row| Ok((DeviceId(row.short(0)?), row.bits(1)?))).collect()
}

impl Store {
    /// Every device, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn devices(&self) -> Result<Vec<DeviceRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{SELECT} ORDER BY name, dev")).bind(TENANT)).await?;
        rows.iter().map(device_row).collect()
    }

    /// One device.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn device(&self, dev: DeviceId) -> Result<Option<DeviceRow>, StoreError> {
        let rows = self.rows(Sql::text(format!("{SELECT} AND dev = $2")).bind(TENANT).bind(dev.0)).await?;
        rows.first().map(device_row).transpose()
    }

    /// Numbers of the devices that were revoked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoked_devices(&self) -> Result<Vec<DeviceId>, StoreError> {
        let rows = self.rows(Sql::new("SELECT dev FROM device WHERE tenant = $1 AND revoked_at IS NOT NULL").bind(TENANT)).await?;
        rows.iter().map(|row| row.short(0).map(DeviceId)).collect()
    }

    /// Revokes a device; `false` when there is none or it was already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_device(&self, dev: DeviceId, now: i64) -> Result<bool, StoreError> {
        let revoke = Sql::new("UPDATE device SET revoked_at = $1 WHERE tenant = $2 AND dev = $3 AND revoked_at IS NULL");
        let revoke = revoke.bind(now).bind(TENANT).bind(dev.0);
        let revoked = || async {
            let mut tx = self.write().await?;
            if tx.execute(revoke.clone()).await? == 0 {
                return Ok::<_, StoreError>((false, None));
            }
            let head = roster::revoke_device(&mut tx, dev, now).await?;
            tx.commit().await?;
            Ok((true, head))
        };
        let (revoked, head) = self.retrying(revoked).await?;
        self.announce(head.unwrap_or_default());
        Ok(revoked)
    }

    /// Notes what a device said of itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_status(&self, dev: DeviceId, report: &StatusReport, now: i64) -> Result<(), StoreError> {
        let status = Noted { report: report.clone(), replaced_by: None }.text()?;
        let sql = Sql::new("UPDATE device SET status = $1, last_seen = $2 WHERE tenant = $3 AND dev = $4");
        self.execute(sql.bind(status).bind(now).bind(TENANT).bind(dev.0)).await?;
        Ok(())
    }

    /// Gives a device another name; `false` when there is none of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_device(&self, dev: DeviceId, name: &str, now: i64) -> Result<bool, StoreError> {
        let rename = Sql::new("UPDATE device SET name = $1 WHERE tenant = $2 AND dev = $3").bind(name).bind(TENANT).bind(dev.0);
        let renamed = || async {
            let mut tx = self.write().await?;
            if tx.execute(rename.clone()).await? == 0 {
                return Ok::<_, StoreError>((false, None));
            }
            let head = roster::rename_device(&mut tx, dev, name, now).await?;
            tx.commit().await?;
            Ok((true, head))
        };
        let (renamed, head) = self.retrying(renamed).await?;
        self.announce(head.unwrap_or_default());
        Ok(renamed)
    }

    /// Notes that a device's storage was thrown away with what it had not sent, and the number its browser has now. It was not heard of by this.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_replaced(&self, before: Before, by: DeviceId) -> Result<(), StoreError> {
        let Some(row) = self.device(before.dev).await? else { return Ok(()) };
        let status = Noted { report: StatusReport { pending: before.pending, ..row.status }, replaced_by: Some(by) }.text()?;
        let sql = Sql::new("UPDATE device SET status = $1 WHERE tenant = $2 AND dev = $3");
        self.execute(sql.bind(status).bind(TENANT).bind(before.dev.0)).await?;
        Ok(())
    }

    /// Lengthens a device's lease.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_lease(&self, dev: DeviceId, until: i64, now: i64) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE device SET lease_until = $1, last_seen = $2 WHERE tenant = $3 AND dev = $4");
        self.execute(sql.bind(until).bind(now).bind(TENANT).bind(dev.0)).await?;
        Ok(())
    }
}
