//! What every engine must do, as one list of cases. SQLite runs each as a test of its own; PostgreSQL runs all on a server started for it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use futures::future::BoxFuture;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_domain::field::Entity;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{ActionId, DeviceId, EntId, EntryId, RootId, UserId};
use innkeeper_sync::op::{Fields, Kind};
use innkeeper_sync::row::{Chain, Reason, Row as LogEntry, Status};
use innkeeper_sync::server::Accepted;
use innkeeper_sync::wire::StatusReport;
use uuid::Uuid;

use super::accounts::{SessionRow, StaffRow, insert_staff};
use super::devices::{self, DeviceRow};
use super::{Sql, Store, TENANT, log};
use crate::writer::Writer;

mod hotel;
#[path = "../../tests/it/postgres.rs"]
mod server;

use hotel::*;

type Case = fn(Store) -> BoxFuture<'static, ()>;

macro_rules! cases {
    ($($name:ident),* $(,)?) => {
        const CASES: &[(&str, Case)] = &[$((stringify!($name), |store| Box::pin($name(store)))),*];
        mod sqlite {
            $(
                #[tokio::test]
                async fn $name() {
                    let dir = super::temp_dir();
                    super::$name(super::Store::open(&dir, None).await.expect("a new directory")).await;
                    std::fs::remove_dir_all(dir).expect("the test's own directory");
                }
            )*
        }
    };
}

cases! {
    a_new_log_is_empty_and_has_a_device_for_the_server,
    a_row_is_read_back_as_it_was_stored,
    concurrent_writers_leave_no_gap_and_an_unbroken_chain,
    a_transaction_that_is_dropped_leaves_nothing,
    a_number_of_a_device_enters_the_log_once,
    a_reader_sees_one_state_while_others_write,
    states_are_read_in_the_order_of_their_roots,
    a_device_is_revoked_once,
    the_last_number_of_a_device_is_known_for_every_row,
    an_address_has_one_account,
    a_new_password_ends_the_other_sessions,
    sessions_not_used_are_swept,
    a_one_time_setting_is_taken_by_one,
    only_rows_old_enough_count_as_durable,
    opening_again_changes_only_the_servers_device,
    what_is_sold_is_read_back_as_it_was_stored,
    of_many_who_want_the_last_room_one_gets_it,
    a_form_sent_many_times_at_once_books_once,
    a_cancelled_room_is_sold_again_and_the_file_says_so,
    a_held_room_is_not_sold,
    an_equal_address_is_supposed_and_the_other_file_untouched,
    a_booking_of_a_price_that_was_not_seen_takes_nothing,
    a_mail_is_tried_by_one,
    a_mail_that_was_given_up_is_due_again_when_asked,
    an_address_gets_three_mails_a_day,
}

#[tokio::test]
async fn postgres_passes_the_same_suite() {
    let server = server::Server::start(&server::CARELESS);
    let dir = temp_dir();
    for (name, case) in CASES {
        println!("postgres: {name}");
        case(Store::open(&dir, Some(&server.database(name))).await.expect("a new database")).await;
    }
    std::fs::remove_dir_all(dir).expect("the test's own directory");
}

fn temp_dir() -> PathBuf {
    std::env::temp_dir().join(format!("innkeeper-store-{}", Uuid::new_v4()))
}

/// A guest that has a number already: one row.
fn guest(name: &str) -> Vec<Draft> {
    let fields = ["surname", "number"].map(|field| (field.to_owned(), Value::Text(name.to_owned()))).into();
    vec![Draft::of(RootId(crate::random::uuid_v7(1)), Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() })]
}

async fn a_new_log_is_empty_and_has_a_device_for_the_server(store: Store) {
    let head = store.head().await.expect("head");
    assert_eq!((head.head.epoch, head.head.seq, head.head.chain, head.durable, head.server_last_n), (1, 0, Chain(0), 0, 0));
    assert!(head.server_dev.is_server());
}

