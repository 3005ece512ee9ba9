//! The vault: keys of files, in a database of their own. What is personal in one guest's file is sealed under one key; erasing the file loses it.
//!
//! The keys are not in the database they open, so that a copy of that (a backup, an archived write-ahead log, a disk image of yesterday) says nothing
//! any more about a guest who was erased since. Each is itself sealed under the server's secret: neither the vault nor the secret opens anything alone.
//! Keys are made ahead, so that a new guest costs no commit here. The ledger of erasures is kept beside them, for the same reason, and the
//! receipts of bookings and enquiries.
//!
//! An envelope is `head(1) ‖ number of the key ‖ nonce ‖ AES-256-GCM`, bound to what it is for and the file it belongs to.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use innkeeper_cipher::{Cipher, NONCE};
use innkeeper_sync::sealed;
use uuid::Uuid;

use super::{Access, Database, Depth, Sql, StoreError, TENANT, postgres, retrying, sqlite};
use crate::keys::Keys;
use crate::{hex, random};

pub(crate) mod copy;
pub(crate) mod ledger;
pub(crate) mod receipts;

/// Name of the file of SQLite in the data directory.
pub(crate) const FILE: &str = "keys.db";

/// Names a key. Random, and never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyNo(pub(super) u64);

/// What is sealed; an envelope of one kind opens as no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Personal values of a row of the log.
    Row,
    /// The folded state of a file.
    State,
    /// A mail in the outbox.
    Mail,
    /// An enquiry that waits.
    Enquiry,
}

impl Part {
    fn beside(self, owner: Uuid) -> Vec<u8> {
        [format!("{self:?}").as_bytes(), owner.as_bytes()].concat()
    }
}

type Key = [u8; 32];

const ANOTHER: &str = "the keys of guests' files are sealed under another server.key: put that one into the data directory";

/// The id under which an envelope says that its key is one of these.
const OF_THE_VAULT: u32 = 1;
const NO: usize = 8;
/// Keys made in one commit.
const AHEAD: usize = 256;
/// Most keys asked for in one statement.
const IN_LIST: usize = 500;

/// The vault of this process.
pub(crate) struct Vault {
    db: Arc<dyn Database>,
    secret: Keys,
    id: String,
    /// Keys by number, as they are met; none where it is lost. About 60 MB for a million files.
    known: Mutex<HashMap<KeyNo, Option<Key>>>,
    ahead: tokio::sync::Mutex<Vec<KeyNo>>,
}

const TABLES: &str = "CREATE TABLE IF NOT EXISTS vault (tenant BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL, secret TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file_key (tenant BIGINT NOT NULL, no BIGINT NOT NULL, wrapped TEXT NOT NULL, PRIMARY KEY (tenant, no));
CREATE TABLE IF NOT EXISTS doomed (tenant BIGINT NOT NULL, no BIGINT NOT NULL, PRIMARY KEY (tenant, no));
CREATE TABLE IF NOT EXISTS erased (tenant BIGINT NOT NULL, root TEXT NOT NULL, at BIGINT NOT NULL, usr TEXT NOT NULL, PRIMARY KEY (tenant, root));
CREATE TABLE IF NOT EXISTS suppressed (tenant BIGINT NOT NULL, hash TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, hash));
CREATE TABLE IF NOT EXISTS receipt (tenant BIGINT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, root TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (tenant, number));";

impl Vault {
    /// Opens the vault in a data directory (`keys.db`), or beside a PostgreSQL database (`<name>_keys`, or the one of `keys`); makes it if there is
    /// none.
    ///
    /// # Errors
    /// When it can neither be opened nor made.
    pub(crate) async fn open(dir: &Path, database: Option<&str>, keys: Option<&str>) -> Result<Self, StoreError> {
        let secret = Keys::open(dir)?;
        let db: Arc<dyn Database> = match (database, keys) {
            (_, Some(url)) => Arc::new(postgres::Postgres::connect(url).await?),
            (Some(url), None) => Arc::new(postgres::Postgres::connect_beside(url, "_keys").await?),
            (None, None) => Arc::new(sqlite::Sqlite::open(&dir.join(FILE)).await?),
        };
        Self::of(db, secret).await
    }

    async fn of(db: Arc<dyn Database>, secret: Keys) -> Result<Self, StoreError> {
        let print = secret.fingerprint();
        let id = retrying(|| make(&*db, &print)).await?;
        Ok(Self { db, secret, id, known: Mutex::default(), ahead: tokio::sync::Mutex::default() })
    }

    /// What names this vault in the database whose files it opens.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Ends its connections.
    pub(crate) async fn close(&self) {
        self.db.close().await;
    }

