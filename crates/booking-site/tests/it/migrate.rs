//! From SQLite to PostgreSQL and back.

use innkeeper_booking_site::verify::verify;
use innkeeper_domain::access::Role;

use crate::app::{Held, TestApp, drafts};
use crate::postgres::{CARELESS, Server};

#[tokio::test]
async fn a_hotel_moves_to_postgresql_and_back_and_its_tablets_go_on() {
    let server = Server::start(&CARELESS);
    let mut app = TestApp::on(None).await;
    let mut anna = {
        let tablet = app.tablet("anna", Role::Service).await;
        let mut anna = Held::new(&tablet);
        anna.saves(vec![drafts::guest(drafts::root(), "Before"), drafts::note(drafts::root(), "\u{0} and 欧阳")], app.now());
        anna.syncs(&tablet).await;
        anna
    };
    let user = app.site.store.staff().await.expect("read")[0].id;
    for to in [Some(server.database("moved")), None] {
        let (before, sessions) = (app.site.store.head().await.expect("head"), app.site.store.sessions_of(user).await.expect("read"));
        let report = verify(&app.site.store).await.expect("readable");
        app = app.moves(to).await;
        let after = app.site.store.head().await.expect("head");
        assert_eq!((after.head, after.durable), (before.head, before.durable));
        assert_eq!(verify(&app.site.store).await.expect("readable"), report);
        assert_eq!(app.site.store.sessions_of(user).await.expect("read"), sessions, "nobody is signed out");
        anna.saves(vec![drafts::guest(drafts::root(), "After")], app.now());
        let tablet = anna.at(&app, "anna").await;
        assert_eq!(anna.syncs(&tablet).await, 0, "no snapshot");
    }
}

#[tokio::test]
async fn what_is_not_empty_is_not_moved_into() {
    let server = Server::start(&CARELESS);
    let database = server.database("taken");
    let taken = TestApp::on(Some(database.clone())).await;
    taken.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    let app = TestApp::on(None).await;
    app.site.store.clone().close().await;
    let work = innkeeper_booking_site::backup::migrate::Move { data: app.dir.clone(), from: None, to: Some(database), keys: None };
    let refused = work.run(app.now()).await.expect_err("it is not empty").to_string();
    assert!(refused.contains("not empty"), "{refused}");
    assert!(app.dir.join("innkeeper.db").exists(), "it is where it was");
}
