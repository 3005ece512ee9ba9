//! Claims about the engine, natively: columns against naive code, stores in memory, and whole engines on them.

#[path = "../store/claims.rs"]
mod claims;
mod columns;
mod disk;
mod hotel;
mod store;
mod story;
mod world;
