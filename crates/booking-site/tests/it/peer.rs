//! Reservations that other systems tell: by the webhook and in OpenTravel messages. Told twice they are here once, and what staff wrote stays.

use std::collections::BTreeMap;
use std::fs;

use axum::http::StatusCode;
use innkeeper_booking_site::limits::Limit;
use innkeeper_booking_site::peer::{self, Done, Refusal, opentravel, secret};
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::{Entity, Fields, Value, guest, stay};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::{Record, RootState};
use serde_json::{Value as Json, json};

use crate::app::{Answer, TestApp};
use crate::import::{House, checkout};

const PATH: &str = "/api/v1/reservations";

/// A hotel with a booking engine.
struct Engine {
    app: TestApp,
    secret: String,
}

impl Engine {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let secret = secret::connect(&app.site.store, &app.site.keys, "engine", app.now()).await.expect("connected");
        Self { app, secret }
    }

    async fn tell(&self, told: &Json) -> Answer {
        let body = serde_json::to_vec(told).expect("plain data");
        let signature = secret::sign(&self.secret, self.app.now() / 1000, &body);
        self.send(&signature, body).await
    }

    async fn send(&self, signature: &str, body: Vec<u8>) -> Answer {
        let stranger = self.app.stranger().without("x-innkeeper").without("origin");
        let stranger = stranger.with("innkeeper-peer", "engine").with("innkeeper-signature", signature);
        stranger.send(axum::http::Method::POST, PATH, Some("application/json"), body).await
    }

    async fn roots(&self) -> BTreeMap<RootId, RootState> {
        let roots = Writer::new(self.app.site.store.clone()).read_roots(None, 1_000).await.expect("read");
        roots.into_iter().map(|at| (at.root, at.state)).collect()
    }

    async fn only(&self) -> (RootId, Record, Record) {
        only(&self.roots().await)
    }
}

/// The one guest and the one stay.
fn only(roots: &BTreeMap<RootId, RootState>) -> (RootId, Record, Record) {
    let records = || roots.iter().flat_map(|(root, state)| state.records.values().map(move |record| (*root, record.clone())));
    let of = |entity: Entity| records().filter(|(_, record)| record.entity == entity.code()).collect::<Vec<_>>();
    let (guests, stays) = (of(Entity::Guest), of(Entity::Stay));
    let ([(root, guest)], [(_, stay)]) = (guests.as_slice(), stays.as_slice()) else {
        panic!("{} guests, {} stays", guests.len(), stays.len())
    };
    (*root, guest.clone(), stay.clone())
}

fn told() -> Json {
    json!({
        "number": "BE-1042",
        "guest": { "given_name": "Lena", "surname": "Huber", "email": "Lena@Example.com", "phone": "+43 664 1234567", "country": "AT" },
        "stay": {
            "status": "confirmed", "booked_on": "2026-11-20", "arrival": "2027-01-10", "departure": "2027-01-14", "adults": 2, "children": 0,
            "room_type_booked": "DBL", "rate_plan": "FLEX", "board": "BB", "total": "612.00", "currency": "EUR", "channel": "website",
        },
    })
}

