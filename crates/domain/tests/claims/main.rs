//! What the domain crate claims, each as a test.

mod access;
mod consent;
mod corpus;
mod date;
mod email;
mod field;
mod money;
mod name;
mod order;
mod origin;
mod phone;
mod stay;
mod text;
mod value;
