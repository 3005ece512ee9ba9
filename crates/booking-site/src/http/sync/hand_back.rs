//! Hand-back: replicas give a restored server what its log has lost.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use innkeeper_sync::id::{DeviceId, Dot, RootId};
use innkeeper_sync::projection::Projection;
use innkeeper_sync::server::{TakenBack, take_back};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{HandBack, HandedBack, Refused};

use super::super::App;
use super::super::body::ReadPush;
use super::super::problem::Problem;
use super::Sender;
use crate::store::{Tx, devices, log};
use crate::{aside, project};

/// `POST /sync/v1/hand-back`: groups of rows that this server gave out and its log does not hold any more. Each is taken once, with its first stamps;
/// the seals say that they are the server's own. Repeating it changes nothing.
#[utoipa::path(
    post,
    path = "/sync/v1/hand-back",
    operation_id = "handBack",
    tag = "sync",
    security(("device" = [])),
    request_body(content = ref("#/components/schemas/HandBack")),
    responses((status = 200, body = ref("#/components/schemas/HandedBack")), (status = 409, description = "`sync` says what to do first")),
)]
pub(in crate::http) async fn hand_back(
    State(app): State<App>,
    Sender(device): Sender,
    ReadPush(back): ReadPush<HandBack>,
) -> Result<Json<HandedBack>, Problem> {
    let projection = project::of_key(&device.projection);
    let answer = app.store.retrying(|| attempt(&app, &projection, &back)).await?;
    app.store.announce(answer.head);
    if answer.taken > 0 {
        tracing::info!(device = %device.dev, rows = answer.taken, "took back rows that the log had lost");
    }
    Ok(Json(answer))
}

/// The whole in one transaction, under the lock of the head row.
async fn attempt(app: &App, projection: &Projection, back: &HandBack) -> Result<HandedBack, Problem> {
    let mut tx = app.store.write().await?;
    let before = log::lock_head(&mut tx).await?;
    if back.epoch != before.head.epoch {
        return Err(Problem::refused(Refused::Epoch { epoch: before.head.epoch }));
    }
    let rows = || back.groups.iter().flat_map(|group| &group.rows);
    let roots: BTreeSet<RootId> = rows().map(|row| row.op.root).collect();
    let roots: Vec<RootId> = roots.into_iter().collect();
    let found = log::states_of(&mut tx, &roots).await?;
    let mut states: BTreeMap<RootId, RootState> = found.into_iter().map(|(root, at)| (root, at.state)).collect();
    let (in_log, last_n) = known(&mut tx, back).await?;
    let (key, since) = (app.keys.rows(), log::begun_in(&mut tx).await?);
    let TakenBack { accepted, last_n, left } = take_back(&back.groups, before.head, &in_log, &last_n, &mut states, &key, since);
    if left > 0 {
        tracing::warn!(groups = left, "rows that were handed back could not be taken");
    }
    log::store_accepted(&mut tx, &before, &accepted, &states, None).await?;
    let let_in = accepted.rows.iter().filter(|row| row.status.is_ok());
    let let_in: Vec<Dot> = let_in.filter_map(|row| row.op.lets_in()).collect();
    log::mark_released(&mut tx, &let_in).await?;
    for (dev, n) in last_n {
        devices::count_up(&mut tx, dev, n).await?;
    }
    aside::let_in(&mut tx, &accepted, app.clock.now()).await?;
    let head = log::head_in(&mut tx).await?.head;
    tx.commit().await?;
    // Of what was erased, or is out of the reader's sight by now, nothing may be kept.
    let gone = |root: &RootId, state: &RootState| state.erased.is_some() || !projection.sees_root(*root, state);
    let erased = roots.into_iter().filter(|root| states.get(root).is_some_and(|state| gone(root, state))).collect();
    Ok(HandedBack { epoch: head.epoch, head: head.seq, chain: head.chain, taken: accepted.rows.len() as u64, erased })
}

/// Which of the ops the log holds, or has let in by another row, and the last number of each tablet among their authors.
async fn known(tx: &mut Tx, back: &HandBack) -> Result<(BTreeSet<Dot>, BTreeMap<DeviceId, u64>), Problem> {
    let mut numbers: BTreeMap<DeviceId, Vec<u64>> = BTreeMap::new();
    let mut in_log = BTreeSet::new();
    for row in back.groups.iter().flat_map(|group| &group.rows) {
        numbers.entry(row.dev).or_default().push(row.op.n);
        if let Some(target) = row.op.lets_in()
            && log::is_released(tx, target).await?
        {
            in_log.insert(row.dot());
        }
    }
    let mut last_n = BTreeMap::new();
    for (dev, numbers) in numbers {
        if dev.is_server() {
            in_log.extend(log::held(tx, dev, &numbers).await?);
        } else {
            last_n.insert(dev, log::last_n_at(tx, dev, log::EVERY_ROW).await?);
        }
    }
    Ok((in_log, last_n))
}
