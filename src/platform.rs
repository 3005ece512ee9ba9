//! What the browser can do, one file per facility. Nothing else of the app names a browser API for these.

pub mod announce;
pub mod clock;
pub mod error;
pub mod files;
pub mod history;
pub mod install;
pub mod intl;
pub mod keyboard;
pub mod page;
pub mod passkey;
pub mod persistence;
pub mod prefs;
pub mod rest;
pub mod server;
pub mod update;
