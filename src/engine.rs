//! The page's handle to its engine: starts the worker, numbers the questions, and turns watched views into signals.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use futures::channel::oneshot;
use innkeeper_engine::protocol::{self, Ask, Command, EngineProblem, FromEngine, Outcome, Query, ToEngine, Told, View};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::platform::error::JsError;

/// How a command ended.
pub type Answer = Result<Outcome, EngineProblem>;

type Hear = Rc<dyn Fn(View)>;

/// What is watched, and who hears of it.
type Watching = HashMap<u32, (Query, Hear)>;

/// What both sides of the conversation share on the page.
struct Line {
    worker: RefCell<Worker>,
    last: Cell<u32>,
    watching: RefCell<Watching>,
    doing: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
}

/// The handle; one for the life of the page.
#[derive(Clone, Copy)]
pub struct Engine {
    line: StoredValue<Rc<Line>, LocalStorage>,
    stopped: RwSignal<Option<String>>,
}

/// A view that is being watched, until the part of the page that asked for it goes.
pub struct Watched<T: 'static> {
    engine: Engine,
    id: u32,
    /// The view as it is now; none until the first answer.
    pub view: ReadSignal<Option<T>>,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Watched<T> {}

/// Where boot.js leaves the worker that it has started.
const STARTED: &str = "innkeeperEngine";

/// The worker that is on its way already; none if it failed, or was taken before.
fn started() -> Option<Worker> {
    let (window, name) = (window(), JsValue::from_str(STARTED));
    let worker = js_sys::Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    // A global of our own can be taken away.
    let _taken = js_sys::Reflect::delete_property(&window, &name);
    Some(worker)
}

/// A worker of this build.
fn worker() -> Result<Worker, JsError> {
    let url = document()
        .query_selector("meta[name=innkeeper-worker]")?
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or_else(|| JsError { name: "NotFoundError".to_owned(), message: "the page names no worker".to_owned() })?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Ok(Worker::new_with_options(&url, &options)?)
}

impl Engine {
    /// Takes the worker that boot.js has started, or starts one of this build. The page's `<meta name="innkeeper-worker">` names it, and the policy lets no other
    /// script become a worker.
    pub fn start() -> Result<Self, JsError> {
        let worker = RefCell::new(started().map_or_else(worker, Ok)?);
        let line = Rc::new(Line { worker, last: Cell::new(0), watching: RefCell::default(), doing: RefCell::default() });
        let engine = Self { line: StoredValue::new_local(line), stopped: RwSignal::new(None) };
        engine.listen();
        Ok(engine)
    }

    /// Ends the worker, with everything in its memory, and starts another; what is watched is asked for again.
    pub fn renew(self) {
        let line = self.line.get_value();
        line.worker.borrow().terminate();
        match worker() {
            Ok(worker) => *line.worker.borrow_mut() = worker,
            Err(error) => return self.stopped.set(Some(error.to_string())),
        }
        self.listen();
        // Whoever waits for an answer of the old one is told that there is none.
        line.doing.borrow_mut().clear();
        let watched: Vec<(u32, Query)> = line.watching.borrow().iter().map(|(id, (query, _))| (*id, query.clone())).collect();
        for (id, query) in watched {
            line.say(id, Ask::Watch(query));
        }
    }

