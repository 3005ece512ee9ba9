//! Claims about rules: reading and writing, checking, answering.

mod json;
mod texts;
