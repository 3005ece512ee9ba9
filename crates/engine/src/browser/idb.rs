//! A replica's store in IndexedDB: object stores with out-of-line keys and byte values.
//!
//! All requests of a batch are issued in one turn and nothing is awaited between them: a transaction ends by itself when a turn passes without a
//! request. What a caller learns is the transaction's end, not the requests': a request may succeed in a transaction that is aborted later.

mod connection;
mod ring;
mod transaction;

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{IdbDatabase, IdbObjectStoreParameters};

use self::connection::{Connection, Migration};
use super::fault::Fault;
use super::{WebKey, opfs, scope};
use crate::frames;
use crate::ports::{KeptRing, KeyPlace, Storage, Store, StoreError, StoreName, WriteBatch};

/// Versions of a replica's database, oldest first: each step's number and what it does. A step that older builds can live with adds one to the
/// number, another goes to the next hundred: a build opens every version of its own hundred, so taking back a release does not lock people out.
const REPLICA: &[Migration] = &[
    (100, |db| make_stores(db, &FIRST_STORES)),
    (101, |db| make_stores(db, &[StoreName::Drafts, StoreName::History])),
    // From here on values are sealed: a build that knows no keys must not take them for damaged.
    (200, |db| db.create_object_store(ring::STORE).map(drop).map_err(Fault::from)),
    (201, |db| make_stores(db, &[StoreName::Kept])),
];

/// The stores of the first version.
const FIRST_STORES: [StoreName; 5] = [StoreName::Outbox, StoreName::Journal, StoreName::Pages, StoreName::Columns, StoreName::Meta];

/// Versions of the small database that says which replica was open last.
const SETTINGS: &[Migration] = &[(100, |db| db.create_object_store(SETTING).map(drop).map_err(Fault::from))];

/// Name of that database.
const SETTINGS_NAME: &str = "innkeeper";
/// Its only store.
const SETTING: &str = "setting";
/// Key of the name of the replica's database.
const CURRENT: u64 = 1;

fn make_stores(db: &IdbDatabase, stores: &[StoreName]) -> Result<(), Fault> {
    for store in stores {
        let options = IdbObjectStoreParameters::new();
        options.set_auto_increment(matches!(store, StoreName::Outbox | StoreName::Journal));
        db.create_object_store_with_optional_parameters(store.name(), &options)?;
    }
    Ok(())
}

/// Databases of this origin.
#[derive(Clone, Copy, Debug)]
pub struct BrowserStorage;

impl Storage for BrowserStorage {
    type Store = IdbStore;

    async fn open(&self, name: &str) -> Result<IdbStore, StoreError> {
        let store = IdbStore { name: name.to_owned(), connection: RefCell::default(), rescued: RefCell::default() };
        store.connection().await?;
        Ok(store)
    }

