//! A store that seals what goes in and opens what comes out. Only the fencing generation and the lease stay as
//! they are: a transaction compares the one, a locked tablet reads the other.
//!
//! A value is an envelope `version ‖ key id ‖ nonce ‖ text and tag` (`innkeeper_sync::sealed`). Beside it, sealed but not stored, stand envelope head,
//! store and key, so that no value passes for another; a value whose key the commit makes stands for its store only.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};

use futures::future::{join_all, try_join_all};
use innkeeper_sync::sealed as envelope;

use super::Keys;
use crate::map::Map;
use crate::ports::{Key, KeyPlace, Meta, Store, StoreError, StoreName, Write, WriteBatch};

/// Values that are opened at once.
const AT_ONCE: usize = 64;
/// What stands for the store in a rescued value.
const RESCUE: &str = "rescue";

/// A store and the keys of its replica.
pub struct Sealed<S: KeyPlace> {
    store: S,
    keys: RefCell<Keys<S::Key>>,
    queue: Queue,
    /// Batches that are on their way.
    under_way: Cell<u32>,
}

impl<S: KeyPlace> Sealed<S> {
    /// The store, sealed under these keys.
    pub fn new(store: S, keys: Keys<S::Key>) -> Self {
        Self { store, keys: RefCell::new(keys), queue: Queue::default(), under_way: Cell::new(0) }
    }

    /// The store as it is: sealed values.
    pub fn inner(&self) -> &S {
        &self.store
    }

    /// Id of the key that values are sealed under here.
    pub fn current(&self) -> u32 {
        self.keys.borrow().current
    }

    /// The keys it seals under.
    pub fn keys(&self) -> Keys<S::Key> {
        self.keys.borrow().clone()
    }

    /// Seals under other keys from now on; they have all that the old ones had.
    pub fn rekey(&self, keys: Keys<S::Key>) {
        self.keys.replace(keys);
    }

    /// Whether a batch is on its way.
    pub fn is_writing(&self) -> bool {
        self.under_way.get() > 0
    }

    fn key(&self, id: u32) -> Result<S::Key, StoreError> {
        self.keys.borrow().by_id.get(&id).cloned().ok_or(StoreError::Sealed(id))
    }

    /// Seals again what is not sealed under the current key, from a key on: at most `limit` values are looked at. Gives the key to go on from; none
    /// at the store's end. A value that is changed meanwhile is left alone: whoever changes it seals it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reseal(&self, store: StoreName, first: u64, limit: usize) -> Result<Option<u64>, StoreError> {
        let values = self.store.range(store, first, limit).await?;
        let next = values.last().filter(|_| values.len() == limit).map(|(key, _)| key + 1);
        let mut writes = Vec::new();
        for (key, before) in values {
            if is_plain(store, key) || envelope::key_id(&before) == Ok(self.current()) {
                continue;
            }
            // What cannot be opened is no better under another key.
            if let Some(value) = self.open(store.name(), place(store, key), &before, false).await? {
                let after = self.seal(store.name(), place(store, key), &value).await?;
                writes.push(Write::Swap { store, key, before, after });
            }
        }
        self.store.commit(WriteBatch::of(writes)).await?;
        Ok(next)
    }

    async fn seal(&self, store: &str, key: Option<u64>, value: &[u8]) -> Result<Vec<u8>, StoreError> {
        let id = self.current();
        let data = self.key(id)?;
        let head = envelope::head(id);
        let sealed = data.seal(&beside(head, store, key), value).await?;
        Ok([head.as_slice(), &sealed].concat())
    }

    /// The value of an envelope; none if it is damaged. `plain` says that one that is not sealed counts at any time.
    async fn open(&self, store: &str, key: Option<u64>, value: &[u8], plain: bool) -> Result<Option<Vec<u8>>, StoreError> {
        match envelope::key_id(value) {
            Ok(envelope::NOT_SEALED) => {
                Ok((plain || self.keys.borrow().plain).then(|| envelope::open(value).ok().map(<[u8]>::to_vec)).flatten())
            }
            Ok(id) => {
                let data = self.key(id)?;
                let (_, sealed) = value.split_at(envelope::HEAD);
                Ok(data.open(&beside(envelope::head(id), store, key), sealed).await)
            }
            Err(_) => Ok(None),
        }
    }

    async fn seal_write(&self, write: Write) -> Result<Write, StoreError> {
        Ok(match write {
            Write::Put(store, key, value) if is_plain(store, key) => Write::Put(store, key, value),
            Write::Put(store, key, value) => Write::Put(store, key, self.seal(store.name(), place(store, key), &value).await?),
            Write::Append(store, value) => Write::Append(store, self.seal(store.name(), None, &value).await?),
            Write::Beside(store, value) => Write::Beside(store, self.seal(store.name(), None, &value).await?),
            other => other,
        })
    }
}

