//! Backups and what is restored from them.

use std::path::PathBuf;
use std::time::Duration;

use innkeeper_booking_site::backup::plan::{DURABLE_AFTER_MS, Plan, Rule, rule};
use innkeeper_booking_site::backup::restore::{Restore, Secret};
use innkeeper_booking_site::backup::target::{self, Target};
use innkeeper_booking_site::backup::{BackupError, check};
use innkeeper_booking_site::generation;
use innkeeper_booking_site::verify::verify;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value as Given;
use innkeeper_sync::client::Standing;
use innkeeper_sync::id::RootId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::{Held, TestApp, drafts};

/// A directory of the test's own.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Self {
        Self(std::env::temp_dir().join(format!("innkeeper-backups-{}", Uuid::new_v4())))
    }

    /// The backups in it.
    fn files(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.0).expect("a directory").flatten().map(|entry| entry.path());
        let mut files: Vec<_> = entries.filter(|path| !path.ends_with("innkeeper.keys")).collect();
        files.sort();
        files
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn surname(app: &TestApp, root: RootId) -> Option<String> {
    field(app, root, "surname").await
}

async fn field(app: &TestApp, root: RootId, name: &str) -> Option<String> {
    let states = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read");
    match states.get(&root)?.own(root)?.value(name)? {
        Given::Text(text) => Some(text.clone()),
        other => panic!("{name} is {other:?}"),
    }
}

#[tokio::test]
async fn what_any_tablet_holds_comes_back_after_the_machine_is_lost() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut anna = Held::new(&tablet);
    let [kept, after, offline] = std::array::from_fn(|_| drafts::root());
    let first = anna.saves(vec![drafts::guest(kept, "Kept")], app.now());
    anna.syncs(&tablet).await;
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    anna.syncs(&tablet).await;
    assert_eq!(anna.standing(first), Standing::Durable, "it is in the backup");
    // Acknowledged after the backup, and saved on the tablet when the server was gone.
    let second = anna.saves(vec![drafts::guest(after, "After"), drafts::note(kept, "Prefers a high floor")], app.now());
    anna.syncs(&tablet).await;
    assert_eq!(anna.standing(second), Standing::Sent);
    anna.saves(vec![drafts::guest(offline, "Offline")], app.now());
    let restored = app.restored_from(&backups.0).await;
    assert_eq!(surname(&restored, after).await, None, "it is in no backup");
    let tablet = anna.at(&restored, "anna").await;
    assert_eq!(anna.syncs(&tablet).await, 1, "one snapshot, and the rest is sent again");
    for (root, name) in [(kept, "Kept"), (after, "After"), (offline, "Offline")] {
        assert_eq!(surname(&restored, root).await.as_deref(), Some(name));
    }
    let states = Writer::new(restored.site.store.clone()).read_these(&[kept]).await.expect("read");
    assert_eq!(states[&kept].own(kept).expect("a guest").entries("interactions").len(), 1, "once");
    let report = verify(&restored.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
}

#[tokio::test]
async fn what_others_wrote_comes_back_from_any_tablet_that_had_pulled_it() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Service).await);
    let (mut anna, mut ben) = (Held::new(&first), Held::new(&second));
    anna.syncs(&first).await;
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    let [booked, met] = std::array::from_fn(|_| drafts::root());
    app.house_writes(vec![vec![drafts::guest(booked, "Booked")]]).await;
    ben.saves(vec![drafts::guest(met, "Met")], app.now());
    ben.syncs(&second).await;
    anna.syncs(&first).await;
    let number = field(&app, booked, "number").await;
    // Ben's tablet is lost with the server; Anna has only looked.
    let restored = app.restored_from(&backups.0).await;
    let tablet = anna.at(&restored, "anna").await;
    anna.syncs(&tablet).await;
    assert_eq!(surname(&restored, booked).await.as_deref(), Some("Booked"));
    assert_eq!(surname(&restored, met).await.as_deref(), Some("Met"));
    assert_eq!(field(&restored, booked, "number").await, number, "it keeps the number it was told");
    anna.syncs(&tablet).await;
    let report = verify(&restored.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
}

