//! Rules as the screens edit them: lines, filters, the tree, and rules to begin with.

pub mod begin;
pub mod edit;
pub mod filter;
pub mod line;

pub use edit::{Edited, Step};
