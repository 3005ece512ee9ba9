//! booking-site.
fn main() {}