#[tokio::test]
async fn a_change_that_comes_before_its_record_waits_and_is_let_in() {
    let app = TestApp::new().await;
    let (first, second) = (app.tablet("anna", Role::Service).await, app.tablet("ben", Role::Service).await);
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    let (mut anna, mut ben) = (Held::new(&first), Held::new(&second));
    let booked = drafts::root();
    app.house_writes(vec![vec![drafts::guest(booked, "Booked")]]).await;
    anna.syncs(&first).await;
    ben.syncs(&second).await;
    let restored = app.restored_from(&backups.0).await;
    // Ben forgets what he had pulled and only sends what he wrote.
    let note = ben.saves(vec![drafts::note(booked, "Prefers a high floor")], restored.now());
    ben.forgets();
    let (first, second) = (anna.at(&restored, "anna").await, ben.at(&restored, "ben").await);
    ben.syncs(&second).await;
    assert!(!ben.replica.outbox[&note].status.is_settled(), "there is no such guest yet");
    anna.syncs(&first).await;
    ben.syncs(&second).await;
    assert!(ben.replica.outbox.get(&note).is_none_or(|op| op.status.is_settled()));
    let states = Writer::new(restored.site.store.clone()).read_these(&[booked]).await.expect("read");
    let entries = states[&booked].own(booked).expect("the guest").entries("interactions").to_vec();
    assert_eq!((entries.len(), entries[0].by), (1, ben.user()));
    let report = verify(&restored.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
}

#[tokio::test]
async fn a_restored_server_goes_on_in_a_generation_and_with_numbers_of_its_own() {
    let app = TestApp::new().await;
    let guest = || vec![vec![drafts::guest(drafts::root(), "Li")]];
    app.house_writes(guest()).await;
    let backups = Scratch::new();
    app.back_up(&backups.0).await.expect("backed up");
    app.house_writes(guest()).await;
    let lost = app.site.store.head().await.expect("head");
    let restored = app.restored_from(&backups.0).await;
    let head = restored.site.store.head().await.expect("head");
    assert!(head.head.epoch > lost.head.epoch);
    assert_ne!(head.server_dev, lost.server_dev, "the house gives no number twice");
    let root = drafts::root();
    restored.house_writes(vec![vec![drafts::guest(root, "Wang")]]).await;
    // G-00002 was given after the backup; somebody may have it on a card.
    assert_eq!(field(&restored, root, "number").await.as_deref(), Some("G2-00002"));
}

#[tokio::test]
async fn rows_in_a_backup_are_durable_and_later_ones_are_not() {
    let app = TestApp::new().await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    let (backups, backed_up) = (Scratch::new(), app.site.store.head().await.expect("head").head.seq);
    let made = app.back_up(&backups.0).await.expect("backed up");
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Wang")]]).await;
    assert_eq!((made.seq, app.site.store.head().await.expect("head").durable), (backed_up, backed_up));
    assert_eq!(target::known(&app.site.store).await.expect("read").made, Some(made));
}

#[tokio::test]
async fn a_backup_inside_the_data_directory_is_refused_and_makes_nothing_durable() {
    let app = TestApp::new().await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    let refused = app.back_up(&app.dir.join("backup")).await;
    assert!(matches!(refused, Err(BackupError::Refused(_))), "{refused:?}");
    assert_eq!(app.site.store.head().await.expect("head").durable, 0);
    let failed = target::known(&app.site.store).await.expect("read").failed.expect("it is noted");
    assert_eq!(failed.at, app.now());
}

#[tokio::test]
async fn the_newest_backups_stay_and_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let mut made = Vec::new();
    for _ in 0..5 {
        app.advance(60 * 60 * 1000);
        made.push(app.back_up(&backups.0).await.expect("backed up").file);
    }
    assert_eq!(backups.files(), made[2..]);
    assert_eq!(target::newest(&backups.0).expect("there is one"), made[4]);
    for file in [&made[4], &backups.0.join("innkeeper.keys")] {
        let mode = std::fs::metadata(file).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_damaged_or_cut_backup_is_never_restored() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    app.house_writes((0..50).map(|n| vec![drafts::guest(drafts::root(), &n.to_string())]).collect()).await;
    let file = app.back_up(&backups.0).await.expect("backed up").file;
    let whole = std::fs::read(&file).expect("read");
    assert!(check(&file).is_ok());
    let mut cases = vec![whole[..whole.len() / 2].to_vec(), whole[..whole.len() - 9].to_vec(), Vec::new()];
    for at in [20, whole.len() / 3, whole.len() - 40] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        cases.push(damaged);
    }
    for (case, bytes) in cases.into_iter().enumerate() {
        std::fs::write(&file, bytes).expect("written");
        assert!(check(&file).is_err(), "case {case}");
    }
}

