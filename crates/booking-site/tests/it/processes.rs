//! Several processes on one PostgreSQL database.

use std::sync::Arc;

use axum::http::StatusCode;
use innkeeper_booking_site::demo::fill::{Guests, fill};
use innkeeper_booking_site::http;
use innkeeper_booking_site::keys::Keys;
use innkeeper_booking_site::store::Store;
use innkeeper_booking_site::verify::verify;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_sync::wire::Poke;

use crate::app::{Held, Tablet, TestApp, drafts};
use crate::backup::Scratch;
use crate::hotel::Hotel;
use crate::import::small;
use crate::live::Ear;
use crate::postgres::{CARELESS, Server};

/// Two processes that started at once on an empty database.
async fn two(server: &Server) -> (TestApp, TestApp) {
    let first = TestApp::on(Some(server.database("shared"))).await;
    let second = first.beside().await;
    (first, second)
}

#[tokio::test]
async fn what_is_sent_to_one_is_fetched_from_the_other_and_it_pokes() {
    let server = Server::start(&CARELESS);
    let (first, second) = two(&server).await;
    let tablet = first.tablet("anna", Role::Service).await;
    let mut anna = Held::new(&tablet);
    anna.syncs(&tablet).await;
    let elsewhere = anna.at(&second, "anna").await;
    let mut ear = Ear::of(&elsewhere).await;
    ear.next().await;
    let watching = tokio::spawn(http::watch(Arc::clone(&second.site)));
    anna.saves(vec![drafts::guest(drafts::root(), "Li")], first.now());
    assert_eq!(anna.syncs(&tablet).await, 0);
    let head = first.site.store.head().await.expect("head").head.seq;
    assert_eq!(ear.next().await, Some(Poke::Head(head)), "the other process heard of it");
    anna.saves(vec![drafts::guest(drafts::root(), "Wang")], first.now());
    assert_eq!(anna.syncs(&elsewhere).await, 0, "numbers go on at the other");
    assert_eq!(second.site.store.device(tablet.enrolled.dev).await.expect("read").map(|row| row.last_n), Some(2));
    second.site.pulse.send_modify(|pulse| pulse.stopping = true);
    watching.await.expect("it stops");
}

#[tokio::test]
async fn processes_that_start_at_once_on_an_empty_database_make_it_once() {
    let server = Server::start(&CARELESS);
    let database = server.database("empty");
    let key = Scratch::new();
    std::fs::create_dir(&key.0).expect("a new directory");
    Keys::open(&key.0).expect("made");
    let all = futures::future::join_all((0..4).map(|_| TestApp::with_key(Some(database.clone()), &key.0))).await;
    for app in &all {
        app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    }
    let report = verify(&all[0].site.store).await.expect("readable");
    assert!(report.clean && report.records["guest"] == 4, "{report}");
}

#[tokio::test]
async fn a_process_with_another_secret_is_turned_away_before_it_writes() {
    let server = Server::start(&CARELESS);
    let database = server.database("guarded");
    let first = TestApp::on(Some(database.clone())).await;
    let elsewhere = Scratch::new();
    let Err(refused) = Store::open(&elsewhere.0, Some(&database)).await else { panic!("it was let in") };
    assert!(refused.to_string().contains("server.key"), "{refused}");
    first.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    assert!(verify(&first.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn of_visitors_at_both_who_want_the_last_rooms_no_more_get_one_than_there_are() {
    let server = Server::start(&CARELESS);
    let hotels = Hotel::two_on(TestApp::on(Some(server.database("rooms"))).await).await;
    let offer = hotels[0].app.site.store.offer().await.expect("read");
    let room = offer.rooms.iter().min_by_key(|room| room.rooms).expect("rooms are sold");
    let (code, rooms) = (room.code.clone(), usize::try_from(room.rooms).expect("a few"));
    let mut visitors = Vec::new();
    for (n, hotel) in (0..u8::try_from(rooms + 3).expect("a few")).zip(hotels.iter().cycle()) {
        let visitor = hotel.visitor().from([203, 0, 113, n]);
        let mut typed = visitor.fills_in(&code).await;
        typed.set("email", &format!("anna{n}@example.com"));
        visitors.push((visitor, typed));
    }
    let all = visitors.iter().map(|(visitor, typed)| visitor.post("/en/book", typed));
    let answers = futures::future::join_all(all).await;
    let booked = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(booked, rooms);
    let report = verify(&hotels[1].app.site.store).await.expect("readable");
    assert!(report.clean && report.records["stay"] == rooms as u64, "{report}");
}

#[tokio::test]
async fn a_new_generation_that_one_begins_is_poked_by_the_other() {
    let server = Server::start(&CARELESS);
    let (first, second) = two(&server).await;
    let today = "2026-11-24".parse().expect("a day");
    fill(&first.site.store, today, Guests::Export(Box::new(small())), None).await.expect("an empty database");
    first.hire("boss", Role::ItAdmin).await;
    let roles = [Role::Service, Role::Director].into_iter().collect::<Roles>();
    let tablet = Tablet::enrol(first.person("anna", roles).await).await;
    let mut anna = Held::new(&tablet);
    anna.syncs(&tablet).await;
    let elsewhere = anna.at(&second, "anna").await;
    let mut ear = Ear::of(&elsewhere).await;
    let Some(Poke::Head(before)) = ear.next().await else { panic!("an open stream") };
    let watching = tokio::spawn(http::watch(Arc::clone(&second.site)));
    // It has looked once when it hears of something: only a change after that is one.
    first.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    assert!(matches!(ear.next().await, Some(Poke::Head(head)) if head > before));
    assert_eq!(tablet.post("/api/demo/remove", &()).await.status, StatusCode::NO_CONTENT);
    let after = first.site.store.head().await.expect("head").head.seq;
    assert!(after < before, "the new log is shorter");
    assert_eq!(ear.next().await, Some(Poke::Head(after)));
    assert_eq!(anna.syncs(&elsewhere).await, 1, "one snapshot, from the other process");
    second.site.pulse.send_modify(|pulse| pulse.stopping = true);
    watching.await.expect("it stops");
}