async fn a_row_is_read_back_as_it_was_stored(store: Store) {
    let root = RootId(Uuid::from_u128(7));
    let fields = Fields::from([
        ("surname".to_owned(), Value::Text("Ng'ang'a 欧阳\u{0}".replace('\u{0}', ""))),
        ("vip".to_owned(), Value::Text("a".to_owned())),
        ("of_tomorrow".to_owned(), Value::Int(i64::MIN)),
    ]);
    let kinds = [
        (None, Kind::New { entity: "guest".to_owned(), fields: fields.clone(), sets: BTreeMap::new() }),
        (Some(EntId(Uuid::from_u128(8))), Kind::Append { stream: "interactions".to_owned(), entry: EntryId(Uuid::from_u128(9)), fields }),
        (None, Kind::Noop {}),
    ];
    let mut accepted = Accepted { head: store.head().await.expect("head").head, ..Accepted::default() };
    for ((other_ent, kind), n) in kinds.into_iter().zip(1..) {
        let draft = Draft { root, other_ent, action: (n == 2).then_some(ActionId(Uuid::from_u128(10))), kind };
        let status = [Status::Ok, Status::Quarantined(Reason::UnknownRecord), Status::Void][n as usize - 1].clone();
        let op = draft.numbered(n, 1, n == 3, Hlc(u64::MAX - n));
        let by = UserId(Uuid::from_u128(11));
        accepted.rows.push(LogEntry { seq: n, epoch: 1, dev: DeviceId(u32::MAX), by, eff: Hlc(n), status, op });
        accepted.entities.push((n < 3).then_some(Entity::Guest));
    }
    let mut tx = store.write().await.expect("tx");
    let before = log::lock_head(&mut tx).await.expect("head");
    log::store_accepted(&mut tx, &before, &accepted, &BTreeMap::new(), None).await.expect("stored");
    tx.commit().await.expect("commit");
    let read = log::rows_after(&mut store.read().await.expect("tx"), 0, 10).await.expect("rows");
    assert_eq!(read.iter().map(|r| r.row.clone()).collect::<Vec<_>>(), accepted.rows);
    assert_eq!(read.iter().map(|r| r.entity).collect::<Vec<_>>(), accepted.entities);
}

