//! Houses of a hotel: what comes in sight of a tablet and goes out of it.

use innkeeper_domain::value::Value;
use innkeeper_engine::drafts::of_guest;
use innkeeper_engine::ports::{Storage, Store, StoreName};
use innkeeper_engine::protocol::{Command, Phase, Pill};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::op::{Fields, Kind};

use crate::desk::{Desk, Page, hotel, later, li};
use crate::hotel::Hotel;
use crate::sealing::{block, open_named};
use crate::world::Time;

fn place(hotel: &std::cell::RefCell<Hotel>, space: &str, inside: bool) {
    let kind = Kind::Place { space: space.to_owned(), inside };
    hotel.borrow_mut().append(vec![vec![Draft::of(li(), kind)]]);
}

/// A name, what was typed, and how the number was before it was changed here.
const CANARIES: [&str; 3] = ["Xiaoming", "typed and not saved", "+862165982200"];

/// Whether a value of the tablet's stores says this, opened with its own key.
fn holds(desk: &Desk, canary: &str) -> bool {
    block(async {
        let name = desk.disk.current().await.expect("it can be read").expect("one is open");
        let store = open_named(&desk.disk, &name).await;
        for name in StoreName::ALL {
            let values = store.range(name, 0, usize::MAX).await.expect("the store can be read");
            if values.iter().any(|(_, value)| value.windows(canary.len()).any(|part| part == canary.as_bytes())) {
                return true;
            }
        }
        false
    })
}

fn synced(time: &Time, page: &mut Page) {
    page.perform(Command::SyncNow);
    later(time, &mut [page]);
}

#[test]
fn a_file_that_goes_out_of_sight_leaves_every_store_of_the_tablet() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.edit_phone("+8613816027745");
    page.perform(Command::KeepDraft { name: of_guest(li()), text: "typed and not saved".to_owned() });
    synced(&time, &mut page);
    assert_eq!(page.guests("li xiao").total, 1);
    assert_eq!(CANARIES.map(|text| holds(&desk, text)), [true; 3]);

    place(&hotel, "spa", true);
    synced(&time, &mut page);
    assert_eq!(page.guests("li xiao").total, 1, "it is in both houses");
    place(&hotel, "hotel", false);
    synced(&time, &mut page);
    assert_eq!(page.guests("li xiao").total, 0);
    assert_eq!(page.guests("").total, 200);
    assert_eq!(CANARIES.map(|text| holds(&desk, text)), [false; 3]);
    drop(page);
    assert_eq!(desk.open().guests("li xiao").total, 0);
}

#[test]
fn a_file_that_comes_back_is_whole_again() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    place(&hotel, "spa", true);
    place(&hotel, "hotel", false);
    synced(&time, &mut page);
    assert_eq!(page.guests("li xiao").total, 0);
    place(&hotel, "hotel", true);
    synced(&time, &mut page);
    assert_eq!(page.guests("li xiao").total, 1);
    assert_eq!(page.values(li(), "phone"), ["+862165982200"]);
    page.edit_phone("+8613816027745");
    synced(&time, &mut page);
    assert_eq!(page.values(li(), "phone"), ["+8613816027745"]);
    drop(page);
    assert_eq!(desk.open().values(li(), "phone"), ["+8613816027745"]);
}

#[test]
fn what_was_written_before_a_file_went_out_of_sight_is_sent() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("+8613816027745");
    place(&hotel, "spa", true);
    place(&hotel, "hotel", false);
    page.go_online();
    synced(&time, &mut page);
    assert_eq!(page.status().pill, Pill::AllSent);
    let state = hotel.borrow().state(li());
    assert_eq!(state.own(li()).expect("the guest").value("phone"), Some(&Value::from("+8613816027745")));
}

#[test]
fn who_works_elsewhere_makes_guests_there() {
    let time = Time::noon();
    let hotel = hotel(&time);
    hotel.borrow_mut().space = Some("spa");
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    assert_eq!(page.guests("").total, 0);
    let fields = Fields::from([("surname".to_owned(), Value::from("Okonkwo"))]);
    page.perform(Command::NewGuest { fields });
    synced(&time, &mut page);
    assert_eq!(page.guests("okonkwo").total, 1);
    assert_eq!(page.status().pill, Pill::AllSent);
    let made = hotel.borrow().roots().into_iter().find(|root| hotel.borrow().state(*root).is_in("spa"));
    assert!(made.is_some_and(|root| !hotel.borrow().state(root).is_in("hotel")));
}

#[test]
fn whose_houses_change_opens_another_database_and_the_old_one_goes() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("+8613816027745");
    place(&hotel, "spa", true);
    hotel.borrow_mut().space = Some("spa");
    page.go_online();
    for _ in 0..3 {
        synced(&time, &mut page);
        time.advance(60_000);
    }
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.guests("").total, 1);
    assert_eq!(page.values(li(), "phone"), ["+8613816027745"], "what waited was sent before");
    assert!(!holds(&desk, "Guest 007"));
}
