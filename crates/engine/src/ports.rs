//! What the engine needs of the world: a store, the server, a clock. Implemented over the browser in [`crate::browser`] and in memory for tests.

use innkeeper_domain::Date;
use innkeeper_sync::id::{DeviceId, Seq};
use thiserror::Error;

mod keys;

pub use keys::{Hold, KeptRing, Key, KeyPlace, NoKeys};

/// The stores of a replica. Out-of-line keys, byte values only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreName {
    /// Own ops; the auto-increment key is the op's number.
    Outbox,
    /// Answers to pulls, cursor and rows in one value; auto-increment keys.
    Journal,
    /// Roots as they were at the checkpoint, 64 a page; the key is the page's number.
    Pages,
    /// Cache of the columns; keys from 0.
    Columns,
    /// Single values: see [`Meta`].
    Meta,
    /// What is typed into forms and not saved; the key is made of the form's name.
    Drafts,
    /// What people did here, to be shown and taken back; the key is the number of the first own op.
    History,
    /// Rows that left the journal and are not durable yet, to be handed back to a server that was restored; keys as in the replica's own value.
    Kept,
}

impl StoreName {
    /// All stores, in the order they are made.
    pub const ALL: [Self; 8] =
        [Self::Outbox, Self::Journal, Self::Pages, Self::Columns, Self::Meta, Self::Drafts, Self::History, Self::Kept];

    /// Its name in the browser.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Journal => "journal",
            Self::Pages => "pages",
            Self::Columns => "columns",
            Self::Meta => "meta",
            Self::Drafts => "drafts",
            Self::History => "history",
            Self::Kept => "kept",
        }
    }
}

/// Keys of [`StoreName::Meta`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Meta {
    /// The replica: `innkeeper_sync::client::Meta` as JSON.
    Replica = 1,
    /// Who is signed in here, and their signing keys.
    Session = 2,
    /// The fencing generation: eight bytes, big endian, not sealed.
    Generation = 3,
    /// Files opened last, as JSON.
    Recent = 4,
    /// First numbers of the groups kept aside that a person has let go, as JSON.
    LetGo = 5,
    /// The lease, not sealed: a locked tablet must know when to throw its copy away.
    Lease = 6,
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Puts a value under a key.
    Put(StoreName, u64, Vec<u8>),
    /// Puts a value under the store's next auto-increment key.
    Append(StoreName, Vec<u8>),
    /// Puts a value under the key of the batch's first append, which comes before it.
    Beside(StoreName, Vec<u8>),
    /// Deletes one key.
    Delete(StoreName, u64),
    /// Deletes all keys up to and including this one.
    DeleteTo(StoreName, u64),
    /// Empties a store. Auto-increment keys go on where they were.
    Clear(StoreName),
    /// Puts a value in the place of another, unless that has changed or gone meanwhile.
    Swap {
        /// The store.
        store: StoreName,
        /// The key.
        key: u64,
        /// What must be there.
        before: Vec<u8>,
        /// What takes its place.
        after: Vec<u8>,
    },
}

/// Writes of one transaction: all or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteBatch {
    /// In order.
    pub writes: Vec<Write>,
    /// Report success only when the operating system was asked to flush. For what a person saved.
    pub strict: bool,
    /// Abort unless the stored fencing generation is this one.
    pub generation: Option<u64>,
}

impl WriteBatch {
    /// Relaxed durability, no fence.
    #[must_use]
    pub fn of(writes: Vec<Write>) -> Self {
        Self { writes, ..Self::default() }
    }

    /// Strict durability: a person's own work.
    #[must_use]
    pub fn strict(writes: Vec<Write>) -> Self {
        Self { writes, strict: true, generation: None }
    }

    /// Only while this generation leads.
    #[must_use]
    pub fn fenced(self, generation: u64) -> Self {
        Self { generation: Some(generation), ..self }
    }
}

/// What can go wrong in a store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// Another leader has taken over: nothing was written.
    #[error("another tab has taken over the work of this one")]
    Fenced,
    /// The browser's space is used up: nothing was written.
    #[error("the browser has no space left")]
    Quota,
    /// No answer within the watchdog's time. It may still be written later.
    #[error("the browser's storage does not answer")]
    Stalled,
    /// The database is of a newer build.
    #[error("the stored data is of a newer version of the app")]
    Newer,
    /// Another tab holds an older version open.
    #[error("another tab keeps the old version open")]
    Blocked,
    /// Sealed under a key that is not at hand.
    #[error("a stored value is sealed under key {0}, which is not here")]
    Sealed(u32),
    /// The connection was lost; opening again may help.
    #[error("the connection to the browser's storage was lost ({name}: {message})")]
    Lost {
        /// Name of the exception.
        name: String,
        /// Its text.
        message: String,
    },
}

