//! Changing a rule by the place of its parts, with a way back for every step.

use innkeeper_segment::{About, Combinator, Group, Json, Kind, Line, Node, field};

/// Place of a part: positions from the root down.
pub type Path = Vec<u32>;

/// Where a part can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the part above it.
    Up,
    /// After the part below it.
    Down,
    /// Into the group beside it, or else into a new one of its own.
    In,
    /// Behind the group it is in.
    Out,
}

/// What the parts of the group at a path are about.
pub fn about(root: &Group, path: &[u32]) -> About {
    let mut about = About::Guest;
    for end in 1..=path.len() {
        about = root.at(&path[..end]).map_or(about, |node| about_inside(node, about));
    }
    about
}

/// What the parts inside a part are about.
pub fn about_inside(node: &Node, about: About) -> About {
    match node {
        Node::Each(each) => things(about, &each.field),
        Node::Aggregate(aggregate) => things(about, &aggregate.field),
        _ => about,
    }
}

/// What the things are that a field holds.
pub fn things(about: About, name: &str) -> About {
    match field(about, name).map(|question| question.kind) {
        Some(Kind::Each(things)) => things,
        _ => about,
    }
}

/// Adds a part to the end of the group at a path. Gives its place.
pub fn added(root: &mut Group, group: &[u32], node: Node) -> Option<Path> {
    let within = root.group_at_mut(group)?;
    within.rules.push(node);
    child(group, within.rules.len() - 1)
}

/// Puts the same part again behind the one at a path. Gives its place.
pub fn doubled(root: &mut Group, path: &[u32]) -> Option<Path> {
    let node = root.at(path)?.clone();
    let (last, above) = path.split_last()?;
    let at = *last as usize + 1;
    root.group_at_mut(above)?.rules.insert(at, node);
    child(above, at)
}

/// Moves the part at a path. Gives its new place; none when it cannot go there, and nothing is changed then.
pub fn moved(root: &mut Group, path: &[u32], step: Step) -> Option<Path> {
    let (last, above) = path.split_last()?;
    let at = *last as usize;
    let count = root.group_at(above)?.rules.len();
    if at >= count {
        return None;
    }
    match step {
        Step::Up | Step::Down => {
            let to = if step == Step::Up { at.checked_sub(1)? } else { at + 1 };
            if to >= count {
                return None;
            }
            root.group_at_mut(above)?.rules.swap(at, to);
            child(above, to)
        }
        Step::In => moved_in(root, above, at),
        Step::Out => moved_out(root, above, at),
    }
}

fn moved_in(root: &mut Group, above: &[u32], at: usize) -> Option<Path> {
    let within = root.group_at_mut(above)?;
    let is_group = |at: usize| matches!(within.rules.get(at), Some(Node::Group(_)));
    let (before, after) = (at.checked_sub(1).filter(|at| is_group(*at)), Some(at + 1).filter(|at| is_group(*at)));
    match (before, after) {
        (Some(before), _) => {
            let node = within.rules.remove(at);
            let group = within.rules[before].inner_mut()?;
            group.rules.push(node);
            let end = group.rules.len() - 1;
            child(&child(above, before)?, end)
        }
        (None, Some(_)) => {
            let node = within.rules.remove(at);
            within.rules[at].inner_mut()?.rules.insert(0, node);
            child(&child(above, at)?, 0)
        }
        (None, None) => {
            // A group inside one of its own kind would say nothing.
            let combinator = if within.combinator == Combinator::And { Combinator::Or } else { Combinator::And };
            let node = std::mem::replace(&mut within.rules[at], Node::Unread(Json::Null));
            within.rules[at] = Node::Group(Group { combinator, rules: vec![node], ..Group::default() });
            child(&child(above, at)?, 0)
        }
    }
}

fn moved_out(root: &mut Group, above: &[u32], at: usize) -> Option<Path> {
    let (group_at, outer) = above.split_last()?;
    // What is asked of one stay cannot be asked of a guest.
    if !matches!(root.at(above), Some(Node::Group(_))) {
        return None;
    }
    let group = root.group_at_mut(above)?;
    let node = group.rules.remove(at);
    let emptied = group.rules.is_empty();
    let to = *group_at as usize + 1;
    let outside = root.group_at_mut(outer)?;
    outside.rules.insert(to, node);
    if emptied {
        outside.rules.remove(to - 1);
    }
    child(outer, to - usize::from(emptied))
}

