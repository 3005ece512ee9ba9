//! Several processes on one PostgreSQL database.

use std::sync::Arc;

use innkeeper_booking_site::http;
use innkeeper_domain::access::Role;
use innkeeper_sync::wire::Poke;

use crate::app::{Held, TestApp, drafts};
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
    let all = futures::future::join_all((0..4).map(|_| TestApp::on(Some(database.clone())))).await;
    for app in &all {
        app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    }
    let report = innkeeper_booking_site::verify::verify(&all[0].site.store).await.expect("readable");
    assert!(report.clean && report.records["guest"] == 4, "{report}");
}
