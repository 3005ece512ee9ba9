//! Where backups go: a directory with the last few files, each checked before it counts, and what is known of the last one.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use innkeeper_sync::id::{Epoch, Seq};
use innkeeper_sync::row::Chain;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::dump::{Extent, dump};
use super::{BackupError, blocking, check};
use crate::keys::Keys;
use crate::store::{self, Store, StoreError, log, settings};

/// A directory and how many backups stay in it.
#[derive(Clone, Debug)]
pub struct Target {
    /// The directory; made if it is not there.
    pub dir: PathBuf,
    /// The newest so many are kept, at least one.
    pub keep: usize,
}

/// The last backup that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// When its reading began, milliseconds since 1970.
    pub at: i64,
    /// The file.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Generation of the log in it.
    pub epoch: Epoch,
    /// The last row in it.
    pub seq: Seq,
    /// Whether it lies on the disk the database is on, as far as can be seen.
    pub same_disk: bool,
}

/// The last attempt, where it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When, milliseconds since 1970.
    pub at: i64,
    /// The directory.
    pub dir: PathBuf,
    /// What happened.
    pub error: String,
}

/// What is known of backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The last that counts.
    pub made: Option<Made>,
    /// The attempt since, if it failed.
    pub failed: Option<Failed>,
}

const MADE: &str = "backup";
const FAILED: &str = "backup-failed";

/// What was noted of backups is of another log: forgets it with this transaction.
pub(super) async fn forget(tx: &mut store::Tx) -> Result<(), StoreError> {
    settings::remove_in(tx, MADE).await?;
    settings::remove_in(tx, FAILED).await
}

/// What is known of backups.
///
/// # Errors
/// When the database fails.
pub async fn known(store: &Store) -> Result<Known, StoreError> {
    let read = |text: Option<String>| text.map(|text| serde_json::from_str(&text).map_err(|error| StoreError::Damaged(error.to_string())));
    let failed = store.setting(FAILED).await?;
    let failed = failed.map(|text| serde_json::from_str(&text).map_err(|error| StoreError::Damaged(error.to_string())));
    Ok(Known { made: read(store.setting(MADE).await?).transpose()?, failed: failed.transpose()? })
}

/// Makes a backup, checks it, lets the older ones beyond `keep` go, and lets the rows in it count as durable. A failure is noted.
///
/// # Errors
/// [`BackupError`]; an earlier backup is untouched then.
pub async fn make(store: &Store, keys: &Keys, data: &Path, target: &Target, now: i64) -> Result<Made, BackupError> {
    match attempt(store, keys, data, target, now).await {
        Ok(made) => Ok(made),
        Err(error) => {
            let failed = Failed { at: now, dir: target.dir.clone(), error: error.to_string() };
            let text = serde_json::to_string(&failed).map_err(|error| StoreError::Damaged(error.to_string()))?;
            store.set_setting(FAILED, &text).await?;
            Err(error)
        }
    }
}

async fn attempt(store: &Store, keys: &Keys, data: &Path, target: &Target, now: i64) -> Result<Made, BackupError> {
    store::make_dir(&target.dir)?;
    let dir = target.dir.canonicalize().map_err(BackupError::file(&target.dir))?;
    if data.canonicalize().is_ok_and(|data| dir.starts_with(data)) {
        return Err(BackupError::Refused(format!("{} is inside the data directory and would be lost with it", dir.display())));
    }
    let aside = Aside(dir.join(format!("{}.{PART}", Uuid::new_v4().simple())));
    let out = private(&aside.0).map_err(BackupError::file(&aside.0))?;
    let header = dump(store, out, &keys.fingerprint(), Extent::Backup, now).await?;
    let path = aside.0.clone();
    let read = blocking(move || check(&path)).await??;
    if read != header {
        return Err(BackupError::broken(&aside.0, "its header is another's"));
    }
    // First the keys: a backup that counts can be read.
    store.vault().write_copy(&dir).await?;
    let file = dir.join(name(now, header.epoch, header.seq));
    std::fs::rename(&aside.0, &file).map_err(BackupError::file(&file))?;
    sync_dir(&dir)?;
    let bytes = std::fs::metadata(&file).map_err(BackupError::file(&file))?.len();
    let same_disk = on_the_same_disk(&data.join(store::FILE), &file);
    let made = Made { at: now, file, bytes, epoch: header.epoch, seq: header.seq, same_disk };
    let chain: Chain = header.chain.parse().map_err(|_| BackupError::broken(&made.file, "its chain is no chain"))?;
    store.retrying(|| note(store, &made, chain)).await?;
    prune(&dir, &made.file, target.keep)?;
    tracing::info!(file = %made.file.display(), bytes, row = made.seq, "backed up");
    Ok(made)
}

