//! The engine: the guest store of one browser tab, in a web worker.
//!
//! Talks to pages in the messages of [`protocol`], to the world through [`ports`]. Runs natively in tests.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod columns;
mod copy;
mod deeds;
pub mod directory;
mod driver;
pub mod engine;
pub mod facts;
pub mod frames;
pub mod guest_view;
mod lead;
pub mod list;
pub mod outbox_view;
pub mod ports;
pub mod protocol;
pub mod session;
mod signal;
