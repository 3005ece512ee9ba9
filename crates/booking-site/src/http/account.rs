//! `/api`: the person signed in, their sessions, their password.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_domain::Entity;
use innkeeper_domain::access::{self, Roles};
use innkeeper_sync::id::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::body::Read;
use super::client::Client;
use super::described;
use super::person::Person;
use super::problem::Problem;
use super::sign_in;
use crate::demo::remove;
use crate::store::accounts::SessionRow;
use crate::store::settings;
use crate::{hex, session, staff};

/// Answer of `GET /api/session`.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionAnswer {
    session: String,
    #[schema(value_type = Uuid)]
    user: UserId,
    name: String,
    email: String,
    #[schema(value_type = Vec<described::Role>)]
    roles: Roles,
    hotel: String,
    demo: bool,
    may_manage_devices: bool,
    /// What files of unsent changes are sealed to: a point of P-256, uncompressed, in hex.
    hotel_key: String,
}

/// `GET /api/session`: who is signed in. While nobody can, the refusal says `first_run`.
#[utoipa::path(
    get,
    path = "/api/session",
    operation_id = "readSession",
    tag = "people",
    security(("session" = [])),
    responses((status = 200, body = SessionAnswer)),
)]
pub(super) async fn session(State(app): State<App>, me: Result<Person, Problem>) -> Result<Json<SessionAnswer>, Problem> {
    let Person(me) = match me {
        Ok(me) => me,
        Err(mut problem) => {
            problem.first_run = !app.store.has_staff().await?;
            return Err(problem);
        }
    };
    let hotel = app.store.setting(settings::HOTEL).await?.unwrap_or_else(|| "Innkeeper".to_owned());
    let demo = app.store.setting(settings::DEMO).await?.is_some();
    let session = session::name(&me.session);
    let staff = me.staff;
    let may_manage_devices = access::may_manage_devices(staff.roles);
    Ok(Json(SessionAnswer {
        session,
        user: staff.id,
        name: staff.name,
        email: staff.email,
        roles: staff.roles,
        hotel,
        demo,
        may_manage_devices,
        hotel_key: hex::encode(&app.keys.hotel_key()),
    }))
}

/// `POST /api/demo/remove`: the made-up guests go, for those who may change what the hotel is.
#[utoipa::path(
    post,
    path = "/api/demo/remove",
    operation_id = "removeDemo",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 204), (status = 409, description = "There is no demo")),
)]
pub(super) async fn remove_demo(State(app): State<App>, Person(me): Person) -> Result<StatusCode, Problem> {
    if !access::may_write(me.staff.roles, Entity::Property) {
        return Err(Problem::not_allowed());
    }
    remove::remove(&app.store, app.clock.now()).await?;
    tracing::info!(user = %me.staff.id, "removed the demo hotel");
    Ok(StatusCode::NO_CONTENT)
}

/// A session in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionItem {
    name: String,
    created_at: i64,
    last_seen: i64,
    agent: String,
    this: bool,
}

/// `GET /api/sessions`: where this person is signed in.
#[utoipa::path(
    get,
    path = "/api/sessions",
    operation_id = "listSessions",
    tag = "people",
    security(("session" = [])),
    responses((status = 200, body = Vec<SessionItem>)),
)]
pub(super) async fn sessions(State(app): State<App>, Person(me): Person) -> Result<Json<Vec<SessionItem>>, Problem> {
    let rows = app.store.sessions_of(me.staff.id).await?;
    let item = |row: SessionRow| SessionItem {
        name: session::name(&row),
        this: row.hash == me.session.hash,
        created_at: row.created_at,
        last_seen: row.last_seen,
        agent: row.agent,
    };
    Ok(Json(rows.into_iter().map(item).collect()))
}

/// `DELETE /api/sessions/{name}`: ends one of one's own.
#[utoipa::path(
    delete,
    path = "/api/sessions/{name}",
    operation_id = "endSession",
    tag = "people",
    security(("session" = [])),
    params(("name" = String, Path, description = "Its name in the list")),
    responses((status = 204)),
)]
pub(super) async fn end_session(State(app): State<App>, Person(me): Person, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    let rows = app.store.sessions_of(me.staff.id).await?;
    let row = rows.iter().find(|row| session::name(row) == name).ok_or(Problem::not_found())?;
    app.store.end_session(&row.hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `POST /api/password`.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewPassword {
    old: String,
    new: String,
}

/// `POST /api/password`: a new password for oneself; all other sessions end.
#[utoipa::path(
    post,
    path = "/api/password",
    operation_id = "changePassword",
    tag = "people",
    security(("session" = [])),
    request_body = NewPassword,
    responses((status = 204), (status = 422, description = "The new password is not accepted")),
)]
pub(super) async fn password(
    State(app): State<App>,
    Client(network): Client,
    Person(me): Person,
    Read(body): Read<NewPassword>,
) -> Result<StatusCode, Problem> {
    let staff = sign_in::check(&app, network, &me.staff.email, body.old).await?;
    staff::set_password(&app.store, &staff, body.new, Some(&me.session.hash), app.clock.now()).await?;
    tracing::info!(user = %staff.id, "changed their password");
    Ok(StatusCode::NO_CONTENT)
}
