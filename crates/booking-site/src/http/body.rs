//! Bodies of requests: JSON, plain or packed with gzip, within limits of bytes before and after unpacking, and of depth.

use std::io::Read as _;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use innkeeper_sync::carry::FILE_BYTES;
use innkeeper_sync::wire::{PUSH_BYTES, PUSH_BYTES_UNPACKED};
use serde::de::DeserializeOwned;

use super::App;
use super::problem::Problem;
use super::reports::REPORT_BYTES;

/// Most bytes of a body of the API, plain or packed.
const API_BYTES: usize = 64 * 1024;

/// Most bytes of a body that holds a rule, plain or packed.
const RULE_BYTES: usize = 512 * 1024;

/// A JSON body of the API.
pub(super) struct Read<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Read<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        json(&bytes(request, API_BYTES, API_BYTES).await?).map(Self)
    }
}

/// A JSON body of the API that holds a rule: one that lists guests is long.
pub(super) struct ReadRule<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ReadRule<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        json(&bytes(request, RULE_BYTES, RULE_BYTES).await?).map(Self)
    }
}

/// The JSON body of a push.
pub(super) struct ReadPush<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ReadPush<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        nested(&bytes(request, PUSH_BYTES, PUSH_BYTES_UNPACKED).await?).map(Self)
    }
}

/// A file of unsent changes.
pub(super) struct ReadFile(pub Bytes);

impl FromRequest<App> for ReadFile {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        bytes(request, FILE_BYTES, FILE_BYTES).await.map(Self)
    }
}

/// Most bytes of what a hotel sells: a hundred rooms in a dozen languages.
const OFFER_BYTES: usize = 1024 * 1024;

/// What a hotel sells.
pub(super) struct ReadOffer<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ReadOffer<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        json(&bytes(request, OFFER_BYTES, OFFER_BYTES).await?).map(Self)
    }
}

/// What browsers report, in whatever form they do.
pub(super) struct Report<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Report<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        json(&bytes(request, REPORT_BYTES, REPORT_BYTES).await?).map(Self)
    }
}

/// A body of the API as it came, for who must know every byte of it.
pub(super) struct Whole(pub Bytes);

impl FromRequest<App> for Whole {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        axum::body::to_bytes(request.into_body(), API_BYTES).await.map(Self).map_err(|_| Problem::too_large())
    }
}

async fn bytes(request: Request, packed: usize, unpacked: usize) -> Result<Bytes, Problem> {
    let (parts, body) = request.into_parts();
    let limit = if is_gzip(&parts.headers)? { packed } else { unpacked };
    let bytes = axum::body::to_bytes(body, limit).await.map_err(|_| Problem::too_large())?;
    if is_gzip(&parts.headers)? { unpack(&bytes, unpacked) } else { Ok(bytes) }
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

/// How many arrays and objects may be inside each other.
pub const DEPTH: usize = 16;

/// Reads JSON that is not nested deeper than [`DEPTH`], and that has no zero character in a text: PostgreSQL takes none.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if Form::of(bytes).has_zero { Err(Problem::unreadable()) } else { nested(bytes) }
}

/// The same where texts are kept as JSON: what a person pasted must not keep all they wrote after it from being sent.
pub(super) fn nested<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if Form::of(bytes).depth > DEPTH {
        return Err(Problem::unreadable());
    }
    serde_json::from_slice(bytes).map_err(|_| Problem::unreadable())
}

/// What can be told of a JSON text without making anything of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Form {
    /// How deep arrays and objects go.
    depth: usize,
    /// Whether `\u0000` stands in a text.
    has_zero: bool,
}

impl Form {
    fn of(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        let (mut open, mut in_text, mut escaped) = (0_usize, false, false);
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                _ if escaped => {
                    escaped = false;
                    form.has_zero |= bytes[at..].starts_with(b"u0000");
                }
                b'\\' if in_text => escaped = true,
                b'"' => in_text = !in_text,
                b'[' | b'{' if !in_text => {
                    open += 1;
                    form.depth = form.depth.max(open);
                }
                b']' | b'}' if !in_text => open = open.saturating_sub(1),
                _ => {}
            }
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_that_of_arrays_and_objects_and_not_of_what_a_text_says() {
        for (json, depth) in [("1", 0), ("[]", 1), (r#"{"a":[{}],"b":[]}"#, 3), (r#"["[[[["]"#, 1), (r#"["\"[[",["\\"]]"#, 2), ("]]][", 1)]
        {
            assert_eq!(Form::of(json.as_bytes()), Form { depth, has_zero: false }, "{json}");
        }
    }

    #[test]
    fn a_zero_is_found_however_it_is_hidden() {
        for (json, has_zero) in [(r#"["\u0000"]"#, true), (r#"["\\\u0000"]"#, true), (r#"["\\u0000"]"#, false), (r#"["\u00001"]"#, true)] {
            assert_eq!(Form::of(json.as_bytes()).has_zero, has_zero, "{json}");
        }
    }
}
