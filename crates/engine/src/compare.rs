//! Two segments side by side.

use innkeeper_segment::{Group, Line, Node, Segments as _, print};
use innkeeper_sync::id::RootId;

use crate::audience::{Asked, first_by_name};
use crate::engine::Memory;
use crate::protocol::{CompareQuery, CompareView, SetView};

/// The rule for who is in one segment and, as the operator says, in another too or not.
fn rule_of(one: RootId, operator: &str, other: RootId) -> String {
    let line = |operator: &str, root: RootId| Node::Line(Line::new("segment", operator, vec![root.to_string()]));
    print(&Group::all(vec![line("in", one), line(operator, other)]))
}

impl<S> Memory<S> {
    /// Who is in both and who in one alone; none when one of the two is not here.
    pub(crate) fn compare(&mut self, query: &CompareQuery, asked: Asked) -> Option<CompareView> {
        let CompareQuery { left, right, .. } = *query;
        for root in [left, right] {
            self.directory.library.rule(root.0)?;
        }
        let unsent = self.unsent();
        let mut set = |rule: String| {
            let members = self.members(&rule, asked);
            let (total, rows) = (members.total(), members.rows().clone());
            let first = first_by_name(&self.columns, rows.iter());
            let row = |row: u32| self.columns.view(row as usize, unsent.contains(&self.columns.root(row as usize)));
            SetView { total, rows: first.into_iter().take(query.sample as usize).map(row).collect(), rule }
        };
        Some(CompareView {
            query: *query,
            only_left: set(rule_of(left, "notIn", right)),
            both: set(rule_of(left, "in", right)),
            only_right: set(rule_of(right, "notIn", left)),
        })
    }
}
