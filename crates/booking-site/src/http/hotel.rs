//! `/api/hotel`: what the hotel sells on its site, its logo, and where the site is; read by whoever is signed in and changed by those who may
//! change the hotel itself.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use innkeeper_domain::Date;
use innkeeper_domain::offer::{Fault, HeldNight, Offer, Part, Unsound};
use innkeeper_texts::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::address::Query;
use super::body::{Read, ReadOffer};
use super::person::{HotelEditor, Person};
use super::problem::Problem;
use crate::hotel::logo::{self, LOGO_BYTES};
use crate::store::hotel::{self, Night};
use crate::store::picture;

/// Most nights held at once.
const MOST_NIGHTS: usize = 1_000;
/// Most nights listed at once: three years of a dozen types of room.
const MOST_LISTED: usize = 20_000;

/// `GET /api/hotel`: rooms, plans, seasons and policies, with their version.
#[utoipa::path(
    get,
    path = "/api/hotel",
    operation_id = "readOffer",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 200, body = ref("#/components/schemas/Offer"))),
)]
pub(super) async fn offer(State(app): State<App>, _: Person) -> Result<Json<Offer>, Problem> {
    versioned(app.store.offer().await?)
}

/// `PUT /api/hotel`: this instead; 200 with the new version. What is booked stays booked. 412 where it was made of another version than what is
/// sold now; without a version it is not asked.
#[utoipa::path(
    put,
    path = "/api/hotel",
    operation_id = "replaceOffer",
    tag = "hotel",
    security(("session" = [])),
    request_body(content = ref("#/components/schemas/Offer")),
    responses((status = 200, description = "It is sold now; with its new version", body = ref("#/components/schemas/Offer")), (status = 412, description = "Somebody else has changed it since"), (status = 422, description = "It cannot be sold like this; `detail` says why")),
)]
pub(super) async fn replace(
    State(app): State<App>,
    HotelEditor(me): HotelEditor,
    ReadOffer(offer): ReadOffer<Offer>,
) -> Result<Json<Offer>, Problem> {
    offer.check()?;
    if !app.store.replace_offer(&offer).await? {
        return Err(Problem::new(StatusCode::PRECONDITION_FAILED, Key::ProblemHotelChanged));
    }
    tracing::info!(user = %me.staff.id, "changed what the hotel sells");
    versioned(offer)
}

fn versioned(offer: Offer) -> Result<Json<Offer>, Problem> {
    let version = hotel::version(&offer)?;
    Ok(Json(Offer { version, ..offer }))
}

/// Where the public site is, and whether its mails go out.
#[derive(Serialize, ToSchema)]
pub(super) struct SiteState {
    /// Its address without a slash at the end; none where the server serves no site.
    url: Option<String>,
    /// A mail server is named.
    mails: bool,
    /// Who mails are from where the hotel says nothing else.
    sender: Option<String>,
    /// What tells the logo from another; none where there is none.
    logo: Option<String>,
}

/// `GET /api/hotel/site`: where the public site is.
#[utoipa::path(
    get,
    path = "/api/hotel/site",
    operation_id = "readSite",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 200, body = SiteState)),
)]
pub(super) async fn site(State(app): State<App>, _: Person) -> Result<Json<SiteState>, Problem> {
    let public = app.public.get();
    let sender = public.and_then(|public| public.sender.clone());
    let logo = picture::emblem(&mut app.store.read().await?).await?.map(|logo| logo.hash);
    Ok(Json(SiteState { url: public.map(|public| public.url.clone()), mails: sender.is_some(), sender, logo }))
}

/// From a day on, to before another.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Span {
    #[param(value_type = String, format = Date)]
    from: Date,
    #[param(value_type = String, format = Date)]
    to: Date,
}

/// `GET /api/hotel/held?from=…&to=…`: nights on which rooms are held or taken.
#[utoipa::path(
    get,
    path = "/api/hotel/held",
    operation_id = "listNights",
    tag = "hotel",
    security(("session" = [])),
    params(Span),
    responses((status = 200, body = ref("#/components/schemas/HeldNights"))),
)]
pub(super) async fn held(State(app): State<App>, _: Person, Query(span): Query<Span>) -> Result<Json<Vec<HeldNight>>, Problem> {
    let nights = hotel::nights(&mut app.store.read().await?, span.from, span.to).await?;
    Ok(Json(nights.into_iter().take(MOST_LISTED).map(told).collect()))
}

fn told(Night { room, day, taken, held }: Night) -> HeldNight {
    HeldNight { room, day, held, taken }
}

/// `PUT /api/hotel/held`: so many rooms are held on these nights; 204.
#[utoipa::path(
    put,
    path = "/api/hotel/held",
    operation_id = "holdNights",
    tag = "hotel",
    security(("session" = [])),
    request_body(content = ref("#/components/schemas/HeldNights")),
    responses((status = 204), (status = 422)),
)]
pub(super) async fn hold(
    State(app): State<App>,
    HotelEditor(me): HotelEditor,
    Read(nights): Read<Vec<HeldNight>>,
) -> Result<StatusCode, Problem> {
    if nights.len() > MOST_NIGHTS {
        return Err(Problem::too_large());
    }
    let offer = app.store.offer().await?;
    for night in &nights {
        let wrong = |field, fault| Unsound { part: Part::Room(night.room.clone()), field, fault };
        let room = offer.room(&night.room).ok_or_else(|| wrong("room", Fault::Unknown))?;
        if night.held > room.rooms {
            return Err(wrong("held", Fault::Range).into());
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

/// `GET /api/hotel/logo`: the picture; 404 where there is none.
#[utoipa::path(
    get,
    path = "/api/hotel/logo",
    operation_id = "readLogo",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 200, content((String = "image/png"), (String = "image/jpeg"), (String = "image/webp"))), (status = 404)),
)]
pub(super) async fn logo(State(app): State<App>, _: Person) -> Result<impl IntoResponse, Problem> {
    let logo = app.store.logo().await?.ok_or(Problem::not_found())?;
    Ok(([(header::CONTENT_TYPE, logo.kind)], logo.bytes))
}

/// `PUT /api/hotel/logo`: the file itself is the body; 204. Its kind is read from its bytes.
#[utoipa::path(
    put,
    path = "/api/hotel/logo",
    operation_id = "replaceLogo",
    tag = "hotel",
    security(("session" = [])),
    request_body(content((String = "image/png"), (String = "image/jpeg"), (String = "image/webp"))),
    responses((status = 204), (status = 422, description = "It is no PNG, JPEG or WebP picture, or has too many pixels")),
)]
pub(super) async fn set_logo(State(app): State<App>, HotelEditor(me): HotelEditor, file: Request) -> Result<StatusCode, Problem> {
    let bytes = axum::body::to_bytes(file.into_body(), LOGO_BYTES).await.map_err(|_| Problem::too_large())?;
    let logo = logo::read(bytes.into()).map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemHotelLogo))?;
    app.store.set_logo(&logo).await?;
    tracing::info!(user = %me.staff.id, "changed the logo");
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/hotel/logo`: 204, also where there was none.
#[utoipa::path(
    delete,
    path = "/api/hotel/logo",
    operation_id = "removeLogo",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 204)),
)]
pub(super) async fn remove_logo(State(app): State<App>, HotelEditor(me): HotelEditor) -> Result<StatusCode, Problem> {
    app.store.remove_logo().await?;
    tracing::info!(user = %me.staff.id, "removed the logo");
    Ok(StatusCode::NO_CONTENT)
}
