//! A person who works here and signs in. Passwords are the server's own and never a record.

use crate::access::Role;
use crate::field::{FieldKind, declare};

declare! { Staff "staff" {
    /// The name that stands beside what they did, so open to every signed-in reader.
    NAME: String = "name", FieldKind::Text, Open, [house];
    /// The address they sign in with.
    EMAIL: String = "email", FieldKind::Email, Personal, [house];
    /// What they may do.
    ROLES: Role = "roles", FieldKind::Code(Role::CODES), Open, [set, house];
    /// Department.
    DEPARTMENT: String = "department", FieldKind::Text, Open, [house];
    /// The language the app speaks to them.
    LANGUAGE: String = "language", FieldKind::Language, Open, [house, lww];
    /// Whether they may sign in.
    ACTIVE: bool = "active", FieldKind::Bool, Open, [house];
}}
