//! The hotel's server, asked by the page itself: accounts, devices, first start. Guests never pass here; they are the engine's.

use std::collections::BTreeMap;

use innkeeper_engine::protocol::EngineProblem;
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Key of the problem that the server cannot be reached.
pub const UNREACHED: &str = "problem-server-not-reached";

/// An object of an answer, read by name; what is missing reads as nothing.
#[derive(Clone, Debug)]
pub struct Record(JsValue);

impl Record {
    fn get(&self, name: &str) -> JsValue {
        // Throws only for what is no object, which then has nothing under the name.
        Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    /// A text.
    pub fn text(&self, name: &str) -> String {
        self.get(name).as_string().unwrap_or_default()
    }

    /// A whole number; all of the server's are below 2^53.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name).as_f64().map(|number| number as i64)
    }

    /// Whether it is there and true.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_truthy()
    }

    /// An object inside.
    pub fn inside(&self, name: &str) -> Self {
        Self(self.get(name))
    }

    /// The texts of a list.
    pub fn texts(&self) -> Vec<String> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().filter_map(|text| text.as_string()).collect()).unwrap_or_default()
    }

    /// The objects of the list that the whole answer is.
    pub fn items(&self) -> Vec<Self> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Self).collect()).unwrap_or_default()
    }
}

/// Asks.
pub async fn get(path: &str) -> Result<Record, EngineProblem> {
    ask("GET", path, None).await
}

/// Sends an object of these members.
pub async fn post(path: &str, members: &[(&str, JsValue)]) -> Result<Record, EngineProblem> {
    let body = Object::new();
    for (name, value) in members {
        // A plain object takes properties.
        let _taken = Reflect::set(&body, &JsValue::from_str(name), value);
    }
    ask("POST", path, Some(body)).await
}

/// Removes what the path names.
pub async fn delete(path: &str) -> Result<Record, EngineProblem> {
    ask("DELETE", path, None).await
}

/// A list of texts, as a member of what is sent.
pub fn texts(texts: impl Iterator<Item = String>) -> JsValue {
    texts.map(JsValue::from).collect::<Array>().into()
}

async fn ask(method: &str, path: &str, body: Option<Object>) -> Result<Record, EngineProblem> {
    let (status, answer) = exchange(method, path, body).await.map_err(|_| problem(UNREACHED.to_owned()))?;
    if (200..300).contains(&status) {
        return Ok(answer);
    }
    let code = answer.text("code");
    Err(problem(if code.is_empty() { "problem-server".to_owned() } else { code }))
}

fn problem(text: String) -> EngineProblem {
    EngineProblem { text, args: BTreeMap::new(), retry: true }
}

/// Status and answer, whatever they are; an answer that is no JSON is an empty one.
pub async fn exchange(method: &str, path: &str, body: Option<Object>) -> Result<(u16, Record), JsValue> {
    let headers = web_sys::Headers::new()?;
    // No form and no other site can send this header, so the server knows the request for the app's own.
    headers.set("X-Innkeeper", "1")?;
    headers.set("Accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    if method != "GET" {
        headers.set("Content-Type", "application/json")?;
    }
    if let Some(body) = body {
        init.set_body(&JSON::stringify(&body)?.into());
    }
    init.set_headers(&headers);
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.unchecked_into();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let answer = JSON::parse(&text).unwrap_or(JsValue::UNDEFINED);
    Ok((response.status(), Record(answer)))
}
