//! Houses of a hotel: of a file that is in none of a reader's spaces nothing leaves the server.

use innkeeper_booking_site::spaces;
use innkeeper_domain::access::Role;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::page::root_of_text;
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::wire::{HandBack, Handed, HandedBack, Manifest, PagesQuery, Pulled, Refused};
use serde_json::json;

use crate::app::{Tablet, TestApp, drafts};

const CANARY: &str = "CanaryOfTheSpa";

fn place(root: RootId, space: &str, inside: bool) -> Vec<Draft> {
    vec![Draft::of(root, Kind::Place { space: space.to_owned(), inside })]
}

/// A guest in the spa, and none of the hotel's any more.
async fn in_the_spa(app: &TestApp) -> RootId {
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, CANARY), drafts::note(root, CANARY)]]).await;
    app.house_writes(vec![place(root, "spa", true), place(root, "hotel", false)]).await;
    root
}

/// Whether the canary is in what the tablet can read of the hotel: by pull, root and snapshot.
async fn reads(tablet: &Tablet<'_>, root: RootId) -> [bool; 3] {
    let holds = |bytes: &[u8]| {
        let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
        let text = String::from_utf8_lossy(bytes);
        text.contains(CANARY) || text.contains(&hex)
    };
    let pull = holds(&tablet.ask_pull(0, Default::default()).await.body);
    let file = holds(&tablet.get(&format!("/sync/v1/root/{root}")).await.body);
    let manifest: Manifest = tablet.get("/sync/v1/snapshot").await.json();
    let query = PagesQuery { hashes: manifest.pages.into_iter().map(|page| page.hash).collect() };
    let snapshot = holds(&tablet.post("/sync/v1/snapshot/pages", &query).await.body);
    [pull, file, snapshot]
}

/// The rows after those of an answer.
async fn after(tablet: &Tablet<'_>, pulled: &Pulled) -> Pulled {
    tablet.ask_pull(pulled.next, pulled.chain).await.json()
}

#[tokio::test]
async fn of_a_file_out_of_sight_nothing_leaves_the_server() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, CANARY), drafts::note(root, CANARY)]]).await;
    assert_eq!(reads(&tablet, root).await, [true; 3], "while it is in the hotel");
    app.house_writes(vec![place(root, "spa", true)]).await;
    assert_eq!(reads(&tablet, root).await, [true; 3], "while it is in both");
    app.house_writes(vec![place(root, "hotel", false), vec![drafts::note(root, CANARY)]]).await;
    assert_eq!(reads(&tablet, root).await, [false; 3]);
    assert_eq!(tablet.get(&format!("/sync/v1/root/{root}")).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_tablet_is_told_to_forget_a_file_and_gets_all_of_it_when_it_comes_back() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let start = tablet.pulls().await;
    let root = in_the_spa(&app).await;
    let gone = after(&tablet, &start).await;
    assert_eq!(gone.rows.iter().filter(|row| matches!(row.op.kind, Kind::Evict { .. })).map(|row| row.op.root).collect::<Vec<_>>(), [root]);
    app.house_writes(vec![vec![drafts::note(root, "in the spa")], place(root, "hotel", true), vec![drafts::note(root, "back")]]).await;
    let back = after(&tablet, &gone).await;
    let kinds: Vec<&str> = back.rows.iter().map(|row| row.op.kind.name()).collect();
    assert_eq!(kinds, ["noop", "full", "append"]);
    let Kind::Full { page } = &back.rows[1].op.kind else { panic!("{kinds:?}") };
    let state = root_of_text(page).expect("a page");
    assert_eq!(state.own(root).expect("the guest").entries("interactions").len(), 2, "all of it, as it was there");
    assert_eq!(back.chain, app.site.store.head().await.expect("head").head.chain, "and the chain holds");
}

