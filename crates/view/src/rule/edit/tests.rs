//! Claims about moving the parts of a rule, and about the way back.

use innkeeper_segment::{Each, Mode};

use super::*;

fn line(field: &str) -> Node {
    Node::Line(Line::new(field, "notNull", Json::Null))
}

fn stays(rules: Vec<Node>) -> Node {
    Node::Each(Each::new("stays", Mode::Some, None, Group::all(rules)))
}

/// city, [email, phone], country
fn rule() -> Group {
    Group::all(vec![line("city"), Node::Group(Group::any(vec![line("email"), line("phone")])), line("country")])
}

fn names(group: &Group) -> String {
    let names: Vec<String> = group
        .rules
        .iter()
        .map(|node| match node {
            Node::Line(line) => line.field.clone(),
            node => format!("[{}]", node.inner().map(names).unwrap_or_default()),
        })
        .collect();
    names.join(" ")
}

fn after(path: &[u32], step: Step) -> (String, Option<Path>) {
    let mut rule = rule();
    let place = moved(&mut rule, path, step);
    (names(&rule), place)
}

#[test]
fn a_part_goes_before_the_one_above_it() {
    assert_eq!(after(&[1], Step::Up), ("[email phone] city country".to_owned(), Some(vec![0])));
}

#[test]
fn the_last_part_goes_no_further_down() {
    assert_eq!(after(&[2], Step::Down), ("city [email phone] country".to_owned(), None));
}

#[test]
fn a_line_goes_into_the_group_above_it_first() {
    assert_eq!(after(&[2], Step::In), ("city [email phone country]".to_owned(), Some(vec![1, 2])));
}

#[test]
fn a_line_goes_into_the_group_below_it_when_there_is_none_above() {
    assert_eq!(after(&[0], Step::In), ("[city email phone] country".to_owned(), Some(vec![0, 0])));
}

#[test]
fn a_line_without_a_group_beside_it_gets_its_own() {
    assert_eq!(after(&[1, 0], Step::In), ("city [[email] phone] country".to_owned(), Some(vec![1, 0, 0])));
}

#[test]
fn a_line_comes_out_behind_its_group() {
    assert_eq!(after(&[1, 0], Step::Out), ("city [phone] email country".to_owned(), Some(vec![2])));
}

#[test]
fn a_group_whose_last_line_comes_out_is_gone() {
    let mut rule = Group::all(vec![Node::Group(Group::any(vec![line("email")])), line("city")]);
    assert_eq!(moved(&mut rule, &[0, 0], Step::Out), Some(vec![0]));
    assert_eq!(names(&rule), "email city");
}

#[test]
fn what_is_asked_of_a_stay_does_not_come_out() {
    let mut rule = Group::all(vec![stays(vec![line("arrival")])]);
    assert_eq!(moved(&mut rule, &[0, 0], Step::Out), None);
    assert_eq!(names(&rule), "[arrival]");
}

#[test]
fn what_is_asked_of_a_guest_does_not_go_into_a_stay() {
    let mut rule = Group::all(vec![stays(vec![line("arrival")]), line("city")]);
    assert_eq!(moved(&mut rule, &[1], Step::In), Some(vec![1, 0]));
    assert_eq!(names(&rule), "[arrival] [city]");
}

#[test]
fn a_doubled_line_stands_behind_the_first() {
    let mut rule = rule();
    assert_eq!(doubled(&mut rule, &[1, 0]), Some(vec![1, 1]));
    assert_eq!(names(&rule), "city [email email phone] country");
}

#[test]
fn those_without_a_value_are_included_by_a_second_line() {
    let mut rule = Group::all(vec![line("city")]);
    included(&mut rule, &[0]).expect("a line");
    let expected = Group::any(vec![line("city"), Node::Line(Line::new("city", "null", Json::Null))]);
    assert_eq!(rule, Group::all(vec![Node::Group(expected)]));
}

#[test]
fn a_group_inside_a_stay_is_about_stays_too() {
    let rule = Group::all(vec![stays(vec![Node::Group(Group::any(vec![line("arrival")]))]), line("city")]);
    assert_eq!(about(&rule, &[0, 0]), About::Stay);
    assert_eq!(about(&rule, &[]), About::Guest);
}

#[test]
fn each_step_has_a_way_back_and_forth() {
    let mut edited = Edited::new(rule());
    edited.step(|rule| rule.remove(&[0]));
    let without = edited.now().clone();
    assert!(edited.undo());
    assert_eq!(*edited.now(), rule());
    assert!(edited.redo());
    assert_eq!(*edited.now(), without);
}

#[test]
fn a_word_typed_letter_by_letter_is_one_step() {
    let mut edited = Edited::new(rule());
    for typed in ["P", "Po", "Porto"] {
        edited.typed(&[0], |node| *node = Node::Line(Line::new("city", "contains", typed)));
    }
    assert!(edited.undo());
    assert_eq!(*edited.now(), rule());
    assert!(!edited.undo());
}