impl<S: KeyPlace> Store for Sealed<S> {
    async fn get(&self, store: StoreName, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(value) = self.store.get(store, key).await? else { return Ok(None) };
        if is_plain(store, key) { Ok(Some(value)) } else { self.open(store.name(), place(store, key), &value, false).await }
    }

    async fn range(&self, store: StoreName, first: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let values = self.store.range(store, first, limit).await?;
        let mut opened = Vec::with_capacity(values.len());
        for chunk in values.chunks(AT_ONCE) {
            let opening = chunk.iter().map(async |(key, value)| {
                if is_plain(store, *key) {
                    return Ok(Some((*key, value.clone())));
                }
                Ok::<_, StoreError>(self.open(store.name(), place(store, *key), value, false).await?.map(|value| (*key, value)))
            });
            opened.extend(try_join_all(opening).await?.into_iter().flatten());
        }
        Ok(opened)
    }

    /// Batches reach the store in the order in which they were given, however long their sealing takes.
    async fn commit(&self, batch: WriteBatch) -> Result<Vec<u64>, StoreError> {
        let _under_way = UnderWay::begin(&self.under_way);
        let turn = self.queue.line_up();
        let WriteBatch { writes, strict, generation } = batch;
        let writes = try_join_all(writes.into_iter().map(|write| self.seal_write(write))).await?;
        turn.come().await;
        let mut committing = pin!(self.store.commit(WriteBatch { writes, strict, generation }));
        // The first look at it issues its requests: from there on the next may come.
        let mut first = None;
        poll_fn(|context| {
            if let Poll::Ready(done) = committing.as_mut().poll(context) {
                first = Some(done);
            }
            Poll::Ready(())
        })
        .await;
        drop(turn);
        match first {
            Some(done) => done,
            None => committing.await,
        }
    }

    async fn rescue(&self, values: &[Vec<u8>]) -> Result<(), StoreError> {
        let sealed = try_join_all(values.iter().map(|value| self.seal(RESCUE, None, value))).await?;
        self.store.rescue(&sealed).await
    }

    async fn rescued(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let values = self.store.rescued().await?;
        let opened = join_all(values.iter().map(|value| self.open(RESCUE, None, value, true))).await;
        opened.into_iter().filter_map(Result::transpose).collect()
    }

    async fn clear_rescue(&self) -> Result<(), StoreError> {
        self.store.clear_rescue().await
    }
}

/// Values that are compared inside a transaction, or read while the keys are away.
fn is_plain(store: StoreName, key: u64) -> bool {
    store == StoreName::Meta && [Meta::Generation, Meta::Lease].into_iter().any(|plain| plain as u64 == key)
}

/// The key a value stands for, where it is known before the commit.
fn place(store: StoreName, key: u64) -> Option<u64> {
    (!matches!(store, StoreName::Outbox | StoreName::Journal | StoreName::History)).then_some(key)
}

fn beside(head: [u8; envelope::HEAD], store: &str, key: Option<u64>) -> Vec<u8> {
    let mut text = head.to_vec();
    text.extend_from_slice(store.as_bytes());
    text.extend(key.into_iter().flat_map(|key| [0].into_iter().chain(key.to_be_bytes())));
    text
}

/// A batch on its way, until this is dropped.
struct UnderWay<'a>(&'a Cell<u32>);

impl<'a> UnderWay<'a> {
    fn begin(count: &'a Cell<u32>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Who comes first is served first.
#[derive(Default)]
struct Queue {
    waiting: RefCell<Waiting>,
}

#[derive(Default)]
struct Waiting {
    last: u64,
    turns: Map<u64, Option<Waker>>,
}

/// A place in the queue; given up when dropped.
struct Turn<'a> {
    queue: &'a Queue,
    number: u64,
}

impl Queue {
    fn line_up(&self) -> Turn<'_> {
        let mut waiting = self.waiting.borrow_mut();
        waiting.last += 1;
        let number = waiting.last;
        waiting.turns.insert(number, None);
        Turn { queue: self, number }
    }
}

impl Turn<'_> {
    /// Resolves when nobody is before.
    async fn come(&self) {
        poll_fn(|context| {
            let mut waiting = self.queue.waiting.borrow_mut();
            if waiting.turns.iter().next().is_some_and(|(first, _)| *first == self.number) {
                return Poll::Ready(());
            }
            waiting.turns.insert(self.number, Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut waiting = self.queue.waiting.borrow_mut();
        waiting.turns.remove(&self.number);
        let next = waiting.turns.iter_mut().next().and_then(|(_, first)| first.take());
        if let Some(next) = next {
            drop(waiting);
            next.wake();
        }
    }
}
