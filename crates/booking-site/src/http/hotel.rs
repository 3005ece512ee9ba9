//! `/api/hotel`: what the hotel sells on its site, read by whoever is signed in and replaced by those who may change the hotel itself.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use innkeeper_domain::{Date, Entity, access};
use serde::{Deserialize, Serialize};

use super::App;
use super::body::{Read, ReadOffer};
use super::person::Person;
use super::problem::Problem;
use crate::hotel::offer::{Offer, Unsound};
use crate::session::SignedIn;
use crate::store::hotel::{self, Night};

/// Most nights held or listed at once.
const MOST_NIGHTS: usize = 1_000;

fn may_change(signed_in: &SignedIn) -> Result<(), Problem> {
    if access::may_write(signed_in.staff.roles, Entity::Property) { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// `GET /api/hotel`: rooms, plans, seasons and policies.
pub(super) async fn offer(State(app): State<App>, _: Person) -> Result<Json<Offer>, Problem> {
    Ok(Json(app.store.offer().await?))
}

/// `PUT /api/hotel`: this instead; 204. What is booked stays booked.
pub(super) async fn replace(State(app): State<App>, Person(me): Person, ReadOffer(offer): ReadOffer<Offer>) -> Result<StatusCode, Problem> {
    may_change(&me)?;
    offer.check()?;
    app.store.replace_offer(&offer).await?;
    tracing::info!(user = %me.staff.id, "changed what the hotel sells");
    Ok(StatusCode::NO_CONTENT)
}

/// Rooms of a type on a night.
#[derive(Serialize, Deserialize)]
pub(super) struct HeldNight {
    room: String,
    day: Date,
    /// Not for sale on the site: sold elsewhere, or out of order.
    held: u32,
    /// Booked on the site; not read from a request.
    #[serde(default)]
    taken: u32,
}

impl From<Night> for HeldNight {
    fn from(Night { room, day, taken, held }: Night) -> Self {
        Self { room, day, held, taken }
    }
}

/// From a day on, to before another.
#[derive(Deserialize)]
pub(super) struct Span {
    from: Date,
    to: Date,
}

/// `GET /api/hotel/held?from=…&to=…`: nights on which rooms are held or taken.
pub(super) async fn held(State(app): State<App>, _: Person, Query(span): Query<Span>) -> Result<Json<Vec<HeldNight>>, Problem> {
    let nights = hotel::nights(&mut app.store.read().await?, span.from, span.to).await?;
    Ok(Json(nights.into_iter().take(MOST_NIGHTS).map(HeldNight::from).collect()))
}

/// `PUT /api/hotel/held`: so many rooms are held on these nights; 204.
pub(super) async fn hold(State(app): State<App>, Person(me): Person, Read(nights): Read<Vec<HeldNight>>) -> Result<StatusCode, Problem> {
    may_change(&me)?;
    if nights.len() > MOST_NIGHTS {
        return Err(Problem::too_large());
    }
    let offer = app.store.offer().await?;
    for night in &nights {
        let room = offer.room(&night.room).ok_or_else(|| Unsound::Code(night.room.clone()))?;
        if night.held > room.rooms {
            return Err(Unsound::Range("held").into());
        }
    }
    let attempt = || async {
        let mut tx = app.store.write().await?;
        for night in &nights {
            hotel::hold_night(&mut tx, &night.room, night.day, night.held).await?;
        }
        tx.commit().await
    };
    app.store.retrying(attempt).await?;
    tracing::info!(user = %me.staff.id, nights = nights.len(), "held rooms back");
    Ok(StatusCode::NO_CONTENT)
}
