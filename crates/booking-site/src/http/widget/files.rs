//! `/w/<version>/<file>`: the widgets' files. A version never changes, so it may be kept for ever; `/w/1/loader.js` is the newest of its line.
//!
//! A website that names an exact version goes on working after the server was updated: each version that was ever served is kept beside the
//! database.

use std::path::{Path as FilePath, PathBuf};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::Problem;
use crate::http::address::Path;
use crate::http::{App, assets};

/// The line of versions whose elements, properties and events stay compatible.
const LINE: &str = "1";
/// The file by which a version begins.
const LOADER: &str = "loader.js";
/// Where the versions are, below the app's files and below the data.
const FOLDER: &str = "w";

/// Copies the versions of the app's build to where all versions are kept.
///
/// # Errors
/// When a file cannot be read or written.
pub fn keep_for_ever(app: &FilePath, data: &FilePath) -> std::io::Result<()> {
    let Ok(versions) = std::fs::read_dir(app.join(FOLDER)) else { return Ok(()) };
    for version in versions {
        let version = version?;
        let kept = data.join(FOLDER).join(version.file_name());
        if kept.exists() || !version.path().is_dir() {
            continue;
        }
        // Whole or not at all: renamed when every file is there.
        let partial = kept.with_extension("partial");
        std::fs::create_dir_all(&partial)?;
        for file in std::fs::read_dir(version.path())? {
            let file = file?;
            std::fs::copy(file.path(), partial.join(file.file_name()))?;
        }
        std::fs::rename(partial, kept)?;
    }
    Ok(())
}

/// The version of this build, if it has widgets.
pub(super) async fn newest(app: &App) -> Option<String> {
    let mut versions = tokio::fs::read_dir(app.app_dir.as_ref()?.join(FOLDER)).await.ok()?;
    while let Ok(Some(version)) = versions.next_entry().await {
        let name = version.file_name().to_string_lossy().into_owned();
        if name.starts_with(LINE) {
            return Some(name);
        }
    }
    None
}

/// The address of the newest loader, if there is one.
pub(super) async fn loader(app: &App) -> Option<String> {
    newest(app).await.map(|version| format!("/{FOLDER}/{version}/{LOADER}"))
}

/// The loader of a version of this build.
pub(super) async fn bytes(app: &App, version: Option<&str>) -> Option<Vec<u8>> {
    tokio::fs::read(app.app_dir.as_ref()?.join(FOLDER).join(version?).join(LOADER)).await.ok()
}

/// `GET /w/{version}/{file}`.
pub(super) async fn file(
    State(app): State<App>,
    Path((version, name)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let moving = version == LINE;
    let version = if moving { newest(&app).await.ok_or(Problem::not_found())? } else { version };
    let plain = |text: &str| !text.starts_with('.') && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    if !plain(&version) || !plain(&name) || (moving && name != LOADER) {
        return Err(Problem::not_found());
    }
    let path = PathBuf::from(FOLDER).join(&version).join(&name);
    let mut found = None;
    for folder in app.app_dir.iter().chain([&app.data_dir]) {
        if found.is_none() {
            found = assets::read(folder, &path, &asked).await;
        }
    }
    let mut response = found.ok_or(Problem::not_found())?.lasting(!moving, &asked);
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(response)
}
