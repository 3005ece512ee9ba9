//! The records of the hotel: one module each, with its fields and the codes they use.

pub mod consent_event;
pub mod consent_text;
pub mod device;
pub mod guest;
pub mod interaction;
pub mod lead;
pub mod list_view;
pub mod loyalty_line;
pub mod property;
pub mod segment;
pub mod staff;
pub mod stay;
