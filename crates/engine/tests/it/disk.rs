//! Stores in memory that outlive their engines, with the faults a browser's storage has.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use innkeeper_engine::ports::{KeptRing, KeyPlace, Meta, Storage, Store, StoreError, StoreName, Write, WriteBatch};

use crate::key::DiskKey;

type Values = BTreeMap<u64, Vec<u8>>;

#[derive(Default)]
struct Database {
    stores: BTreeMap<StoreName, Values>,
    next: BTreeMap<StoreName, u64>,
    rescued: Vec<Vec<u8>>,
    ring: Option<KeptRing<DiskKey>>,
    /// Batches that gave no answer: whatever is asked next waits behind them.
    late: Vec<WriteBatch>,
}

/// What is to happen to commits, and to opening.
#[derive(Default)]
struct Faults {
    broken: RefCell<Option<StoreError>>,
    stall_next: Cell<bool>,
    shut: Cell<bool>,
}

/// One browser's storage.
#[derive(Clone, Default)]
pub struct Disk {
    databases: Rc<RefCell<BTreeMap<String, Rc<RefCell<Database>>>>>,
    current: Rc<RefCell<Option<String>>>,
    faults: Rc<Faults>,
}

impl Disk {
    /// Every commit fails with this and writes nothing, until it is mended.
    pub fn break_with(&self, error: StoreError) {
        self.faults.broken.replace(Some(error));
    }

    /// The disk of a browser that an older build has left: values in hex by store and key, and the `name` of the replica's database.
    pub fn left(fixture: &str) -> Self {
        let mut left: BTreeMap<String, serde_json::Value> = serde_json::from_str(fixture).expect("a fixture");
        let name: String = left.remove("name").and_then(|name| serde_json::from_value(name).ok()).expect("it has a name");
        let mut database = Database::default();
        for store in StoreName::ALL {
            let values = left.remove(store.name()).unwrap_or_else(|| serde_json::json!({}));
            let values: BTreeMap<u64, String> = serde_json::from_value(values).expect("values by key");
            database.next.insert(store, values.keys().next_back().map_or(1, |last| last + 1));
            database.stores.insert(store, values.into_iter().map(|(key, hex)| (key, unhex(&hex))).collect());
        }
        let disk = Self::default();
        *disk.current.borrow_mut() = Some(name.clone());
        disk.databases.borrow_mut().insert(name, Rc::new(RefCell::new(database)));
        disk
    }

    /// All stored values as they are, with their stores and keys.
    pub fn values(&self) -> Vec<(StoreName, u64, Vec<u8>)> {
        let databases = self.databases.borrow();
        let mut all = Vec::new();
        for database in databases.values() {
            for (store, values) in &database.borrow().stores {
                all.extend(values.iter().map(|(key, value)| (*store, *key, value.clone())));
            }
        }
        all
    }

    /// Whether these bytes are anywhere on the disk: in a value, a rescued one, or the ring.
    pub fn holds(&self, canary: &str) -> bool {
        let databases = self.databases.borrow();
        let kept = databases.values().flat_map(|database| {
            let database = database.borrow();
            let ring = database.ring.iter().map(|ring| ring.bytes.clone());
            database.rescued.iter().cloned().chain(ring).collect::<Vec<_>>()
        });
        let mut all = self.values().into_iter().map(|(.., value)| value).chain(kept);
        all.any(|value| value.windows(canary.len()).any(|window| window == canary.as_bytes()))
    }

    /// Commits succeed again.
    pub fn mend(&self) {
        self.faults.broken.take();
    }

    /// Whether databases can be opened at all; if not, nothing is answered.
    pub fn shut(&self, shut: bool) {
        self.faults.shut.set(shut);
    }

    fn answers(&self) -> Result<(), StoreError> {
        if self.faults.shut.get() { Err(StoreError::Stalled) } else { Ok(()) }
    }

    /// The next commit gives no answer in time and is written all the same.
    pub fn stall_next_commit(&self) {
        self.faults.stall_next.set(true);
    }
}

/// One open database.
pub struct OpenDisk {
    database: Rc<RefCell<Database>>,
    faults: Rc<Faults>,
    /// How many of the rescued values [`Store::rescued`] gave last.
    given: Cell<usize>,
}

impl Storage for Disk {
    type Store = OpenDisk;

    async fn open(&self, name: &str) -> Result<OpenDisk, StoreError> {
        self.answers()?;
        let database = self.databases.borrow_mut().entry(name.to_owned()).or_default().clone();
        Ok(OpenDisk { database, faults: self.faults.clone(), given: Cell::default() })
    }

    async fn current(&self) -> Result<Option<String>, StoreError> {
        self.answers()?;
        Ok(self.current.borrow().clone())
    }

    async fn set_current(&self, name: &str) -> Result<(), StoreError> {
        *self.current.borrow_mut() = Some(name.to_owned());
        Ok(())
    }

    async fn forget(&self, name: &str) -> Result<(), StoreError> {
        self.databases.borrow_mut().remove(name);
        self.current.borrow_mut().take_if(|current| current == name);
        Ok(())
    }