    async fn current(&self) -> Result<Option<String>, StoreError> {
        let settings = Connection::open(SETTINGS_NAME, SETTINGS).await?;
        let name = transaction::get(&settings.db, SETTING, CURRENT).await?;
        Ok(name.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    async fn set_current(&self, name: &str) -> Result<(), StoreError> {
        let settings = Connection::open(SETTINGS_NAME, SETTINGS).await?;
        transaction::put(&settings.db, SETTING, CURRENT, name.as_bytes()).await
    }

    async fn forget(&self, name: &str) -> Result<(), StoreError> {
        let settings = Connection::open(SETTINGS_NAME, SETTINGS).await?;
        let current = transaction::get(&settings.db, SETTING, CURRENT).await?;
        if current.as_deref() == Some(name.as_bytes()) {
            transaction::delete(&settings.db, SETTING, CURRENT).await?;
        }
        connection::delete(name).await?;
        Ok(opfs::remove(&rescue_file(name)).await?)
    }

    async fn estimate(&self) -> (bool, u64, u64) {
        let storage = scope().navigator().storage();
        // Not there outside a secure context.
        if storage.is_undefined() {
            return (false, 0, 0);
        }
        let settled = |promise: Result<js_sys::Promise, _>| async { wasm_bindgen_futures::JsFuture::from(promise.ok()?).await.ok() };
        let persisted = settled(storage.persisted()).await.is_some_and(|yes| yes.is_truthy());
        let estimate = settled(storage.estimate()).await.unwrap_or_default();
        let bytes = |key: &str| js_sys::Reflect::get(&estimate, &key.into()).ok().and_then(|n| n.as_f64()).map_or(0, |n| n as u64);
        (persisted, bytes("usage"), bytes("quota"))
    }
}

fn rescue_file(name: &str) -> String {
    format!("{name}-rescue")
}

/// One open database. A connection the browser has dropped is opened again at the next use.
pub struct IdbStore {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    /// What [`Store::rescued`] read last: the part of the file that [`Store::clear_rescue`] takes away.
    rescued: RefCell<Vec<u8>>,
}

impl IdbStore {
    fn rescue_file(&self) -> String {
        rescue_file(&self.name)
    }

    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        if let Some(open) = self.connection.borrow().as_ref().filter(|c| c.is_open()) {
            return Ok(open.clone());
        }
        let opened = Rc::new(Connection::open(&self.name, REPLICA).await?);
        *self.connection.borrow_mut() = Some(opened.clone());
        Ok(opened)
    }

    /// Forgets a connection that does not serve; transactions that are under way on it end as they may.
    fn give_up(&self, connection: &Rc<Connection>) {
        self.connection.borrow_mut().take_if(|known| Rc::ptr_eq(known, connection));
    }

    /// Runs a transaction. One that was aborted because the connection was lost is run once more on a new connection. One that does not answer is not:
    /// it may still be written.
    async fn run<T>(&self, transaction: impl AsyncFn(&IdbDatabase) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let connection = self.connection().await?;
        let first = transaction(&connection.db).await;
        match &first {
            Err(StoreError::Lost { .. }) => {
                self.give_up(&connection);
                transaction(&self.connection().await?.db).await
            }
            Err(StoreError::Stalled) => {
                self.give_up(&connection);
                first
            }
            _ => first,
        }
    }
}

impl KeyPlace for IdbStore {
    type Key = WebKey;

    async fn ring(&self) -> Result<Option<KeptRing<WebKey>>, StoreError> {
        self.run(async |db| ring::read(db).await).await
    }

    async fn keep_ring(&self, before: Option<&[u8]>, ring: &KeptRing<WebKey>) -> Result<bool, StoreError> {
        self.run(async |db| ring::replace(db, before, ring).await).await
    }

    async fn drop_ring(&self) -> Result<(), StoreError> {
        self.run(async |db| ring::delete(db).await).await
    }
}

impl Store for IdbStore {
    async fn get(&self, store: StoreName, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.run(async |db| transaction::get(db, store.name(), key).await).await
    }

    async fn range(&self, store: StoreName, first: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        // To the browser a limit of 0 means none.
        if limit == 0 {
            return Ok(Vec::new());
        }
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        self.run(async |db| transaction::range(db, store.name(), first, limit).await).await
    }

    async fn commit(&self, batch: WriteBatch) -> Result<Vec<u64>, StoreError> {
        let batch = Rc::new(batch);
        self.run(async |db| transaction::write(db, &batch).await).await
    }

    async fn rescue(&self, values: &[Vec<u8>]) -> Result<(), StoreError> {
        Ok(opfs::append(&self.rescue_file(), values).await?)
    }

    async fn rescued(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut file = opfs::read(&self.rescue_file()).await?;
        let (values, end) = frames::whole(&file);
        file.truncate(end);
        self.rescued.replace(file);
        Ok(values)
    }

    async fn clear_rescue(&self) -> Result<(), StoreError> {
        let given = self.rescued.take();
        if given.is_empty() {
            return Ok(());
        }
        Ok(opfs::cut(&self.rescue_file(), &given).await?)
    }
}
