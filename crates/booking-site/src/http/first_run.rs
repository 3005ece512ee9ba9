//! `POST /api/first-run`: while nobody can sign in, somebody names the hotel and makes the first account.
//!
//! Who sits at the server itself may; everybody else needs the code that `innkeeper serve` says when it starts, so that a stranger on the
//! network cannot take a fresh server over.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_sync::id::UserId;
use innkeeper_texts::Key as Text;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::App;
use super::body::Read;
use super::client::{Client, IsLocal};
use super::person::{cookie, token};
use super::problem::Problem;
use super::sign_in::with_cookie;
use crate::first_run::{FOUNDER, FirstRunError, NewHotel, begin};
use crate::limits::{Key, Limit};
use crate::session;
use crate::staff::NewStaff;

/// What is asked.
#[derive(Deserialize, ToSchema)]
pub(super) struct FirstRun {
    hotel: String,
    name: String,
    email: String,
    password: String,
    locale: String,
    zone: String,
    currency: String,
    #[serde(default)]
    demo: bool,
    /// The code of the start.
    #[serde(default)]
    setup: String,
}

/// Who it is now.
#[derive(Serialize, ToSchema)]
struct Begun {
    #[schema(value_type = Uuid)]
    user: UserId,
}

/// `POST /api/first-run`: 200 with the cookie.
#[utoipa::path(
    post,
    path = "/api/first-run",
    operation_id = "beginHotel",
    tag = "people",
    request_body = FirstRun,
    responses((status = 200, body = Begun, headers(("set-cookie" = String, description = "The session"))), (status = 409, description = "It has begun"), (status = 422), (status = 429)),
)]
pub(super) async fn first_run(
    State(app): State<App>,
    Client(network): Client,
    IsLocal(is_local): IsLocal,
    headers: HeaderMap,
    Read(asked): Read<FirstRun>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    app.limits.take(Key::FirstRun(network), Limit::FIRST_RUN, now)?;
    if app.store.has_staff().await? {
        return Err(FirstRunError::Over.into());
    }
    if !is_local && Sha256::digest(&asked.setup) != Sha256::digest(&app.setup_code) {
        tracing::warn!("somebody tried to begin the hotel without the code");
        return Err(Problem::new(StatusCode::FORBIDDEN, Text::ProblemFirstRunCode));
    }
    let FirstRun { hotel, name, email, password, locale, zone, currency, demo, .. } = asked;
    let person = NewStaff { name, email, roles: FOUNDER, password };
    let user = begin(&app.store, NewHotel { name: hotel, zone, currency, locale, person }, demo, now).await?;
    tracing::info!(user = %user, demo, "the hotel has begun");
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = session::begin(&app.store, user, agent, token(&headers).as_ref(), app.clock.now()).await?;
    Ok(with_cookie(Json(Begun { user }).into_response(), &cookie(&token)))
}
