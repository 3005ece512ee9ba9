//! The demo hotel in a database: filled once, consistent, with accounts that open.

use innkeeper_booking_site::demo::GUESTS;
use innkeeper_booking_site::demo::fill::{FillError, Filled, Guests, STAFF, fill, made_for};
use innkeeper_booking_site::import::run::Request;
use innkeeper_booking_site::staff::sign_in;
use innkeeper_booking_site::verify::verify;
use innkeeper_domain::stay::StayStatus;
use innkeeper_domain::{Date, Value};

use crate::app::drafts;
use crate::import::{House, small};

/// A Tuesday, as most arrivals of the fixture are.
fn today() -> Date {
    Date::new(2026, 11, 24).expect("is a day")
}

async fn filled(house: &House, guests: Guests) -> Filled {
    fill(&house.store, today(), guests, None).await.expect("an empty database")
}

#[tokio::test]
async fn the_made_up_hotel_verifies_clean() {
    let house = House::new().await;
    filled(&house, Guests::MadeUp(GUESTS)).await;
    let report = verify(&house.store).await.expect("readable");
    assert!(report.clean, "{report}");
    assert_eq!((report.records["guest"], report.quarantined), (u64::from(GUESTS), 0));
}

#[tokio::test]
async fn the_next_guest_gets_the_number_after_those_of_the_demo() {
    let house = House::new().await;
    filled(&house, Guests::MadeUp(100)).await;
    let root = drafts::root();
    house.writer.append_groups(vec![vec![drafts::guest(root, "Li")]], "desk").await.expect("written");
    let number = house.roots().await[&root].own(root).and_then(|own| own.value("number").cloned());
    assert_eq!(number, Some(drafts::text("G-00101")));
}

#[tokio::test]
async fn its_staff_sign_in_with_the_password_that_was_printed() {
    let house = House::new().await;
    let Filled { password, .. } = filled(&house, Guests::Export(Box::new(small()))).await;
    for account in STAFF {
        let found = sign_in(&house.store, account.email, password.clone()).await.expect("readable");
        assert!(found.is_some_and(|row| row.name == account.name), "{}", account.email);
    }
}

#[tokio::test]
async fn a_database_with_something_in_it_is_left_alone() {
    let house = House::new().await;
    house.take(small()).await.expect("the file is taken");
    let before = house.ops().await;
    let refused = fill(&house.store, today(), Guests::MadeUp(GUESTS), None).await;
    assert!(matches!(refused, Err(FillError::NotEmpty)));
    assert_eq!((house.ops().await, made_for(&house.store).await.expect("readable")), (before, None));
}

#[tokio::test]
async fn an_export_moved_to_today_has_arrivals_and_no_past_reservation_ahead() {
    let house = House::new().await;
    let request = Request { shift_to: Some(today()), ..small() };
    let filled = filled(&house, Guests::Export(Box::new(request))).await;
    let report = filled.report.expect("guests came from an export");
    assert_eq!(report.taken + report.repaired + report.refused, report.rows);
    let (mut arriving, ahead_and_over) = (0, [StayStatus::CheckedOut.code(), StayStatus::NoShow.code()]);
    let today = Value::from(today());
    for state in house.roots().await.into_values() {
        for stay in state.records.values().filter(|record| record.entity == "stay") {
            let status = stay.value("status").and_then(Value::as_text).unwrap_or_default();
            arriving += usize::from(stay.value("arrival") == Some(&today));
            let ahead = matches!((stay.value("arrival"), &today), (Some(Value::Date(day)), Value::Date(today)) if day >= today);
            assert!(!ahead || !ahead_and_over.contains(&status), "{status} on {:?}", stay.value("arrival"));
        }
    }
    assert!(arriving > 0);
    assert_eq!(made_for(&house.store).await.expect("readable"), Some("2026-11-24".to_owned()));
}
