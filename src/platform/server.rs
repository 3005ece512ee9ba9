//! The hotel's server, asked by the page itself: accounts, devices, first start. Guests never pass here; they are the engine's.

use std::collections::BTreeMap;

use innkeeper_engine::protocol::EngineProblem;
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
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
    ask("GET", path).await
}

/// Sends an object of these members.
pub async fn post(path: &str, members: &[(&str, JsValue)]) -> Result<Record, EngineProblem> {
    post_for_text(path, members).await.map(|text| parsed(&text))
}

/// The same; what is answered is taken as it is.
pub async fn post_for_text(path: &str, members: &[(&str, JsValue)]) -> Result<String, EngineProblem> {
    let body = Object::new();
    for (name, value) in members {
        // A plain object takes properties.
        let _taken = Reflect::set(&body, &JsValue::from_str(name), value);
    }
    let body = JSON::stringify(&body).ok().map(JsValue::from);
    done(send("POST", path, body.as_ref()).await)
}

/// Removes what the path names.
pub async fn delete(path: &str) -> Result<Record, EngineProblem> {
    ask("DELETE", path).await
}

/// A list of texts, as a member of what is sent.
pub fn texts(texts: impl Iterator<Item = String>) -> JsValue {
    texts.map(JsValue::from).collect::<Array>().into()
}

async fn ask(method: &str, path: &str) -> Result<Record, EngineProblem> {
    done(send(method, path, None).await).map(|text| parsed(&text))
}

fn problem(text: String) -> EngineProblem {
    EngineProblem { text, args: BTreeMap::new(), retry: true }
}

/// Reads what the server has under a path.
pub async fn read<T: DeserializeOwned>(path: &str) -> Result<T, EngineProblem> {
    understood(send("GET", path, None).await)
}

/// Puts this in the place of what the server has under a path, and reads what it has then.
pub async fn replace<T: Serialize + DeserializeOwned>(path: &str, value: &T) -> Result<T, EngineProblem> {
    understood(send("PUT", path, Some(&written(value).into())).await)
}

/// Puts this, or a file as it is, under a path; the server answers nothing.
pub async fn put(path: &str, body: &JsValue) -> Result<(), EngineProblem> {
    done(send("PUT", path, Some(body)).await).map(|_| ())
}

/// A value as it is sent.
pub fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with text keys")
}

/// What the server sent, where it did what it was asked; otherwise why not.
fn done(answer: Result<(u16, String), JsValue>) -> Result<String, EngineProblem> {
    let (status, text) = answer.map_err(|_| problem(UNREACHED.to_owned()))?;
    if (200..300).contains(&status) {
        return Ok(text);
    }
    let code = parsed(&text).text("code");
    Err(problem(if code.is_empty() { "problem-server".to_owned() } else { code }))
}

fn understood<T: DeserializeOwned>(answer: Result<(u16, String), JsValue>) -> Result<T, EngineProblem> {
    serde_json::from_str(&done(answer)?).map_err(|_| problem("problem-server".to_owned()))
}

fn parsed(text: &str) -> Record {
    Record(JSON::parse(text).unwrap_or(JsValue::UNDEFINED))
}

/// Status and answer, whatever they are; an answer that is no JSON is an empty one.
pub async fn exchange(method: &str, path: &str, body: Option<Object>) -> Result<(u16, Record), JsValue> {
    let body = body.map(|body| JSON::stringify(&body)).transpose()?.map(JsValue::from);
    let (status, text) = send(method, path, body.as_ref()).await?;
    Ok((status, parsed(&text)))
}

/// Sends a request of the app's own: a text is JSON, a file is what it is.
async fn send(method: &str, path: &str, body: Option<&JsValue>) -> Result<(u16, String), JsValue> {
    let headers = web_sys::Headers::new()?;
    // No form and no other site can send this header, so the server knows the request for the app's own.
    headers.set("X-Innkeeper", "1")?;
    headers.set("Accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    if method != "GET" && body.is_none_or(JsValue::is_string) {
        headers.set("Content-Type", "application/json")?;
    }
    if let Some(body) = body {
        init.set_body(body);
    }
    init.set_headers(&headers);
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.unchecked_into();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok((response.status(), text))
}
