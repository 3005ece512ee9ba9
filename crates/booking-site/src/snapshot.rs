//! Snapshots: every root of a projection at one row of the log, in pages named by their hash, kept in one file a projection.
//!
//! The file is sealed under a key that only this process has: once it is removed, nothing of it can be read off the disk.
//!
//! Building reads the states in one transaction and encodes them on another thread. A snapshot serves until the log has grown by
//! [`KEPT_FOR`] rows; the one before stays for devices in the middle of taking it, so that at most two files a projection are on the disk.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use innkeeper_cipher::{Cipher, NONCE};
use innkeeper_sync::id::{Epoch, RootId, Seq};
use innkeeper_sync::page::{PAGE_ROOTS, Page};
use innkeeper_sync::projection::Projection;
use innkeeper_sync::row::Chain;
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::PageRef;
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, mpsc};
use uuid::Uuid;

use crate::store::vault::Vault;
use crate::store::{Row, Store, StoreError, log};
use crate::{erasure, hex, project, random};

/// A snapshot is given out while the log is fewer rows past it than this.
pub const KEPT_FOR: Seq = 5_000;

/// States read from the database at a time.
const READ_AT_ONCE: u32 = 1_024;

/// One snapshot.
pub struct Pack {
    /// Generation of the log.
    pub epoch: Epoch,
    /// The row it is at.
    pub at: Seq,
    /// Chain after that row.
    pub chain: Chain,
    /// Its pages, in order.
    pub pages: Vec<PageRef>,
    /// Roots in all.
    pub roots: u64,
    /// Bytes in all.
    pub bytes: u64,
    places: HashMap<String, (u64, usize)>,
    cipher: Cipher,
    file: PathBuf,
}

impl Drop for Pack {
    fn drop(&mut self) {
        // Nobody can ask for it any more; a file that stays is cleared at the next start.
        let _ = std::fs::remove_file(&self.file);
    }
}

impl Pack {
    /// The pages with these hashes, each behind its length as a big-endian 32-bit number; `None` when one is not of this snapshot.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn read(self: Arc<Self>, hashes: &[String]) -> Result<Option<Vec<u8>>, StoreError> {
        let places: Option<Vec<_>> = hashes.iter().map(|hash| self.places.get(hash).copied()).collect();
        let Some(places) = places else { return Ok(None) };
        let read = move || {
            let mut file = File::open(&self.file)?;
            let mut out = Vec::with_capacity(places.iter().map(|(_, length)| length + 4).sum());
            for (offset, length) in places {
                let mut sealed = vec![0; length];
                file.seek(SeekFrom::Start(offset))?;
                file.read_exact(&mut sealed)?;
                let page = self.cipher.open(nonce(offset), &[], &sealed).ok_or(std::io::ErrorKind::InvalidData)?;
                out.extend_from_slice(&u32::try_from(page.len()).unwrap_or(u32::MAX).to_be_bytes());
                out.extend_from_slice(&page);
            }
            Ok(Some(out))
        };
        blocking(read).await?.map_err(|error| StoreError::Directory { path: "snapshot".to_owned(), error })
    }
}

/// The newest snapshot of a projection and the one before.
#[derive(Default)]
struct Kept {
    newest: Option<Arc<Pack>>,
    before: Option<Arc<Pack>>,
}

/// The snapshots of this process.
pub struct Shelf {
    dir: PathBuf,
    kept: Mutex<BTreeMap<String, Arc<Mutex<Kept>>>>,
}

impl Shelf {
    /// An empty shelf in a directory of its own; what an earlier process left there is removed.
    ///
    /// # Errors
    /// When the directory cannot be used.
    pub fn open(dir: PathBuf) -> Result<Self, StoreError> {
        let failed = |error| StoreError::Directory { path: dir.display().to_string(), error };
        std::fs::create_dir_all(&dir).map_err(failed)?;
        for entry in std::fs::read_dir(&dir).map_err(failed)?.flatten() {
            if entry.path().extension().is_some_and(|ending| ending == ENDING) {
                std::fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(Self { dir, kept: Mutex::default() })
    }

    async fn slot(&self, projection: &Projection) -> Arc<Mutex<Kept>> {
        Arc::clone(self.kept.lock().await.entry(projection.key()).or_default())
    }

    /// A snapshot that is new enough; built by the first who asks, awaited by the others.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn fresh(&self, store: &Store, projection: &Projection) -> Result<Arc<Pack>, StoreError> {
        let slot = self.slot(projection).await;
        let mut kept = slot.lock().await;
        let (row, erased) = (store.head().await?, erasure::last(store).await?);
        let placed = log::last_placed(&mut store.read().await?).await?;
        let head = row.head;
        // What was erased since, or has gone out of sight, is in neither; a device in the middle of taking one begins again.
        if kept.newest.as_ref().is_some_and(|pack| pack.epoch != head.epoch || pack.at < erased.max(placed)) {
            *kept = Kept::default();
        }
        if let Some(pack) = &kept.newest
            && pack.epoch == head.epoch
            // A device drops own edits once their row is durable, and must find them in the snapshot.
            && (row.durable..=head.seq).contains(&pack.at)
            && head.seq - pack.at < KEPT_FOR
        {
            return Ok(Arc::clone(pack));
        }
        let file = self.dir.join(format!("{}.{ENDING}", Uuid::new_v4().simple()));
        let pack = Arc::new(build(store, projection.clone(), file).await?);
        kept.before = kept.newest.replace(Arc::clone(&pack));
        Ok(pack)
    }

    /// Lets go of every snapshot: something in them was erased.
    pub async fn clear(&self) {
        let slots: Vec<_> = self.kept.lock().await.values().cloned().collect();
        for slot in slots {
            *slot.lock().await = Kept::default();
        }
    }

    /// The snapshot of this projection that has this page.
    pub async fn holding(&self, projection: &Projection, hash: &str) -> Option<Arc<Pack>> {
        let slot = self.slot(projection).await;
        let kept = slot.lock().await;
        [&kept.newest, &kept.before].into_iter().flatten().find(|pack| pack.places.contains_key(hash)).cloned()
    }
}

const ENDING: &str = "pages";

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Damaged(error.to_string()))
}

