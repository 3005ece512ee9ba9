//! `/api/files/{id}/erase`: what is personal in a guest's file goes for good, by the privacy officer.

use axum::Json;
use axum::extract::State;
use innkeeper_sync::id::RootId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::body::Read;
use super::client::Client;
use super::person::PrivacyOfficer;
use super::problem::Problem;
use super::sign_in;
use crate::erasure;

/// Body of `POST /api/files/{id}/erase`.
#[derive(Deserialize, ToSchema)]
pub(super) struct Erase {
    /// The officer's own password: who left a browser open erases nobody.
    password: String,
}

/// What was erased.
#[derive(Serialize, ToSchema)]
pub(super) struct ErasedFiles {
    /// The files: the guest's, and those of the same person.
    #[schema(value_type = Vec<Uuid>)]
    files: Vec<RootId>,
    /// Last row of the log: a device that has it has forgotten them.
    head: u64,
}

/// `POST /api/files/{id}/erase`: erases a guest or a lead, with every file of the same person. It cannot be undone.
#[utoipa::path(
    post,
    path = "/api/files/{id}/erase",
    operation_id = "eraseFile",
    tag = "people",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The file")),
    request_body = Erase,
    responses((status = 200, body = ErasedFiles), (status = 403), (status = 404, description = "No guest and no lead, or erased before")),
)]
pub(super) async fn erase(
    State(app): State<App>,
    Client(network): Client,
    PrivacyOfficer(me): PrivacyOfficer,
    Path(id): Path<String>,
    Read(body): Read<Erase>,
) -> Result<Json<ErasedFiles>, Problem> {
    let root: RootId = id.parse().map_err(|_| Problem::not_found())?;
    sign_in::check(&app, network, &me.staff.email, body.password).await?;
    let erased = erasure::erase(&app.store, root, me.staff.id, app.clock.now()).await?.ok_or(Problem::not_found())?;
    app.snapshots.clear().await;
    Ok(Json(ErasedFiles { files: erased.roots, head: erased.head }))
}
