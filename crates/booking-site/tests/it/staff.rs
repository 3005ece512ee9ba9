//! The staff as those who manage it see it.

use axum::http::StatusCode;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value as Stored;
use innkeeper_sync::id::{RootId, UserId};
use serde_json::{Value, json};

use crate::app::{PASSWORD, TestApp};

fn new_account(email: &str) -> Value {
    json!({ "name": "Bela", "email": email, "roles": ["sales", "service"], "password": PASSWORD })
}

/// Roles in the account's record, and whether it says that the account is open.
async fn recorded(app: &TestApp, id: UserId) -> (Vec<String>, Option<Stored>) {
    let root = RootId(id.0);
    let found = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read");
    let own = found[&root].own(root).expect("its record").clone();
    let roles = own.sets["roles"].keys().filter_map(|role| role.as_text().map(str::to_owned)).collect();
    (roles, own.value("active").cloned())
}

#[tokio::test]
async fn an_account_made_here_is_listed_and_signs_in() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let made = boss.post("/api/staff", &new_account("Bela@hotel.example")).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let item: Value = made.json();
    let expected = json!({ "id": item["id"], "name": "Bela", "email": "bela@hotel.example", "roles": ["sales", "service"], "spaces": ["hotel"], "active": true });
    let listed: Vec<Value> = boss.get("/api/staff").await.json();
    assert_eq!((&item, listed.contains(&expected), listed.len()), (&expected, true, 2));
    app.sign_in("bela").await;
}

#[tokio::test]
async fn an_account_that_cannot_be_made_is_refused_in_words() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    for (name, value, status, problem) in [
        ("name", json!(" "), 422, "problem-staff-no-name"),
        ("email", json!("bela"), 422, "problem-staff-address"),
        ("email", json!("boss@hotel.example"), 409, "problem-staff-taken"),
        ("roles", json!([]), 422, "problem-staff-no-role"),
        ("roles", json!(["king"]), 400, "problem-unreadable-request"),
        ("password", json!("bela@hotel.example"), 422, "problem-password-own"),
    ] {
        let mut body = new_account("bela@hotel.example");
        body[name] = value;
        assert_eq!(boss.post("/api/staff", &body).await.problem(), (status, problem.to_owned()), "{name}");
    }
    assert_eq!(app.site.store.staff().await.expect("read").len(), 1);
}

#[tokio::test]
async fn whoever_is_closed_is_signed_out_and_the_record_says_so() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let id = app.hire("bela", Role::Sales).await;
    let bela = app.sign_in("bela").await;
    let close = format!("/api/staff/{id}/close");
    assert_eq!(boss.post(&close, &()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bela.get("/api/session").await.problem().0, 401);
    assert_eq!(recorded(&app, id).await.1, Some(Stored::Bool(false)));
    assert_eq!(boss.post(&close, &()).await.problem(), (404, "problem-not-found".to_owned()));
}

#[tokio::test]
async fn new_roles_count_at_once_and_are_recorded() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let id = app.hire("bela", Role::Sales).await;
    let bela = app.sign_in("bela").await;
    let roles = format!("/api/staff/{id}/roles");
    assert_eq!(boss.post(&roles, &json!({ "roles": ["service", "it-admin"] })).await.status, StatusCode::NO_CONTENT);
    let session: Value = bela.get("/api/session").await.json();
    assert_eq!(session["roles"], json!(["service", "it-admin"]));
    assert_eq!(recorded(&app, id).await.0, ["it-admin", "service"]);
    assert_eq!(bela.get("/api/staff").await.status, StatusCode::OK);
    assert_eq!(boss.post(&roles, &json!({ "roles": [] })).await.problem(), (422, "problem-staff-no-role".to_owned()));
}

#[tokio::test]
async fn nobody_closes_their_own_account() {
    let app = TestApp::new().await;
    let id = app.hire("boss", Role::ItAdmin).await;
    app.hire("second", Role::ItAdmin).await;
    let boss = app.sign_in("boss").await;
    let answer = boss.post(&format!("/api/staff/{id}/close"), &()).await;
    assert_eq!(answer.problem(), (409, "problem-staff-oneself".to_owned()));
}

#[tokio::test]
async fn somebody_always_manages_the_staff() {
    let app = TestApp::new().await;
    let boss = app.hire("boss", Role::ItAdmin).await;
    let second = app.hire("second", Role::ItAdmin).await;
    let at_desk = app.sign_in("boss").await;
    assert_eq!(at_desk.post(&format!("/api/staff/{second}/close"), &()).await.status, StatusCode::NO_CONTENT);
    let fewer = at_desk.post(&format!("/api/staff/{boss}/roles"), &json!({ "roles": ["sales"] })).await;
    assert_eq!(fewer.problem(), (409, "problem-staff-last-admin".to_owned()));
    assert_eq!(recorded(&app, boss).await.0, ["it-admin"]);
}

#[tokio::test]
async fn two_administrators_who_close_each_other_leave_one() {
    let app = TestApp::new().await;
    let (one, other) = (app.hire("one", Role::ItAdmin).await, app.hire("other", Role::ItAdmin).await);
    let (at_one, at_other) = (app.sign_in("one").await, app.sign_in("other").await);
    let (closes_other, closes_one) = (format!("/api/staff/{other}/close"), format!("/api/staff/{one}/close"));
    tokio::join!(at_one.post(&closes_other, &()), at_other.post(&closes_one, &()));
    let staff = app.site.store.staff().await.expect("read");
    assert_eq!(staff.iter().filter(|row| row.disabled_at.is_none()).count(), 1);
}

#[tokio::test]
async fn an_account_that_is_not_there_is_not_found() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    for id in ["zz", "0198c5a0-0000-7000-8000-000000000000"] {
        assert_eq!(boss.post(&format!("/api/staff/{id}/close"), &()).await.problem().0, 404, "{id}");
        assert_eq!(boss.post(&format!("/api/staff/{id}/roles"), &json!({ "roles": ["sales"] })).await.problem().0, 404, "{id}");
    }
}

#[tokio::test]
async fn a_tablet_whose_person_has_other_roles_is_told_to_copy_anew() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let boss = app.sign_in("boss").await;
    let roles = format!("/api/staff/{}/roles", tablet.enrolled.user);
    boss.post(&roles, &json!({ "roles": ["analyst"] })).await;
    let refused = tablet.ask_pull(0, Default::default()).await.refused();
    assert_eq!(refused, innkeeper_sync::wire::Refused::Reproject);
}
