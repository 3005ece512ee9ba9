//! The pages, one module per route.

mod enrol;
mod first_copy;
mod guest;
mod guests;
mod not_found;
mod sign_in;
mod sync;

pub use enrol::Enrol;
pub use first_copy::FirstCopy;
pub use guest::{EditGuest, Guest, NewGuest};
pub use guests::Guests;
pub use not_found::NotFound;
pub use sign_in::SignIn;
pub use sync::Sync;
