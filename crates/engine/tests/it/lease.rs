//! The lease: a tablet that its server does not hear of stops, and in the end throws its copy away; one that is locked out is wiped.

use innkeeper_engine::ports::StoreName;
use innkeeper_engine::protocol::{Command, Phase, Secret};
use innkeeper_sync::row::Status;

use crate::desk::{DONE, Desk, Page, hotel, later, li};
use crate::world::Time;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A desk and a tab of it that has lost its network.
fn offline(time: &Time) -> (Desk, Page) {
    let desk = Desk::at(&hotel(time), time);
    let mut page = desk.enrolled();
    later(time, &mut [&mut page]);
    page.wire.online.set(false);
    (desk, page)
}

/// A minute in which the engine looks at the time.
fn minute(time: &Time, page: &mut Page) {
    time.advance(60_000);
    page.settle();
}

fn is_over(page: &mut Page) -> bool {
    matches!(page.status().phase, Phase::LeaseOver { .. })
}

fn values_in(desk: &Desk, store: StoreName) -> usize {
    desk.disk.values().iter().filter(|(name, ..)| *name == store).count()
}

#[test]
fn a_tablet_works_without_a_network_while_the_lease_lasts() {
    let time = Time::noon();
    let (_, mut page) = offline(&time);
    time.advance(71 * HOUR);
    minute(&time, &mut page);
    assert_eq!(page.status().phase, Phase::Ready);
}

#[test]
fn at_the_end_of_the_lease_a_running_tablet_shows_nothing_more() {
    let time = Time::noon();
    let (_, mut page) = offline(&time);
    time.advance(73 * HOUR);
    minute(&time, &mut page);
    assert!(is_over(&mut page));
}

#[test]
fn after_the_end_of_the_lease_a_started_tablet_shows_nothing() {
    let time = Time::noon();
    let (desk, page) = offline(&time);
    drop(page);
    time.advance(73 * HOUR);
    assert!(is_over(&mut desk.open_offline()));
}

#[test]
fn contact_with_the_server_renews_the_lease_and_sends_what_waited() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    page.edit_phone("+34600111222");
    time.advance(73 * HOUR);
    minute(&time, &mut page);
    assert!(is_over(&mut page));
    page.go_online();
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.status().unsent, 0);
    drop(page);
    time.advance(71 * HOUR);
    assert_eq!(desk.open_offline().status().phase, Phase::Ready);
}

#[test]
fn a_clock_moved_back_does_not_lengthen_the_lease() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    time.advance(73 * HOUR);
    minute(&time, &mut page);
    drop(page);
    time.advance(-72 * HOUR);
    assert!(is_over(&mut desk.open_offline()));
}

#[test]
fn after_two_weeks_the_copy_is_thrown_away_and_unsent_changes_and_drafts_stay() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    page.edit_phone("+34600111222");
    assert_eq!(page.perform(Command::KeepDraft { name: "capture".to_owned(), text: "Half a visitor".to_owned() }), DONE);
    drop(page);
    time.advance(15 * DAY);
    let mut page = desk.open_offline();
    for store in [StoreName::Pages, StoreName::Journal, StoreName::Columns, StoreName::History] {
        assert_eq!(values_in(&desk, store), 0, "{store:?}");
    }
    assert_eq!((values_in(&desk, StoreName::Outbox), values_in(&desk, StoreName::Drafts)), (1, 1));
    page.go_online();
    time.advance(DAY);
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.values(li(), "phone"), ["+34600111222"]);
    assert_eq!(page.status().unsent, 0);
}

#[test]
fn a_locked_tablet_throws_its_copy_away_too() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    let secret = Secret::Passkey { credential: vec![1], output: vec![9; 32] };
    assert_eq!(page.perform(Command::Protect { proof: None, secret, instead: None }), DONE);
    drop(page);
    time.advance(15 * DAY);
    let mut page = desk.open_offline();
    assert!(matches!(page.status().phase, Phase::Locked(_)));
    assert_eq!(values_in(&desk, StoreName::Pages), 0);
}

#[test]
fn a_device_that_is_locked_out_hands_its_changes_over_and_is_wiped() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    page.edit_phone("+34600111222");
    desk.hotel.borrow_mut().locked_out = true;
    page.go_online();
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().phase, Phase::Wiped);
    assert_eq!(desk.disk.values(), []);
    let aside = desk.hotel.borrow().rows().iter().filter(|row| matches!(row.status, Status::Quarantined(_))).count();
    assert_eq!(aside, 1);
    drop(page);
    assert!(matches!(desk.open().status().phase, Phase::Enrol { .. }));
}

#[test]
fn wiping_one_tab_empties_the_other() {
    let time = Time::noon();
    let (desk, mut page) = offline(&time);
    let mut other = desk.open_offline();
    assert_eq!(other.status().phase, Phase::Ready);
    desk.hotel.borrow_mut().locked_out = true;
    page.go_online();
    later(&time, &mut [&mut page, &mut other]);
    assert_eq!(other.status().phase, Phase::Wiped);
}
