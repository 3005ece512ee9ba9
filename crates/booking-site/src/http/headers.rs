//! The headers every answer carries.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::{App, widget};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; \
base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp";

const PERMISSIONS: &str = "camera=(self), microphone=(self), geolocation=(), accelerometer=(), autoplay=(), \
browsing-topics=(), display-capture=(), gyroscope=(), hid=(), magnetometer=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

const FIXED: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("reporting-endpoints"), "csp=\"/csp-report\""),
];

/// Two years. Only where the page came over TLS: elsewhere browsers ignore it.
const TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// Adds the headers; what says nothing about keeping is not kept. Pages and files for other websites have a policy of their own.
pub(super) async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let shared = widget::is_shared(request.uri().path());
    let mut response = next.run(request).await;
    write(response.headers_mut(), app.over_tls, shared);
    response
}

fn write(headers: &mut HeaderMap, over_tls: bool, shared: bool) {
    for (name, value) in FIXED {
        if !(shared && headers.contains_key(&name)) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
