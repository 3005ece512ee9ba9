//! Rules over guests: filters of the list, counts, saved segments and views, the hotel's own record.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, Entity, guest, stay};
use innkeeper_engine::protocol::{
    AudienceQuery, AudienceView, Command, ConsentGiven, GuestsQuery, GuestsSort, GuestsView, Happening, ListViewDraft, ListViewRow,
    Outcome, PropertyView, Query, SegmentsView, SetChange, Told, View,
};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntId, RootId, UserId};
use innkeeper_sync::op::{Fields, Kind};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::desk::{DONE, Desk, Page, hotel, later, li, wording};
use crate::hotel::Hotel;
use crate::world::Time;

mod editor;

const FILTERED: u32 = 30;
const AUDIENCE: u32 = 31;
const SEGMENTS: u32 = 32;
const VIEWS: u32 = 33;
const PROPERTY: u32 = 34;

fn jean() -> RootId {
    RootId(Uuid::from_u128(0x900))
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a day"))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn fields<const N: usize>(fields: [(&str, Value); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The hotel of everybody, with Jean Morel from Lyon, who stayed twice in a suite and cancelled once.
fn hotel_with_jean(time: &Time) -> Rc<RefCell<Hotel>> {
    let hotel = hotel(time);
    let jean_himself = Kind::New {
        entity: Entity::Guest.code().to_owned(),
        fields: fields([
            (guest::NUMBER.name(), text("G-00900")),
            (guest::GIVEN_NAME.name(), text("Jean")),
            (guest::SURNAME.name(), text("Morel")),
            (guest::CITY.name(), text("Évreux")),
            (guest::COUNTRY.name(), text("FR")),
            (guest::LANGUAGE.name(), text("fr-FR")),
            (guest::BIRTH_DATE.name(), day("1970-02-28")),
            (guest::RESTRICTED.name(), Value::Bool(false)),
        ]),
        sets: BTreeMap::from([(guest::TAGS.name().to_owned(), vec![text("Golf"), text("Sea view")])]),
    };
    let stay = |n: u128, status: &str, arrival: &str, departure: &str, room: &str, total: i64| {
        let fields = fields([
            (stay::STATUS.name(), text(status)),
            (stay::ARRIVAL.name(), day(arrival)),
            (stay::DEPARTURE.name(), day(departure)),
            (stay::ROOM_TYPE_BOOKED.name(), text(room)),
            (stay::TOTAL.name(), Value::Int(total)),
            (stay::CURRENCY.name(), text("EUR")),
        ]);
        let kind = Kind::New { entity: Entity::Stay.code().to_owned(), fields, sets: BTreeMap::new() };
        Draft::of_record(jean(), EntId(Uuid::from_u128(0x910 + n)), kind)
    };
    hotel.borrow_mut().append(vec![vec![
        Draft::of(jean(), jean_himself),
        stay(1, "checked-out", "2025-03-01", "2025-03-05", "Suite", 100_000),
        stay(2, "checked-out", "2025-10-10", "2025-10-12", "Suite", 50_000),
        stay(3, "cancelled", "2026-01-10", "2026-01-20", "Sea room", 90_000),
    ]]);
    hotel.borrow_mut().more_roles = vec!["segment", "director"];
    hotel
}

fn rule(lines: Json) -> String {
    json!({ "combinator": "and", "rules": lines }).to_string()
}

fn line(field: &str, operator: &str, value: Json) -> String {
    rule(json!([{ "field": field, "operator": operator, "value": value }]))
}

impl Page {
    fn filtered(&mut self, rule: &str) -> GuestsView {
        self.filtered_window(rule, "", 0)
    }

    fn filtered_window(&mut self, rule: &str, search: &str, offset: u32) -> GuestsView {
        let query =
            GuestsQuery { search: search.to_owned(), rule: rule.to_owned(), sort: GuestsSort::Name, descending: false, offset, limit: 20 };
        match self.view(FILTERED, Query::Guests(query)) {
            View::Guests(view) => view,
            other => panic!("{other:?}"),
        }
    }

    fn found(&mut self, rule: &str) -> Vec<String> {
        let view = self.filtered(rule);
        assert_eq!(view.problems, [], "{rule}");
        view.rows.into_iter().map(|row| row.name).collect()
    }

    fn audience(&mut self, rule: &str, explain: Option<RootId>) -> AudienceView {
        match self.view(AUDIENCE, Query::Audience(AudienceQuery { rule: rule.to_owned(), sample: 3, explain, outside: false })) {
            View::Audience(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn segments(&mut self) -> SegmentsView {
        match self.view(SEGMENTS, Query::Segments) {
            View::Segments(view) => view,
            other => panic!("{other:?}"),
        }
    }

    /// What the page was told last about the segments, without asking again.
    fn segments_told(&self) -> SegmentsView {
        match self.told.borrow().get(&SEGMENTS) {
            Some(Told::View(View::Segments(view))) => view.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn list_views(&mut self) -> Vec<ListViewRow> {
        match self.view(VIEWS, Query::ListViews) {
            View::ListViews(rows) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn property(&mut self) -> PropertyView {
        match self.view(PROPERTY, Query::Property) {
            View::Property(view) => view,
            other => panic!("{other:?}"),
        }
    }

    fn save_segment(&mut self, root: Option<RootId>, name: &str, rule: &str) -> RootId {
        let command = Command::SaveSegment { root, name: name.to_owned(), description: String::new(), rule: rule.to_owned() };
        match self.perform(command) {
            Told::Done(Outcome::Root(root)) => root,
            other => panic!("{other:?}"),
        }
    }

    fn tag(&mut self, root: RootId, tag: &str) {
        let sets = vec![SetChange { set: guest::TAGS.name().to_owned(), elem: text(tag), add: true }];
        self.act(Command::EditGuest { root, fields: Vec::new(), sets });
    }
}

fn desk_with_jean() -> (Time, Desk) {
    let time = Time::noon();
    let desk = Desk::at(&hotel_with_jean(&time), &time);
    (time, desk)
}

#[test]
fn every_kind_of_field_filters_the_list() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let lines = [
        ("given_name", "=", json!("jean")),
        ("city", "beginsWith", json!("evr")),
        ("country", "in", json!(["ES", "fr"])),
        ("language", "=", json!("fr")),
        ("birth_date", "<", json!("1980-01-01")),
        ("restricted", "=", json!(false)),
        ("tags", "in", json!(["golf", "spa"])),
        ("tags", "contains", json!("view")),
        ("stay_count", "=", json!(2)),
        ("nights", "between", json!([6, 6])),
        ("spend", ">=", json!(150_000)),
        ("last_stay", "=", json!("2025-10-12")),
        ("last_stay", "<", json!({ "relative": "-P12M", "includeToday": true })),
        ("days_since_stay", "=", json!(405)),
    ];
    for (field, operator, value) in lines {
        assert_eq!(page.found(&line(field, operator, value)), ["Jean Morel"], "{field} {operator}");
    }
    assert_eq!(page.found(&line("phone", "notNull", json!(null))), ["Xiaoming Li"]);
    assert_eq!(page.filtered(&line("light", "=", json!("not-asked"))).total, 202);
    assert_eq!(page.filtered(&line("next_stay", "null", json!(null))).total, 202);
}

#[test]
fn lines_about_stays_hold_for_one_and_the_same_stay() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let stays = |mode: &str, threshold: u32, lines: Json| {
        let matching = json!({ "mode": mode, "threshold": threshold });
        rule(json!([{ "field": "stays", "operator": "=", "match": matching, "value": { "combinator": "and", "rules": lines } }]))
    };
    let suite = json!({ "field": "room_type_booked", "operator": "=", "value": "suite" });
    let long = json!({ "field": "nights", "operator": ">", "value": 3 });
    let october = json!({ "field": "arrival", "operator": "between", "value": ["2025-10-01", "2025-10-31"] });
    let sea = json!({ "field": "room_type_booked", "operator": "=", "value": "Sea room" });
    let cancelled = json!({ "field": "status", "operator": "=", "value": "cancelled" });
    assert_eq!(page.found(&stays("atLeast", 2, json!([suite]))), ["Jean Morel"]);
    assert_eq!(page.found(&stays("exactly", 1, json!([suite, long]))), ["Jean Morel"]);
    assert_eq!(page.filtered(&stays("some", 1, json!([october, long]))).total, 0);
    // A cancelled stay is none, unless the rule asks for it.
    assert_eq!(page.filtered(&stays("some", 1, json!([sea]))).total, 0);
    assert_eq!(page.found(&stays("some", 1, json!([sea, cancelled]))), ["Jean Morel"]);
}

#[test]
fn consents_are_asked_as_they_stand_now() {
    let (time, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let given = |standing: &str| {
        let lines = json!([
            { "field": "purpose", "operator": "=", "value": "marketing" },
            { "field": "channel", "operator": "=", "value": "email" },
            { "field": "standing", "operator": "=", "value": standing },
        ]);
        rule(
            json!([{ "field": "consents", "operator": "=", "match": { "mode": "some" }, "value": { "combinator": "and", "rules": lines } }]),
        )
    };
    for (decision, standing) in [(Decision::Granted, "granted"), (Decision::Withdrawn, "withdrawn")] {
        time.advance(1_000);
        let consent =
            ConsentGiven { purpose: Purpose::Marketing, channel: Channel::Email, decision, text: wording(), method: "verbal".to_owned() };
        assert_eq!(page.perform(Command::Record { root: jean(), note: None, consent: Some(consent) }), DONE);
        assert_eq!(page.found(&given(standing)), ["Jean Morel"]);
    }
    assert_eq!(page.filtered(&given("granted")).total, 0);
}

#[test]
fn a_note_that_was_taken_back_is_not_asked_any_more() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let by_us = |by: UserId| {
        let lines = json!([
            { "field": "type", "operator": "in", "value": ["note"] },
            { "field": "at", "operator": "=", "value": { "relative": "-P1D", "includeToday": true } },
            { "field": "user", "operator": "=", "value": by.0.to_string() },
        ]);
        let all = json!({ "combinator": "and", "rules": lines });
        rule(json!([{ "field": "interactions", "operator": "=", "match": { "mode": "some" }, "value": all }]))
    };
    let by = page.status().person.expect("somebody works here").user;
    assert_eq!(page.filtered(&by_us(by)).total, 0);
    page.act(Command::Record { root: jean(), note: Some("Called about the suite.".to_owned()), consent: None });
    assert_eq!(page.found(&by_us(by)), ["Jean Morel"]);
    assert_eq!(page.filtered(&by_us(UserId(Uuid::from_u128(0xdead)))).total, 0);
    let entry = page.guest(jean()).timeline.iter().find_map(|item| match item.what {
        Happening::Interaction { entry, .. } => Some(entry),
        _ => None,
    });
    let reason = "Another guest".to_owned();
    assert_eq!(page.perform(Command::RetractNote { root: jean(), entry: entry.expect("the note"), reason }), DONE);
    assert_eq!(page.filtered(&by_us(by)).total, 0);
}

#[test]
fn words_and_a_rule_hold_together() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let guests = line("surname", "beginsWith", json!("guest"));
    assert_eq!(page.filtered_window(&guests, "00", 0).total, 11);
    assert_eq!(page.filtered_window(&guests, "morel", 0).total, 0);
    assert_eq!(page.filtered_window(&guests, "", 195).rows.len(), 5);
}

#[test]
fn a_rule_with_a_problem_hides_nobody_and_says_so() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let wrong = [
        ("{", "rule-problem-unreadable"),
        (&line("shoe_size", "=", json!(43)), "rule-problem-field"),
        (&line("city", "=", json!("")), "rule-problem-value-missing"),
        (&line("stage", "=", json!("famous")), "rule-problem-code"),
    ];
    for (rule, text) in wrong {
        let view = page.filtered(rule);
        let problems: Vec<&str> = view.problems.iter().map(|p| p.text.as_str()).collect();
        assert_eq!((view.total, problems), (202, vec![text]), "{rule}");
    }
}

#[test]
fn an_audience_counts_each_part_and_what_is_unknown() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let both = rule(json!([
        { "field": "country", "operator": "=", "value": "FR" },
        { "combinator": "or", "rules": [
            { "field": "surname", "operator": "beginsWith", "value": "guest" },
            { "field": "spend", "operator": ">", "value": 1 },
            { "field": "city", "operator": "=", "value": "" },
        ] },
    ]));
    let view = page.audience(&both, Some(jean()));
    assert_eq!((view.total, view.all, view.may_write), (1, 202, (0, 0, 1)));
    let nodes: Vec<(&[u32], u32, u32)> = view.nodes.iter().map(|node| (node.path.as_slice(), node.count, node.unknown)).collect();
    assert_eq!(nodes, [(&[][..], 1, 200), (&[0], 1, 201), (&[1], 201, 0), (&[1, 0], 200, 0), (&[1, 1], 1, 0)]);
    assert_eq!(
        view.problems.iter().map(|p| (p.path.clone(), p.text.as_str())).collect::<Vec<_>>(),
        [(vec![1, 2], "rule-problem-value-missing")]
    );
    assert_eq!(view.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Jean Morel"]);
    let why: Vec<(Option<bool>, Option<Value>)> = view.why.into_iter().map(|node| (node.truth, node.value)).collect();
    let expected = [
        (Some(true), None),
        (Some(true), Some(text("FR"))),
        (Some(true), None),
        (Some(false), Some(text("Morel"))),
        (Some(true), Some(Value::Int(150_000))),
    ];
    assert_eq!(why, expected);
}

#[test]
fn a_sample_is_the_first_guests_by_name() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let names = |view: AudienceView| view.rows.into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names(page.audience("", None)), ["Guest 000", "Guest 001", "Guest 002"]);
    let last = line("surname", "in", json!(["Guest 199", "Morel", "Li"]));
    assert_eq!(names(page.audience(&last, None)), ["Guest 199", "Xiaoming Li", "Jean Morel"]);
}

#[test]
fn a_change_of_a_guest_moves_the_counts() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let golf = line("tags", "in", json!(["golf"]));
    page.save_segment(None, "Golfers", &golf);
    assert_eq!(page.segments().segments[0].count, 1);
    page.tag(li(), "Golf");
    assert_eq!(page.segments_told().segments[0].count, 2);
    assert_eq!(page.found(&golf), ["Xiaoming Li", "Jean Morel"]);
    page.act(Command::Archive { root: jean(), archived: true });
    assert_eq!(page.segments_told().segments[0].count, 1);
    page.act(Command::Archive { root: jean(), archived: false });
    assert_eq!(page.segments_told().segments[0].count, 2);
    page.act(Command::Archive { root: jean(), archived: true });
    assert_eq!(page.segments_told().segments[0].count, 1);
    let newcomer = Command::NewGuest { fields: fields([(guest::SURNAME.name(), text("Abbott"))]) };
    assert!(matches!(page.perform(newcomer), Told::Done(Outcome::Root(root)) if { page.tag(root, "golf"); true }));
    assert_eq!(page.segments_told().segments[0].count, 2);
}

#[test]
fn guests_are_ranked_among_those_who_stayed_and_are_not_put_away() {
    let time = Time::noon();
    let hotel = hotel_with_jean(&time);
    let later = fields([
        (stay::STATUS.name(), text("checked-out")),
        (stay::ARRIVAL.name(), day("2026-05-01")),
        (stay::DEPARTURE.name(), day("2026-05-03")),
    ]);
    let kind = Kind::New { entity: Entity::Stay.code().to_owned(), fields: later, sets: BTreeMap::new() };
    hotel.borrow_mut().append(vec![vec![Draft::of_record(li(), EntId(Uuid::from_u128(0x920)), kind)]]);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    assert_eq!(page.found(&line("recency", "=", json!(2))), ["Xiaoming Li"]);
    assert_eq!(page.found(&line("frequency", "=", json!(2))), ["Jean Morel"]);
    assert_eq!(page.found(&line("rfm", ">=", json!(211))), ["Xiaoming Li"]);
    assert_eq!(page.filtered(&line("monetary", "null", json!(null))).total, 200);
    page.act(Command::Archive { root: jean(), archived: true });
    assert_eq!(page.found(&line("recency", "=", json!(1))), ["Xiaoming Li"]);
}

#[test]
fn a_segment_saved_on_one_tablet_is_seen_on_another() {
    let time = Time::noon();
    let hotel = hotel_with_jean(&time);
    let (first, second) = (Desk::at(&hotel, &time), Desk::at(&hotel, &time));
    let (mut a, mut b) = (first.enrolled(), second.enrolled());
    let french = line("country", "=", json!("FR"));
    let root = a.save_segment(None, "French guests", &french);
    later(&time, &mut [&mut a]);
    b.go_online();
    later(&time, &mut [&mut b]);
    let seen = b.segments();
    assert_eq!((seen.segments.len(), seen.all, seen.editable), (1, 202, true));
    let row = &seen.segments[0];
    assert_eq!((row.root, row.name.as_str(), row.rule.as_str(), row.count, row.broken), (root, "French guests", french.as_str(), 1, false));
    drop(b);
    assert_eq!(second.open_offline().segments().segments.len(), 1);
}

#[test]
fn a_changed_segment_is_one_value_and_an_archived_one_is_gone() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let root = page.save_segment(None, "French", &line("country", "=", json!("FR")));
    let spanish = line("country", "=", json!("ES"));
    assert_eq!(page.save_segment(Some(root), "Spanish", &spanish), root);
    let rows = page.segments().segments;
    assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].rule.as_str(), rows[0].count), (1, "Spanish", spanish.as_str(), 0));
    let before = page.outbox().items.len();
    page.save_segment(Some(root), "Spanish", &spanish);
    assert_eq!(page.outbox().items.len(), before, "saving what is there already writes nothing");
    page.act(Command::Archive { root, archived: true });
    assert_eq!(page.segments_told().segments, []);
}

