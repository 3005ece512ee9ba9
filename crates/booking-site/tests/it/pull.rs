//! The log comes to a tablet.

use innkeeper_domain::access::Role;
use innkeeper_sync::client::{Meta, Replica, Take};
use innkeeper_sync::page::Page;
use innkeeper_sync::row::Chain;
use innkeeper_sync::wire::{PULL_BYTES, PULL_ROWS, Pulled, Refused, SNAPSHOT_BEHIND};
use std::collections::BTreeMap;

use crate::app::{Build, Tablet, TestApp, drafts};

/// A replica that pulls to the end of the log.
async fn followed(tablet: &Tablet<'_>) -> (Replica, usize) {
    let meta = Meta::enrolled(&tablet.enrolled, tablet.app().now());
    let mut replica = Replica::load(meta, Vec::new(), BTreeMap::new());
    let mut answers = 0;
    loop {
        let pulled: Pulled = tablet.ask_pull(replica.cursor, replica.chain).await.json();
        answers += 1;
        match replica.take(&pulled) {
            Take::Ignore => return (replica, answers),
            Take::Journal => replica.journaled(pulled, 0),
            Take::Snapshot => panic!("the chain does not fit"),
        };
    }
}

#[tokio::test]
async fn a_replica_follows_the_log_answer_by_answer() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let group = || {
        let root = drafts::root();
        let mut group = vec![drafts::guest(root, "Li")];
        group.extend((0..6).map(|n| drafts::note(root, &n.to_string())));
        group
    };
    app.house_writes((0..700).map(|_| group()).collect()).await;
    let (replica, answers) = followed(&tablet).await;
    let head = app.site.store.head().await.expect("head").head;
    assert_eq!((replica.cursor, replica.chain), (head.seq, head.chain));
    assert_eq!(answers, 700 * 7 / PULL_ROWS + 2);
    assert!(replica.journal.windows(2).all(|pair| pair[0].op.end || pair[1].op.grp == pair[0].op.grp));
}

#[tokio::test]
async fn an_answer_is_cut_by_size_between_groups() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let long = "长".repeat(9_000);
    let group = || {
        let root = drafts::root();
        vec![drafts::guest(root, "Li"), drafts::note(root, &long), drafts::note(root, &long)]
    };
    app.house_writes((0..60).map(|_| group()).collect()).await;
    let answer = tablet.ask_pull(0, Chain::default()).await;
    let pulled: Pulled = answer.json();
    assert!(pulled.more && pulled.rows.last().expect("rows").op.end);
    assert!((PULL_BYTES..PULL_BYTES + 100_000).contains(&answer.body.len()), "{}", answer.body.len());
    let head = app.site.store.head().await.expect("head").head.seq;
    assert_eq!(followed(&tablet).await.0.cursor, head);
}

#[tokio::test]
async fn a_cursor_of_another_log_is_refused() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    for (cursor, chain) in [(0, Chain(1)), (1, Chain(1)), (99, Chain(0))] {
        let answer = tablet.ask_pull(cursor, chain).await;
        assert_eq!((answer.status.as_u16(), answer.refused()), (409, Refused::Epoch { epoch: 1 }), "{cursor}");
    }
}

#[tokio::test]
async fn far_behind_a_snapshot_is_better() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let before = app.site.store.head().await.expect("head").head.seq;
    let noop = || vec![innkeeper_sync::draft::Draft::of(drafts::root(), innkeeper_sync::op::Kind::Noop {}); 64];
    let groups = (SNAPSHOT_BEHIND - before) / 64 + 1;
    app.house_writes((0..groups).map(|_| noop()).collect()).await;
    let pulled = tablet.pulls().await;
    assert!(pulled.snapshot && pulled.rows.is_empty());
}

#[tokio::test]
async fn nothing_is_read_without_both_person_and_device() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, "Li")]]).await;
    let pull = format!("/sync/v1/pull?epoch=1&cursor=0&chain={}&projection=hotel.psf", Chain::default());
    for path in [pull.as_str(), "/sync/v1/snapshot", &format!("/sync/v1/root/{root}")] {
        let no_cookie = tablet.less("cookie").get(path).await;
        assert_eq!((no_cookie.problem().0, no_cookie.refused()), (401, Refused::SignIn), "{path}");
        let no_device = tablet.less("innkeeper-device").get(path).await;
        assert_eq!(no_device.problem(), (403, "problem-unknown-device".to_owned()), "{path}");
        assert_eq!(tablet.get(path).await.status.as_u16(), 200, "{path}");
    }
}

#[tokio::test]
async fn an_app_that_is_too_old_sends_and_reads_nothing() {
    let app = Build { min_app: 7, ..Build::default() }.done().await;
    let old = app.tablet("anna", Role::Service).await;
    assert_eq!(old.pushes(1, vec![vec![drafts::guest(drafts::root(), "Li")]]).await.last_n, 1);
    let pages = serde_json::json!({ "hashes": ["x"] });
    let root = format!("/sync/v1/root/{}", drafts::root());
    for app_number in ["", "6", "seven"] {
        let old = old.and("innkeeper-app", app_number);
        for path in ["/sync/v1/snapshot", root.as_str()] {
            assert_eq!(old.get(path).await.refused(), Refused::Upgrade, "{app_number} {path}");
        }
        assert_eq!(old.post("/sync/v1/snapshot/pages", &pages).await.refused(), Refused::Upgrade);
    }
    assert_eq!(old.ask_pull(0, Chain::default()).await.refused(), Refused::Upgrade);
    assert_eq!(old.and("innkeeper-app", "7").get("/sync/v1/snapshot").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_revoked_device_reads_nothing_more() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let answer = tablet.ask_pull(0, Chain::default()).await;
    assert_eq!((answer.problem().0, answer.refused()), (403, Refused::Wipe));
    assert_eq!(tablet.get("/sync/v1/snapshot").await.refused(), Refused::Wipe);
    assert_eq!(tablet.post("/sync/v1/snapshot/pages", &serde_json::json!({ "hashes": ["x"] })).await.refused(), Refused::Wipe);
}

#[tokio::test]
async fn another_role_on_the_same_replica_must_open_another() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let analyst = app.person("carl", Role::Analyst).await.and("innkeeper-device", &tablet.enrolled.certificate);
    for projection in ["hotel.psf", "hotel.f"] {
        let path = format!("/sync/v1/pull?epoch=1&cursor=0&chain={}&projection={projection}", Chain::default());
        let answer = analyst.get(&path).await;
        assert_eq!((answer.problem().0, answer.refused()), (409, Refused::Reproject), "{projection}");
    }
}

#[tokio::test]
async fn one_root_comes_alone_as_it_is_now() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, "Li")], vec![drafts::note(root, "Hello")]]).await;
    let answer = tablet.get(&format!("/sync/v1/root/{root}")).await;
    let page = Page::decode(&answer.body).expect("a page");
    assert_eq!(page.as_of, app.site.store.head().await.expect("head").head.seq);
    let (id, state) = &page.roots[0];
    assert_eq!((*id, page.roots.len()), (root, 1));
    assert_eq!(state.own(root).expect("its record").entries("interactions").len(), 1);
    for nothing in [drafts::root().to_string(), "x".to_owned()] {
        assert_eq!(tablet.get(&format!("/sync/v1/root/{nothing}")).await.problem(), (404, "problem-not-found".to_owned()));
    }
}
