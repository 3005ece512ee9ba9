//! Which tab sends: one leads, and another takes its place when it gives no sign of life.

use futures::FutureExt;
use innkeeper_domain::value::Value;
use innkeeper_engine::ports::Tabs;
use innkeeper_engine::protocol::{Command, Pill};

use crate::desk::{DONE, Desk, Page, hotel, later, li};
use crate::world::{Tab, Time};

/// Time enough for a tab to ask who leads, and for the answer.
fn wait_for_an_answer(time: &Time, pages: &mut [&mut Page]) {
    for ms in [10_000, 2_000] {
        time.advance(ms);
        // The question, the answer, and the hearing of it.
        for _ in 0..2 {
            for page in pages.iter_mut() {
                page.settle();
            }
        }
    }
}

/// A page that was left and keeps its turn, as Safari has it: it leads, and neither sends nor answers.
fn left_behind(desk: &Desk) -> Tab {
    let tab = desk.browser.tab();
    assert_eq!(tab.lead("").now_or_never(), Some(()));
    tab
}

#[test]
fn a_tab_leads_beside_one_that_gives_no_sign_of_life() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    drop(desk.enrolled());
    let _left = left_behind(&desk);
    let mut page = desk.open();
    page.edit_phone("from the page in front");
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().pill, Pill::OnThisDevice(1), "it waits for its turn");
    wait_for_an_answer(&time, &mut [&mut page]);
    assert_eq!(page.status().pill, Pill::AllSent);
    let state = hotel.borrow().state(li());
    assert_eq!(state.own(li()).expect("the guest").value("phone"), Some(&Value::Text("from the page in front".to_owned())));
}

#[test]
fn a_tab_waits_while_the_one_that_leads_answers() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut first = desk.enrolled();
    let mut second = desk.open();
    first.wire.online.set(false);
    second.edit_phone("from the second");
    wait_for_an_answer(&time, &mut [&mut first, &mut second]);
    assert_eq!(second.status().pill, Pill::OnThisDevice(1), "the first one sends, and it is offline");
    first.go_online();
    later(&time, &mut [&mut first, &mut second]);
    assert_eq!(first.status().pill, Pill::AllSent);
}

#[test]
fn an_app_that_is_too_old_sends_and_says_so() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    hotel.borrow_mut().wants_newer = true;
    page.edit_phone("+34600111222");
    later(&time, &mut [&mut page]);
    assert!(page.status().outdated);
    let sent = |hotel: &crate::hotel::Hotel| hotel.state(li()).own(li()).expect("the guest").value("phone").cloned();
    assert_eq!(sent(&hotel.borrow()), Some(Value::Text("+34600111222".to_owned())));
    assert_eq!(page.values(li(), "phone"), ["+34600111222"]);
    hotel.borrow_mut().wants_newer = false;
    assert_eq!(page.perform(Command::SyncNow), DONE);
    later(&time, &mut [&mut page]);
    assert!(!page.status().outdated);
}
