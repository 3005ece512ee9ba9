//! Which rules ask for a segment.

use innkeeper_segment::{About, Group, Kind, Node, field, list, parse};
use innkeeper_sync::id::RootId;

/// Whether a rule names a segment, in or not in.
pub fn asks_for(rule: &str, segment: RootId) -> bool {
    parse(rule).is_ok_and(|group| group_asks(&group, &segment.to_string()))
}

fn group_asks(group: &Group, segment: &str) -> bool {
    group.rules.iter().any(|node| match node {
        Node::Line(line) => {
            let is_segment = field(About::Guest, &line.field).is_some_and(|question| question.kind == Kind::Segment);
            is_segment && list(&line.value).iter().any(|value| value.as_str() == Some(segment))
        }
        node => node.inner().is_some_and(|inner| group_asks(inner, segment)),
    })
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{Json, Line, print};

    use super::*;

    fn segment() -> RootId {
        "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().expect("an id")
    }

    fn asks(field: &str, operator: &str) -> bool {
        let line = Node::Line(Line::new(field, operator, Json::Array(vec![segment().to_string().into()])));
        asks_for(&print(&Group::all(vec![Node::Group(Group::any(vec![line]))])), segment())
    }

    #[test]
    fn a_segment_is_asked_for_wherever_it_is_named() {
        assert!(asks("segment", "in") && asks("segment", "notIn"));
    }

    #[test]
    fn the_same_text_in_another_field_is_no_segment() {
        assert!(!asks("surname", "in"));
    }
}
