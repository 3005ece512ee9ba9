//! How much of what a house wants to know about a guest is known.

use innkeeper_domain::{Field, Shape, Value, guest};
use innkeeper_engine::protocol::GuestView;

use crate::form;

/// What is worth knowing about every guest. What a role may not see does not count for it.
pub const WANTED: [&Field; 12] = [
    guest::SURNAME.field(),
    guest::GIVEN_NAME.field(),
    guest::LANGUAGE.field(),
    guest::EMAIL.field(),
    guest::PHONE.field(),
    guest::BIRTH_DATE.field(),
    guest::NATIONALITY.field(),
    guest::ADDRESS_LINE1.field(),
    guest::CITY.field(),
    guest::COUNTRY.field(),
    guest::ALLERGIES.field(),
    guest::PREFERENCES.field(),
];

/// How complete a profile is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Share of what is wanted that is known, in whole percent, rounded down: 100 only when nothing is missing.
    pub percent: u32,
    /// What is missing, in the order of the list.
    pub missing: Vec<&'static Field>,
}

/// Whether a field is filled; none if this person would not be told.
pub fn is_filled(guest: &GuestView, field: &Field) -> Option<bool> {
    if field.shape == Shape::Set {
        let filled = guest.sets.get(field.name).is_some_and(|members| !members.is_empty());
        return (filled || guest.editable).then_some(filled);
    }
    let view = guest.fields.iter().find(|view| view.name == field.name)?;
    match form::shown(view) {
        Value::Hidden => None,
        value => Some(!value.is_empty()),
    }
}

/// How complete a guest's profile is to the person who looks at it; none if they see nothing of what is wanted.
pub fn completeness(guest: &GuestView) -> Option<Completeness> {
    let told: Vec<_> = WANTED.iter().filter_map(|field| Some((*field, is_filled(guest, field)?))).collect();
    let missing: Vec<_> = told.iter().filter(|(_, filled)| !filled).map(|(field, _)| *field).collect();
    let percent = ((told.len() - missing.len()) * 100).checked_div(told.len())?;
    Some(Completeness { percent: u32::try_from(percent).unwrap_or(100), missing })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worth::tests::{guest, value};

    #[test]
    fn nothing_missing_is_a_hundred() {
        let mut guest = guest();
        for field in WANTED {
            if field.shape == Shape::Set {
                guest.sets.insert(field.name.to_owned(), vec![Value::Text("Quiet".to_owned())]);
            } else {
                value(&mut guest, field.name, Some(Value::Text("x".to_owned())));
            }
        }
        assert_eq!(completeness(&guest), Some(Completeness { percent: 100, missing: Vec::new() }));
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut guest = guest();
        for field in WANTED.iter().filter(|field| field.shape == Shape::Register) {
            value(&mut guest, field.name, (field.name != "phone").then(|| Value::Text("x".to_owned())));
        }
        let found = completeness(&guest).expect("fields are shown");
        assert_eq!(found.missing.iter().map(|field| field.name).collect::<Vec<_>>(), ["phone", "preferences"]);
        assert_eq!(found.percent, 83);
    }

    #[test]
    fn what_a_role_may_not_see_does_not_count() {
        let mut guest = guest();
        guest.editable = false;
        value(&mut guest, "email", Some(Value::Text("x".to_owned())));
        value(&mut guest, "allergies", Some(Value::Hidden));
        assert_eq!(completeness(&guest), Some(Completeness { percent: 100, missing: Vec::new() }));
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        let mut guest = guest();
        guest.editable = false;
        assert_eq!(completeness(&guest), None);
    }
}
