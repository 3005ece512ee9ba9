//! The rule as it is edited here, with what it comes to.

use innkeeper_engine::protocol::{AudienceView, RuleProblem};
use innkeeper_segment::{Group, Node, print};
use innkeeper_view::rule::Edited;
use innkeeper_view::rule::edit::Path;
use leptos::prelude::*;

use super::focus_later;
use crate::pages::rule::Lexicon;

/// The editor's state.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The words of rules.
    pub lexicon: Lexicon,
    /// The rule and its steps.
    pub edited: RwSignal<Edited>,
    /// Changes when other inputs must be drawn; typing changes the rule alone.
    pub drawn: RwSignal<u32>,
    /// What the rule comes to.
    pub audience: Memo<Option<AudienceView>>,
    /// May change the rule.
    pub editable: bool,
}

/// The id of a part's elements.
pub fn id_of(path: &[u32]) -> String {
    path.iter().fold("part".to_owned(), |id, at| format!("{id}-{at}"))
}

impl Editor {
    /// The rule as it is saved; the one that asks nothing is empty.
    pub fn rule(self) -> String {
        self.edited.with(|edited| if edited.now().rules.is_empty() { String::new() } else { print(edited.now()) })
    }

    /// A step that changes what is drawn. It may say which element has the focus then; else what has it keeps it.
    pub fn step(self, change: impl FnOnce(&mut Group) -> Option<String>) {
        let focus = self.edited.try_update(|edited| edited.step(change)).flatten();
        self.redraw(focus);
    }

    /// Typing into the part at a path: the inputs are what was typed into, and stay.
    pub fn typed(self, path: &[u32], change: impl FnOnce(&mut Node)) {
        self.edited.update(|edited| edited.typed(path, change));
    }

    /// Draws the inputs anew.
    pub fn redraw(self, focus: Option<String>) {
        let held = document().active_element().map(|element| element.id()).filter(|id| !id.is_empty());
        self.drawn.update(|drawn| *drawn += 1);
        if let Some(id) = focus.or(held) {
            focus_later(id);
        }
    }

    /// Takes the last step back, or takes it again.
    pub fn back(self, again: bool) {
        let moved = self.edited.try_update(|edited| if again { edited.redo() } else { edited.undo() });
        if moved == Some(true) {
            self.redraw(None);
        }
    }

    /// How many a part holds for by itself, and about how many it says nothing; none until it is counted.
    pub fn count(self, path: &Path) -> Option<(u32, u32)> {
        self.audience.with(|audience| {
            let audience = audience.as_ref()?;
            if path.is_empty() {
                return Some((audience.total, 0));
            }
            audience.nodes.iter().find(|node| node.path == *path).map(|node| (node.count, node.unknown))
        })
    }

    /// Guests in all.
    pub fn all(self) -> u32 {
        self.audience.with(|audience| audience.as_ref().map_or(0, |audience| audience.all))
    }

    /// What is wrong with a part.
    pub fn problem(self, path: &Path) -> Option<RuleProblem> {
        self.audience.with(|audience| audience.as_ref()?.problems.iter().find(|problem| problem.path == *path).cloned())
    }
}
