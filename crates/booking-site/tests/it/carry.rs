//! Files of unsent changes: another tablet brings what one could not send.

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::hex;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_sync::carry::{Carried, CarriedPush, FILE_BYTES, FORM, Head, Unsent, key_name};
use innkeeper_sync::client::Standing;
use innkeeper_sync::id::RootId;
use innkeeper_sync::row::{Reason, Row, Status};
use innkeeper_sync::wire::{Enrolled, Pulled, Refused, StatusReport};
use serde_json::Value;

use crate::app::{Answer, Held, Tablet, TestApp, drafts, sealed};
use crate::backup::Scratch;

const FILE: &str = "application/octet-stream";

/// The key that tablets are told.
async fn hotel_key(tablet: &Tablet<'_>) -> Vec<u8> {
    let session: Value = tablet.get("/api/session").await.json();
    hex::decode(session["hotel_key"].as_str().expect("a text")).expect("hex")
}

async fn brings(tablet: &Tablet<'_>, file: &[u8]) -> Answer {
    tablet.send(Method::POST, "/sync/v1/carry", Some(FILE), file.to_vec()).await
}

/// The rows of a tablet, as another one pulls them.
async fn rows_of(enrolled: &Enrolled, reader: &Tablet<'_>) -> Vec<Row> {
    let pulled: Pulled = reader.pulls().await;
    pulled.rows.into_iter().filter(|row| row.dev == enrolled.dev).collect()
}

async fn numbers_of(enrolled: &Enrolled, reader: &Tablet<'_>) -> Vec<u64> {
    rows_of(enrolled, reader).await.iter().map(|row| row.op.n).collect()
}

async fn is_sound(app: &TestApp) {
    let report = verify(&app.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
}

/// Two guests that a tablet could not send.
fn two_guests(anna: &mut Held, now: i64) -> [RootId; 2] {
    let roots = std::array::from_fn(|_| drafts::root());
    anna.saves(vec![drafts::guest(roots[0], "Li"), drafts::note(roots[0], "Prefers a high floor")], now);
    anna.saves(vec![drafts::guest(roots[1], "Wang")], now);
    roots
}

#[tokio::test]
async fn what_a_tablet_could_not_send_comes_with_another_and_leaves_its_outbox_as_ever() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let mut anna = Held::new(&first);
    let roots = two_guests(&mut anna, app.now());
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    let carried: Carried = brings(&second, &file).await.json();
    let push = CarriedPush { last_n: 3, taken: 3, not_ok: 0 };
    assert_eq!(carried, Carried { dev: first.enrolled.dev, name: "Fair tablet 3".to_owned(), changes: 2, pushes: vec![push] });
    let states = Writer::new(app.site.store.clone()).read_these(&roots).await.expect("read");
    let number = |root| states[root].own(*root).and_then(|own| own.value("number").cloned());
    assert_eq!(roots.each_ref().map(number), ["G-00001", "G-00002"].map(|number| Some(drafts::text(number))));
    assert_eq!(anna.standing(3), Standing::Saved, "it cannot know yet");
    anna.syncs(&first).await;
    assert_eq!(anna.standing(3), Standing::Sent);
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    anna.syncs(&first).await;
    assert!(anna.replica.outbox.is_empty(), "{:?}", anna.replica.outbox.keys());
    assert_eq!(numbers_of(&first.enrolled, &second).await, [1, 2, 3]);
    is_sound(&app).await;
}

#[tokio::test]
async fn whatever_the_order_nothing_is_doubled_or_left_out() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let key = hotel_key(&second).await;
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let early = anna.file(&key, 0, app.now());
    anna.saves(vec![drafts::guest(drafts::root(), "Zhao")], app.now());
    let later = anna.file(&key, 0, app.now());
    let changes = |answer: Answer| answer.json::<Carried>().changes;
    // The first, the one that holds it and more, and both again.
    assert_eq!(changes(brings(&second, &early).await), 2);
    assert_eq!(changes(brings(&second, &later).await), 1);
    assert_eq!(changes(brings(&second, &early).await), 0);
    // The tablet itself, which goes on; and the files again.
    anna.saves(vec![drafts::guest(drafts::root(), "Sun")], app.now());
    anna.syncs(&first).await;
    assert_eq!(changes(brings(&second, &later).await), 0);
    // What was sent and is not durable is in the next file too, and comes once all the same.
    anna.saves(vec![drafts::guest(drafts::root(), "Qian")], app.now());
    assert_eq!(changes(brings(&second, &anna.file(&key, 0, app.now())).await), 1);
    anna.syncs(&first).await;
    assert_eq!(anna.standing(6), Standing::Sent);
    assert_eq!(numbers_of(&first.enrolled, &second).await, [1, 2, 3, 4, 5, 6]);
    is_sound(&app).await;
}

