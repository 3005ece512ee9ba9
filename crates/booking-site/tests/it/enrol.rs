//! Browsers become devices.

use axum::http::StatusCode;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::wire::{Approver, Enrol, Enrolled, Refused, StatusReport};

use crate::app::{PASSWORD, Tablet, TestApp, drafts};
use crate::backup::Scratch;

fn enrol(name: &str) -> Enrol {
    Enrol { name: name.to_owned(), approver: None, before: None }
}

fn approved_by(who: &str, password: &str) -> Enrol {
    let approver = Approver { email: format!("{who}@hotel.example"), password: password.to_owned() };
    Enrol { name: "Fair tablet 3".to_owned(), approver: Some(approver), before: None }
}

#[tokio::test]
async fn who_manages_devices_enrols_at_once() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let enrolled: Enrolled = boss.post("/sync/v1/enrol", &enrol("Desk 1")).await.json();
    assert!(!enrolled.dev.is_server());
    assert_eq!((enrolled.epoch, enrolled.projection.key().as_str()), (1, "."));
    assert_eq!(enrolled.lease_until, enrolled.now + 72 * 60 * 60 * 1000);
    assert_eq!(enrolled.author_key.len(), 64);
}

#[tokio::test]
async fn everybody_else_needs_somebody_who_does() {
    let app = TestApp::new().await;
    app.hire("boss", Role::ItAdmin).await;
    app.hire("carl", Role::Director).await;
    let anna = app.person("anna", Role::Sales).await;
    let needed = (403, "problem-approval-needed".to_owned());
    assert_eq!(anna.post("/sync/v1/enrol", &enrol("Mine")).await.problem(), needed);
    assert_eq!(anna.post("/sync/v1/enrol", &approved_by("carl", PASSWORD)).await.problem(), needed);
    let wrong = anna.post("/sync/v1/enrol", &approved_by("boss", "guess")).await;
    assert_eq!(wrong.problem(), (403, "problem-wrong-password".to_owned()));
    assert_eq!(app.site.store.devices().await.expect("read"), []);
    let enrolled: Enrolled = anna.post("/sync/v1/enrol", &approved_by("boss", PASSWORD)).await.json();
    assert_eq!(enrolled.projection.key(), "hotel.psf");
    assert_eq!(app.stranger().post("/sync/v1/enrol", &enrol("x")).await.problem(), (401, "problem-sign-in".to_owned()));
}

#[tokio::test]
async fn an_approvers_password_cannot_be_guessed_through_enrolment() {
    let app = TestApp::new().await;
    app.hire("boss", Role::ItAdmin).await;
    let anna = app.person("anna", Role::Sales).await;
    for _ in 0..5 {
        anna.post("/sync/v1/enrol", &approved_by("boss", "guess")).await;
    }
    assert_eq!(anna.post("/sync/v1/enrol", &approved_by("boss", PASSWORD)).await.problem().0, 429);
}

#[tokio::test]
async fn a_device_has_a_name() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    assert_eq!(boss.post("/sync/v1/enrol", &enrol("  ")).await.problem(), (422, "problem-device-name".to_owned()));
    let _: Enrolled = boss.post("/sync/v1/enrol", &enrol(&format!("\u{7}{}", "x".repeat(200)))).await.json();
    assert_eq!(app.site.store.devices().await.expect("read")[0].name, "x".repeat(80));
}

#[tokio::test]
async fn the_next_person_with_the_same_view_keeps_the_device_and_gets_a_key_of_their_own() {
    let app = TestApp::new().await;
    let anna = app.tablet("anna", Role::Sales).await;
    let bela = app.person("bela", Role::Service).await.and("innkeeper-device", &anna.enrolled.certificate);
    let second: Enrolled = bela.post("/sync/v1/enrol", &enrol("")).await.json();
    assert_eq!((second.dev, &second.certificate), (anna.enrolled.dev, &anna.enrolled.certificate));
    assert_ne!(second.author_key, anna.enrolled.author_key);
}

