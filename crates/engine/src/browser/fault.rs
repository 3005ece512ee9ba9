//! Exceptions of the browser as plain values, made in the function that received them.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::ports::StoreError;

/// An exception: its name and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Such as `QuotaExceededError`.
    pub name: String,
    /// What the browser says about it.
    pub message: String,
}

impl Fault {
    /// A fault noticed on this side.
    pub(super) fn new(name: &str, message: &str) -> Self {
        Self { name: name.to_owned(), message: message.to_owned() }
    }
}

impl<T: AsRef<JsValue>> From<T> for Fault {
    fn from(exception: T) -> Self {
        let exception = exception.as_ref();
        let text = |key: &str| Reflect::get(exception, &key.into()).ok().and_then(|text| text.as_string());
        let message = text("message").or_else(|| exception.as_string()).unwrap_or_default();
        Self { name: text("name").unwrap_or_else(|| "Error".to_owned()), message }
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault.name.as_str() {
            "QuotaExceededError" => Self::Quota,
            "VersionError" => Self::Newer,
            _ => Self::Lost { name: fault.name, message: fault.message },
        }
    }
}
