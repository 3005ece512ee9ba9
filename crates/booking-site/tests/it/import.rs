//! Files of other systems: every row is accounted for, nothing is written twice, nothing staff typed is overwritten.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use innkeeper_booking_site::export::{Format, export};
use innkeeper_booking_site::import::map::Map;
use innkeeper_booking_site::import::report::Report;
use innkeeper_booking_site::import::run::{Request, import};
use innkeeper_booking_site::import::{Error, Limits};
use innkeeper_booking_site::store::Store;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::{Entity, Instant, Value, fields, guest};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::{Record, RootState};
use uuid::Uuid;

mod odd_files;

/// A database of its own for a test.
pub struct House {
    dir: PathBuf,
    pub store: Store,
    pub writer: Writer,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

impl House {
    pub async fn new() -> Self {
        let dir = std::env::temp_dir().join(format!("innkeeper-import-{}", Uuid::new_v4()));
        let store = Store::open(&dir, None).await.expect("a new directory");
        Self { dir, writer: Writer::new(store.clone()), store }
    }

    pub async fn import(&self, map: &str, csv: &str) -> Report {
        self.take(request(map, csv.as_bytes())).await.expect("the file is taken")
    }

    pub async fn take(&self, request: Request) -> Result<Report, Error> {
        import(&self.writer, request).await
    }

    pub async fn roots(&self) -> BTreeMap<RootId, RootState> {
        let roots = self.writer.read_roots(None, 100_000).await.expect("read");
        roots.into_iter().map(|at| (at.root, at.state)).collect()
    }

    /// The guest with this external reference.
    async fn guest(&self, reference: &str) -> (RootId, Record) {
        let wanted = Value::from(reference);
        let roots = self.roots().await;
        let own = |(root, state): (RootId, RootState)| state.own(root).cloned().map(|own| (root, own));
        let mut guests = roots.into_iter().filter_map(own);
        guests.find(|(_, own)| own.value(guest::EXTERNAL_REF.name()) == Some(&wanted)).expect("was imported")
    }

