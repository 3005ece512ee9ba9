//! Enrolment: a browser becomes a device of the hotel.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use innkeeper_domain::access;
use innkeeper_sync::id::{DeviceId, Epoch, UserId};
use innkeeper_sync::wire::{Enrol, Enrolled, Refused, StatusReport};
use innkeeper_texts::Key;
use uuid::Uuid;

use super::super::App;
use super::super::body::Read;
use super::super::client::Client;
use super::super::person::Person;
use super::super::problem::Problem;
use super::super::sign_in;
use super::certified;
use crate::limits::Network;
use crate::session::SignedIn;
use crate::store::devices::{self, DeviceRow};
use crate::store::log;
use crate::{hex, random, roster, spaces};

/// A device works this long without contact (milliseconds): 72 hours.
pub const LEASE_MS: i64 = 72 * 60 * 60 * 1000;

/// Most characters of a device's name.
const NAME_MAX: usize = 80;

/// `POST /sync/v1/enrol`: the number, certificate and keys of this browser.
///
/// A browser that is a device already (its certificate is in the header) keeps its number for whoever signs in with the same projection, and
/// gets another number for another projection; neither needs approval again.
#[utoipa::path(
    post,
    path = "/sync/v1/enrol",
    operation_id = "enrol",
    tag = "sync",
    security(("session" = [])),
    params(("innkeeper-device" = Option<String>, Header, description = "The certificate, where the browser has one")),
    request_body(content = ref("#/components/schemas/Enrol")),
    responses((status = 200, body = ref("#/components/schemas/Enrolled")), (status = 422, description = "A new device has no name")),
)]
pub(in crate::http) async fn enrol(
    State(app): State<App>,
    Client(network): Client,
    Person(me): Person,
    headers: HeaderMap,
    Read(body): Read<Enrol>,
) -> Result<Json<Enrolled>, Problem> {
    let projection = spaces::projection(&app.store, &me.staff).await?;
    let known = certified(&app, &headers).await?;
    if known.as_ref().is_some_and(|device| device.revoked_at.is_some()) {
        return Err(Problem::refused(Refused::Wipe));
    }
    if known.is_none() {
        approve(&app, network, &me, &body).await?;
    }
    let now = app.clock.now();
    let device = match known {
        Some(device) if device.projection == projection.key() => {
            app.store.renew_lease(device.dev, now + LEASE_MS, now).await?;
            device
        }
        known => {
            let before = body.before.filter(|_| known.is_none());
            let name = if body.name.trim().is_empty() { known.map_or_else(String::new, |device| device.name) } else { body.name };
            let device = add(&app, &me, &name, projection.key(), now).await?;
            if let Some(before) = before {
                app.store.note_replaced(before, device.dev).await?;
            }
            device
        }
    };
    Ok(Json(Enrolled {
        dev: device.dev,
        certificate: device.certificate,
        epoch: epoch(&app).await?,
        projection,
        user: me.staff.id,
        author_key: hex::encode(&app.keys.author(me.staff.id, device.dev)),
        lease_until: now + LEASE_MS,
        now,
    }))
}

async fn epoch(app: &App) -> Result<Epoch, Problem> {
    Ok(app.store.head().await?.head.epoch)
}

/// The person signed in may manage devices, or somebody who may has typed their address and password.
async fn approve(app: &App, network: Network, me: &SignedIn, body: &Enrol) -> Result<(), Problem> {
    if access::may_manage_devices(me.staff.roles) {
        return Ok(());
    }
    let needed = Problem::new(StatusCode::FORBIDDEN, Key::ProblemApprovalNeeded);
    let approver = body.approver.as_ref().ok_or(needed.clone())?;
    let staff = sign_in::check(app, network, &approver.email, approver.password.clone()).await?;
    if !access::may_manage_devices(staff.roles) {
        return Err(needed);
    }
    tracing::info!(user = %me.staff.id, approver = %staff.id, "a device was approved");
    Ok(())
}

/// A device's name as it is kept.
pub(in crate::http) fn name_of(name: &str) -> Result<String, Problem> {
    let shown: String = name.chars().filter(|c| !c.is_control()).collect();
    match shown.trim() {
        "" => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemDeviceName)),
        name => Ok(name.chars().take(NAME_MAX).collect()),
    }
}

/// Adds a device under a number nobody has had.
async fn add(app: &App, me: &SignedIn, name: &str, projection: String, now: i64) -> Result<DeviceRow, Problem> {
    let name = name_of(name)?;
    loop {
        let dev = DeviceId::client(random::short());
        let device = DeviceRow {
            dev,
            name: name.clone(),
            user: me.staff.id,
            certificate: app.keys.certificate(dev, &projection),
            projection: projection.clone(),
            enrolled_at: now,
            revoked_at: None,
            last_n: 0,
            last_seen: now,
            status: StatusReport::default(),
            replaced_by: None,
            lease_until: now + LEASE_MS,
        };
        if app.store.retrying(|| insert(app, &device)).await? {
            tracing::info!(device = %dev, user = %me.staff.id, "enrolled a device");
            return Ok(device);
        }
    }
}

/// The device's row and its record in the log. `false` when the number is taken, or was used in a log that was restored without the row.
async fn insert(app: &App, device: &DeviceRow) -> Result<bool, Problem> {
    let mut tx = app.store.write().await?;
    let used = log::last_n_at(&mut tx, device.dev, log::EVERY_ROW).await? > 0;
    if used || !devices::insert(&mut tx, device).await? {
        return Ok(false);
    }
    let head = roster::add_device(&mut tx, device).await?;
    tx.commit().await?;
    app.store.announce(head);
    Ok(true)
}

/// A device whose certificate is ours but whose row is gone: the server was restored from a backup made before it enrolled.
pub(super) async fn restore(app: &App, dev: DeviceId, projection: String) -> Result<DeviceRow, Problem> {
    let now = app.clock.now();
    let attempt = || async {
        let mut tx = app.store.write().await?;
        let device = DeviceRow {
            dev,
            name: dev.to_string(),
            user: UserId(Uuid::nil()),
            certificate: app.keys.certificate(dev, &projection),
            projection: projection.clone(),
            enrolled_at: now,
            revoked_at: None,
            last_n: log::last_n_at(&mut tx, dev, log::EVERY_ROW).await?,
            last_seen: now,
            status: StatusReport::default(),
            replaced_by: None,
            lease_until: now + LEASE_MS,
        };
        devices::insert(&mut tx, &device).await?;
        let row = devices::device_in(&mut tx, dev).await?.unwrap_or(device);
        tx.commit().await?;
        Ok::<_, Problem>(row)
    };
    let row = app.store.retrying(attempt).await?;
    tracing::warn!(device = %dev, "took back a device that a restored database did not know");
    Ok(row)
}
