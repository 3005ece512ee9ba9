//! What the engine relies on in a store, as claims that every implementation must keep: the stores in memory natively, IndexedDB in a browser.

use futures::future::join;
use innkeeper_engine::ports::StoreName::{Columns, Drafts, History, Journal, Meta, Outbox, Pages};
use innkeeper_engine::ports::{self, Hold, KeptRing, Key, KeyPlace, Storage, Store, StoreError, StoreName, Write, WriteBatch};

/// Calls a macro with the names of all claims.
#[macro_export]
macro_rules! all_store_claims {
    ($run:ident) => {
        $run! {
            numbers_are_dense_from_one
            an_aborted_batch_spends_no_number
            a_number_is_not_given_again_after_clearing_and_opening_again
            two_tabs_never_get_the_same_number
            a_batch_is_written_whole_or_not_at_all
            the_writes_of_a_batch_happen_in_order
            a_value_beside_an_append_has_the_key_of_the_first
            a_value_beside_nothing_is_refused
            a_fenced_batch_writes_nothing_once_another_leads
            a_fenced_batch_is_written_while_its_generation_leads
            before_the_first_leader_the_generation_is_nought
            a_range_is_ascending_from_its_first_key
            a_range_gives_no_more_than_asked_for
            deleting_up_to_a_key_takes_that_key_too
            clearing_a_store_leaves_the_others
            a_swap_takes_the_place_of_what_was_read
            a_swap_leaves_alone_what_has_changed_or_gone
            one_of_two_tabs_that_make_a_ring_is_the_first
            a_ring_comes_back_with_the_tablets_key_after_opening_again
            a_destroyed_ring_is_gone_and_the_values_stay
            what_was_committed_is_there_after_opening_again
            a_value_of_four_megabytes_comes_back_unchanged
            a_key_beyond_two_to_the_53_is_refused
            databases_do_not_share_values
            a_rescue_says_truly_whether_it_was_kept
            databases_do_not_share_a_rescue_file
            a_rescue_file_gives_back_in_order_what_it_took
            clearing_a_rescue_file_keeps_what_came_after_it_was_read
            the_current_database_is_the_one_set_last
        }
    };
}

async fn commit(store: &impl Store, writes: Vec<Write>) -> Vec<u64> {
    store.commit(WriteBatch::strict(writes)).await.expect("the batch is in order")
}

fn put(store: StoreName, key: u64, value: &[u8]) -> Write {
    Write::Put(store, key, value.to_vec())
}

fn append(value: &[u8]) -> Write {
    Write::Append(Outbox, value.to_vec())
}

/// Pages have no numbers of their own: a batch with this in it is refused.
fn refused() -> Write {
    Write::Append(Pages, b"no key".to_vec())
}

async fn commit_refused(store: &impl Store, writes: Vec<Write>) {
    let answer = store.commit(WriteBatch::of(writes)).await;
    assert!(matches!(&answer, Err(StoreError::Lost { name, .. }) if name == "DataError"), "{answer:?}");
}

async fn keys(store: &impl Store, name: StoreName) -> Vec<u64> {
    let all = store.range(name, 0, usize::MAX).await.expect("the store is read");
    all.into_iter().map(|(key, _)| key).collect()
}

async fn lead(store: &impl Store, generation: u64) {
    commit(store, vec![put(Meta, ports::Meta::Generation as u64, &generation.to_be_bytes())]).await;
}

pub async fn numbers_are_dense_from_one(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    assert_eq!(commit(&store, vec![append(b"a"), append(b"b")]).await, [1, 2]);
    assert_eq!(commit(&store, vec![append(b"c")]).await, [3]);
}

pub async fn an_aborted_batch_spends_no_number(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![append(b"a")]).await;
    commit_refused(&store, vec![append(b"b"), append(b"c"), refused()]).await;
    assert_eq!(commit(&store, vec![append(b"d")]).await, [2]);
}

pub async fn a_number_is_not_given_again_after_clearing_and_opening_again(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![append(b"a"), append(b"b"), Write::Clear(Outbox)]).await;
    drop(store);
    let store = storage.open(name).await.expect("it opens again");
    assert_eq!(commit(&store, vec![append(b"c")]).await, [3]);
}