#[tokio::test]
async fn the_same_file_brought_by_two_at_once_comes_once() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    let answers = futures::future::join_all((0..4).map(|_| brings(&second, &file))).await;
    let changes: u32 = answers.iter().map(|answer| answer.json::<Carried>().changes).sum();
    assert_eq!((changes, numbers_of(&first.enrolled, &second).await), (2, vec![1, 2, 3]));
}

#[tokio::test]
async fn a_part_that_comes_too_early_is_told_what_is_missing() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let key = hotel_key(&second).await;
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let early = anna.file(&key, 0, app.now());
    anna.saves(vec![drafts::guest(drafts::root(), "Zhao")], app.now());
    let part = anna.file(&key, 3, app.now());
    let answer = brings(&second, &part).await;
    assert_eq!((answer.problem(), answer.refused()), ((409, "problem-carry-gap".to_owned()), Refused::Gap { expected: 1 }));
    assert_eq!(numbers_of(&first.enrolled, &second).await, [0; 0]);
    assert!(brings(&second, &early).await.status.is_success());
    assert!(brings(&second, &part).await.status.is_success());
    assert_eq!(numbers_of(&first.enrolled, &second).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn what_is_no_file_of_this_hotel_or_was_changed_is_refused_and_nothing_is_taken() {
    let (app, other) = (TestApp::new().await, TestApp::new().await);
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let elsewhere = other.tablet("carla", Role::Sales).await;
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    let refused = async |by: &Tablet<'_>, file: &[u8]| {
        by.app().advance(10_000);
        let (status, code) = brings(by, file).await.problem();
        assert_eq!(status, 422);
        code
    };
    assert_eq!(refused(&elsewhere, &file).await, "problem-carry-other-hotel");
    for no_file in [&b""[..], b"{}\n", b"a list of guests", &file[..80]] {
        assert_eq!(refused(&second, no_file).await, "problem-carry-no-file");
    }
    let text = String::from_utf8_lossy(&file).replace("innkeeper-unsent/1", "innkeeper-unsent/2");
    assert_eq!(refused(&second, text.as_bytes()).await, "problem-carry-newer");
    let head = file.iter().position(|byte| *byte == b'\n').expect("a line");
    assert_eq!(refused(&second, &file[..file.len() - 1]).await, "problem-carry-damaged");
    for at in [head + 2, head + 40, head + 66, head + 100, file.len() - 1] {
        let mut spoilt = file.clone();
        spoilt[at] ^= 1;
        assert_eq!(refused(&second, &spoilt).await, "problem-carry-damaged", "byte {at}");
    }
    let other_count = String::from_utf8_lossy(&file[..head]).replace("\"changes\":0", "\"changes\":9");
    let spoilt = [other_count.as_bytes(), &file[head..]].concat();
    assert_eq!(refused(&second, &spoilt).await, "problem-carry-damaged", "the head stands beside what is sealed");
    assert_eq!(numbers_of(&first.enrolled, &second).await, [0; 0]);
}

#[tokio::test]
async fn nobody_writes_in_the_name_of_a_tablet_though_everybody_can_seal() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Service).await);
    let key = hotel_key(&second).await;
    let head = |of: &Tablet<'_>| Head { form: FORM.to_owned(), hotel: key_name(&key), dev: of.enrolled.dev, changes: 1, first: 1, last: 1 };
    let certificate = |of: &Tablet<'_>| of.enrolled.certificate.clone();
    let own = second.push_of(1, vec![vec![drafts::guest(drafts::root(), "Li")]]);
    let mut forged = own.clone();
    forged.dev = first.enrolled.dev;
    let forgeries = [
        (head(&first), Unsent { certificate: certificate(&first), pushes: vec![forged] }),
        (head(&first), Unsent { certificate: certificate(&first), pushes: vec![own.clone()] }),
        (head(&first), Unsent { certificate: certificate(&second), pushes: vec![own.clone()] }),
        (head(&second), Unsent { certificate: "d1.x".to_owned(), pushes: vec![own.clone()] }),
    ];
    for (head, unsent) in &forgeries {
        let answer = brings(&second, &sealed(&key, head, unsent)).await;
        assert_eq!(answer.problem(), (422, "problem-carry-damaged".to_owned()));
    }
    let honest = sealed(&key, &head(&second), &Unsent { certificate: certificate(&second), pushes: vec![own] });
    assert_eq!(brings(&second, &honest).await.json::<Carried>().changes, 1, "one's own file may come this way too");
}

#[tokio::test]
async fn what_a_revoked_tablet_held_is_kept_aside_as_if_it_had_sent_it() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    app.site.store.revoke_device(first.enrolled.dev, app.now()).await.expect("revoked");
    let carried: Carried = brings(&second, &file).await.json();
    assert_eq!(carried.pushes, [CarriedPush { last_n: 3, taken: 3, not_ok: 3 }]);
    let rows = rows_of(&first.enrolled, &second).await;
    assert!(rows.iter().all(|row| row.status == Status::Quarantined(Reason::DeviceRevoked)), "{rows:?}");
}

