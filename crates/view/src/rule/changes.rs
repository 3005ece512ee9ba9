//! What is another in a rule than in the one before it, line by line.

use innkeeper_segment::{About, Aggregate, Group, Node};

use super::edit::about_inside;

/// A line with what it is about; or what things come to, without the lines that choose them.
pub type Said = (About, Node);

/// How a rule differs from the one before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Lines that were not there.
    pub added: Vec<Said>,
    /// Lines that are not there any more.
    pub removed: Vec<Said>,
}

impl Changes {
    /// The lines of both are the same: if the rules are not, they belong together in another way.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// What of a rule is another than before.
pub fn between(before: &Group, after: &Group) -> Changes {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    lines(before, About::Guest, &mut removed);
    lines(after, About::Guest, &mut added);
    added.retain(|said| match removed.iter().position(|known| known == said) {
        Some(at) => {
            removed.remove(at);
            false
        }
        None => true,
    });
    Changes { added, removed }
}

fn lines(group: &Group, about: About, into: &mut Vec<Said>) {
    for node in &group.rules {
        match node {
            Node::Line(_) => into.push((about, node.clone())),
            Node::Aggregate(aggregate) => {
                into.push((about_inside(node, about), Node::Aggregate(Aggregate { group: Group::default(), ..aggregate.clone() })));
            }
            Node::Each(_) | Node::Group(_) | Node::Unread(_) => {}
        }
        if let Some(inner) = node.inner() {
            lines(inner, about_inside(node, about), into);
        }
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{Each, Function, Json, Line, Mode};

    use super::*;

    fn line(field: &str) -> Node {
        Node::Line(Line::new(field, "notNull", Json::Null))
    }

    fn rule(fields: &[&str]) -> Group {
        Group::all(fields.iter().map(|field| line(field)).collect())
    }

    #[test]
    fn only_lines_that_came_or_went_are_told() {
        let changes = between(&rule(&["city", "email"]), &rule(&["phone", "city"]));
        assert_eq!(changes, Changes { added: vec![(About::Guest, line("phone"))], removed: vec![(About::Guest, line("email"))] });
    }

    #[test]
    fn a_line_that_is_there_once_more_was_added() {
        assert_eq!(between(&rule(&["city"]), &rule(&["city", "city"])).added.len(), 1);
    }

    #[test]
    fn a_line_about_a_stay_is_told_as_such() {
        let stays = Group::all(vec![Node::Each(Each::new("stays", Mode::Some, None, rule(&["arrival"])))]);
        assert_eq!(between(&Group::default(), &stays).added, [(About::Stay, line("arrival"))]);
    }

    #[test]
    fn what_stays_come_to_is_told_beside_the_lines_that_choose_them() {
        let total = Aggregate::new("stays", Function::Sum, "total", ">", 1_000);
        let chosen = Aggregate { group: rule(&["arrival"]), ..total.clone() };
        let added = between(&Group::default(), &Group::all(vec![Node::Aggregate(chosen)])).added;
        assert_eq!(added, [(About::Stay, Node::Aggregate(total)), (About::Stay, line("arrival"))]);
    }

    #[test]
    fn the_same_lines_in_another_group_are_no_other_lines() {
        let grouped = Group::all(vec![Node::Group(rule(&["city", "email"]))]);
        assert!(between(&rule(&["city", "email"]), &grouped).is_empty());
    }
}
