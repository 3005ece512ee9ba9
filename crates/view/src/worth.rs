//! The one thing worth doing next for a guest, worked out from what is known; nothing where nothing is.

use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::{Date, Instant, guest as keys};
use innkeeper_engine::protocol::{GuestView, Happening};

use crate::completeness::is_filled;

/// Days before an arrival from which on a house prepares for it.
const SOON: i32 = 30;
/// Days before an arrival within which an open question about health should be asked.
const VERY_SOON: i32 = 14;
/// Days after a departure within which people still remember how it was.
const FRESH: i32 = 7;

/// What is worth doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// Saying which of two values of a field is right.
    Choose(String),
    /// Noting an e-mail address or phone number: there is none, and they arrive in so many days.
    Contact(i32),
    /// Asking about allergies: they arrive in so many days.
    Allergies(i32),
    /// Asking whether the house may write: they arrive in so many days.
    Consent(i32),
    /// Writing down how the stay was: they left so many days ago.
    Impression(i32),
}

/// What is worth doing for a guest; a stay that goes on counts as arriving in 0 days. `day_of` gives the day of a moment,
/// where the device is.
pub fn worth_doing(guest: &GuestView, today: Date, day_of: impl Fn(Instant) -> Date) -> Option<Worth> {
    if let Some(field) = guest.fields.iter().find(|field| field.editable && field.choices.len() > 1) {
        return Some(Worth::Choose(field.name.clone()));
    }
    let missing = |field| is_filled(guest, field) == Some(false);
    let arrives = guest.next.as_ref().and_then(|stay| stay.arrival).map(|arrival| today.days_until(arrival).max(0));
    if let Some(days) = arrives.filter(|days| *days <= SOON) {
        let asked = guest.row.light != ConsentLight::NotAsked || !guest.can_consent || guest.texts.is_empty();
        if guest.editable && missing(keys::EMAIL.field()) && missing(keys::PHONE.field()) {
            return Some(Worth::Contact(days));
        }
        if guest.editable && days <= VERY_SOON && missing(keys::ALLERGIES.field()) {
            return Some(Worth::Allergies(days));
        }
        if !asked {
            return Some(Worth::Consent(days));
        }
    }
    let left = guest.last.as_ref().and_then(|stay| stay.departure)?;
    let days = left.days_until(today);
    let told = guest
        .timeline
        .iter()
        .any(|item| matches!(item.what, Happening::Interaction { retracted: None, .. }) && day_of(Instant(item.at)) >= left);
    (guest.editable && (0..=FRESH).contains(&days) && !told).then_some(Worth::Impression(days))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use innkeeper_domain::Value;
    use innkeeper_domain::consent::Purpose;
    use innkeeper_engine::protocol::{ChoiceView, ConsentTextView, FieldView, GuestRow, StayView, TimelineItem};
    use innkeeper_sync::id::{EntryId, RootId};
    use uuid::Uuid;

    use super::*;

    /// A guest of whom nothing is known.
    pub(crate) fn guest() -> GuestView {
        let row = GuestRow {
            root: RootId(Uuid::from_u128(1)),
            name: String::new(),
            native: String::new(),
            email: String::new(),
            phone: String::new(),
            country: String::new(),
            light: ConsentLight::NotAsked,
            stage: None,
            last_stay: None,
            next_stay: None,
            stays: 0,
            nights: 0,
            value: None,
            changed: 0,
            unsent: false,
            two_values: false,
            archived: false,
        };
        GuestView {
            row,
            monogram: String::new(),
            next: None,
            last: None,
            cancelled: 0,
            no_shows: 0,
            fields: Vec::new(),
            sets: BTreeMap::new(),
            timeline: Vec::new(),
            consents: Vec::new(),
            texts: Vec::new(),
            created: 0,
            created_by: String::new(),
            editable: true,
            can_consent: true,
            erased: None,
        }
    }

    /// Shows a field of the guest, with a value or empty.
    pub(crate) fn value(guest: &mut GuestView, name: &str, value: Option<Value>) {
        let choice = |value| ChoiceView { value, by: String::new(), at: 0, device: None, mine: true };
        let choices = value.into_iter().map(choice).collect();
        guest.fields.push(FieldView { name: name.to_owned(), choices, seen: Vec::new(), editable: true });
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn stay(arrival: &str, departure: &str) -> StayView {
        StayView {
            status: "reserved".to_owned(),
            arrival: Some(day(arrival)),
            departure: Some(day(departure)),
            nights: 1,
            room: String::new(),
            party: (1, 0),
            total: None,
            board: String::new(),
            channel: String::new(),
            property: String::new(),
            number: String::new(),
        }
    }

    fn words() -> ConsentTextView {
        ConsentTextView {
            id: Uuid::from_u128(7),
            name: "offers-by-email".to_owned(),
            purpose: Purpose::Marketing,
            version: 1,
            locale: "en".to_owned(),
            text: "May we?".to_owned(),
            sha256: String::new(),
        }
    }

    /// Somebody who arrives on 27 November, with an e-mail address and a question about allergies answered.
    fn expected() -> GuestView {
        let mut guest = guest();
        guest.next = Some(stay("2026-11-27", "2026-11-30"));
        value(&mut guest, "email", Some(Value::Text("li@example.com".to_owned())));
        value(&mut guest, "phone", None);
        value(&mut guest, "allergies", Some(Value::Text("None".to_owned())));
        guest.row.light = ConsentLight::Yes;
        guest
    }

    fn worth(guest: &GuestView, today: &str) -> Option<Worth> {
        worth_doing(guest, day(today), |at| {
            Date::from_days_since_epoch(i32::try_from(at.0 / 86_400_000).expect("a near day")).expect("a day")
        })
    }

    #[test]
    fn nothing_is_made_up_where_nothing_is_to_do() {
        assert_eq!(worth(&expected(), "2026-11-21"), None);
        assert_eq!(worth(&guest(), "2026-11-21"), None);
    }

    #[test]
    fn two_values_come_before_everything() {
        let mut guest = expected();
        let other = guest.fields[0].choices[0].clone();
        guest.fields[0].choices.push(other);
        assert_eq!(worth(&guest, "2026-11-21"), Some(Worth::Choose("email".to_owned())));
    }

    #[test]
    fn somebody_who_cannot_be_reached_is_asked_for_an_address() {
        let mut guest = expected();
        guest.fields[0].choices.clear();
        assert_eq!(worth(&guest, "2026-11-21"), Some(Worth::Contact(6)));
    }

    #[test]
    fn a_missing_allergy_is_asked_for_in_the_last_two_weeks() {
        let mut guest = expected();
        guest.fields[2].choices.clear();
        assert_eq!(worth(&guest, "2026-11-13"), Some(Worth::Allergies(14)));
        assert_eq!(worth(&guest, "2026-11-12"), None);
    }

    #[test]
    fn a_stay_that_goes_on_is_as_good_a_time() {
        let mut guest = expected();
        guest.fields[2].choices.clear();
        assert_eq!(worth(&guest, "2026-11-28"), Some(Worth::Allergies(0)));
    }

    #[test]
    fn consent_is_asked_for_only_with_words_and_by_those_who_may() {
        let mut guest = expected();
        guest.row.light = ConsentLight::NotAsked;
        assert_eq!(worth(&guest, "2026-11-21"), None);
        guest.texts.push(words());
        assert_eq!(worth(&guest, "2026-11-21"), Some(Worth::Consent(6)));
        guest.can_consent = false;
        assert_eq!(worth(&guest, "2026-11-21"), None);
    }

    #[test]
    fn a_hidden_answer_is_no_missing_one() {
        let mut guest = expected();
        guest.fields[2].choices[0].value = Value::Hidden;
        assert_eq!(worth(&guest, "2026-11-21"), None);
    }

    #[test]
    fn how_it_was_is_asked_until_somebody_wrote_it_down() {
        let mut guest = guest();
        guest.last = Some(stay("2026-11-15", "2026-11-18"));
        assert_eq!(worth(&guest, "2026-11-21"), Some(Worth::Impression(3)));
        assert_eq!(worth(&guest, "2026-11-26"), None);
        let what = Happening::Interaction {
            entry: EntryId(Uuid::from_u128(9)),
            kind: "note".to_owned(),
            subject: String::new(),
            body: "Liked the terrace".to_owned(),
            amended: false,
            retracted: None,
        };
        let at = i64::from(day("2026-11-19").days_since_epoch()) * 86_400_000;
        guest.timeline.push(TimelineItem { at, by: String::new(), unsent: false, what });
        assert_eq!(worth(&guest, "2026-11-21"), None);
    }
}
