//! `/api/devices`: the browsers enrolled for work, for those who manage them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_sync::id::{DeviceId, UserId};
use innkeeper_sync::wire::StatusReport;
use serde::Serialize;
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::described;
use super::person::DeviceAdmin;
use super::problem::Problem;
use crate::store::devices::DeviceRow;

/// A device in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct DeviceItem {
    dev: String,
    name: String,
    #[schema(value_type = Uuid)]
    user: UserId,
    enrolled_at: i64,
    revoked_at: Option<i64>,
    last_n: u64,
    last_seen: i64,
    #[schema(schema_with = described::status_report)]
    status: StatusReport,
}

impl From<DeviceRow> for DeviceItem {
    fn from(row: DeviceRow) -> Self {
        let DeviceRow { dev, name, user, enrolled_at, revoked_at, last_n, last_seen, status, .. } = row;
        Self { dev: dev.to_string(), name, user, enrolled_at, revoked_at, last_n, last_seen, status }
    }
}

/// `GET /api/devices`: the devices, and what each last said of itself.
#[utoipa::path(
    get,
    path = "/api/devices",
    operation_id = "listDevices",
    tag = "devices",
    security(("session" = [])),
    responses((status = 200, body = Vec<DeviceItem>), (status = 403)),
)]
pub(super) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<DeviceItem>>, Problem> {
    Ok(Json(app.store.devices().await?.into_iter().map(DeviceItem::from).collect()))
}

/// `POST /api/devices/{dev}/revoke`: the device is let in no longer.
#[utoipa::path(
    post,
    path = "/api/devices/{dev}/revoke",
    operation_id = "revokeDevice",
    tag = "devices",
    security(("session" = [])),
    params(("dev" = String, Path, description = "Its number, in hex digits")),
    responses((status = 204)),
)]
pub(super) async fn revoke(State(app): State<App>, DeviceAdmin(me): DeviceAdmin, Path(dev): Path<String>) -> Result<StatusCode, Problem> {
    let dev = u32::from_str_radix(&dev, 16).map(DeviceId).map_err(|_| Problem::not_found())?;
    if !app.store.revoke_device(dev, app.clock.now()).await? {
        return Err(Problem::not_found());
    }
    tracing::info!(device = %dev, user = %me.staff.id, "revoked a device");
    Ok(StatusCode::NO_CONTENT)
}
