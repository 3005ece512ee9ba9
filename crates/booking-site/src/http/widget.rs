//! What other websites use: the widgets' files, the form of a website's key, and the door for its enquiries.
//!
//! Three ways lead to one door. A script on a website of the key's list sends JSON, with proof of work. The page in a frame is this server's own
//! and sends the same. The plain form is the exception that needs no script: any page may post it, so what it brings is marked. No answer here
//! sets or reads a cookie.

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::problem::Problem;
use crate::store::widget::SiteKey;

mod door;
mod files;
pub(super) mod held;
pub mod keys;
mod page;
pub(super) mod snippet;

pub use files::keep_for_ever;

/// Most bytes of an enquiry.
pub(super) const ENQUIRY_BYTES: usize = 16 * 1024;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The routes that need no session.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .route("/w/{version}/{file}", get(files::file))
        .route("/f/style.css", get(page::style))
        .route("/f/frame.js", get(page::script))
        .routes(routes!(door::token))
        .routes(routes!(door::enquiry, door::preflight))
        .route("/f/{key}/form", get(page::form))
        .route("/f/{key}/frame", get(page::frame))
        .route("/f/{key}/thanks", get(page::thanks))
        .layer(DefaultBodyLimit::max(ENQUIRY_BYTES))
        .layer(from_fn(share))
}

/// Whether a path answers other websites: it says itself whom.
pub(super) fn is_shared(path: &str) -> bool {
    path.starts_with("/f/") || path.starts_with("/w/")
}

/// Other websites may use what is here.
async fn share(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}

/// The website of a key.
async fn site(app: &App, key: &str) -> Result<SiteKey, Problem> {
    app.store.site_key(key).await?.ok_or(Problem::not_found())
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Caller {
    /// A website of the key's list.
    Listed(String),
    /// This server's own page.
    Own,
    /// A browser that does not say, or a sandboxed page.
    Unknown,
    /// Somebody else's website.
    Foreign,
}

fn caller(site: &SiteKey, headers: &HeaderMap, host: Option<&str>) -> Caller {
    match headers.get(header::ORIGIN).map(HeaderValue::to_str) {
        None | Some(Ok("null")) => Caller::Unknown,
        Some(Ok(origin)) if site.origins.iter().any(|listed| listed == origin) => Caller::Listed(origin.to_owned()),
        Some(Ok(origin)) if host.is_some() && origin.split_once("://").map(|(_, of)| of) == host => Caller::Own,
        Some(_) => Caller::Foreign,
    }
}

/// The name under which the request reached us.
fn host(request: &Request) -> Option<String> {
    let told = || request.headers().get(header::HOST).and_then(|value| value.to_str().ok()).map(str::to_owned);
    request.uri().authority().map(|authority| authority.as_str().to_owned()).or_else(told)
}

/// Lets a listed website's script read the answer. Each answer depends on who asks, also the one that lets nobody.
fn allow(response: &mut Response, caller: &Caller) {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Caller::Listed(origin) = caller
        && let Ok(origin) = HeaderValue::from_str(origin)
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
    }
}
