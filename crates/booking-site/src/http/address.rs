//! What the address of a request says, its path and its query: what cannot be read is refused as everything else is.

use axum::extract::{self, FromRequestParts};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::App;
use super::problem::Problem;

/// Zero, as it is written in an address. No name has it, and PostgreSQL takes no text with it.
const ZERO: &str = "%00";

/// The names in the path; one that cannot be is a name of nothing.
pub(super) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.uri.path().contains(ZERO) {
            return Err(Problem::not_found());
        }
        extract::Path::from_request_parts(parts, app).await.map(|path| Self(path.0)).map_err(|_| Problem::not_found())
    }
}

/// What is asked behind the path.
pub(super) struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(|query| query.contains(ZERO)) {
            return Err(Problem::unreadable());
        }
        extract::Query::from_request_parts(parts, app).await.map(|query| Self(query.0)).map_err(|_| Problem::unreadable())
    }
}
