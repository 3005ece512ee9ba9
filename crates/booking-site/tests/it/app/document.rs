//! Holds every answer of every test against the document of the API.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::Answer;

/// The document, parsed, and the schemas that were used.
#[derive(Debug)]
pub struct Document {
    json: Value,
    validators: Mutex<HashMap<String, Arc<jsonschema::Validator>>>,
}

impl Document {
    pub fn new(json: Value) -> Self {
        Self { json, validators: Mutex::default() }
    }

    /// The path of the document that an address is one of.
    fn path(&self, address: &str) -> Option<&str> {
        let asked: Vec<&str> = address.split('?').next().unwrap_or_default().split('/').collect();
        let is_one = |path: &&str| {
            let parts: Vec<&str> = path.split('/').collect();
            parts.len() == asked.len()
                && parts.iter().zip(&asked).all(|(part, asked)| part.starts_with('{') && !asked.is_empty() || part == asked)
        };
        let mut paths = self.json["paths"].as_object().expect("paths").keys().map(String::as_str);
        paths.clone().find(|path| *path == asked.join("/")).or_else(|| paths.find(is_one))
    }

    /// Fails unless the document says that this may be answered to that.
    pub fn check(&self, method: &Method, address: &str, answer: &Answer) {
        let Some(path) = self.path(address) else { return };
        let head = *method == Method::HEAD;
        let method = if head { "get".to_owned() } else { method.as_str().to_lowercase() };
        let Some(operation) = self.json["paths"][path].get(&method) else {
            // No other operation of the path: the fence for other websites, or the path itself.
            assert!([StatusCode::METHOD_NOT_ALLOWED, StatusCode::FORBIDDEN].contains(&answer.status), "{method} {path}: {}", answer.status);
            return;
        };
        let status = answer.status.as_str();
        let said = operation["responses"].get(status);
        let said = said.unwrap_or_else(|| panic!("{method} {path} answers {status}, which the document does not say: {}", answer.text()));
        let said = self.resolved(said);
        let Some(content) = said.get("content").filter(|_| !head) else {
            assert!(answer.body.is_empty(), "{method} {path} {status} has a body, which the document does not say");
            return;
        };
        let kind = answer.header("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
        let form = content.get(kind).unwrap_or_else(|| panic!("{method} {path} {status} is {kind:?}, which the document does not say"));
        if kind.ends_with("json") && answer.header("content-encoding").is_none() {
            let body: Value = serde_json::from_slice(&answer.body).expect("JSON, as it says");
            let validator = self.validator(&form["schema"]);
            let faults: Vec<String> = validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(faults.is_empty(), "{method} {path} {status} is not as the document says: {faults:?}");
        }
    }

    fn validator(&self, schema: &Value) -> Arc<jsonschema::Validator> {
        let mut validators = self.validators.lock().expect("nobody panicked");
        let made = || jsonschema::validator_for(&json!({ "allOf": [schema], "components": self.json["components"] })).expect("a schema");
        Arc::clone(validators.entry(schema.to_string()).or_insert_with(|| Arc::new(made())))
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(reference) = value["$ref"].as_str() else { return value };
        self.json.pointer(reference.trim_start_matches('#')).expect("it is there")
    }
}
