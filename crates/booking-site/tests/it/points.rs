//! The loyalty ledger: who adds to it, and what a tablet is allowed to redeem without asking.

use axum::http::StatusCode;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::Role;
use innkeeper_domain::loyalty_line::PointsReason::{self, Adjusted, Earned, Redeemed};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId};
use innkeeper_sync::ledger::{LEDGER, Ledger, Line};
use innkeeper_sync::op::Kind;
use innkeeper_sync::row::{Reason, Status};
use innkeeper_sync::wire::{Allow, Allowed, Before, Enrol, Enrolled, Refused};
use uuid::Uuid;

use crate::app::{Answer, Tablet, TestApp, drafts};

fn line(root: RootId, points: i64, reason: PointsReason) -> Draft {
    drawn(root, Line { points, reason, device: None })
}

fn drawn(root: RootId, line: Line) -> Draft {
    Draft::of(root, line.appended(EntryId(Uuid::new_v4()), None))
}

/// A guest with so many points, whom the house has made.
async fn guest(app: &TestApp, points: i64) -> RootId {
    let root = drafts::root();
    app.house_writes(vec![vec![drafts::guest(root, "Li"), line(root, points, Earned)]]).await;
    root
}

async fn ask(tablet: &Tablet<'_>, root: RootId, points: i64) -> Answer {
    tablet.post("/sync/v1/allowance", &Allow { root, points }).await
}

async fn allowed(tablet: &Tablet<'_>, root: RootId, points: i64) -> (i64, i64) {
    let Allowed { granted, left } = ask(tablet, root, points).await.json();
    (granted, left)
}

async fn ledger(app: &TestApp, root: RootId) -> Ledger {
    let states = Writer::new(app.site.store.clone()).read_these(&[root]).await.expect("read");
    Ledger::of(states[&root].own(root).expect("the guest").entries(LEDGER))
}

/// What becomes of a change that is the tablet's first.
async fn becomes(tablet: &Tablet<'_>, draft: Draft) -> Status {
    tablet.pushes(1, vec![vec![draft]]).await.not_ok.pop().map_or(Status::Ok, |not_ok| not_ok.status)
}

#[tokio::test]
async fn a_tablet_redeems_what_it_was_allowed_and_nobody_else_does() {
    let app = TestApp::new().await;
    let (tablet, desk) = (app.tablet("anna", Role::Service).await, app.tablet("bela", Role::Service).await);
    let root = guest(&app, 100).await;
    assert_eq!(allowed(&tablet, root, 80).await, (80, 80));
    assert_eq!(becomes(&desk, line(root, -30, Redeemed)).await, Status::Quarantined(Reason::NotCovered));
    let own = Line { points: -70, reason: Redeemed, device: Some(tablet.enrolled.dev) };
    assert_eq!(becomes(&tablet, drawn(root, own)).await, Status::Ok);
    let ledger = ledger(&app, root).await;
    assert_eq!((ledger.balance(), ledger.free(), ledger.left(tablet.enrolled.dev)), (30, 20, 10));
}

#[tokio::test]
async fn an_allowance_comes_by_the_next_pull_and_asking_again_changes_nothing() {
    let app = TestApp::new().await;
    let tablet = app.tablet("anna", Role::Service).await;
    let root = guest(&app, 100).await;
    let before = app.site.store.head().await.expect("head").head.seq;
    assert_eq!(allowed(&tablet, root, 80).await, (80, 80));
    assert_eq!(allowed(&tablet, root, 80).await, (0, 80));
    assert_eq!(allowed(&tablet, root, 500).await, (20, 100));
    assert_eq!(allowed(&tablet, root, -1).await, (0, 100));
    let rows = tablet.pulls().await.rows.into_iter().filter(|row| row.seq > before);
    let lines: Vec<Option<Line>> = rows
        .map(|row| match row.op.kind {
            Kind::Append { fields, .. } if row.dev.is_server() && row.by == tablet.enrolled.user => Line::read(&fields),
            _ => None,
        })
        .collect();
    let granted = |points| Some(Line { points, reason: PointsReason::Allowance, device: Some(tablet.enrolled.dev) });
    assert_eq!(lines, [granted(80), granted(20)]);
}

