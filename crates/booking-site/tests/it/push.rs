//! Edits enter the log.

use axum::http::StatusCode;
use innkeeper_booking_site::staff;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{DeviceId, UserId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::wire::{NotOk, Push, Pushed, Refused};

use crate::app::{TestApp, drafts};

#[tokio::test]
async fn an_edit_is_in_the_log_when_the_answer_comes() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    let before = app.site.store.head().await.expect("head").head.seq;
    let pushed = tablet.pushes(1, vec![vec![drafts::guest(root, "Li"), drafts::note(root, "Prefers a high floor")]]).await;
    // The two and the number of the guest.
    let expected = Pushed { last_n: 2, not_ok: vec![], head: before + 3, durable: 0, now: app.now() };
    assert_eq!(pushed, expected);
    let state = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read").remove(&root).expect("a guest");
    let own = state.own(root).expect("its record");
    assert_eq!(own.value("surname"), Some(&drafts::text("Li")));
    assert_eq!(own.entries("interactions").len(), 1);
}

#[tokio::test]
async fn every_guest_without_a_number_gets_the_next_one() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let roots: [_; 4] = std::array::from_fn(|_| drafts::root());
    tablet.pushes(1, vec![vec![drafts::guest(roots[0], "Li")], vec![drafts::guest(roots[1], "Wang")]]).await;
    app.house_writes(vec![vec![drafts::guest(roots[2], "Zhao")]]).await;
    tablet.pushes(3, vec![vec![drafts::guest(roots[3], "Sun")]]).await;
    let states = Writer::new(app.site.store.clone()).read_these(&roots).await.expect("read");
    let number = |root| states[root].own(*root).and_then(|own| own.value("number").cloned());
    let given = ["G-00001", "G-00002", "G-00003", "G-00004"].map(|number| Some(drafts::text(number)));
    assert_eq!(roots.each_ref().map(number), given);
}

#[tokio::test]
async fn a_guest_kept_aside_gets_no_number() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let (aside, taken) = (drafts::root(), drafts::root());
    let claims = drafts::part(aside, "stay", drafts::fields([("total", Value::Int(100))]));
    tablet.pushes(1, vec![vec![drafts::guest(aside, "Li"), claims], vec![drafts::guest(taken, "Wang")]]).await;
    let states = Writer::new(app.site.store.clone()).read_these(&[aside, taken]).await.expect("read");
    assert_eq!(states[&taken].own(taken).and_then(|own| own.value("number").cloned()), Some(drafts::text("G-00001")));
    assert!(states.get(&aside).and_then(|state| state.own(aside)).is_none_or(|own| own.value("number").is_none()));
}

#[tokio::test]
async fn sending_again_changes_nothing() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let push = tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Li")], vec![drafts::guest(drafts::root(), "Wang")]]);
    let first: Pushed = tablet.send_push(&push).await.json();
    let again: Pushed = tablet.send_push(&push).await.json();
    assert_eq!(again, first);
    // One more behind those that are there.
    let more = tablet.push_of(2, vec![vec![drafts::guest(drafts::root(), "Wang")], vec![drafts::guest(drafts::root(), "Zhao")]]);
    let third: Pushed = tablet.send_push(&more).await.json();
    assert_eq!((third.last_n, third.head), (3, first.head + 2), "the guest and its number");
}

#[tokio::test]
async fn the_same_edits_sent_at_once_enter_the_log_once() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let push = tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Li")]]);
    let answers = futures::future::join_all((0..4).map(|_| tablet.send_push(&push))).await;
    let heads: Vec<Pushed> = answers.iter().map(crate::app::Answer::json).collect();
    assert!(heads.windows(2).all(|pair| pair[0] == pair[1]), "{heads:?}");
}

#[tokio::test]
async fn a_gap_in_the_numbers_is_named() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let answer = tablet.send_push(&tablet.push_of(2, vec![vec![drafts::guest(drafts::root(), "Li")]])).await;
    assert_eq!(answer.problem(), (409, "problem-sync-gap".to_owned()));
    assert_eq!(answer.refused(), Refused::Gap { expected: 1 });
}

#[tokio::test]
async fn another_epoch_is_told() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let push = Push { epoch: 9, ..tablet.push_of(1, vec![]) };
    let answer = tablet.send_push(&push).await;
    assert_eq!(answer.problem(), (409, "problem-sync-epoch".to_owned()));
    assert_eq!(answer.refused(), Refused::Epoch { epoch: 1 });
}

#[tokio::test]
async fn edits_are_sent_with_no_cookie_but_never_under_another_name() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let bela = app.hire("bela", Role::Service).await;
    let group = || vec![vec![drafts::guest(drafts::root(), "Li")]];
    let ops = crate::app::drafts_numbered(1, group(), app.now());
    let forged = tablet.send_push(&tablet.push_signed(bela, &ops)).await;
    assert_eq!((forged.problem().0, forged.refused()), (401, Refused::SignIn));
    let nobody = tablet.send_push(&tablet.push_signed(UserId::of_source("import:opera"), &ops)).await;
    assert_eq!(nobody.refused(), Refused::SignIn);
    let mut changed = tablet.push_of(1, group());
    let text = changed.runs[0].ops.get().replace("Li", "Lo");
    changed.runs[0].ops = serde_json::value::RawValue::from_string(text).expect("JSON");
    assert_eq!(tablet.send_push(&changed).await.refused(), Refused::SignIn);
    let signed_out = tablet.less("cookie").post("/sync/v1/push", &tablet.push_of(1, group())).await;
    assert_eq!(signed_out.status, StatusCode::OK);
}

