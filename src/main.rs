//! The app on the page: starts the engine's worker and shows what it says first.

use leptos::{mount::mount_to_body, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

fn main() {
    console_error_panic_hook::set_once();
    let (greeting, set_greeting) = signal(String::new());
    let page = web_sys::window().and_then(|window| window.document()).expect("the app runs on a page");
    let url = page
        .query_selector("meta[name=innkeeper-worker]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .expect("the build names its worker");
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&url, &options).expect("the policy lets this build's worker through");
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        set_greeting.set(message.data().as_string().unwrap_or_default());
    });
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    worker.post_message(&"early".into()).expect("a plain string can be posted");
    if let Some(opening) = page.get_element_by_id("app") {
        opening.set_text_content(None);
    }
    mount_to_body(move || view! { <output id="greeting">{greeting}</output> });
}
