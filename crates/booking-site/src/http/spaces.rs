//! `/api/spaces` and where files are: for those who look after the hotel.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_sync::id::RootId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::body::Read;
use super::person::{DeviceAdmin, HotelEditor};
use super::problem::Problem;
use super::staff::account;
use crate::spaces;

/// `GET /api/spaces`: the hotel's houses, its own first.
#[utoipa::path(
    get,
    path = "/api/spaces",
    operation_id = "listSpaces",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 200, body = Vec<String>), (status = 403)),
)]
pub(super) async fn list(State(app): State<App>, _: HotelEditor) -> Result<Json<Vec<String>>, Problem> {
    Ok(Json(spaces::all(&app.store).await?))
}

/// Body of `POST /api/staff/{id}/spaces`.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewSpaces {
    spaces: Vec<String>,
}

/// `POST /api/staff/{id}/spaces`: the houses they work in, instead of those they have. Their devices open another database.
#[utoipa::path(
    post,
    path = "/api/staff/{id}/spaces",
    operation_id = "setSpaces",
    tag = "staff",
    security(("session" = [])),
    params(("id" = String, Path, format = Uuid, description = "The account")),
    request_body = NewSpaces,
    responses((status = 204), (status = 422, description = "There is no such house, or none is named")),
)]
pub(super) async fn assign(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Path(id): Path<String>,
    Read(new): Read<NewSpaces>,
) -> Result<StatusCode, Problem> {
    let id = account(&id)?;
    spaces::assign(&app.store, id, &new.spaces).await?;
    tracing::info!(user = %me.staff.id, account = %id, "changed the spaces of an account");
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `POST /api/files/{id}/place`.
#[derive(Deserialize, ToSchema)]
pub(super) struct Placing {
    /// The house.
    space: String,
    /// Put into it, or taken out.
    inside: bool,
}

/// Where the log ends.
#[derive(Serialize, ToSchema)]
pub(super) struct PlacedFile {
    /// Last row of the log: a device that has it holds the file, or has let go of it.
    head: u64,
}

/// `POST /api/files/{id}/place`: puts a guest or a lead into a house, or takes it out.
#[utoipa::path(
    post,
    path = "/api/files/{id}/place",
    operation_id = "placeFile",
    tag = "people",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The file")),
    request_body = Placing,
    responses((status = 200, body = PlacedFile), (status = 403), (status = 404, description = "No guest and no lead"), (status = 422, description = "There is no such house, or the file would be in none")),
)]
pub(super) async fn place(
    State(app): State<App>,
    HotelEditor(me): HotelEditor,
    Path(id): Path<String>,
    Read(Placing { space, inside }): Read<Placing>,
) -> Result<Json<PlacedFile>, Problem> {
    let root: RootId = id.parse().map_err(|_| Problem::not_found())?;
    let head = spaces::place(&app.store, root, &space, inside, me.staff.id, app.clock.now()).await?;
    if !inside {
        app.snapshots.clear().await;
    }
    tracing::info!(user = %me.staff.id, file = %root, space, inside, "placed a file");
    Ok(Json(PlacedFile { head }))
}
