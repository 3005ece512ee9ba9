//! Erasure: what is personal goes from the database, its write-ahead log, backups, exports and mails, and stays gone.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use axum::http::StatusCode;
use innkeeper_booking_site::backup::target;
use innkeeper_booking_site::erasure;
use innkeeper_booking_site::import::run::import;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId, UserId};
use innkeeper_sync::op::{Fields, Kind, SetField};
use innkeeper_sync::row::Chain;
use innkeeper_sync::wire::PagesQuery;
use serde_json::json;
use uuid::Uuid;

use crate::app::{PASSWORD, TestApp, drafts};
use crate::backup::Scratch;
use crate::import::request;
use crate::snapshot::{manifest, taken};

/// What no file may hold after an erasure.
const CANARIES: [&str; 4] = ["Zyxcanaria", "zyx.canaria@mail.example", "canaryconversation", "+34600999111"];

/// Which of these texts lie open in the files of a directory.
fn found_below<'a>(dir: &Path, texts: &[&'a str]) -> Vec<&'a str> {
    let (mut found, mut dirs) = (BTreeSet::new(), vec![dir.to_owned()]);
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(dir).expect("a directory").flatten() {
            if entry.path().is_dir() {
                dirs.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).expect("a file");
            let mut unpacked = Vec::new();
            // A backup is packed: what lies in it open is found unpacked.
            let _ = flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked);
            let lies =
                |text: &str| [&bytes, &unpacked].iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()));
            found.extend((0..texts.len()).filter(|at| lies(texts[*at])));
        }
    }
    found.into_iter().map(|at| texts[at]).collect()
}

fn by() -> UserId {
    UserId::of_source("test")
}

/// A guest with a canary in every kind of place: a field, a later change, an entry.
async fn somebody(app: &TestApp) -> RootId {
    let root = drafts::root();
    let fields = Fields::from([("surname".to_owned(), CANARIES[0].into()), ("phone".to_owned(), CANARIES[3].into())]);
    let made = Kind::New { entity: "guest".to_owned(), fields, sets: [("more_emails".to_owned(), vec![CANARIES[1].into()])].into() };
    let changed = Kind::Set { fields: [("email".to_owned(), SetField(CANARIES[1].into(), Vec::new()))].into() };
    let noted = Kind::Append {
        stream: "interactions".to_owned(),
        entry: EntryId(Uuid::new_v4()),
        fields: [("body".to_owned(), Value::from(CANARIES[2]))].into(),
    };
    app.house_writes(vec![vec![Draft::of(root, made)], vec![Draft::of(root, changed), Draft::of(root, noted)]]).await;
    root
}

#[tokio::test]
async fn nothing_personal_lies_open_in_any_file_of_the_server_before_an_erasure_or_after() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let root = somebody(&app).await;
    app.back_up(&backups.0).await.expect("backed up");
    manifest(&app.tablet("anna", Role::Service).await).await;
    // The control: the same search finds what does lie open.
    std::fs::write(backups.0.join("open"), CANARIES.join(" ")).expect("written");
    assert_eq!(found_below(&backups.0, &CANARIES), CANARIES);
    std::fs::remove_file(backups.0.join("open")).expect("the test's own file");
    for dir in [&app.dir, &backups.0] {
        assert_eq!(found_below(dir, &CANARIES), Vec::<&str>::new(), "{}", dir.display());
    }
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    for dir in [&app.dir, &backups.0] {
        assert_eq!(found_below(dir, &CANARIES), Vec::<&str>::new(), "{}", dir.display());
    }
}

