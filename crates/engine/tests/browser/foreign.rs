//! A database that others use too: newer builds, older builds, tabs that hold on to it.

use std::cell::Cell;

use futures::future::join;
use innkeeper_engine::browser::{BrowserStorage, IdbStore, WebKey, WorkerClock};
use innkeeper_engine::keys::{Found, Ring, Sealed};
use innkeeper_engine::ports::{Clock, KeyPlace, Storage, Store, StoreError, StoreName, Write, WriteBatch};
use innkeeper_engine::protocol::Secret;
use innkeeper_sync::sealed;
use js_sys::Promise;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbRequest, IdbTransactionMode, WorkerGlobalScope};

use crate::fresh;

async fn answered(request: &IdbRequest) {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.expect("the browser grants it");
}

/// Another build opens the database at its own version.
async fn open_as(name: &str, version: u32) -> IdbDatabase {
    let factory = js_sys::global().unchecked_into::<WorkerGlobalScope>().indexed_db();
    let factory = factory.expect("it may be used").expect("it is there");
    let request = factory.open_with_u32(name, version).expect("the name is in order");
    answered(&request).await;
    request.result().expect("it is open").unchecked_into()
}

async fn append(store: &impl Store) -> Result<Vec<u64>, StoreError> {
    store.commit(WriteBatch::strict(vec![Write::Append(StoreName::Outbox, b"a change".to_vec())])).await
}

#[wasm_bindgen_test]
async fn a_database_of_a_later_step_of_this_hundred_opens() {
    let name = fresh();
    drop(BrowserStorage.open(&name).await.expect("this build makes it"));
    open_as(&name, 299).await.close();
    let store = BrowserStorage.open(&name).await.expect("this build opens it after the release was taken back");
    assert_eq!(append(&store).await, Ok(vec![1]));
}

