//! What the editor asks beside the count: who is just outside, which values there are, what a segment asked before.

use innkeeper_engine::protocol::{CompareQuery, CompareView, NumbersView, RuleVersion, SetView, ValuesQuery};

use super::*;

const VALUES: u32 = 35;
const NUMBERS: u32 = 36;
const VERSIONS: u32 = 37;
const COMPARED: u32 = 38;

impl Page {
    fn outside(&mut self, rule: &str) -> (u32, Vec<String>) {
        let query = AudienceQuery { rule: rule.to_owned(), sample: 3, explain: None, outside: true };
        match self.view(AUDIENCE, Query::Audience(query)) {
            View::Audience(view) => (view.outside, view.rows.into_iter().map(|row| row.name).collect()),
            other => panic!("{other:?}"),
        }
    }

    fn offered(&mut self, things: &str, field: &str, search: &str) -> Vec<(String, u32)> {
        let query = ValuesQuery { things: things.to_owned(), field: field.to_owned(), search: search.to_owned(), limit: 20 };
        match self.view(VALUES, Query::Values(query)) {
            View::Values(view) => view.values.into_iter().map(|value| (value.value, value.count)).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn numbers(&mut self, rule: &str) -> NumbersView {
        match self.view(NUMBERS, Query::Numbers(rule.to_owned())) {
            View::Numbers(view) => view,
            other => panic!("{other:?}"),
        }
    }

    fn compared(&mut self, left: RootId, right: RootId) -> Option<CompareView> {
        match self.view(COMPARED, Query::Compare(CompareQuery { left, right, sample: 2 })) {
            View::Compare(view) => view.map(|view| *view),
            other => panic!("{other:?}"),
        }
    }

    fn versions(&mut self, root: RootId) -> Vec<RuleVersion> {
        match self.view(VERSIONS, Query::Versions(root)) {
            View::Versions(versions) => versions,
            other => panic!("{other:?}"),
        }
    }
}

fn french() -> String {
    line("country", "=", json!("FR"))
}

#[test]
fn whom_one_part_alone_keeps_out_is_just_outside() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let country = json!({ "field": "country", "operator": "=", "value": "FR" });
    let spend = json!({ "field": "spend", "operator": ">", "value": 1_000_000 });
    let night = json!({ "field": "nights", "operator": ">", "value": 100 });
    let golf = json!({ "field": "tags", "operator": "in", "value": ["golf"] });
    assert_eq!(page.outside(&rule(json!([country, golf, spend]))), (1, vec!["Jean Morel".to_owned()]));
    assert_eq!(page.outside(&rule(json!([country, spend, night]))).0, 0);
}

#[test]
fn nobody_is_just_outside_of_a_single_part_or_of_any() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let any = json!({ "combinator": "or", "rules": [
        { "field": "country", "operator": "=", "value": "FR" }, { "field": "country", "operator": "=", "value": "ES" },
    ] });
    assert_eq!((page.outside(&french()).0, page.outside(&any.to_string()).0), (0, 0));
}

#[test]
fn a_guest_who_is_not_in_the_sample_is_explained_by_name() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let explained = page.audience(&french(), Some(li())).explained.expect("is here");
    assert_eq!((explained.root, explained.name.as_str()), (li(), "Xiaoming Li"));
}

#[test]
fn values_are_those_of_most_guests_first_and_counted_once_a_guest() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    page.tag(li(), "Golf");
    let value = |name: &str, count: u32| (name.to_owned(), count);
    assert_eq!(page.offered("", "tags", ""), [value("Golf", 2), value("Sea view", 1)]);
    assert_eq!(page.offered("stays", "room_type_booked", ""), [value("Suite", 1)]);
}

#[test]
fn values_are_found_by_any_part_without_accents() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    assert_eq!(page.offered("", "city", "vreu"), [("Évreux".to_owned(), 1)]);
    assert_eq!(page.offered("", "city", "lyon"), []);
}