#[tokio::test]
async fn what_would_show_a_file_that_has_gone_since_is_a_snapshot() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let start = tablet.pulls().await;
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, CANARY)]]).await;
    let many = || {
        (0..600)
            .map(|n| vec![drafts::note(root, &format!("{n}")), drafts::note(root, "a"), drafts::note(root, "b"), drafts::note(root, "c")])
    };
    app.house_writes(many().collect()).await;
    app.house_writes(vec![place(root, "spa", true), place(root, "hotel", false)]).await;
    let answer = after(&tablet, &start).await;
    assert!(answer.snapshot && answer.rows.is_empty());
    assert_eq!(reads(&tablet, root).await, [false; 3]);
}

#[tokio::test]
async fn nothing_of_a_file_out_of_sight_is_kept_to_be_handed_back() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let start = tablet.pulls().await;
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, CANARY)]]).await;
    let pulled = after(&tablet, &start).await;
    let seal = pulled.seals.last().expect("the group is sealed");
    let groups = vec![Handed { rows: vec![pulled.rows.last().expect("a row").clone()], mac: seal.mac.clone() }];
    app.house_writes(vec![place(root, "spa", true), place(root, "hotel", false)]).await;
    let answer: HandedBack = tablet.post("/sync/v1/hand-back", &HandBack { epoch: 1, groups }).await.json();
    assert_eq!((answer.taken, answer.erased), (0, vec![root]));
}

#[tokio::test]
async fn an_erasure_out_of_sight_reaches_whoever_wrote_to_the_file() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Sales).await;
    let root = drafts::root();
    tablet.pushes(1, vec![vec![drafts::guest(root, CANARY)]]).await;
    app.house_writes(vec![place(root, "spa", true), place(root, "hotel", false)]).await;
    let start = tablet.pulls().await;
    innkeeper_booking_site::erasure::erase(&app.site.store, root, tablet.enrolled.user, app.now()).await.expect("erased").expect("a guest");
    let erased = after(&tablet, &start).await;
    assert_eq!(erased.rows.iter().map(|row| (row.op.root, &row.op.kind)).collect::<Vec<_>>(), [(root, &Kind::Evict { erased: true })]);
    let manifest: Manifest = tablet.get("/sync/v1/snapshot").await.json();
    assert_eq!(manifest.erased, [root]);
}

/// A tablet of somebody who works in the spa and not in the hotel.
async fn at_the_spa<'a>(app: &'a TestApp, name: &str, role: Role) -> Tablet<'a> {
    spaces::add(&app.site.store, "spa").await.expect("added");
    let id = app.hire(name, role).await;
    if app.site.store.staff_by_email("boss@hotel.example").await.expect("read").is_none() {
        app.hire("boss", Role::ItAdmin).await;
    }
    let boss = app.sign_in("boss").await;
    let answer = boss.post(&format!("/api/staff/{id}/spaces"), &json!({ "spaces": ["spa"] })).await;
    assert_eq!(answer.status.as_u16(), 204, "{}", answer.text());
    Tablet::enrol(app.sign_in(name).await).await
}

#[tokio::test]
async fn people_hold_the_files_of_their_houses() {
    let app = TestApp::new().await;
    let spa = at_the_spa(&app, "sofia", Role::Sales).await;
    let hotel = app.tablet("anna", Role::Sales).await;
    assert_eq!([&spa, &hotel].map(|tablet| tablet.enrolled.projection.key()), ["spa.psf", "hotel.psf"]);
    let root = in_the_spa(&app).await;
    assert_eq!(reads(&spa, root).await, [true; 3]);
    assert_eq!(reads(&hotel, root).await, [false; 3]);
}

#[tokio::test]
async fn whoever_looks_after_the_hotel_sees_all_houses() {
    let app = TestApp::new().await;
    spaces::add(&app.site.store, "spa").await.expect("added");
    let director = app.tablet("dora", Role::Director).await;
    assert_eq!(director.enrolled.projection.key(), "hotel+spa.psf");
    let privacy = app.tablet("petra", Role::Privacy).await;
    assert_eq!(privacy.enrolled.projection.spaces, ["hotel", "spa"]);
}