/// Puts the part at a path into a group, before the part that has a place there; the end is a place too. Gives its new place; none when it cannot go
/// there, and nothing is changed then.
pub fn put(root: &mut Group, from: &[u32], group: &[u32], at: u32) -> Option<Path> {
    let (last, above) = from.split_last()?;
    let stays = group == above && (at == *last || at == *last + 1);
    // What is asked of one stay cannot be asked of a guest.
    if stays || group.starts_with(from) || about(root, group) != about(root, above) || at as usize > root.group_at(group)?.rules.len() {
        return None;
    }
    let node = root.remove(from)?;
    let mut place = group.to_vec();
    place.push(at);
    let place = without(&place, from);
    let (at, within) = place.split_last()?;
    root.group_at_mut(within)?.rules.insert(*at as usize, node);
    // The group it was in, which the part may have come before.
    let mut left = above.to_vec();
    if let Some(step) = left.get_mut(within.len()).filter(|step| above.starts_with(within) && **step >= *at) {
        *step += 1;
    }
    let emptied = matches!(root.at(&left), Some(Node::Group(group)) if group.rules.is_empty());
    if emptied {
        root.remove(&left);
        return Some(without(&place, &left));
    }
    Some(place)
}

/// A place once the part at another is gone.
fn without(place: &[u32], gone: &[u32]) -> Path {
    let mut place = place.to_vec();
    if let Some((last, above)) = gone.split_last()
        && place.starts_with(above)
        && let Some(step) = place.get_mut(above.len()).filter(|step| **step > *last)
    {
        *step -= 1;
    }
    place
}

/// Lets a line hold as well for those about whom it says nothing, because the value is missing.
pub fn included(root: &mut Group, path: &[u32]) -> Option<()> {
    let Some(Node::Line(line)) = root.at(path) else { return None };
    let missing = Node::Line(Line::new(&line.field, "null", Json::Null));
    let (last, above) = path.split_last()?;
    let group = root.group_at_mut(above)?;
    let at = *last as usize;
    if group.combinator == Combinator::Or && !group.not {
        group.rules.insert(at + 1, missing);
    } else {
        let line = std::mem::replace(&mut group.rules[at], Node::Unread(Json::Null));
        group.rules[at] = Node::Group(Group::any(vec![line, missing]));
    }
    Some(())
}

/// The place of a part in the group at a path.
pub(super) fn child(path: &[u32], at: usize) -> Option<Path> {
    let at = u32::try_from(at).ok()?;
    Some(path.iter().copied().chain([at]).collect())
}

/// A rule being edited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edited {
    now: Group,
    past: Vec<Group>,
    next: Vec<Group>,
    /// The place that was typed into last: typing on is the same step.
    typing: Option<Path>,
}

/// Steps that can be taken back.
const STEPS: usize = 200;

impl Edited {
    /// Begins with a rule.
    pub fn new(now: Group) -> Self {
        Self { now, ..Self::default() }
    }

    /// The rule as it is now.
    pub fn now(&self) -> &Group {
        &self.now
    }

    /// A step. A change that changes nothing is none.
    pub fn step<T>(&mut self, change: impl FnOnce(&mut Group) -> T) -> T {
        let before = self.now.clone();
        let told = change(&mut self.now);
        self.took(before);
        self.typing = None;
        told
    }

    /// Typing into the part at a path: one step until another place is changed.
    pub fn typed(&mut self, path: &[u32], change: impl FnOnce(&mut Node)) {
        let goes_on = self.typing.as_deref() == Some(path);
        let before = self.now.clone();
        if let Some(node) = self.now.at_mut(path) {
            change(node);
        }
        if goes_on {
            self.next.clear();
        } else {
            self.took(before);
            self.typing = Some(path.to_vec());
        }
    }

    fn took(&mut self, before: Group) {
        if before != self.now {
            self.past.push(before);
            self.next.clear();
            let too_many = self.past.len().saturating_sub(STEPS);
            self.past.drain(..too_many);
        }
    }

    /// Takes the last step back. Gives whether there was one.
    pub fn undo(&mut self) -> bool {
        self.typing = None;
        let Some(before) = self.past.pop() else { return false };
        self.next.push(std::mem::replace(&mut self.now, before));
        true
    }

    /// Takes the last step taken back again. Gives whether there was one.
    pub fn redo(&mut self) -> bool {
        self.typing = None;
        let Some(after) = self.next.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.now, after));
        true
    }
}

#[cfg(test)]
mod tests;
