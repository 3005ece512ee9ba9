//! Ways to reach a person: e-mail addresses and telephone numbers, brought into one form, with what is wrong said.

pub mod email;
pub mod phone;

pub use email::Email;
pub use phone::Phone;
