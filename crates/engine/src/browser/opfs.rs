//! The rescue file: a file of the origin's private file system, beside the database and independent of it.
//!
//! Opened for one operation at a time, because one handle shuts out every other tab.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
};

use super::clock::sleep;
use super::fault::Fault;
use super::scope;
use crate::frames;

/// How often a file that another tab holds is asked for.
const TRIES: u32 = 40;
/// Pause between two of these, milliseconds.
const PAUSE_MS: u32 = 50;

/// Puts values behind the whole ones that are there, and waits until the system has them.
pub(super) async fn append(name: &str, values: &[Vec<u8>]) -> Result<(), Fault> {
    let file = OpenFile::open(name, true).await?;
    let (_, end) = frames::whole(&file.read()?);
    let framed: Vec<u8> = values.iter().flat_map(|value| frames::frame(value)).collect();
    file.write_from(end, &framed)
}

/// The file's bytes; none when there is no such file, or no such file system.
pub(super) async fn read(name: &str) -> Result<Vec<u8>, Fault> {
    match OpenFile::open(name, false).await {
        Ok(file) => file.read(),
        Err(fault) if matches!(fault.name.as_str(), "NotFoundError" | "NotSupportedError" | "SecurityError") => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

/// Takes bytes off the front, unless the file no longer begins with them: then somebody else has.
pub(super) async fn cut(name: &str, front: &[u8]) -> Result<(), Fault> {
    let file = OpenFile::open(name, true).await?;
    match file.read()?.strip_prefix(front) {
        Some(rest) => file.write_from(0, rest),
        None => Ok(()),
    }
}

/// Deletes a file; one that is not there is deleted.
pub(super) async fn remove(name: &str) -> Result<(), Fault> {
    let storage = scope().navigator().storage();
    if storage.is_undefined() || !Reflect::has(&storage, &"getDirectory".into())? {
        return Ok(());
    }
    let directory: FileSystemDirectoryHandle = settled(&storage.get_directory()).await?.unchecked_into();
    match settled(&directory.remove_entry(name)).await {
        Err(fault) if fault.name != "NotFoundError" => Err(fault),
        _ => Ok(()),
    }
}

/// A file this tab alone has open; closed when dropped.
struct OpenFile(FileSystemSyncAccessHandle);

impl OpenFile {
    async fn open(name: &str, create: bool) -> Result<Self, Fault> {
        let storage = scope().navigator().storage();
        let there = !storage.is_undefined() && Reflect::has(&storage, &"getDirectory".into())?;
        if !there {
            return Err(Fault::new("NotSupportedError", "this browser has no private files"));
        }
        let directory: FileSystemDirectoryHandle = settled(&storage.get_directory()).await?.unchecked_into();
        let options = FileSystemGetFileOptions::new();
        options.set_create(create);
        let file: FileSystemFileHandle = settled(&directory.get_file_handle_with_options(name, &options)).await?.unchecked_into();
        let mut tries = 1;
        loop {
            match settled(&file.create_sync_access_handle()).await {
                Ok(handle) => return Ok(Self(handle.unchecked_into())),
                Err(fault) if fault.name == "NoModificationAllowedError" && tries < TRIES => {
                    tries += 1;
                    sleep(PAUSE_MS).await;
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    fn read(&self) -> Result<Vec<u8>, Fault> {
        // A file of own changes fits the worker's memory many times over.
        let mut bytes = vec![0; self.0.get_size()? as usize];
        let read = self.0.read_with_u8_array_and_options(&mut bytes, &at(0))? as usize;
        bytes.truncate(read);
        Ok(bytes)
    }

    fn write_from(&self, start: usize, bytes: &[u8]) -> Result<(), Fault> {
        let written = self.0.write_with_u8_array_and_options(bytes, &at(start))? as usize;
        if written < bytes.len() {
            return Err(Fault::new("QuotaExceededError", "the rescue file was not written whole"));
        }
        self.0.truncate_with_f64((start + written) as f64)?;
        Ok(self.0.flush()?)
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn at(position: usize) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(position as f64);
    options
}

async fn settled(promise: &Promise) -> Result<JsValue, Fault> {
    JsFuture::from(promise.clone()).await.map_err(Fault::from)
}
