//! Odd CSV files of other projects' tests, where they lie beside the checkout: none panics, every row is accounted for,
//! and what is stored is what was given.

use std::path::{Path, PathBuf};

use innkeeper_booking_site::import::table::{Row, Shape, Table};
use innkeeper_booking_site::import::{Error, Limits, encoding, packing};
use innkeeper_sync::state::Record;
use serde_json::json;

use super::{House, checkout, request};

fn folder(name: &str) -> PathBuf {
    checkout().join("../shared/data/badinput").join(name)
}

/// Every file below a folder with one of the endings; none where the folder is not there.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn open(bytes: Vec<u8>) -> Result<Table, Error> {
    let bytes = packing::unpack(bytes, &Limits::default())?;
    let text = encoding::decode(&bytes, None)?.text;
    Table::open(text, &Shape::default(), &Limits::default())
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut all) = (table.rows(), Row::default(), Vec::new());
    while rows.next(&mut row, &mut Vec::new()) {
        all.push(row.cells().map(str::to_owned).collect());
    }
    all
}

/// Fields that take any text, so that what is stored can be held against what was given.
const TEXTS: [&str; 8] =
    ["notes", "confirmation_number", "channel_number", "property", "room_number", "market_segment", "channel", "company"];

/// A map that takes the first columns of a table as they stand.
fn map_for(system: &str, columns: &[String]) -> String {
    let fields: serde_json::Map<String, serde_json::Value> =
        TEXTS.iter().zip(columns).map(|(field, column)| ((*field).to_owned(), json!({ "column": column }))).collect();
    json!({
        "format": "innkeeper-map/1",
        "system": system,
        "consents": "none",
        "guest": { "ref": { "content": true }, "fields": {} },
        "stay": { "ref": { "content": true }, "fields": fields },
    })
    .to_string()
}

/// What the files are said to come from.
const SYSTEM: &str = "odd";

/// A cell as a text field keeps it.
fn kept(cell: &str, field: &str) -> String {
    let most = if field == "notes" { 10_000 } else { 200 };
    let clean = cell.trim().replace('\0', "");
    clean.trim().chars().take(most).collect()
}

/// Each file has a house of its own: what it left there is all there is.
async fn check(path: &Path) {
    let (name, house) = (path.display(), House::new().await);
    let bytes = std::fs::read(path).expect("is there");
    let table = match open(bytes.clone()) {
        Ok(table) => table,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "{name}");
            return;
        }
    };
    let given = rows(&table);
    let report = match house.take(request(&map_for(SYSTEM, table.columns()), &bytes)).await {
        Ok(report) => report,
        Err(Error::NoRows) => {
            assert!(given.is_empty(), "{name}");
            return;
        }
        Err(error) => panic!("{name}: {error}"),
    };
    assert_eq!(report.rows, given.len() as u64, "{name}");
    assert_eq!(report.taken + report.repaired + report.refused, report.rows, "{name}");
    let mut expected: Vec<Vec<String>> = given
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .map(|row| {
            // Cells behind the last column have no field to go to.
            let cell = |at: usize| row.get(at).filter(|_| at < table.columns().len()).map_or("", String::as_str);
            TEXTS.iter().enumerate().map(|(at, field)| kept(cell(at), field)).collect()
        })
        .collect();
    let mut stored = Vec::new();
    let prefix = format!("{SYSTEM}:");
    let of_file = |record: &&Record| {
        let reference = record.value("external_ref").and_then(|value| value.as_text());
        record.entity == "stay" && reference.is_some_and(|reference| reference.starts_with(&prefix))
    };
    for state in house.roots().await.into_values() {
        for stay in state.records.values().filter(of_file) {
            let text = |field: &&str| stay.value(field).and_then(|value| value.as_text()).unwrap_or_default().to_owned();
            stored.push(TEXTS.iter().map(text).collect::<Vec<String>>());
        }
    }
    for rows in [&mut expected, &mut stored] {
        rows.sort();
        rows.dedup();
    }
    // A row that names columns the map does not take has no stay of its own if the others are empty.
    expected.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    stored.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    assert_eq!(stored, expected, "{name}");
}

#[tokio::test]
async fn odd_files_are_stored_as_given() {
    let mut all = vec![checkout().join("tests/fixtures/reservations-small.csv")];
    for name in ["csv-misc", "csv-spectrum", "contacts"] {
        all.extend(files(&folder(name), &["csv", "tsv"]));
    }
    for path in &all {
        check(path).await;
    }
}

#[tokio::test]
async fn workbooks_are_refused_by_name() {
    for path in files(&folder("csv-misc"), &["xls", "xlsx"]) {
        let refused = open(std::fs::read(&path).expect("is there")).expect_err("is no text");
        assert!(matches!(refused, Error::NotText(_)), "{}: {refused}", path.display());
    }
}

/// The oddities of csv-spectrum in our own words, for checkouts without it: a file and the rows it stands for.
const SPECTRUM: [(&str, &[&[&str]]); 6] = [
    ("first,address\nJohn,\"120 any st., Anytown\"\n", &[&["John", "120 any st., Anytown"]]),
    ("a,b,c\n1,\"\",\"\"\n", &[&["1", "", ""]]),
    ("a,b\r\n1,\"ha \"\"ha\"\" ha\"\r\n", &[&["1", "ha \"ha\" ha"]]),
    ("a,b\r\n1,\"once\r\nupon\"\r\n", &[&["1", "once\r\nupon"]]),
    ("a,b\n1,\"once\nupon\"\n3,4\n", &[&["1", "once\nupon"], &["3", "4"]]),
    ("key,val\n1,\"{\"\"type\"\": \"\"Point\"\"}\"\n", &[&["1", "{\"type\": \"Point\"}"]]),
];

#[test]
fn quoting_is_read_by_the_rules_of_rfc_4180() {
    for (text, expected) in SPECTRUM {
        assert_eq!(rows(&open(text.into()).expect("has rows")), expected, "{text:?}");
    }
}

/// The one cell about which the CSV and the JSON of csv-spectrum say different things.
const DISPUTED: (&str, &str) = ("location_coordinates.csv", "Contact Phone Number");

#[test]
fn csv_spectrum_reads_as_its_json_says() {
    for path in files(&folder("csv-spectrum/csvs"), &["csv"]) {
        let table = open(std::fs::read(&path).expect("is there")).expect("has rows");
        let name = path.file_name().expect("is a file");
        let counts = |column: &&String| name != DISPUTED.0 || *column != DISPUTED.1;
        let json = folder("csv-spectrum/json").join(name).with_extension("json");
        let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(json).expect("is there")).expect("is JSON");
        let expected = expected.as_array().cloned().unwrap_or_else(|| vec![expected]);
        let rows = rows(&table);
        assert_eq!(rows.len(), expected.len(), "{}", path.display());
        for (row, expected) in rows.iter().zip(&expected) {
            for (column, cell) in table.columns().iter().zip(row).filter(|(column, _)| counts(column)) {
                // Some copies of the set went through a tool that took the carriage returns off the CSV.
                let told = expected[column].as_str().expect("cells are texts").replace('\r', "");
                assert_eq!(told, cell.replace('\r', ""), "{} {column}", path.display());
            }
        }
    }
}
