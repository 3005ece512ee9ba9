//! Push: a device's edits enter the log.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use innkeeper_sync::id::{DeviceId, RootId, Seq};
use innkeeper_sync::row::Status;
use innkeeper_sync::server::{DeviceAt, accept};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{NotOk, Push, Pushed, Refused};

use super::super::App;
use super::super::body::ReadPush;
use super::super::problem::Problem;
use super::Sender;
use crate::judge::House;
use crate::store::{Tx, accounts, devices, log};
use crate::{aside, numbers};

/// `POST /sync/v1/push`: edits of a device. It needs no cookie: the certificate says which device, the MACs say which authors. Repeating it changes nothing.
#[utoipa::path(
    post,
    path = "/sync/v1/push",
    operation_id = "push",
    tag = "sync",
    security(("device" = [])),
    request_body(content = ref("#/components/schemas/Push")),
    responses((status = 200, body = ref("#/components/schemas/Pushed")), (status = 401, description = "An author of the edits is to sign in again"), (status = 409, description = "`sync` says what to do first")),
)]
pub(in crate::http) async fn push(
    State(app): State<App>,
    Sender(device): Sender,
    ReadPush(push): ReadPush<Push>,
) -> Result<Json<Pushed>, Problem> {
    if push.dev != device.dev {
        return Err(Problem::unreadable());
    }
    let answer = app.store.retrying(|| attempt(&app, device.dev, &push)).await?;
    app.store.announce(answer.head);
    if !answer.not_ok.is_empty() {
        tracing::warn!(device = %device.dev, count = answer.not_ok.len(), "edits were kept aside");
    }
    Ok(Json(answer))
}

/// The whole in one transaction, under the lock of the head row.
async fn attempt(app: &App, dev: DeviceId, push: &Push) -> Result<Pushed, Problem> {
    let roots = roots_of(push)?;
    let mut tx = app.store.write().await?;
    let before = log::lock_head(&mut tx).await?;
    let device = devices::device_in(&mut tx, dev).await?.ok_or(Problem::unknown_device())?;
    let house = House::new(&app.keys, dev, accounts::staff_in(&mut tx).await?);
    let found = log::states_of(&mut tx, &roots).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let now = app.clock.now();
    let at = DeviceAt { dev, last_n: device.last_n, revoked: device.revoked_at.is_some() };
    let accepted = accept(push, before.head, at, &mut states, &house, now).map_err(Problem::refused)?;
    let mut not_ok = before_it(&mut tx, push, dev, device.last_n, before.head.seq).await?;
    not_ok.extend(accepted.not_ok.iter().cloned());
    log::store_accepted(&mut tx, &before, &accepted, &states, None).await?;
    devices::advance(&mut tx, dev, accepted.last_n, now).await?;
    let numbered = numbers::give(&mut tx, &accepted, &states, now).await?;
    let let_in = aside::let_in(&mut tx, &accepted, now).await?;
    tx.commit().await?;
    let head = let_in.or(numbered).unwrap_or(accepted.head.seq);
    Ok(Pushed { last_n: accepted.last_n, not_ok, head, durable: before.durable, now })
}

/// What a repeated push had brought before and is kept aside: a device out of use hears it in no answer to a pull.
async fn before_it(tx: &mut Tx, push: &Push, dev: DeviceId, last_n: u64, head: Seq) -> Result<Vec<NotOk>, Problem> {
    let numbers = push.runs.iter().filter_map(|run| run.parse().ok()).flatten().map(|op| op.n).filter(|n| *n <= last_n);
    let repeated: BTreeSet<u64> = numbers.collect();
    if repeated.is_empty() {
        return Ok(Vec::new());
    }
    let aside = |not_ok: &NotOk| repeated.contains(&not_ok.n) && matches!(not_ok.status, Status::Quarantined(_));
    Ok(log::not_ok_of(tx, dev, head).await?.into_iter().filter(aside).collect())
}

fn roots_of(push: &Push) -> Result<Vec<RootId>, Problem> {
    let mut roots = BTreeSet::new();
    for run in &push.runs {
        let ops = run.parse().map_err(|_| Problem::refused(Refused::Malformed))?;
        roots.extend(ops.iter().map(|op| op.root));
    }
    Ok(roots.into_iter().collect())
}