pub async fn two_tabs_never_get_the_same_number(storage: &impl Storage, name: &str) {
    let (one, other) = join(storage.open(name), storage.open(name)).await;
    let (one, other) = (one.expect("it opens"), other.expect("it opens beside"));
    let mut given = Vec::new();
    for _ in 0..10 {
        let (a, b) = join(commit(&one, vec![append(b"one")]), commit(&other, vec![append(b"other"), append(b"more")])).await;
        given.extend(a);
        given.extend(b);
    }
    given.sort_unstable();
    assert_eq!(given, (1..=30).collect::<Vec<u64>>());
}

pub async fn a_batch_is_written_whole_or_not_at_all(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![put(Pages, 1, b"before")]).await;
    commit_refused(&store, vec![put(Pages, 1, b"after"), Write::Append(Journal, b"rows".to_vec()), Write::Clear(Pages), refused()]).await;
    assert_eq!(store.get(Pages, 1).await, Ok(Some(b"before".to_vec())));
    assert_eq!(keys(&store, Journal).await, [0; 0]);
}

pub async fn the_writes_of_a_batch_happen_in_order(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let writes =
        vec![put(Columns, 0, b"a"), Write::Delete(Columns, 0), put(Columns, 0, b"b"), put(Columns, 1, b"c"), Write::Delete(Columns, 1)];
    commit(&store, writes).await;
    assert_eq!(store.range(Columns, 0, 9).await, Ok(vec![(0, b"b".to_vec())]));
}

pub async fn a_value_beside_an_append_has_the_key_of_the_first(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![append(b"a")]).await;
    let writes = vec![append(b"b"), append(b"c"), Write::Beside(History, b"b and c".to_vec()), put(Drafts, 7, b"typed")];
    assert_eq!(commit(&store, writes).await, [2, 3]);
    assert_eq!(store.range(History, 0, 9).await, Ok(vec![(2, b"b and c".to_vec())]));
}

pub async fn a_value_beside_nothing_is_refused(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit_refused(&store, vec![put(Drafts, 7, b"typed"), Write::Beside(History, b"of nothing".to_vec())]).await;
    assert_eq!((keys(&store, Drafts).await, keys(&store, History).await), (vec![], vec![]));
}

pub async fn a_fenced_batch_writes_nothing_once_another_leads(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    lead(&store, 8).await;
    let writes = vec![put(Pages, 1, b"late"), append(b"late")];
    assert_eq!(store.commit(WriteBatch::of(writes).fenced(7)).await, Err(StoreError::Fenced));
    assert_eq!((keys(&store, Pages).await, keys(&store, Outbox).await), (vec![], vec![]));
}

pub async fn a_fenced_batch_is_written_while_its_generation_leads(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    lead(&store, 8).await;
    let writes = vec![Write::Append(Journal, b"rows".to_vec()), put(Pages, 1, b"page")];
    assert_eq!(store.commit(WriteBatch::of(writes).fenced(8)).await, Ok(vec![1]));
    assert_eq!(store.get(Pages, 1).await, Ok(Some(b"page".to_vec())));
}

pub async fn before_the_first_leader_the_generation_is_nought(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    assert_eq!(store.commit(WriteBatch::of(vec![append(b"a")]).fenced(0)).await, Ok(vec![1]));
}

pub async fn a_range_is_ascending_from_its_first_key(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let written = [300, 2, 1 << 40, 10, 1];
    commit(&store, written.iter().map(|key| put(Pages, *key, &key.to_be_bytes())).collect()).await;
    let expected: Vec<(u64, Vec<u8>)> = [2, 10, 300, 1 << 40].map(|key: u64| (key, key.to_be_bytes().to_vec())).into();
    assert_eq!(store.range(Pages, 2, usize::MAX).await, Ok(expected));
}

