//! The engine: the guest store of one browser tab, in a web worker.
//!
//! Talks to pages in the messages of [`protocol`], to the world through [`ports`]. Runs natively in tests with the ports of [`memory`].

#![forbid(unsafe_code)]

pub mod columns;
pub mod directory;
pub mod facts;
pub mod guest_view;
pub mod list;
pub mod outbox_view;
mod copy;
mod deeds;
mod driver;
pub mod engine;
pub mod session;
mod signal;
pub mod ports;
pub mod protocol;