#[test]
fn a_segment_may_name_another_but_never_itself() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let french = page.save_segment(None, "French", &line("country", "=", json!("FR")));
    let not_french = page.save_segment(None, "Not French", &line("segment", "notIn", json!([french.0.to_string()])));
    let counts = |page: &mut Page| page.segments().segments.iter().map(|row| (row.count, row.broken)).collect::<Vec<_>>();
    // Who has no country is not among the French.
    assert_eq!(counts(&mut page), [(1, false), (201, false)]);
    page.save_segment(Some(french), "French", &line("surname", "=", json!("morel")));
    assert_eq!(counts(&mut page), [(1, false), (201, false)]);
    page.save_segment(Some(french), "French", &line("segment", "in", json!([not_french.0.to_string()])));
    assert!(counts(&mut page).iter().all(|(_, broken)| *broken));
}

#[test]
fn who_may_not_change_segments_is_told_so() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    assert!(!page.segments().editable);
    let command = Command::SaveSegment { root: None, name: "Mine".to_owned(), description: String::new(), rule: String::new() };
    assert!(matches!(page.perform(command), Told::Failed(problem) if problem.text == "problem-not-allowed"));
}

#[test]
fn a_saved_view_keeps_filters_order_and_columns() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let draft = ListViewDraft {
        name: "Big spenders".to_owned(),
        rule: line("spend", ">", json!(100_000)),
        sort: "-value".to_owned(),
        columns: vec!["name".to_owned(), "value".to_owned()],
        shared: true,
    };
    let Told::Done(Outcome::Root(root)) = page.perform(Command::SaveListView { root: None, view: draft.clone() }) else { panic!("saved") };
    assert_eq!(page.list_views(), [ListViewRow { root, view: draft.clone(), count: 1, mine: true }]);
    let unshared = ListViewDraft { shared: false, columns: Vec::new(), ..draft };
    assert_eq!(page.perform(Command::SaveListView { root: Some(root), view: unshared.clone() }), Told::Done(Outcome::Root(root)));
    assert_eq!(page.list_views()[0].view, unshared);
}

