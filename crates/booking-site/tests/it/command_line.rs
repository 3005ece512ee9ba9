//! The program as it is called: exit codes, and what goes where.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use uuid::Uuid;

use crate::import::checkout;

struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Place {
    fn new() -> Self {
        let dir = std::env::temp_dir().join(format!("innkeeper-cli-{}", Uuid::new_v4()));
        std::fs::create_dir(&dir).expect("a new directory");
        Self(dir)
    }

    fn innkeeper(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_innkeeper"));
        command.args(words).arg("--data").arg(self.0.join("data")).current_dir(checkout());
        command.output().expect("the program starts")
    }

    /// The same with these lines on standard input.
    fn code_with(&self, words: &[&str], input: &str) -> i32 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_innkeeper"));
        command.args(words).arg("--data").arg(self.0.join("data")).stdin(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
        child.wait().expect("it ends").code().expect("a code")
    }

    /// What a rule is answered, and the exit code.
    fn segment(&self, rule: &serde_json::Value, wanted: &[&str]) -> (serde_json::Value, i32) {
        let file = self.0.join("rule.json");
        std::fs::write(&file, rule.to_string()).expect("a new file");
        let file = file.to_str().expect("a plain path");
        let output = self.innkeeper(&[&["segment", file, "--today", "2026-11-24"], wanted].concat());
        let answer = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (answer, output.status.code().expect("it ends by itself"))
    }

    fn code(&self, words: &[&str]) -> i32 {
        let output = self.innkeeper(words);
        output.status.code().unwrap_or_else(|| panic!("{words:?} was ended: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

const SMALL: &str = "tests/fixtures/reservations-small.csv";
const MAP: &str = "crates/booking-site/maps/reservations.json";

#[test]
fn an_import_with_refused_rows_ends_with_findings_and_verify_is_clean() {
    let place = Place::new();
    assert_eq!(place.code(&["import", SMALL, "--map", MAP]), 3);
    assert_eq!(place.code(&["verify"]), 0);
}

#[test]
fn a_message_needs_no_map_and_ends_with_findings_where_a_reservation_is_refused() {
    let place = Place::new();
    let message = |name: &str| format!("tests/fixtures/opentravel/{name}.xml");
    assert_eq!(place.code(&["import", &message("notif"), "--dry-run"]), 0);
    assert_eq!(place.code(&["import", &message("cancel"), "--dry-run"]), 3, "a dry run wrote nothing to cancel");
    assert_eq!(place.code(&["import", &message("notif")]), 0);
    let output = place.innkeeper(&["import", &message("cancel"), "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        [&report["reservations"][0]["done"], &report["reservations"][1]["done"]],
        ["changed".into(), serde_json::Value::Null].each_ref()
    );
    assert_eq!(place.code(&["import", "Cargo.toml"]), 2, "a table needs a map");
    assert_eq!(place.code(&["verify"]), 0);
}

#[test]
fn an_import_without_a_map_is_not_understood_and_one_without_a_file_fails() {
    let place = Place::new();
    assert_eq!(place.code(&["import", SMALL]), 2);
    assert_eq!(place.code(&["import", "not-there.csv", "--map", MAP]), 1);
}

#[test]
fn a_json_report_is_alone_on_standard_output() {
    let place = Place::new();
    for words in [&["import", SMALL, "--map", MAP, "--json", "--dry-run"][..], &["verify", "--json"]] {
        let output = place.innkeeper(words);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        assert!(report["format"].as_str().is_some_and(|format| format.starts_with("innkeeper-")));
    }
}

#[test]
fn a_map_that_is_not_sound_is_refused_with_all_its_faults() {
    let place = Place::new();
    let map = place.0.join("map.json");
    std::fs::write(
        &map,
        r#"{"format":"innkeeper-map/1","system":"pms","curency":"EUR","guest":{"ref":{"column":"No"},"fields":{"sur_name":"Name"}}}"#,
    )
    .expect("can be written");
    let output = place.innkeeper(&["import", SMALL, "--map", map.to_str().expect("is text")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    for fault in ["curency: unknown key; did you mean `currency`?", "consents: is missing", "did you mean `surname`?"] {
        assert!(said.contains(fault), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn an_exported_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.innkeeper(&["import", SMALL, "--map", MAP]);
    let file = place.0.join("guests.csv");
    assert_eq!(place.code(&["export", "--format", "csv", "--output", file.to_str().expect("is text")]), 0);
    let mode = std::fs::metadata(&file).expect("was written").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_table_for_people_has_headings_in_their_language() {
    let place = Place::new();
    place.innkeeper(&["import", SMALL, "--map", MAP]);
    let table = |arguments: &[&str]| {
        let done = place.innkeeper(&[&["export", "--format", "csv"], arguments].concat());
        String::from_utf8(done.stdout).expect("a table is text")
    };
    let (plain, chinese) = (table(&[]), table(&["--headings", "zh-CN"]));
    let heading = |table: &str| table.lines().next().unwrap_or_default().to_owned();
    assert!(heading(&plain).contains(",email,") && heading(&chinese).contains(",邮箱,"), "{}", heading(&chinese));
    assert!(plain.lines().skip(1).eq(chinese.lines().skip(1)));
    assert_eq!(place.code(&["export", "--format", "csv", "--headings", "fr"]), 2);
}

#[test]
fn an_account_gets_other_roles_but_the_last_administrator_stays_one() {
    let place = Place::new();
    let add = ["user", "add", "--role", "it-admin", "--name", "Anna", "--email", "anna@hotel.example", "--password-stdin"];
    assert_eq!(place.code_with(&add, "a walk by the lake\n"), 0);
    assert_eq!(place.code(&["user", "roles", "anna@hotel.example", "sales"]), 1);
    assert_eq!(place.code(&["user", "roles", "anna@hotel.example", "sales", "it-admin"]), 0);
    let listed = place.innkeeper(&["user", "list", "--json"]);
    let staff: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("one JSON document");
    assert_eq!(staff[0]["roles"], serde_json::json!(["sales", "it-admin"]));
}

/// The numbers of guests of whom a line of the export says so, sorted.
fn exported(place: &Place, wanted: impl Fn(&serde_json::Value) -> bool) -> Vec<String> {
    let export = place.innkeeper(&["export"]).stdout;
    let lines = export.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    let guests = lines.filter(|line| line["type"] == "guest" && wanted(line));
    let mut numbers: Vec<String> = guests.map(|guest| guest["fields"]["number"].as_str().expect("a number").to_owned()).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_rule_is_asked_of_all_guests_and_the_answer_says_why() {
    let place = Place::new();
    assert_eq!(place.code(&["demo", "--guests", "300"]), 0);
    let line =
        |field: &str, operator: &str, value: serde_json::Value| serde_json::json!({ "field": field, "operator": operator, "value": value });
    let rule = serde_json::json!({ "combinator": "and", "rules": [line("country", "in", ["ES", "PT"].as_slice().into()), line("city", "notNull", serde_json::Value::Null)] });
    let expected = exported(&place, |guest| {
        ["ES", "PT"].iter().any(|code| guest["fields"]["country"] == *code) && guest["fields"]["city"].is_string()
    });
    assert!(!expected.is_empty() && expected.len() < 300, "{} guests", expected.len());

    let (answer, code) = place.segment(&rule, &["--ids"]);
    assert_eq!((code, &answer["ids"]), (0, &serde_json::json!(expected)));
    let (answer, code) = place.segment(&rule, &[]);
    assert_eq!((code, &answer["count"], &answer["of"], &answer["today"]), (0, &expected.len().into(), &300.into(), &"2026-11-24".into()));
    assert!(answer["ids"].is_null(), "nobody asked");

    let outside = exported(&place, |guest| guest["fields"]["country"] == "DE").remove(0);
    for (guest, holds) in [(&expected[0], true), (&outside, false)] {
        let (answer, code) = place.segment(&rule, &["--explain", guest]);
        assert_eq!((code, &answer["holds"], &answer["parts"][1]["path"]), (0, &holds.into(), &serde_json::json!([0])));
        assert_eq!(answer["parts"][1]["holds"], holds, "the line about the country");
    }
    assert_eq!(place.segment(&rule, &["--explain", "nobody"]).1, 1);
}

#[test]
fn everything_that_is_wrong_with_a_rule_is_said() {
    let place = Place::new();
    let rule = serde_json::json!({ "combinator": "and", "rules": [
        { "field": "shoe_size", "operator": "=", "value": 43 },
        { "combinator": "or", "rules": [{ "field": "birth_date", "operator": "=", "value": "soon" }] },
    ] });
    let (answer, code) = place.segment(&rule, &["--count"]);
    assert_eq!(code, 3);
    let said: Vec<_> =
        answer["problems"].as_array().expect("problems").iter().map(|problem| (&problem["path"], &problem["problem"])).collect();
    assert_eq!(said, [(&serde_json::json!([0]), &"rule-problem-field".into()), (&serde_json::json!([1, 0]), &"rule-problem-value".into())]);
    assert_eq!(answer["problems"][0]["text"], "There is no field called shoe_size.");
}
