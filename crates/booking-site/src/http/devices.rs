//! `/api/devices`: the browsers enrolled for work, for those who manage them, and what came from each and is kept aside.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_sync::id::{DeviceId, RootId, UserId};
use innkeeper_sync::op::{Kind, Op};
use innkeeper_sync::row::Status;
use innkeeper_sync::wire::StatusReport;
use innkeeper_texts::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Path;
use super::body::Read;
use super::described;
use super::person::DeviceAdmin;
use super::problem::Problem;
use super::sync::{dev_of, enrol};
use crate::aside::{self, Refusal};
use crate::store::accounts::StaffRow;
use crate::store::devices::DeviceRow;
use crate::store::log::{self, LogRow};

/// A device in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct DeviceItem {
    dev: String,
    name: String,
    #[schema(value_type = Uuid)]
    user: UserId,
    person: String,
    enrolled_at: i64,
    revoked_at: Option<i64>,
    replaced_by: Option<String>,
    last_n: u64,
    last_seen: i64,
    lease_until: i64,
    #[schema(schema_with = described::status_report)]
    status: StatusReport,
}

/// `GET /api/devices`: the devices, and what each last said of itself.
#[utoipa::path(
    get,
    path = "/api/devices",
    operation_id = "listDevices",
    tag = "devices",
    security(("session" = [])),
    responses((status = 200, body = Vec<DeviceItem>), (status = 403)),
)]
pub(super) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<DeviceItem>>, Problem> {
    let names = names(&app).await?;
    let item = |row: DeviceRow| {
        let DeviceRow { dev, name, user, enrolled_at, revoked_at, replaced_by, last_n, last_seen, lease_until, status, .. } = row;
        let person = names.get(&user).cloned().unwrap_or_default();
        let replaced_by = replaced_by.map(|dev| dev.to_string());
        DeviceItem {
            dev: dev.to_string(),
            name,
            user,
            person,
            enrolled_at,
            revoked_at,
            replaced_by,
            last_n,
            last_seen,
            lease_until,
            status,
        }
    };
    Ok(Json(app.store.devices().await?.into_iter().map(item).collect()))
}

async fn names(app: &App) -> Result<BTreeMap<UserId, String>, Problem> {
    Ok(app.store.staff().await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// `POST /api/devices/{dev}/revoke`: the device is let in no longer.
#[utoipa::path(
    post,
    path = "/api/devices/{dev}/revoke",
    operation_id = "revokeDevice",
    tag = "devices",
    security(("session" = [])),
    params(("dev" = String, Path, description = "Its number, in hex digits")),
    responses((status = 204)),
)]
pub(super) async fn revoke(State(app): State<App>, DeviceAdmin(me): DeviceAdmin, Path(dev): Path<String>) -> Result<StatusCode, Problem> {
    let dev = dev_of(&dev).ok_or(Problem::not_found())?;
    if !app.store.revoke_device(dev, app.clock.now()).await? {
        return Err(Problem::not_found());
    }
    tracing::info!(device = %dev, user = %me.staff.id, "revoked a device");
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `POST /api/devices/{dev}/name`.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewName {
    name: String,
}

/// `POST /api/devices/{dev}/name`: people call the device this from now on.
#[utoipa::path(
    post,
    path = "/api/devices/{dev}/name",
    operation_id = "renameDevice",
    tag = "devices",
    security(("session" = [])),
    params(("dev" = String, Path, description = "Its number, in hex digits")),
    request_body = NewName,
    responses((status = 204), (status = 422, description = "The name says nothing")),
)]
pub(super) async fn rename(
    State(app): State<App>,
    _: DeviceAdmin,
    Path(dev): Path<String>,
    Read(new): Read<NewName>,
) -> Result<StatusCode, Problem> {
    let dev = dev_of(&dev).ok_or(Problem::not_found())?;
    let name = enrol::name_of(&new.name)?;
    if app.store.rename_device(dev, &name, app.clock.now()).await? { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

/// Most rows that are looked at.
const ASIDE_MAX: usize = 2_000;

/// An action that is kept aside: a group of edits. Names of fields, no values: whoever looks after tablets need not see guests.
#[derive(Serialize, ToSchema)]
pub(super) struct KeptAside {
    dev: String,
    /// Number of its first edit.
    n: u64,
    device: String,
    person: String,
    at: i64,
    /// Code of the reason.
    reason: String,
    /// Type of the record, where it is known.
    record: String,
    #[schema(value_type = Uuid)]
    root: RootId,
    /// Kinds of the edits, in order; of an entry with its stream: `append:consents`.
    kinds: Vec<String>,
    /// Fields they write.
    fields: Vec<String>,
    /// Whether it can be let in: it was kept aside for its device or its author being out of use alone.
    by_word: bool,
}

/// `GET /api/devices/kept-aside`: what came from devices and does not count, newest first.
#[utoipa::path(
    get,
    path = "/api/devices/kept-aside",
    operation_id = "listKeptAside",
    tag = "devices",
    security(("session" = [])),
    responses((status = 200, body = Vec<KeptAside>), (status = 403)),
)]
pub(super) async fn kept_aside(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<KeptAside>>, Problem> {
    let staff: BTreeMap<UserId, StaffRow> = app.store.staff().await?.into_iter().map(|row| (row.id, row)).collect();
    let devices: BTreeMap<DeviceId, String> = app.store.devices().await?.into_iter().map(|row| (row.dev, row.name)).collect();
    let rows = log::kept_aside(&mut app.store.read().await?, ASIDE_MAX).await?;
    let mut groups: BTreeMap<(DeviceId, u64), Vec<LogRow>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.row.dev, row.row.op.grp)).or_default().push(row);
    }
    let mut listed: Vec<KeptAside> = groups.into_values().filter_map(|group| listed_aside(group, &staff, &devices)).collect();
    listed.sort_by_key(|aside| std::cmp::Reverse(aside.at));
    Ok(Json(listed))
}

