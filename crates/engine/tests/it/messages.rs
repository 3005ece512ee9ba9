//! Messages between page and worker cross as bytes and are the same on the other side.

use std::collections::BTreeMap;
use std::fmt::Debug;

use innkeeper_domain::Date;
use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::value::Value;
use innkeeper_engine::protocol::{
    Ask, Command, EngineProblem, FromEngine, GuestRow, GuestsQuery, GuestsSort, GuestsView, Phase, Pill, Query, SetChange, StatusView,
    ToEngine, Told, View, decode, encode,
};
use innkeeper_sync::id::{DeviceId, Dot, RootId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

fn cross<T: Serialize + DeserializeOwned + Debug>(message: &T) {
    let read: T = decode(&encode(message)).expect("it is read on the other side");
    assert_eq!(format!("{read:?}"), format!("{message:?}"));
}

fn root() -> RootId {
    RootId(Uuid::from_u128(7))
}

#[test]
fn a_form_crosses_with_its_values_and_stamps() {
    let fields = vec![
        ("surname".to_owned(), Value::Text("李".to_owned()), vec![Dot(DeviceId(u32::MAX), (1 << 53) - 1)]),
        ("consent".to_owned(), Value::Bool(false), vec![]),
        ("spend".to_owned(), Value::Int(-(1 << 50)), vec![]),
        ("birth-date".to_owned(), Value::Date(Date::new(1968, 2, 29).expect("a day")), vec![]),
        ("company".to_owned(), Value::Ref(Uuid::from_u128(9)), vec![]),
    ];
    let sets = vec![SetChange { set: "tags".to_owned(), elem: Value::Text("vip".to_owned()), add: true }];
    cross(&ToEngine { id: 1, ask: Ask::Do(Command::EditGuest { root: root(), fields, sets }) });
}

#[test]
fn a_question_without_an_answer_crosses() {
    for ask in [Ask::Watch(Query::Status), Ask::Rewatch(Query::Guest(root())), Ask::Close, Ask::Do(Command::SyncNow)] {
        cross(&ToEngine { id: u32::MAX, ask });
    }
}

#[test]
fn a_status_with_nothing_in_it_crosses() {
    let view = StatusView {
        phase: Phase::Enrol { may_approve: true, name: "Marta".to_owned() },
        person: None,
        device: Some(DeviceId(7)),
        unsent: 3,
        pill: Pill::Sending { done: 1, of: 2 },
        last_contact: None,
        next_try: Some(1_800_000_000_000),
        sign_in_needed: false,
        outdated: false,
        clock_off: Some(-86_400_000),
        rest: None,
        storage_trouble: Some(EngineProblem {
            text: "problem-storage-full".to_owned(),
            args: BTreeMap::from([("detail".to_owned(), "no space".to_owned())]),
            retry: true,
        }),
    };
    cross(&FromEngine { id: 1, told: Told::View(View::Status(view)) });
}

#[test]
fn a_row_of_the_list_crosses() {
    let query =
        GuestsQuery { search: "lǐ".to_owned(), rule: String::new(), sort: GuestsSort::LastStay, descending: true, offset: 0, limit: 200 };
    let row = GuestRow {
        root: root(),
        name: "Xiaoming Li".to_owned(),
        native: "李小明".to_owned(),
        email: String::new(),
        phone: "+862165982200".to_owned(),
        country: "CN".to_owned(),
        light: ConsentLight::Yes,
        stage: None,
        last_stay: Date::new(2026, 11, 20),
        next_stay: None,
        stays: 3,
        nights: 9,
        value: Some((123_456, "EUR".to_owned())),
        changed: 1_800_000_000_000,
        unsent: true,
        two_values: false,
        archived: false,
    };
    let view = GuestsView { query, total: 1, all: 102_597, problems: Vec::new(), rows: vec![row], took_us: 900 };
    cross(&FromEngine { id: 2, told: Told::View(View::Guests(view)) });
}
