//! Whole engines against a hotel in memory: what a person saved is there, whatever happens to the tab, the line and the server's answer.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, ConsentLight, Decision, Purpose};
use innkeeper_domain::guest;
use innkeeper_domain::value::Value;
use innkeeper_engine::ports::StoreError;
use innkeeper_engine::protocol::{Command, ConsentGiven, Happening, OutboxState, Phase, Pill, Told};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::{Fields, Kind};
use uuid::Uuid;

use crate::desk::{DONE, Desk, Page, hotel, later, li, wording};
use crate::world::Time;

#[test]
fn the_first_copy_brings_every_guest() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    assert_eq!(page.guests("").total, 201);
    assert_eq!(page.guests("li xiao").rows[0].name, "Xiaoming Li");
}

#[test]
fn an_edit_survives_the_tab_and_the_server_and_arrives() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("+8613816027745");
    assert_eq!(page.status().pill, Pill::OnThisDevice(1));
    drop(page);

    let mut again = desk.open_offline();
    assert_eq!(again.status().phase, Phase::Ready);
    assert_eq!(again.values(li(), "phone"), ["+8613816027745"]);
    assert_eq!(again.outbox().items[0].state, OutboxState::Saved);

    again.go_online();
    later(&time, &mut [&mut again]);
    assert_eq!(again.status().pill, Pill::AllSent);
    let state = hotel.borrow().state(li());
    assert_eq!(state.own(li()).expect("the guest").value("phone"), Some(&Value::Text("+8613816027745".to_owned())));
}

#[test]
fn a_lost_answer_sends_nothing_twice() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    let before = hotel.borrow().rows().len();
    page.wire.online.set(false);
    page.edit_phone("1");
    page.wire.online.set(true);
    page.wire.lose_answer.set(true);
    page.perform(Command::SyncNow);
    later(&time, &mut [&mut page]);
    time.advance(10_000);
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().pill, Pill::AllSent);
    assert_eq!(hotel.borrow().rows().len(), before + 1);
}

#[test]
fn a_restored_server_gets_back_what_a_tablet_had_pulled_and_written() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    let backup = hotel.borrow().back_up();
    let arrival = RootId(Uuid::from_u128(0x77));
    let surname = Fields::from([("surname".to_owned(), Value::from("Okonkwo"))]);
    let booked = Draft::of(arrival, Kind::New { entity: "guest".to_owned(), fields: surname, sets: BTreeMap::new() });
    hotel.borrow_mut().append(vec![vec![booked]]);
    page.edit_phone("+8613816027745");
    time.advance(60_000);
    later(&time, &mut [&mut page]);
    assert_eq!(page.guests("okonkwo").total, 1);

    hotel.borrow_mut().restore(backup);
    time.advance(60_000);
    later(&time, &mut [&mut page]);
    time.advance(60_000);
    later(&time, &mut [&mut page]);
    let state = hotel.borrow().state(arrival);
    assert_eq!(state.own(arrival).and_then(|guest| guest.value("surname").cloned()), Some(Value::from("Okonkwo")));
    assert_eq!(hotel.borrow().state(li()).own(li()).expect("the guest").value("phone"), Some(&Value::from("+8613816027745")));
    assert_eq!(page.guests("okonkwo").total, 1);
    assert_eq!(page.status().pill, Pill::AllSent);
}

