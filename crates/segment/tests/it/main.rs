//! Claims about rules: reading and writing, checking, answering.

mod answers;
mod counts;
mod database;
mod docs;
mod export;
mod facts;
mod guests;
mod json;
mod logic;
mod naive;
mod problems;
mod random;
mod sqlite;
mod table;
mod texts;