async fn concurrent_writers_leave_no_gap_and_an_unbroken_chain(store: Store) {
    let tasks = (0..8).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            for guest_no in 0..5 {
                let groups = vec![guest(&format!("{writer}-{guest_no}")), guest("second")];
                Writer::new(store.clone()).append_groups(groups, "test").await.expect("appended");
            }
        })
    });
    for task in tasks {
        task.await.expect("no panic");
    }
    let rows = Writer::new(store.clone()).read_rows(0, 1000).await.expect("rows");
    assert_eq!(rows.iter().map(|r| r.row.seq).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
    assert_eq!(rows.iter().map(|r| r.row.op.n).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
    let chain = rows.iter().fold(Chain::default(), |chain, r| {
        assert_eq!(r.chain, chain.next(r.row.dot(), r.row.eff), "at row {}", r.row.seq);
        r.chain
    });
    assert_eq!(store.head().await.expect("head").head.chain, chain);
}

async fn a_transaction_that_is_dropped_leaves_nothing(store: Store) {
    let mut tx = store.write().await.expect("tx");
    crate::writer::append_in(&mut tx, vec![guest("Lost")], UserId::of_source("test"), 1).await.expect("appended");
    drop(tx);
    assert_eq!(store.head().await.expect("head").head.seq, 0);
    assert_eq!(Writer::new(store).append_groups(vec![guest("Kept")], "test").await.expect("appended").head, 1);
}

async fn a_number_of_a_device_enters_the_log_once(store: Store) {
    Writer::new(store.clone()).append_groups(vec![guest("First")], "test").await.expect("appended");
    let mut tx = store.write().await.expect("tx");
    let copy = "INSERT INTO log (tenant, seq, epoch, dev, n, grp, fin, usr, eff, orig_hlc, root, ent, type, schema, kind, body, status, chain) \
                SELECT tenant, 2, epoch, dev, n, grp, fin, usr, eff, orig_hlc, root, ent, type, schema, kind, body, status, chain FROM log";
    assert!(tx.execute(Sql::new(copy)).await.is_err());
}

async fn a_reader_sees_one_state_while_others_write(store: Store) {
    let mut reader = store.read().await.expect("tx");
    assert_eq!(log::head_in(&mut reader).await.expect("head").head.seq, 0);
    Writer::new(store.clone()).append_groups(vec![guest("New")], "test").await.expect("appended");
    assert_eq!(log::head_in(&mut reader).await.expect("head").head.seq, 0);
    assert!(log::rows_after(&mut reader, 0, 10).await.expect("rows").is_empty());
}

async fn states_are_read_in_the_order_of_their_roots(store: Store) {
    let writer = Writer::new(store);
    let groups: Vec<_> = (0..150).map(|n| guest(&n.to_string())).collect();
    let mut roots: Vec<RootId> = groups.iter().map(|g| g[0].root).collect();
    writer.append_groups(groups, "test").await.expect("appended");
    roots.sort_unstable();
    let (mut read, mut after) = (Vec::new(), None);
    loop {
        let some = writer.read_roots(after, 64).await.expect("states");
        let Some(last) = some.last() else { break };
        after = Some(last.root);
        read.extend(some.iter().map(|at| at.root));
    }
    assert_eq!(read, roots);
    let these = writer.read_these(&[roots[3], RootId(Uuid::nil()), roots[9]]).await.expect("states");
    assert_eq!(these.keys().copied().collect::<Vec<_>>(), [roots[3], roots[9]]);
}

fn device(dev: u32) -> DeviceRow {
    DeviceRow {
        dev: DeviceId(dev),
        name: "Fair tablet 3".to_owned(),
        user: UserId(Uuid::from_u128(1)),
        projection: "hotel.psf".to_owned(),
        enrolled_at: 10,
        revoked_at: None,
        last_n: 0,
        last_seen: 10,
        status: StatusReport::default(),
        replaced_by: None,
        certificate: "c".to_owned(),
        lease_until: 20,
    }
}

async fn add_device(store: &Store, dev: u32) -> bool {
    let mut tx = store.write().await.expect("tx");
    let added = devices::insert(&mut tx, &device(dev)).await.expect("insert");
    tx.commit().await.expect("commit");
    added
}

async fn a_device_is_revoked_once(store: Store) {
    assert!(add_device(&store, 7).await);
    assert!(!add_device(&store, 7).await, "the number is taken");
    let report = StatusReport { pending: 3, app: "0.1.0".to_owned(), ..StatusReport::default() };
    store.note_status(DeviceId(7), &report, 11).await.expect("noted");
    assert!(store.revoke_device(DeviceId(7), 12).await.expect("revoked"));
    assert!(!store.revoke_device(DeviceId(7), 13).await.expect("asked"));
    let expected = DeviceRow { revoked_at: Some(12), last_seen: 11, status: report, ..device(7) };
    assert_eq!(store.devices().await.expect("devices"), [expected]);
    assert_eq!(store.revoked_devices().await.expect("devices"), [DeviceId(7)]);
}

async fn the_last_number_of_a_device_is_known_for_every_row(store: Store) {
    Writer::new(store.clone()).append_groups((0..5).map(|_| guest("x")).collect(), "test").await.expect("appended");
    let dev = store.head().await.expect("head").server_dev;
    let mut tx = store.read().await.expect("tx");
    assert_eq!(log::last_n_at(&mut tx, dev, 3).await.expect("n"), 3);
    assert_eq!(log::last_n_at(&mut tx, DeviceId(1), 3).await.expect("n"), 0);
    assert_eq!(log::chain_at(&mut tx, 6).await.expect("chain"), None);
    assert_eq!(log::chain_at(&mut tx, 0).await.expect("chain"), Some(Chain(0)));
}

fn staff(id: u128, email: &str) -> StaffRow {
    let roles = Roles::of(&[Role::Sales, Role::ItAdmin]);
    let (email, name, password) = (email.to_owned(), "Anna".to_owned(), "hash".to_owned());
    StaffRow {
        id: UserId(Uuid::from_u128(id)),
        email,
        name,
        roles,
        spaces: vec!["hotel".to_owned()],
        password,
        created_at: 5,
        disabled_at: None,
    }
}

async fn add_staff(store: &Store, row: &StaffRow) -> bool {
    let mut tx = store.write().await.expect("tx");
    let added = insert_staff(&mut tx, row).await.expect("insert");
    tx.commit().await.expect("commit");
    added
}

async fn an_address_has_one_account(store: Store) {
    let anna = staff(1, "anna@hotel.example");
    assert!(add_staff(&store, &anna).await);
    assert!(!add_staff(&store, &staff(2, "anna@hotel.example")).await);
    assert_eq!(store.staff_by_email("anna@hotel.example").await.expect("read"), Some(anna.clone()));
    assert_eq!(store.staff_by_id(anna.id).await.expect("read"), Some(anna));
}

fn session(hash: u8, last_seen: i64) -> SessionRow {
    SessionRow { hash: vec![hash; 32], user: UserId(Uuid::from_u128(1)), created_at: last_seen, last_seen, agent: "Chromium".to_owned() }
}

async fn a_new_password_ends_the_other_sessions(store: Store) {
    let anna = staff(1, "anna@hotel.example");
    add_staff(&store, &anna).await;
    for hash in [1, 2, 3] {
        store.add_session(&session(hash, 5), None).await.expect("added");
    }
    store.add_session(&session(4, 6), Some(&[1; 32])).await.expect("added");
    assert_eq!(store.session(&[1; 32]).await.expect("read"), None, "replaced");
    store.set_password(anna.id, "new", Some(&[3; 32]), 9).await.expect("set");
    assert_eq!(store.sessions_of(anna.id).await.expect("read"), [session(3, 5)]);
    assert_eq!(store.staff_by_id(anna.id).await.expect("read").map(|row| row.password), Some("new".to_owned()));
}

async fn sessions_not_used_are_swept(store: Store) {
    for (hash, seen) in [(1, 100), (2, 200), (3, 300)] {
        store.add_session(&session(hash, seen), None).await.expect("added");
    }
    store.touch_session(&[1; 32], 400).await.expect("touched");
    assert_eq!(store.sweep_sessions(250, 50).await.expect("swept"), 1, "the second was not used");
    assert_eq!(store.sweep_sessions(0, 150).await.expect("swept"), 1, "the first began too long ago");
    assert!(store.end_session(&[3; 32]).await.expect("ended"));
    assert!(!store.end_session(&[3; 32]).await.expect("asked"));
}

async fn a_one_time_setting_is_taken_by_one(store: Store) {
    store.set_setting("setup", "first").await.expect("set");
    store.set_setting("setup", "second").await.expect("set");
    assert_eq!(store.setting("setup").await.expect("read"), Some("second".to_owned()));
    let takes = (0..6).map(|_| store.take_setting("setup"));
    let taken = futures::future::join_all(takes).await;
    assert_eq!(taken.into_iter().filter(|t| *t.as_ref().expect("asked")).count(), 1);
}

async fn only_rows_old_enough_count_as_durable(store: Store) {
    let writer = Writer::new(store.clone());
    writer.append_groups(vec![guest("old")], "test").await.expect("appended");
    store.mark_durable(1_000, 500).await.expect("marked");
    writer.append_groups(vec![guest("new")], "test").await.expect("appended");
    store.mark_durable(1_400, 500).await.expect("marked");
    assert_eq!(store.head().await.expect("head").durable, 0);
    store.mark_durable(1_500, 500).await.expect("marked");
    assert_eq!(store.head().await.expect("head").durable, 1);
    let marks = store.rows(Sql::new("SELECT at FROM head_mark WHERE tenant = $1").bind(TENANT)).await.expect("marks");
    assert_eq!(marks.len(), 3, "marks are kept from the one in use on");
}

async fn opening_again_changes_only_the_servers_device(store: Store) {
    Writer::new(store.clone()).append_groups(vec![guest("x")], "test").await.expect("appended");
    let before = store.head().await.expect("head");
    super::migrations::run(&store).await.expect("nothing to do");
    log::ensure_head(&store).await.expect("a new device");
    let after = store.head().await.expect("head");
    assert_eq!((after.head, after.durable), (before.head, before.durable));
    assert_ne!(after.server_dev, before.server_dev);
    assert_eq!(after.server_last_n, 0);
    log::ensure_head(&store).await.expect("a new device");
    let again = store.head().await.expect("head");
    assert_ne!(again.server_dev, after.server_dev, "one that has written nothing here may have written in a log that went back");
}