#[tokio::test]
async fn two_tablets_that_ask_at_once_are_allowed_no_more_than_there_is() {
    let app = TestApp::new().await;
    let (one, two) = (app.tablet("anna", Role::Service).await, app.tablet("bela", Role::Service).await);
    let root = guest(&app, 100).await;
    let ((_, first), (_, second)) = tokio::join!(allowed(&one, root, 70), allowed(&two, root, 70));
    assert_eq!(first + second, 100);
    assert_eq!(ledger(&app, root).await.free(), 0);
}

#[tokio::test]
async fn what_a_tablet_out_of_use_was_allowed_is_free_when_it_is_needed() {
    let app = TestApp::new().await;
    let (lost, other) = (app.tablet("anna", Role::Service).await, app.tablet("bela", Role::Service).await);
    let root = guest(&app, 100).await;
    assert_eq!(allowed(&lost, root, 90).await, (90, 90));
    assert_eq!(allowed(&other, root, 50).await, (10, 10));
    app.site.store.revoke_device(lost.enrolled.dev, app.now()).await.expect("revoked");
    assert_eq!(ask(&lost, root, 10).await.refused(), Refused::Wipe);
    assert_eq!(allowed(&other, root, 50).await, (40, 50));
    let after = ledger(&app, root).await;
    assert_eq!((after.balance(), after.free(), after.left(lost.enrolled.dev)), (100, 50, 0));
}

#[tokio::test]
async fn a_browser_whose_storage_was_thrown_away_leaves_its_allowance() {
    let app = TestApp::new().await;
    let tablet = app.tablet("it", [Role::Service, Role::ItAdmin].into_iter().collect::<innkeeper_domain::Roles>()).await;
    let root = guest(&app, 100).await;
    assert_eq!(allowed(&tablet, root, 100).await, (100, 100));
    let before = Some(Before { dev: tablet.enrolled.dev, pending: 0 });
    let emptied = tablet.less("innkeeper-device");
    let again: Enrolled = emptied.post("/sync/v1/enrol", &Enrol { name: "Fair tablet 3".to_owned(), approver: None, before }).await.json();
    let answer: Allowed =
        emptied.and("innkeeper-device", &again.certificate).post("/sync/v1/allowance", &Allow { root, points: 60 }).await.json();
    assert_eq!(answer, Allowed { granted: 60, left: 60 });
}

#[tokio::test]
async fn points_are_allowed_to_whoever_redeems_them_and_sees_the_guest() {
    let app = TestApp::new().await;
    let root = guest(&app, 100).await;
    for (role, status) in [
        (Role::Service, StatusCode::OK),
        (Role::Director, StatusCode::OK),
        (Role::Sales, StatusCode::FORBIDDEN),
        (Role::Privacy, StatusCode::FORBIDDEN),
        (Role::ItAdmin, StatusCode::FORBIDDEN),
    ] {
        let tablet = app.tablet(role.code(), role).await;
        assert_eq!(ask(&tablet, root, 1).await.status, status, "{role}");
    }
    let tablet = app.tablet("anna", Role::Service).await;
    let lead = drafts::root();
    app.house_writes(vec![vec![drafts::record(lead, "lead", drafts::fields([]))]]).await;
    let hidden = guest(&app, 100).await;
    let place = |space: &str, inside| vec![Draft::of(hidden, Kind::Place { space: space.to_owned(), inside })];
    app.house_writes(vec![place("spa", true), place("hotel", false)]).await;
    let erased = guest(&app, 100).await;
    app.house_writes(vec![vec![Draft::of(erased, Kind::Erase {})]]).await;
    for (what, root) in [("nothing", drafts::root()), ("a lead", lead), ("a guest of another house", hidden), ("an erased guest", erased)] {
        assert_eq!(ask(&tablet, root, 1).await.status, StatusCode::NOT_FOUND, "{what}");
    }
    assert_eq!(app.stranger().post("/sync/v1/allowance", &Allow { root, points: 1 }).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_balance_is_corrected_by_the_director_and_by_nobody_at_the_desk() {
    let app = TestApp::new().await;
    let (desk, director) = (app.tablet("anna", Role::Service).await, app.tablet("bela", Role::Director).await);
    let root = guest(&app, 100).await;
    assert_eq!(becomes(&desk, line(root, 10, Adjusted)).await, Status::Quarantined(Reason::NotAllowed));
    assert_eq!(becomes(&director, line(root, -40, Adjusted)).await, Status::Ok);
    assert_eq!(ledger(&app, root).await.balance(), 60);
}
