//! Guests as a table: one row each, columns by the wire names of the field table.

use innkeeper_domain::consent::{Channel, ConsentFact, Purpose, standing};
use innkeeper_domain::{Entity, Field, FieldKind, Instant, Shape, Value, guest};
use innkeeper_sync::id::RootId;
use innkeeper_sync::state::{Record, RootAt, RootState};
use innkeeper_texts::{Catalogue, Key, Locale};

use super::json::moment;
use super::safe_cell;

/// Between the members of a set in one cell.
const BETWEEN: &str = "; ";

/// What leaves the house with an audience: whom to write to and how to call them. Nothing else is needed for that.
pub const OF_AUDIENCE: [&str; 9] =
    ["number", "name_prefix", "given_name", "surname", "native_name", "email", "phone", "language", "country"];

/// The header of an audience in the words of a language.
pub fn audience_header(language: Locale) -> Vec<String> {
    let texts = Catalogue::new(language);
    let words = |field: &Field| texts.by_id(field.label, &[]).unwrap_or_else(|| field.name.to_owned());
    of_audience().map(words).chain([texts.text(Key::ExportMarketingEmail)]).collect()
}

/// The row of a guest in an audience; none for any other root.
pub fn audience_row(root: RootId, state: &RootState, now: Instant) -> Option<Vec<String>> {
    let own = state.own(root).filter(|own| own.entity == Entity::Guest.code())?;
    let cells = of_audience().map(|field| cell(own, field)).chain([marketing(own, now)]);
    Some(cells.map(|cell| safe_cell(&cell).into_owned()).collect())
}

fn of_audience() -> impl Iterator<Item = &'static Field> {
    OF_AUDIENCE.iter().filter_map(|name| innkeeper_domain::field(Entity::Guest, name))
}

/// Where a guest stands on offers by e-mail.
fn marketing(own: &Record, now: Instant) -> String {
    let facts: Vec<ConsentFact> = own.entries("consents").iter().filter_map(|entry| ConsentFact::of(&entry.current())).collect();
    standing(&facts, Purpose::Marketing, Channel::Email, now).code().to_owned()
}

/// The header: the record's id, the fields in the order of forms, whether it is put away, and where the guest stands on offers by e-mail;
/// by wire name, or in the words of a language.
pub fn header(language: Option<Locale>) -> Vec<String> {
    let Some(language) = language else {
        let fields = guest::FIELDS.iter().map(|field| field.name);
        return ["id"].into_iter().chain(fields).chain(["archived", "marketing_email"]).map(str::to_owned).collect();
    };
    let texts = Catalogue::new(language);
    let fields = guest::FIELDS.iter().map(|field| texts.by_id(field.label, &[]).unwrap_or_else(|| field.name.to_owned()));
    let last = [Key::ExportArchived, Key::ExportMarketingEmail].map(|key| texts.text(key));
    [texts.text(Key::ExportRecord)].into_iter().chain(fields).chain(last).collect()
}

/// The row of a guest; none for any other root.
pub fn row(at: &RootAt, now: Instant) -> Option<Vec<String>> {
    let own = at.state.own(at.root).filter(|own| own.entity == Entity::Guest.code())?;
    let fields = guest::FIELDS.iter().map(|field| cell(own, field));
    let last = [if own.is_archived() { "yes" } else { "" }.to_owned(), marketing(own, now)];
    let cells = [at.root.to_string()].into_iter().chain(fields).chain(last);
    Some(cells.map(|cell| safe_cell(&cell).into_owned()).collect())
}

fn cell(record: &Record, field: &Field) -> String {
    match field.shape {
        Shape::Register => record.value(field.name).map(|value| written(value, field)).unwrap_or_default(),
        Shape::Set => {
            let members = record.sets.get(field.name).into_iter().flat_map(|members| members.keys());
            members.map(|member| written(member, field)).collect::<Vec<_>>().join(BETWEEN)
        }
    }
}

fn written(value: &Value, field: &Field) -> String {
    match (value, field.kind) {
        (Value::Int(ms), FieldKind::Instant) => moment(Instant(*ms)),
        _ => crate::import::low::written(value),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_leaves_with_an_audience_are_fields_of_guests() {
        assert_eq!(of_audience().count(), OF_AUDIENCE.len());
    }

    #[test]
    fn every_column_has_words_of_its_own_in_every_language() {
        for language in Locale::ALL {
            let words = header(Some(language));
            assert_eq!(words.len(), header(None).len());
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{words:?}");
            assert!(words.iter().all(|word| !header(None).contains(word)), "{words:?}");
        }
    }
}
