//! Claims about the engine, natively: columns against naive code, and whole engines on stores in memory.

mod columns;
mod hotel;
mod story;
mod world;
