//! The app's files: packed ones where the browser takes them, hashed ones for ever, the page itself for every path of the app. Whoever has no
//! session gets the sign-in page there instead.

use std::path::{Component, Path, PathBuf};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use innkeeper_texts::Key;
use sha2::{Digest, Sha256};

use super::App;
use super::problem::Problem;
use super::{person, stranger};
use crate::hex;

/// Paths of the server itself: what is not found there is not the app's either.
const OWN: [&str; 4] = ["/api/", "/sync/v1/", "/w/", "/f/"];

/// Answers a path no route has.
pub(super) async fn serve(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    if OWN.iter().any(|own| path.starts_with(own)) {
        return Problem::not_found().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, Key::ProblemMethod).into_response();
    }
    let file = file_of(path);
    if file.as_deref() == Some(Path::new(PAGE)) && !path.contains('.') && person::token(request.headers()).is_none() {
        match stranger::page(&app, request.uri(), request.headers()).await {
            Ok(Some(page)) => return page,
            Ok(None) => {}
            Err(error) => return Problem::from(error).into_response(),
        }
    }
    let found = match (&app.app_dir, file) {
        (Some(dir), Some(file)) => read(dir, &file, request.headers()).await,
        _ => None,
    };
    found.map_or_else(|| Problem::not_found().into_response(), |file| file.answer(request.uri(), request.headers()))
}

/// The page of the app.
const PAGE: &str = "index.html";

/// The file of a path: its own name, or `index.html` for a path of the app, which has no dot. `None` for what leads out.
fn file_of(path: &str) -> Option<PathBuf> {
    let name = path.trim_start_matches('/');
    let file = if name.contains('.') { Path::new(name) } else { Path::new(PAGE) };
    let inside = file.components().all(|part| matches!(part, Component::Normal(_)));
    (inside && !name.contains(['\\', '%', '\0'])).then(|| file.to_owned())
}

/// A file, packed as the browser takes it.
pub(super) struct Found {
    file: PathBuf,
    encoding: Option<&'static str>,
    bytes: Vec<u8>,
}

/// Reads a file, or the packed copy beside it.
pub(super) async fn read(dir: &Path, file: &Path, headers: &HeaderMap) -> Option<Found> {
    let name = file.file_name()?.to_str()?;
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if !accepts(headers, encoding) {
            continue;
        }
        if let Ok(bytes) = tokio::fs::read(dir.join(file).with_file_name(format!("{name}{ending}"))).await {
            return Some(Found { file: file.to_owned(), encoding: Some(encoding), bytes });
        }
    }
    let bytes = tokio::fs::read(dir.join(file)).await.ok()?;
    Some(Found { file: file.to_owned(), encoding: None, bytes })
}

/// Whether `Accept-Encoding` names the coding with a weight above 0.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|line| line.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case(coding) && weight.chars().any(|c| ('1'..='9').contains(&c))
    })
}

impl Found {
    fn answer(self, uri: &Uri, asked: &HeaderMap) -> Response {
        let for_ever = is_hashed(&self.file) || uri.query().is_some_and(|query| query.starts_with("v="));
        self.lasting(for_ever, asked)
    }

    /// The answer, to be kept for ever or asked for again.
    pub(super) fn lasting(self, for_ever: bool, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(&self.file)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = self.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if for_ever {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            return (headers, self.bytes).into_response();
        }
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&self.bytes)[..16]));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::ETAG, HeaderValue::from_str(&tag).expect("a tag of hex digits"));
        if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, self.bytes).into_response()
    }
}

/// Whether the name holds a hash of the content: a part of at least 16 hex digits before the ending (`app-0123456789abcdef.js`).
fn is_hashed(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.split(['-', '_', '.']).skip(1).any(|part| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_app_are_the_page_and_files_are_themselves() {
        for (path, file) in [
            ("/", Some("index.html")),
            ("/guests/0198-7", Some("index.html")),
            ("/assets/app.js", Some("assets/app.js")),
            ("/../secret.txt", None),
            ("/a/../../secret.txt", None),
            ("/%2e%2e/secret.txt", None),
            ("/..\\secret.txt", None),
        ] {
            assert_eq!(file_of(path).as_deref(), file.map(Path::new), "{path}");
        }
    }

    #[test]
    fn a_coding_weighted_zero_is_not_accepted() {
        let headers = |text: &'static str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(text))]);
        assert!(accepts(&headers("gzip, deflate, br"), "br"));
        assert!(accepts(&headers("gzip;q=0.5"), "gzip"));
        assert!(!accepts(&headers("br;q=0, gzip"), "br"));
        assert!(!accepts(&headers("brotli"), "br"));
    }

    #[test]
    fn only_names_with_a_hash_last_for_ever() {
        assert!(is_hashed(Path::new("assets/innkeeper-app-4d4eb1d31f0fee6b.js")));
        assert!(is_hashed(Path::new("assets/app-4d4eb1d31f0fee6b_bg.wasm")));
        assert!(!is_hashed(Path::new("sw.js")));
        assert!(!is_hashed(Path::new("index.html")));
    }
}
