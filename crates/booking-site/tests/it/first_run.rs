//! The first start: who may begin the hotel, and what is there afterwards.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use innkeeper_booking_site::property;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::Entity;
use innkeeper_sync::state::{Record, RootState};
use serde_json::{Value, json};

use crate::app::{Answer, Build, PASSWORD, Stranger, TestApp, drafts::text};

fn asked() -> Value {
    json!({
        "hotel": "Hotel am See", "name": "Anna Roth", "email": "anna@hotel.example", "password": PASSWORD, "locale": "es", "zone": "Europe/Zurich",
        "currency": "CHF", "demo": false,
    })
}

fn with(name: &str, value: impl Into<Value>) -> Value {
    let mut body = asked();
    body[name] = value.into();
    body
}

async fn begins(stranger: &Stranger<'_>, body: &Value) -> Answer {
    stranger.post("/api/first-run", body).await
}

async fn states(app: &TestApp, entity: Entity) -> Vec<RootState> {
    let roots = Writer::new(app.site.store.clone()).read_roots(None, 10_000).await.expect("read");
    let is_one = |state: &RootState| state.records.values().any(|record| record.entity == entity.code());
    roots.into_iter().map(|at| at.state).filter(is_one).collect()
}

#[tokio::test]
async fn the_session_says_that_nobody_can_sign_in_yet_until_somebody_can() {
    let app = TestApp::new().await;
    let said = |answer: Answer| serde_json::from_slice::<Value>(&answer.body).expect("a problem")["first_run"].clone();
    let before = app.stranger().get("/api/session").await;
    assert_eq!(before.problem(), (401, "problem-sign-in".to_owned()));
    assert_eq!(said(before), Value::Bool(true));
    assert_eq!(begins(&app.stranger(), &asked()).await.status, StatusCode::OK);
    assert_eq!(said(app.stranger().get("/api/session").await), Value::Null);
}

#[tokio::test]
async fn whoever_begins_is_signed_in_with_every_right() {
    let app = TestApp::new().await;
    let answer = begins(&app.stranger(), &asked()).await;
    let anna = app.stranger().with("cookie", &answer.cookie());
    let session: Value = anna.get("/api/session").await.json();
    assert_eq!((&session["name"], &session["hotel"], &session["demo"]), (&json!("Anna Roth"), &json!("Hotel am See"), &json!(false)));
    assert_eq!(session["roles"], json!(["sales", "service", "director", "privacy", "it-admin"]));
    assert_eq!(session["may_manage_devices"], true);
}

#[tokio::test]
async fn the_hotel_has_its_own_record_and_the_language_of_whoever_began() {
    let app = TestApp::new().await;
    begins(&app.stranger(), &asked()).await;
    let hotel = Writer::new(app.site.store.clone()).read_these(&[property::root()]).await.expect("read");
    let own = hotel[&property::root()].own(property::root()).expect("its record");
    let values = ["name", "zone", "currency"].map(|name| own.value(name).cloned());
    assert_eq!(values, ["Hotel am See", "Europe/Zurich", "CHF"].map(|value| Some(text(value))));
    let staff = states(&app, Entity::Staff).await;
    let languages: Vec<_> = staff.iter().flat_map(|state| state.records.values()).map(|record| record.value("language")).collect();
    assert_eq!(languages, [Some(&text("es"))]);
}