#[tokio::test]
async fn a_restore_takes_nothings_place_unasked_and_leaves_it_when_it_fails() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let root = drafts::root();
    app.back_up(&backups.0).await.expect("backed up");
    app.house_writes(vec![vec![drafts::guest(root, "Li")]]).await;
    let (data, database) = (app.dir.clone(), app.database.clone());
    let work = Restore { from: backups.0.clone(), data, database, keys: None, replace: false, secret: Secret::Here };
    assert!(matches!(work.clone().run(1).await, Err(BackupError::Refused(_))), "it was not asked to");
    let file = target::newest(&backups.0).expect("there is one");
    let whole = std::fs::read(&file).expect("read");
    std::fs::write(&file, &whole[..whole.len() - 9]).expect("written");
    assert!(Restore { replace: true, ..work }.run(1).await.is_err());
    assert_eq!(surname(&app, root).await.as_deref(), Some("Li"));
    assert!(verify(&app.site.store).await.expect("readable").clean);
}

#[tokio::test]
async fn a_restore_without_the_servers_secret_says_what_that_means() {
    let (app, backups, place) = (TestApp::new().await, Scratch::new(), Scratch::new());
    app.back_up(&backups.0).await.expect("backed up");
    let work = Restore { from: backups.0.clone(), data: place.0.clone(), database: None, keys: None, replace: false, secret: Secret::Here };
    let refused = work.clone().run(1).await.expect_err("there is no secret").to_string();
    assert!(refused.contains("server.key") && refused.contains("nobody can read it"), "{refused}");
}

#[tokio::test]
async fn a_restore_without_the_keys_of_the_files_takes_nothings_place() {
    let (app, backups, place) = (TestApp::new().await, Scratch::new(), Scratch::new());
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    app.back_up(&backups.0).await.expect("backed up");
    let keys = backups.0.join("innkeeper.keys");
    let copy = std::fs::read(&keys).expect("it lies beside the backups");
    std::fs::remove_file(&keys).expect("taken away");
    let secret = Secret::From(app.dir.join("server.key"));
    let work = Restore { from: backups.0.clone(), data: place.0.clone(), database: None, keys: None, replace: false, secret };
    let refused = work.clone().run(1).await.expect_err("there are no keys").to_string();
    assert!(refused.contains("innkeeper.keys"), "{refused}");
    assert!(!place.0.join("innkeeper.db").exists() && !place.0.join("keys.db").exists());
    std::fs::write(&keys, copy).expect("put back");
    Restore { secret: Secret::Here, ..work }.run(1).await.expect("with its keys it is whole");
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_backup() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let anna = app.person("anna", Role::Service).await;
    assert!(anna.get("/api/sessions").await.status.is_success());
    app.back_up(&backups.0).await.expect("backed up");
    let restored = app.restored_from(&backups.0).await;
    assert!(restored.site.store.sessions_of(app.site.store.staff().await.expect("read")[0].id).await.expect("read").is_empty());
    restored.sign_in("anna").await;
}