#[tokio::test]
async fn a_device_cannot_send_for_another() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let other = app.tablet("bela", Role::Service).await;
    let push = Push { dev: other.enrolled.dev, ..tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Li")]]) };
    assert_eq!(tablet.send_push(&push).await.problem().0, 400);
    let push = Push { dev: DeviceId(7), ..push };
    assert_eq!(tablet.send_push(&push).await.problem().0, 400);
}

#[tokio::test]
async fn a_group_counts_whole_or_not_at_all() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    // The consent is allowed, the house's field is not.
    let stay = drafts::part(root, "stay", drafts::fields([("total", Value::Int(100))]));
    let consent = drafts::entry(root, "consents", drafts::fields([("purpose", drafts::text("newsletter"))]));
    let pushed = tablet.pushes(1, vec![vec![drafts::guest(root, "Li")], vec![consent, stay], vec![drafts::note(root, "x")]]).await;
    let aside = |n| NotOk { n, status: Status::Quarantined(Reason::HouseField) };
    assert_eq!((pushed.last_n, pushed.not_ok), (4, vec![aside(2), aside(3)]));
    let state = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read").remove(&root).expect("a guest");
    assert_eq!(state.records.len(), 1);
    assert_eq!(state.own(root).expect("its record").entries("consents"), []);
    let rows = tablet.pulls().await.rows;
    let statuses: Vec<bool> = rows.iter().filter(|row| row.dev == tablet.enrolled.dev).map(|row| row.status.is_ok()).collect();
    assert_eq!(statuses, [true, false, false, true]);
}

#[tokio::test]
async fn what_no_build_folds_yet_is_kept_aside_and_handed_on_as_it_came() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    let raw = serde_json::value::RawValue::from_string(r#"{"of":  2}"#.to_owned()).expect("JSON");
    let later = Draft::of(root, Kind::parse("merge".to_owned(), Some(raw)).expect("kept"));
    let pushed = tablet.pushes(1, vec![vec![drafts::guest(root, "Li")], vec![later.clone()]]).await;
    assert_eq!(pushed.not_ok, [NotOk { n: 2, status: Status::Quarantined(Reason::Unsupported) }]);
    let rows = tablet.pulls().await.rows;
    assert_eq!(rows.iter().rev().find(|row| row.dev == tablet.enrolled.dev).map(|row| &row.op.kind), Some(&later.kind));
}

#[tokio::test]
async fn no_device_erases_or_places() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    let kinds = [Kind::Erase {}, Kind::Place { space: "spa".to_owned(), inside: true }];
    let groups = kinds.into_iter().map(|kind| vec![Draft::of(root, kind)]);
    let pushed = tablet.pushes(1, [vec![drafts::guest(root, "Li")]].into_iter().chain(groups).collect()).await;
    let reasons: Vec<Status> = pushed.not_ok.iter().map(|n| n.status.clone()).collect();
    assert_eq!(reasons, [Status::Quarantined(Reason::NotAllowed), Status::Quarantined(Reason::NotAllowed)]);
}

#[tokio::test]
async fn a_revoked_device_hands_over_what_it_holds_into_quarantine() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let pushed = tablet.pushes(1, vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    assert_eq!(pushed.not_ok, [NotOk { n: 1, status: Status::Quarantined(Reason::DeviceRevoked) }]);
}

#[tokio::test]
async fn what_somebody_did_before_they_left_counts() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let written = app.now();
    app.advance(60_000);
    staff::close(&app.site.store, tablet.enrolled.user, app.now()).await.expect("closed");
    app.advance(60_000);
    let before = crate::app::drafts_numbered(1, vec![vec![drafts::guest(drafts::root(), "Before")]], written);
    let pushed: Pushed = tablet.send_push(&tablet.push_signed(tablet.enrolled.user, &before)).await.json();
    assert_eq!(pushed.not_ok, []);
    let after = tablet.pushes(2, vec![vec![drafts::guest(drafts::root(), "After")]]).await;
    assert_eq!(after.not_ok, [NotOk { n: 2, status: Status::Quarantined(Reason::AuthorRevoked) }]);
}

#[tokio::test]
async fn two_unseen_values_of_a_field_are_both_kept() {
    let app = TestApp::new().await;
    let (one, two) = (app.tablet("anna", Role::Service).await, app.tablet("bela", Role::Service).await);
    let root = drafts::root();
    one.pushes(1, vec![vec![drafts::guest(root, "Li")]]).await;
    let made = innkeeper_sync::id::Dot(one.enrolled.dev, 1);
    let set = |name: &str| {
        let change = SetField(drafts::text(name), vec![made]);
        vec![vec![Draft::of(root, Kind::Set { fields: [("surname".to_owned(), change)].into() })]]
    };
    one.pushes(2, set("Lee")).await;
    two.pushes(1, set("Ly")).await;
    let state = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read").remove(&root).expect("a guest");
    let choices = state.own(root).expect("its record").registers["surname"].choices().len();
    assert_eq!(choices, 2);
}

#[tokio::test]
async fn a_character_that_a_database_has_no_place_for_comes_back_all_the_same() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let unknown = Kind::parse("a kind\u{0} of tomorrow".to_owned(), None).expect("kept as it is");
    let groups = vec![
        vec![drafts::guest(drafts::root(), "Li\u{0}\u{1a}")],
        vec![drafts::record(drafts::root(), "gu\u{0}est", drafts::fields([("sur\u{0}name", drafts::text("x"))]))],
        vec![Draft::of(drafts::root(), unknown)],
    ];
    tablet.pushes(1, groups.clone()).await;
    let rows = tablet.pulls().await.rows;
    let own: Vec<Kind> = rows.into_iter().filter(|row| row.dev == tablet.enrolled.dev).map(|row| row.op.kind).collect();
    assert_eq!(own, groups.into_iter().flatten().map(|draft| draft.kind).collect::<Vec<_>>());
}