#[tokio::test]
async fn a_file_is_brought_by_somebody_signed_in_at_a_device_in_use() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Analyst).await);
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    let send = async |by: crate::app::Person<'_>| by.send(Method::POST, "/sync/v1/carry", Some(FILE), file.clone()).await.status;
    assert_eq!(send(second.less("cookie")).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send(second.less("innkeeper-device")).await, StatusCode::FORBIDDEN);
    assert_eq!(send(second.less("x-innkeeper")).await, StatusCode::FORBIDDEN);
    assert_eq!(send(second.person.clone()).await, StatusCode::OK, "whatever their role: nothing of it is told to them");
    app.site.store.revoke_device(second.enrolled.dev, app.now()).await.expect("revoked");
    assert_eq!(brings(&second, &file).await.refused(), Refused::Wipe);
}

#[tokio::test]
async fn a_restored_server_takes_what_was_saved_before_and_each_once() {
    let app = TestApp::new().await;
    let second = app.tablet("ben", Role::Sales).await;
    app.hire("anna", Role::Service).await;
    let mut ben = Held::new(&second);
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    // The backup knows neither the tablet nor what it sent. Its file holds what it had sent, as that could be lost with the server.
    let first = Tablet::enrol(app.sign_in("anna").await).await;
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    anna.syncs(&first).await;
    anna.saves(vec![drafts::guest(drafts::root(), "Zhao")], app.now());
    let key = hotel_key(&second).await;
    let (file, part) = (anna.file(&key, 0, app.now()), anna.file(&key, 3, app.now()));
    let restored = app.restored_from(&backups.0).await;
    let second = ben.at(&restored, "ben").await;
    ben.syncs(&second).await;
    assert_eq!(brings(&second, &part).await.refused(), Refused::Gap { expected: 1 }, "what came before it is lost here");
    let carried: Carried = brings(&second, &file).await.json();
    assert_eq!((carried.changes, carried.pushes[0].last_n), (3, 4), "though it is of an older generation");
    let first = anna.at(&restored, "anna").await;
    assert_eq!(anna.syncs(&first).await, 1, "one snapshot");
    assert_eq!(anna.standing(4), Standing::Sent);
    ben.syncs(&second).await;
    let numbers: Vec<u64> = ben.replica.journal.iter().filter(|row| row.dev == first.enrolled.dev).map(|row| row.op.n).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    is_sound(&restored).await;
}

#[tokio::test]
async fn a_file_that_lay_about_is_dated_by_its_tablet_and_never_in_the_future() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let mut anna = Held::new(&first);
    let written = app.now();
    two_guests(&mut anna, written);
    let ahead = written + 7 * 24 * 60 * 60 * 1000;
    anna.saves(vec![drafts::guest(drafts::root(), "Zhao")], ahead);
    let file = anna.file(&hotel_key(&second).await, 0, written + 60_000);
    app.advance(24 * 60 * 60 * 1000);
    let second = Tablet { person: app.sign_in("ben").await.and("innkeeper-device", &second.enrolled.certificate), ..second };
    assert!(brings(&second, &file).await.status.is_success());
    let times: Vec<i64> = rows_of(&first.enrolled, &second).await.iter().map(|row| row.eff.ms()).collect();
    assert_eq!(times, [written, written, written, app.now()]);
}

#[tokio::test]
async fn the_page_of_the_tablets_hears_that_less_waits_and_not_of_the_tablet() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Sales).await);
    let mut anna = Held::new(&first);
    two_guests(&mut anna, app.now());
    let report = StatusReport { pending: 3, ..StatusReport::default() };
    assert!(first.post("/sync/v1/status", &report).await.status.is_success());
    let heard = app.now();
    let file = anna.file(&hotel_key(&second).await, 0, app.now());
    app.advance(60_000);
    assert!(brings(&second, &file).await.status.is_success());
    let row = app.site.store.device(first.enrolled.dev).await.expect("read").expect("there");
    assert_eq!((row.status.pending, row.last_seen, row.last_n), (1, heard, 3));
}

#[tokio::test]
async fn a_device_brings_twelve_files_a_minute_of_eight_megabytes() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    assert_eq!(brings(&tablet, &vec![b'x'; FILE_BYTES + 1]).await.problem(), (413, "problem-too-large".to_owned()));
    for _ in 1..12 {
        assert_eq!(brings(&tablet, b"x").await.problem().0, 422);
    }
    let answer = brings(&tablet, b"x").await;
    assert_eq!((answer.problem().0, answer.header("retry-after")), (429, Some("60")));
    app.advance(60_000);
    assert_eq!(brings(&tablet, b"x").await.problem().0, 422);
}