/// Durable storage of one replica.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Store {
    /// The value under a key.
    async fn get(&self, store: StoreName, key: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keys and values from `first` on, ascending, at most `limit`.
    async fn range(&self, store: StoreName, first: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// Writes all or nothing. Gives the keys of the appends, in order.
    async fn commit(&self, batch: WriteBatch) -> Result<Vec<u64>, StoreError>;

    /// A last resort for own ops that could not be committed: kept outside the database.
    async fn rescue(&self, values: &[Vec<u8>]) -> Result<(), StoreError>;

    /// What [`Store::rescue`] kept, oldest first.
    async fn rescued(&self) -> Result<Vec<Vec<u8>>, StoreError>;

    /// Forgets what [`Store::rescued`] gave; what was rescued since, here or by another tab, stays.
    async fn clear_rescue(&self) -> Result<(), StoreError>;
}

/// Opens the replica's store by name; one database per projection and person.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Storage {
    /// What it opens.
    type Store: KeyPlace;

    /// Opens or makes the database.
    async fn open(&self, name: &str) -> Result<Self::Store, StoreError>;

    /// Which database was open last, kept where it is found before any database is (localStorage is not there in a worker: a small database of its
    /// own).
    async fn current(&self) -> Result<Option<String>, StoreError>;

    /// Sets it.
    async fn set_current(&self, name: &str) -> Result<(), StoreError>;

    /// Deletes a database with its rescue file, and forgets it as the one open last.
    async fn forget(&self, name: &str) -> Result<(), StoreError>;

    /// Whether the browser promised to keep the storage, bytes used, bytes allowed.
    async fn estimate(&self) -> (bool, u64, u64);
}

/// The media type of most bodies.
pub const JSON: &str = "application/json";

/// A request to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path and query, from `/`.
    pub path: String,
    /// The device certificate, where the path wants it.
    pub device: Option<String>,
    /// What the body is: a media type.
    pub kind: &'static str,
    /// Body of a `POST`.
    pub body: Vec<u8>,
}

/// The server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpAnswer {
    /// Status code.
    pub status: u16,
    /// Seconds of `Retry-After`, if said.
    pub retry_after: Option<u32>,
    /// Body.
    pub body: Vec<u8>,
}

/// The server was not reached.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the server was not reached")]
pub struct Unreached;

/// The way to the server.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Transport {
    /// Sends a request with the person's cookie.
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, Unreached>;

    /// Resolves when the server pokes (`/sync/v1/live`), when the line to it was opened, or when the network comes back. Never on its own. Gives
    /// where the log ends, if that is all that the server said.
    async fn poked(&self) -> Option<Seq>;
}

/// Time and chance.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Clock {
    /// Wall clock, milliseconds since 1970.
    fn wall(&self) -> i64;

    /// A clock that only goes forward, microseconds.
    fn micros(&self) -> u64;

    /// Today, where the device is.
    fn today(&self) -> Date;

    /// When today began, milliseconds since 1970.
    fn midnight(&self) -> i64;

    /// Sixteen random bytes.
    fn random(&self) -> [u8; 16];

    /// Waits.
    async fn sleep(&self, ms: u32);
}

/// News between tabs of one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum TabNews {
    /// Own ops were added: read the outbox from this number on.
    Outbox(u64),
    /// The journal has grown.
    Journal,
    /// The pages were rewritten, or the replica started over: load again.
    Reload,
    /// The tablet was locked.
    Lock,
    /// The device was locked out and wiped.
    Wiped,
    /// Asks who leads the replica of this device.
    WhoLeads(DeviceId),
    /// The tab that leads it lives.
    Leads(DeviceId),
}

/// Other tabs: news and leadership. Leadership saves work; two leaders do no harm.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread, in the worker and in tests")]
pub trait Tabs {
    /// Tells the other tabs.
    fn tell(&self, news: TabNews);

    /// The next news from another tab.
    async fn heard(&self) -> TabNews;

    /// Resolves when this tab leads the replica of this name; it leads until it ends.
    async fn lead(&self, name: &str);
}
