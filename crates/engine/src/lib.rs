//! The engine: the guest store of one browser tab, in a web worker.
//!
//! Talks to pages in the messages of [`protocol`], to the world through [`ports`]. Runs natively in tests.

#![forbid(unsafe_code)]

mod answers;
mod aside;
pub mod audience;
#[cfg(target_arch = "wasm32")]
pub mod browser;
mod capture;
pub mod columns;
mod compare;
mod conflicts;
mod copy;
mod deeds;
pub mod directory;
pub mod drafts;
mod driver;
pub mod engine;
pub mod facts;
mod find;
pub mod frames;
pub mod guest_view;
pub mod history;
mod kept;
pub mod keys;
mod labour;
mod lead;
mod lead_views;
pub mod leads;
mod lease;
pub mod library;
pub mod list;
mod lock;
pub mod map;
pub mod outbox_view;
pub mod ports;
pub mod protocol;
mod reseal;
pub mod session;
mod signal;
mod states;
mod today;
mod undo;
mod unsent;
mod values;
mod versions;
mod wipe;