#[tokio::test]
async fn a_tablet_whose_person_has_other_houses_is_told_to_copy_anew() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    spaces::add(&app.site.store, "spa").await.expect("added");
    let boss = app.sign_in("boss").await;
    let path = format!("/api/staff/{}/spaces", tablet.enrolled.user);
    assert_eq!(boss.post(&path, &json!({ "spaces": ["hotel", "spa"] })).await.status.as_u16(), 204);
    assert_eq!(tablet.ask_pull(0, Default::default()).await.refused(), Refused::Reproject);
    assert_eq!(boss.post(&path, &json!({ "spaces": ["hotel", "attic"] })).await.problem(), (422, "problem-space-unknown".to_owned()));
    assert_eq!(boss.post(&path, &json!({ "spaces": [] })).await.problem(), (422, "problem-space-none".to_owned()));
    let listed = boss.get("/api/staff").await.text();
    assert!(listed.contains(r#""spaces":["hotel","spa"]"#), "{listed}");
}

#[tokio::test]
async fn a_file_is_placed_by_whoever_looks_after_the_hotel() {
    let app = TestApp::new().await;
    spaces::add(&app.site.store, "spa").await.expect("added");
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, CANARY)]]).await;
    let path = format!("/api/files/{root}/place");
    let spa = |inside: bool| json!({ "space": "spa", "inside": inside });
    let director = app.person("dora", Role::Director).await;
    let anna = app.tablet("anna", Role::Sales).await;
    assert_eq!(anna.post(&path, &spa(true)).await.status.as_u16(), 403);
    let head = app.site.store.head().await.expect("head").head.seq;
    for _ in 0..2 {
        assert_eq!(director.post(&path, &spa(true)).await.json::<serde_json::Value>(), json!({ "head": head + 1 }), "once is enough");
    }
    let hotel = json!({ "space": "hotel", "inside": false });
    assert_eq!(director.post(&path, &hotel).await.status.as_u16(), 200);
    assert_eq!(reads(&anna, root).await, [false; 3]);
    assert_eq!(director.post(&path, &spa(false)).await.problem(), (422, "problem-space-none".to_owned()));
    let attic = json!({ "space": "attic", "inside": true });
    assert_eq!(director.post(&path, &attic).await.problem(), (422, "problem-space-unknown".to_owned()));
    let nobody = format!("/api/files/{}/place", drafts::root());
    assert_eq!(director.post(&nobody, &spa(true)).await.problem().0, 404);
    let staff = format!("/api/files/{}/place", anna.enrolled.user);
    assert_eq!(director.post(&staff, &spa(true)).await.problem().0, 404);
}

#[tokio::test]
async fn a_guest_made_in_another_house_is_there_from_the_first() {
    let app = TestApp::new().await;
    let spa = at_the_spa(&app, "sofia", Role::Sales).await;
    let hotel = app.tablet("anna", Role::Sales).await;
    let root = drafts::root();
    let made = [vec![drafts::guest(root, CANARY)], place(root, "spa", true), place(root, "hotel", false)].concat();
    assert_eq!(spa.pushes(1, vec![made]).await.not_ok, []);
    assert_eq!(reads(&spa, root).await, [true; 3]);
    assert_eq!(reads(&hotel, root).await, [false; 3]);
    // In a house that is not one's own, or later, it is not one's own to say.
    let other = drafts::root();
    let made = [vec![drafts::guest(other, "Li")], place(other, "hotel", true)].concat();
    let pushed = spa.pushes(4, vec![made, place(root, "hotel", true)]).await;
    let aside: Vec<_> = pushed.not_ok.into_iter().map(|not_ok| not_ok.status).collect();
    assert_eq!(aside, vec![Status::Quarantined(Reason::NotAllowed); 3]);
}

#[tokio::test]
async fn enquiries_are_looked_at_in_the_hotels_own_house() {
    let app = TestApp::new().await;
    let spa = at_the_spa(&app, "sofia", Role::Sales).await;
    assert_eq!(spa.get("/api/enquiries").await.status.as_u16(), 403);
    let hotel = app.person("anna", Role::Sales).await;
    assert_eq!(hotel.get("/api/enquiries").await.status.as_u16(), 200);
}
