//! The engine's worker: a message loop around the engine, and nothing else.

use std::panic;
use std::rc::Rc;

use innkeeper_engine::browser;
use innkeeper_engine::protocol::{self, FromEngine};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        stop(&info.to_string());
    }));
    let page = scope();
    let engine = Rc::new(browser::engine(Box::new(move |message: FromEngine| {
        let bytes = Uint8Array::from(protocol::encode(&message).as_slice());
        page.post_message(&bytes).expect("bytes can be posted");
    })));
    let running = engine.clone();
    spawn_local(async move { running.run().await });
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let bytes: Uint8Array = message.data().unchecked_into();
        let asked = protocol::decode(&bytes.to_vec()).expect("a page of the same build asks");
        let engine = engine.clone();
        spawn_local(async move { engine.handle(asked).await });
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    hear.forget();
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Tells the page the text and ends the worker: after a panic nothing in its memory can be trusted to be stored, and what was saved is stored.
fn stop(text: &str) {
    // A text can be posted.
    let _ = scope().post_message(&text.into());
    scope().close();
}
