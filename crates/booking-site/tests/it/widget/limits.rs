//! The limits of the door: sizes and rates, and what the log of the server says.

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::{Open, SITE};

/// A plain form with this question, from this address.
async fn form(open: &Open, from: &str, question: &str) -> crate::app::Answer {
    let body = format!("name=Nuria&email=nuria%40example.com&message={question}");
    open.visitor().from(from).form(&open.path("enquiry"), &body).await
}

#[tokio::test]
async fn a_network_sends_five_enquiries_a_minute() {
    let open = Open::new().await;
    for n in 0..5 {
        assert_eq!(form(&open, "192.0.2.1", &format!("q{n}")).await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let sixth = form(&open, "192.0.2.1", "q5").await;
    assert_eq!((sixth.status, sixth.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some("60")));
    assert_eq!(form(&open, "192.0.2.2", "q6").await.status, StatusCode::SEE_OTHER, "another network is counted apart");
    open.app.advance(60_000);
    assert_eq!(form(&open, "192.0.2.1", "q7").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_whole_ipv6_network_is_one_sender() {
    let open = Open::new().await;
    for n in 0..5 {
        form(&open, &format!("2001:db8:1:2::{n}"), &format!("q{n}")).await;
    }
    assert_eq!(form(&open, "2001:db8:1:2:ffff::1", "q").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_network_sends_thirty_enquiries_an_hour() {
    let open = Open::new().await;
    for n in 0..30 {
        assert_eq!(form(&open, "192.0.2.1", &format!("q{n}")).await.status, StatusCode::SEE_OTHER, "{n}");
        open.app.advance(15_000);
    }
    let more = form(&open, "192.0.2.1", "more").await;
    let wait = 3_600 - 30 * 15;
    assert_eq!((more.status, more.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some(wait.to_string().as_str())));
}

#[tokio::test]
async fn a_website_takes_sixty_enquiries_a_minute() {
    let open = Open::new().await;
    for n in 0..60 {
        assert_eq!(form(&open, &format!("192.0.2.{n}"), &format!("q{n}")).await.status, StatusCode::SEE_OTHER, "{n}");
    }
    assert_eq!(form(&open, "198.51.100.1", "more").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_script_is_told_when_to_come_back() {
    let open = Open::new().await;
    let body = open.worked(super::ID).await;
    for _ in 0..5 {
        assert_eq!(open.send(&body).await.status, StatusCode::OK);
    }
    let sixth = open.send(&body).await;
    assert_eq!((sixth.problem(), sixth.header("retry-after")), ((429, "problem-too-often".to_owned()), Some("60")));
    assert_eq!(sixth.header("access-control-expose-headers"), Some("retry-after"));
}

#[tokio::test]
async fn a_network_is_shown_120_forms_a_minute() {
    let open = Open::new().await;
    for n in 0..120 {
        assert_eq!(open.visitor().get(&open.path("token")).await.status, StatusCode::OK, "{n}");
    }
    assert_eq!(open.visitor().get(&open.path("token")).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(open.visitor().get(&open.path("form")).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_enquiry_has_sixteen_kilobytes() {
    let open = Open::new().await;
    let fits = |bytes: usize| {
        let start = "name=Nuria&email=nuria%40example.com&message=hello&topic=";
        format!("{start}{}", "x".repeat(bytes - start.len()))
    };
    let send = |bytes: usize| async move { open_form(&fits(bytes)).await };
    async fn open_form(body: &str) -> StatusCode {
        let open = Open::new().await;
        open.visitor().form(&open.path("enquiry"), body).await.status
    }
    assert_eq!(send(16 * 1024).await, StatusCode::SEE_OTHER);
    assert_eq!(send(16 * 1024 + 1).await, StatusCode::PAYLOAD_TOO_LARGE);
    let json = serde_json::json!({ "message": "x".repeat(16 * 1024) });
    let answer = open.visitor().post(&open.path("enquiry"), &json).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::PAYLOAD_TOO_LARGE, Some(SITE)));
}

#[tokio::test]
async fn work_is_asked_for_by_how_much_comes() {
    let open = Open::new().await;
    let bits = || async {
        let form: Value = open.visitor().from("198.51.100.1").get(&open.path("token")).await.json();
        form["bits"].as_u64().expect("a number")
    };
    let quiet = bits().await;
    for n in 0..40 {
        form(&open, &format!("192.0.2.{n}"), &format!("q{n}")).await;
    }
    assert_eq!(bits().await, quiet + 3);
    open.app.advance(10 * 60_000);
    assert_eq!(bits().await, quiet);
}

#[tokio::test]
async fn the_door_takes_its_own_methods_only() {
    let open = Open::new().await;
    assert_eq!(open.visitor().get(&open.path("enquiry")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(open.visitor().send(Method::PUT, &open.path("token"), None, Vec::new()).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