#[tokio::test]
async fn an_erased_guest_is_in_no_state_no_row_and_no_answer() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    let tablet = app.tablet("anna", Role::Service).await;
    assert!(tablet.ask_pull(0, Chain::default()).await.text().contains(CANARIES[0]));
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    let told = tablet.ask_pull(0, Chain::default()).await.text();
    assert!(told.contains("erase"), "devices are told");
    let states = format!("{:?}", Writer::new(app.site.store.clone()).read_roots(None, 100).await.expect("read"));
    for canary in CANARIES {
        assert!(!told.contains(canary) && !states.contains(canary), "{canary}");
    }
    assert!(verify(&app.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn a_snapshot_made_before_an_erasure_is_not_given_out() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    let tablet = app.tablet("anna", Role::Service).await;
    let before = manifest(&tablet).await;
    assert!(format!("{:?}", taken(&tablet, &before).await).contains(CANARIES[0]));
    let other = app.beside().await;
    erasure::erase(&other.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    let after = manifest(&tablet).await;
    let text = format!("{:?}", taken(&tablet, &after).await);
    assert!(CANARIES.iter().all(|canary| !text.contains(canary)));
    let old = tablet.post("/sync/v1/snapshot/pages", &PagesQuery { hashes: vec![before.pages[0].hash.clone()] }).await;
    assert!(!old.status.is_success(), "a page of the old one is gone");
}

#[tokio::test]
async fn an_old_backup_says_nothing_of_a_guest_who_was_erased_since() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let (root, other) = (somebody(&app).await, drafts::root());
    app.house_writes(vec![vec![drafts::guest(other, "Li")]]).await;
    app.back_up(&backups.0).await.expect("backed up");
    let old = Scratch::new();
    std::fs::create_dir(&old.0).expect("a new directory");
    let file = target::newest(&backups.0).expect("there is one");
    std::fs::copy(&file, old.0.join(file.file_name().expect("named"))).expect("copied");
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    app.back_up(&backups.0).await.expect("backed up again, which overwrites the copy of the keys");
    std::fs::copy(backups.0.join("innkeeper.keys"), old.0.join("innkeeper.keys")).expect("copied");
    let restored = app.restored_from(&old.0).await;
    let states = Writer::new(restored.site.store.clone()).read_roots(None, 100).await.expect("read");
    let text = format!("{states:?}");
    assert!(CANARIES.iter().all(|canary| !text.contains(canary)) && text.contains("Li"));
    assert!(states.iter().any(|at| at.root == root && at.state.erased.is_some()), "it is erased there too");
    assert!(verify(&restored.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn a_database_copied_back_by_hand_is_erased_again_when_it_is_served() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    let old = app.copied_by_hand().await;
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    assert_eq!(erasure::go_on(&old.site.store).await.expect("gone on"), 1);
    assert_eq!(erasure::go_on(&old.site.store).await.expect("gone on"), 0);
    let text = format!("{:?}", Writer::new(old.site.store.clone()).read_roots(None, 100).await.expect("read"));
    assert!(CANARIES.iter().all(|canary| !text.contains(canary)));
    assert!(verify(&old.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn erasing_a_guest_erases_the_leads_and_duplicates_of_the_same_person() {
    let app = TestApp::new().await;
    let (guest, lead, twin, other) = (somebody(&app).await, drafts::root(), somebody(&app).await, somebody(&app).await);
    let fields = Fields::from([("surname".to_owned(), CANARIES[0].into()), ("converted_to".to_owned(), guest.0.into())]);
    let made = Draft::of(lead, Kind::New { entity: "lead".to_owned(), fields, sets: Default::default() });
    app.house_writes(vec![vec![made], vec![Draft::of(twin, Kind::Alias { to: guest })]]).await;
    let erased = erasure::erase(&app.site.store, guest, by(), app.now()).await.expect("erased").expect("a guest");
    let mut expected = vec![guest, lead, twin];
    expected.sort();
    assert_eq!(erased.roots, expected);
    let states = Writer::new(app.site.store.clone()).read_these(&[other]).await.expect("read");
    assert!(states[&other].erased.is_none(), "somebody else of the same name stays");
    assert!(erasure::erase(&app.site.store, guest, by(), app.now()).await.expect("asked").is_none(), "once");
}

#[tokio::test]
async fn a_late_change_to_an_erased_guest_says_nothing_and_its_author_hears() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    let tablet = app.tablet("anna", Role::Service).await;
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    let late = Kind::Set { fields: [("surname".to_owned(), SetField(CANARIES[0].into(), Vec::new()))].into() };
    let pushed = tablet.pushes(1, vec![vec![Draft::of(root, late)]]).await;
    assert_eq!(pushed.not_ok.len(), 1);
    assert_eq!(found_below(&app.dir, &CANARIES), Vec::<&str>::new());
    assert!(!format!("{:?}", Writer::new(app.site.store.clone()).read_rows(0, 100).await.expect("read")).contains(CANARIES[0]));
}

#[tokio::test]
async fn who_was_erased_is_not_imported_again() {
    let app = TestApp::new().await;
    let writer = Writer::new(app.site.store.clone());
    let csv = "profile,last name,mail\nP1,Zyxcanaria,zyx.canaria@mail.example\nP2,Li,li@mail.example\n";
    let run = |csv: &str| import(&writer, request(MAP, csv.as_bytes()));
    run(csv).await.expect("imported");
    let roots = writer.read_roots(None, 100).await.expect("read");
    let root = roots.iter().find(|at| format!("{:?}", at.state).contains(CANARIES[0])).expect("imported").root;
    erasure::erase(&app.site.store, root, by(), app.now()).await.expect("erased").expect("a guest");
    // The same profile under another address, and the same address under another profile.
    let again = "profile,last name,mail\nP1,Somebody,new@mail.example\nP9,Zyxcanaria,ZYX.canaria@mail.example\nP2,Li,li@mail.example\n";
    let report = run(again).await.expect("imported");
    assert_eq!(report.refused, 2, "{report}");
    let text = format!("{:?}", writer.read_roots(None, 100).await.expect("read"));
    assert!(!text.contains(CANARIES[0]) && !text.contains("Somebody") && text.contains("Li"));
}

const MAP: &str = r#"{"format":"innkeeper-map/1","system":"pms","consents":"none","guest":{"ref":{"column":"profile"},
    "fields":{"surname":"last name","email":"mail"}}}"#;

#[tokio::test]
async fn only_the_privacy_officer_erases_and_only_with_their_password() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    let path = format!("/api/files/{root}/erase");
    for role in Role::ALL.iter().filter(|role| **role != Role::Privacy) {
        let person = app.person(&format!("p{role:?}").to_lowercase(), *role).await;
        assert_eq!(person.post(&path, &json!({ "password": PASSWORD })).await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let officer = app.person("officer", Role::Privacy).await;
    assert_eq!(officer.post(&path, &json!({ "password": "not hers" })).await.problem().1, "problem-wrong-password");
    let nobody = format!("/api/files/{}/erase", drafts::root());
    assert_eq!(officer.post(&nobody, &json!({ "password": PASSWORD })).await.status, StatusCode::NOT_FOUND);
    let answer: serde_json::Value = officer.post(&path, &json!({ "password": PASSWORD })).await.json();
    assert_eq!(answer["files"], json!([root.to_string()]));
    assert_eq!(officer.post(&path, &json!({ "password": PASSWORD })).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_server_that_stops_between_the_ledger_and_the_log_goes_on_at_its_next_start() {
    let app = TestApp::new().await;
    let root = somebody(&app).await;
    erasure::note(&app.site.store, root, by(), app.now()).await.expect("noted, and then the power went");
    assert_eq!(erasure::go_on(&app.opened_again().await).await.expect("gone on"), 1);
    assert_eq!(found_below(&app.dir, &CANARIES), Vec::<&str>::new());
    let text = format!("{:?}", Writer::new(app.opened_again().await).read_roots(None, 100).await.expect("read"));
    assert!(CANARIES.iter().all(|canary| !text.contains(canary)));
}
