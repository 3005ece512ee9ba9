//! What was done, in words: for what waits to be sent and for the history.

use innkeeper_domain::{Entity, consent_event, field};
use innkeeper_engine::protocol::{Deed, HistoryItem};
use innkeeper_texts::Key;

use crate::services::Services;

/// What an action did.
pub fn in_words(services: Services, deeds: &[Deed]) -> String {
    deeds.iter().map(|deed| deed_in_words(services, deed)).collect::<Vec<_>>().join(" · ")
}

/// To whom it was done: a name, or how many.
pub fn about(services: Services, item: &HistoryItem) -> String {
    let texts = services.texts;
    if item.root.is_none() && item.count > 1 {
        texts.with(Key::HistoryMany, &[("count", item.count.into())])
    } else if item.title.is_empty() {
        texts.text(Key::GuestsNameless)
    } else {
        item.title.clone()
    }
}

fn deed_in_words(services: Services, deed: &Deed) -> String {
    let texts = services.texts;
    // The fields of a lead have names of their own; what both have is called alike.
    let name = |name: &str| {
        let known = [Entity::Guest, Entity::Lead].into_iter().find_map(|entity| field(entity, name));
        known.map_or_else(|| name.to_owned(), |field| texts.label(field.label))
    };
    let changed = |fields: Vec<String>| texts.with(Key::SyncChanged, &[("fields", fields.join(", ").into())]);
    match deed {
        Deed::MadeGuest => texts.text(Key::SyncMadeGuest),
        Deed::CapturedLead => texts.text(Key::SyncCapturedLead),
        Deed::MadeSegment => texts.text(Key::SyncMadeSegment),
        Deed::MadeListView => texts.text(Key::SyncMadeListView),
        Deed::Changed(fields) => changed(fields.iter().map(|field| name(field)).collect()),
        Deed::ChangedSet(set) => changed(vec![name(set)]),
        Deed::AddedNote => texts.text(Key::SyncAddedNote),
        Deed::AmendedNote => texts.text(Key::SyncAmendedNote),
        Deed::RetractedNote => texts.text(Key::SyncRetractedNote),
        Deed::RecordedConsent(decision) => {
            let decision = texts.label(&consent_event::DECISION.field().code_label(decision.code()));
            texts.with(Key::SyncRecordedConsent, &[("decision", decision.into())])
        }
        Deed::Archived => texts.text(Key::SyncArchived),
        Deed::Restored => texts.text(Key::SyncRestored),
        Deed::Other(kind) => texts.with(Key::SyncOther, &[("kind", kind.into())]),
    }
}