    /// Leaves as little as the engine can of keys that were lost.
    pub(crate) async fn scrub(&self) -> Result<(), StoreError> {
        self.db.scrub(&["file_key"], Depth::Whole).await
    }

    /// A text that says whether two are equal and nothing else: for addresses that are counted and not read.
    pub(crate) fn hash(&self, purpose: &str, text: &str) -> String {
        hash(&self.secret, purpose, text)
    }

    fn wrapping(&self) -> Cipher {
        Cipher::new(&self.secret.seal("keys of files", self.id.as_bytes()))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<KeyNo, Option<Key>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A key that nothing was sealed under yet.
    pub(crate) async fn new_key(&self) -> Result<KeyNo, StoreError> {
        let mut ahead = self.ahead.lock().await;
        if ahead.is_empty() {
            *ahead = self.make_keys().await?;
        }
        let no = ahead.pop().ok_or_else(|| StoreError::Damaged("no key was made".to_owned()))?;
        Ok(no)
    }

    async fn make_keys(&self) -> Result<Vec<KeyNo>, StoreError> {
        let made: Vec<(KeyNo, Key)> = (0..AHEAD).map(|_| (KeyNo(u64::from_be_bytes(random::bytes())), random::bytes())).collect();
        let wrapping = self.wrapping();
        let rows: Vec<_> = made
            .iter()
            .map(|(no, key)| Ok([TENANT.into(), no.0.into(), wrap(&wrapping, *no, key)?.into()]))
            .collect::<Result<_, StoreError>>()?;
        let mut tx = self.db.begin(Access::Write).await?;
        for sql in super::row::insert_many("file_key (tenant, no, wrapped)", "", rows) {
            tx.execute(sql).await?;
        }
        tx.commit().await?;
        let numbers = made.iter().map(|(no, _)| *no).collect();
        self.remember(made.into_iter().map(|(no, key)| (no, Some(key))));
        Ok(numbers)
    }

    fn remember(&self, keys: impl Iterator<Item = (KeyNo, Option<Key>)>) {
        self.known().extend(keys);
    }

    /// Reads these keys, so that what is sealed under them can be opened.
    pub(crate) async fn fetch(&self, numbers: impl IntoIterator<Item = KeyNo>) -> Result<(), StoreError> {
        let mut missing: Vec<KeyNo> = {
            let known = self.known();
            numbers.into_iter().filter(|no| !known.contains_key(no)).collect()
        };
        missing.sort_unstable();
        missing.dedup();
        for some in missing.chunks(IN_LIST) {
            let sql = Sql::new("SELECT no, wrapped FROM file_key WHERE tenant = $1 AND no IN").bind(TENANT);
            let rows = self.db.rows(sql.bind_list(some.iter().map(|no| no.0), "")).await?;
            let wrapping = self.wrapping();
            let mut found: HashMap<KeyNo, Option<Key>> = some.iter().map(|no| (*no, None)).collect();
            for row in &rows {
                let no = KeyNo(row.bits(0)?);
                found.insert(no, Some(unwrap(&wrapping, no, &row.text(1)?)?));
            }
            self.remember(found.into_iter());
        }
        Ok(())
    }

    /// Seals under a key that was made or fetched before.
    pub(crate) fn seal(&self, no: KeyNo, part: Part, owner: Uuid, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let key = self.known().get(&no).copied().flatten();
        let key = key.ok_or_else(|| StoreError::Damaged(format!("the key of {owner} is lost")))?;
        let nonce: [u8; NONCE] = random::bytes();
        let sealed = encrypt(&Cipher::new(&key), nonce, &part.beside(owner), plain)?;
        Ok([sealed::head(OF_THE_VAULT).as_slice(), &no.0.to_be_bytes(), &nonce, &sealed].concat())
    }

    /// Opens an envelope whose key was fetched; nothing where the key is lost.
    pub(crate) fn open_sealed(&self, part: Part, owner: Uuid, envelope: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(no) = key_of(envelope)? else {
            return Ok(Some(sealed::open(envelope).map_err(|error| StoreError::Damaged(error.to_string()))?.to_vec()));
        };
        let key = self.known().get(&no).copied().ok_or_else(|| StoreError::Damaged(format!("the key of {owner} was not fetched")))?;
        let Some(key) = key else { return Ok(None) };
        let opened = envelope[sealed::HEAD + NO..]
            .split_first_chunk::<NONCE>()
            .and_then(|(nonce, sealed)| Cipher::new(&key).open(*nonce, &part.beside(owner), sealed));
        opened.map(Some).ok_or_else(|| StoreError::Damaged(format!("an envelope of {owner} does not open")))
    }

    /// Notes keys that are to be lost, so that a stop before it is done does not save them.
    pub(crate) async fn doom(&self, numbers: &[KeyNo]) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Access::Write).await?;
        for no in numbers {
            let insert = Sql::new("INSERT INTO doomed (tenant, no) VALUES ($1, $2) ON CONFLICT (tenant, no) DO NOTHING");
            tx.execute(insert.bind(TENANT).bind(no.0)).await?;
        }
        tx.commit().await
    }

    /// Loses the keys that were noted and are still there.
    pub(crate) async fn lose_doomed(&self) -> Result<(), StoreError> {
        let rows = self.db.rows(Sql::new("SELECT no FROM doomed WHERE tenant = $1").bind(TENANT)).await?;
        let numbers = rows.iter().map(|row| row.bits(0).map(KeyNo)).collect::<Result<Vec<_>, _>>()?;
        self.lose(&numbers).await
    }

    /// Loses keys: what is sealed under them is not to be read by anybody any more. On return they are off the disk, as far as the engine can do it.
    pub(crate) async fn lose(&self, numbers: &[KeyNo]) -> Result<(), StoreError> {
        if numbers.is_empty() {
            return Ok(());
        }
        let mut tx = self.db.begin(Access::Write).await?;
        for some in numbers.chunks(IN_LIST) {
            for sql in ["DELETE FROM file_key WHERE tenant = $1 AND no IN", "DELETE FROM doomed WHERE tenant = $1 AND no IN"] {
                tx.execute(Sql::new(sql).bind(TENANT).bind_list(some.iter().map(|no| no.0), "")).await?;
            }
        }
        tx.commit().await?;
        self.remember(numbers.iter().map(|no| (*no, None)));
        self.scrub().await
    }
}

