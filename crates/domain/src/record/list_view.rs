//! A saved view of the list of guests: which guests, in which order, in which columns.

use crate::Uuid;
use crate::field::{Entity, FieldKind, declare};

declare! { ListView "list-view" {
    /// What people call it.
    NAME: String = "name", FieldKind::Text, Open, [];
    /// The filters: a rule as in a segment, empty for all guests.
    RULE: String = "rule", FieldKind::LongText, Open, [];
    /// Column it is sorted by, with a leading `-` for the greatest first.
    SORT: String = "sort", FieldKind::Text, Open, [lww];
    /// Columns shown, in order, with commas between.
    COLUMNS: String = "columns", FieldKind::Text, Open, [lww];
    /// Everybody has it, not only who made it.
    SHARED: bool = "shared", FieldKind::Bool, Open, [lww];
    /// Who made it.
    OWNER: Uuid = "owner", FieldKind::Ref(Entity::Staff), Open, [];
}}
