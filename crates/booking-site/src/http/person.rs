//! Who is asking: the person by their cookie, the device by its certificate.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use innkeeper_domain::Entity;
use innkeeper_domain::access::{self, Roles};
use innkeeper_sync::projection::HOTEL;

use super::App;
use super::problem::Problem;
use crate::limits::{Key, Limit};
use crate::session::{self, SignedIn, Token};
use crate::spaces;

/// The session's cookie. The prefix makes browsers insist on `Secure`, `Path=/` and this host alone; they take it on plain loopback too.
pub const COOKIE: &str = "__Host-innkeeper";

/// The person signed in.
pub(super) struct Person(pub SignedIn);

impl FromRequestParts<App> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed_in = signed_in(app, &parts.headers).await?;
        app.limits.take(Key::Api(signed_in.session.hash.clone()), Limit::API, app.clock.now())?;
        Ok(Self(signed_in))
    }
}

/// A person who may manage staff and devices.
pub(super) struct DeviceAdmin(pub SignedIn);

impl FromRequestParts<App> for DeviceAdmin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        who(parts, app, access::may_manage_devices).await.map(Self)
    }
}

/// A person who may erase others.
pub(super) struct PrivacyOfficer(pub SignedIn);

impl FromRequestParts<App> for PrivacyOfficer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        who(parts, app, access::may_erase).await.map(Self)
    }
}

/// A person who may take guests out of the house in a file.
pub(super) struct Exporter(pub SignedIn);

impl FromRequestParts<App> for Exporter {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        who(parts, app, access::may_export_persons).await.map(Self)
    }
}

/// A person who may change the hotel.
pub(super) struct HotelEditor(pub SignedIn);

impl FromRequestParts<App> for HotelEditor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        who(parts, app, |roles| access::may_write(roles, Entity::Property)).await.map(Self)
    }
}

/// A person who writes leads in the hotel's own house.
pub(super) struct LeadWriter;

impl FromRequestParts<App> for LeadWriter {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed_in = who(parts, app, |roles| access::may_write(roles, Entity::Lead)).await?;
        // What strangers send comes to the hotel's own house.
        let projection = spaces::projection(&app.store, &signed_in.staff).await?;
        if projection.spaces.iter().any(|space| space == HOTEL) { Ok(Self) } else { Err(Problem::not_allowed()) }
    }
}

/// The person signed in, if their roles allow it.
async fn who(parts: &mut Parts, app: &App, allow: impl Fn(Roles) -> bool) -> Result<SignedIn, Problem> {
    let Person(signed_in) = Person::from_request_parts(parts, app).await?;
    if allow(signed_in.staff.roles) { Ok(signed_in) } else { Err(Problem::not_allowed()) }
}

/// Who has the cookie, without counting the request.
pub(super) async fn signed_in(app: &App, headers: &HeaderMap) -> Result<SignedIn, Problem> {
    let token = token(headers).ok_or(Problem::sign_in())?;
    session::find(&app.store, &token, app.clock.now()).await?.ok_or(Problem::sign_in())
}

/// The token in the request's cookies.
pub(super) fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, text)| Token::parse(text))
}

/// `Set-Cookie` for a new session.
pub(super) fn cookie(token: &Token) -> String {
    let seconds = session::ABSOLUTE_MS / 1000;
    format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}", token.text())
}

/// `Set-Cookie` that ends it.
pub(super) fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}
