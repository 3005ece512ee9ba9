//! Taking the demo hotel out: what goes, what stays, and what a tablet meets that was at work meanwhile.

use axum::http::StatusCode;
use innkeeper_booking_site::demo::fill::{Guests, STAFF, fill};
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::{property, staff};
use innkeeper_domain::Date;
use innkeeper_domain::access::Role;
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::wire::{Enrolled, Manifest, Pushed, Refused};
use serde_json::Value;

use crate::app::{Held, PASSWORD, Tablet, TestApp, drafts};
use crate::import::small;

/// A demo hotel with few guests, and Marta who runs it, at a tablet.
async fn demo(app: &TestApp) -> Tablet<'_> {
    let today = Date::new(2026, 11, 24).expect("is a day");
    fill(&app.site.store, today, Guests::Export(Box::new(small())), Some(PASSWORD.to_owned())).await.expect("an empty database");
    app.hire("boss", Role::ItAdmin).await;
    Tablet::enrol(app.person("anna", [Role::Service, Role::Director].into_iter().collect::<innkeeper_domain::access::Roles>()).await).await
}

async fn removes(tablet: &Tablet<'_>) {
    assert_eq!(tablet.post("/api/demo/remove", &()).await.status, StatusCode::NO_CONTENT);
}

/// The tablet after it has taken the snapshot of the new generation.
async fn followed<'a>(tablet: &Tablet<'a>) -> (Tablet<'a>, Manifest) {
    let manifest: Manifest = tablet.get("/sync/v1/snapshot").await.json();
    let enrolled = Enrolled { epoch: manifest.epoch, ..tablet.enrolled.clone() };
    (Tablet { enrolled, ..tablet.clone() }, manifest)
}

#[tokio::test]
async fn the_guests_go_and_the_house_stays() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let before = verify(&app.site.store).await.expect("readable").records;
    assert!(before["guest"] > 0);
    removes(&tablet).await;
    let report = verify(&app.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
    let counted = |name: &str| report.records.get(name).copied().unwrap_or(0);
    assert_eq!((counted("guest"), counted("stay"), counted("lead")), (0, 0, 0));
    assert_eq!((counted("property"), counted("device")), (1, 1));
    assert_eq!(counted("staff"), before["staff"]);
    let hotel = innkeeper_booking_site::writer::Writer::new(app.site.store.clone()).read_these(&[property::root()]).await.expect("read");
    let own = hotel[&property::root()].own(property::root()).expect("its record");
    assert_eq!(own.value("name"), Some(&drafts::text("Casa Alondra")));
}

#[tokio::test]
async fn nothing_of_the_demo_comes_back_from_a_tablet() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let mut anna = Held::new(&tablet);
    anna.saves(vec![drafts::guest(drafts::root(), "Tried")], app.now());
    anna.syncs(&tablet).await;
    removes(&tablet).await;
    anna.syncs(&tablet).await;
    let report = verify(&app.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
    assert_eq!(report.records.get("guest"), None);
}

#[tokio::test]
async fn whoever_is_signed_in_stays_so_and_it_is_no_demo_any_more() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    removes(&tablet).await;
    let session: Value = tablet.get("/api/session").await.json();
    assert_eq!(session["demo"], false);
    let opens = staff::sign_in(&app.site.store, STAFF[0].email, PASSWORD.to_owned()).await.expect("read");
    assert!(opens.is_some());
    assert_eq!(tablet.post("/api/demo/remove", &()).await.problem(), (409, "problem-no-demo".to_owned()));
}

#[tokio::test]
async fn a_tablet_is_told_to_begin_again_and_then_goes_on() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    removes(&tablet).await;
    let epoch = tablet.enrolled.epoch + 1;
    assert_eq!(tablet.ask_pull(0, Default::default()).await.refused(), Refused::Epoch { epoch });
    assert_eq!(tablet.send_push(&tablet.push_of(1, vec![])).await.refused(), Refused::Epoch { epoch });
    let (tablet, manifest) = followed(&tablet).await;
    let pulled: innkeeper_sync::wire::Pulled = tablet.ask_pull(manifest.at, manifest.chain).await.json();
    assert_eq!((pulled.rows.len(), pulled.more), (0, false));
}

