//! A segment: a named question over all guests.

use crate::field::{FieldKind, declare};

declare! { Segment "segment" {
    /// What people call it.
    NAME: String = "name", FieldKind::Text, Open, [];
    /// What it is for.
    DESCRIPTION: String = "description", FieldKind::LongText, Open, [];
    /// The question: react-querybuilder's `RuleGroupType` as JSON.
    RULE: String = "rule", FieldKind::LongText, Open, [];
    /// What it asked before, each with its time and its author, as JSON.
    VERSIONS: String = "versions", FieldKind::LongText, Open, [set];
}}
