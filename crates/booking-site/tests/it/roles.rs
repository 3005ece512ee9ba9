//! The role matrix, cell by cell, where it meets the network: what each role writes by push, reads by pull, root and snapshot, and may call.

use innkeeper_domain::access::Role;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::wire::{Manifest, PagesQuery};

use crate::app::{Tablet, TestApp, drafts};
use drafts::{fields, text};

/// In the order sales, service, director, analyst, campaign, segment, channel, privacy, it-admin.
async fn tablets(app: &TestApp) -> Vec<Tablet<'_>> {
    let mut tablets = Vec::new();
    for role in Role::ALL {
        tablets.push(app.tablet(role.code(), *role).await);
    }
    tablets
}

/// `W` where the role's push counted, `-` where it was kept aside as not allowed.
async fn writes(app: &TestApp, draft: impl Fn() -> Draft) -> String {
    let mut cells = String::new();
    for tablet in tablets(app).await {
        let pushed = tablet.pushes(1, vec![vec![draft()]]).await;
        cells.push(match pushed.not_ok.first().map(|not_ok| &not_ok.status) {
            None => 'W',
            Some(Status::Quarantined(Reason::NotAllowed)) => '-',
            other => panic!("{}: {other:?}", tablet.name),
        });
    }
    cells
}

/// A test a row of the matrix that sync can write.
macro_rules! writers {
    ($($name:ident: $cells:literal, |$guest:ident| $draft:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let app = TestApp::new().await;
            let $guest = drafts::root();
            app.house_writes(vec![vec![drafts::guest($guest, "Li")]]).await;
            assert_eq!(writes(&app, || $draft).await, $cells);
        }
    )*};
}

writers! {
    sales_and_service_make_guests: "WW-------", |_guest| drafts::guest(drafts::root(), "New");
    sales_and_service_write_the_notes_of_a_stay: "WW-------", |guest| drafts::part(guest, "stay", fields([("notes", text("Late arrival"))]));
    sales_and_service_add_to_the_timeline: "WW-------", |guest| drafts::note(guest, "Called");
    sales_and_service_make_leads: "WW-------", |_guest| drafts::record(drafts::root(), "lead", fields([("surname", text("Wang"))]));
    sales_service_and_privacy_add_consents: "WW-----W-", |guest| drafts::entry(guest, "consents", fields([]));
    privacy_alone_writes_the_wordings_of_consents: "-------W-", |_guest| drafts::record(drafts::root(), "consent-text", fields([]));
    only_it_would_write_staff: "--------W", |_guest| drafts::record(drafts::root(), "staff", fields([]));
    only_it_would_write_devices: "--------W", |_guest| drafts::record(drafts::root(), "device", fields([]));
}

const PERSONAL: &str = "CanarySurname";
const SENSITIVE: &str = "CanaryAllergy";
const FINANCIAL: &str = "731731731";
const OPEN: &str = "CanaryVip";
const NOTE: &str = "CanaryNote";

/// A guest, their stay and a note, with a canary of every class; and a lead.
async fn a_hotel(app: &TestApp) -> RootId {
    let guest = drafts::root();
    let about = fields([("surname", text(PERSONAL)), ("allergies", text(SENSITIVE)), ("vip", text(OPEN))]);
    let stay = drafts::part(guest, "stay", fields([("total", Value::Int(731_731_731)), ("currency", text("EUR"))]));
    let lead = drafts::record(drafts::root(), "lead", fields([("surname", text(PERSONAL))]));
    app.house_writes(vec![vec![drafts::record(guest, "guest", about), stay, drafts::note(guest, NOTE)], vec![lead]]).await;
    guest
}

