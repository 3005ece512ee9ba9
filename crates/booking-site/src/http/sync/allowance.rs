//! Allowances: points of a guest that a device may redeem while it cannot ask.

use axum::Json;
use axum::extract::State;
use innkeeper_domain::access;
use innkeeper_domain::loyalty_line::PointsReason;
use innkeeper_sync::id::{DeviceId, EntryId, Seq};
use innkeeper_sync::ledger::{LEDGER, Ledger};
use innkeeper_sync::server::points::{Grant, grant};
use innkeeper_sync::state::Record;
use innkeeper_sync::wire::{Allow, Allowed};

use super::super::App;
use super::super::body::Read;
use super::super::person::Person;
use super::super::problem::Problem;
use super::Reader;
use crate::store::accounts::StaffRow;
use crate::store::{StoreError, Tx, devices, log};
use crate::{random, writer};

/// `POST /sync/v1/allowance`: sets points of a guest aside, so that the device has so many that it may redeem while it cannot ask, or as many as are
/// free. What it has already counts, so repeating it changes nothing. What was left to devices that are out of use becomes free when it is needed.
#[utoipa::path(
    post,
    path = "/sync/v1/allowance",
    operation_id = "allowPoints",
    tag = "sync",
    security(("session" = [], "device" = [])),
    request_body(content = ref("#/components/schemas/Allow")),
    responses((status = 200, body = ref("#/components/schemas/Allowed")), (status = 403), (status = 404, description = "No guest in sight"), (status = 409, description = "`sync` says what to do first")),
)]
pub(in crate::http) async fn allow(
    State(app): State<App>,
    reader: Reader,
    Person(me): Person,
    Read(wanted): Read<Allow>,
) -> Result<Json<Allowed>, Problem> {
    if !access::may_add_points(me.staff.roles, PointsReason::Redeemed) {
        return Err(Problem::not_allowed());
    }
    let (allowed, head) = app.store.retrying(|| attempt(&app, &reader, &me.staff, wanted)).await?;
    if let Some(head) = head {
        app.store.announce(head);
        tracing::info!(device = %reader.device.dev, user = %me.staff.id, file = %wanted.root, points = allowed.granted, "allowed points");
    }
    Ok(Json(allowed))
}

/// The whole in one transaction, under the lock of the head row: what is free cannot be promised twice. Gives the new end of the log if there is one.
async fn attempt(app: &App, reader: &Reader, by: &StaffRow, wanted: Allow) -> Result<(Allowed, Option<Seq>), Problem> {
    let Allow { root, points } = wanted;
    let mut tx = app.store.write().await?;
    log::lock_head(&mut tx).await?;
    let found = log::states_of(&mut tx, &[root]).await?;
    let state = found.get(&root).map(|at| &at.state).filter(|state| reader.projection.sees_root(root, state)).ok_or(Problem::not_found())?;
    let gone = gone(&mut tx, state.own(root)).await?;
    let now = app.clock.now();
    let grant = grant(root, state, reader.device.dev, points, &gone, || EntryId(random::uuid_v7(now)));
    let Grant { group, granted, left } = grant.ok_or(Problem::not_found())?;
    let allowed = Allowed { granted, left };
    if group.is_empty() {
        return Ok((allowed, None));
    }
    let appended = writer::append_in(&mut tx, vec![group], by.id, now).await?;
    tx.commit().await?;
    Ok((allowed, Some(appended.head)))
}

/// Devices with an allowance that are out of use, or whose browser has another number now because its storage was thrown away.
async fn gone(tx: &mut Tx, own: Option<&Record>) -> Result<Vec<DeviceId>, StoreError> {
    let ledger = Ledger::of(own.map_or(&[], |own| own.entries(LEDGER)));
    let mut gone = Vec::new();
    for (dev, _) in ledger.allowances() {
        if devices::device_in(tx, dev).await?.is_some_and(|row| row.revoked_at.is_some() || row.replaced_by.is_some()) {
            gone.push(dev);
        }
    }
    Ok(gone)
}
