//! The whole hotel at once.

use std::collections::BTreeMap;

use innkeeper_booking_site::http;
use innkeeper_booking_site::snapshot::KEPT_FOR;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_sync::id::RootId;
use innkeeper_sync::page::Page;
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{Manifest, NotOk, PAGES_AT_ONCE, PageRef, PagesQuery, SNAPSHOT_BEHIND};
use sha2::{Digest, Sha256};

use crate::app::{Tablet, TestApp, drafts};

pub async fn manifest(tablet: &Tablet<'_>) -> Manifest {
    tablet.get("/sync/v1/snapshot").await.json()
}

fn hashes(pages: &[PageRef]) -> PagesQuery {
    PagesQuery { hashes: pages.iter().map(|page| page.hash.clone()).collect() }
}

async fn pages(tablet: &Tablet<'_>, refs: &[PageRef]) -> Vec<Vec<u8>> {
    let answer = tablet.post("/sync/v1/snapshot/pages", &hashes(refs)).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let mut rest = answer.body.as_slice();
    let mut pages = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let (page, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        pages.push(page.to_vec());
        rest = tail;
    }
    pages
}

/// Every root of a manifest, each page checked against its hash.
pub async fn taken(tablet: &Tablet<'_>, manifest: &Manifest) -> BTreeMap<RootId, RootState> {
    let mut roots = BTreeMap::new();
    for chunk in manifest.pages.chunks(PAGES_AT_ONCE) {
        for (page, bytes) in chunk.iter().zip(pages(tablet, chunk).await) {
            assert_eq!(innkeeper_booking_site::hex::encode(&Sha256::digest(&bytes)), page.hash);
            let page = Page::decode(&bytes).expect("a page");
            assert_eq!(page.as_of, manifest.at);
            roots.extend(page.roots);
        }
    }
    roots
}

#[tokio::test]
async fn a_snapshot_is_the_servers_own_state() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    app.house_writes((0..200).map(|n| vec![drafts::guest(drafts::root(), &n.to_string())]).collect()).await;
    let manifest = manifest(&tablet).await;
    let head = app.site.store.head().await.expect("head").head;
    assert_eq!((manifest.epoch, manifest.at, manifest.chain), (head.epoch, head.seq, head.chain));
    let taken = taken(&tablet, &manifest).await;
    let all = Writer::new(app.site.store.clone()).read_roots(None, 1_000).await.expect("read");
    assert_eq!(taken.len() as u64, manifest.roots);
    assert_eq!(taken, all.into_iter().map(|at| (at.root, at.state)).collect());
    assert_eq!(manifest.pages.iter().map(|page| page.roots).collect::<Vec<_>>(), [64, 64, 64, 11]);
}

#[tokio::test]
async fn the_same_snapshot_serves_until_the_log_has_grown_by_five_thousand() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let first = manifest(&tablet).await;
    let noop = |ops| vec![innkeeper_sync::draft::Draft::of(drafts::root(), innkeeper_sync::op::Kind::Noop {}); ops];
    app.house_writes((0..KEPT_FOR - 1).map(|_| noop(1)).collect()).await;
    assert_eq!(manifest(&tablet).await.at, first.at);
    app.house_writes(vec![noop(1)]).await;
    let second = manifest(&tablet).await;
    assert_eq!(second.at, first.at + KEPT_FOR);
    // Whoever is in the middle of the first may finish it.
    assert_eq!(pages(&tablet, &first.pages).await.len(), first.pages.len());
    app.house_writes((0..KEPT_FOR).map(|_| noop(1)).collect()).await;
    manifest(&tablet).await;
    let gone = tablet.post("/sync/v1/snapshot/pages", &hashes(&first.pages)).await;
    assert_eq!(gone.problem(), (404, "problem-not-found".to_owned()));
    let files = std::fs::read_dir(app.dir.join("snapshot")).expect("a directory").count();
    assert_eq!(files, 2, "one in use and the one before");
}

#[tokio::test]
async fn a_snapshot_is_never_before_a_durable_row() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let first = manifest(&tablet).await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    app.site.store.mark_durable(1_000, 0).await.expect("marked");
    let second = manifest(&tablet).await;
    assert_eq!((second.at, second.durable), (first.at + 2, first.at + 2), "the guest and its number");
}

#[tokio::test]
async fn a_device_learns_from_the_manifest_what_became_of_its_own_edits() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    let stay = drafts::part(root, "stay", drafts::fields([("total", innkeeper_domain::value::Value::Int(1))]));
    tablet.pushes(1, vec![vec![drafts::guest(root, "Li")], vec![stay]]).await;
    let first = manifest(&tablet).await;
    assert_eq!(first.not_ok, [NotOk { n: 2, status: Status::Quarantined(Reason::HouseField) }]);
    assert_eq!(first.last_n, 2);
    tablet.pushes(3, vec![vec![drafts::note(root, "later than the snapshot")]]).await;
    assert_eq!(manifest(&tablet).await.last_n, 2, "at the snapshot's row");
    let other = app.tablet("bela", Role::Service).await;
    let others = manifest(&other).await;
    assert_eq!((others.last_n, others.not_ok), (0, vec![]));
}

#[tokio::test]
async fn a_long_log_has_its_snapshot_ready_before_anybody_asks() {
    let app = TestApp::new().await;
    let files = || std::fs::read_dir(app.dir.join("snapshot")).expect("a directory").count();
    http::prepare(&app.site).await.expect("nothing to do");
    assert_eq!(files(), 0, "a short log is pulled");
    let noop = || vec![innkeeper_sync::draft::Draft::of(drafts::root(), innkeeper_sync::op::Kind::Noop {}); 64];
    app.house_writes((0..SNAPSHOT_BEHIND / 64 + 1).map(|_| noop()).collect()).await;
    http::prepare(&app.site).await.expect("made");
    assert_eq!(files(), 1);
    let ready = app.site.store.head().await.expect("head").head.seq;
    let tablet = app.tablet("anna", Role::Service).await;
    assert_eq!(manifest(&tablet).await.at, ready, "it is the one that is taken");
}

#[tokio::test]
async fn pages_are_given_to_readers_of_that_projection_only() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let analyst = app.tablet("carl", Role::Analyst).await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    let whole = manifest(&tablet).await;
    manifest(&analyst).await;
    let answer = analyst.post("/sync/v1/snapshot/pages", &hashes(&whole.pages)).await;
    assert_eq!(answer.problem(), (404, "problem-not-found".to_owned()));
}

#[tokio::test]
async fn too_many_pages_or_none_are_no_request() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    for count in [0, PAGES_AT_ONCE + 1] {
        let query = PagesQuery { hashes: vec!["0".repeat(64); count] };
        assert_eq!(tablet.post("/sync/v1/snapshot/pages", &query).await.problem().0, 400, "{count}");
    }
}
