//! The hotel's server and its command line.

pub mod cli;
pub mod clock;
pub mod demo;
pub mod enquiry;
pub mod export;
pub mod first_run;
pub mod hex;
pub mod hotel;
pub mod http;
pub mod import;
mod judge;
pub mod keys;
pub mod limits;
pub mod numbers;
pub mod password;
pub mod peer;
pub mod project;
pub mod property;
pub mod random;
pub mod roster;
pub mod session;
pub mod snapshot;
pub mod staff;
pub mod store;
pub mod verify;
pub mod writer;
