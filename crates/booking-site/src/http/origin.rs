//! Requests that change something come from this app's own pages.
//!
//! Three fences: the cookie is `SameSite=Strict`; the request says that it comes from this origin; and everything but the plain forms carries a
//! header that no form can set and no other website may send without asking.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::{reservations, widget};

/// Marks the app's own requests: `X-Innkeeper: 1`.
pub const MARK: &str = "x-innkeeper";

/// Paths of plain forms.
const FORMS: [&str; 2] = ["/login", "/logout"];
/// Browsers send these on their own, without saying where from; they change nothing.
const REPORTS: &str = "/csp-report";

/// Refuses what does not come from this origin. The door for enquiries is open to others and looks itself; other
/// systems sign what they tell.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_open(path) {
        return next.run(request).await;
    }
    let marked = FORMS.contains(&path) || is_marked(request.headers());
    if marked && is_own(&request) { next.run(request).await } else { Problem::foreign_origin().into_response() }
}

/// Whether a path is for others as well.
pub(super) fn is_open(path: &str) -> bool {
    path == REPORTS || path == reservations::PATH || widget::is_shared(path)
}

/// Whether the app itself asks, not a plain form.
pub(super) fn is_marked(headers: &HeaderMap) -> bool {
    headers.get(MARK).is_some_and(|value| value == "1")
}

/// `Origin` names this host. Under `Referrer-Policy: no-referrer` browsers send a form's origin as `null`; then `Sec-Fetch-Site`, which no page
/// can set, must say same-origin.
fn is_own(request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = request.uri().authority().map(axum::http::uri::Authority::as_str).or_else(|| header(header::HOST.as_str()));
    match header(header::ORIGIN.as_str()) {
        None | Some("null") => header("sec-fetch-site") == Some("same-origin"),
        Some(origin) => host.is_some() && origin.split_once("://").map(|(_, of)| of) == host,
    }
}
