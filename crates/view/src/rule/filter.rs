//! The filters of a list: the parts of a rule that wants all of them.

use innkeeper_segment::{Combinator, Group, Node, parse, print};

/// The parts of a rule, each of which is a filter. A rule that wants something else than all of its parts is one filter.
pub fn parts(rule: &str) -> Vec<Node> {
    let group = parse(rule).unwrap_or_default();
    if is_list(&group) { group.rules } else { vec![Node::Group(group)] }
}

/// The rule that wants all of these; empty for none.
pub fn rule(parts: Vec<Node>) -> String {
    match <[Node; 1]>::try_from(parts) {
        Ok([Node::Group(group)]) => print(&group),
        Ok(one) => print(&Group::all(one.into())),
        Err(parts) if parts.is_empty() => String::new(),
        Err(parts) => print(&Group::all(parts)),
    }
}

/// The rule without a filter.
pub fn without(text: &str, at: usize) -> String {
    let mut all = parts(text);
    if at < all.len() {
        all.remove(at);
    }
    rule(all)
}

/// The rule with another filter, in the place of one or at the end.
pub fn with(text: &str, at: Option<usize>, part: Node) -> String {
    let mut all = parts(text);
    match at.and_then(|at| all.get_mut(at)) {
        Some(place) => *place = part,
        None => all.push(part),
    }
    rule(all)
}

fn is_list(group: &Group) -> bool {
    group.combinator == Combinator::And && !group.not && group.rest.is_empty()
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::Line;

    use super::*;

    fn line(field: &str) -> Node {
        Node::Line(Line::new(field, "notNull", innkeeper_segment::Json::Null))
    }

    #[test]
    fn a_filter_taken_away_leaves_the_others() {
        let both = with(&with("", None, line("email")), None, line("phone"));
        assert_eq!(parts(&without(&both, 0)), [line("phone")]);
    }

    #[test]
    fn the_last_filter_taken_away_leaves_no_rule() {
        assert_eq!(without(&with("", None, line("email")), 0), "");
    }

    #[test]
    fn a_filter_is_changed_in_its_place() {
        let both = with(&with("", None, line("email")), None, line("phone"));
        assert_eq!(parts(&with(&both, Some(0), line("city"))), [line("city"), line("phone")]);
    }

    #[test]
    fn a_rule_that_wants_any_is_one_filter_and_stays_as_it_is() {
        let any = print(&Group::any(vec![line("email"), line("phone")]));
        assert_eq!(parts(&any).len(), 1);
        assert_eq!(rule(parts(&any)), any);
    }

    #[test]
    fn a_filter_beside_a_rule_that_wants_any_narrows_it() {
        let any = Group::any(vec![line("email"), line("phone")]);
        let narrowed = with(&print(&any), None, line("city"));
        assert_eq!(parts(&narrowed), [Node::Group(any), line("city")]);
    }
}
