//! Push: a device's edits enter the log.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use innkeeper_sync::carry;
use innkeeper_sync::id::{DeviceId, RootId, Seq};
use innkeeper_sync::row::{Row, Status};
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
    take(&app, device.dev, &push, Bearer::Itself).await.map(|(answer, _)| Json(answer))
}

/// Who brings a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// The device that wrote it.
    Itself,
    /// Another one, in a file, some time after it was made: in whatever generation, and with a clock that only says when that was.
    Another,
}

/// Takes a push of this device, and gives with the answer the rows that came into the log by it.
pub(super) async fn take(app: &App, dev: DeviceId, push: &Push, bearer: Bearer) -> Result<(Pushed, Vec<Row>), Problem> {
    let (answer, rows) = app.store.retrying(|| attempt(app, dev, push, bearer)).await?;
    app.store.announce(answer.head);
    if !answer.not_ok.is_empty() {
        tracing::warn!(device = %dev, count = answer.not_ok.len(), "edits were kept aside");
    }
    Ok((answer, rows))
}

/// The whole in one transaction, under the lock of the head row.
async fn attempt(app: &App, dev: DeviceId, push: &Push, bearer: Bearer) -> Result<(Pushed, Vec<Row>), Problem> {
    let roots = roots_of(push)?;
    let mut tx = app.store.write().await?;
    let before = log::lock_head(&mut tx).await?;
    let device = devices::device_in(&mut tx, dev).await?.ok_or(Problem::unknown_device())?;
    let house = House::new(&app.keys, dev, accounts::staff_in(&mut tx).await?);
    let found = log::states_of(&mut tx, &roots).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let now = app.clock.now();
    let carried;
    let push = match bearer {
        Bearer::Itself => push,
        Bearer::Another => {
            // The file was made before now, whatever its tablet's clock said then. How far that was off is not known, so it is believed unless it says more.
            carried = Push { epoch: before.head.epoch, now: push.now.max(now), ..push.clone() };
            &carried
        }
    };
    let at = DeviceAt { dev, last_n: device.last_n, revoked: device.revoked_at.is_some() };
    let accepted = accept(push, before.head, at, &mut states, &house, now).map_err(Problem::refused)?;
    let mut not_ok = before_it(&mut tx, push, dev, device.last_n, before.head.seq).await?;
    not_ok.extend(accepted.not_ok.iter().cloned());
    log::store_accepted(&mut tx, &before, &accepted, &states, None).await?;
    match bearer {
        Bearer::Itself => devices::advance(&mut tx, dev, accepted.last_n, now).await?,
        Bearer::Another => {
            let changes = carry::changes(&mut accepted.rows.iter().map(|row| &row.op));
            devices::carried(&mut tx, dev, accepted.last_n, changes).await?;
        }
    }
    let numbered = numbers::give(&mut tx, &accepted, &states, now).await?;
    let let_in = aside::let_in(&mut tx, &accepted, now).await?;
    tx.commit().await?;
    let head = let_in.or(numbered).unwrap_or(accepted.head.seq);
    Ok((Pushed { last_n: accepted.last_n, not_ok, head, durable: before.durable, now }, accepted.rows))
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
