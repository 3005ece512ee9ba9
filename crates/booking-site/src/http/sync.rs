//! `/sync/v1`: enrolment, push, pull, hand-back, files that are carried, roots, snapshots, pokes, status, allowances.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use innkeeper_sync::id::DeviceId;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::wire::{Refused, StatusReport};

use super::App;
use super::body::Read;
use super::person::signed_in;
use super::problem::Problem;
use crate::limits::{Key, Limit};
use crate::session::SignedIn;
use crate::spaces;
use crate::store::devices::DeviceRow;

pub(super) mod allowance;
pub(super) mod carry;
pub(super) mod enrol;
pub(super) mod hand_back;
pub(super) mod live;
pub(super) mod pull;
pub(super) mod push;
pub(super) mod snapshot;

/// The header that carries the device certificate.
pub const CERTIFICATE: &str = "innkeeper-device";
/// The header that says what the app reads: see [`innkeeper_sync::wire::APP`].
pub const APP_NUMBER: &str = "innkeeper-app";

/// The device sending, by its certificate. Counts as one of its sync requests.
pub(super) struct Sender(pub DeviceRow);

impl FromRequestParts<App> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let device = certified(app, &parts.headers).await?.ok_or(Problem::unknown_device())?;
        app.limits.take(Key::Push(device.dev), Limit::SYNC, app.clock.now())?;
        Ok(Self(device))
    }
}

/// A person reading on a device: both are needed, and they must fit. A revoked device reads nothing.
pub(super) struct Reader {
    pub device: DeviceRow,
    pub projection: Projection,
}

impl FromRequestParts<App> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let device = certified(app, &parts.headers).await?.ok_or(Problem::unknown_device())?;
        app.limits.take(Key::Pull(device.dev), Limit::SYNC, app.clock.now())?;
        Self::of(app, &parts.headers, device, &signed_in(app, &parts.headers).await?).await
    }
}

impl Reader {
    async fn of(app: &App, headers: &HeaderMap, device: DeviceRow, me: &SignedIn) -> Result<Self, Problem> {
        if device.revoked_at.is_some() {
            return Err(Problem::refused(Refused::Wipe));
        }
        let reads = headers.get(APP_NUMBER).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
        if reads < app.min_app {
            return Err(Problem::refused(Refused::Upgrade));
        }
        let projection = spaces::projection(&app.store, &me.staff).await?;
        if device.projection == projection.key() { Ok(Self { device, projection }) } else { Err(Problem::refused(Refused::Reproject)) }
    }
}

/// A person who brings a file at a device in use, whoever they are: nothing of it is told to them.
pub(super) struct Carrier(pub DeviceRow);

impl FromRequestParts<App> for Carrier {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let device = certified(app, &parts.headers).await?.ok_or(Problem::unknown_device())?;
        app.limits.take(Key::Carry(device.dev), Limit::CARRY, app.clock.now())?;
        if device.revoked_at.is_some() {
            return Err(Problem::refused(Refused::Wipe));
        }
        signed_in(app, &parts.headers).await?;
        Ok(Self(device))
    }
}

/// A person taking pages of a snapshot: as [`Reader`], under the limit for pages.
pub(super) struct PageReader(pub Reader);

impl FromRequestParts<App> for PageReader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let device = certified(app, &parts.headers).await?.ok_or(Problem::unknown_device())?;
        app.limits.take(Key::Pages(device.dev), Limit::PAGES, app.clock.now())?;
        Reader::of(app, &parts.headers, device, &signed_in(app, &parts.headers).await?).await.map(Self)
    }
}

/// The device of the certificate in the headers; `None` without one of this server.
pub(super) async fn certified(app: &App, headers: &HeaderMap) -> Result<Option<DeviceRow>, Problem> {
    let text = headers.get(CERTIFICATE).and_then(|value| value.to_str().ok());
    let Some((dev, projection)) = text.and_then(|text| app.keys.certified(text)) else { return Ok(None) };
    match app.store.device(dev).await? {
        Some(row) => Ok(Some(row)),
        None => enrol::restore(app, dev, projection).await.map(Some),
    }
}

/// `POST /sync/v1/status`: what a device says of itself. It is also contact: the lease is renewed.
#[utoipa::path(
    post,
    path = "/sync/v1/status",
    operation_id = "reportStatus",
    tag = "sync",
    security(("device" = [])),
    request_body(content = ref("#/components/schemas/StatusReport")),
    responses((status = 204)),
)]
pub(super) async fn status(
    State(app): State<App>,
    Sender(device): Sender,
    Read(report): Read<StatusReport>,
) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    app.store.note_status(device.dev, &report, now).await?;
    app.store.renew_lease(device.dev, now + enrol::LEASE_MS, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The device named in a path or query as eight hex digits.
pub(super) fn dev_of(text: &str) -> Option<DeviceId> {
    u32::from_str_radix(text, 16).map(DeviceId).ok()
}
