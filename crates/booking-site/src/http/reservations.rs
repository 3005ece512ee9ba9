//! `POST /api/v1/reservations`: another system tells a reservation. It signs what it says instead of signing in ([`crate::peer::secret`]).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::{Entity, FieldKind, Key, field, guest, stay};
use innkeeper_texts::Key as Text;
use serde::Deserialize;
use utoipa::ToSchema;

use super::App;
use super::body::{Whole, json};
use super::problem::Problem;
use crate::limits::{Key as Counted, Limit};
use crate::peer::{self, Done, Reservation, Taken, Word, secret};

/// Where it is told.
pub(super) const PATH: &str = "/api/v1/reservations";
/// Names the system.
const PEER: &str = "innkeeper-peer";
/// Proves it.
const SIGNATURE: &str = "innkeeper-signature";

/// What a system may say of a guest.
pub const GUEST: [Key<String>; 15] = [
    guest::NAME_PREFIX,
    guest::GIVEN_NAME,
    guest::MIDDLE_NAME,
    guest::SURNAME,
    guest::SURNAME2,
    guest::NATIVE_NAME,
    guest::EMAIL,
    guest::PHONE,
    guest::LANGUAGE,
    guest::ADDRESS_LINE1,
    guest::ADDRESS_LINE2,
    guest::CITY,
    guest::POSTAL_CODE,
    guest::COUNTRY,
    guest::COMPANY_NAME,
];

/// What it may not say of a stay: the server makes these itself.
const OURS: [&str; 2] = [stay::GUEST.name(), stay::EXTERNAL_REF.name()];

/// The body.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The reservation's number there.
    number: String,
    /// The guest's number there: with every word about the reservation, or with none.
    #[serde(default)]
    guest_number: String,
    /// Fields of the guest by name.
    #[serde(default)]
    guest: BTreeMap<String, Said>,
    /// Fields of the stay by name.
    #[serde(default)]
    stay: BTreeMap<String, Said>,
}

/// A value: text, amounts too (`"299.00"`), or a whole number.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum Said {
    Text(String),
    Whole(i64),
}

/// `POST /api/v1/reservations`: another system tells a reservation, for the first time or anew.
#[utoipa::path(
    post,
    path = PATH,
    operation_id = "tellReservation",
    tag = "reservations",
    security(("peer" = [], "signature" = [])),
    request_body = Told,
    responses((status = 200, description = "It was here", body = Taken), (status = 201, description = "It is new", body = Taken), (status = 401, description = "Not signed by a connected system, or its clock is wrong"), (status = 422)),
)]
pub(super) async fn tell(State(app): State<App>, headers: HeaderMap, Whole(body): Whole) -> Result<Response, Problem> {
    let now = app.clock.now();
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let system = header(PEER);
    if !secret::signed(&app.store, &app.keys, system, header(SIGNATURE), &body, now).await? {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, Text::ProblemPeerUnknown));
    }
    app.limits.take(Counted::Peer(system.to_owned()), Limit::API, now)?;
    let told: Told = json(&body)?;
    match peer::take(&app.store, system, &told.reservation()?, now).await? {
        Ok(taken) => {
            let status = if taken.done == Done::Made { StatusCode::CREATED } else { StatusCode::OK };
            Ok((status, Json(taken)).into_response())
        }
        Err(refusal) => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.key())),
    }
}

impl Told {
    fn reservation(self) -> Result<Reservation, Problem> {
        let Self { number, guest_number, guest, stay } = self;
        let guest = words(Entity::Guest, guest, |name| name == guest::BIRTH_DATE.name() || GUEST.iter().any(|key| key.name() == name))?;
        let stay = words(Entity::Stay, stay, |name| !OURS.contains(&name))?;
        Ok(Reservation { number, guest_number, guest, stay })
    }
}

/// The words by field; a name that nobody knows is refused, as whoever misspells it should hear of it.
fn words(entity: Entity, said: BTreeMap<String, Said>, may: impl Fn(&str) -> bool) -> Result<Vec<Word>, Problem> {
    let word = |(name, said): (String, Said)| {
        let field =
            field(entity, &name).filter(|field| may(field.name) && !matches!(field.kind, FieldKind::Ref(_) | FieldKind::Instant))?;
        Some((
            field,
            match said {
                Said::Text(text) => text,
                Said::Whole(number) => number.to_string(),
            },
        ))
    };
    said.into_iter().map(word).collect::<Option<_>>().ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, Text::ProblemReservationField))
}
