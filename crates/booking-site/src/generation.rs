//! The generation of the log: what a server remembers of it outside the database, and how it notices that the database is older than that.
//!
//! A file copied back by hand, a disk image of yesterday, a standby that had not heard of the last commits: the database looks sound, and rows
//! that devices hold are missing. Devices notice by the chain. The server notices by a small file beside its secret, and begins a new
//! generation itself, so that no number is given twice and every device asks for a snapshot and hands back what it holds.

use std::io::Write;
use std::path::{Path, PathBuf};

use innkeeper_sync::id::{Epoch, Seq};
use innkeeper_sync::row::Chain;
use innkeeper_sync::server::Head;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::numbers;
use crate::store::{Store, StoreError, Tx, log};

const FILE: &str = "server.state";

/// Where the log stood when this server last looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    epoch: Epoch,
    seq: Seq,
    chain: String,
}

impl From<Head> for Memory {
    fn from(head: Head) -> Self {
        Self { epoch: head.epoch, seq: head.seq, chain: head.chain.to_string() }
    }
}

impl Memory {
    /// What a data directory remembers; nothing where the file is missing or damaged.
    #[must_use]
    pub fn read(dir: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(dir.join(FILE)).ok()?).ok()
    }

    /// The generation it was.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Puts it in the place of what was remembered, whole or not at all.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn keep(&self, dir: &Path) -> Result<(), StoreError> {
        // Two processes may share a directory: each writes a file of its own and puts it there.
        let aside = dir.join(format!("{FILE}.{}", Uuid::new_v4().simple()));
        let write = |aside: &PathBuf| {
            let mut out = std::fs::File::create_new(aside)?;
            out.write_all(&serde_json::to_vec(self)?)?;
            out.sync_all()?;
            std::fs::rename(aside, dir.join(FILE))
        };
        write(&aside).map_err(|error| {
            let _ = std::fs::remove_file(&aside);
            StoreError::Directory { path: dir.join(FILE).display().to_string(), error }
        })
    }
}

/// Goes on in a new generation, above the log's own and above `above`.
///
/// # Errors
/// When the database fails.
pub(crate) async fn begin(tx: &mut Tx, above: Epoch) -> Result<Epoch, StoreError> {
    let epoch = log::begin_generation(tx, above).await?;
    numbers::begin_series(tx, epoch).await?;
    Ok(epoch)
}

/// Compares the database with what the directory remembers, and begins a new generation where it is older or another. Gives that generation.
///
/// # Errors
/// When the database or the directory fails.
pub async fn notice(store: &Store, dir: &Path) -> Result<Option<Epoch>, StoreError> {
    let begun = match Memory::read(dir) {
        Some(memory) => store.retrying(|| attempt(store, &memory)).await?,
        None => None,
    };
    Memory::from(store.head().await?.head).keep(dir)?;
    Ok(begun)
}

async fn attempt(store: &Store, memory: &Memory) -> Result<Option<Epoch>, StoreError> {
    let mut tx = store.write().await?;
    let head = log::lock_head(&mut tx).await?.head;
    let goes_on = match head.epoch.cmp(&memory.epoch) {
        // Another process restored it, or removed the demo.
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => {
            log::chain_at(&mut tx, memory.seq).await?.is_some_and(|chain: Chain| chain.to_string() == memory.chain)
        }
        std::cmp::Ordering::Less => false,
    };
    if goes_on {
        return Ok(None);
    }
    let epoch = begin(&mut tx, memory.epoch).await?;
    tx.commit().await?;
    Ok(Some(epoch))
}
