//! The app: everything a person sees. Takes the place of what index.html shows while it loads.

mod app;
mod engine;
mod frame;
mod pages;
mod platform;
mod routes;
mod services;
mod texts;
mod ui;

use leptos::mount::mount_to;
use wasm_bindgen::JsCast;

fn main() {
    console_error_panic_hook::set_once();
    let place = leptos::prelude::document()
        .get_element_by_id("app")
        .and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
        .expect("index.html has the element #app");
    place.set_text_content(None);
    mount_to(place, app::App).forget();
    platform::page::mark_painted();
}
