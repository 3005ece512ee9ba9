//! What the page of today tells, and finding anything from anywhere.

use std::collections::BTreeMap;

use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, Entity, guest, stay};
use innkeeper_engine::protocol::{
    Arrival, Command, FindQuery, Found, FoundKind, LeadCapture, Outcome, Query, StorageView, TodayView, Told, View,
};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntId, RootId};
use innkeeper_sync::op::{Fields, Kind};
use uuid::Uuid;

use crate::desk::{Desk, Page, hotel, later, li};
use crate::world::Time;

const TODAY: u32 = 40;
const FIND: u32 = 41;
const STORAGE: u32 = 42;
const HOUR: i64 = 3_600_000;

impl Page {
    fn today(&mut self) -> TodayView {
        match self.view(TODAY, Query::Today) {
            View::Today(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn find(&mut self, text: &str) -> Vec<Found> {
        match self.view(FIND, Query::Find(FindQuery { text: text.to_owned(), limit: 5 })) {
            View::Find(view) => view.found,
            other => panic!("{other:?}"),
        }
    }

    fn titles(&mut self, text: &str) -> Vec<String> {
        self.find(text).into_iter().map(|found| found.title).collect()
    }

    fn meet(&mut self, surname: &str, grade: &str) -> RootId {
        let fields = BTreeMap::from([
            ("surname".to_owned(), Value::Text(surname.to_owned())),
            ("company_name".to_owned(), Value::Text("Becker Reisen".to_owned())),
            ("grade".to_owned(), Value::Text(grade.to_owned())),
        ]);
        let capture = LeadCapture { fields, interests: Vec::new(), consents: Vec::new(), draft: "capture".to_owned() };
        match self.perform(Command::CaptureLead(capture)) {
            Told::Done(Outcome::Root(root)) => root,
            other => panic!("{other:?}"),
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn day(day: i8) -> Date {
    Date::new(2026, 11, day).expect("a day of November")
}

/// A hotel whose guest Li has a stay.
fn desk_with(status: &str, from: Date, to: Date) -> (Time, Desk) {
    let time = Time::noon();
    let hotel = hotel(&time);
    let fields = Fields::from([
        (stay::STATUS.name().to_owned(), text(status)),
        (stay::ARRIVAL.name().to_owned(), Value::Date(from)),
        (stay::DEPARTURE.name().to_owned(), Value::Date(to)),
        (stay::ROOM_NUMBER.name().to_owned(), text("214")),
        (stay::ADULTS.name().to_owned(), Value::Int(2)),
        (stay::CONFIRMATION_NUMBER.name().to_owned(), text("CA-77120")),
    ]);
    let new = Kind::New { entity: Entity::Stay.code().to_owned(), fields, sets: BTreeMap::new() };
    hotel.borrow_mut().append(vec![vec![Draft::of_record(li(), EntId(Uuid::from_u128(0x900)), new)]]);
    let desk = Desk::at(&hotel, &time);
    (time, desk)
}

fn arriving() -> (Time, Desk) {
    desk_with("confirmed", day(21), day(24))
}

#[test]
fn who_arrives_today_comes_with_room_party_and_name() {
    let (_, desk) = arriving();
    let today = desk.enrolled().today();
    assert!(matches!(&today.arrivals[..], [Arrival { stay: 1, party: (2, 0), room, name, .. }] if room == "214" && name == "Xiaoming Li"));
    assert_eq!((today.in_house, today.departures), (1, 0));
}

#[test]
fn a_cancelled_stay_is_no_arrival() {
    let (_, desk) = desk_with("cancelled", day(21), day(24));
    let today = desk.enrolled().today();
    assert_eq!((today.arrivals, today.in_house), (vec![], 0));
}

#[test]
fn who_leaves_today_is_not_in_the_house_tonight() {
    let (_, desk) = desk_with("in-house", day(18), day(21));
    let today = desk.enrolled().today();
    assert_eq!((today.departures, today.in_house), (1, 0));
}

#[test]
fn what_is_learnt_of_an_arrival_is_shown_at_once() {
    let (_, desk) = arriving();
    let mut page = desk.enrolled();
    assert_eq!(page.today().arrivals[0].allergies, "");
    let fields = [(guest::ALLERGIES, text("Peanuts")), (guest::NATIVE_NAME, text("李晓明"))];
    let fields = fields.map(|(key, value)| (key.name().to_owned(), value, Vec::new()));
    page.act(Command::EditGuest { root: li(), fields: fields.into(), sets: Vec::new() });
    let arrival = page.today().arrivals.remove(0);
    assert_eq!((arrival.allergies.as_str(), arrival.native.as_str()), ("Peanuts", "李晓明"));
}

#[test]
fn a_birthday_during_the_stay_is_told() {
    let (_, desk) = arriving();
    let mut page = desk.enrolled();
    let told = [(22, Some(day(22))), (27, None)].map(|(born, _)| {
        let born = Date::new(1990, 11, born).expect("a day");
        let seen = page.guest(li()).fields.iter().find(|f| f.name == "birth_date").map(|f| f.seen.clone()).unwrap_or_default();
        page.act(Command::EditGuest { root: li(), fields: vec![("birth_date".to_owned(), Value::Date(born), seen)], sets: Vec::new() });
        page.today().arrivals[0].birthday
    });
    assert_eq!(told, [Some(day(22)), None]);
}

#[test]
fn replies_are_told_by_urgency_and_leads_by_age() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    let (b, c) = (page.meet("Two days", "b"), page.meet("Whenever", "c"));
    time.advance(2 * HOUR);
    let a = page.meet("Tomorrow", "a");
    let today = page.today();
    let roots = |rows: Vec<innkeeper_engine::protocol::LeadRow>| rows.into_iter().map(|row| row.root).collect::<Vec<_>>();
    assert_eq!((today.replies_due, roots(today.replies)), (2, vec![a, b]));
    let latest = roots(today.leads);
    assert_eq!((latest[0], latest.len()), (a, 3));
    assert!(latest.contains(&c));
}

#[test]
fn a_guest_whose_phone_has_two_values_is_told_until_somebody_chooses() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let (mut a, mut b) = (Desk::at(&hotel, &time).enrolled(), Desk::at(&hotel, &time).enrolled());
    a.wire.online.set(false);
    b.wire.online.set(false);
    a.edit_phone("A");
    b.edit_phone("B");
    for page in [&mut a, &mut b] {
        page.go_online();
    }
    later(&time, &mut [&mut a, &mut b]);
    a.go_online();
    later(&time, &mut [&mut a, &mut b]);
    assert_eq!(a.today().two_values.iter().map(|row| row.root).collect::<Vec<_>>(), [li()]);
    a.act(Command::Choose { root: li(), field: "phone".to_owned(), value: text("A") });
    assert_eq!(a.today().two_values, []);
}

#[test]
fn a_guest_is_found_by_the_number_of_a_booking() {
    let (_, desk) = arriving();
    assert_eq!(desk.enrolled().titles("ca-77120"), ["Xiaoming Li"]);
}

#[test]
fn a_word_that_begins_with_the_letters_comes_before_one_that_holds_them() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    page.meet("Xavila", "c");
    page.meet("Avila", "c");
    assert_eq!(page.titles("avi"), ["Avila", "Xavila"]);
    assert!(page.find("avi").iter().all(|found| found.kind == FoundKind::Lead && found.detail == "Becker Reisen"));
}

#[test]
fn a_segment_is_found_by_its_name() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let fields = Fields::from([("name".to_owned(), text("Spanish golfers")), ("description".to_owned(), text("For the spring letter"))]);
    let new = Kind::New { entity: Entity::Segment.code().to_owned(), fields, sets: BTreeMap::new() };
    hotel.borrow_mut().append(vec![vec![Draft::of(RootId(Uuid::from_u128(0x500)), new)]]);
    let found = Desk::at(&hotel, &time).enrolled().find("golf");
    assert!(matches!(&found[..], [Found { kind: FoundKind::Segment, detail, .. }] if detail == "For the spring letter"));
}

#[test]
fn no_more_of_a_kind_is_found_than_asked_for() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    assert_eq!(page.find("guest").len(), 5);
}

#[test]
fn without_letters_what_was_opened_last_is_found_even_in_a_new_tab() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.guest(RootId(Uuid::from_u128(0x1000 + 7)));
    page.guest(li());
    page.guest(li());
    let expected = ["Xiaoming Li", "Guest 007"];
    assert_eq!(page.titles(""), expected);
    drop(page);
    assert_eq!(desk.open_offline().titles(" "), expected);
}

#[test]
fn guests_and_leads_here_are_counted() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    page.meet("Avila", "c");
    let told = page.view(STORAGE, Query::Storage);
    assert!(matches!(told, View::Storage(StorageView { guests: 201, leads: 1, .. })));
}
