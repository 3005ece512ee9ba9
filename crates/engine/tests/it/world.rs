//! A world in memory: stores that survive their engines, a clock that moves when told, tabs that hear each other.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use innkeeper_domain::Date;
use innkeeper_engine::engine::World;
use innkeeper_engine::ports::{Clock, Meta, Storage, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};

use crate::hotel::Wire;

/// The engine's world in these tests.
pub struct InMemory;

impl World for InMemory {
    type Storage = Disk;
    type Transport = Wire;
    type Clock = Time;
    type Tabs = Tab;
}

type Values = BTreeMap<u64, Vec<u8>>;

#[derive(Default)]
struct Database {
    stores: BTreeMap<StoreName, Values>,
    next: BTreeMap<StoreName, u64>,
    rescued: Vec<Vec<u8>>,
}

/// One browser's storage: outlives tabs.
#[derive(Clone, Default)]
pub struct Disk {
    databases: Rc<RefCell<BTreeMap<String, Rc<RefCell<Database>>>>>,
    current: Rc<RefCell<Option<String>>>,
    /// The next commits fail with this.
    pub broken: Rc<RefCell<Option<StoreError>>>,
}

/// One open database.
pub struct OpenDisk {
    database: Rc<RefCell<Database>>,
    broken: Rc<RefCell<Option<StoreError>>>,
}

impl Storage for Disk {
    type Store = OpenDisk;

    async fn open(&self, name: &str) -> Result<OpenDisk, StoreError> {
        let database = self.databases.borrow_mut().entry(name.to_owned()).or_default().clone();
        Ok(OpenDisk { database, broken: self.broken.clone() })
    }

    async fn current(&self) -> Result<Option<String>, StoreError> {
        Ok(self.current.borrow().clone())
    }

    async fn set_current(&self, name: &str) -> Result<(), StoreError> {
        *self.current.borrow_mut() = Some(name.to_owned());
        Ok(())
    }

    async fn estimate(&self) -> (bool, u64, u64) {
        (false, 0, 0)
    }
}

impl Store for OpenDisk {
    async fn get(&self, store: StoreName, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.database.borrow().stores.get(&store).and_then(|values| values.get(&key)).cloned())
    }

    async fn range(&self, store: StoreName, first: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let database = self.database.borrow();
        let values = database.stores.get(&store).into_iter().flat_map(|values| values.range(first..));
        Ok(values.take(limit).map(|(key, value)| (*key, value.clone())).collect())
    }

    async fn commit(&self, batch: WriteBatch) -> Result<Vec<u64>, StoreError> {
        if let Some(error) = self.broken.borrow().clone() {
            return Err(error);
        }
        let mut database = self.database.borrow_mut();
        let Database { stores, next, .. } = &mut *database;
        let generation = stores.get(&StoreName::Meta).and_then(|meta| meta.get(&(Meta::Generation as u64)));
        let generation = generation.map_or(0, |b| u64::from_be_bytes(b.as_slice().try_into().expect("eight bytes")));
        if batch.generation.is_some_and(|wanted| wanted != generation) {
            return Err(StoreError::Fenced);
        }
        let mut keys = Vec::new();
        for write in batch.writes {
            match write {
                Write::Put(store, key, value) => {
                    stores.entry(store).or_default().insert(key, value);
                }
                Write::Append(store, value) => {
                    let key = next.entry(store).or_insert(1);
                    stores.entry(store).or_default().insert(*key, value);
                    keys.push(*key);
                    *key += 1;
                }
                Write::Delete(store, key) => {
                    stores.entry(store).or_default().remove(&key);
                }
                Write::DeleteTo(store, key) => stores.entry(store).or_default().retain(|k, _| *k > key),
                Write::Clear(store) => stores.entry(store).or_default().clear(),
            }
        }
        Ok(keys)
    }

    async fn rescue(&self, values: &[Vec<u8>]) -> Result<(), StoreError> {
        self.database.borrow_mut().rescued.extend_from_slice(values);
        Ok(())
    }

    async fn rescued(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(self.database.borrow().rescued.clone())
    }

    async fn clear_rescue(&self) -> Result<(), StoreError> {
        self.database.borrow_mut().rescued.clear();
        Ok(())
    }
}

/// A clock that moves when told.
#[derive(Clone, Default)]
pub struct Time {
    now: Rc<Cell<i64>>,
    sleepers: Rc<RefCell<Vec<Waker>>>,
    drawn: Rc<Cell<u64>>,
}

impl Time {
    /// Noon of 21 November 2026, UTC.
    pub fn noon() -> Self {
        let time = Self::default();
        time.now.set(i64::from(today().days_since_epoch()) * 86_400_000 + 43_200_000);
        time
    }

    /// Moves on and wakes who slept.
    pub fn advance(&self, ms: i64) {
        self.now.set(self.now.get() + ms);
        self.sleepers.take().into_iter().for_each(Waker::wake);
    }
}

fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

impl Clock for Time {
    fn wall(&self) -> i64 {
        self.now.get()
    }

    fn micros(&self) -> u64 {
        self.now.get().cast_unsigned() * 1000
    }

    fn today(&self) -> Date {
        today()
    }

    fn random(&self) -> [u8; 16] {
        self.drawn.set(self.drawn.get() + 1);
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.drawn.get().wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        bytes[8..].copy_from_slice(&self.drawn.get().to_be_bytes());
        bytes
    }

    async fn sleep(&self, ms: u32) {
        let until = self.now.get() + i64::from(ms);
        poll_fn(|context| {
            if self.now.get() >= until {
                return Poll::Ready(());
            }
            self.sleepers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[derive(Default)]
struct Mailbox {
    news: RefCell<VecDeque<TabNews>>,
    waker: RefCell<Option<Waker>>,
}

/// The tabs of one browser.
#[derive(Clone, Default)]
pub struct Browser {
    mailboxes: Rc<RefCell<Vec<Weak<Mailbox>>>>,
    leader: Rc<RefCell<Weak<Mailbox>>>,
}

/// One of them.
pub struct Tab {
    browser: Browser,
    own: Rc<Mailbox>,
}

impl Browser {
    /// Opens a tab.
    pub fn tab(&self) -> Tab {
        let own = Rc::new(Mailbox::default());
        self.mailboxes.borrow_mut().push(Rc::downgrade(&own));
        Tab { browser: self.clone(), own }
    }
}

impl Tabs for Tab {
    fn tell(&self, news: TabNews) {
        for mailbox in self.browser.mailboxes.borrow().iter().filter_map(Weak::upgrade) {
            if !Rc::ptr_eq(&mailbox, &self.own) {
                mailbox.news.borrow_mut().push_back(news);
                if let Some(waker) = mailbox.waker.borrow_mut().take() {
                    waker.wake();
                }
            }
        }
    }

    async fn heard(&self) -> TabNews {
        poll_fn(|context| match self.own.news.borrow_mut().pop_front() {
            Some(news) => Poll::Ready(news),
            None => {
                *self.own.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    async fn lead(&self, _: &str) {
        poll_fn(|context| {
            let leader = self.browser.leader.borrow().upgrade();
            if leader.is_some_and(|leader| !Rc::ptr_eq(&leader, &self.own)) {
                // Asked again whenever this tab hears something; the tests tell it.
                *self.own.waker.borrow_mut() = Some(context.waker().clone());
                return Poll::Pending;
            }
            *self.browser.leader.borrow_mut() = Rc::downgrade(&self.own);
            Poll::Ready(())
        })
        .await;
    }
}
