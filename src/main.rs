//! The app: everything a person sees. Takes the place of what index.html shows while it loads.

mod app;
mod drafts;
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
    // Leptos has its own way to start tasks, but only once something is mounted.
    wasm_bindgen_futures::spawn_local(open());
}

/// Shows the app once its texts are there; without them index.html says that it could not start.
async fn open() {
    let Some(texts) = texts::Texts::fetch(app::locale()).await else { return platform::page::show_failed_start() };
    let place = leptos::prelude::document()
        .get_element_by_id("app")
        .and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
        .expect("index.html has the element #app");
    platform::page::next_task().await;
    place.set_text_content(None);
    mount_to(place, move || leptos::view! { <app::App texts=texts /> }).forget();
    platform::page::mark_painted();
}
