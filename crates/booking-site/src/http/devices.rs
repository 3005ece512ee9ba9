//! `/api/devices`: the browsers enrolled for work, for those who manage them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use innkeeper_sync::id::{DeviceId, UserId};
use innkeeper_sync::wire::StatusReport;
use serde::Serialize;

use super::App;
use super::person::DeviceAdmin;
use super::problem::Problem;
use crate::store::devices::DeviceRow;

/// A device in a list.
#[derive(Serialize)]
pub(super) struct DeviceItem {
    dev: String,
    name: String,
    user: UserId,
    enrolled_at: i64,
    revoked_at: Option<i64>,
    last_n: u64,
    last_seen: i64,
    status: StatusReport,
}

impl From<DeviceRow> for DeviceItem {
    fn from(row: DeviceRow) -> Self {
        let DeviceRow { dev, name, user, enrolled_at, revoked_at, last_n, last_seen, status, .. } = row;
        Self { dev: dev.to_string(), name, user, enrolled_at, revoked_at, last_n, last_seen, status }
    }
}

/// `GET /api/devices`.
pub(super) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<DeviceItem>>, Problem> {
    Ok(Json(app.store.devices().await?.into_iter().map(DeviceItem::from).collect()))
}

/// `POST /api/devices/{dev}/revoke`.
pub(super) async fn revoke(State(app): State<App>, DeviceAdmin(me): DeviceAdmin, Path(dev): Path<String>) -> Result<StatusCode, Problem> {
    let dev = u32::from_str_radix(&dev, 16).map(DeviceId).map_err(|_| Problem::not_found())?;
    if !app.store.revoke_device(dev, app.clock.now()).await? {
        return Err(Problem::not_found());
    }
    tracing::info!(device = %dev, user = %me.staff.id, "revoked a device");
    Ok(StatusCode::NO_CONTENT)
}
