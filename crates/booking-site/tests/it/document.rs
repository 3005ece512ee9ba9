//! The document of the API: it tells of every route, and of what each really answers.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::http;
use serde_json::Value;

use crate::app::TestApp;

mod answers;

/// Routes that programs have no use for: pages, and the files of pages.
const PAGES: [&str; 6] = ["/w/{version}/{file}", "/f/style.css", "/f/frame.js", "/f/{key}/form", "/f/{key}/frame", "/f/{key}/thanks"];

const NEW: &str = "a new route is added with `.routes(routes!(module::handler))`, its handler has `#[utoipa::path(…)]`, and `cargo insta accept` \
takes what the document says then; the path of a page or of its files is added to PAGES in tests/it/document.rs";

async fn document(app: &TestApp) -> Value {
    app.stranger().get("/api/openapi.json").await.json()
}

/// The paths that the router has: its debugging form lists them between quotes, and no handler is written with a slash after one.
fn paths(app: &TestApp) -> BTreeSet<String> {
    let router = format!("{:?}", http::router(std::sync::Arc::clone(&app.site)));
    router.split('"').filter(|part| part.starts_with('/') && *part != "/" && !part.contains("{*")).map(str::to_owned).collect()
}

/// An address with these names in the places of a path's.
fn address(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn the_document_tells_of_every_route_and_of_no_other() {
    let app = TestApp::new().await;
    let document = document(&app).await;
    let told: BTreeSet<String> = document["paths"].as_object().expect("paths").keys().cloned().collect();
    let pages: BTreeSet<String> = PAGES.map(str::to_owned).into();
    let there = paths(&app);
    assert!(pages.is_subset(&there), "PAGES names what is not there: {:?}", pages.difference(&there));
    let there: BTreeSet<String> = there.difference(&pages).cloned().collect();
    assert_eq!(told, there, "{NEW}");
}

#[tokio::test]
async fn the_document_tells_of_every_method_of_a_path_and_of_no_other() {
    let app = TestApp::new().await;
    for (path, item) in document(&app).await["paths"].as_object().expect("paths") {
        let told: BTreeSet<String> = item.as_object().expect("operations").keys().map(|method| method.to_uppercase()).collect();
        let nothing = Method::from_bytes(b"BREW").expect("a method of nobody's");
        let answer = app.stranger().send(nothing, &address(path), None, Vec::new()).await;
        assert_eq!(answer.problem(), (405, "problem-method".to_owned()), "{path}");
        let allowed = answer.header("allow").expect("what is allowed").split(',').filter(|method| *method != "HEAD");
        assert_eq!(told, allowed.map(str::to_owned).collect(), "{path}: {NEW}");
    }
}

#[tokio::test]
async fn the_document_is_as_it_was_signed() {
    let app = TestApp::new().await;
    insta::assert_snapshot!(lines(&document(&app).await));
}

/// A line for each thing that has a name, so that a change shows where it is.
fn lines(document: &Value) -> String {
    let mut lines = Vec::new();
    for section in ["/components/securitySchemes", "/components/responses", "/components/schemas"] {
        let things = document.pointer(section).and_then(Value::as_object).expect("things");
        lines.push(format!("\n{section}"));
        lines.extend(things.iter().map(|(name, thing)| format!("{name}: {thing}")));
    }
    lines.push("\n/paths".to_owned());
    for (path, item) in document["paths"].as_object().expect("paths") {
        lines.extend(item.as_object().expect("operations").iter().map(|(method, operation)| format!("{method} {path}: {operation}")));
    }
    lines.join("\n")
}

#[tokio::test]
async fn the_document_is_sent_packed_and_only_once() {
    let app = TestApp::new().await;
    let anybody = app.stranger().with("accept-encoding", "gzip");
    let first = anybody.get("/api/openapi.json").await;
    assert_eq!((first.status, first.header("content-encoding")), (StatusCode::OK, Some("gzip")));
    assert!(first.body.len() < 16 * 1024, "{} bytes", first.body.len());
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = anybody.with("if-none-match", &tag).get("/api/openapi.json").await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, Some(tag.as_str())));
}

#[tokio::test]
async fn what_nobody_has_is_refused_in_words() {
    let app = TestApp::new().await;
    for path in ["/api/nothing", "/sync/v1/nothing", "/f/x/nothing", "/api/site-keys/x%00/revoke", "/api/sessions/%ff"] {
        let answer = app.stranger().get(path).await;
        assert!([404, 405].contains(&answer.problem().0), "{path}");
    }
}