    pub async fn ops(&self) -> u64 {
        self.writer.head().await.expect("read").head.seq
    }
}

pub fn request(map: &str, bytes: &[u8]) -> Request {
    let map = Map::read(map.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"));
    Request {
        bytes: bytes.to_vec(),
        file: "file.csv".to_owned(),
        map,
        encoding: None,
        limits: Limits::default(),
        dry_run: false,
        shift_to: None,
        problems: None,
        show_progress: false,
    }
}

pub fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn own_file(path: &str) -> Vec<u8> {
    std::fs::read(checkout().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn reservations_map() -> String {
    String::from_utf8(own_file("crates/booking-site/maps/reservations.json")).expect("is text")
}

pub fn small() -> Request {
    Request {
        file: "reservations-small.csv".to_owned(),
        ..request(&reservations_map(), &own_file("tests/fixtures/reservations-small.csv"))
    }
}

/// Guests by number, with a name and a tag list.
const GUESTS: &str = r#"{"format":"innkeeper-map/1","system":"pms","consents":"none","guest":{"ref":{"column":"No"},
    "fields":{"surname":"Name","city":"City","tags":{"column":"Tags","split":";"}}}}"#;

#[tokio::test]
async fn every_row_of_the_oddities_is_accounted_for() {
    let house = House::new().await;
    let mut report = house.take(small()).await.expect("the file is taken");
    assert_eq!(report.taken + report.repaired + report.refused, report.rows);
    (report.reading_ms, report.writing_ms) = (0, 0);
    insta::assert_json_snapshot!(report);
}

#[tokio::test]
async fn the_report_for_people_says_the_same() {
    let house = House::new().await;
    let mut report = house.take(small()).await.expect("the file is taken");
    (report.reading_ms, report.writing_ms) = (0, 0);
    insta::assert_snapshot!(report);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let house = House::new().await;
    let dry = house.take(Request { dry_run: true, ..small() }).await.expect("the file is taken");
    assert_eq!(house.ops().await, 0);
    let real = house.take(small()).await.expect("the file is taken");
    let comparable = |report: Report| Report { dry_run: false, ops: 0, reading_ms: 0, writing_ms: 0, ..report };
    assert_eq!(comparable(dry), comparable(real));
}

#[tokio::test]
async fn the_same_file_again_writes_nothing() {
    let house = House::new().await;
    house.take(small()).await.expect("the file is taken");
    let before = house.ops().await;
    let again = house.take(small()).await.expect("the file is taken");
    assert_eq!((house.ops().await, again.ops, again.totals.guests.made), (before, 0, 0));
}

#[tokio::test]
async fn what_an_import_leaves_verifies_clean() {
    let house = House::new().await;
    house.take(small()).await.expect("the file is taken");
    let report = verify(&house.store).await.expect("readable");
    assert!(report.clean, "{report}");
}

#[tokio::test]
async fn the_problems_file_has_a_line_for_every_finding() {
    let house = House::new().await;
    let path = house.dir.join("problems.csv");
    let report = house.take(Request { problems: Some(path.clone()), ..small() }).await.expect("the file is taken");
    let mut lines = csv::Reader::from_path(path).expect("was written");
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in lines.records() {
        let line = line.expect("is CSV");
        assert!(line.iter().all(|cell| !cell.starts_with(['=', '+', '@', '\t'])), "{line:?}");
        *counts.entry(line[4].to_owned()).or_default() += 1;
    }
    let told: BTreeMap<String, u64> = report.findings.into_iter().map(|finding| (finding.code, finding.count)).collect();
    assert_eq!(counts, told);
}

#[tokio::test]
async fn a_changed_row_writes_only_what_changed() {
    let house = House::new().await;
    house.import(GUESTS, "No,Name,City,Tags\n1,Silva,Faro,golf\n2,Costa,Porto,\n").await;
    let report = house.import(GUESTS, "No,Name,City,Tags\n1,Silva,Braga,golf;wine\n2,Costa,Porto,\n").await;
    assert_eq!((report.ops, report.totals.guests.changed, report.totals.guests.unchanged), (2, 1, 1));
    let (_, silva) = house.guest("pms:1").await;
    assert_eq!(silva.value("city"), Some(&"Braga".into()));
    assert_eq!(silva.registers["city"].siblings.len(), 1);
    assert_eq!(silva.sets["tags"].len(), 2);
}

#[tokio::test]
async fn a_value_that_staff_typed_stays_beside_a_new_one_of_the_file() {
    let house = House::new().await;
    house.import(GUESTS, "No,Name,City,Tags\n1,Silva,Faro,\n").await;
    staff_sets_city(&house, "Olhão").await;
    house.import(GUESTS, "No,Name,City,Tags\n1,Silva,Braga,\n").await;
    let (_, silva) = house.guest("pms:1").await;
    let values: Vec<&Value> = silva.registers["city"].choices().iter().map(|sibling| &sibling.value).collect();
    assert_eq!(values, [&Value::from("Braga"), &Value::from("Olhão")]);
}

#[tokio::test]
async fn a_value_that_staff_corrected_is_not_brought_back_by_the_same_file() {
    let house = House::new().await;
    let csv = "No,Name,City,Tags\n1,Silva,Faroo,\n";
    house.import(GUESTS, csv).await;
    staff_sets_city(&house, "Faro").await;
    let report = house.import(GUESTS, csv).await;
    let (_, silva) = house.guest("pms:1").await;
    assert_eq!((report.ops, silva.value("city")), (0, Some(&"Faro".into())));
}

async fn staff_sets_city(house: &House, city: &str) {
    let (root, silva) = house.guest("pms:1").await;
    let fields = [("city".to_owned(), SetField(city.into(), silva.seen("city")))].into();
    let group = vec![Draft::of(root, Kind::Set { fields })];
    house.writer.append_groups_by(vec![group], UserId(Uuid::from_u128(5))).await.expect("written");
}

/// Consents in a column, with evidence in another.
const CONSENTS: &str = r#"{"format":"innkeeper-map/1","system":"pms","guest":{"ref":{"column":"No"},"fields":{"surname":"Name"}},
    "consents":[{"column":"News","purpose":"marketing","channel":"email","granted":["yes"],"refused":["no"],"evidence":"Form","on":"Date"}]}"#;

#[tokio::test]
async fn a_yes_without_evidence_is_not_taken_and_a_no_always_is() {
    let house = House::new().await;
    let csv = "No,Name,News,Form,Date\n1,Silva,yes,form 12,2016-01-02\n2,Costa,yes,,\n3,Lima,no,,\n";
    let report = house.import(CONSENTS, csv).await;
    let mut decisions = Vec::new();
    for reference in ["pms:1", "pms:2", "pms:3"] {
        let (_, guest) = house.guest(reference).await;
        decisions.push(guest.entries("consents").iter().map(|entry| entry.fields["decision"].clone()).collect::<Vec<_>>());
    }
    assert_eq!(decisions, [vec!["granted".into()], vec![], vec![Value::from("refused")]]);
    assert_eq!(report.findings[0].code, "consent-without-evidence");
    assert_eq!(house.import(CONSENTS, csv).await.ops, 0);
}

#[tokio::test]
async fn rows_without_numbers_are_known_again_by_their_content() {
    let house = House::new().await;
    let map =
        r#"{"format":"innkeeper-map/1","system":"list","consents":"none","guest":{"ref":{"content":true},"fields":{"surname":"Name"}}}"#;
    let csv = "Name\nSilva\nCosta\n";
    assert_eq!(house.import(map, csv).await.totals.guests.made, 2);
    assert_eq!(house.import(map, csv).await.ops, 0);
}

#[tokio::test]
async fn a_file_without_a_mapped_column_is_refused_with_the_nearest_one() {
    let house = House::new().await;
    let refused = house.take(request(GUESTS, b"No,Nome,City,Tags\n1,Silva,Faro,\n")).await.expect_err("lacks a column");
    assert_eq!(refused.to_string(), "the file lacks columns that the map names: `Name` (there is `Nome`)");
    assert_eq!(house.ops().await, 0);
}

#[tokio::test]
async fn a_file_with_too_many_rows_is_refused_whole() {
    let house = House::new().await;
    let limits = Limits { rows: 2, ..Limits::default() };
    let request = Request { limits, ..request(GUESTS, b"No,Name,City,Tags\n1,a,,\n2,b,,\n3,c,,\n") };
    assert!(matches!(house.take(request).await, Err(Error::TooManyRows { limit: 2 })));
    assert_eq!(house.ops().await, 0);
}

#[tokio::test]
async fn guests_exported_as_csv_come_back_the_same() {
    let (house, other) = (House::new().await, House::new().await);
    house.take(small()).await.expect("the file is taken");
    let mut csv = Vec::new();
    export(&house.writer, Format::Csv(None), Instant(0), &mut csv).await.expect("written");
    let map = String::from_utf8(own_file("crates/booking-site/maps/guests-export.json")).expect("is text");
    let report = other.take(request(&map, &csv)).await.expect("the file is taken");
    assert_eq!(report.refused, 0, "{report}");
    for (root, state) in house.roots().await {
        let Some(own) = state.own(root) else { continue };
        let (_, back) = other.guest(&format!("innkeeper:{root}")).await;
        for field in fields(Entity::Guest).iter().filter(|field| field.name != "external_ref") {
            assert_eq!(back.value(field.name), own.value(field.name), "{}", field.name);
        }
    }
}

#[tokio::test]
async fn an_exported_line_holds_the_whole_guest() {
    let house = House::new().await;
    house.import(CONSENTS, "No,Name,News,Form,Date\n1,Silva,yes,form 12,2016-01-02\n").await;
    let mut lines = Vec::new();
    export(&house.writer, Format::JsonLines, Instant(0), &mut lines).await.expect("written");
    let mut line: serde_json::Value = serde_json::from_slice(&lines).expect("one line");
    // Made anew each time.
    for changing in ["/id", "/consents/0/id", "/consents/0/fields/guest", "/consents/0/fields/recorded_at"] {
        let value = line.pointer_mut(changing).expect("is there");
        assert!(value.is_string(), "{changing}");
        *value = "…".into();
    }
    insta::assert_json_snapshot!(line);
}
