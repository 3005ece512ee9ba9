//! `/api/backup`: what would survive the loss of the server, for those who look after it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::App;
use super::person::DeviceAdmin;
use super::problem::Problem;
use crate::backup::plan::{self, Rule};
use crate::backup::target::{self, Failed, Made};
use crate::lost::{self, LostReceipt};

/// How backups are.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupState {
    /// Where the server backs up to by itself; null where it does not.
    target: Option<BackupTarget>,
    /// The last backup that was made and checked.
    made: Option<BackupMade>,
    /// The attempt since, if it failed.
    failed: Option<BackupFailed>,
    /// What makes rows durable: `backup`, or `age` where nothing but this database has them.
    rule: Rule,
    /// Last row of the log.
    head: u64,
    /// Rows up to this one count as durable: devices let go of them.
    durable: u64,
    /// Bookings and enquiries that were acknowledged and that the log has lost: after a restore, until a device that had them brings them back.
    missing: Vec<LostReceipt>,
}

/// Where backups go.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupTarget {
    dir: String,
    /// Seconds from one to the next.
    every: u64,
    /// So many stay.
    keep: usize,
}

/// A backup.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupMade {
    /// Milliseconds since 1970.
    at: i64,
    file: String,
    bytes: u64,
    /// The last row of the log in it.
    seq: u64,
    /// It is on the disk of the database, and may be lost with it.
    same_disk: bool,
}

impl From<Made> for BackupMade {
    fn from(made: Made) -> Self {
        Self { at: made.at, file: made.file.display().to_string(), bytes: made.bytes, seq: made.seq, same_disk: made.same_disk }
    }
}

/// A backup that came to nothing.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupFailed {
    /// Milliseconds since 1970.
    at: i64,
    dir: String,
    /// In the server's words, as in its log.
    error: String,
}

impl From<Failed> for BackupFailed {
    fn from(failed: Failed) -> Self {
        Self { at: failed.at, dir: failed.dir.display().to_string(), error: failed.error }
    }
}

/// `GET /api/backup`: what was backed up last, where, and whether it failed since.
#[utoipa::path(
    get,
    path = "/api/backup",
    operation_id = "readBackup",
    tag = "server",
    security(("session" = [])),
    responses((status = 200, body = BackupState), (status = 403)),
)]
pub(super) async fn read(State(app): State<App>, _: DeviceAdmin) -> Result<Json<BackupState>, Problem> {
    let known = target::known(&app.store).await?;
    let head = app.store.head().await?;
    let target = app.backup.get().map(|plan| BackupTarget {
        dir: plan.target.dir.display().to_string(),
        every: plan.every.as_secs(),
        keep: plan.target.keep,
    });
    Ok(Json(BackupState {
        target,
        made: known.made.map(BackupMade::from),
        failed: known.failed.map(BackupFailed::from),
        rule: plan::rule(&app).await?,
        head: head.head.seq,
        durable: head.durable,
        missing: lost::missing(&app.store).await?,
    }))
}