pub async fn a_range_gives_no_more_than_asked_for(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, (0..5).map(|key| put(Pages, key, b"page")).collect()).await;
    for limit in 0..4 {
        assert_eq!(store.range(Pages, 1, limit).await.map(|values| values.len()), Ok(limit));
    }
}

pub async fn deleting_up_to_a_key_takes_that_key_too(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, (0..5).map(|key| put(Pages, key, b"page")).collect()).await;
    commit(&store, vec![Write::DeleteTo(Pages, 2)]).await;
    assert_eq!(keys(&store, Pages).await, [3, 4]);
}

pub async fn clearing_a_store_leaves_the_others(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, StoreName::ALL.iter().map(|of| put(*of, 1, of.name().as_bytes())).collect()).await;
    commit(&store, vec![Write::Clear(Pages)]).await;
    for of in StoreName::ALL {
        let expected = (of != Pages).then(|| of.name().as_bytes().to_vec());
        assert_eq!(store.get(of, 1).await, Ok(expected));
    }
}

fn swap(key: u64, before: &[u8], after: &[u8]) -> Write {
    Write::Swap { store: Pages, key, before: before.to_vec(), after: after.to_vec() }
}

pub async fn a_swap_takes_the_place_of_what_was_read(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![put(Pages, 1, b"a"), put(Pages, 2, b"b")]).await;
    commit(&store, vec![swap(1, b"a", b"c"), swap(2, b"b", b"d")]).await;
    assert_eq!(store.range(Pages, 0, 9).await, Ok(vec![(1, b"c".to_vec()), (2, b"d".to_vec())]));
}

pub async fn a_swap_leaves_alone_what_has_changed_or_gone(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![put(Pages, 1, b"a")]).await;
    commit(&store, vec![swap(1, b"b", b"c"), swap(2, b"a", b"c")]).await;
    assert_eq!(store.range(Pages, 0, 9).await, Ok(vec![(1, b"a".to_vec())]));
}

async fn ring<S: KeyPlace>(_: &S, bytes: &[u8]) -> KeptRing<S::Key> {
    KeptRing { bytes: bytes.to_vec(), tablet: Some(S::Key::make(Hold::Fixed).await.expect("keys can be made")) }
}

pub async fn one_of_two_tabs_that_make_a_ring_is_the_first(storage: &impl Storage, name: &str) {
    let (one, other) = (storage.open(name).await.expect("it opens"), storage.open(name).await.expect("it opens beside"));
    let (of_one, of_other) = (ring(&one, b"one").await, ring(&other, b"other").await);
    assert_eq!(join(one.keep_ring(None, &of_one), other.keep_ring(None, &of_other)).await, (Ok(true), Ok(false)));
    assert_eq!(other.ring().await.map(|kept| kept.map(|kept| kept.bytes)), Ok(Some(b"one".to_vec())));
    assert_eq!(other.keep_ring(Some(b"one"), &of_other).await, Ok(true));
    assert_eq!(one.keep_ring(Some(b"one"), &of_one).await, Ok(false));
}

pub async fn a_ring_comes_back_with_the_tablets_key_after_opening_again(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let made = ring(&store, b"ring").await;
    let tablet = made.tablet.as_ref().expect("it was made");
    let sealed = tablet.seal(b"here", b"a value").await.expect("it seals");
    assert_eq!(store.keep_ring(None, &made).await, Ok(true));
    drop(store);
    let store = storage.open(name).await.expect("it opens again");
    let tablet = store.ring().await.expect("it is read").and_then(|kept| kept.tablet).expect("the tablet's key is kept");
    assert_eq!(tablet.open(b"here", &sealed).await, Some(b"a value".to_vec()));
    assert_eq!(tablet.open(b"there", &sealed).await, None);
}

pub async fn a_destroyed_ring_is_gone_and_the_values_stay(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    assert_eq!(store.keep_ring(None, &ring(&store, b"ring").await).await, Ok(true));
    commit(&store, vec![put(Pages, 1, b"a")]).await;
    assert_eq!(store.drop_ring().await, Ok(()));
    assert!(store.ring().await.expect("it is read").is_none());
    assert_eq!(keys(&store, Pages).await, [1]);
}

