//! Snapshots: the manifest, and its pages by hash.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use innkeeper_sync::id::RootId;
use innkeeper_sync::wire::{Manifest, PAGES_AT_ONCE, PagesQuery};

use super::super::App;
use super::super::body::Read;
use super::super::problem::Problem;
use super::{PageReader, Reader};
use crate::store::log;

/// `GET /sync/v1/snapshot`: what to fetch, and where to pull from afterwards.
#[utoipa::path(
    get,
    path = "/sync/v1/snapshot",
    operation_id = "readManifest",
    tag = "sync",
    security(("session" = [], "device" = [])),
    responses((status = 200, body = ref("#/components/schemas/Manifest")), (status = 409)),
)]
pub(in crate::http) async fn manifest(State(app): State<App>, reader: Reader) -> Result<Json<Manifest>, Problem> {
    let pack = app.snapshots.fresh(&app.store, &reader.projection).await?;
    let mut tx = app.store.read().await?;
    let head = log::head_in(&mut tx).await?;
    let erased: Vec<RootId> = app.store.vault().erasures().await?.into_iter().map(|erasure| erasure.root).collect();
    let written = log::written_by(&mut tx, reader.device.dev, &erased).await?;
    let written = log::states_of(&mut tx, &written).await?.into_values();
    let erased = written.filter(|at| !reader.projection.sees_root(at.root, &at.state));
    Ok(Json(Manifest {
        epoch: pack.epoch,
        at: pack.at,
        chain: pack.chain,
        last_n: log::last_n_at(&mut tx, reader.device.dev, pack.at).await?,
        not_ok: log::not_ok_of(&mut tx, reader.device.dev, pack.at).await?,
        pages: pack.pages.clone(),
        roots: pack.roots,
        bytes: pack.bytes,
        durable: head.durable,
        erased: erased.map(|at| at.root).collect(),
        now: app.clock.now(),
    }))
}

/// `POST /sync/v1/snapshot/pages`: several pages, each behind its length. 404 when the snapshot is gone: take a new manifest.
#[utoipa::path(
    post,
    path = "/sync/v1/snapshot/pages",
    operation_id = "readPages",
    tag = "sync",
    security(("session" = [], "device" = [])),
    request_body(content = ref("#/components/schemas/PagesQuery")),
    responses((status = 200, description = "Each page behind its length, a big-endian 32-bit number", body = String, content_type = "application/octet-stream"), (status = 404, description = "The snapshot is gone: take a new manifest"), (status = 409)),
)]
pub(in crate::http) async fn pages(
    State(app): State<App>,
    PageReader(reader): PageReader,
    Read(query): Read<PagesQuery>,
) -> Result<Response, Problem> {
    let Some(first) = query.hashes.first() else { return Err(Problem::unreadable()) };
    if query.hashes.len() > PAGES_AT_ONCE {
        return Err(Problem::unreadable());
    }
    let pack = app.snapshots.holding(&reader.projection, first).await.ok_or(Problem::not_found())?;
    let pages = pack.read(&query.hashes).await?.ok_or(Problem::not_found())?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], pages).into_response())
}
