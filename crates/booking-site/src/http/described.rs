//! `GET /api/openapi.json`: what programs may ask of this server, made of the same declarations as its routes.
//!
//! A route says what only it does. What the fences before it answer (no session, a body too large, too often …) follows from what it takes, and is
//! added here for all. What the pure crates define is written down in `described/`: they know nothing of documents.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::access::Role as Known;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{Object, OpenApi, Ref, RefOr};

use super::person::COOKIE;
use super::{origin, problem};
use crate::hex;

const WRITTEN: [&str; 2] = [include_str!("described/offer.json"), include_str!("described/sync.json")];

const PROBLEM: &str = "application/problem+json";
const PAGE: &str = "text/html";

/// What is said before the operations.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Innkeeper",
        description = "A hotel's server: its people, devices and records, and the doors for websites and other systems. Refusals are problem \
            documents (RFC 9457). An unknown path below /api, /sync and /f is answered with 404, an unknown method of a known one with 405 and \
            `Allow`, both with such a document. Too many requests get 429 with `Retry-After` in seconds.",
        license(name = "MIT OR Apache-2.0")
    ),
    tags(
        (name = "people", description = "Who is signed in"),
        (name = "staff", description = "The accounts"),
        (name = "devices", description = "The browsers enrolled for work"),
        (name = "hotel", description = "What the hotel sells"),
        (name = "enquiries", description = "Websites, and what their visitors ask"),
        (name = "reservations", description = "What other systems tell"),
        (name = "sync", description = "Records between devices and the server"),
        (name = "server", description = "The server itself"),
    ),
    components(schemas(problem::Body))
)]
pub(super) struct Preamble;

/// The document as it is sent, and the tag by which browsers know it again.
#[derive(Clone)]
pub(super) struct Document {
    json: Bytes,
    tag: HeaderValue,
}

impl Document {
    /// The document of these operations.
    pub(super) fn of(operations: &OpenApi) -> Arc<Self> {
        let json = serde_json::to_vec(&finished(operations)).expect("it is plain JSON");
        let digest = hex::encode(&Sha256::digest(&json)[..8]);
        // Weak: it is sent packed in several ways.
        let tag = HeaderValue::from_str(&format!("W/\"{digest}\"")).expect("hex digits are plain");
        Arc::new(Self { json: json.into(), tag })
    }
}

/// `GET /api/openapi.json`: this document.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    operation_id = "readDocument",
    tag = "server",
    responses(
        (status = 200, description = "OpenAPI 3.1", body = Value, headers(("etag" = String, description = "Its version"))),
        (status = 304, description = "It is the one named in `If-None-Match`")
    ),
)]
pub(super) async fn document(Extension(document): Extension<Arc<Document>>, headers: HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == document.tag);
    let kept = [(header::ETAG, document.tag.clone()), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    if known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, "application/json")], document.json.clone()).into_response()
}

/// A role by its code.
pub(super) struct Role;

impl utoipa::PartialSchema for Role {
    fn schema() -> RefOr<Schema> {
        one_of(Known::ALL.iter().map(|role| role.code())).into()
    }
}

impl utoipa::ToSchema for Role {}

/// The schema of a text that is one of these.
pub(super) fn one_of(words: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

/// The written schema of a device's report.
pub(super) fn status_report() -> Ref {
    Ref::from_schema_name("StatusReport")
}

/// The written schema of what a device must do next.
pub(super) fn refused() -> Ref {
    Ref::from_schema_name("Refused")
}

fn finished(operations: &OpenApi) -> Value {
    let mut document = serde_json::to_value(operations).expect("it is plain JSON");
    let components = &mut document["components"];
    for written in WRITTEN {
        let written: Map<String, Value> = serde_json::from_str(written).expect("the tests read it");
        components["schemas"].as_object_mut().expect("there are some").extend(written);
    }
    components["responses"] = fences();
    components["securitySchemes"] = doors();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete(path, method, operation);
        }
    }
    document
}

