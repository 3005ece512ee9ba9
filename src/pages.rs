//! The pages, one module per route.

mod arrivals;
mod asked;
mod capture;
mod compare;
mod conflicts;
mod enrol;
mod first_copy;
mod first_run;
mod guest;
mod guests;
mod history;
mod later;
mod leads;
mod lease;
mod mail;
mod not_found;
mod rule;
mod segment;
mod segments;
mod settings;
mod sign_in;
mod site;
mod sync;
mod tablets;
mod today;
mod unlock;
mod waiting;
mod websites;

pub use enrol::Enrol;
pub use first_copy::FirstCopy;
pub use first_run::Door;
pub use guests::Guests;
pub use later::{
    ahead, arrivals, capture, compare, conflicts, edit_guest, erase_guest, guest, history, leads, lease_over, mail, new_guest, segment,
    segments, settings, site, sync, tablets, unlock, waiting, website, websites, wiped,
};
pub use not_found::NotFound;
pub use sign_in::SignIn;
pub use today::Today;
