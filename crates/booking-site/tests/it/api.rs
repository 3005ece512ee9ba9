//! The API beside sync.

use axum::http::StatusCode;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value as Stored;
use innkeeper_sync::op::Kind;
use innkeeper_sync::wire::StatusReport;
use serde_json::Value;

use crate::app::TestApp;

#[tokio::test]
async fn the_list_of_devices_says_what_each_last_said() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    tablet.post("/sync/v1/status", &StatusReport { pending: 3, ..StatusReport::default() }).await;
    let devices: Vec<Value> = app.sign_in("boss").await.get("/api/devices").await.json();
    assert_eq!(devices[0]["dev"], tablet.enrolled.dev.to_string());
    assert_eq!(devices[0]["status"]["pending"], 3);
    assert_eq!(devices[0].get("certificate"), None);
}

#[tokio::test]
async fn revoking_a_device_is_recorded() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let boss = app.sign_in("boss").await;
    let revoke = format!("/api/devices/{}/revoke", tablet.enrolled.dev);
    assert_eq!(boss.post(&revoke, &()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(boss.post(&revoke, &()).await.problem(), (404, "problem-not-found".to_owned()));
    assert_eq!(boss.post("/api/devices/zz/revoke", &()).await.problem().0, 404);
    let other = app.tablet("bela", Role::Service).await;
    let rows = other.pulls().await.rows;
    let recorded = rows
        .iter()
        .any(|row| matches!(&row.op.kind, Kind::Set { fields } if fields.get("revoked").is_some_and(|f| f.0 == Stored::Bool(true))));
    assert!(recorded);
}

#[tokio::test]
async fn every_route_of_the_api_wants_a_person() {
    let app = TestApp::new().await;
    for path in ["/api/session", "/api/sessions", "/api/devices", "/api/staff"] {
        assert_eq!(app.stranger().get(path).await.problem(), (401, "problem-sign-in".to_owned()), "{path}");
    }
    for path in
        ["/api/password", "/api/devices/00000001/revoke", "/api/staff/x/close", "/api/staff/x/roles", "/api/demo/remove", "/sync/v1/enrol"]
    {
        assert_eq!(app.stranger().post(path, &()).await.problem(), (401, "problem-sign-in".to_owned()), "{path}");
    }
    assert_eq!(app.stranger().delete("/api/sessions/x").await.problem().0, 401);
}

#[tokio::test]
async fn a_route_takes_its_own_methods_only() {
    let app = TestApp::new().await;
    for path in ["/login", "/sync/v1/push", "/api/password"] {
        assert_eq!(app.stranger().get(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(app.stranger().delete("/api/session").await.status, StatusCode::METHOD_NOT_ALLOWED);
}
