//! What a poke of the server makes a tab do.

use innkeeper_domain::guest;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::op::Kind;

use crate::desk::{Desk, Page, hotel, later, li};
use crate::world::Time;

/// How often the tab asks for rows when it is poked.
fn pulls_at_a_poke(page: &mut Page, says_where: bool) -> u32 {
    let before = page.wire.pulls.get();
    page.wire.poke(says_where);
    page.settle();
    page.wire.pulls.get() - before
}

#[test]
fn a_poke_about_what_is_here_fetches_nothing() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let mut page = Desk::at(&hotel, &time).enrolled();
    page.edit_phone("+34600111222");
    later(&time, &mut [&mut page]);
    assert_eq!(pulls_at_a_poke(&mut page, true), 0, "its own push, fetched with it");
    assert_eq!(pulls_at_a_poke(&mut page, false), 1, "anything may have happened");

    let fields = [(guest::CITY.name().to_owned(), innkeeper_sync::op::SetField(Value::Text("Girona".to_owned()), Vec::new()))].into();
    hotel.borrow_mut().append(vec![vec![Draft::of(li(), Kind::Set { fields })]]);
    assert_eq!(pulls_at_a_poke(&mut page, true), 1);
    assert_eq!(page.values(li(), "city"), ["Girona"]);
    assert_eq!(pulls_at_a_poke(&mut page, true), 0, "one fetch for one change");
}

#[test]
fn a_device_that_is_as_it_was_reports_once_a_minute() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let mut page = Desk::at(&hotel, &time).enrolled();
    let before = page.wire.reports.get();
    for at in 0..5 {
        page.edit_phone(&format!("+3460011122{at}"));
        later(&time, &mut [&mut page]);
    }
    let told = page.wire.reports.get();
    assert!(told <= before + 1, "{} reports of nothing new", told - before);
    time.advance(60_000);
    page.edit_phone("+34600999888");
    later(&time, &mut [&mut page]);
    assert!(page.wire.reports.get() > told, "it is still there");
}

#[test]
fn a_poke_after_a_failure_sends_what_waits() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let mut page = Desk::at(&hotel, &time).enrolled();
    page.wire.online.set(false);
    page.edit_phone("+34600111222");
    later(&time, &mut [&mut page]);
    page.wire.online.set(true);
    page.wire.poke(true);
    page.settle();
    let state = hotel.borrow().state(li());
    assert_eq!(state.own(li()).expect("the guest").value("phone"), Some(&Value::Text("+34600111222".to_owned())));
}