pub async fn what_was_committed_is_there_after_opening_again(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit(&store, vec![append(b"a change"), put(Meta, 1, b"replica")]).await;
    drop(store);
    let store = storage.open(name).await.expect("it opens again");
    assert_eq!(store.range(Outbox, 0, 9).await, Ok(vec![(1, b"a change".to_vec())]));
    assert_eq!(store.get(Meta, 1).await, Ok(Some(b"replica".to_vec())));
}

pub async fn a_value_of_four_megabytes_comes_back_unchanged(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let value: Vec<u8> = (0..4 << 20).map(|n: u32| (n % 251) as u8).collect();
    commit(&store, vec![put(Columns, 0, &value)]).await;
    // Eight million numbers in a failure's text help nobody.
    assert!(store.get(Columns, 0).await == Ok(Some(value)), "the value has changed");
}

pub async fn a_key_beyond_two_to_the_53_is_refused(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    commit_refused(&store, vec![put(Pages, 1 << 53, b"page")]).await;
    commit(&store, vec![put(Pages, (1 << 53) - 1, b"page")]).await;
    assert_eq!(keys(&store, Pages).await, [(1 << 53) - 1]);
}

pub async fn databases_do_not_share_values(storage: &impl Storage, name: &str) {
    let one = storage.open(name).await.expect("it opens");
    let other = storage.open(&format!("{name}-other")).await.expect("it opens");
    commit(&one, vec![append(b"a"), put(Meta, 1, b"one")]).await;
    assert_eq!(other.get(Meta, 1).await, Ok(None));
    assert_eq!(commit(&other, vec![append(b"b")]).await, [1]);
}

/// Where there is no place for such a file too: who is told that it kept something finds it, and who is not has lost nothing else.
pub async fn a_rescue_says_truly_whether_it_was_kept(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let kept = store.rescue(&[b"mine".to_vec()]).await.is_ok();
    assert_eq!(store.rescued().await.expect("it can be asked for").len(), usize::from(kept));
    store.clear_rescue().await.expect("what was read is cleared");
    assert_eq!(store.rescued().await, Ok(vec![]));
    assert_eq!(commit(&store, vec![append(b"a")]).await, [1]);
}

pub async fn databases_do_not_share_a_rescue_file(storage: &impl Storage, name: &str) {
    let one = storage.open(name).await.expect("it opens");
    let other = storage.open(&format!("{name}-other")).await.expect("it opens");
    one.rescue(&[b"mine".to_vec()]).await.expect("it is rescued");
    assert_eq!(other.rescued().await, Ok(vec![]));
}

pub async fn a_rescue_file_gives_back_in_order_what_it_took(storage: &impl Storage, name: &str) {
    let store = storage.open(name).await.expect("it opens");
    let values = [b"first".to_vec(), vec![0; 70_000], b"last".to_vec()];
    store.rescue(&values[..2]).await.expect("two are rescued");
    store.rescue(&values[2..]).await.expect("one more is rescued");
    drop(store);
    let store = storage.open(name).await.expect("it opens again");
    assert_eq!(store.rescued().await, Ok(values.to_vec()));
}

pub async fn clearing_a_rescue_file_keeps_what_came_after_it_was_read(storage: &impl Storage, name: &str) {
    let leader = storage.open(name).await.expect("it opens");
    let follower = storage.open(name).await.expect("it opens beside");
    leader.rescue(&[b"read".to_vec()]).await.expect("it is rescued");
    assert_eq!(leader.rescued().await, Ok(vec![b"read".to_vec()]));
    follower.rescue(&[b"later".to_vec()]).await.expect("it is rescued");
    leader.clear_rescue().await.expect("what was read is cleared");
    assert_eq!(leader.rescued().await, Ok(vec![b"later".to_vec()]));
}

pub async fn the_current_database_is_the_one_set_last(storage: &impl Storage, name: &str) {
    storage.set_current("innkeeper-before").await.expect("it is set");
    storage.set_current(name).await.expect("it is set again");
    assert_eq!(storage.current().await, Ok(Some(name.to_owned())));
}
