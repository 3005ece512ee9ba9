//! What whoever looks after the tablets is told of them: names, what was lost with a browser's storage, what is kept aside.

use axum::http::StatusCode;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value as Stored;
use innkeeper_sync::op::Kind;
use innkeeper_sync::wire::{Approver, Before, Enrol, Enrolled, Pushed, StatusReport};
use serde_json::{Value, json};

use crate::app::{PASSWORD, TestApp, drafts};

/// The device of this number as the list has it.
async fn listed(app: &TestApp, dev: impl std::fmt::Display) -> Value {
    let devices: Vec<Value> = app.sign_in("boss").await.get("/api/devices").await.json();
    devices.into_iter().find(|device| device["dev"] == dev.to_string()).expect("in the list")
}

#[tokio::test]
async fn a_new_name_reaches_the_list_and_every_replica() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let boss = app.sign_in("boss").await;
    let path = format!("/api/devices/{}/name", tablet.enrolled.dev);
    assert_eq!(boss.post(&path, &json!({ "name": " Pool bar \u{7}" })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(listed(&app, tablet.enrolled.dev).await["name"], "Pool bar");
    let named = Stored::Text("Pool bar".to_owned());
    let rows = tablet.pulls().await.rows;
    assert!(rows.iter().any(|row| matches!(&row.op.kind, Kind::Set { fields } if fields.get("name").is_some_and(|f| f.0 == named))));
    assert_eq!(boss.post(&path, &json!({ "name": " \u{7}" })).await.problem(), (422, "problem-device-name".to_owned()));
    assert_eq!(boss.post("/api/devices/00000001/name", &json!({ "name": "x" })).await.problem().0, 404);
    assert_eq!(app.sign_in("anna").await.post(&path, &json!({ "name": "mine" })).await.problem().0, 403);
}

#[tokio::test]
async fn the_list_names_who_set_a_device_up_and_until_when_it_works_alone() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    tablet.post("/sync/v1/status", &StatusReport { clock_off: Some(-400_000), ..StatusReport::default() }).await;
    let device = listed(&app, tablet.enrolled.dev).await;
    assert_eq!((device["person"].as_str(), device["lease_until"].as_i64()), (Some("anna"), Some(tablet.enrolled.lease_until)));
    assert_eq!(device["status"]["clock_off"], -400_000);
}

#[tokio::test]
async fn what_a_browser_lost_with_its_storage_is_reported_under_its_old_number() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let approver = Approver { email: "boss@hotel.example".to_owned(), password: PASSWORD.to_owned() };
    let before = Before { dev: tablet.enrolled.dev, pending: 3 };
    let enrol = Enrol { name: "Fair tablet 3".to_owned(), approver: Some(approver), before: Some(before) };
    let anew: Enrolled = tablet.less("innkeeper-device").post("/sync/v1/enrol", &enrol).await.json();
    assert_ne!(anew.dev, tablet.enrolled.dev);
    let old = listed(&app, tablet.enrolled.dev).await;
    assert_eq!((old["replaced_by"].as_str(), old["status"]["pending"].as_u64()), (Some(anew.dev.to_string().as_str()), Some(3)));
    assert_eq!(listed(&app, anew.dev).await["replaced_by"], Value::Null);
    // It was not lost after all.
    tablet.post("/sync/v1/status", &StatusReport::default()).await;
    assert_eq!(listed(&app, tablet.enrolled.dev).await["replaced_by"], Value::Null);
}

#[tokio::test]
async fn what_is_kept_aside_is_listed_by_device_and_person_without_its_values() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let (first, second) = (drafts::root(), drafts::root());
    let groups = vec![vec![drafts::guest(first, "Vidal"), drafts::note(first, "Late arrival")], vec![drafts::guest(second, "Okafor")]];
    assert_eq!(tablet.pushes(1, groups).await.not_ok.len(), 3);
    let answer = app.sign_in("boss").await.get("/api/devices/kept-aside").await;
    assert!(!answer.text().contains("Vidal") && !answer.text().contains("Late arrival"));
    let aside: Vec<Value> = answer.json();
    assert_eq!(aside.len(), 2);
    let both = aside.iter().find(|one| one["n"] == 1).expect("the first group");
    assert_eq!((both["dev"].as_str(), both["person"].as_str()), (Some(tablet.enrolled.dev.to_string().as_str()), Some("anna")));
    assert_eq!((both["reason"].as_str(), both["record"].as_str()), (Some("device-revoked"), Some("guest")));
    assert_eq!((both["root"].as_str(), &both["kinds"]), (Some(first.to_string().as_str()), &json!(["new", "append:interactions"])));
    assert_eq!(app.sign_in("anna").await.get("/api/devices/kept-aside").await.problem().0, 403);
}