/// One group, whose rows come newest first.
fn listed_aside(mut group: Vec<LogRow>, staff: &BTreeMap<UserId, StaffRow>, devices: &BTreeMap<DeviceId, String>) -> Option<KeptAside> {
    group.reverse();
    let first = group.first()?;
    let author = staff.get(&first.row.by);
    let Status::Quarantined(reason) = first.row.status else { return None };
    let reason = serde_json::to_value(reason).ok()?.as_str()?.to_owned();
    Some(KeptAside {
        dev: first.row.dev.to_string(),
        n: first.row.op.grp,
        device: devices.get(&first.row.dev).cloned().unwrap_or_default(),
        person: author.map(|author| author.name.clone()).unwrap_or_default(),
        at: first.row.eff.ms(),
        reason,
        record: first.entity.map_or(String::new(), |entity| entity.code().to_owned()),
        root: first.row.op.root,
        kinds: group.iter().map(|row| kind_of(&row.row.op)).collect(),
        fields: group.iter().flat_map(|row| fields_of(&row.row.op)).collect(),
        by_word: aside::is_by_word(&group, author),
    })
}

/// `POST /api/devices/kept-aside/{dev}/{n}/let-in`: an action counts after all, with its first time; whoever looks after the devices vouches for it.
#[utoipa::path(
    post,
    path = "/api/devices/kept-aside/{dev}/{n}/let-in",
    operation_id = "letInKeptAside",
    tag = "devices",
    security(("session" = [])),
    params(("dev" = String, Path, description = "Number of the device, in hex digits"), ("n" = u64, Path, description = "Number of its first edit")),
    responses((status = 204), (status = 409, description = "It was kept aside for what it says, or builds on what is not there")),
)]
pub(super) async fn let_in(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Path((dev, n)): Path<(String, u64)>,
) -> Result<StatusCode, Problem> {
    let dev = dev_of(&dev).ok_or(Problem::not_found())?;
    match aside::let_in_by_word(&app.store, dev, n, me.staff.id, app.clock.now()).await? {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Refusal::Unknown) => Err(Problem::not_found()),
        Err(Refusal::NotByWord) => Err(Problem::new(StatusCode::CONFLICT, Key::ProblemAsideNotByWord)),
        Err(Refusal::DoesNotFold) => Err(Problem::new(StatusCode::CONFLICT, Key::ProblemAsideDoesNotFold)),
    }
}

/// `POST /api/devices/kept-aside/{dev}/{n}/put-away`: an action was looked at. It stays where it is, and is listed no more.
#[utoipa::path(
    post,
    path = "/api/devices/kept-aside/{dev}/{n}/put-away",
    operation_id = "putKeptAsideAway",
    tag = "devices",
    security(("session" = [])),
    params(("dev" = String, Path, description = "Number of the device, in hex digits"), ("n" = u64, Path, description = "Number of its first edit")),
    responses((status = 204)),
)]
pub(super) async fn put_away(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Path((dev, n)): Path<(String, u64)>,
) -> Result<StatusCode, Problem> {
    let dev = dev_of(&dev).ok_or(Problem::not_found())?;
    let is_there = aside::put_away(&app.store, dev, n, me.staff.id, app.clock.now()).await?;
    if is_there { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

fn kind_of(op: &Op) -> String {
    match &op.kind {
        Kind::Append { stream, .. } => format!("append:{stream}"),
        kind => kind.name().to_owned(),
    }
}

fn fields_of(op: &Op) -> Vec<String> {
    match &op.kind {
        Kind::Set { fields } => fields.keys().cloned().collect(),
        Kind::Add { set, .. } | Kind::Rem { set, .. } => vec![set.clone()],
        _ => Vec::new(),
    }
}
