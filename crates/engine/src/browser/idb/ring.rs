//! The ring of a replica: one record of its bytes and, where no secret is asked for, the tablet's own key, which only the browser can read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use super::transaction::{Mode, begin, bytes, end};
use crate::browser::fault::Fault;
use crate::browser::key::WebKey;
use crate::browser::listener::Listener;
use crate::ports::{KeptRing, StoreError};

/// The store of the ring.
pub(super) const STORE: &str = "keys";
/// Its only key.
const KEY: f64 = 1.0;
/// Members of the record.
const RING: &str = "ring";
const TABLET: &str = "tablet";

pub(super) async fn read(db: &IdbDatabase) -> Result<Option<KeptRing<WebKey>>, StoreError> {
    let transaction = begin(db, [STORE], Mode::Read)?;
    let request = transaction.object_store(STORE).and_then(|store| store.get(&KEY.into())).map_err(Fault::from)?;
    end(&transaction).await?;
    let record = request.result().map_err(Fault::from)?;
    if record.is_undefined() { Ok(None) } else { Ok(Some(ring_of(&record)?)) }
}

/// Puts a ring in the place of the one that reads `before`: read and written in one transaction.
pub(super) async fn replace(db: &IdbDatabase, before: Option<&[u8]>, ring: &KeptRing<WebKey>) -> Result<bool, StoreError> {
    let record = record_of(ring)?;
    let transaction = begin(db, [STORE], Mode::Write { strict: true })?;
    let store = transaction.object_store(STORE).map_err(Fault::from)?;
    let request = store.get(&KEY.into()).map_err(Fault::from)?;
    let (replaced, failed) = (Rc::new(Cell::new(false)), Rc::new(RefCell::new(None)));
    let ear = {
        let (replaced, failed, request, before) = (replaced.clone(), failed.clone(), request.clone(), before.map(<[u8]>::to_vec));
        Listener::new(&request.clone(), "success", move |_| {
            let stored = request.result().ok().and_then(|record| ring_of(&record).ok()).map(|ring| ring.bytes);
            if stored != before {
                return;
            }
            match store.put_with_key(&record, &KEY.into()) {
                Ok(_) => replaced.set(true),
                Err(exception) => *failed.borrow_mut() = Some(Fault::from(exception)),
            }
        })
    };
    let ended = end(&transaction).await;
    drop(ear);
    if let Some(fault) = failed.take() {
        return Err(fault.into());
    }
    ended.map(|()| replaced.get())
}

pub(super) async fn delete(db: &IdbDatabase) -> Result<(), StoreError> {
    let transaction = begin(db, [STORE], Mode::Write { strict: true })?;
    transaction.object_store(STORE).and_then(|store| store.clear()).map_err(Fault::from)?;
    end(&transaction).await
}

fn record_of(ring: &KeptRing<WebKey>) -> Result<JsValue, Fault> {
    let record = Object::new();
    Reflect::set(&record, &RING.into(), &Uint8Array::from(ring.bytes.as_slice()))?;
    if let Some(tablet) = &ring.tablet {
        Reflect::set(&record, &TABLET.into(), tablet.object())?;
    }
    Ok(record.into())
}

fn ring_of(record: &JsValue) -> Result<KeptRing<WebKey>, StoreError> {
    let member = |name: &str| Reflect::get(record, &name.into()).map_err(Fault::from);
    Ok(KeptRing { bytes: bytes(&member(RING)?)?, tablet: WebKey::of(&member(TABLET)?) })
}
