//! Where a request comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

use super::App;
use crate::limits::Network;

/// The client's network.
pub(super) struct Client(pub Network);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(network(parts, app.behind_proxy)))
    }
}

/// The network that a request comes from.
pub(crate) fn network(parts: &Parts, behind_proxy: bool) -> Network {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let told = if behind_proxy { forwarded(parts) } else { None };
    Network::from(told.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
}

/// Whether the request comes from this machine itself: from a loopback address, to a loopback name, and through no proxy that we know of or that
/// says so. A page of another site whose name was pointed at us has that name in `Host`.
pub(super) struct IsLocal(pub bool);

impl FromRequestParts<App> for IsLocal {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().is_some_and(|info| info.0.ip().to_canonical().is_loopback());
        let named = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = parts.uri.host().or_else(|| named.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name)));
        let here = host.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"));
        let passed_on = ["x-forwarded-for", "forwarded", "via"].iter().any(|name| parts.headers.contains_key(*name));
        Ok(Self(peer && here && !passed_on && !app.behind_proxy))
    }
}

/// The last address of `X-Forwarded-For`: the one our own proxy saw. Those before it are what the client claims.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let last = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
