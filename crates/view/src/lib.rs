//! What the app works out before it draws anything: which rows of a grid are in sight, what an address says, what a form
//! changes, where two values differ, what a key means, what the sentence of the day says. No browser and no Leptos, so that
//! it is tested natively.

#![forbid(unsafe_code)]

pub mod address;
pub mod carry;
pub mod completeness;
pub mod difference;
pub mod draft;
pub mod form;
pub mod lead;
pub mod offer;
pub mod order;
pub mod palette;
pub mod rule;
pub mod selection;
pub mod shortcuts;
pub mod today;
pub mod window;
pub mod worth;
