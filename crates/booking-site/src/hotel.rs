//! The hotel's own public site: rooms and prices, bookings, their confirmations and their mails.
//!
//! It has a listener and an origin of its own. What is sold stands in the database ([`innkeeper_domain::offer`]); a booking is taken in one transaction
//! ([`book`]), which also writes the guest and the stay into the log under the server's device, so that every open tablet hears of it. Pages
//! are whole HTML that needs no script ([`http`]).

pub(crate) mod book;
pub mod calendar;
pub(crate) mod cancel;
pub mod countries;
pub mod demo;
pub mod house;
pub mod http;
pub(crate) mod ledger;
pub(crate) mod letter;
pub mod link;
pub mod logo;
pub mod post;
pub mod quote;
pub(crate) mod same;
pub mod stock;
pub mod written;
