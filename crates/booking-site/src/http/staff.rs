//! `/api/staff`: the accounts, for those who manage staff and devices.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_domain::access::Roles;
use innkeeper_sync::id::UserId;
use innkeeper_texts::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::body::Read;
use super::described;
use super::person::DeviceAdmin;
use super::problem::Problem;
use crate::staff::{self, NewStaff};
use crate::store::accounts::StaffRow;

/// An account in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct StaffItem {
    #[schema(value_type = Uuid)]
    id: UserId,
    name: String,
    email: String,
    #[schema(value_type = Vec<described::Role>)]
    roles: Roles,
    /// The houses they work in.
    spaces: Vec<String>,
    active: bool,
}

impl From<StaffRow> for StaffItem {
    fn from(row: StaffRow) -> Self {
        Self { id: row.id, name: row.name, email: row.email, roles: row.roles, spaces: row.spaces, active: row.disabled_at.is_none() }
    }
}

/// `GET /api/staff`: the accounts.
#[utoipa::path(
    get,
    path = "/api/staff",
    operation_id = "listStaff",
    tag = "staff",
    security(("session" = [])),
    responses((status = 200, body = Vec<StaffItem>), (status = 403)),
)]
pub(super) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<StaffItem>>, Problem> {
    Ok(Json(app.store.staff().await?.into_iter().map(StaffItem::from).collect()))
}

/// Body of `POST /api/staff`.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewAccount {
    name: String,
    email: String,
    #[schema(value_type = Vec<described::Role>)]
    roles: Roles,
    password: String,
}

/// `POST /api/staff`: 201 with the account.
#[utoipa::path(
    post,
    path = "/api/staff",
    operation_id = "addStaff",
    tag = "staff",
    security(("session" = [])),
    request_body = NewAccount,
    responses((status = 201, body = StaffItem), (status = 409, description = "There is an account for this address"), (status = 422)),
)]
pub(super) async fn add(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Read(new): Read<NewAccount>,
) -> Result<(StatusCode, Json<StaffItem>), Problem> {
    let NewAccount { name, email, roles, password } = new;
    let id = staff::add(&app.store, NewStaff { name, email, roles, password }, app.clock.now()).await?;
    tracing::info!(user = %me.staff.id, account = %id, "made an account");
    let row = app.store.staff_by_id(id).await?.ok_or(Problem::not_found())?;
    Ok((StatusCode::CREATED, Json(row.into())))
}

/// `POST /api/staff/{id}/close`: the account's sessions end. Nobody closes their own.
#[utoipa::path(
    post,
    path = "/api/staff/{id}/close",
    operation_id = "closeStaff",
    tag = "staff",
    security(("session" = [])),
    params(("id" = String, Path, format = Uuid, description = "The account")),
    responses((status = 204), (status = 409, description = "It is one's own, or nobody would be left who manages staff")),
)]
pub(super) async fn close(State(app): State<App>, DeviceAdmin(me): DeviceAdmin, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let id = account(&id)?;
    if id == me.staff.id {
        return Err(Problem::new(StatusCode::CONFLICT, Key::ProblemStaffOneself));
    }
    staff::close_colleague(&app.store, id, app.clock.now()).await?;
    tracing::info!(user = %me.staff.id, account = %id, "closed an account");
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `POST /api/staff/{id}/roles`.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewRoles {
    #[schema(value_type = Vec<described::Role>)]
    roles: Roles,
}

/// `POST /api/staff/{id}/roles`: these roles instead of those they have.
#[utoipa::path(
    post,
    path = "/api/staff/{id}/roles",
    operation_id = "setRoles",
    tag = "staff",
    security(("session" = [])),
    params(("id" = String, Path, format = Uuid, description = "The account")),
    request_body = NewRoles,
    responses((status = 204), (status = 409, description = "Nobody would be left who manages staff"), (status = 422)),
)]
pub(super) async fn roles(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Path(id): Path<String>,
    Read(new): Read<NewRoles>,
) -> Result<StatusCode, Problem> {
    let id = account(&id)?;
    staff::set_roles(&app.store, id, new.roles, app.clock.now()).await?;
    tracing::info!(user = %me.staff.id, account = %id, "changed the roles of an account");
    Ok(StatusCode::NO_CONTENT)
}

/// The account named in a path.
pub(super) fn account(id: &str) -> Result<UserId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}
