//! The pages, one module per route.

mod arrivals;
mod capture;
mod enrol;
mod first_copy;
mod first_run;
mod guest;
mod guests;
mod history;
mod later;
mod leads;
mod not_found;
mod rule;
mod segment;
mod segments;
mod settings;
mod sign_in;
mod sync;
mod today;

pub use arrivals::Arrivals;
pub use enrol::Enrol;
pub use first_copy::FirstCopy;
pub use first_run::Door;
pub use guest::{EditGuest, Guest, NewGuest};
pub use guests::Guests;
pub use history::History;
pub use later::{capture, leads, segment, segments, settings};
pub use not_found::NotFound;
pub use sign_in::SignIn;
pub use sync::Sync;
pub use today::Today;
