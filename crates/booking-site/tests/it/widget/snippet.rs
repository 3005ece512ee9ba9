//! What a website is given to put on its pages.

use std::path::PathBuf;

use axum::http::StatusCode;
use innkeeper_domain::access::Role;
use innkeeper_domain::lead;
use innkeeper_domain::{Fields, offer::Policies};
use serde_json::Value;
use uuid::Uuid;

use super::Open;
use crate::app::{Build, HOST, Person};

const VERSION: &str = "1.0.0-abcdef12";

/// A build of the app with a widget in it.
struct Files(PathBuf);

impl Files {
    fn new() -> Self {
        let dir = std::env::temp_dir().join(format!("innkeeper-widget-{}", Uuid::new_v4()));
        std::fs::create_dir_all(dir.join("w").join(VERSION)).expect("a new directory");
        std::fs::write(dir.join("w").join(VERSION).join("loader.js"), "alert('Hello, world.');").expect("a new file");
        Self(dir)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn opened(files: &Files) -> Open {
    Open::on(Build { app_dir: Some(files.0.clone()), ..Build::default() }.done().await).await
}

async fn asks(open: &Open, ines: &Person<'_>, chosen: &str) -> Value {
    ines.get(&format!("/api/site-keys/{}/snippet?{chosen}", open.key)).await.json()
}

/// The value of a hidden field, as a browser would send it.
fn hidden<'a>(code: &'a str, name: &str) -> &'a str {
    let (_, rest) = code.split_once(&format!("<input name=\"{name}\" type=\"hidden\" value=\"")).expect("a hidden field");
    rest.split_once('"').expect("its end").0
}

#[tokio::test]
async fn the_snippet_pins_the_version_that_is_served_by_its_integrity() {
    let files = Files::new();
    let open = opened(&files).await;
    let ines = open.app.person("ines", Role::ItAdmin).await;
    let snippet = asks(&open, &ines, "").await;
    assert_eq!((snippet["version"].as_str(), snippet["site"]["name"].as_str()), (Some(VERSION), Some("website")));
    let code = snippet["code"].as_str().expect("HTML");
    // The example of the standard (W3C Subresource Integrity, 1.1).
    let tag = format!(
        "<script async src=\"http://{HOST}/w/{VERSION}/loader.js\"\n  \
         integrity=\"sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO\"\n  crossorigin=\"anonymous\"></script>"
    );
    assert!(code.starts_with(&tag), "{code}");
    assert_eq!(open.visitor().get(&format!("/w/{VERSION}/loader.js")).await.status, StatusCode::OK);
    let moving = asks(&open, &ines, "loader=newest").await;
    let code = moving["code"].as_str().expect("HTML");
    assert!(code.starts_with(&format!("<script async src=\"http://{HOST}/w/1/loader.js\"></script>")), "{code}");
}

#[tokio::test]
async fn the_code_of_a_frame_in_spanish_is_as_the_handbook_has_it() {
    let files = Files::new();
    let open = opened(&files).await;
    let ines = open.app.person("ines", Role::ItAdmin).await;
    let snippet = asks(&open, &ines, "lang=es&mode=frame&theme=dark").await;
    let code = snippet["code"].as_str().expect("HTML").replace(&open.key, "pk_key");
    insta::assert_snapshot!(code);
}

#[tokio::test]
async fn each_way_names_what_its_policy_must_let_through() {
    let open = Open::new().await;
    let ines = open.app.person("ines", Role::ItAdmin).await;
    let crm = format!("http://{HOST}");
    let wasm = format!("{crm} 'wasm-unsafe-eval'");
    let [script, connect, frame, form] = ["script-src", "connect-src", "frame-src", "form-action"];
    for (mode, wanted) in [
        ("", vec![(script, &wasm), (connect, &crm), (frame, &crm), (form, &crm)]),
        ("inline", vec![(script, &wasm), (connect, &crm), (form, &crm)]),
        ("frame", vec![(script, &crm), (frame, &crm), (form, &crm)]),
        ("plain", vec![(form, &crm)]),
    ] {
        let snippet = asks(&open, &ines, &format!("mode={mode}")).await;
        let policy = snippet["policy"].as_array().expect("a list").clone();
        let told: Vec<_> =
            policy.iter().map(|one| [one["name"].as_str(), one["sources"].as_str()].map(|text| text.expect("text"))).collect();
        assert_eq!(told, wanted.iter().map(|(name, sources)| [*name, sources.as_str()]).collect::<Vec<_>>(), "{mode:?}");
        assert_eq!(snippet["code"].as_str().expect("HTML").contains("<script"), mode != "plain", "{mode:?}");
    }
}

#[tokio::test]
async fn what_the_plain_code_sends_is_a_lead_with_its_consent() {
    let open = Open::new().await;
    let ines = open.app.person("ines", Role::ItAdmin).await;
    let snippet = asks(&open, &ines, "lang=es&mode=plain").await;
    let code = snippet["code"].as_str().expect("HTML");
    let names = ["consent_text", "consent_version", "consent_locale", "consent_sha256", "lang"];
    let fields: String = names.iter().map(|name| format!("&{name}={}", hidden(code, name))).collect();
    let sent = open.visitor().form(&open.path("enquiry"), &format!("name=Nuria&email=n%40a.example&message=Si&consent=yes{fields}")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let leads = open.leads().await;
    assert_eq!((leads.len(), leads[0].get(lead::LANGUAGE)), (1, Some("es".to_owned())));
    assert_eq!(super::entries(&leads[0], "consents")[0]["text_locale"], "es");
}

#[tokio::test]
async fn how_else_the_hotel_is_reached_stands_in_the_element_and_nowhere_as_markup() {
    let open = Open::new().await;
    let mut offer = open.app.site.store.offer().await.expect("read");
    offer.policies = Policies { phone: "+34 972 25 80 00".to_owned(), email: "\"<b>\"@hotel.example".to_owned(), ..Policies::default() };
    open.app.site.store.replace_offer(&offer).await.expect("stored");
    let ines = open.app.person("ines", Role::ItAdmin).await;
    let snippet = asks(&open, &ines, "").await;
    let code = snippet["code"].as_str().expect("HTML");
    assert!(code.contains(" phone=\"+34 972 25 80 00\" email=\"&quot;&lt;b&gt;&quot;@hotel.example\">"), "{code}");
}

#[tokio::test]
async fn the_snippet_is_for_those_who_manage_websites_and_for_choices_there_are() {
    let open = Open::new().await;
    let path = format!("/api/site-keys/{}/snippet", open.key);
    assert_eq!(open.app.stranger().get(&path).await.status, StatusCode::UNAUTHORIZED);
    let sam = open.app.person("sam", Role::Sales).await;
    assert_eq!(sam.get(&path).await.problem(), (403, "problem-not-allowed".to_owned()));
    let ines = open.app.person("ines", Role::ItAdmin).await;
    assert_eq!(ines.get("/api/site-keys/pk_nobody/snippet").await.problem(), (404, "problem-not-found".to_owned()));
    assert_eq!(ines.get(&format!("{path}?mode=popup")).await.problem(), (400, "problem-unreadable-request".to_owned()));
}
