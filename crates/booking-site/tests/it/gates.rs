//! What every request meets before its handler: headers, origin, sizes, rates.

use std::io::Write;

use axum::http::{Method, StatusCode};
use innkeeper_domain::access::Role;
use serde_json::Value;

use crate::app::{Build, TestApp};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::new().await;
    for path in ["/healthz", "/api/session", "/sync/v1/pull", "/nothing-here.js"] {
        let answer = app.stranger().get(path).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(security_headers(&answer.headers));
        }
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
}

fn security_headers(headers: &axum::http::HeaderMap) -> String {
    let ours = |name: &str| !["content-type", "content-length", "cache-control", "vary"].contains(&name);
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| ours(name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("plain text")))
        .collect();
    lines.sort();
    lines.join("\n")
}

#[tokio::test]
async fn transport_security_is_promised_over_tls_only() {
    let plain = TestApp::new().await.stranger().get("/healthz").await;
    assert_eq!(plain.header("strict-transport-security"), None);
    let tls = Build { over_tls: true, ..Build::default() }.done().await;
    let header = tls.stranger().get("/healthz").await.header("strict-transport-security").map(str::to_owned);
    assert_eq!(header.as_deref(), Some("max-age=63072000; includeSubDomains"));
}

#[tokio::test]
async fn a_request_from_another_website_changes_nothing() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::ItAdmin).await;
    let foreign = (403, "problem-foreign-origin".to_owned());
    for origin in ["https://evil.example", "null", "http://127.0.0.1:8081", "http://127.0.0.1:8080.evil.example", ""] {
        for path in ["/logout", "/api/password", "/sync/v1/enrol"] {
            assert_eq!(anna.and("origin", origin).post(path, &()).await.problem(), foreign, "{path} from {origin}");
        }
    }
    let cross = anna.and("origin", "null").and("sec-fetch-site", "cross-site");
    assert_eq!(cross.post("/api/password", &()).await.problem(), foreign);
    assert_eq!(app.stranger().without("origin").post("/login", &()).await.problem(), foreign);
    assert_eq!(anna.get("/api/session").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn the_api_wants_the_mark_that_no_form_can_send() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::ItAdmin).await;
    let form = anna.less("x-innkeeper").form("/api/password", "old=a&new=b").await;
    assert_eq!(form.problem(), (403, "problem-foreign-origin".to_owned()));
}

#[tokio::test]
async fn a_refusal_is_a_problem_document_with_its_sentence() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    insta::assert_snapshot!(app.stranger().get("/api/session").await.text());
}

#[tokio::test]
async fn a_session_asks_the_api_300_times_a_minute() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::Service).await;
    for _ in 0..300 {
        assert_eq!(anna.get("/api/session").await.status, StatusCode::OK);
    }
    let one_more = anna.get("/api/session").await;
    assert_eq!((one_more.problem().0, one_more.header("retry-after")), (429, Some("60")));
    assert_eq!(app.sign_in("anna").await.get("/api/session").await.status, StatusCode::OK, "another session is counted apart");
    app.advance(60_000);
    assert_eq!(anna.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_device_sends_and_fetches_60_times_a_minute_each() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    for n in 0..60 {
        assert_eq!(
            tablet.post("/sync/v1/status", &innkeeper_sync::wire::StatusReport::default()).await.status,
            StatusCode::NO_CONTENT,
            "{n}"
        );
        tablet.pulls().await;
    }
    let push = tablet.send_push(&tablet.push_of(1, Vec::new())).await;
    assert_eq!((push.problem().0, push.header("retry-after")), (429, Some("60")));
    assert_eq!(tablet.ask_pull(0, Default::default()).await.problem().0, 429);
    app.advance(60_000);
    tablet.pulls().await;
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("into memory");
    encoder.finish().expect("into memory")
}

#[tokio::test]
async fn bodies_larger_than_the_path_takes_are_refused() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let too_large = (413, "problem-too-large".to_owned());
    let send = |path: &'static str, body: Vec<u8>| {
        let person = tablet.person.clone();
        async move { person.send(Method::POST, path, Some("application/json"), body).await }
    };
    assert_eq!(send("/sync/v1/push", vec![b' '; 4 * 1024 * 1024 + 1]).await.problem(), too_large);
    assert_eq!(send("/sync/v1/status", vec![b' '; 64 * 1024 + 1]).await.problem(), too_large);
    let form = app.stranger().form("/login", &"x".repeat(16 * 1024 + 1)).await;
    assert_eq!(form.problem(), (400, "problem-unreadable-request".to_owned()));
}