#[test]
fn a_move_that_is_none_is_no_step() {
    let mut edited = Edited::new(rule());
    edited.step(|rule| moved(rule, &[0], Step::Up));
    assert!(!edited.undo());
}

proptest::proptest! {
    #[test]
    fn no_move_loses_a_line(moves in proptest::collection::vec((proptest::collection::vec(0_u32..4, 1..4), 0..4_usize), 0..12)) {
        let mut rule = rule();
        for (path, step) in moves {
            moved(&mut rule, &path, [Step::Up, Step::Down, Step::In, Step::Out][step]);
        }
        let told = names(&rule);
        let mut told: Vec<&str> = told.split([' ', '[', ']']).filter(|name| !name.is_empty()).collect();
        told.sort_unstable();
        proptest::prop_assert_eq!(told, ["city", "country", "email", "phone"]);
    }
}

fn dragged(from: &[u32], group: &[u32], at: u32) -> (String, Option<Path>) {
    let mut rule = rule();
    let place = put(&mut rule, from, group, at);
    (names(&rule), place)
}

#[test]
fn a_part_is_put_before_another_of_its_group() {
    assert_eq!(dragged(&[2], &[], 0), ("country city [email phone]".to_owned(), Some(vec![0])));
    assert_eq!(dragged(&[0], &[], 3), ("[email phone] country city".to_owned(), Some(vec![2])));
}

#[test]
fn a_part_is_put_into_a_group_and_out_of_it() {
    assert_eq!(dragged(&[0], &[1], 1), ("[email city phone] country".to_owned(), Some(vec![0, 1])));
    assert_eq!(dragged(&[1, 1], &[], 1), ("city phone [email] country".to_owned(), Some(vec![1])));
}

#[test]
fn where_it_is_already_a_part_is_not_put() {
    for at in [1, 2] {
        assert_eq!(dragged(&[1], &[], at), (names(&rule()), None));
    }
}

#[test]
fn a_group_is_not_put_into_itself() {
    assert_eq!(dragged(&[1], &[1], 0), (names(&rule()), None));
}

#[test]
fn a_group_that_is_left_empty_goes() {
    let mut rule = Group::all(vec![Node::Group(Group::any(vec![line("city")])), line("email")]);
    assert_eq!(put(&mut rule, &[0, 0], &[], 2), Some(vec![1]));
    assert_eq!(names(&rule), "email city");
    let mut rule = Group::all(vec![line("email"), Node::Group(Group::any(vec![line("city")]))]);
    assert_eq!(put(&mut rule, &[1, 0], &[], 0), Some(vec![0]));
    assert_eq!(names(&rule), "city email");
}

#[test]
fn a_line_about_guests_is_not_put_among_those_about_a_stay() {
    let mut rule = Group::all(vec![line("city"), stays(vec![line("arrival")])]);
    assert_eq!(put(&mut rule, &[0], &[1], 0), None);
    assert_eq!(put(&mut rule, &[1, 0], &[], 0), None);
    assert_eq!(names(&rule), "city [arrival]");
}

/// All groups of a rule with how many parts they have.
fn groups(group: &Group, path: &[u32], into: &mut Vec<(Path, u32)>) {
    into.push((path.to_vec(), group.rules.len() as u32));
    for (at, node) in group.rules.iter().enumerate() {
        if let Some(inner) = node.inner() {
            groups(inner, &child(path, at).expect("few parts"), into);
        }
    }
}

#[test]
fn wherever_a_part_is_put_it_is_there_and_no_other_is_lost() {
    let deep = || {
        let inner = Group::any(vec![line("email"), Node::Group(Group::all(vec![line("phone"), line("vip")]))]);
        Group::all(vec![Node::Group(inner), line("city"), Node::Group(Group::any(vec![line("country")]))])
    };
    let mut places = Vec::new();
    groups(&deep(), &[], &mut places);
    let parts = places.iter().flat_map(|(group, count)| (0..*count).map(|at| [group.as_slice(), &[at]].concat()));
    for from in parts {
        for (group, at) in places.iter().flat_map(|(group, count)| (0..=*count).map(move |at| (group, at))) {
            let (before, mut after) = (deep(), deep());
            let told = put(&mut after, &from, group, at);
            let sorted = |group: &Group| {
                let mut words: Vec<String> =
                    names(group).split(['[', ']', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
                words.sort();
                words
            };
            assert_eq!(sorted(&after), sorted(&before), "{from:?} to {group:?} {at}");
            match told {
                Some(place) => assert_eq!(after.at(&place), before.at(&from), "{from:?} to {group:?} {at}"),
                None => assert_eq!(after, before, "{from:?} to {group:?} {at}"),
            }
        }
    }
}
