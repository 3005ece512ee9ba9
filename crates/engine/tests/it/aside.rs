//! What the server keeps aside, and fields of two values: told in one place, decided by a person, taken back.

use innkeeper_domain::value::Value;
use innkeeper_engine::protocol::{
    Command, ConflictsQuery, ConflictsView, Happening, OutboxOnly, OutboxQuery, OutboxState, OutboxView, Pill, Query, Side, Told, View,
    WorkEnd,
};
use innkeeper_sync::id::RootId;

use crate::desk::{DONE, Desk, Page, hotel, later, li};
use crate::world::Time;

const ASIDE: &str = "problem-quarantine-device-revoked";

fn outbox(page: &mut Page, only: OutboxOnly, limit: u32) -> OutboxView {
    match page.view(70, Query::Outbox(OutboxQuery { only, limit })) {
        View::Outbox(view) => view,
        other => panic!("{other:?}"),
    }
}

fn conflicts(page: &mut Page, limit: u32) -> ConflictsView {
    match page.view(71, Query::Conflicts(ConflictsQuery { field: String::new(), limit })) {
        View::Conflicts(view) => view,
        other => panic!("{other:?}"),
    }
}

/// A page whose change of a phone number is kept aside, and works again.
fn kept_aside() -> (Time, Desk, Page) {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    desk.hotel.borrow_mut().revoked = true;
    page.edit_phone("1");
    later(&time, &mut [&mut page]);
    desk.hotel.borrow_mut().revoked = false;
    assert_eq!(page.status().pill, Pill::NeedsYou(1));
    (time, desk, page)
}

#[test]
fn a_change_kept_aside_that_is_let_go_waits_for_nobody_and_can_be_taken_up_again() {
    let (_, desk, mut page) = kept_aside();
    let n = outbox(&mut page, OutboxOnly::NeedsYou, 10).items[0].n;
    assert_eq!(page.perform(Command::LetGo { n, gone: true }), DONE);
    assert_eq!(page.status().pill, Pill::AllSent);
    assert_eq!(outbox(&mut page, OutboxOnly::All, 10).items[0].state, OutboxState::LetGo(ASIDE.to_owned()));
    assert_eq!(outbox(&mut page, OutboxOnly::NeedsYou, 10).found, 0);
    drop(page);
    let mut again = desk.open_offline();
    assert_eq!(again.status().pill, Pill::AllSent, "it is remembered");
    assert_eq!(again.perform(Command::LetGo { n, gone: false }), DONE);
    assert_eq!(again.status().pill, Pill::NeedsYou(1));
}

#[test]
fn a_change_kept_aside_that_is_saved_anew_counts_and_is_asked_about_no_more() {
    let (time, desk, mut page) = kept_aside();
    let n = outbox(&mut page, OutboxOnly::NeedsYou, 10).items[0].n;
    page.act(Command::SaveAnew(n));
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().pill, Pill::AllSent);
    assert_eq!(page.values(li(), "phone"), ["1"]);
    let state = desk.hotel.borrow().state(li());
    assert_eq!(state.own(li()).expect("the guest").value("phone"), Some(&Value::Text("1".to_owned())));
    assert_eq!(page.perform(Command::SaveAnew(n + 100)), Told::Failed(problem("problem-change-not-aside")));
}

fn problem(text: &str) -> innkeeper_engine::protocol::EngineProblem {
    innkeeper_engine::protocol::EngineProblem { text: text.to_owned(), args: std::collections::BTreeMap::new(), retry: false }
}

#[test]
fn a_note_kept_aside_and_saved_anew_is_there_once() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    desk.hotel.borrow_mut().revoked = true;
    page.act(Command::Record { root: li(), note: Some("Late arrival".to_owned()), consent: None });
    later(&time, &mut [&mut page]);
    desk.hotel.borrow_mut().revoked = false;
    let n = outbox(&mut page, OutboxOnly::NeedsYou, 10).items[0].n;
    page.act(Command::SaveAnew(n));
    later(&time, &mut [&mut page]);
    let notes = |view: innkeeper_engine::protocol::GuestView| {
        view.timeline.iter().filter(|i| matches!(i.what, Happening::Interaction { .. })).count()
    };
    assert_eq!(notes(page.guest(li())), 1);
}