    fn listen(self) {
        let (stopped, line) = (self.stopped, self.line.get_value());
        let worker = line.worker.borrow().clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let data = message.data();
            match data.dyn_ref::<Uint8Array>().and_then(|bytes| protocol::decode(&bytes.to_vec())) {
                Some(from) => line.hear(from),
                // Its last words, when it could not go on.
                None => stopped.set(Some(data.as_string().unwrap_or_default())),
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let fail = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let message = js_sys::Reflect::get(&event, &JsValue::from_str("message")).ok().and_then(|text| text.as_string());
            stopped.set(Some(message.unwrap_or_default()));
        });
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        // The worker lives about as long as the page, and so do its ears.
        hear.forget();
        fail.forget();
    }

    /// Why the engine no longer answers, if it has stopped.
    pub fn stopped(self) -> Signal<Option<String>> {
        self.stopped.into()
    }

    /// Watches a view until the caller's part of the page goes. `pick` takes the view out of its envelope.
    pub fn watch<T: Send + Sync + 'static>(self, query: Query, pick: fn(View) -> Option<T>) -> Watched<T> {
        let (view, set_view) = signal(None);
        let hear: Hear = Rc::new(move |told| {
            if let Some(told) = pick(told) {
                set_view.try_set(Some(told));
            }
        });
        let line = self.line.get_value();
        let id = line.number();
        line.watching.borrow_mut().insert(id, (query.clone(), hear));
        line.say(id, Ask::Watch(query));
        on_cleanup(move || {
            self.line.try_with_value(|line| {
                line.watching.borrow_mut().remove(&id);
                line.say(id, Ask::Close);
            });
        });
        Watched { engine: self, id, view }
    }

    /// A view as it is now, once.
    pub async fn once(self, query: Query) -> Option<View> {
        let (tell, told) = oneshot::channel();
        let tell = RefCell::new(Some(tell));
        let line = self.line.get_value();
        let id = line.number();
        let hear: Hear = Rc::new(move |view| {
            if let Some(tell) = tell.borrow_mut().take() {
                // Nobody waits any more if the page went on.
                let _gone = tell.send(view);
            }
        });
        line.watching.borrow_mut().insert(id, (query.clone(), hear));
        line.say(id, Ask::Watch(query));
        let view = told.await.ok();
        line.watching.borrow_mut().remove(&id);
        line.say(id, Ask::Close);
        view
    }

    /// Does something. What it answers is already kept on this device.
    pub async fn run(self, command: Command) -> Answer {
        let (tell, told) = oneshot::channel();
        let line = self.line.get_value();
        let id = line.number();
        line.doing.borrow_mut().insert(id, tell);
        if !line.say(id, Ask::Do(command)) {
            line.doing.borrow_mut().remove(&id);
        }
        // The sender is dropped only when the message could not be posted.
        told.await.unwrap_or_else(|_| Err(EngineProblem { text: "problem-engine-silent".to_owned(), args: BTreeMap::new(), retry: true }))
    }

    /// Does something whose end nobody waits for.
    pub fn tell(self, command: Command) {
        let line = self.line.get_value();
        line.say(line.number(), Ask::Do(command));
    }
}

impl<T> Watched<T> {
    /// Changes what is asked: scrolling, typing.
    pub fn ask(self, query: Query) {
        self.engine.line.try_with_value(|line| {
            if let Some((watched, _)) = line.watching.borrow_mut().get_mut(&self.id) {
                watched.clone_from(&query);
            }
            line.say(self.id, Ask::Rewatch(query))
        });
    }
}

impl Line {
    fn number(&self) -> u32 {
        let number = self.last.get().wrapping_add(1);
        self.last.set(number);
        number
    }

    /// Posts a message; false if the worker is gone.
    fn say(&self, id: u32, ask: Ask) -> bool {
        let bytes = Uint8Array::from(protocol::encode(&ToEngine { id, ask }).as_slice());
        self.worker.borrow().post_message(&bytes).is_ok()
    }

    fn hear(&self, from: FromEngine) {
        match from.told {
            Told::View(view) => {
                let hear = self.watching.borrow().get(&from.id).map(|(_, hear)| hear.clone());
                if let Some(hear) = hear {
                    hear(view);
                }
            }
            Told::Done(outcome) => self.answer(from.id, Ok(outcome)),
            Told::Failed(problem) => self.answer(from.id, Err(problem)),
        }
    }

    fn answer(&self, id: u32, answer: Answer) {
        if let Some(tell) = self.doing.borrow_mut().remove(&id) {
            // Nobody waits any more if the page went on.
            let _gone = tell.send(answer);
        }
    }
}
