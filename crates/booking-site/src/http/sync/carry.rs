//! Files of unsent changes: another device brings what a tablet could not send.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_sync::carry::{self, Carried, CarriedPush, Head, NoFile, Unsent};
use innkeeper_sync::op::Op;
use innkeeper_sync::wire::Refused;
use innkeeper_texts::Key;

use super::super::App;
use super::super::body::{ReadFile, nested};
use super::super::problem::Problem;
use super::push::{Bearer, take};
use super::{Carrier, enrol};
use crate::store::devices::DeviceRow;

/// `POST /sync/v1/carry`: the file itself is the body. Its pushes are taken as if the tablet that wrote them had sent them; the device that brings
/// the file cannot read it. Repeating it changes nothing.
#[utoipa::path(
    post,
    path = "/sync/v1/carry",
    operation_id = "carry",
    tag = "sync",
    security(("session" = [], "device" = [])),
    request_body(content((String = "application/octet-stream"))),
    responses(
        (status = 200, body = ref("#/components/schemas/Carried")),
        (status = 409, description = "Edits before those of the file are missing; `sync` says from which number on"),
        (status = 422, description = "It is no such file, of a newer form, of another hotel, or damaged")
    ),
)]
pub(in crate::http) async fn carry(
    State(app): State<App>,
    Carrier(bearer): Carrier,
    ReadFile(file): ReadFile,
) -> Result<Json<Carried>, Problem> {
    let (head, unsent) = opened(&app, &file)?;
    let device = author(&app, &unsent, &head).await?;
    let (mut ops, mut pushes): (Vec<Op>, Vec<CarriedPush>) = Default::default();
    for push in &unsent.pushes {
        let (answer, rows) = take(&app, device.dev, push, Bearer::Another).await.map_err(refused)?;
        let not_ok = rows.iter().filter(|row| !row.status.is_ok()).count() as u64;
        pushes.push(CarriedPush { last_n: answer.last_n, taken: rows.len() as u64, not_ok });
        ops.extend(rows.into_iter().map(|row| row.op));
    }
    let changes = carry::changes(&mut ops.iter());
    tracing::info!(device = %device.dev, bearer = %bearer.dev, edits = ops.len(), "took a file of unsent changes");
    Ok(Json(Carried { dev: device.dev, name: device.name, changes, pushes }))
}

const fn unfit(code: Key) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}

/// What is in the file.
fn opened(app: &App, file: &[u8]) -> Result<(Head, Unsent), Problem> {
    let parts = carry::parts(file).map_err(|error| match error {
        NoFile::Other => unfit(Key::ProblemCarryNoFile),
        NoFile::Newer => unfit(Key::ProblemCarryNewer),
    })?;
    if parts.head.hotel != carry::key_name(&app.keys.hotel_key()) {
        return Err(unfit(Key::ProblemCarryOtherHotel));
    }
    let plain = app.keys.open_file(parts.share, parts.line, parts.sealed).ok_or(unfit(Key::ProblemCarryDamaged))?;
    let unsent = nested(&plain).map_err(|_| unfit(Key::ProblemCarryDamaged))?;
    Ok((parts.head, unsent))
}

/// The tablet that wrote it. Anybody can seal to the hotel's key: that it was this one, its certificate says, and for each edit its author's signature.
async fn author(app: &App, unsent: &Unsent, head: &Head) -> Result<DeviceRow, Problem> {
    let certified = app.keys.certified(&unsent.certificate).filter(|(dev, _)| *dev == head.dev);
    let (dev, projection) = certified.ok_or(unfit(Key::ProblemCarryDamaged))?;
    if unsent.pushes.iter().any(|push| push.dev != dev) {
        return Err(unfit(Key::ProblemCarryDamaged));
    }
    match app.store.device(dev).await? {
        Some(row) => Ok(row),
        None => enrol::restore(app, dev, projection).await,
    }
}

/// What is wrong with the file is not for the device that brings it to mend.
fn refused(mut problem: Problem) -> Problem {
    match problem.sync {
        Some(Refused::Gap { .. }) => problem.code = Key::ProblemCarryGap,
        Some(_) => problem = unfit(Key::ProblemCarryDamaged),
        None => {}
    }
    problem
}
