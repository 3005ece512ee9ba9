//! Files that people choose, drop and save.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList, HtmlElement, Url};

/// How long a browser has for taking a file over.
const TAKEN_OVER: Duration = Duration::from_secs(60);

/// The files of a list, by name.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let mut files: Vec<File> = files.into_iter().flat_map(|files| (0..files.length()).filter_map(move |at| files.get(at))).collect();
    files.sort_by_key(File::name);
    files
}

/// What is in a file; none where it cannot be read any more.
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Saves a file the way the browser saves what it downloads; false where it does not let us.
pub fn save(name: &str, bytes: &[u8]) -> bool {
    let link = || {
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
        link.set_attribute("href", &url).ok()?;
        link.set_attribute("download", name).ok()?;
        link.click();
        let forget = move || {
            // Fails only for what is no address.
            let _gone = Url::revoke_object_url(&url);
        };
        set_timeout(forget, TAKEN_OVER);
        Some(())
    };
    link().is_some()
}
