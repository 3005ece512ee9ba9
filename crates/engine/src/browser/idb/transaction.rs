//! Transactions: requests issued in one turn, then one wait for the end.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc;
use futures::future::{Either, select};
use innkeeper_domain::order;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbRequest, IdbTransaction};

use crate::browser::clock::sleep;
use crate::browser::fault::Fault;
use crate::browser::listener::Listener;
use crate::ports::{Meta, StoreError, StoreName, Write, WriteBatch};

/// A transaction that has not ended after this time is given up: there are browsers that never answer after a device has slept.
pub(super) const WATCHDOG_MS: u32 = 5_000;
/// Last part of that time. When this worker itself was busy all the while, the answer waits behind the timer and is heard in here.
const GRACE_MS: u32 = 250;

/// The value under a key.
pub(super) async fn get(db: &IdbDatabase, store: &str, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let transaction = begin(db, [store], Mode::Read)?;
    let request = transaction.object_store(store).and_then(|s| s.get(&js_key(key))).map_err(Fault::from)?;
    end(&transaction).await?;
    let value = request.result().map_err(Fault::from)?;
    if value.is_undefined() { Ok(None) } else { Ok(Some(bytes(&value)?)) }
}

/// Keys and values from `first` on, ascending.
pub(super) async fn range(db: &IdbDatabase, store: &str, first: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let transaction = begin(db, [store], Mode::Read)?;
    let issue = || {
        let store = transaction.object_store(store)?;
        let range = IdbKeyRange::lower_bound(&js_key(first))?;
        let keys = store.get_all_keys_with_key_and_limit(&range, limit)?;
        Ok::<_, JsValue>((keys, store.get_all_with_key_and_limit(&range, limit)?))
    };
    let (keys, values) = issue().map_err(Fault::from)?;
    end(&transaction).await?;
    let keys: Array = keys.result().map_err(Fault::from)?.unchecked_into();
    let values: Array = values.result().map_err(Fault::from)?.unchecked_into();
    keys.iter().zip(values.iter()).map(|(key, value)| Ok((rust_key(&key)?, bytes(&value)?))).collect()
}

/// Puts one value, on its own.
pub(super) async fn put(db: &IdbDatabase, store: &str, key: u64, value: &[u8]) -> Result<(), StoreError> {
    let transaction = begin(db, [store], Mode::Write { strict: false })?;
    let put = |store: web_sys::IdbObjectStore| store.put_with_key(&Uint8Array::from(value), &js_key(key));
    transaction.object_store(store).and_then(put).map_err(Fault::from)?;
    end(&transaction).await
}

/// Deletes one value, on its own.
pub(super) async fn delete(db: &IdbDatabase, store: &str, key: u64) -> Result<(), StoreError> {
    let transaction = begin(db, [store], Mode::Write { strict: true })?;
    transaction.object_store(store).and_then(|store| store.delete(&js_key(key))).map_err(Fault::from)?;
    end(&transaction).await
}

/// What became of a batch before its transaction ended.
#[derive(Default)]
struct Issued {
    appends: Vec<IdbRequest>,
    /// Wait for the first append's key.
    ears: Vec<Listener>,
    refused: Option<StoreError>,
}

/// Writes a batch. With a generation, the stored one is read first, and its answer issues the writes or aborts.
pub(super) async fn write(db: &IdbDatabase, batch: &Rc<WriteBatch>) -> Result<Vec<u64>, StoreError> {
    let stores = order::set(batch.writes.iter().map(store_of).chain(batch.generation.map(|_| StoreName::Meta)));
    // The browser has no transaction over nothing.
    if stores.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = begin(db, stores.iter().map(|s| s.name()), Mode::Write { strict: batch.strict })?;
    let issued = Rc::new(RefCell::new(Issued::default()));
    let guard = match batch.generation {
        None => {
            issue(&transaction, batch, &issued);
            None
        }
        Some(wanted) => Some(guarded(&transaction, wanted, batch, &issued)?),
    };
    let ended = end(&transaction).await;
    drop(guard);
    let Issued { appends, refused, ears } = issued.take();
    drop(ears);
    ended.map_err(|error| refused.unwrap_or(error))?;
    appends.iter().map(|request| rust_key(&request.result().map_err(Fault::from)?)).collect()
}

fn guarded(transaction: &IdbTransaction, wanted: u64, batch: &Rc<WriteBatch>, issued: &Rc<RefCell<Issued>>) -> Result<Listener, Fault> {
    let meta = transaction.object_store(StoreName::Meta.name())?;
    let request = meta.get(&js_key(Meta::Generation as u64))?;
    let (transaction, batch, issued, answered) = (transaction.clone(), batch.clone(), issued.clone(), request.clone());
    Ok(Listener::new(&request, "success", move |_| {
        let stored = answered.result().ok().and_then(|value| bytes(&value).ok());
        // None was stored before the first leader.
        let stored = stored.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
        if stored == wanted {
            issue(&transaction, &batch, &issued);
        } else {
            refuse(&transaction, &issued, StoreError::Fenced);
        }
    }))
}

/// Issues all writes; one that is refused outright takes the others back.
fn issue(transaction: &IdbTransaction, batch: &Rc<WriteBatch>, issued: &Rc<RefCell<Issued>>) {
    let done = (0..).zip(&batch.writes).try_for_each(|(at, write)| {
        let store = transaction.object_store(store_of(write).name())?;
        match write {
            Write::Put(_, key, value) => store.put_with_key(&Uint8Array::from(value.as_slice()), &js_key(*key))?,
            Write::Append(_, value) => {
                let request = store.put(&Uint8Array::from(value.as_slice()))?;
                issued.borrow_mut().appends.push(request.clone());
                request
            }
            Write::Beside(..) => return beside(transaction, batch, at, issued),
            Write::Swap { .. } => return swap(transaction, batch, at, issued),
            Write::Delete(_, key) => store.delete(&js_key(*key))?,
            Write::DeleteTo(_, key) => {
                let upto = IdbKeyRange::upper_bound(&js_key(*key))?;
                store.delete(&upto)?
            }
            Write::Clear(_) => store.clear()?,
        };
        Ok::<_, Fault>(())
    });
    if let Err(fault) = done {
        refuse(transaction, issued, fault.into());
    }
}