#[test]
fn a_view_of_somebody_else_is_seen_when_it_is_shared() {
    let (_, desk) = desk_with_jean();
    let view = |n: u128, shared: bool| {
        let fields =
            fields([("name", text(&format!("View {n}"))), ("shared", Value::Bool(shared)), ("owner", Value::Ref(Uuid::from_u128(0x0b)))]);
        let kind = Kind::New { entity: Entity::ListView.code().to_owned(), fields, sets: BTreeMap::new() };
        vec![Draft::of(RootId(Uuid::from_u128(0xa00 + n)), kind)]
    };
    desk.hotel.borrow_mut().append(vec![view(1, true), view(2, false)]);
    let mut page = desk.enrolled();
    let seen: Vec<(String, bool, u32)> = page.list_views().into_iter().map(|row| (row.view.name, row.mine, row.count)).collect();
    assert_eq!(seen, [("View 1".to_owned(), false, 202)]);
}

#[test]
fn the_hotel_has_the_name_of_the_server_until_it_is_given_another() {
    let (time, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let before = page.property();
    assert_eq!((before.root, before.name.as_str(), before.editable), (None, "Casa Alondra", true));
    let save = |currency: &str| Command::SaveProperty {
        name: "Casa Alondra Palma".to_owned(),
        zone: "Europe/Madrid".to_owned(),
        currency: currency.to_owned(),
    };
    assert!(matches!(page.perform(save("dollars")), Told::Failed(_)));
    for currency in ["EUR", "USD"] {
        assert!(matches!(page.perform(save(currency)), Told::Done(_)));
        let now = page.property();
        assert_eq!((now.name.as_str(), now.zone.as_str(), now.currency.as_str()), ("Casa Alondra Palma", "Europe/Madrid", currency));
    }
    assert_eq!(page.status().person.expect("is signed in").hotel, "Casa Alondra Palma");
    later(&time, &mut [&mut page]);
    let other = Desk::at(&desk.hotel, &time);
    assert_eq!(other.enrolled().property().currency, "USD");
}

#[test]
fn relative_days_move_with_the_day() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let last = |days: i32| line("last_stay", "=", json!({ "relative": format!("-P{days}D"), "includeToday": false }));
    let since = Date::new(2025, 10, 12).expect("a day").days_until(Date::new(2026, 11, 21).expect("a day"));
    assert_eq!(page.found(&last(since)), ["Jean Morel"]);
    assert_eq!(page.filtered(&last(since - 1)).total, 0);
}
