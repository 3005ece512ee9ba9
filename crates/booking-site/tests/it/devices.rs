//! What whoever looks after the tablets is told of them: names, what was lost with a browser's storage, what is kept aside.

use axum::http::StatusCode;
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
    assert_eq!(boss.post(&path, &json!({ "name": "  " })).await.problem().0, 400);
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
async fn a_device_out_of_use_that_pushes_again_hears_again_what_is_kept_aside() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let push = tablet.push_of(1, vec![vec![drafts::guest(drafts::root(), "Vidal")]]);
    let first: Pushed = tablet.send_push(&push).await.json();
    let again: Pushed = tablet.send_push(&push).await.json();
    assert_eq!((first.not_ok.len(), again.not_ok), (1, first.not_ok));
}