/// A replica as the first release made it.
async fn open_as_the_first_release(name: &str) -> IdbDatabase {
    let factory = js_sys::global().unchecked_into::<WorkerGlobalScope>().indexed_db();
    let factory = factory.expect("it may be used").expect("it is there");
    let request = factory.open_with_u32(name, 100).expect("the name is in order");
    let opening = request.clone();
    let make = Closure::<dyn FnMut()>::new(move || {
        let db: IdbDatabase = opening.result().expect("it is being made").unchecked_into();
        for store in ["outbox", "journal", "pages", "columns", "meta"] {
            let options = IdbObjectStoreParameters::new();
            options.set_auto_increment(store == "outbox" || store == "journal");
            db.create_object_store_with_optional_parameters(store, &options).expect("it is new");
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    answered(&request).await;
    request.result().expect("it is open").unchecked_into()
}

#[wasm_bindgen_test]
async fn a_replica_of_the_first_release_keeps_its_changes_and_takes_drafts() {
    let name = fresh();
    let first = open_as_the_first_release(&name).await;
    let transaction = first.transaction_with_str_and_mode("outbox", IdbTransactionMode::Readwrite).expect("nothing is in its way");
    let outbox = transaction.object_store("outbox").expect("it is in the transaction");
    answered(&outbox.put(&js_sys::Uint8Array::from(&b"a change"[..])).expect("it is put")).await;
    first.close();
    let store = BrowserStorage.open(&name).await.expect("this build opens it");
    let draft = Write::Put(StoreName::Drafts, 1, b"typed".to_vec());
    assert_eq!(store.commit(WriteBatch::of(vec![draft])).await, Ok(vec![]));
    assert_eq!(store.range(StoreName::Outbox, 0, 9).await, Ok(vec![(1, b"a change".to_vec())]));
}

#[wasm_bindgen_test]
async fn a_database_of_the_next_hundred_is_left_alone() {
    let name = fresh();
    open_as(&name, 300).await.close();
    assert_eq!(BrowserStorage.open(&name).await.err(), Some(StoreError::Newer));
}

#[wasm_bindgen_test]
async fn an_open_store_gives_way_to_a_newer_build_and_goes_on_after_it() {
    let name = fresh();
    let store = BrowserStorage.open(&name).await.expect("it opens");
    assert_eq!(append(&store).await, Ok(vec![1]));
    open_as(&name, 202).await.close();
    assert_eq!(append(&store).await, Ok(vec![2]));
}

#[wasm_bindgen_test]
async fn a_tab_that_keeps_an_older_version_open_is_named_as_the_reason() {
    let name = fresh();
    let older = open_as(&name, 1).await;
    assert_eq!(BrowserStorage.open(&name).await.err(), Some(StoreError::Blocked));
    older.close();
    assert!(BrowserStorage.open(&name).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_commit_without_an_answer_stalls_and_may_be_written_later() {
    let name = fresh();
    let store = BrowserStorage.open(&name).await.expect("it opens");
    let other = open_as(&name, 201).await;
    let transaction = other.transaction_with_str_and_mode("outbox", IdbTransactionMode::Readwrite).expect("nothing is in its way");
    let outbox = transaction.object_store("outbox").expect("it is in the transaction");
    let given_up = Cell::new(false);
    // A transaction lives for as long as it is asked something.
    let hold = async {
        while !given_up.get() {
            answered(&outbox.get(&1.into()).expect("the transaction is active")).await;
        }
    };
    let save = async {
        let saved = append(&store).await;
        given_up.set(true);
        saved
    };
    assert_eq!(join(save, hold).await.0, Err(StoreError::Stalled));
    assert_eq!(store.range(StoreName::Outbox, 0, 9).await, Ok(vec![(1, b"a change".to_vec())]));
}

/// Why nothing is awaited inside one.
#[wasm_bindgen_test]
async fn a_transaction_that_waits_for_something_else_is_over() {
    let name = fresh();
    drop(BrowserStorage.open(&name).await.expect("this build makes it"));
    let other = open_as(&name, 201).await;
    let transaction = other.transaction_with_str_and_mode("outbox", IdbTransactionMode::Readwrite).expect("nothing is in its way");
    let outbox = transaction.object_store("outbox").expect("it is in the transaction");
    answered(&outbox.put(&1.into()).expect("the transaction is active")).await;
    WorkerClock.sleep(20).await;
    let refused = outbox.put(&2.into()).expect_err("the transaction has committed by itself");
    let name = js_sys::Reflect::get(&refused, &"name".into()).expect("an exception has a name");
    assert!(["TransactionInactiveError", "InvalidStateError"].contains(&name.as_string().as_deref().unwrap_or_default()), "{name:?}");
}

#[wasm_bindgen_test]
async fn a_replica_of_the_release_before_encryption_is_read_and_then_sealed() {
    let name = fresh();
    let before = open_as_the_first_release(&name).await;
    let transaction = before.transaction_with_str_and_mode("outbox", IdbTransactionMode::Readwrite).expect("nothing is in its way");
    let outbox = transaction.object_store("outbox").expect("it is in the transaction");
    let value = sealed::wrap(b"a change");
    answered(&outbox.put(&js_sys::Uint8Array::from(value.as_slice())).expect("it is put")).await;
    before.close();
    let open = async || {
        let store = BrowserStorage.open(&name).await.expect("this build opens it");
        match Ring::find(&store, [7; 32], true).await.expect("keys can be made") {
            Found::Open(_, keys) => Sealed::new(store, keys),
            Found::Locked(_) => panic!("nobody set up a secret"),
        }
    };
    let store = open().await;
    let change = Ok(vec![(1, b"a change".to_vec())]);
    assert_eq!(store.range(StoreName::Outbox, 0, 9).await, change);
    assert_eq!(store.reseal(StoreName::Outbox, 0, 9).await, Ok(None));
    let raw = store.inner().get(StoreName::Outbox, 1).await.expect("it is read").expect("it is there");
    assert_eq!(sealed::key_id(&raw), Ok(1));
    assert_eq!(open().await.range(StoreName::Outbox, 0, 9).await, change);
}

/// A store of this name and the keys it is open with, if no secret is asked for.
async fn found(name: &str) -> (IdbStore, Found<WebKey>) {
    let store = BrowserStorage.open(name).await.expect("this build opens it");
    let found = Ring::find(&store, [7; 32], false).await.expect("keys can be made");
    (store, found)
}

#[wasm_bindgen_test]
async fn a_passphrase_and_a_passkey_open_what_was_sealed_before_them() {
    let name = fresh();
    let (store, Found::Open(ring, keys)) = found(&name).await else { panic!("nobody set up a secret") };
    let sealed = Sealed::new(store, keys);
    let draft = Write::Put(StoreName::Drafts, 1, b"typed".to_vec());
    sealed.commit(WriteBatch::of(vec![draft])).await.expect("it is written");
    let passphrase = Secret::Passphrase("correct horse".to_owned());
    let passkey = Secret::Passkey { credential: vec![1, 2], output: vec![9; 32] };
    let kept = sealed.inner().ring().await.expect("it is read").expect("it is there");
    let added = ring.with_way(kept.tablet.as_ref(), None, &passphrase, None, 0).await.expect("keys can be made");
    let (with_passphrase, _) = added.expect("no secret is asked for yet");
    assert_eq!(sealed.inner().keep_ring(Some(&kept.bytes), &with_passphrase).await, Ok(true));
    let (store, Found::Locked(ring)) = found(&name).await else { panic!("a secret is asked for") };
    let added = ring.with_way::<WebKey>(None, Some(&passphrase), &passkey, None, 0).await.expect("keys can be made");
    let (with_both, _) = added.expect("the passphrase opens it");
    assert_eq!(store.keep_ring(Some(&with_passphrase.bytes), &with_both).await, Ok(true));
    for secret in [&passphrase, &passkey] {
        let (store, Found::Locked(ring)) = found(&name).await else { panic!("a secret is asked for") };
        let keys = ring.unlock(secret).await.expect("it is the right one");
        assert_eq!(Sealed::new(store, keys).get(StoreName::Drafts, 1).await, Ok(Some(b"typed".to_vec())));
    }
    let (_, Found::Locked(ring)) = found(&name).await else { panic!("a secret is asked for") };
    assert!(ring.unlock::<WebKey>(&Secret::Passphrase("wrong horse".to_owned())).await.is_none());
}
