//! What the app works out before it draws anything: which rows of a grid are in sight, what an address says, what a form
//! changes, where two values differ. No browser and no Leptos, so that it is tested natively.

#![forbid(unsafe_code)]

pub mod address;
pub mod difference;
pub mod form;
pub mod window;
