//! What is typed into forms and not saved: kept under the form's name with every keystroke, so that neither a closed tab nor a killed browser loses it.

use std::collections::BTreeSet;

use innkeeper_sync::id::RootId;
use sha2::{Digest, Sha256};

use crate::engine::{Engine, World, storage_problem};
use crate::ports::{Store, StoreError, StoreName, Write, WriteBatch};
use crate::protocol::EngineProblem;

/// The name of the form in which a guest is edited.
#[must_use]
pub fn of_guest(root: RootId) -> String {
    format!("guest/{root}")
}

/// Deletes what was typed about files that are gone.
pub(crate) fn forgotten(gone: &BTreeSet<RootId>) -> impl Iterator<Item = Write> + '_ {
    gone.iter().map(|root| Write::Delete(StoreName::Drafts, key_of(&of_guest(*root))))
}

/// A draft in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    text: String,
    /// Being written: what is typed meanwhile is written once after it.
    writing: bool,
}

impl Kept {
    /// Being written.
    pub(crate) fn is_busy(&self) -> bool {
        self.writing
    }
}

impl<W: World> Engine<W> {
    /// What is in a form.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn draft(&self, name: &str) -> Result<String, StoreError> {
        let kept = |engine: &Self| engine.memory.borrow().drafts.get(name).map(|kept| kept.text.clone());
        if let Some(text) = kept(self) {
            return Ok(text);
        }
        let Some(store) = self.store() else { return Ok(String::new()) };
        let bytes = store.get(StoreName::Drafts, key_of(name)).await?;
        let text = bytes.as_deref().and_then(|bytes| text_of(bytes, name)).unwrap_or_default();
        // Typing has gone on while it was read.
        Ok(self.memory.borrow_mut().drafts.get_or_insert(name.to_owned(), Kept { text, writing: false }).text.clone())
    }

    /// Keeps what is in a form. While one text is being written, later ones wait as one: the last.
    ///
    /// # Errors
    /// When the store does not take it.
    pub(crate) async fn keep_draft(&self, name: String, text: String) -> Result<(), EngineProblem> {
        let Some(store) = self.store() else { return Ok(()) };
        {
            let mut memory = self.memory.borrow_mut();
            let kept = memory.drafts.get_or_insert(name.clone(), Kept::default());
            kept.text = text;
            if std::mem::replace(&mut kept.writing, true) {
                return Ok(());
            }
        }
        loop {
            let text = self.memory.borrow().drafts.get(&name).map(|kept| kept.text.clone()).unwrap_or_default();
            let written = store.commit(WriteBatch::of(vec![write(&name, &text)])).await;
            let mut memory = self.memory.borrow_mut();
            let kept = memory.drafts.get_or_insert(name.clone(), Kept::default());
            if written.is_err() || kept.text == text {
                kept.writing = false;
                return written.map(drop).map_err(|error| storage_problem(&error));
            }
        }
    }

    /// Takes a draft out, to be dropped in the transaction that saves what was in it. Gives the write and the text, to be kept again should that fail.
    pub(crate) fn take_draft(&self, name: &str) -> (Write, String) {
        let mut memory = self.memory.borrow_mut();
        let text = std::mem::take(&mut memory.drafts.get_or_insert(name.to_owned(), Kept::default()).text);
        (Write::Delete(StoreName::Drafts, key_of(name)), text)
    }
}

fn write(name: &str, text: &str) -> Write {
    if text.is_empty() {
        return Write::Delete(StoreName::Drafts, key_of(name));
    }
    let value = serde_json::to_vec(&(name, text)).expect("two texts");
    Write::Put(StoreName::Drafts, key_of(name), value)
}

fn text_of(bytes: &[u8], name: &str) -> Option<String> {
    let (of, text): (String, String) = serde_json::from_slice(bytes).ok()?;
    (of == name).then_some(text)
}

/// Stores have numbers for keys: the first 53 bits of the name's hash.
fn key_of(name: &str) -> u64 {
    let hash = Sha256::digest(name.as_bytes());
    let first: [u8; 8] = hash[..8].try_into().expect("a hash is longer");
    u64::from_be_bytes(first) >> 11
}
