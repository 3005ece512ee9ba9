//! The ports over the browser's own facilities, for a dedicated worker: IndexedDB, the origin's private files, fetch, server-sent events, Web Locks.

mod channel;
mod clock;
mod fault;
mod http;
mod idb;
mod key;
mod listener;
mod opfs;

use web_sys::WorkerGlobalScope;

pub use channel::BrowserTabs;
pub use clock::WorkerClock;
pub use fault::Fault;
pub use http::Fetch;
pub use idb::{BrowserStorage, IdbStore};
pub use key::WebKey;
use wasm_bindgen::JsCast;

use crate::engine::{Engine, World};
use crate::protocol::FromEngine;

/// The world of an engine in a worker.
#[derive(Debug)]
pub struct Worker;

impl World for Worker {
    type Storage = BrowserStorage;
    type Transport = Fetch;
    type Clock = WorkerClock;
    type Tabs = BrowserTabs;
}

/// The engine of this worker. What it tells pages goes to `outlet`.
#[must_use]
pub fn engine(outlet: Box<dyn Fn(FromEngine)>) -> Engine<Worker> {
    Engine::new(BrowserStorage, Fetch::new(), WorkerClock, BrowserTabs::new(), outlet)
}

/// The worker's global object.
fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}