#[tokio::test]
async fn the_next_person_with_another_view_gets_another_number_without_approval() {
    let app = TestApp::new().await;
    let anna = app.tablet("anna", Role::Sales).await;
    let carl = app.person("carl", Role::Analyst).await.and("innkeeper-device", &anna.enrolled.certificate);
    let second: Enrolled = carl.post("/sync/v1/enrol", &enrol("")).await.json();
    assert_ne!(second.dev, anna.enrolled.dev);
    assert_eq!(second.projection.key(), "hotel.f");
    let names: Vec<String> = app.site.store.devices().await.expect("read").into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Fair tablet 3", "Fair tablet 3"]);
}

#[tokio::test]
async fn a_revoked_device_is_told_to_wipe_and_is_not_taken_back() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let answer = tablet.post("/sync/v1/enrol", &enrol("again")).await;
    assert_eq!(answer.problem(), (403, "problem-device-revoked".to_owned()));
    assert_eq!(answer.refused(), Refused::Wipe);
}

#[tokio::test]
async fn only_a_certificate_of_this_server_is_a_device() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let unknown = (403, "problem-unknown-device".to_owned());
    let certificate = &tablet.enrolled.certificate;
    let other = TestApp::new().await.tablet("anna", Role::Sales).await.enrolled.certificate;
    for forged in [other.as_str(), "d1.00000001.686f74656c2e707366.00", &certificate[..certificate.len() - 2], ""] {
        let thief = tablet.and("innkeeper-device", forged);
        assert_eq!(thief.get("/sync/v1/snapshot").await.problem(), unknown, "{forged}");
        assert_eq!(thief.post("/sync/v1/push", &()).await.problem(), unknown, "{forged}");
    }
}

#[tokio::test]
async fn a_restored_server_knows_its_devices_by_their_certificates() {
    let app = TestApp::new().await;
    app.hire("boss", Role::ItAdmin).await;
    app.hire("anna", Role::Sales).await;
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    let tablet = Tablet::enrol(app.sign_in("anna").await).await;
    tablet.pushes(1, vec![vec![drafts::guest(drafts::root(), "Before")], vec![drafts::guest(drafts::root(), "Too")]]).await;
    let restored = app.restored_from(&backups.0).await;
    let person = restored.sign_in("anna").await.and("innkeeper-device", &tablet.enrolled.certificate);
    let epoch = restored.site.store.head().await.expect("head").head.epoch;
    let back = Tablet { person, enrolled: Enrolled { epoch, ..tablet.enrolled.clone() }, name: tablet.name.clone() };
    let pushed = back.pushes(1, vec![vec![drafts::guest(drafts::root(), "Before")]]).await;
    assert_eq!((pushed.last_n, pushed.not_ok), (1, vec![]));
    assert_eq!(restored.site.store.devices().await.expect("read")[0].dev, tablet.enrolled.dev);
}

#[tokio::test]
async fn people_and_devices_are_in_the_log_so_that_their_names_can_be_shown() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let rows = tablet.pulls().await.rows;
    let made = |entity: &'static str| {
        rows.iter().filter_map(move |row| match &row.op.kind {
            Kind::New { entity: of, fields, .. } if of == entity => Some((row.op.root, fields.clone())),
            _ => None,
        })
    };
    let anna = made("staff").find(|(root, _)| *root == RootId(tablet.enrolled.user.0)).expect("a record");
    assert_eq!(anna.1["name"], Value::Text("anna".to_owned()));
    let (_, device) = made("device").next().expect("a record");
    assert_eq!(device["name"], Value::Text("Fair tablet 3".to_owned()));
    assert_eq!(device["number"], Value::Int(i64::from(tablet.enrolled.dev.0)));
    assert_eq!(device["enrolled_by"], Value::Ref(tablet.enrolled.user.0));
}

#[tokio::test]
async fn what_a_device_says_of_itself_is_kept_and_renews_its_lease() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    app.advance(1_000);
    let report =
        StatusReport { pending: 3, oldest: Some(5), persisted: true, usage: 10, quota: 20, app: "0.1.0".to_owned(), clock_off: Some(-7) };
    // Its person may be signed out.
    let answer = tablet.less("cookie").post("/sync/v1/status", &report).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let row = app.site.store.device(tablet.enrolled.dev).await.expect("read").expect("a row");
    assert_eq!((row.status, row.last_seen, row.lease_until), (report, app.now(), tablet.enrolled.lease_until + 1_000));
}