async fn build(store: &Store, projection: Projection, file: PathBuf) -> Result<Pack, StoreError> {
    let started = std::time::Instant::now();
    let mut tx = store.read().await?;
    let head = log::head_in(&mut tx).await?.head;
    let (send, receive) = mpsc::channel(4);
    let path = file.clone();
    let vault = Arc::clone(store.vault());
    let encoding = tokio::task::spawn_blocking(move || encode(&vault, &projection, head.seq, &path, receive));
    let mut after = None;
    loop {
        let rows = log::state_rows_after(&mut tx, after, READ_AT_ONCE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(RootId(last.id(0)?));
        // The encoder stopped: its error is below.
        if send.send(rows).await.is_err() {
            break;
        }
    }
    drop((tx, send));
    let book = encoding.await.map_err(|error| StoreError::Damaged(error.to_string()))??;
    tracing::info!(roots = book.roots, bytes = book.offset, duration_ms = started.elapsed().as_millis(), "made a snapshot");
    let Book { pages, places, roots, offset, cipher, .. } = book;
    Ok(Pack { epoch: head.epoch, at: head.seq, chain: head.chain, pages, roots, bytes: offset, places, cipher, file })
}

/// Decodes, redacts and pages the states as they come.
fn encode(vault: &Vault, projection: &Projection, at: Seq, file: &Path, mut states: mpsc::Receiver<Vec<Row>>) -> Result<Book, StoreError> {
    let failed = |error| StoreError::Directory { path: file.display().to_string(), error };
    let mut book = Book::new(at, File::create_new(file).map_err(failed)?);
    while let Some(rows) = states.blocking_recv() {
        for row in &rows {
            let mut found = log::state_row(vault, row)?;
            if project::redact_root(projection, found.root, &mut found.state) {
                book.add(found.root, found.state).map_err(failed)?;
            }
        }
    }
    book.end_page().map_err(failed)?;
    book.out.flush().map_err(failed)?;
    Ok(book)
}

/// A snapshot being written.
struct Book {
    out: BufWriter<File>,
    page: Page,
    pages: Vec<PageRef>,
    places: HashMap<String, (u64, usize)>,
    cipher: Cipher,
    roots: u64,
    offset: u64,
}

/// Each page of a file lies somewhere else.
fn nonce(offset: u64) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[..8].copy_from_slice(&offset.to_be_bytes());
    nonce
}

impl Book {
    fn new(at: Seq, file: File) -> Self {
        let page = Page { as_of: at, roots: Vec::with_capacity(PAGE_ROOTS) };
        Self {
            out: BufWriter::with_capacity(1 << 20, file),
            page,
            pages: Vec::new(),
            places: HashMap::new(),
            cipher: Cipher::new(&random::bytes()),
            roots: 0,
            offset: 0,
        }
    }

    fn add(&mut self, root: RootId, state: RootState) -> std::io::Result<()> {
        self.page.roots.push((root, state));
        if self.page.roots.len() == PAGE_ROOTS { self.end_page() } else { Ok(()) }
    }

    fn end_page(&mut self) -> std::io::Result<()> {
        if self.page.roots.is_empty() {
            return Ok(());
        }
        let bytes = self.page.encode();
        let hash = hex::encode(&Sha256::digest(&bytes));
        let roots = u32::try_from(self.page.roots.len()).unwrap_or(u32::MAX);
        let sealed = self.cipher.seal(nonce(self.offset), &[], &bytes).ok_or(std::io::ErrorKind::InvalidInput)?;
        self.out.write_all(&sealed)?;
        self.places.insert(hash.clone(), (self.offset, sealed.len()));
        self.pages.push(PageRef { hash, roots });
        self.roots += u64::from(roots);
        self.offset += sealed.len() as u64;
        self.page.roots.clear();
        Ok(())
    }
}
