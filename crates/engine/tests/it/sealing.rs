//! Encryption at rest: what lies on the disk, and what older builds left there.

use innkeeper_engine::keys::{Found, Ring, Sealed};
use innkeeper_engine::ports::{KeyPlace, Meta, Storage, Store, StoreError, StoreName, Write, WriteBatch};
use innkeeper_engine::protocol::{Command, Phase, Query, View};
use innkeeper_sync::sealed;

use crate::desk::{DONE, Desk, Page, hotel, later, li};
use crate::disk::{Disk, OpenDisk};
use crate::world::Time;

/// A replica as the build before encryption left it: a guest edited twice, one edit and a note not sent, a visitor half typed.
const BEFORE_KEYS: &str = include_str!("../fixtures/replica-101.json");

fn draft(page: &mut Page, name: &str) -> String {
    match page.view(50, Query::Draft(name.to_owned())) {
        View::Draft(text) => text,
        other => panic!("{other:?}"),
    }
}

/// A tab of that browser, without a network.
fn left(time: &Time) -> (Desk, Page) {
    let desk = Desk { disk: Disk::left(BEFORE_KEYS), ..Desk::at(&hotel(time), time) };
    let page = desk.open_offline();
    (desk, page)
}

/// Time for all stores to be sealed, which takes a breath after each.
fn sealed_through(time: &Time, page: &mut Page) {
    for _ in StoreName::ALL {
        later(time, &mut [page]);
    }
}

async fn open(disk: &Disk) -> Sealed<OpenDisk> {
    open_named(disk, "innkeeper-test").await
}

/// A replica's store with its keys, which nobody has set a secret before.
pub async fn open_named(disk: &Disk, name: &str) -> Sealed<OpenDisk> {
    let store = disk.open(name).await.expect("it opens");
    match Ring::find(&store, [7; 32], false).await.expect("it has keys") {
        Found::Open(_, keys) => Sealed::new(store, keys),
        Found::Locked(_) => panic!("nobody set up a secret"),
    }
}

pub fn block<T>(work: impl Future<Output = T>) -> T {
    futures::executor::block_on(work)
}

#[test]
fn nothing_a_person_wrote_or_reads_lies_open_on_the_disk() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.edit_phone("+34600111222");
    later(&time, &mut [&mut page]);
    page.wire.online.set(false);
    page.perform(Command::Record { root: li(), note: Some("Likes canaries".to_owned()), consent: None });
    assert_eq!(page.perform(Command::KeepDraft { name: "capture".to_owned(), text: "Half a visitor".to_owned() }), DONE);
    desk.disk.break_with(StoreError::Quota);
    page.perform(Command::Record { root: li(), note: Some("Rescued".to_owned()), consent: None });
    desk.disk.mend();
    page.settle();
    for canary in ["+34600111222", "Likes canaries", "Half a visitor", "Xiaoming", "Rescued", "Marta"] {
        assert!(!desk.disk.holds(canary), "{canary}");
    }
}

#[test]
fn a_replica_from_before_encryption_is_read_at_once() {
    let time = Time::noon();
    let (_, mut page) = left(&time);
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.values(li(), "phone"), ["+34600111222"]);
    assert_eq!(draft(&mut page, "capture"), "Half a visitor");
    assert_eq!(page.outbox().items.len(), 3);
}

#[test]
fn a_replica_from_before_encryption_is_sealed_in_the_background() {
    let time = Time::noon();
    assert!(Disk::left(BEFORE_KEYS).holds("Canary of the first release"), "the search finds it where it is");
    let (desk, mut page) = left(&time);
    sealed_through(&time, &mut page);
    let open = desk.disk.values().into_iter().filter(|(.., value)| sealed::key_id(value) != Ok(1));
    let open: Vec<(StoreName, u64)> = open.map(|(store, key, _)| (store, key)).collect();
    assert_eq!(open, [Meta::Generation, Meta::Lease].map(|key| (StoreName::Meta, key as u64)));
    drop(page);
    let mut again = desk.open_offline();
    assert_eq!(again.values(li(), "phone"), ["+34600111222"]);
    assert_eq!(draft(&mut again, "capture"), "Half a visitor");
    assert_eq!(again.outbox().items.len(), 3);
}

#[test]
fn a_tab_that_ends_while_sealing_leaves_the_rest_to_the_next() {
    let time = Time::noon();
    let (desk, page) = left(&time);
    let unsealed = || desk.disk.values().iter().filter(|(.., value)| sealed::key_id(value) == Ok(sealed::NOT_SEALED)).count();
    let first = unsealed();
    assert!(first > 0, "one batch is not all");
    drop(page);
    let mut next = desk.open_offline();
    sealed_through(&time, &mut next);
    assert_eq!(unsealed(), 0);
    assert_eq!(next.values(li(), "phone"), ["+34600111222"]);
}

#[test]
fn once_all_is_sealed_a_value_that_is_not_is_not_believed() {
    block(async {
        let disk = Disk::default();
        let store = open(&disk).await;
        let raw = disk.open("innkeeper-test").await.expect("it opens");
        raw.commit(WriteBatch::of(vec![Write::Put(StoreName::Drafts, 1, sealed::wrap(b"planted"))])).await.expect("it is written");
        assert_eq!(store.get(StoreName::Drafts, 1).await, Ok(None));
    });
}

#[test]
fn a_value_moved_to_another_place_is_not_believed() {
    block(async {
        let disk = Disk::default();
        let store = open(&disk).await;
        let put = |key| Write::Put(StoreName::Drafts, key, b"a draft".to_vec());
        store.commit(WriteBatch::of(vec![put(1)])).await.expect("it is written");
        let raw = disk.open("innkeeper-test").await.expect("it opens");
        let value = raw.get(StoreName::Drafts, 1).await.expect("it is read").expect("it is there");
        let moved = vec![Write::Put(StoreName::Drafts, 2, value.clone()), Write::Put(StoreName::Pages, 1, value)];
        raw.commit(WriteBatch::of(moved)).await.expect("it is written");
        assert_eq!(store.get(StoreName::Drafts, 1).await, Ok(Some(b"a draft".to_vec())));
        assert_eq!(store.get(StoreName::Drafts, 2).await, Ok(None));
        assert_eq!(store.get(StoreName::Pages, 1).await, Ok(None));
    });
}

#[test]
fn a_value_under_a_key_that_is_not_here_is_named_not_passed_over() {
    block(async {
        let disk = Disk::default();
        let store = open(&disk).await;
        let raw = disk.open("innkeeper-test").await.expect("it opens");
        let foreign = [sealed::head(7).as_slice(), &[0; 40]].concat();
        raw.commit(WriteBatch::of(vec![Write::Append(StoreName::Outbox, foreign)])).await.expect("it is written");
        assert_eq!(store.range(StoreName::Outbox, 0, 9).await, Err(StoreError::Sealed(7)));
    });
}

#[test]
fn a_replica_whose_ring_is_destroyed_is_gone() {
    block(async {
        let disk = Disk::default();
        let store = open(&disk).await;
        let put = Write::Put(StoreName::Drafts, 1, b"a draft".to_vec());
        store.commit(WriteBatch::of(vec![put])).await.expect("it is written");
        store.inner().drop_ring().await.expect("it is destroyed");
        let store = open(&disk).await;
        assert_eq!(store.get(StoreName::Drafts, 1).await, Ok(None));
    });
}
