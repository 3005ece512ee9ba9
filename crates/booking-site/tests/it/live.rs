//! Pokes.

use axum::body::BodyDataStream;
use axum::http::Method;
use futures::StreamExt;
use innkeeper_booking_site::http;
use innkeeper_domain::access::Role;
use innkeeper_sync::wire::Poke;
use std::sync::Arc;

use crate::app::{Tablet, TestApp, drafts};

/// A stream of pokes.
pub struct Ear(BodyDataStream);

impl Ear {
    pub async fn of(tablet: &Tablet<'_>) -> Self {
        let path = format!("/sync/v1/live?dev={}", tablet.enrolled.dev);
        let response = tablet.open(Method::GET, &path, None, Vec::new()).await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response.into_body().into_data_stream())
    }

    /// The next poke; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Poke> {
        loop {
            let bytes = self.0.next().await?.expect("an open stream");
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            if let Some(json) = text.trim().strip_prefix("data:") {
                return Some(serde_json::from_str(json).expect("a poke"));
            }
        }
    }
}

async fn head(app: &TestApp) -> u64 {
    app.site.store.head().await.expect("head").head.seq
}

#[tokio::test]
async fn a_poke_comes_at_once_and_when_the_log_grows() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut ear = Ear::of(&tablet).await;
    assert_eq!(ear.next().await, Some(Poke::Head(head(&app).await)));
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    assert_eq!(ear.next().await, Some(Poke::Head(head(&app).await)));
}

#[tokio::test]
async fn many_changes_are_one_poke() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut ear = Ear::of(&tablet).await;
    ear.next().await;
    for n in 0..20 {
        app.house_writes(vec![vec![drafts::guest(drafts::root(), &n.to_string())]]).await;
    }
    assert_eq!(ear.next().await, Some(Poke::Head(head(&app).await)));
}

#[tokio::test]
async fn what_another_process_wrote_is_noticed() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut ear = Ear::of(&tablet).await;
    ear.next().await;
    let watching = tokio::spawn(http::watch(Arc::clone(&app.site)));
    let other = app.opened_again().await;
    let writer = innkeeper_booking_site::writer::Writer::new(other);
    let appended = writer.append_groups(vec![vec![drafts::guest(drafts::root(), "Li")]], "test").await.expect("appended");
    assert_eq!(ear.next().await, Some(Poke::Head(appended.head)));
    app.site.pulse.send_modify(|pulse| pulse.stopping = true);
    watching.await.expect("it stops");
}

#[tokio::test]
async fn a_revoked_device_is_told_to_wipe_and_the_stream_ends() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let other = app.tablet("bela", Role::Service).await;
    let (mut ear, mut others) = (Ear::of(&tablet).await, Ear::of(&other).await);
    assert!(matches!((ear.next().await, others.next().await), (Some(Poke::Head(_)), Some(Poke::Head(_)))));
    app.site.store.revoke_device(tablet.enrolled.dev, app.now()).await.expect("revoked");
    let watching = tokio::spawn(http::watch(Arc::clone(&app.site)));
    assert_eq!(ear.next().await, Some(Poke::Wipe));
    assert_eq!(ear.next().await, None);
    assert_eq!(others.next().await, Some(Poke::Head(head(&app).await)), "the others only hear that the log grew");
    watching.abort();
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut ear = Ear::of(&tablet).await;
    ear.next().await;
    app.site.pulse.send_modify(|pulse| pulse.stopping = true);
    assert_eq!(ear.next().await, None);
}

#[tokio::test]
async fn strangers_hear_nothing() {
    let app = TestApp::new().await;
    assert_eq!(app.stranger().get("/sync/v1/live").await.problem(), (401, "problem-sign-in".to_owned()));
}
