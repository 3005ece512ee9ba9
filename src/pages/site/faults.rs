//! What is wrong with a form, beside the fields it is wrong in.

use innkeeper_domain::offer::{Fault, Unsound};
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::platform::page;
use crate::texts::Texts;

/// The first field in sight that something is wrong with; in the dialog, where one is open.
const FIRST: &str = ":is(dialog[open], main:not(:has(dialog[open]))) [aria-invalid=true]:not([hidden] *)";

/// What is wrong with the part that a form changes.
#[derive(Clone, Copy)]
pub(super) struct Faults {
    texts: Texts,
    found: RwSignal<Vec<Unsound>>,
}

impl Faults {
    /// Nothing yet: it is looked at when the form is sent.
    pub(super) fn new(texts: Texts) -> Self {
        Self { texts, found: RwSignal::new(Vec::new()) }
    }

    /// Shows these; `true` when there are none. Otherwise the first field that something is wrong with takes the focus.
    pub(super) fn show(self, found: Vec<Unsound>) -> bool {
        let none = found.is_empty();
        self.found.set(found);
        if !none {
            page::focus_soon(FIRST);
        }
        none
    }

    /// What is wrong with a field, in words.
    pub(super) fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let fault = self.found.with(|found| found.iter().find(|unsound| unsound.field == field).map(|unsound| unsound.fault))?;
            Some(self.texts.text(words(fault)))
        })
    }
}

const fn words(fault: Fault) -> Key {
    match fault {
        Fault::Missing => Key::SiteFaultMissing,
        Fault::TooLong => Key::SiteFaultTooLong,
        Fault::Range => Key::SiteFaultRange,
        Fault::Code => Key::SiteFaultCode,
        Fault::Twice => Key::SiteFaultTwice,
        Fault::Unknown => Key::SiteFaultUnknown,
        Fault::Overlap => Key::SiteFaultOverlap,
        Fault::Address => Key::SiteFaultAddress,
    }
}
