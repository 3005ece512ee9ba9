//! The first copy of the guests, when it is cut short.

use innkeeper_domain::{Entity, guest};
use innkeeper_engine::protocol::{Command, Phase};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::{Fields, Kind};
use innkeeper_sync::page::PAGE_ROOTS;
use innkeeper_sync::wire::PAGES_AT_ONCE;
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::desk::{Desk, hotel, later};
use crate::world::Time;

#[test]
fn a_copy_that_was_cut_short_goes_on_where_it_stopped() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let guests = PAGE_ROOTS * PAGES_AT_ONCE * 2;
    let made = |n: usize| {
        let fields = Fields::from([(guest::SURNAME.name().to_owned(), format!("Many {n:05}").into())]);
        let new = Kind::New { entity: Entity::Guest.code().to_owned(), fields, sets: BTreeMap::new() };
        vec![Draft::of(RootId(Uuid::from_u128(0x10_0000 + n as u128)), new)]
    };
    hotel.borrow_mut().append((0..guests).map(made).collect());
    hotel.borrow_mut().pages_at_most = Some(PAGES_AT_ONCE);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.open();
    page.perform(Command::Enrol { name: "Desk".to_owned(), approver: None, before: None });
    assert!(matches!(page.status().phase, Phase::FirstSync { .. }), "{:?}", page.status().phase);
    assert_eq!(hotel.borrow().pages_sent, PAGES_AT_ONCE);
    drop(page);

    (hotel.borrow_mut().pages_at_most, hotel.borrow_mut().pages_sent) = (None, 0);
    let mut again = desk.open();
    later(&time, &mut [&mut again]);
    assert_eq!(again.status().phase, Phase::Ready);
    assert_eq!(again.guests("").total as usize, guests + 201);
    // 202 files of the small hotel fill the last pages.
    let pages = (guests + 202).div_ceil(PAGE_ROOTS);
    assert_eq!(hotel.borrow().pages_sent, pages - PAGES_AT_ONCE, "what was here was not asked for again");
}
