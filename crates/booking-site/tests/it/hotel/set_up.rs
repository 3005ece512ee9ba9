//! What is sold is set up over the API.

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::hotel::demo;
use innkeeper_domain::access::Role;
use serde_json::{Value, json};

use super::{Hotel, today};
use crate::app::{Answer, Person};

async fn put(person: &Person<'_>, path: &str, body: &Value) -> Answer {
    person.send(Method::PUT, path, Some("application/json"), serde_json::to_vec(body).expect("is JSON")).await
}

#[tokio::test]
async fn who_may_change_the_hotel_replaces_what_it_sells_and_others_read_it() {
    let hotel = Hotel::closed().await;
    let mut offer = serde_json::to_value(demo::offer(today())).expect("is JSON");
    offer["rooms"][0]["name"]["en"] = "Harbour room".into();
    for (name, role, status) in [
        ("dora", Role::Director, StatusCode::OK),
        ("ivan", Role::ItAdmin, StatusCode::OK),
        ("sara", Role::Sales, StatusCode::FORBIDDEN),
        ("anna", Role::Analyst, StatusCode::FORBIDDEN),
    ] {
        let person = hotel.app.person(name, role).await;
        assert_eq!(put(&person, "/api/hotel", &offer).await.status, status, "{name}");
        let read: Value = person.get("/api/hotel").await.json();
        assert_eq!(read["rooms"][0]["name"]["en"], "Harbour room", "{name}");
    }
    assert!(hotel.visitor().get("/en").await.text().contains("Harbour room"));
}

#[tokio::test]
async fn what_cannot_be_sold_is_refused_with_the_reason_and_changes_nothing() {
    let hotel = Hotel::open().await;
    let person = hotel.app.person("dora", Role::Director).await;
    let mut offer: Value = person.get("/api/hotel").await.json();
    offer["seasons"][0]["rates"][0]["minor"] = json!(-1);
    let answer = put(&person, "/api/hotel", &offer).await;
    assert_eq!(answer.problem(), (422, "problem-hotel-offer".to_owned()));
    assert!(answer.text().contains("rates is out of range"), "{}", answer.text());
    assert_eq!(put(&person, "/api/hotel", &json!({"rooms": 1})).await.problem().0, 400);
    let read: Value = person.get("/api/hotel").await.json();
    assert!(read["seasons"][0]["rates"][0]["minor"].as_i64() > Some(0));
}

#[tokio::test]
async fn rooms_that_are_held_are_not_sold() {
    let hotel = Hotel::open().await;
    let person = hotel.app.person("dora", Role::Director).await;
    let night = |room: &str, held: u32| json!([{"room": room, "day": "2026-12-11", "held": held}]);
    assert_eq!(put(&person, "/api/hotel/held", &night("ATT", 1)).await.status, StatusCode::NO_CONTENT);
    let held: Value = person.get("/api/hotel/held?from=2026-12-01&to=2026-12-31").await.json();
    assert_eq!(held, json!([{"room": "ATT", "day": "2026-12-11", "held": 1, "taken": 0}]));
    let html = hotel.visitor().get("/en/rooms?arrival=2026-12-10&departure=2026-12-13&adults=2").await.text();
    assert!(!html.contains("room=ATT") && html.contains("Taken on these days."), "{html}");
    assert_eq!(put(&person, "/api/hotel/held", &night("ATT", 2)).await.problem().0, 422);
    assert_eq!(put(&person, "/api/hotel/held", &night("CELLAR", 1)).await.problem().0, 422);
    let other = hotel.app.person("sara", Role::Sales).await;
    assert_eq!(put(&other, "/api/hotel/held", &night("ATT", 0)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_change_by_somebody_else_meanwhile_is_not_written_over() {
    let hotel = Hotel::open().await;
    let (dora, ivan) = (hotel.app.person("dora", Role::Director).await, hotel.app.person("ivan", Role::ItAdmin).await);
    let mut seen: Value = dora.get("/api/hotel").await.json();
    let mut first = seen.clone();
    first["policies"]["phone"] = "+34 1".into();
    let now: Value = put(&ivan, "/api/hotel", &first).await.json();
    seen["policies"]["phone"] = "+34 2".into();
    assert_eq!(put(&dora, "/api/hotel", &seen).await.problem(), (412, "problem-hotel-changed".to_owned()));
    seen["version"] = now["version"].clone();
    assert_eq!(put(&dora, "/api/hotel", &seen).await.status, StatusCode::OK, "who has seen the change may make another");
    let read: Value = ivan.get("/api/hotel").await.json();
    assert_eq!(read["policies"]["phone"], "+34 2");
}

#[tokio::test]
async fn a_hotel_that_says_nothing_about_personal_data_sells_nothing_yet() {
    let hotel = Hotel::open().await;
    let person = hotel.app.person("dora", Role::Director).await;
    let mut offer: Value = person.get("/api/hotel").await.json();
    offer["policies"]["privacy"] = json!({});
    assert_eq!(put(&person, "/api/hotel", &offer).await.status, StatusCode::OK);
    let asked = hotel.visitor().get("/en/rooms?arrival=2026-12-10&departure=2026-12-13&adults=2").await;
    assert!(!asked.text().contains("room=SEA"), "{}", asked.text());
}

#[tokio::test]
async fn staff_are_told_where_the_site_is_and_whether_its_mails_go_out() {
    let hotel = Hotel::open().await;
    let person = hotel.app.person("sara", Role::Sales).await;
    let state: Value = person.get("/api/hotel/site").await.json();
    assert_eq!(state, json!({"url": super::URL, "mails": false, "sender": null, "logo": null}));
}

/// A PNG of one pixel.
const PIXEL: &[u8] = include_bytes!("../../../../../tests/fixtures/pixel.png");

#[tokio::test]
async fn a_logo_stands_on_every_page_until_it_is_removed() {
    let hotel = Hotel::open().await;
    let dora = hotel.app.person("dora", Role::Director).await;
    let sara = hotel.app.person("sara", Role::Sales).await;
    assert_eq!(sara.send(Method::PUT, "/api/hotel/logo", Some("image/png"), PIXEL.to_vec()).await.status, StatusCode::FORBIDDEN);
    let script = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
    let refused = dora.send(Method::PUT, "/api/hotel/logo", Some("image/svg+xml"), script).await;
    assert_eq!(refused.problem(), (422, "problem-hotel-logo".to_owned()));
    let large = vec![0; 256 * 1024 + 1];
    assert_eq!(dora.send(Method::PUT, "/api/hotel/logo", Some("image/png"), large).await.problem().0, 413);
    assert_eq!(dora.get("/api/hotel/logo").await.status, StatusCode::NOT_FOUND);

    assert_eq!(dora.send(Method::PUT, "/api/hotel/logo", Some("image/png"), PIXEL.to_vec()).await.status, StatusCode::NO_CONTENT);
    let html = hotel.visitor().get("/en").await.text();
    let address = html.split("src=\"/logo/").nth(1).and_then(|rest| rest.split('"').next()).expect("the page names it").to_owned();
    assert!(html.contains("alt=\"Casa\""), "{html}");
    let file = hotel.visitor().get(&format!("/logo/{address}")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, Some("image/png")));
    assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(hotel.visitor().get("/logo/0000000000000000").await.status, StatusCode::NOT_FOUND);

    assert_eq!(dora.delete("/api/hotel/logo").await.status, StatusCode::NO_CONTENT);
    assert!(!hotel.visitor().get("/en").await.text().contains("/logo/"));
}
