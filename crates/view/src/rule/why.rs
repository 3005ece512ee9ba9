//! What keeps a guest out of a rule: of all parts that do not hold, those that would have to.

use innkeeper_engine::protocol::NodeTruth;
use innkeeper_segment::{Combinator, Group, Node};

use super::edit::{Path, child};

/// What keeps somebody out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    /// The parts, in the order of the rule.
    pub parts: Vec<Path>,
    /// One of them would be enough; otherwise all of them would have to hold.
    pub any: bool,
}

/// What keeps the guest out about whom these are the truths. Of a part that wants one of several, or none, the part itself is told.
pub fn keeping_out(rule: &Group, truths: &[NodeTruth]) -> Keeps {
    let mut keeps = Keeps { parts: Vec::new(), any: rule.combinator == Combinator::Or };
    // What is wanted not to hold has no part that would have to.
    if !rule.not && truth(truths, &[]) != Some(Some(true)) {
        gather(rule, &[], truths, &mut keeps.parts);
    }
    keeps
}

fn gather(group: &Group, path: &[u32], truths: &[NodeTruth], into: &mut Vec<Path>) {
    for (at, node) in group.rules.iter().enumerate() {
        let Some(path) = child(path, at) else { continue };
        // A part with a problem keeps nobody out, and nobody asked about it.
        if truth(truths, &path).is_none_or(|truth| truth == Some(true)) {
            continue;
        }
        match node {
            Node::Group(inner) if inner.combinator == Combinator::And && !inner.not => gather(inner, &path, truths, into),
            _ => into.push(path),
        }
    }
}

fn truth(truths: &[NodeTruth], path: &[u32]) -> Option<Option<bool>> {
    truths.iter().find(|truth| truth.path == path).map(|truth| truth.truth)
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{Json, Line};

    use super::*;

    fn line(field: &str) -> Node {
        Node::Line(Line::new(field, "notNull", Json::Null))
    }

    /// The parts in the order of their numbers: the root, city, email, the group, phone, country.
    fn kept_out(rule: &Group, told: [Option<bool>; 6]) -> Keeps {
        let paths: [&[u32]; 6] = [&[], &[0], &[1], &[2], &[2, 0], &[2, 1]];
        let truths: Vec<NodeTruth> =
            paths.iter().zip(told).map(|(path, truth)| NodeTruth { path: path.to_vec(), truth, value: None }).collect();
        keeping_out(rule, &truths)
    }

    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);

    fn inner(group: Group) -> Group {
        Group::all(vec![line("city"), line("email"), Node::Group(group)])
    }

    fn two() -> Vec<Node> {
        vec![line("phone"), line("country")]
    }

    #[test]
    fn each_line_that_does_not_hold_keeps_out_and_so_does_what_is_unknown() {
        let keeps = kept_out(&inner(Group::all(two())), [NO, NO, YES, NO, YES, None]);
        assert_eq!(keeps, Keeps { parts: vec![vec![0], vec![2, 1]], any: false });
    }

    #[test]
    fn of_parts_of_which_one_is_wanted_the_group_keeps_out() {
        let keeps = kept_out(&inner(Group::any(two())), [NO, YES, YES, NO, NO, NO]);
        assert_eq!(keeps.parts, [vec![2]]);
    }

    #[test]
    fn one_is_enough_where_the_whole_rule_wants_any() {
        let rule = Group { combinator: Combinator::Or, ..inner(Group::all(two())) };
        let keeps = kept_out(&rule, [NO, NO, NO, NO, YES, NO]);
        assert_eq!(keeps, Keeps { parts: vec![vec![0], vec![1], vec![2, 1]], any: true });
    }

    #[test]
    fn nothing_keeps_out_who_is_in() {
        assert_eq!(kept_out(&inner(Group::any(two())), [YES, YES, YES, YES, NO, YES]).parts, [] as [Path; 0]);
    }
}