/// Makes the tables and the name of a vault where there are none; gives the name. Finds whether it is of the secret with this fingerprint.
async fn make(db: &dyn Database, secret: &str) -> Result<String, StoreError> {
    let mut tx = db.begin(Access::Write).await?;
    tx.script(TABLES).await.map_err(StoreError::or_made_meanwhile)?;
    let insert = Sql::new("INSERT INTO vault (tenant, id, secret) VALUES ($1, $2, $3) ON CONFLICT (tenant) DO NOTHING");
    tx.execute(insert.bind(TENANT).bind(hex::encode(&random::bytes::<16>())).bind(secret)).await?;
    let rows = tx.rows(Sql::new("SELECT id, secret FROM vault WHERE tenant = $1").bind(TENANT)).await?;
    let row = rows.first().ok_or_else(|| StoreError::Damaged("the vault has no name".to_owned()))?;
    let (id, its_secret) = (row.text(0)?, row.text(1)?);
    if its_secret != secret {
        return Err(StoreError::Damaged(ANOTHER.to_owned()));
    }
    tx.commit().await.map_err(StoreError::or_made_meanwhile)?;
    Ok(id)
}

/// The key an envelope is sealed under; none where it is not sealed.
pub(crate) fn key_of(envelope: &[u8]) -> Result<Option<KeyNo>, StoreError> {
    match sealed::key_id(envelope).map_err(|error| StoreError::Damaged(error.to_string()))? {
        sealed::NOT_SEALED => Ok(None),
        OF_THE_VAULT => {
            let no = envelope[sealed::HEAD..].first_chunk::<NO>();
            no.map(|no| Some(KeyNo(u64::from_be_bytes(*no)))).ok_or_else(|| StoreError::Damaged("an envelope is cut".to_owned()))
        }
        other => Err(StoreError::Damaged(format!("an envelope is sealed under key {other}"))),
    }
}

fn hash(secret: &Keys, purpose: &str, text: &str) -> String {
    hex::encode(&secret.seal(purpose, text.as_bytes()))
}

fn encrypt(cipher: &Cipher, nonce: [u8; NONCE], beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    cipher.seal(nonce, beside, plain).ok_or_else(|| StoreError::Damaged("a value is too long to be sealed".to_owned()))
}

fn wrap(wrapping: &Cipher, no: KeyNo, key: &Key) -> Result<String, StoreError> {
    let nonce: [u8; NONCE] = random::bytes();
    Ok(hex::encode(&[nonce.as_slice(), &encrypt(wrapping, nonce, &no.0.to_be_bytes(), key)?].concat()))
}

fn unwrap(wrapping: &Cipher, no: KeyNo, wrapped: &str) -> Result<Key, StoreError> {
    let bytes = hex::decode(wrapped).unwrap_or_default();
    let key =
        bytes.split_first_chunk::<NONCE>().and_then(|(nonce, sealed)| wrapping.open(*nonce, &no.0.to_be_bytes(), sealed)?.try_into().ok());
    key.ok_or_else(|| StoreError::Damaged(ANOTHER.to_owned()))
}
