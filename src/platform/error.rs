//! Failures of the browser, unpacked where they arrive.

use wasm_bindgen::{JsCast, JsValue};

/// Name and message of an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsError {
    /// `DataCloneError`, `SecurityError`, …
    pub name: String,
    /// What the browser says about it, in its own words.
    pub message: String,
}

impl From<JsValue> for JsError {
    fn from(value: JsValue) -> Self {
        match value.dyn_ref::<js_sys::Error>() {
            Some(error) => Self { name: error.name().into(), message: error.message().into() },
            None => Self { name: "Error".to_owned(), message: value.as_string().unwrap_or_default() },
        }
    }
}

impl core::fmt::Display for JsError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}
