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
        ("dora", Role::Director, StatusCode::NO_CONTENT),
        ("ivan", Role::ItAdmin, StatusCode::NO_CONTENT),
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
    assert!(answer.text().contains("minor: out of range"), "{}", answer.text());
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
