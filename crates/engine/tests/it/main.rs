//! Claims about the engine, natively: columns against naive code, stores in memory, and whole engines on them.

mod aside;
mod audiences;
#[path = "../store/claims.rs"]
mod claims;
mod columns;
mod copying;
mod desk;
mod disk;
mod hotel;
mod key;
mod leading;
mod leads;
mod lease;
mod locking;
mod map;
mod messages;
mod pokes;
mod sealing;
mod spaces;
mod store;
mod story;
mod today;
mod undo;
mod unsent;
mod world;
