//! Rules as the screens edit them: lines, filters, the tree, and rules to begin with.

pub mod aggregate;
pub mod begin;
pub mod changes;
pub mod edit;
pub mod filter;
pub mod frozen;
pub mod line;
pub mod used;
pub mod why;
pub mod words;

pub use edit::{Edited, Step};
