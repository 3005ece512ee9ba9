//! Bodies of requests: JSON, plain or packed with gzip, within limits before and after unpacking.

use std::io::Read as _;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use innkeeper_sync::wire::{PUSH_BYTES, PUSH_BYTES_UNPACKED};
use serde::de::DeserializeOwned;

use super::App;
use super::problem::Problem;

/// Most bytes of a body of the API, plain or packed.
pub(super) const API_BYTES: usize = 64 * 1024;

/// A JSON body of the API.
pub(super) struct Read<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Read<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        read(request, API_BYTES, API_BYTES).await.map(Self)
    }
}

/// The JSON body of a push.
pub(super) struct ReadPush<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ReadPush<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        read(request, PUSH_BYTES, PUSH_BYTES_UNPACKED).await.map(Self)
    }
}

/// Most bytes of what a hotel sells: a hundred rooms in a dozen languages.
const OFFER_BYTES: usize = 1024 * 1024;

/// What a hotel sells.
pub(super) struct ReadOffer<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ReadOffer<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        read(request, OFFER_BYTES, OFFER_BYTES).await.map(Self)
    }
}

async fn read<T: DeserializeOwned>(request: Request, packed: usize, unpacked: usize) -> Result<T, Problem> {
    let (parts, body) = request.into_parts();
    let limit = if is_gzip(&parts.headers)? { packed } else { unpacked };
    let bytes = axum::body::to_bytes(body, limit).await.map_err(|_| Problem::too_large())?;
    let bytes = if is_gzip(&parts.headers)? { unpack(&bytes, unpacked)? } else { bytes };
    serde_json::from_slice(&bytes).map_err(|_| Problem::unreadable())
}

fn is_gzip(headers: &HeaderMap) -> Result<bool, Problem> {
    match headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"identity") => Ok(false),
        Some(b"gzip") => Ok(true),
        Some(_) => Err(Problem::unreadable()),
    }
}

/// Unpacks, but never more than the limit: a packed bomb is noticed one byte after it.
fn unpack(packed: &[u8], limit: usize) -> Result<Bytes, Problem> {
    let mut bytes = Vec::new();
    let read = flate2::read::GzDecoder::new(packed).take(limit as u64 + 1).read_to_end(&mut bytes);
    match read {
        Err(_) => Err(Problem::unreadable()),
        Ok(size) if size > limit => Err(Problem::too_large()),
        Ok(_) => Ok(Bytes::from(bytes)),
    }
}