/// How to be let in.
fn doors() -> Value {
    let header = |name: &str, words: &str| json!({ "type": "apiKey", "in": "header", "name": name, "description": words });
    let session = "Set by `POST /login`. It is over after 8 hours without a request, and after 7 days.";
    json!({
        "session": { "type": "apiKey", "in": "cookie", "name": COOKIE, "description": session },
        "app": header("X-Innkeeper", "`1`. No form can send it; together with `Origin` (or `Sec-Fetch-Site: same-origin`) it says that the request comes from this server's own pages."),
        "device": header("Innkeeper-Device", "The certificate that enrolment gave."),
        "peer": header("Innkeeper-Peer", "What the system is called."),
        "signature": header("Innkeeper-Signature", "`t=<seconds>,v1=<hex>`: the HMAC-SHA-256 of the seconds, a full stop and the body under the secret of `innkeeper peer add`. The clocks may be five minutes apart."),
    })
}

/// What is answered before a handler is asked, or in its place; `docs/api.md` says where each limit is.
fn fences() -> Value {
    let refusal =
        |words: &str| json!({ "description": words, "content": { PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let later = |words: &str| {
        let mut refusal = refusal(words);
        refusal["headers"] =
            json!({ "retry-after": { "description": "Seconds until the next is taken", "schema": { "type": "integer", "minimum": 1 } } });
        refusal
    };
    json!({
        "400": refusal("The request cannot be read"),
        "401": refusal("Nobody is signed in, or no longer"),
        "403": refusal("The roles do not allow it, the device is not known, or the request does not come from this server's own pages"),
        "404": refusal("There is nothing there"),
        "413": refusal("The body is too large"),
        "429": later("Too often"),
        "500": refusal("The server failed; what happened is in its log"),
        "503": later("The database is busy"),
    })
}

/// Adds to an operation what follows from the others' being what they are.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let changes = !matches!(method, "get" | "options");
    let needs = |door: &str| operation["security"][0].get(door).is_some();
    let takes = |place: &str| operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["in"] == place);
    let has_body = operation.get("requestBody").is_some();
    let fenced = changes && !origin::is_open(path);
    let answers = [
        ("400", has_body || takes("query")),
        ("401", needs("session")),
        ("403", fenced || needs("device")),
        ("404", takes("path")),
        ("413", has_body),
        ("429", operation.get("security").is_some()),
        ("500", true),
        ("503", true),
    ];
    if has_body {
        operation["requestBody"]["required"] = true.into();
    }
    let responses = operation["responses"].as_object_mut().expect("each answers something");
    for (status, _) in answers.into_iter().filter(|(_, so)| *so) {
        responses.entry(status).or_insert_with(|| json!({ "description": "" }));
    }
    for (status, response) in responses.iter_mut() {
        described(status, response);
    }
    // A form that a browser sent by itself is answered with pages.
    if responses.values().any(|response| response["content"].get(PAGE).is_some()) {
        for (_, response) in responses.iter_mut().filter(|(status, _)| is_refusal(status)) {
            if let Some(status) = response["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
                *response = fences()[status].clone();
            }
            response["content"][PAGE] = json!({ "schema": { "type": "string" } });
        }
    }
    // A form cannot send the mark, and need not.
    if fenced && !["/login", "/logout"].contains(&path) {
        let security = operation["security"].as_array().and_then(|all| all.first()).cloned().unwrap_or_else(|| json!({}));
        let mut security = security;
        security["app"] = json!([]);
        operation["security"] = json!([security]);
    }
    if let Some(words) = operation["summary"].as_str().and_then(|words| words.split_once("`: ")).map(|(_, words)| sentence(words)) {
        operation["summary"] = words.into();
    }
}

fn is_refusal(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

/// A response whose words and form are those of its status, unless it says other ones.
fn described(status: &str, response: &mut Value) {
    let has_words = response["description"].as_str().is_some_and(|words| !words.is_empty());
    if is_refusal(status) && !has_words && fences().get(status).is_some() {
        *response = json!({ "$ref": format!("#/components/responses/{status}") });
        return;
    }
    if !has_words {
        let reason = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok()?.canonical_reason());
        response["description"] = reason.unwrap_or(status).into();
    }
    if is_refusal(status) && response.get("content").is_none() {
        response["content"] = json!({ PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" } } });
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