/// Which canaries are in the bytes: open, personal, sensitive, financial.
fn canaries(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    // In a page the number is a postcard varint, zigzag encoded.
    let number = varint(731_731_731 * 2);
    let has_number = text.contains(FINANCIAL) || bytes.windows(number.len()).any(|window| window == number);
    let letters = [('o', text.contains(OPEN)), ('p', text.contains(PERSONAL)), ('n', text.contains(NOTE)), ('s', text.contains(SENSITIVE))];
    let letters = letters.into_iter().chain([('f', has_number)]);
    letters.map(|(letter, there)| if there { letter } else { '-' }).collect()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// What each role may see of the canaries: open, personal, personal in a note, sensitive, financial.
const READS: [&str; 9] = ["opnsf", "opnsf", "opnsf", "o---f", "o----", "o---f", "o---f", "opnsf", "-----"];

#[tokio::test]
async fn each_role_pulls_what_its_cell_allows() {
    let app = TestApp::new().await;
    a_hotel(&app).await;
    for (tablet, expected) in tablets(&app).await.iter().zip(READS) {
        let answer = tablet.ask_pull(0, Default::default()).await;
        assert_eq!(canaries(&answer.body), expected, "{}", tablet.enrolled.projection.key());
    }
}

#[tokio::test]
async fn each_role_gets_of_one_root_what_its_cell_allows() {
    let app = TestApp::new().await;
    let guest = a_hotel(&app).await;
    for (tablet, expected) in tablets(&app).await.iter().zip(READS) {
        let answer = tablet.get(&format!("/sync/v1/root/{guest}")).await;
        assert_eq!(answer.status.as_u16(), if expected == "-----" { 404 } else { 200 });
        assert_eq!(canaries(&answer.body), expected, "{}", tablet.enrolled.projection.key());
    }
}

#[tokio::test]
async fn each_role_takes_in_a_snapshot_what_its_cell_allows() {
    let app = TestApp::new().await;
    a_hotel(&app).await;
    for (tablet, expected) in tablets(&app).await.iter().zip(READS) {
        let manifest: Manifest = tablet.get("/sync/v1/snapshot").await.json();
        let query = PagesQuery { hashes: manifest.pages.into_iter().map(|page| page.hash).collect() };
        let answer = tablet.post("/sync/v1/snapshot/pages", &query).await;
        assert_eq!(canaries(&answer.body), expected, "{}", tablet.enrolled.projection.key());
    }
}

#[tokio::test]
async fn a_role_without_guests_does_not_even_learn_which_there_are() {
    let app = TestApp::new().await;
    let guest = a_hotel(&app).await;
    let admin = app.tablet("ida", Role::ItAdmin).await;
    let answer = admin.ask_pull(0, Default::default()).await;
    assert!(!answer.text().contains(&guest.to_string()));
    assert!(answer.text().contains("\"ida\""), "but it sees its staff");
}

#[tokio::test]
async fn only_it_manages_devices() {
    let app = TestApp::new().await;
    let tablets = tablets(&app).await;
    let target = tablets[0].enrolled.dev;
    let mut cells = String::new();
    for tablet in &tablets {
        let list = tablet.get("/api/devices").await.status.as_u16();
        let revoke = tablet.post(&format!("/api/devices/{target}/revoke"), &()).await.status.as_u16();
        cells.push(match (list, revoke) {
            (200, 204) => 'W',
            (403, 403) => '-',
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(cells, "--------W");
}

/// `W` where the role's request was taken (whatever became of it), `-` where it was not allowed.
async fn posts(app: &TestApp, path: &str, body: serde_json::Value) -> String {
    let mut cells = String::new();
    for tablet in tablets(app).await {
        let answer = tablet.post(path, &body).await;
        cells.push(if answer.status.as_u16() == 403 { '-' } else { 'W' });
    }
    cells
}

#[tokio::test]
async fn only_it_sees_and_changes_the_staff() {
    let app = TestApp::new().await;
    let colleague = app.hire("colleague", Role::Sales).await;
    let mut lists = String::new();
    for tablet in tablets(&app).await {
        lists.push(if tablet.get("/api/staff").await.status.as_u16() == 200 { 'W' } else { '-' });
    }
    assert_eq!(lists, "--------W");
    let app = TestApp::new().await;
    let new = serde_json::json!({ "name": "New", "email": "new@hotel.example", "roles": ["sales"], "password": crate::app::PASSWORD });
    assert_eq!(posts(&app, "/api/staff", new).await, "--------W");
    for (act, body) in [("close", serde_json::Value::Null), ("roles", serde_json::json!({ "roles": ["service"] }))] {
        let app = TestApp::new().await;
        assert_eq!(posts(&app, &format!("/api/staff/{colleague}/{act}"), body).await, "--------W", "{act}");
    }
}

#[tokio::test]
async fn the_director_and_it_remove_the_demo() {
    let app = TestApp::new().await;
    assert_eq!(posts(&app, "/api/demo/remove", serde_json::Value::Null).await, "--W-----W");
}