#[tokio::test]
async fn an_empty_hotel_can_record_consents_in_the_three_languages() {
    let app = TestApp::new().await;
    begins(&app.stranger(), &asked()).await;
    let wordings = states(&app, Entity::ConsentText).await;
    let records: Vec<_> = wordings.iter().flat_map(|state| state.records.values()).collect();
    let of = |record: &Record, field: &str| record.value(field).and_then(|value| value.as_text().map(str::to_owned)).expect("a text");
    let purposes: BTreeSet<String> = records.iter().map(|record| of(record, "purpose")).collect();
    assert_eq!(purposes.into_iter().collect::<Vec<_>>(), ["marketing", "transactional"]);
    let mut locales: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in &records {
        assert!(locales.entry(of(record, "text_id")).or_default().insert(of(record, "locale")), "one wording a language");
    }
    assert!(locales.values().all(|locales| locales.iter().eq(["en", "es", "zh-CN"])), "{locales:?}");
    let words = records.iter().filter_map(|record| record.value("text")?.as_text());
    assert!(words.clone().all(|words| words.contains("Hotel am See") && !words.contains("Casa Alondra")));
    assert!(verify(&app.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn a_hotel_begins_once() {
    let app = TestApp::new().await;
    let one = app.stranger();
    let (body, other) = (asked(), with("email", "other@hotel.example"));
    let (first, second) = tokio::join!(begins(&one, &body), begins(&one, &other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(begins(&one, &other).await.problem(), (409, "problem-first-run-over".to_owned()));
    assert_eq!(app.site.store.staff().await.expect("read").len(), 1);
}

#[tokio::test]
async fn from_another_machine_the_code_of_the_start_is_needed() {
    let app = TestApp::new().await;
    let needed = (403, "problem-first-run-code".to_owned());
    let elsewhere = app.stranger().from("192.0.2.7");
    assert_eq!(begins(&elsewhere, &asked()).await.problem(), needed);
    assert_eq!(begins(&elsewhere, &with("setup", "000000000000000000000000")).await.problem(), needed);
    assert_eq!(begins(&elsewhere, &with("setup", app.site.setup_code.as_str())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_proxy_or_another_name_brings_here_is_not_this_machine() {
    let app = TestApp::new().await;
    let needed = (403, "problem-first-run-code".to_owned());
    let told = app.stranger().with("x-forwarded-for", "127.0.0.1");
    assert_eq!(begins(&told, &asked()).await.problem(), needed);
    let named = app.stranger().with("host", "evil.example:8080").with("origin", "http://evil.example:8080");
    assert_eq!(begins(&named, &asked()).await.problem(), needed);
    let behind = Build { over_tls: true, behind_proxy: true, ..Build::default() }.done().await;
    assert_eq!(begins(&behind.stranger(), &asked()).await.problem(), needed);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_said_and_nothing_is_made() {
    let app = TestApp::new().await;
    // Each from a network of its own, so that the limit does not come first.
    for (at, (name, value, problem)) in [
        ("hotel", " ", "problem-hotel-name"),
        ("name", "", "problem-staff-no-name"),
        ("email", "anna", "problem-staff-address"),
        ("password", "short", "problem-password-short"),
        ("zone", "Europe/Atlantis", "problem-zone-unknown"),
        ("currency", "EURO", "problem-currency-unknown"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = with(name, value);
        body["setup"] = app.site.setup_code.as_str().into();
        let answer = begins(&app.stranger().from(&format!("192.0.2.{at}")), &body).await;
        assert_eq!(answer.problem(), (422, problem.to_owned()), "{name}");
    }
    assert_eq!(app.site.store.head().await.expect("head").head.seq, 0);
}

#[tokio::test]
async fn the_eleventh_try_in_five_minutes_waits() {
    let app = TestApp::new().await;
    let elsewhere = app.stranger().from("192.0.2.7");
    for _ in 0..10 {
        begins(&elsewhere, &asked()).await;
    }
    let right = with("setup", app.site.setup_code.as_str());
    assert_eq!(begins(&elsewhere, &right).await.problem(), (429, "problem-too-often".to_owned()));
    app.advance(5 * 60 * 1000);
    assert_eq!(begins(&elsewhere, &right).await.status, StatusCode::OK);
}

#[tokio::test]
async fn with_the_demo_only_whoever_began_can_sign_in() {
    let app = TestApp::new().await;
    let answer = begins(&app.stranger(), &with("demo", true)).await;
    let anna = app.stranger().with("cookie", &answer.cookie());
    let session: Value = anna.get("/api/session").await.json();
    assert_eq!((&session["hotel"], &session["demo"]), (&json!("Hotel am See"), &json!(true)));
    let staff: Vec<Value> = anna.get("/api/staff").await.json();
    let open: Vec<_> = staff.iter().filter(|row| row["active"] == true).filter_map(|row| row["email"].as_str()).collect();
    assert_eq!((staff.len(), open), (3, vec!["anna@hotel.example"]));
    let report = verify(&app.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
    assert_eq!((report.records["guest"], report.records["property"]), (5_000, 1));
}