#[test]
fn what_each_guest_has_of_their_own_is_not_offered() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    assert_eq!(page.offered("", "number", ""), []);
}

#[test]
fn values_written_otherwise_are_one() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    page.tag(li(), "GOLF");
    assert_eq!(page.offered("", "tags", "golf").iter().map(|(_, count)| count).sum::<u32>(), 2);
    assert_eq!(page.offered("", "tags", "golf").len(), 1);
}

#[test]
fn a_changed_guest_changes_the_values() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    assert_eq!(page.offered("", "tags", "spa"), []);
    page.tag(li(), "Spa");
    assert_eq!(page.offered("", "tags", "spa"), [("Spa".to_owned(), 1)]);
}

#[test]
fn two_segments_are_compared_as_sets_even_where_one_says_nothing() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let french = page.save_segment(None, "French", &french());
    let named = page.save_segment(None, "Named", &line("surname", "in", json!(["Morel", "Li"])));
    let view = page.compared(named, french).expect("both are here");
    let told = |set: &SetView| (set.total, set.rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>());
    // Of Li no country is known.
    assert_eq!(told(&view.only_left), (1, vec!["Xiaoming Li".to_owned()]));
    assert_eq!(told(&view.both), (1, vec!["Jean Morel".to_owned()]));
    assert_eq!(told(&view.only_right), (0, Vec::new()));
}

#[test]
fn a_segment_that_is_put_away_is_compared_with_nothing() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let french = page.save_segment(None, "French", &french());
    let other = page.save_segment(None, "Other", "");
    page.act(Command::Archive { root: other, archived: true });
    assert_eq!(page.compared(french, other), None);
}

#[test]
fn guests_without_a_number_are_counted_apart() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    assert_eq!(page.numbers(&french()), NumbersView { total: 1, without: 0, numbers: vec!["G-00900".to_owned()] });
    let unnumbered = page.numbers(&line("surname", "in", json!(["Guest 001", "Morel"])));
    assert_eq!((unnumbered.total, unnumbered.without), (2, 1));
}

#[test]
fn a_changed_rule_leaves_the_one_before_with_its_author() {
    let (_, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let spanish = line("country", "=", json!("ES"));
    let root = page.save_segment(None, "French", &french());
    page.save_segment(Some(root), "Spanish", &french());
    assert_eq!(page.versions(root).len(), 1, "another name is no other rule");
    page.save_segment(Some(root), "Spanish", &spanish);
    let versions = page.versions(root);
    assert_eq!(versions.iter().map(|version| version.rule.as_str()).collect::<Vec<_>>(), [spanish.as_str(), french().as_str()]);
    let row = &page.segments().segments[0];
    assert!(versions.iter().all(|version| version.by == row.by) && versions[0].at == row.changed);
}

#[test]
fn what_a_segment_asked_before_is_known_on_another_tablet() {
    let time = Time::noon();
    let hotel = hotel_with_jean(&time);
    let (first, second) = (Desk::at(&hotel, &time), Desk::at(&hotel, &time));
    let (mut a, mut b) = (first.enrolled(), second.enrolled());
    let root = a.save_segment(None, "French", &french());
    later(&time, &mut [&mut a]);
    a.save_segment(Some(root), "French", &line("country", "=", json!("ES")));
    later(&time, &mut [&mut a]);
    b.go_online();
    later(&time, &mut [&mut b]);
    assert_eq!(b.versions(root).len(), 2);
}

#[test]
fn the_oldest_of_many_rules_goes() {
    let (time, desk) = desk_with_jean();
    let mut page = desk.enrolled();
    let tagged = |n: u32| line("tags", "in", json!([format!("Tag {n}")]));
    let root = page.save_segment(None, "Tagged", &tagged(0));
    for n in 1..=22 {
        time.advance(1_000);
        page.save_segment(Some(root), "Tagged", &tagged(n));
    }
    let versions = page.versions(root);
    assert_eq!((versions.len(), &versions[0].rule, &versions[20].rule), (21, &tagged(22), &tagged(2)));
}
