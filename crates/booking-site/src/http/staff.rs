//! `/api/staff`: the accounts, for those who manage staff and devices.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use innkeeper_domain::access::Roles;
use innkeeper_sync::id::UserId;
use innkeeper_texts::Key;
use serde::{Deserialize, Serialize};

use super::App;
use super::body::Read;
use super::person::DeviceAdmin;
use super::problem::Problem;
use crate::staff::{self, NewStaff};
use crate::store::accounts::StaffRow;

/// An account in a list.
#[derive(Serialize)]
pub(super) struct StaffItem {
    id: UserId,
    name: String,
    email: String,
    roles: Roles,
    active: bool,
}

impl From<StaffRow> for StaffItem {
    fn from(row: StaffRow) -> Self {
        Self { id: row.id, name: row.name, email: row.email, roles: row.roles, active: row.disabled_at.is_none() }
    }
}

/// `GET /api/staff`.
pub(super) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<StaffItem>>, Problem> {
    Ok(Json(app.store.staff().await?.into_iter().map(StaffItem::from).collect()))
}

/// Body of `POST /api/staff`.
#[derive(Deserialize)]
pub(super) struct NewAccount {
    name: String,
    email: String,
    roles: Roles,
    password: String,
}

/// `POST /api/staff`: 201 with the account.
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
#[derive(Deserialize)]
pub(super) struct NewRoles {
    roles: Roles,
}

/// `POST /api/staff/{id}/roles`: these roles instead of those they have.
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

fn account(id: &str) -> Result<UserId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}
