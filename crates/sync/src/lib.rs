//! Sync core: ops, clock, fold, the client's and the server's rules, and the wire format.
//!
//! Pure: no I/O, no clock, no randomness, no async. The same code runs in the browser's worker, on the server and in the simulator. The protocol is
//! described in `docs/sync.md`; the order to read the modules in is [`op`], [`fold`], [`row`], [`server`], [`client`].

#![forbid(unsafe_code)]

pub mod body;
pub mod carry;
pub mod client;
pub mod draft;
pub mod fold;
#[cfg(feature = "sim")]
pub mod fuzz;
pub mod hex;
pub mod hlc;
pub mod id;
pub mod ledger;
pub mod op;
pub mod page;
pub mod projection;
pub mod pull;
pub mod row;
pub mod rules;
pub mod sealed;
pub mod server;
#[cfg(feature = "sim")]
pub mod sim;
pub mod state;
pub mod wire;
