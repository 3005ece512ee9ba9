//! The engine: the guest store of one browser tab, in a web worker.
//!
//! Talks to pages in the messages of [`protocol`], to the world through [`ports`]. Runs natively in tests with the ports of [`memory`].

#![forbid(unsafe_code)]

pub mod ports;
pub mod protocol;
