//! Requests that are wrong in many ways, and what each operation answers. What may be answered is checked with every answer of every test.

use axum::http::Method;
use innkeeper_booking_site::http::widget::keys;
use innkeeper_domain::access::{Role, Roles};
use serde_json::{Value, json};

use super::document;
use crate::app::{Answer, Person, TestApp};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const SITE: &str = "https://hotel.example";

/// An operation of the document.
struct Operation {
    path: String,
    method: Method,
    told: Value,
}

/// All of them; the one that ends the session is the last.
fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let of = |(path, item): (&String, &Value)| {
        let item = item.as_object().expect("operations").clone();
        let path = path.clone();
        item.into_iter().map(move |(method, told)| Operation {
            path: path.clone(),
            method: method.to_uppercase().parse().expect("a method"),
            told,
        })
    };
    let mut operations: Vec<Operation> = paths.iter().flat_map(of).collect();
    operations.sort_by_key(|operation| operation.path == "/logout");
    operations
}

/// Addresses of a path: with names that there are, that there could be, and that cannot be.
fn addresses(path: &str, key: &str) -> Vec<String> {
    let id = "0197f3a2-0000-7000-8000-000000000001";
    let with =
        |first: &str, second: &str| path.replace("{key}", first).replace("{id}", second).replace("{dev}", first).replace("{name}", first);
    let mut addresses =
        vec![with(key, id), with("x", "x"), with("%00", "%00"), with("%ff", "%ff"), with(&"9".repeat(2_000), "%F0%9F%9B%8E")];
    addresses.dedup();
    let asked: Vec<String> =
        addresses.iter().map(|address| format!("{address}?lang=%00&from=2026-02-31&to=x&epoch=-1&cursor=9e99&chain=&dev=%zz")).collect();
    addresses.extend(asked);
    addresses
}

/// Bodies that no operation wants, or only one that takes anything.
fn bodies(told: &Value, document: &Value) -> Vec<Vec<u8>> {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let mut bodies: Vec<Vec<u8>> = ["", "{}", "[]", "null", "\"\"", "{", "{\"a\":", "[{}]", "\u{feff}{}", "a=1&b=%ff", &deep]
        .map(|text| text.as_bytes().to_vec())
        .into();
    bodies.push(vec![0xff; 40]);
    let reference = told.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
    let schema = reference.and_then(|reference| document.pointer(reference.trim_start_matches('#')));
    let fields: Vec<&String> =
        schema.and_then(|schema| schema["properties"].as_object()).into_iter().flat_map(|fields| fields.keys()).collect();
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("\u{0}"),
        json!("é".repeat(20_000)),
        json!([]),
        json!([[]]),
        json!({ "a": {} }),
    ];
    for value in wrong {
        let all: Value = fields.iter().map(|field| ((*field).clone(), value.clone())).collect();
        bodies.push(serde_json::to_vec(&all).expect("plain data"));
    }
    bodies
}

/// Sends it; too many of them wait, as everybody has to.
async fn sent(app: &TestApp, person: &Person<'_>, operation: &Operation, address: &str, kind: Option<&str>, body: &[u8]) -> Answer {
    app.advance(1_000);
    let answer = person.send(operation.method.clone(), address, kind, body.to_vec()).await;
    assert!(!answer.status.is_server_error(), "{} {address}: {} {}", operation.method, answer.status, answer.text());
    answer
}

/// The document says of each answer what it may be (see `Stranger::send`); here is no answer that the server is sorry for either.
async fn nothing_breaks(app: &TestApp, person: &Person<'_>, key: &str) {
    let document = document(app).await;
    for operation in operations(&document) {
        // A stream has no end to wait for.
        if operation.path == "/sync/v1/live" {
            continue;
        }
        let addresses = addresses(&operation.path, key);
        for address in &addresses {
            sent(app, person, &operation, address, None, b"").await;
        }
        for body in bodies(&operation.told, &document) {
            let kind = if operation.path == "/login" { FORM } else { JSON };
            sent(app, person, &operation, &addresses[0], Some(kind), &body).await;
        }
        for kind in [FORM, "text/plain", "application/json; charset=utf-16", "x"] {
            sent(app, person, &operation, &addresses[0], Some(kind), b"{}").await;
        }
        if operation.told.get("requestBody").is_some() {
            sent(app, person, &operation, &addresses[0], None, b"{}").await;
        }
    }
}

async fn key(app: &TestApp) -> String {
    let site = keys::new("website", &[SITE.to_owned()], app.now()).expect("an origin");
    app.site.store.add_site_key(&site).await.expect("added");
    site.key
}

#[tokio::test]
async fn whatever_a_stranger_sends_is_answered_as_documented() {
    let app = TestApp::new().await;
    app.hire("boss", Role::ItAdmin).await;
    let nobody = app.person("nobody", Role::Service).await.less("cookie");
    nothing_breaks(&app, &nobody, &key(&app).await).await;
}

#[tokio::test]
async fn whatever_the_staff_send_is_answered_as_documented() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::ALL.iter().copied().collect::<Roles>()).await;
    nothing_breaks(&app, &tablet, &key(&app).await).await;
}

#[tokio::test]
async fn whatever_a_website_sends_is_answered_as_documented() {
    let app = TestApp::new().await;
    let visitor = app.person("nobody", Role::Service).await.less("cookie").less("x-innkeeper").and("origin", SITE);
    nothing_breaks(&app, &visitor, &key(&app).await).await;
}
