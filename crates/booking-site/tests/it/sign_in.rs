//! Signing in and out, sessions, passwords.

use axum::http::StatusCode;
use innkeeper_booking_site::session::{ABSOLUTE_MS, IDLE_MS};
use innkeeper_booking_site::staff;
use innkeeper_domain::access::Role;
use serde_json::{Value, json};

use crate::app::{PASSWORD, TestApp};

/// `email=anna…` as the page's own form sends it: no mark, and an origin of `null` because of the referrer policy.
async fn plain_form(app: &TestApp, body: &str) -> crate::app::Answer {
    app.stranger().without("x-innkeeper").with("origin", "null").with("sec-fetch-site", "same-origin").form("/login", body).await
}

#[tokio::test]
async fn the_plain_form_signs_in_before_the_app_has_loaded() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    let answer = plain_form(&app, "email=Anna%40Hotel.example&password=a+walk+by+the+lake&next=%2Fguests").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some("/guests")));
    let cookie = answer.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.starts_with("__Host-innkeeper="), "{cookie}");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=604800"] {
        assert!(cookie.contains(part), "{cookie} has {part}");
    }
}

#[tokio::test]
async fn a_wrong_password_leads_back_to_the_form_and_says_nothing_of_the_account() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    let wrong = plain_form(&app, "email=anna%40hotel.example&password=nope&next=/guests").await;
    let nobody = plain_form(&app, "email=nobody%40hotel.example&password=nope&next=/guests").await;
    for answer in [wrong, nobody] {
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some("/sign-in?problem=wrong&next=/guests")));
        assert_eq!(answer.header("set-cookie"), None);
    }
    assert_eq!(plain_form(&app, "nonsense").await.header("location"), Some("/sign-in?problem=server&next=/"));
}

#[tokio::test]
async fn the_session_says_who_is_signed_in() {
    let app = TestApp::new().await;
    let id = app.hire("anna", Role::ItAdmin).await;
    app.site.store.set_setting("hotel", "Hotel am See").await.expect("set");
    let anna = app.sign_in("anna").await;
    let mut session: Value = anna.get("/api/session").await.json();
    let name = session["session"].take();
    let key = session["hotel_key"].take();
    assert_eq!(key.as_str().map(str::len), Some(130), "a point of P-256 in hex digits");
    let listed: Value = anna.get("/api/sessions").await.json();
    assert_eq!(name, listed[0]["name"]);
    let expected = json!({
        "session": null, "user": id, "name": "anna", "email": "anna@hotel.example", "roles": ["it-admin"], "hotel": "Hotel am See", "demo": false,
        "may_manage_devices": true, "hotel_key": null,
    });
    assert_eq!(session, expected);
    let nobody = app.stranger().get("/api/session").await;
    assert_eq!(nobody.problem(), (401, "problem-sign-in".to_owned()));
    assert_eq!(nobody.refused(), innkeeper_sync::wire::Refused::SignIn);
}