#[tokio::test]
async fn what_a_lost_device_brought_counts_when_somebody_vouches_for_it() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let colleague = app.tablet("carl", Role::Service).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let root = drafts::root();
    tablet.pushes(1, vec![vec![drafts::guest(root, "Vidal"), drafts::note(root, "Late arrival")]]).await;
    let boss = app.sign_in("boss").await;
    let aside: Vec<Value> = boss.get("/api/devices/kept-aside").await.json();
    assert_eq!((aside.len(), &aside[0]["by_word"]), (1, &json!(true)));
    let path = format!("/api/devices/kept-aside/{}/1", tablet.enrolled.dev);
    assert_eq!(app.sign_in("anna").await.post(&format!("{path}/let-in"), &json!({})).await.problem().0, 403);
    assert_eq!(colleague.get(&format!("/sync/v1/root/{root}")).await.status.as_u16(), 404, "it counts for nothing yet");
    assert_eq!(boss.post(&format!("{path}/let-in"), &json!({})).await.status.as_u16(), 204);
    let roots = Writer::new(app.site.store.clone()).read_roots(None, 100).await.expect("read");
    let guest = roots.iter().find(|at| at.root == root).and_then(|at| at.state.own(root)).expect("the guest");
    assert_eq!(guest.value("surname"), Some(&Stored::from("Vidal")));
    assert_eq!(guest.entries("interactions").len(), 1);
    assert!(guest.value("number").is_some(), "it has a number as if it had come as any other");
    assert_eq!(boss.get("/api/devices/kept-aside").await.json::<Vec<Value>>().len(), 0);
    assert_eq!(boss.post(&format!("{path}/let-in"), &json!({})).await.problem().0, 404, "once");
    assert!(verify(&app.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn what_its_author_may_not_write_is_let_in_by_nobody_and_can_be_put_away() {
    let app = TestApp::new().await;
    let analyst = app.tablet("ana", Role::Analyst).await;
    let pushed = analyst.pushes(1, vec![vec![drafts::guest(drafts::root(), "Vidal")]]).await;
    assert_eq!(pushed.not_ok.len(), 1);
    let boss = app.sign_in("boss").await;
    let aside: Vec<Value> = boss.get("/api/devices/kept-aside").await.json();
    assert_eq!(aside[0]["by_word"], json!(false));
    let path = format!("/api/devices/kept-aside/{}/1", analyst.enrolled.dev);
    assert_eq!(boss.post(&format!("{path}/let-in"), &json!({})).await.problem(), (409, "problem-aside-not-by-word".to_owned()));
    assert_eq!(app.sign_in("ana").await.post(&format!("{path}/put-away"), &json!({})).await.problem().0, 403);
    for _ in 0..2 {
        assert_eq!(boss.post(&format!("{path}/put-away"), &json!({})).await.status.as_u16(), 204);
    }
    assert_eq!(boss.get("/api/devices/kept-aside").await.json::<Vec<Value>>().len(), 0);
    let unknown = format!("/api/devices/kept-aside/{}/2/put-away", analyst.enrolled.dev);
    assert_eq!(boss.post(&unknown, &json!({})).await.problem().0, 404);
}

#[tokio::test]
async fn a_device_out_of_use_that_pushes_again_hears_again_what_is_kept_aside() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let push = tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Vidal")]]);
    let first: Pushed = tablet.send_push(&push).await.json();
    let again: Pushed = tablet.send_push(&push).await.json();
    assert_eq!((first.not_ok.len(), again.not_ok), (1, first.not_ok));
}
