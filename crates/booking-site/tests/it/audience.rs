//! Guests that leave the house in a file: who may take them, what is in it, and what is kept of it.

use axum::http::StatusCode;
use innkeeper_domain::access::Role;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::op::{Fields, Kind};
use serde_json::{Value as Json, json};

use crate::app::{PASSWORD, TestApp, drafts};

const EXPORT: &str = "/api/audience/export";

fn guest(surname: &str, country: &str) -> Draft {
    let root = drafts::root();
    let email = format!("{}@mail.example", surname.to_lowercase());
    let fields = Fields::from([
        ("surname".to_owned(), surname.into()),
        ("country".to_owned(), country.into()),
        ("email".to_owned(), email.as_str().into()),
        ("allergies".to_owned(), "Zyxnuts".into()),
    ]);
    Draft::of(root, Kind::New { entity: "guest".to_owned(), fields, sets: [].into() })
}

async fn three_guests(app: &TestApp) {
    let drafts = ["Abel", "Brau", "=Cmd"].iter().zip(["ES", "PT", "ES"]).map(|(surname, country)| vec![guest(surname, country)]);
    app.house_writes(drafts.collect()).await;
}

fn asking(country: &str) -> Json {
    let rule = json!({ "combinator": "and", "rules": [{ "field": "country", "operator": "=", "value": country }] });
    json!({ "rule": rule.to_string(), "reason": "Letters for the opening", "password": PASSWORD, "language": "es" })
}

fn asking_with(member: &str, value: &str) -> Json {
    let mut body = asking("ES");
    body[member] = value.into();
    body
}

#[tokio::test]
async fn the_director_takes_out_whom_a_rule_holds_for_and_the_book_says_so() {
    let app = TestApp::new().await;
    three_guests(&app).await;
    let director = app.person("clara", Role::Director).await;
    let answer = director.post(EXPORT, &asking("ES")).await;
    assert_eq!((answer.status, answer.header("x-innkeeper-guests")), (StatusCode::OK, Some("2")));
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let file = answer.text();
    let mut rows = ::csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    assert!(rows.headers().expect("headings").iter().any(|words| words == "Primer apellido"), "{file}");
    let surnames: std::collections::BTreeSet<String> = rows.records().map(|row| row.expect("a row")[3].to_owned()).collect();
    // A cell that a spreadsheet program would run is quoted.
    assert_eq!(surnames, ["'=Cmd".to_owned(), "Abel".to_owned()].into());
    assert!(!file.contains("Zyxnuts"), "only what is needed for writing to them");
    let book: Json = director.get("/api/audience/exports").await.json();
    assert_eq!((&book[0]["guests"], &book[0]["reason"]), (&json!(2), &json!("Letters for the opening")));
    assert_eq!(book.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn nobody_else_takes_guests_out() {
    let app = TestApp::new().await;
    three_guests(&app).await;
    for role in Role::ALL.iter().filter(|role| **role != Role::Director) {
        let person = app.person(&format!("p{role:?}").to_lowercase(), *role).await;
        assert_eq!(person.post(EXPORT, &asking("ES")).await.status, StatusCode::FORBIDDEN, "{role:?}");
        assert_eq!(person.get("/api/audience/exports").await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
}

#[tokio::test]
async fn an_export_that_is_refused_is_not_in_the_book() {
    let app = TestApp::new().await;
    three_guests(&app).await;
    let director = app.person("clara", Role::Director).await;
    let shoes = r#"{"combinator":"and","rules":[{"field":"shoe_size","operator":"=","value":43}]}"#;
    for (body, code) in [
        (asking_with("password", "not hers"), "problem-wrong-password"),
        (asking_with("reason", "  "), "problem-export-reason"),
        (asking_with("reason", &"r".repeat(501)), "problem-export-reason"),
        (asking_with("rule", shoes), "problem-export-rule"),
        (asking_with("rule", "{"), "problem-export-rule"),
        (asking("FR"), "problem-export-nobody"),
    ] {
        assert_eq!(director.post(EXPORT, &body).await.problem().1, code);
    }
    assert_eq!(director.get("/api/audience/exports").await.json::<Json>(), json!([]));
}

#[tokio::test]
async fn a_person_exports_ten_times_an_hour() {
    let app = TestApp::new().await;
    three_guests(&app).await;
    let director = app.person("clara", Role::Director).await;
    for _ in 0..10 {
        assert_eq!(director.post(EXPORT, &asking("ES")).await.status, StatusCode::OK);
    }
    assert_eq!(director.post(EXPORT, &asking("ES")).await.problem(), (429, "problem-too-often".to_owned()));
}

#[tokio::test]
async fn more_than_five_thousand_guests_leave_in_no_file() {
    let app = TestApp::new().await;
    app.house_writes((0..=5_000).map(|n| vec![guest(&format!("G{n}"), "ES")]).collect()).await;
    let director = app.person("clara", Role::Director).await;
    assert_eq!(director.post(EXPORT, &asking("ES")).await.problem(), (422, "problem-export-many".to_owned()));
}
