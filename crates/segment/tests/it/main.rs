//! Claims about rules: reading and writing, checking, answering.

mod answers;
mod guests;
mod json;
mod naive;
mod problems;
mod texts;
