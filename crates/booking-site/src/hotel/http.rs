//! The site's pages over HTTP: routes, what handlers share, headers, and the pages that say that something went wrong.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use innkeeper_texts::Locale;
use tower_http::compression::CompressionLayer;

use super::post::{self, Postman};
use super::same::Addresses;
use super::written::Tongue;
use crate::http::client::network;
use crate::http::stranger::language;
use crate::http::{App, Public};
use crate::limits::{Key, Later, Limit, Network};
use crate::store::StoreError;

mod booking;
mod details;
mod drawings;
mod fields;
mod home;
mod linked;
mod page;
mod plain;
mod rooms;
mod search;
mod sold_out;

pub use page::STYLE_PATH;

/// Most bytes of a form.
pub const FORM_BYTES: usize = 16 * 1024;

/// What every page has.
pub struct Front {
    /// The server.
    app: App,
    /// Where the site is, without a slash at its end.
    url: String,
    /// Whether mails go out.
    posts: bool,
    /// Which guests have which address.
    known: Addresses,
}

impl Front {
    /// A site of this server at this address. It begins to read what it must know of the log.
    #[must_use]
    pub fn open(app: &App, url: &str, postman: Option<Postman>) -> Arc<Self> {
        let url = url.trim_end_matches('/').to_owned();
        let sender = postman.as_ref().map(Postman::sender);
        // A server has one site; a second router of it, in tests, tells the same.
        app.public.get_or_init(|| Public { url: url.clone(), sender });
        let front = Arc::new(Self { app: Arc::clone(app), url, posts: postman.is_some(), known: Addresses::default() });
        tokio::spawn(work(Arc::clone(&front), postman));
        front
    }
}

/// The background: reads the addresses of the guests, and sends mails until the server stops.
async fn work(front: Arc<Front>, postman: Option<Postman>) {
    let mut pulse = front.app.pulse.subscribe();
    if let Err(error) = front.known.follow(&front.app.store).await {
        tracing::warn!(error = %error, "could not read the addresses of the guests");
    }
    if let Some(postman) = postman {
        tokio::select! {
            () = post::run(front.app.store.clone(), postman, &front.app.mail_due) => {}
            stopped = pulse.wait_for(|pulse| pulse.stopping) => drop(stopped),
        }
    }
}

/// Every route of the site.
pub fn router(front: Arc<Front>) -> Router {
    Router::new()
        .route("/", get(home::choose))
        .route("/{lang}", get(home::show))
        .route("/{lang}/rooms", get(rooms::show))
        .route("/{lang}/book", get(details::show).post(details::send))
        .route("/{lang}/booking/{link}", get(booking::show))
        .route("/{lang}/booking/{link}/cancel", get(booking::ask).post(booking::cancel))
        .route("/{lang}/booking/{link}/stay.ics", get(booking::calendar))
        .route("/{lang}/contact", get(plain::contact))
        .route("/{lang}/privacy", get(plain::privacy))
        .route(STYLE_PATH.as_str(), get(page::style))
        .route("/icon.svg", get(page::icon))
        .route("/logo/{hash}", get(page::logo))
        .route("/robots.txt", get(plain::robots))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(Arc::clone(&front), fence))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&front), dress))
        .with_state(front)
}

/// What went wrong, before it is a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fault {
    status: StatusCode,
    seconds: Option<u32>,
}

impl Fault {
    const fn new(status: StatusCode) -> Self {
        Self { status, seconds: None }
    }

    const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        if error.is_transient() {
            tracing::warn!(error = %error, "the database was busy");
            return Self { status: StatusCode::SERVICE_UNAVAILABLE, seconds: Some(1) };
        }
        tracing::error!(error = %error, "the database failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Later> for Fault {
    fn from(later: Later) -> Self {
        Self { status: StatusCode::TOO_MANY_REQUESTS, seconds: Some(later.seconds) }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.seconds {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// The language that a path names.
fn tongue(lang: &str) -> Result<Tongue, Fault> {
    Locale::ALL.into_iter().find(|locale| locale.tag() == lang).map(Tongue::of).ok_or(Fault::not_found())
}

/// Too many requests and those that another website made do not reach a page.
async fn fence(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (network, now) = (network(&parts, front.app.behind_proxy), front.app.clock.now());
    if let Err(later) = front.app.limits.take(Key::Site(network), Limit::SITE, now) {
        return Fault::from(later).into_response();
    }
    if parts.method == Method::POST {
        if let Err(later) = front.app.limits.take(Key::Try(network), Limit::TRY, now) {
            return Fault::from(later).into_response();
        }
        if !is_own(&parts.headers) {
            return Fault::new(StatusCode::FORBIDDEN).into_response();
        }
    }
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(network);
    next.run(request).await
}

/// Counts something that is about to be stored for this network.
fn count(front: &Front, network: Network) -> Result<(), Fault> {
    let now = front.app.clock.now();
    front.app.limits.take(Key::Book(network), Limit::BOOK, now)?;
    Ok(front.app.limits.take(Key::BookHour(network), Limit::BOOK_HOUR, now)?)
}

/// Whether a form was sent from a page of ours. There is no cookie that another website could make use of; still nobody books by looking at it.
fn is_own(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match header("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match header("origin") {
            None | Some("null") => true,
            Some(origin) => origin.split_once("://").map(|(_, of)| of) == header("host"),
        },
    }
}

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), \
gyroscope=(), hid=(), magnetometer=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

const FIXED: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    // The address of a booking is its key.
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS),
];

const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Adds the headers; makes a page of an error that has none.
async fn dress(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let first = path.split('/').nth(1).unwrap_or_default();
    let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == first).unwrap_or_else(|| language(request.headers()));
    let mut response = next.run(request).await;
    let has_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if (response.status().is_client_error() || response.status().is_server_error()) && !has_page {
        let (parts, _) = response.into_parts();
        response = plain::fault(&front, Tongue::of(locale), parts.status, &parts.headers).await;
    }
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if front.app.over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
