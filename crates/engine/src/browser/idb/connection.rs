//! Opening a database, bringing it to this build's version, and noticing when it is closed from outside.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc;
use futures::future::{Either, select};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, IdbDatabase, IdbOpenDbRequest, IdbVersionChangeEvent};

use super::transaction::WATCHDOG_MS;
use crate::browser::clock::sleep;
use crate::browser::fault::Fault;
use crate::browser::listener::Listener;
use crate::browser::scope;
use crate::ports::StoreError;

/// A version and the step that leads to it from the one before.
pub(super) type Migration = (u32, fn(&IdbDatabase) -> Result<(), Fault>);

/// An open database; closed when dropped.
pub(super) struct Connection {
    pub(super) db: IdbDatabase,
    open: Rc<Cell<bool>>,
    _ears: [Listener; 2],
}

impl Connection {
    /// Opens or makes a database and runs the steps it lacks.
    pub(super) async fn open(name: &str, migrations: &'static [Migration]) -> Result<Self, StoreError> {
        let newest = migrations.last().map_or(1, |(version, _)| *version);
        match request(name, Some(newest), migrations).await {
            Err(StoreError::Newer) => {
                let db = request(name, None, migrations).await?;
                // Versions are whole numbers that this app chose.
                let connection = Self::of(db);
                let theirs = connection.db.version() as u32;
                if theirs / 100 == newest / 100 { Ok(connection) } else { Err(StoreError::Newer) }
            }
            opened => opened.map(Self::of),
        }
    }

    fn of(db: IdbDatabase) -> Self {
        let open = Rc::new(Cell::new(true));
        let (by_version, by_browser) = (open.clone(), open.clone());
        let closing = db.clone();
        let ears = [
            // Another tab has a newer build: it can only go on when this one lets go.
            Listener::new(&db, "versionchange", move |_| {
                by_version.set(false);
                closing.close();
            }),
            Listener::new(&db, "close", move |_| by_browser.set(false)),
        ];
        Self { db, open, _ears: ears }
    }

    /// Whether the browser still has it open.
    pub(super) fn is_open(&self) -> bool {
        self.open.get()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.db.close();
    }
}

async fn request(name: &str, version: Option<u32>, migrations: &'static [Migration]) -> Result<IdbDatabase, StoreError> {
    let missing = || Fault::new("NotSupportedError", "this browser has no IndexedDB");
    let factory = scope().indexed_db().map_err(Fault::from)?.ok_or_else(missing)?;
    let request = match version {
        Some(version) => factory.open_with_u32(name, version),
        None => factory.open(name),
    }
    .map_err(Fault::from)?;

    let failed = Rc::new(RefCell::new(None));
    let blocked = Rc::new(Cell::new(false));
    let (tell, mut told) = mpsc::unbounded();
    let tell_error = tell.clone();
    let (failing, blocking, upgrading) = (failed.clone(), blocked.clone(), request.clone());
    let ears = [
        Listener::new(&request, "upgradeneeded", move |event| {
            if let Err(fault) = upgrade(&upgrading, &event, migrations) {
                *failing.borrow_mut() = Some(fault);
                if let Some(transaction) = upgrading.transaction() {
                    // Aborting can only fail when it was aborted already.
                    let _ = transaction.abort();
                }
            }
        }),
        Listener::new(&request, "blocked", move |_| blocking.set(true)),
        Listener::new(&request, "success", move |_| {
            let _ = tell.unbounded_send(true);
        }),
        Listener::new(&request, "error", move |_| {
            let _ = tell_error.unbounded_send(false);
        }),
    ];
    let answered = match select(told.next(), pin!(sleep(WATCHDOG_MS))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => None,
    };
    drop(ears);
    match answered {
        Some(true) => Ok(request.result().map_err(Fault::from)?.unchecked_into()),
        Some(false) => {
            let own = failed.borrow_mut().take();
            Err(own.unwrap_or_else(|| error_of(&request)).into())
        }
        None => {
            close_when_opened(&request);
            Err(if blocked.get() { StoreError::Blocked } else { StoreError::Stalled })
        }
    }
}

/// Deletes a database. Connections of other tabs let go of it; one that does not is waited for.
pub(super) async fn delete(name: &str) -> Result<(), StoreError> {
    let missing = || Fault::new("NotSupportedError", "this browser has no IndexedDB");
    let factory = scope().indexed_db().map_err(Fault::from)?.ok_or_else(missing)?;
    let request = factory.delete_database(name).map_err(Fault::from)?;
    let (tell, mut told) = mpsc::unbounded();
    let tell_error = tell.clone();
    let _ears = [
        Listener::new(&request, "success", move |_| {
            let _ = tell.unbounded_send(true);
        }),
        Listener::new(&request, "error", move |_| {
            let _ = tell_error.unbounded_send(false);
        }),
    ];
    match select(told.next(), pin!(sleep(WATCHDOG_MS))).await {
        Either::Left((Some(true), _)) => Ok(()),
        Either::Left(_) => Err(error_of(&request).into()),
        Either::Right(_) => Err(StoreError::Blocked),
    }
}

fn upgrade(request: &IdbOpenDbRequest, event: &Event, migrations: &[Migration]) -> Result<(), Fault> {
    let db: IdbDatabase = request.result()?.unchecked_into();
    // Versions are whole numbers that this app chose.
    let old = event.unchecked_ref::<IdbVersionChangeEvent>().old_version() as u32;
    migrations.iter().filter(|(version, _)| *version > old).try_for_each(|(_, step)| step(&db))
}

fn error_of(request: &IdbOpenDbRequest) -> Fault {
    match request.error() {
        Ok(Some(error)) => Fault::from(error),
        _ => Fault::new("UnknownError", "the database did not open"),
    }
}

/// A request nobody waits for any more must not leave a connection behind that stands in other tabs' way.
fn close_when_opened(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let close: JsValue = Closure::once_into_js(move || {
        if let Ok(db) = late.result() {
            db.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}
