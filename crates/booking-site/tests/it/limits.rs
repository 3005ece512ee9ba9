//! Limits of size, number and depth at the doors of the server; those of time stand with what they limit. docs/api.md lists all.

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::store::mail::State;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::op::Kind;
use innkeeper_sync::row::{Chain, Reason, Status};
use innkeeper_sync::wire::PUSH_OPS;
use serde_json::{Value, json};

use crate::app::{PASSWORD, TestApp, drafts};
use crate::hotel::Hotel;

const UNREADABLE: &str = "problem-unreadable-request";

fn nothing() -> Vec<Draft> {
    vec![Draft::of(drafts::root(), Kind::Noop {})]
}

#[tokio::test]
async fn a_push_has_five_hundred_edits() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let many = tablet.push_of(1, vec![nothing(); PUSH_OPS + 1]);
    assert_eq!(tablet.send_push(&many).await.problem(), (400, UNREADABLE.to_owned()));
    let pushed = tablet.pushes(1, vec![nothing(); PUSH_OPS]).await;
    assert_eq!(pushed.last_n, PUSH_OPS as u64);
}

#[tokio::test]
async fn json_goes_sixteen_deep() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", [Role::Service, Role::ItAdmin].into_iter().collect::<Roles>()).await;
    let nested = |deep: usize| {
        format!("{{\"name\":\"n\",\"origins\":[\"https://a.example\"],\"more\":{}{}}}", "[".repeat(deep - 1), "]".repeat(deep - 1))
    };
    let send = |deep: usize| tablet.send(Method::POST, "/api/site-keys", Some("application/json"), nested(deep).into_bytes());
    assert_eq!(send(16).await.status, StatusCode::CREATED);
    assert_eq!(send(17).await.problem(), (400, UNREADABLE.to_owned()));
    let mut push = serde_json::to_value(tablet.push_of(1, Vec::new())).expect("plain data");
    let deep = |levels: usize| (0..levels).fold(Value::Null, |inner, _| json!([inner]));
    push["more"] = deep(15);
    assert_eq!(tablet.post("/sync/v1/push", &push).await.status, StatusCode::OK);
    push["more"] = deep(16);
    assert_eq!(tablet.post("/sync/v1/push", &push).await.problem(), (400, UNREADABLE.to_owned()));
}

#[tokio::test]
async fn a_name_has_two_hundred_characters() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let (fits, long) = ("é".repeat(200), "é".repeat(201));
    let person = |name: &str| json!({ "name": name, "email": "new@hotel.example", "roles": ["sales"], "password": PASSWORD });
    let site = |name: &str| json!({ "name": name, "origins": ["https://a.example"] });
    assert_eq!(boss.post("/api/staff", &person(&long)).await.problem(), (422, "problem-staff-no-name".to_owned()));
    assert_eq!(boss.post("/api/staff", &person(&fits)).await.status, StatusCode::CREATED);
    assert_eq!(boss.post("/api/site-keys", &site(&long)).await.problem().0, 422);
    assert_eq!(boss.post("/api/site-keys", &site(&fits)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_short_field_has_two_hundred_characters_and_a_note_ten_thousand() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = drafts::root();
    let note = |count: usize| vec![drafts::note(root, &"é".repeat(count))];
    let guest = |count: usize| vec![drafts::guest(drafts::root(), &"é".repeat(count))];
    let groups = vec![vec![drafts::guest(root, "Li")], note(10_000), note(10_001), guest(200), guest(201)];
    let pushed = tablet.pushes(1, groups).await;
    let kept_aside: Vec<(u64, &Status)> = pushed.not_ok.iter().map(|not_ok| (not_ok.n, &not_ok.status)).collect();
    let bad = Status::Quarantined(Reason::BadValue);
    assert_eq!(kept_aside, [(3, &bad), (5, &bad)]);
}

#[tokio::test]
async fn what_is_sold_the_logo_and_a_report_have_sizes_of_their_own() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let send = |method: Method, path: &'static str, bytes: usize| boss.send(method, path, Some("application/json"), vec![b' '; bytes]);
    for (method, path, bytes, otherwise) in [
        (Method::PUT, "/api/hotel", 1024 * 1024, 400),
        (Method::PUT, "/api/hotel/logo", 256 * 1024, 422),
        (Method::POST, "/csp-report", 16 * 1024, 400),
    ] {
        assert_eq!(send(method.clone(), path, bytes).await.problem().0, otherwise, "{path}");
        assert_eq!(send(method, path, bytes + 1).await.problem(), (413, "problem-too-large".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_zero_character_is_refused_before_a_database_has_to() {
    let app = TestApp::new().await;
    let boss = app.person("boss", Role::ItAdmin).await;
    let site = json!({ "name": "a\u{0}", "origins": ["https://a.example"] });
    assert_eq!(boss.post("/api/site-keys", &site).await.problem(), (400, UNREADABLE.to_owned()));
    assert_eq!(boss.post("/api/site-keys/pk_%00/revoke", &()).await.problem().0, 404);
    let form = format!("email=boss%40hotel.example%00&password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(app.stranger().form("/login", &form).await.status, StatusCode::NO_CONTENT, "it is no part of an address");
}

#[tokio::test]
async fn the_last_number_there_is_is_a_row_that_no_log_has() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    assert_eq!(tablet.ask_pull(u64::MAX, Chain::default()).await.problem().0, 409);
    assert_eq!(tablet.ask_pull(i64::MAX as u64, Chain::default()).await.problem().0, 409);
}

#[tokio::test]
async fn an_address_gets_three_mails_in_a_day() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let waiting = || async {
        let mails = hotel.app.site.store.mails(10).await.expect("read");
        (mails.iter().filter(|mail| mail.state == State::Waiting).count(), mails.len())
    };
    for _ in 0..2 {
        let typed = visitor.fills_in("SEA").await;
        let path = visitor.books(&typed).await;
        visitor.post(&format!("{path}/cancel"), &typed).await;
    }
    assert_eq!(waiting().await, (3, 4), "two bookings and two cancellations");
    hotel.app.advance(24 * 60 * 60 * 1000);
    let typed = visitor.fills_in("SEA").await;
    visitor.books(&typed).await;
    assert_eq!(waiting().await, (4, 5));
}