/// Notes the backup, and moves the durable mark to its row where the log still is the one in it.
async fn note(store: &Store, made: &Made, chain: Chain) -> Result<(), StoreError> {
    let text = serde_json::to_string(made).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let mut tx = store.write().await?;
    let head = log::lock_head(&mut tx).await?.head;
    if head.epoch == made.epoch && log::chain_at(&mut tx, made.seq).await? == Some(chain) {
        log::durable_up_to(&mut tx, made.seq).await?;
    }
    settings::set_in(&mut tx, MADE, &text).await?;
    settings::remove_in(&mut tx, FAILED).await?;
    tx.commit().await
}

const PREFIX: &str = "innkeeper-";
const ENDING: &str = ".jsonl.gz";
const PART: &str = "part";

/// `innkeeper-20261122T135400Z-e1-r1234.jsonl.gz`: names are in the order of time.
fn name(at: i64, epoch: Epoch, seq: Seq) -> String {
    let stamp = Timestamp::from_millisecond(at).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string();
    format!("{PREFIX}{stamp}-e{epoch}-r{seq}{ENDING}")
}

/// The backups of a directory, oldest first.
fn files(dir: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let entries = std::fs::read_dir(dir).map_err(BackupError::file(dir))?;
    let ours = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(ENDING))
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(ours).collect();
    files.sort_unstable();
    Ok(files)
}

/// The newest backup of a directory, or the file itself.
///
/// # Errors
/// When there is none.
pub fn newest(path: &Path) -> Result<PathBuf, BackupError> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    files(path)?.pop().ok_or_else(|| BackupError::Refused(format!("there is no backup in {}", path.display())))
}

/// An attempt that was cut off this long ago has left its file.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

fn prune(dir: &Path, made: &Path, keep: usize) -> Result<(), BackupError> {
    let mut files = files(dir)?;
    // A clock that was set back must not take the newest for the oldest.
    files.retain(|file| file != made);
    for old in files.iter().rev().skip(keep.max(1) - 1) {
        std::fs::remove_file(old).map_err(BackupError::file(old))?;
    }
    for entry in std::fs::read_dir(dir).map_err(BackupError::file(dir))?.flatten() {
        let (path, changed) =
            (entry.path(), entry.metadata().and_then(|metadata| metadata.modified()).unwrap_or_else(|_| SystemTime::now()));
        if path.extension().is_some_and(|ending| ending == PART) && changed.elapsed().is_ok_and(|age| age > STALE) {
            std::fs::remove_file(&path).map_err(BackupError::file(&path))?;
        }
    }
    Ok(())
}

/// A file under another name until it is whole; removed if it never is.
pub(super) struct Aside(pub(super) PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A new file that others on this machine cannot read.
pub(super) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A renamed file has its name after a crash too.
pub(super) fn sync_dir(dir: &Path) -> Result<(), BackupError> {
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(BackupError::file(dir))?;
    Ok(())
}

#[cfg(unix)]
fn on_the_same_disk(database: &Path, file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.dev()).ok();
    disk(database).is_some_and(|of_database| disk(file) == Some(of_database))
}

#[cfg(not(unix))]
fn on_the_same_disk(_: &Path, _: &Path) -> bool {
    false
}
