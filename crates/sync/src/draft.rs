//! Drafts: ops before they have a number. What people and importers make; numbering turns them into a group.

use crate::hlc::Hlc;
use crate::id::{ActionId, EntId, RootId};
use crate::op::{Kind, Op, SCHEMA};

/// One op to be: which record, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The file it belongs to.
    pub root: RootId,
    /// The record, unless it is the root's own.
    pub other_ent: Option<EntId>,
    /// Bulk action, if part of one.
    pub action: Option<ActionId>,
    /// What is done.
    pub kind: Kind,
}

impl Draft {
    /// A change of the root's own record.
    #[must_use]
    pub fn of(root: RootId, kind: Kind) -> Self {
        Self { root, other_ent: None, action: None, kind }
    }

    /// A change of another record of the root.
    #[must_use]
    pub fn of_record(root: RootId, ent: EntId, kind: Kind) -> Self {
        Self { root, other_ent: (ent != root.ent()).then_some(ent), action: None, kind }
    }

    /// The op number `n` of the group that starts at `grp`.
    #[must_use]
    pub fn numbered(self, n: u64, grp: u64, end: bool, hlc: Hlc) -> Op {
        let Self { root, other_ent, action, kind } = self;
        Op { n, grp, end, hlc, root, other_ent, schema: SCHEMA, action, kind }
    }
}