    async fn estimate(&self) -> (bool, u64, u64) {
        (false, 0, 0)
    }
}

impl KeyPlace for OpenDisk {
    type Key = DiskKey;

    async fn ring(&self) -> Result<Option<KeptRing<DiskKey>>, StoreError> {
        Ok(self.database.borrow().ring.clone())
    }

    async fn keep_ring(&self, before: Option<&[u8]>, ring: &KeptRing<DiskKey>) -> Result<bool, StoreError> {
        let kept = &mut self.database.borrow_mut().ring;
        let expected = kept.as_ref().map(|kept| kept.bytes.as_slice()) == before;
        if expected {
            *kept = Some(ring.clone());
        }
        Ok(expected)
    }

    async fn drop_ring(&self) -> Result<(), StoreError> {
        self.database.borrow_mut().ring = None;
        Ok(())
    }
}

impl Store for OpenDisk {
    async fn get(&self, store: StoreName, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut database = self.database.borrow_mut();
        database.write_late();
        Ok(database.stores.get(&store).and_then(|values| values.get(&key)).cloned())
    }

    async fn range(&self, store: StoreName, first: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let mut database = self.database.borrow_mut();
        database.write_late();
        let values = database.stores.get(&store).into_iter().flat_map(|values| values.range(first..));
        Ok(values.take(limit).map(|(key, value)| (*key, value.clone())).collect())
    }

    async fn commit(&self, batch: WriteBatch) -> Result<Vec<u64>, StoreError> {
        if let Some(error) = self.faults.broken.borrow().clone() {
            return Err(error);
        }
        let mut database = self.database.borrow_mut();
        if self.faults.stall_next.take() {
            database.late.push(batch);
            return Err(StoreError::Stalled);
        }
        database.write_late();
        database.write(batch)
    }

    async fn rescue(&self, values: &[Vec<u8>]) -> Result<(), StoreError> {
        self.database.borrow_mut().rescued.extend_from_slice(values);
        Ok(())
    }

    async fn rescued(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let rescued = self.database.borrow().rescued.clone();
        self.given.set(rescued.len());
        Ok(rescued)
    }

    async fn clear_rescue(&self) -> Result<(), StoreError> {
        let rescued = &mut self.database.borrow_mut().rescued;
        rescued.drain(..self.given.take().min(rescued.len()));
        Ok(())
    }
}

impl Database {
    fn write_late(&mut self) {
        for batch in std::mem::take(&mut self.late) {
            // Nobody waits for the answer any more.
            let _ = self.write(batch);
        }
    }

    fn write(&mut self, batch: WriteBatch) -> Result<Vec<u64>, StoreError> {
        let generation = self.stores.get(&StoreName::Meta).and_then(|meta| meta.get(&(Meta::Generation as u64)));
        let generation = generation.map_or(0, |b| u64::from_be_bytes(b.as_slice().try_into().expect("eight bytes")));
        if batch.generation.is_some_and(|wanted| wanted != generation) {
            return Err(StoreError::Fenced);
        }
        // All refusals come before the first write.
        let first = |test: fn(&Write) -> bool| batch.writes.iter().position(test);
        let append = first(|w| matches!(w, Write::Append(..)));
        let early = first(|w| matches!(w, Write::Beside(..))).is_some_and(|beside| append.is_none_or(|append| append > beside));
        if early || !batch.writes.iter().all(allowed) {
            return Err(StoreError::Lost { name: "DataError".to_owned(), message: "no key can be made".to_owned() });
        }
        let mut keys = Vec::new();
        for write in batch.writes {
            match write {
                Write::Put(store, key, value) => {
                    self.stores.entry(store).or_default().insert(key, value);
                }
                Write::Append(store, value) => {
                    let key = self.next.entry(store).or_insert(1);
                    self.stores.entry(store).or_default().insert(*key, value);
                    keys.push(*key);
                    *key += 1;
                }
                Write::Beside(store, value) => {
                    self.stores.entry(store).or_default().insert(keys[0], value);
                }
                Write::Delete(store, key) => {
                    self.stores.entry(store).or_default().remove(&key);
                }
                Write::DeleteTo(store, key) => self.stores.entry(store).or_default().retain(|k, _| *k > key),
                Write::Clear(store) => self.stores.entry(store).or_default().clear(),
                Write::Swap { store, key, before, after } => {
                    if let Some(value) = self.stores.entry(store).or_default().get_mut(&key).filter(|value| **value == before) {
                        *value = after;
                    }
                }
            }
        }
        Ok(keys)
    }
}

fn unhex(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("hex"), 16).expect("hex")).collect()
}

/// Only two stores make keys of their own, and a key fits a double.
fn allowed(write: &Write) -> bool {
    match write {
        Write::Append(store, _) => matches!(store, StoreName::Outbox | StoreName::Journal),
        Write::Put(_, key, _) | Write::Delete(_, key) | Write::DeleteTo(_, key) | Write::Swap { key, .. } => *key < 1 << 53,
        Write::Beside(..) | Write::Clear(_) => true,
    }
}