#[tokio::test]
async fn open_streams_hear_of_the_new_log_although_it_is_shorter() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let heads = app.site.store.head_moves();
    let before = *heads.borrow();
    removes(&tablet).await;
    let after = app.site.store.head().await.expect("head").head.seq;
    assert!(after < before);
    assert_eq!(*heads.borrow(), after);
}

#[tokio::test]
async fn what_was_sent_during_the_demo_is_not_taken_again() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let made = tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Li")], vec![drafts::guest(drafts::root(), "Wang")]]);
    assert_eq!(tablet.send_push(&made).await.json::<Pushed>().last_n, 2);
    removes(&tablet).await;
    let (tablet, manifest) = followed(&tablet).await;
    assert_eq!((manifest.last_n, manifest.not_ok), (2, vec![]));
    let again = innkeeper_sync::wire::Push { epoch: tablet.enrolled.epoch, ..made };
    assert_eq!(tablet.send_push(&again).await.json::<Pushed>().last_n, 2);
    assert!(!verify(&app.site.store).await.expect("readable").records.contains_key("guest"));
}

#[tokio::test]
async fn what_was_not_sent_comes_now_or_is_kept_aside_by_name() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let gone = drafts::root();
    tablet.pushes(1, vec![vec![drafts::guest(gone, "Li")]]).await;
    removes(&tablet).await;
    let (tablet, _) = followed(&tablet).await;
    let unsent = tablet.push_of(2, vec![vec![drafts::note(gone, "Prefers a high floor")], vec![drafts::guest(drafts::root(), "Real")]]);
    let pushed: Pushed = tablet.send_push(&unsent).await.json();
    let said: Vec<_> = pushed.not_ok.iter().map(|not_ok| (not_ok.n, not_ok.status.clone())).collect();
    assert_eq!((pushed.last_n, said), (3, vec![(2, Status::Quarantined(Reason::UnknownRecord))]));
    let report = verify(&app.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
    assert_eq!(report.records["guest"], 1);
}

#[tokio::test]
async fn the_first_real_guest_gets_the_first_number() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    tablet.pushes(1, vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    removes(&tablet).await;
    let (tablet, _) = followed(&tablet).await;
    let root = drafts::root();
    tablet.pushes(2, vec![vec![drafts::guest(root, "Real")]]).await;
    let found = innkeeper_booking_site::writer::Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read");
    assert_eq!(found[&root].own(root).and_then(|own| own.value("number").cloned()), Some(drafts::text("G-00001")));
}

#[tokio::test]
async fn guests_of_a_hotel_that_is_no_demo_stay() {
    let app = TestApp::new().await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    let boss = app.person("boss", Role::ItAdmin).await;
    assert_eq!(boss.post("/api/demo/remove", &()).await.problem(), (409, "problem-no-demo".to_owned()));
    assert_eq!(verify(&app.site.store).await.expect("readable").records["guest"], 1);
}

#[tokio::test]
async fn a_room_the_hotel_added_while_it_tried_stays_for_sale() {
    let app = TestApp::new().await;
    let tablet = demo(&app).await;
    let mut offer = app.site.store.offer().await.expect("read");
    let mut ours = offer.rooms[0].clone();
    ours.code = "OURS".to_owned();
    offer.rooms.push(ours.clone());
    app.site.store.replace_offer(&offer).await.expect("stored");
    removes(&tablet).await;
    let left = app.site.store.offer().await.expect("read");
    assert_eq!((left.rooms, left.plans.len(), left.seasons.len()), (vec![ours], 0, 0));
    assert!(!left.policies.privacy.is_said());
}