#[tokio::test]
async fn a_packed_bomb_is_noticed_while_it_unpacks() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let zipped = tablet.and("content-encoding", "gzip");
    let send = |body: Vec<u8>| zipped.send(Method::POST, "/sync/v1/push", Some("application/json"), body);
    let bomb = packed(&vec![b' '; 5 * 1024 * 1024]);
    assert!(bomb.len() < 64 * 1024);
    assert_eq!(send(bomb).await.problem(), (413, "problem-too-large".to_owned()));
    assert_eq!(send(vec![0; 512 * 1024 + 1]).await.problem(), (413, "problem-too-large".to_owned()));
    assert_eq!(send(b"not packed".to_vec()).await.problem(), (400, "problem-unreadable-request".to_owned()));
    let push = serde_json::to_vec(&tablet.push_of(1, Vec::new())).expect("plain data");
    assert_eq!(send(packed(&push)).await.status, StatusCode::OK);
    let brotli = tablet.and("content-encoding", "br").post("/sync/v1/push", &()).await;
    assert_eq!(brotli.problem().0, 400);
}

#[tokio::test]
async fn nothing_malformed_is_taken_for_a_request() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    for body in [&b""[..], b"{", b"[]", b"{\"epoch\":-1}", b"\xff\xfe"] {
        let answer = tablet.send(Method::POST, "/sync/v1/push", Some("application/json"), body.to_vec()).await;
        assert_eq!(answer.problem(), (400, "problem-unreadable-request".to_owned()), "{body:?}");
    }
    for query in ["", "?epoch=x", "?epoch=1&cursor=0&chain=zz&projection=hotel.psf"] {
        assert_eq!(tablet.get(&format!("/sync/v1/pull{query}")).await.problem().0, 400, "{query}");
    }
}

#[tokio::test]
async fn answers_are_packed_for_those_who_accept_it() {
    let app = TestApp::new().await;
    let anna = app.person("anna", Role::Service).await;
    let answer = anna.and("accept-encoding", "gzip").get("/api/session").await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    let answer = anna.and("accept-encoding", "gzip, deflate, br, zstd").get("/api/session").await;
    assert_eq!(answer.header("content-encoding"), Some("zstd"));
}

#[tokio::test]
async fn reports_of_blocked_content_are_counted() {
    let app = TestApp::new().await;
    let report = r#"[{"type":"csp-violation","body":{"effectiveDirective":"script-src-elem","blockedURL":"https://evil.example/\r\nx"}}]"#;
    let bare = app.stranger().without("origin").without("x-innkeeper");
    let send = |body: &str| bare.send(Method::POST, "/csp-report", Some("application/reports+json"), body.as_bytes().to_vec());
    assert_eq!(send(report).await.status, StatusCode::NO_CONTENT);
    assert_eq!(send(r#"{"csp-report":{"effective-directive":"img-src"}}"#).await.status, StatusCode::NO_CONTENT);
    assert_eq!(send("nonsense").await.problem().0, 400);
    let health: Value = app.stranger().get("/healthz").await.json();
    assert_eq!((&health["ok"], &health["violations"]), (&Value::Bool(true), &Value::from(2)));
    for _ in 0..57 {
        send(report).await;
    }
    assert_eq!(send(report).await.problem().0, 429);
}

#[tokio::test]
async fn behind_a_proxy_the_last_forwarded_address_counts() {
    let app = Build { over_tls: true, behind_proxy: true, ..Build::default() }.done().await;
    app.hire("anna", Role::Service).await;
    // The client may write what it likes before the proxy adds what it saw.
    for n in 0..5 {
        app.stranger().with("x-forwarded-for", &format!("203.0.113.{n}, 198.51.100.7")).log_in("anna", "wrong").await;
    }
    let sixth = app.stranger().with("x-forwarded-for", "203.0.113.99, 198.51.100.7").log_in("anna", "wrong").await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    let elsewhere = app.stranger().with("x-forwarded-for", "198.51.100.8").log_in("anna", "wrong").await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn without_a_proxy_nobody_chooses_their_own_address() {
    let app = TestApp::new().await;
    app.hire("anna", Role::Service).await;
    for n in 0..5 {
        app.stranger().with("x-forwarded-for", &format!("203.0.113.{n}")).log_in("anna", "wrong").await;
    }
    let sixth = app.stranger().with("x-forwarded-for", "203.0.113.99").log_in("anna", "wrong").await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
}
