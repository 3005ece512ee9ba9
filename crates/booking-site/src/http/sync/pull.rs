//! Pull: the log after a cursor, as the reader may see it; and one root alone.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use innkeeper_sync::id::{RootId, Seq};
use innkeeper_sync::op::GROUP_MAX;
use innkeeper_sync::page::encode_root;
use innkeeper_sync::pull::{Candidate, Limits, Place, Shown, answer, check, cut};
use innkeeper_sync::wire::{PullQuery, Pulled};

use super::super::App;
use super::super::address::{Path, Query};
use super::super::problem::Problem;
use super::Reader;
use crate::project;
use crate::store::{Tx, devices, log};

/// `GET /sync/v1/pull`: rows after the cursor, cut at a group's end.
#[utoipa::path(
    get,
    path = "/sync/v1/pull",
    operation_id = "pull",
    tag = "sync",
    security(("session" = [], "device" = [])),
    params(("epoch" = u32, Query, description = "Generation of the log"), ("cursor" = u64, Query, description = "Last row the device has"), ("chain" = String, Query, description = "Chain after that row, hex digits", pattern = "^[0-9a-f]{16}$"), ("projection" = String, Query, description = "Key of its projection")),
    responses((status = 200, body = ref("#/components/schemas/Pulled")), (status = 409, description = "`sync` says what to do first")),
)]
pub(in crate::http) async fn pull(State(app): State<App>, reader: Reader, Query(query): Query<PullQuery>) -> Result<Json<Pulled>, Problem> {
    let mut tx = app.store.read().await?;
    let head = log::head_in(&mut tx).await?;
    let device = devices::device_in(&mut tx, reader.device.dev).await?.ok_or(Problem::unknown_device())?;
    let chain = log::chain_at(&mut tx, query.cursor).await?;
    let place = Place { head: head.head, chain, durable: head.durable, last_n: device.last_n };
    check(&query, &reader.projection, &place).map_err(Problem::refused)?;
    let limits = Limits::default();
    let rows = cut(limits, rows_after(&mut tx, query.cursor, limits).await?);
    let placed = log::placed(&mut tx, &rows.iter().map(|candidate| candidate.row.op.root).collect()).await?;
    let shown = Shown::new(&reader.projection, rows, &placed);
    let files = log::as_they_were(&mut tx, &shown.coming()).await?;
    Ok(Json(answer(&query, &place, limits, &shown, &files, &app.keys.rows(), app.clock.now())))
}

/// Rows read at a time: some may be long.
const READ_AT_ONCE: usize = 250;

/// Rows of the log: a few more than an answer holds, so that the end of its last group is among them.
async fn rows_after(tx: &mut Tx, cursor: Seq, limits: Limits) -> Result<Vec<Candidate>, Problem> {
    let mut rows = Vec::new();
    let (mut bytes, mut beyond) = (0, 0);
    loop {
        let found = log::rows_after(tx, cursor + rows.len() as u64, READ_AT_ONCE).await?;
        let last = found.len() < READ_AT_ONCE;
        for log::LogRow { row, entity, .. } in found {
            let size = serde_json::to_vec(&row).map_or(0, |json| json.len());
            beyond += usize::from(rows.len() >= limits.rows || bytes >= limits.bytes);
            bytes += size;
            rows.push(Candidate { row, entity, bytes: size });
        }
        if last || beyond >= GROUP_MAX {
            return Ok(rows);
        }
    }
}

/// `GET /sync/v1/root/{id}`: one root as it is now, as a page of one.
#[utoipa::path(
    get,
    path = "/sync/v1/root/{id}",
    operation_id = "readRoot",
    tag = "sync",
    security(("session" = [], "device" = [])),
    params(("id" = Uuid, Path, description = "The root")),
    responses((status = 200, description = "A page of one root", body = String, content_type = "application/octet-stream"), (status = 409)),
)]
pub(in crate::http) async fn root(State(app): State<App>, reader: Reader, Path(id): Path<String>) -> Result<Response, Problem> {
    let root: RootId = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = app.store.read().await?;
    let head = log::head_in(&mut tx).await?;
    let mut found = log::states_of(&mut tx, &[root]).await?;
    let mut at = found.remove(&root).ok_or(Problem::not_found())?;
    if !project::redact_root(&reader.projection, root, &mut at.state) {
        return Err(Problem::not_found());
    }
    let page = encode_root(root, head.head.seq, &at.state);
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], page).into_response())
}