#[test]
fn what_goes_back_to_another_log_of_the_same_length_does_not_go_back_for_ever() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let guest = |id: u128, surname: &str| {
        let fields = Fields::from([("surname".to_owned(), Value::from(surname))]);
        let kind = Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() };
        vec![vec![Draft::of(RootId(Uuid::from_u128(id)), kind)]]
    };
    let shorter = hotel.borrow().back_up();
    hotel.borrow_mut().append(guest(0x76, "Adeyemi"));
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    let backup = hotel.borrow().back_up();
    hotel.borrow_mut().append(guest(0x77, "Okonkwo"));
    time.advance(60_000);
    later(&time, &mut [&mut page]);
    assert_eq!(page.guests("okonkwo").total, 1);

    // Restored, and then a copy is put in its place that is one row shorter: with what is handed back it ends where the tablet stands.
    hotel.borrow_mut().restore(backup);
    hotel.borrow_mut().copied_back = Some(shorter);
    page.edit_phone("+8613816027745");
    for _ in 0..4 {
        time.advance(60_000);
        later(&time, &mut [&mut page]);
    }
    assert_eq!(page.status().pill, Pill::AllSent);
    let state = |id: u128| hotel.borrow().state(RootId(Uuid::from_u128(id)));
    assert!(state(0x77).own(RootId(Uuid::from_u128(0x77))).is_some(), "it is back");
    assert_eq!(hotel.borrow().state(li()).own(li()).expect("the guest").value("phone"), Some(&Value::from("+8613816027745")));
}

#[test]
fn two_devices_keep_both_values_and_the_choice_travels() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let (first, second) = (Desk::at(&hotel, &time), Desk::at(&hotel, &time));
    let (mut a, mut b) = (first.enrolled(), second.enrolled());
    a.wire.online.set(false);
    b.wire.online.set(false);
    a.edit_phone("A");
    time.advance(10);
    b.edit_phone("B");
    for page in [&mut a, &mut b] {
        page.go_online();
    }
    later(&time, &mut [&mut a, &mut b]);
    a.go_online();
    later(&time, &mut [&mut a, &mut b]);
    assert_eq!(a.values(li(), "phone"), ["B", "A"]);
    assert_eq!(b.values(li(), "phone"), ["B", "A"]);
    assert!(a.guests("xiaoming").rows[0].two_values);

    let choose = Command::Choose { root: li(), field: "phone".to_owned(), value: Value::Text("A".to_owned()) };
    a.act(choose);
    later(&time, &mut [&mut a, &mut b]);
    b.go_online();
    later(&time, &mut [&mut a, &mut b]);
    assert_eq!(b.values(li(), "phone"), ["A"]);
}

#[test]
fn a_note_and_its_consent_are_one_action() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    let consent = ConsentGiven {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        decision: Decision::Granted,
        text: wording(),
        method: "verbal".to_owned(),
    };
    let note = Some("Asked at the desk.".to_owned());
    assert_eq!(page.perform(Command::Record { root: li(), note, consent: Some(consent) }), DONE);
    let view = page.guest(li());
    assert_eq!(view.row.light, ConsentLight::Yes);
    assert!(matches!(&view.timeline[..], [a, b] if a.at == b.at));
    let words = view.timeline.iter().find_map(|item| match &item.what {
        Happening::Consent { text, .. } => text.clone(),
        _ => None,
    });
    assert_eq!(words.expect("the very words").text, "May we write to you?");
    later(&time, &mut [&mut page]);
    let hotel = hotel.borrow();
    let group: Vec<u64> = hotel.rows().iter().rev().take(2).map(|row| row.op.grp).collect();
    assert_eq!(group[0], group[1]);
}

#[test]
fn a_second_tab_sees_the_edit_of_the_first_without_a_network() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut first = desk.enrolled();
    first.wire.online.set(false);
    let mut second = desk.open_offline();
    second.guest(li());
    first.edit_phone("from the first");
    second.settle();
    let shown = second.guest_told();
    let phone = shown.fields.iter().find(|f| f.name == "phone").expect("phone");
    assert_eq!(phone.choices[0].value, Value::Text("from the first".to_owned()));
}

#[test]
fn what_the_store_refuses_is_rescued_and_comes_back() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    desk.disk.break_with(StoreError::Quota);
    let note = Some("Do not lose me.".to_owned());
    let told = page.perform(Command::Record { root: li(), note, consent: None });
    assert!(matches!(told, Told::Failed(problem) if problem.text == "problem-storage-rescued"));
    desk.disk.mend();
    drop(page);
    let mut again = desk.open();
    later(&time, &mut [&mut again]);
    assert!(matches!(&again.guest(li()).timeline[0].what, Happening::Interaction { body, .. } if body == "Do not lose me."));
    assert_eq!(hotel.borrow().state(li()).own(li()).expect("the guest").entries("interactions").len(), 1);
}