#[test]
fn of_a_thousand_changes_as_many_are_told_as_are_asked_for() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    for phone in 0..1_000 {
        page.edit_phone(&phone.to_string());
    }
    let view = outbox(&mut page, OutboxOnly::Waiting, 100);
    assert_eq!((view.waiting, view.found, view.items.len()), (1_000, 1_000, 100));
    assert_eq!(outbox(&mut page, OutboxOnly::All, 2_000).items.len(), 1_000);
}

/// Two desks that have both written the phone number and the wishes of several guests while neither saw the other.
fn disputed(time: &Time) -> (Page, Page, Vec<RootId>) {
    let hotel = hotel(time);
    let (mut a, mut b) = (Desk::at(&hotel, time).enrolled(), Desk::at(&hotel, time).enrolled());
    a.wire.online.set(false);
    b.wire.online.set(false);
    let roots: Vec<RootId> = a.guests("").rows.iter().take(3).map(|row| row.root).collect();
    for (page, words) in [(&mut a, "A"), (&mut b, "B")] {
        time.advance(10);
        for root in &roots {
            write(page, *root, "phone", words);
            write(page, *root, "dietary", words);
        }
    }
    for _ in 0..2 {
        a.go_online();
        b.go_online();
        later(time, &mut [&mut a, &mut b]);
    }
    (a, b, roots)
}

fn write(page: &mut Page, root: RootId, field: &str, value: &str) {
    let seen = page.guest(root).fields.iter().find(|f| f.name == field).expect("an editable field").seen.clone();
    page.act(Command::EditGuest { root, fields: vec![(field.to_owned(), Value::Text(value.to_owned()), seen)], sets: Vec::new() });
}

#[test]
fn every_field_of_two_values_is_told_in_one_place_until_it_is_decided() {
    let time = Time::noon();
    let (mut a, _, roots) = disputed(&time);
    let view = conflicts(&mut a, 4);
    assert_eq!((view.guests, view.found), (3, 6));
    assert_eq!(view.fields.into_iter().collect::<Vec<_>>(), [("dietary".to_owned(), 3), ("phone".to_owned(), 3)]);
    assert_eq!(view.items.len(), 4);
    assert!(view.items.iter().all(|item| item.field.choices.len() == 2 && !item.title.is_empty()));
    a.act(Command::Choose { root: roots[0], field: "phone".to_owned(), value: Value::Text("A".to_owned()) });
    assert_eq!((conflicts(&mut a, 20).guests, conflicts(&mut a, 20).found), (3, 5));
}

#[test]
fn one_choice_for_all_of_a_field_decides_each_and_is_taken_back_as_one() {
    let time = Time::noon();
    let (mut a, mut b, roots) = disputed(&time);
    let action = a.act(Command::ChooseAll { field: "phone".to_owned(), side: Side::Mine });
    later(&time, &mut [&mut a]);
    for root in &roots {
        assert_eq!(a.values(*root, "phone"), ["A"]);
    }
    assert_eq!(conflicts(&mut a, 20).fields.keys().cloned().collect::<Vec<_>>(), ["dietary"]);
    a.perform(Command::Undo(action));
    later(&time, &mut [&mut a]);
    assert!(matches!(a.view(72, Query::Work), View::Work(Some(work)) if work.ended == Some(WorkEnd::Whole)));
    assert_eq!(conflicts(&mut a, 20).found, 6, "both values are back");

    b.act(Command::ChooseAll { field: "dietary".to_owned(), side: Side::Both });
    later(&time, &mut [&mut b]);
    for root in &roots {
        assert_eq!(b.values(*root, "dietary"), ["A\n\nB"]);
    }
    assert!(
        matches!(b.perform(Command::ChooseAll { field: "phone".to_owned(), side: Side::Both }), Told::Failed(_)),
        "numbers are not joined"
    );
}
