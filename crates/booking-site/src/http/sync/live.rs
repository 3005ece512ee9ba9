//! Pokes: the log has grown, the device was revoked. Data always comes by pull.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::Stream;
use innkeeper_sync::id::{DeviceId, Seq};
use innkeeper_sync::wire::Poke;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::Instant;

use super::super::problem::Problem;
use super::super::{App, Pulse};
use super::dev_of;
use crate::http::address::Query;
use crate::http::person::Person;

/// Pokes of one stream are this far apart.
const APART: Duration = Duration::from_secs(1);

/// Query of the stream: the browser's event source sets no headers, and a number is no secret.
#[derive(Deserialize)]
pub(in crate::http) struct LiveQuery {
    #[serde(default)]
    dev: String,
}

/// `GET /sync/v1/live?dev=<number>`: server-sent events, each a [`Poke`] as JSON.
#[utoipa::path(
    get,
    path = "/sync/v1/live",
    operation_id = "listen",
    tag = "sync",
    security(("session" = [])),
    params(("dev" = Option<String>, Query, description = "Number of the device, in hex digits")),
    responses((status = 200, description = "Server-sent events, each a `Poke`", body = ref("#/components/schemas/Poke"), content_type = "text/event-stream")),
)]
pub(in crate::http) async fn live(
    State(app): State<App>,
    _: Person,
    Query(query): Query<LiveQuery>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let head = app.store.head().await?.head.seq;
    app.store.announce(head);
    let listener = Listener {
        pulse: app.pulse.subscribe(),
        heads: app.store.head_moves(),
        dev: dev_of(&query.dev),
        told: None,
        not_before: Instant::now(),
    };
    let keep = KeepAlive::new().interval(Duration::from_secs(20));
    Ok(Sse::new(futures::stream::unfold(listener, Listener::next)).keep_alive(keep))
}

struct Listener {
    pulse: watch::Receiver<Pulse>,
    heads: watch::Receiver<Seq>,
    dev: Option<DeviceId>,
    told: Option<Poke>,
    not_before: Instant,
}

impl Listener {
    /// The next poke that says something new; the stream ends after a wipe and when the server stops.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if self.told == Some(Poke::Wipe) || self.pulse.borrow().stopping {
                return None;
            }
            let revoked = self.dev.is_some_and(|dev| self.pulse.borrow_and_update().revoked.contains(&dev));
            let poke = if revoked { Poke::Wipe } else { Poke::Head(*self.heads.borrow_and_update()) };
            let news = self.told != Some(poke);
            // What comes in between is in the next poke: a device pulls once for it all.
            if news && (revoked || Instant::now() >= self.not_before) {
                self.told = Some(poke);
                self.not_before = Instant::now() + APART;
                let event = Event::default().json_data(poke).expect("a poke is plain JSON");
                return Some((Ok(event), self));
            }
            tokio::select! {
                () = tokio::time::sleep_until(self.not_before), if news => {}
                changed = self.heads.changed() => changed.ok()?,
                changed = self.pulse.changed() => changed.ok()?,
            }
        }
    }
}