#[test]
fn a_store_that_does_not_answer_at_the_start_is_not_taken_for_an_empty_one() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("+8613816027745");
    drop(page);
    desk.disk.shut(true);
    let mut page = desk.open();
    let status = page.status();
    assert_eq!(status.phase, Phase::Loading);
    assert_eq!(status.storage_trouble.expect("it says so").text, "problem-storage-unread");
    desk.disk.shut(false);
    later(&time, &mut [&mut page]);
    let status = page.status();
    assert_eq!((status.phase, status.storage_trouble), (Phase::Ready, None));
    assert_eq!(page.values(li(), "phone"), ["+8613816027745"]);
}

#[test]
fn a_save_without_an_answer_that_was_written_after_all_is_sent_once() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    desk.disk.stall_next_commit();
    let note = Some("Once.".to_owned());
    let told = page.perform(Command::Record { root: li(), note, consent: None });
    assert!(matches!(told, Told::Failed(problem) if problem.text == "problem-storage-rescued"));
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().pill, Pill::AllSent);
    assert_eq!(hotel.borrow().state(li()).own(li()).expect("the guest").entries("interactions").len(), 1);
}

#[test]
fn a_checkpoint_changes_nothing_anybody_sees() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    // More rows than the journal may hold: old guests changed, new ones made.
    let text = |n: u32| Value::Text(format!("Newcomer {n:04}"));
    let groups = (0..6_000u32).map(|n| {
        let fields = Fields::from([(guest::SURNAME.name().to_owned(), text(n))]);
        let root = RootId(Uuid::from_u128(0x10_0000 + u128::from(n % 3_000)));
        vec![Draft::of(root, Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() })]
    });
    hotel.borrow_mut().append(groups.collect());
    page.go_online();
    later(&time, &mut [&mut page]);
    assert_eq!(page.guests("").total, 3_201);
    let before = page.guests("newcomer 2999").rows;
    page.edit_phone("after the checkpoint");
    drop(page);
    let mut again = desk.open_offline();
    assert_eq!(again.guests("").total, 3_201);
    assert_eq!(again.guests("newcomer 2999").rows, before);
    assert_eq!(again.values(li(), "phone"), ["after the checkpoint"]);
}

#[test]
fn signing_out_keeps_what_is_not_sent() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("kept");
    assert_eq!(page.perform(Command::SignOut), DONE);
    assert_eq!(page.status().phase, Phase::SignedOut);
    drop(page);
    hotel.borrow_mut().sign_in();
    let mut again = desk.open();
    later(&time, &mut [&mut again]);
    assert_eq!(again.status().pill, Pill::AllSent);
    assert_eq!(again.values(li(), "phone"), ["kept"]);
}

#[test]
fn what_a_person_may_and_what_the_hotel_is_are_asked_anew_at_each_start() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let seen = |page: &mut Page| page.status().person.map(|person| (person.demo, person.edits_segments)).expect("is signed in");
    assert_eq!(seen(&mut desk.enrolled()), (true, false));
    (hotel.borrow_mut().opened, hotel.borrow_mut().more_roles) = (true, vec!["segment"]);
    assert_eq!(seen(&mut desk.open()), (false, true));
}

#[test]
fn signing_out_without_a_network_is_finished_at_the_next_contact() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    assert_eq!(page.perform(Command::SignOut), DONE);
    drop(page);
    // The browser still has the cookie; whoever opens the app must not be let in by it.
    let mut locked = desk.open();
    assert_eq!(locked.status().phase, Phase::SignedOut);
    drop(locked);
    assert_eq!(desk.open().status().phase, Phase::SignedOut);
    hotel.borrow_mut().sign_in();
    assert_eq!(desk.open().status().phase, Phase::Ready);
}