/// Puts a value under the first append's key as soon as that is known: its answer comes while the transaction is active.
fn beside(transaction: &IdbTransaction, batch: &Rc<WriteBatch>, at: usize, issued: &Rc<RefCell<Issued>>) -> Result<(), Fault> {
    let first = issued.borrow().appends.first().cloned();
    let append = first.ok_or_else(|| Fault::new("DataError", "nothing was appended before"))?;
    let (place, values, known, refusing) = (transaction.clone(), batch.clone(), append.clone(), issued.clone());
    let ear = Listener::new(&append, "success", move |_| {
        let Some(Write::Beside(store, value)) = values.writes.get(at) else { return };
        let put = |store: web_sys::IdbObjectStore| store.put_with_key(&Uint8Array::from(value.as_slice()), &known.result()?);
        if let Err(exception) = place.object_store(store.name()).and_then(put) {
            refuse(&place, &refusing, Fault::from(exception).into());
        }
    });
    issued.borrow_mut().ears.push(ear);
    Ok(())
}

/// Reads a value and puts another in its place if it is the one expected: its answer comes while the transaction is active.
fn swap(transaction: &IdbTransaction, batch: &Rc<WriteBatch>, at: usize, issued: &Rc<RefCell<Issued>>) -> Result<(), Fault> {
    let Some(Write::Swap { store, key, .. }) = batch.writes.get(at) else { return Ok(()) };
    let (place, key) = (transaction.object_store(store.name())?, js_key(*key));
    let request = place.get(&key)?;
    let (values, answered, refusing, aborting) = (batch.clone(), request.clone(), issued.clone(), transaction.clone());
    let ear = Listener::new(&request, "success", move |_| {
        let Some(Write::Swap { before, after, .. }) = values.writes.get(at) else { return };
        let stored = answered.result().ok().and_then(|value| bytes(&value).ok());
        if stored.as_ref() != Some(before) {
            return;
        }
        if let Err(exception) = place.put_with_key(&Uint8Array::from(after.as_slice()), &key) {
            refuse(&aborting, &refusing, Fault::from(exception).into());
        }
    });
    issued.borrow_mut().ears.push(ear);
    Ok(())
}

fn refuse(transaction: &IdbTransaction, issued: &RefCell<Issued>, error: StoreError) {
    issued.borrow_mut().refused = Some(error);
    // Aborting can only fail when it was aborted already.
    let _ = transaction.abort();
}

fn store_of(write: &Write) -> StoreName {
    match write {
        Write::Put(store, ..)
        | Write::Append(store, _)
        | Write::Beside(store, _)
        | Write::Delete(store, _)
        | Write::DeleteTo(store, _)
        | Write::Clear(store)
        | Write::Swap { store, .. } => *store,
    }
}

#[derive(Clone, Copy)]
pub(super) enum Mode {
    Read,
    Write { strict: bool },
}

/// Begins a transaction. Called by name because `web-sys` holds its third argument for unstable.
pub(super) fn begin<'a>(db: &IdbDatabase, stores: impl IntoIterator<Item = &'a str>, mode: Mode) -> Result<IdbTransaction, Fault> {
    let stores: Array = stores.into_iter().map(JsValue::from_str).collect();
    let (mode, durability) = match mode {
        Mode::Read => ("readonly", "default"),
        Mode::Write { strict: true } => ("readwrite", "strict"),
        Mode::Write { strict: false } => ("readwrite", "relaxed"),
    };
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let begin: Function = Reflect::get(db, &"transaction".into())?.dyn_into()?;
    Ok(begin.call3(db, &stores, &mode.into(), &options)?.unchecked_into())
}

/// Waits for the end of a transaction: everything in it is stored, or nothing and why.
pub(super) async fn end(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let (tell, mut told) = mpsc::unbounded();
    let tell_abort = tell.clone();
    let _ears = [
        Listener::new(transaction, "complete", move |_| {
            let _ = tell.unbounded_send(true);
        }),
        Listener::new(transaction, "abort", move |_| {
            let _ = tell_abort.unbounded_send(false);
        }),
    ];
    let watchdog = async {
        sleep(WATCHDOG_MS - GRACE_MS).await;
        sleep(GRACE_MS).await;
    };
    match select(told.next(), pin!(watchdog)).await {
        Either::Left((Some(true), _)) => Ok(()),
        Either::Left(_) => Err(transaction.error().map_or_else(|| Fault::new("AbortError", "aborted"), Fault::from).into()),
        Either::Right(_) => Err(StoreError::Stalled),
    }
}

/// Keys are whole numbers below 2^53, so a double holds them; one beyond is no key to the browser.
fn js_key(key: u64) -> JsValue {
    if key < 1 << 53 { JsValue::from_f64(key as f64) } else { JsValue::NULL }
}

fn rust_key(key: &JsValue) -> Result<u64, StoreError> {
    let other = || Fault::new("DataError", "a key is not a number");
    Ok(key.as_f64().map(|key| key as u64).ok_or_else(other)?)
}

pub(super) fn bytes(value: &JsValue) -> Result<Vec<u8>, StoreError> {
    let other = || Fault::new("DataError", "a value is not bytes");
    Ok(value.dyn_ref::<Uint8Array>().ok_or_else(other)?.to_vec())
}