#[tokio::test]
async fn the_sixth_try_in_five_minutes_waits_even_with_the_right_password() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    let stranger = app.stranger();
    for _ in 0..5 {
        assert_eq!(stranger.log_in("anna", "wrong").await.problem(), (403, "problem-wrong-password".to_owned()));
    }
    let sixth = stranger.log_in("anna", PASSWORD).await;
    assert_eq!(sixth.problem(), (429, "problem-too-often".to_owned()));
    assert_eq!(sixth.header("retry-after"), Some("300"));
    assert_eq!(plain_form(&app, "email=anna%40hotel.example&password=x").await.header("location"), Some("/sign-in?problem=wait&next=/"));
    app.advance(5 * 60 * 1000);
    assert_eq!(stranger.log_in("anna", PASSWORD).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn guessing_elsewhere_does_not_lock_a_person_out() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    for last in 1..=6 {
        app.stranger().from(&format!("2001:db8:1:2::{last}")).log_in("anna", "wrong").await;
    }
    let there = app.stranger().from("2001:db8:1:2:9::9").log_in("anna", PASSWORD).await;
    assert_eq!(there.status, StatusCode::TOO_MANY_REQUESTS, "the whole /64 is one");
    assert_eq!(app.stranger().from("2001:db8:1:3::1").log_in("anna", PASSWORD).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn one_network_cannot_try_a_password_on_every_account() {
    let app = TestApp::new().await;
    for n in 0..50 {
        assert_eq!(app.stranger().log_in(&format!("guess{n}"), "wrong").await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(app.stranger().log_in("guess50", "wrong").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::Service).await;
    app.advance(IDLE_MS);
    assert_eq!(anna.get("/api/session").await.status, StatusCode::OK);
    app.advance(IDLE_MS + 1);
    assert_eq!(anna.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_ends_after_seven_days_however_much_it_is_used() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::Service).await;
    for _ in 0..ABSOLUTE_MS / IDLE_MS {
        app.advance(IDLE_MS);
        assert_eq!(anna.get("/api/session").await.status, StatusCode::OK);
    }
    app.advance(1);
    assert_eq!(anna.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_in_again_gives_a_new_token_and_ends_the_old() {
    let app = TestApp::new().await;
    let first = app.person("anna", Role::Service).await;
    let second = first.log_in("anna", PASSWORD).await.cookie();
    assert_eq!(first.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.stranger().with("cookie", &second).get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::Service).await;
    let answer = anna.post("/logout", &()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.header("set-cookie").expect("a cookie").starts_with("__Host-innkeeper=; "));
    assert_eq!(anna.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
    let form = app.stranger().without("x-innkeeper").form("/logout", "").await;
    assert_eq!((form.status, form.header("location")), (StatusCode::SEE_OTHER, Some("/sign-in")));
}

#[tokio::test]
async fn a_person_lists_and_ends_their_own_sessions_only() {
    let app = TestApp::new().await;
    let here = app.person("anna", Role::Service).await;
    let there = app.sign_in("anna").await;
    let other = app.person("bela", Role::ItAdmin).await;
    let sessions: Vec<Value> = here.get("/api/sessions").await.json();
    assert_eq!(sessions.len(), 2);
    let name = |this: bool| sessions.iter().find(|s| s["this"] == this).expect("both")["name"].as_str().expect("a name").to_owned();
    assert_eq!(other.delete(&format!("/api/sessions/{}", name(false))).await.problem(), (404, "problem-not-found".to_owned()));
    assert_eq!(here.delete(&format!("/api/sessions/{}", name(false))).await.status, StatusCode::NO_CONTENT);
    assert_eq!(there.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_new_password_needs_the_old_and_ends_the_other_sessions() {
    let app = TestApp::new().await;
    let here = app.person("anna", Role::Service).await;
    let there = app.sign_in("anna").await;
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    let new = "three herons over water";
    assert_eq!(here.post("/api/password", &change("wrong", new)).await.problem(), (403, "problem-wrong-password".to_owned()));
    assert_eq!(here.post("/api/password", &change(PASSWORD, "short")).await.problem(), (422, "problem-password-short".to_owned()));
    let own = change(PASSWORD, "anna@hotel.example");
    assert_eq!(here.post("/api/password", &own).await.problem(), (422, "problem-password-own".to_owned()));
    assert_eq!(here.post("/api/password", &change(PASSWORD, new)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(there.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/api/session").await.status, StatusCode::OK);
    assert_eq!(app.stranger().log_in("anna", PASSWORD).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.stranger().log_in("anna", new).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_stays_out() {
    let app = TestApp::new().await;
    let id = app.hire("anna", Role::Service).await;
    let anna = app.sign_in("anna").await;
    assert!(staff::close(&app.site.store, id, app.now()).await.expect("closed"));
    assert!(!staff::close(&app.site.store, id, app.now()).await.expect("asked"));
    assert_eq!(anna.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.stranger().log_in("anna", PASSWORD).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nothing_that_is_kept_of_a_session_lets_anybody_in() {
    let app = TestApp::new().await;
    let id = app.hire("anna", Role::Service).await;
    let cookie = app.stranger().log_in("anna", PASSWORD).await.cookie();
    let token = cookie.split_once('=').expect("a pair").1.to_owned();
    let row = app.site.store.sessions_of(id).await.expect("read").remove(0);
    let stored = innkeeper_booking_site::hex::encode(&row.hash);
    assert_ne!(stored, token);
    let thief = app.stranger().with("cookie", &format!("__Host-innkeeper={stored}"));
    assert_eq!(thief.get("/api/session").await.status, StatusCode::UNAUTHORIZED);
}