#[tokio::test]
async fn of_two_processes_one_makes_each_backup() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let other = app.beside().await;
    let hour = Duration::from_secs(60 * 60);
    let plan = Plan { target: Target { dir: backups.0.clone(), keep: 9 }, every: hour };
    for made in 1..=2 {
        let (one, two) = futures::future::join(plan.follow(&app.site), plan.follow(&other.site)).await;
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
        assert_eq!(backups.files().len(), made);
        app.advance(60 * 60 * 1000);
    }
}

#[tokio::test]
async fn whoever_looks_after_the_server_sees_the_last_backup_and_what_went_wrong() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    let (boss, anna) = (app.person("boss", Role::ItAdmin).await, app.person("anna", Role::Service).await);
    assert_eq!(anna.get("/api/backup").await.problem().0, 403);
    let state = || async { boss.get("/api/backup").await.json::<Value>() };
    let nothing = state().await;
    assert_eq!((&nothing["made"], &nothing["failed"], &nothing["rule"]), (&Value::Null, &Value::Null, &json!("age")));
    let made = app.back_up(&backups.0).await.expect("backed up");
    let after = state().await;
    assert_eq!((&after["made"]["seq"], &after["rule"], &after["durable"]), (&json!(made.seq), &json!("backup"), &json!(made.seq)));
    app.advance(1_000);
    app.back_up(&app.dir.join("inside")).await.expect_err("refused");
    let failed = state().await;
    assert_eq!((&failed["made"], &failed["failed"]["at"]), (&after["made"], &json!(app.now())));
    app.back_up(&backups.0).await.expect("backed up");
    assert_eq!(state().await["failed"], Value::Null);
}

#[tokio::test]
async fn age_makes_rows_durable_only_where_nothing_is_backed_up() {
    let (app, backups) = (TestApp::new().await, Scratch::new());
    app.back_up(&backups.0).await.expect("backed up");
    assert_eq!(rule(&app.site).await.expect("read"), Rule::Backup);
    app.advance(DURABLE_AFTER_MS + 1);
    assert_eq!(rule(&app.site).await.expect("read"), Rule::Age, "the last one was long ago, and no plan makes another");
}

#[tokio::test]
async fn a_database_copied_back_by_hand_begins_a_new_generation_at_the_start() {
    let app = TestApp::new().await;
    let (store, dir) = (&app.site.store, &app.dir);
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Li")]]).await;
    assert_eq!(generation::notice(store, dir).await.expect("looked"), None, "nothing is remembered yet");
    let older = app.copied_by_hand().await;
    app.house_writes(vec![vec![drafts::guest(drafts::root(), "Wang")]]).await;
    assert_eq!(generation::notice(store, dir).await.expect("looked"), None, "it has grown");
    let begun = generation::notice(&older.site.store, dir).await.expect("looked");
    assert_eq!(begun, Some(2));
    assert_eq!(generation::notice(&older.site.store, dir).await.expect("looked"), None, "once");
    assert_eq!(generation::notice(store, dir).await.expect("looked"), Some(3), "of two logs of one generation only one goes on in it");
}

#[tokio::test]
async fn what_the_house_wrote_after_a_copy_made_before_its_first_word_comes_back() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let mut anna = Held::new(&tablet);
    anna.syncs(&tablet).await;
    // Started anew, the server has written nothing yet when its file is copied.
    let started = app.copied_by_hand().await;
    let older = started.copied_by_hand().await;
    let [booked, other] = std::array::from_fn(|_| drafts::root());
    started.house_writes(vec![vec![drafts::guest(booked, "Booked")]]).await;
    let tablet = anna.at(&started, "anna").await;
    anna.syncs(&tablet).await;
    older.house_writes(vec![vec![drafts::guest(other, "Other")]]).await;
    let tablet = anna.at(&older, "anna").await;
    anna.syncs(&tablet).await;
    for (root, name) in [(booked, "Booked"), (other, "Other")] {
        assert_eq!(surname(&older, root).await.as_deref(), Some(name));
    }
    older.house_writes(vec![vec![drafts::guest(drafts::root(), "Next")]]).await;
    let report = verify(&older.site.store).await.expect("readable");
    assert!(report.clean, "{report}");
}