fn status(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.json::<Json>()["done"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_reservation_told_twice_is_here_once() {
    let engine = Engine::new().await;
    assert_eq!(status(&engine.tell(&told()).await), (201, "made".to_owned()));
    let rows = engine.app.site.store.head().await.expect("read").head.seq;
    assert_eq!(status(&engine.tell(&told()).await), (200, "unchanged".to_owned()));
    assert_eq!(engine.app.site.store.head().await.expect("read").head.seq, rows, "nothing was written");
    let (_, person, reservation) = engine.only().await;
    assert_eq!([person.get(guest::SURNAME), person.get(guest::EMAIL)].map(Option::unwrap), ["Huber", "Lena@example.com"]);
    assert_eq!(reservation.value("total"), Some(&Value::Int(61_200)));
    assert_eq!(reservation.get(stay::CONFIRMATION_NUMBER).as_deref(), Some("BE-1042"));
    assert!(person.get(guest::NUMBER).is_some(), "the hotel's own number");
}

#[tokio::test]
async fn two_deliveries_at_the_same_moment_make_one_reservation() {
    let engine = Engine::new().await;
    let body = told();
    let (one, other) = tokio::join!(engine.tell(&body), engine.tell(&body));
    let mut done = [status(&one), status(&other)];
    done.sort();
    assert_eq!(done, [(200, "unchanged".to_owned()), (201, "made".to_owned())]);
    engine.only().await;
}

#[tokio::test]
async fn a_later_word_changes_what_it_says_and_nothing_else() {
    let engine = Engine::new().await;
    engine.tell(&told()).await;
    let change = json!({ "number": "BE-1042", "stay": { "departure": "2027-01-15" } });
    assert_eq!(status(&engine.tell(&change).await), (200, "changed".to_owned()));
    let cancel = json!({ "number": "BE-1042", "stay": { "status": "cancelled", "cancelled_on": "2026-12-01" } });
    assert_eq!(status(&engine.tell(&cancel).await), (200, "changed".to_owned()));
    let (_, person, reservation) = engine.only().await;
    assert_eq!(person.get(guest::SURNAME).as_deref(), Some("Huber"));
    let text = |name: &str| reservation.value(name).map(|value| format!("{value:?}")).unwrap_or_default();
    assert!(text("status").contains("cancelled") && text("departure").contains("2027-01-15") && text("arrival").contains("2027-01-10"));
}

#[tokio::test]
async fn what_staff_corrected_stays_as_they_left_it() {
    let engine = Engine::new().await;
    engine.tell(&told()).await;
    let (root, before, _) = engine.only().await;
    let fields = [("surname".to_owned(), SetField("Hüber".into(), before.seen("surname")))].into();
    engine.app.house_writes(vec![vec![Draft::of(root, Kind::Set { fields })]]).await;
    assert_eq!(status(&engine.tell(&told()).await), (200, "unchanged".to_owned()));
    assert_eq!(engine.only().await.1.get(guest::SURNAME).as_deref(), Some("Hüber"));
}

#[tokio::test]
async fn a_guest_with_a_number_is_the_same_guest_in_every_reservation() {
    let engine = Engine::new().await;
    for number in ["1", "2"] {
        let mut told = told();
        told["number"] = json!(number);
        told["guest_number"] = json!("P-7");
        assert_eq!(status(&engine.tell(&told).await).0, 201);
    }
    let roots = engine.roots().await;
    let [state] = roots.values().filter(|state| state.records.values().any(|record| record.entity == "guest")).collect::<Vec<_>>()[..]
    else {
        panic!("one guest")
    };
    assert_eq!(state.records.len(), 3, "the guest and two stays");
}

#[tokio::test]
async fn a_reservation_nobody_could_use_is_refused_with_the_reason() {
    let engine = Engine::new().await;
    let with = |change: fn(&mut Json)| {
        let mut told = told();
        change(&mut told);
        told
    };
    for (told, problem) in [
        (with(|told| told["number"] = json!(" ")), (422, "problem-reservation-number")),
        (with(|told| told["number"] = json!("9".repeat(101))), (422, "problem-reservation-number")),
        (with(|told| told["stay"]["departure"] = json!("2027-01-10")), (422, "problem-reservation-days")),
        (with(|told| told["stay"]["arrival"] = json!("soon")), (422, "problem-reservation-days")),
        (with(|told| told["guest"] = json!({ "country": "AT" })), (422, "problem-reservation-nobody")),
        (json!({ "number": "X", "stay": { "status": "cancelled" } }), (422, "problem-reservation-unknown")),
        (with(|told| told["guest"]["tags"] = json!("vip")), (400, "problem-reservation-field")),
        (with(|told| told["stay"]["guest"] = json!("x")), (400, "problem-reservation-field")),
        (with(|told| told["more"] = json!(1)), (400, "problem-unreadable-request")),
        (with(|told| told["stay"]["total"] = json!(612.1)), (400, "problem-unreadable-request")),
    ] {
        let answer = engine.tell(&told).await;
        assert_eq!(answer.problem(), (problem.0, problem.1.to_owned()), "{told}");
    }
    assert!(engine.roots().await.values().all(|state| state.records.values().all(|record| record.entity != "guest")));
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_left_out_and_said() {
    let engine = Engine::new().await;
    let mut told = told();
    told["stay"]["adults"] = json!("two");
    let answer: Json = engine.tell(&told).await.json();
    assert_eq!(answer["flaws"], json!([{ "field": "adults", "code": "number-unreadable" }]));
    assert_eq!(engine.only().await.2.value("adults"), None);
}

#[tokio::test]
async fn only_a_connected_system_is_heard_and_only_what_it_signed() {
    let engine = Engine::new().await;
    let body = serde_json::to_vec(&told()).expect("plain data");
    let now = engine.app.now() / 1000;
    let other = serde_json::to_vec(&json!({ "number": "BE-1" })).expect("plain data");
    for signature in [
        String::new(),
        "t=1,v1=zz".to_owned(),
        secret::sign("another secret", now, &body),
        secret::sign(&engine.secret, now, &other),
        secret::sign(&engine.secret, now - secret::APART - 1, &body),
        secret::sign(&engine.secret, now + secret::APART + 1, &body),
    ] {
        assert_eq!(engine.send(&signature, body.clone()).await.problem(), (401, "problem-peer-unknown".to_owned()), "{signature}");
    }
    let good = secret::sign(&engine.secret, now, &body);
    assert_eq!(engine.send(&good, body.clone()).await.status, StatusCode::CREATED);
    let store = &engine.app.site.store;
    secret::connect(store, &engine.app.site.keys, "engine", engine.app.now() + 1).await.expect("connected anew");
    assert_eq!(engine.send(&good, body.clone()).await.status, StatusCode::UNAUTHORIZED, "the secret before is void");
    assert!(secret::end(store, "engine").await.expect("ended"));
    assert_eq!(engine.send(&good, body).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_system_that_tells_too_much_is_asked_to_wait() {
    let engine = Engine::new().await;
    let nothing = json!({ "number": "" });
    for _ in 0..Limit::API.count {
        assert_eq!(engine.tell(&nothing).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = engine.tell(&nothing).await;
    assert_eq!((answer.status, answer.header("retry-after").is_some()), (StatusCode::TOO_MANY_REQUESTS, true));
}

#[tokio::test]
async fn a_body_larger_than_a_reservation_is_refused() {
    let engine = Engine::new().await;
    let told = json!({ "number": "1", "stay": { "notes": "x".repeat(70_000) } });
    assert_eq!(engine.tell(&told).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

fn fixture(name: &str) -> String {
    fs::read_to_string(checkout().join("tests/fixtures/opentravel").join(name)).expect("a fixture")
}

#[tokio::test]
async fn a_message_brings_a_reservation_with_all_its_rooms_and_a_second_one_cancels_it() {
    let house = House::new().await;
    let [told] = opentravel::read(&fixture("notif.xml")).expect("read").try_into().expect("one");
    let taken = peer::take(&house.store, "channel", &told, 0).await.expect("taken").expect("taken");
    assert_eq!((taken.done, taken.flaws), (Done::Made, vec![]));
    let (_, person, reservation) = only(&house.roots().await);
    let mut values = BTreeMap::new();
    for (name, register) in person.registers.iter().chain(&reservation.registers) {
        let value = register.shown().map(|shown| serde_json::to_value(&shown.value).expect("plain data"));
        values.insert(name.clone(), value);
    }
    insta::assert_json_snapshot!(values, { ".guest" => "[the guest]" });

    let [gone, unknown] = opentravel::read(&fixture("cancel.xml")).expect("read").try_into().expect("two");
    assert_eq!(peer::take(&house.store, "channel", &gone, 0).await.expect("taken").expect("taken").done, Done::Changed);
    assert_eq!(peer::take(&house.store, "channel", &unknown, 0).await.expect("asked"), Err(Refusal::Unknown));
    let (_, _, reservation) = only(&house.roots().await);
    assert_eq!(reservation.value("status"), Some(&Value::from("cancelled")));
    assert_eq!(reservation.value("total"), Some(&Value::Int(51_300)), "the rest stays");
}

#[test]
fn no_card_number_is_ever_read() {
    let told = format!("{:?}", opentravel::read(&fixture("notif.xml")).expect("read"));
    assert!(told.contains("Montserrat") && !told.contains("4111"));
}

#[test]
fn what_is_no_reservation_is_refused_with_what_it_is() {
    let error = |xml: &str| opentravel::read(xml).expect_err("refused").to_string();
    assert!(error("<OTA_HotelRatePlanNotifRQ/>").contains("OTA_HotelRatePlanNotifRQ"));
    assert!(
        error("<OTA_ResRetrieveRS><Errors><Error Code=\"392\"> Invalid hotel </Error></Errors></OTA_ResRetrieveRS>")
            .contains("Invalid hotel")
    );
    assert!(error("<OTA_ResRetrieveRS>").contains("no XML"));
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><OTA_ResRetrieveRS>&b;</OTA_ResRetrieveRS>";
    assert!(error(bomb).contains("no XML"));
}

#[tokio::test]
async fn every_message_of_the_alpinebits_collection_is_read_or_refused_with_the_reason() {
    let directory = checkout().join("../shared/data/badinput/ota-alpinebits/v2020_10");
    let Ok(files) = fs::read_dir(directory) else { return };
    let house = House::new().await;
    let mut outcomes = BTreeMap::new();
    for file in files {
        let path = file.expect("listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let outcome = match opentravel::read(&fs::read_to_string(&path).expect("text")) {
            Ok(all) => {
                let mut done = Vec::new();
                for told in all {
                    done.push(match peer::take(&house.store, "alpinebits", &told, 0).await.expect("asked") {
                        Ok(taken) => format!("{:?} {:?}", taken.done, taken.flaws),
                        Err(refusal) => refusal.to_string(),
                    });
                }
                format!("{done:?}")
            }
            Err(error) => error.to_string(),
        };
        outcomes.insert(name, outcome);
    }
    insta::assert_json_snapshot!(outcomes);
}
