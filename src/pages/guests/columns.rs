//! The columns of the list: which there are, and which fit on the page.

use innkeeper_texts::Key;

use crate::texts::Texts;
use crate::ui::Column;

/// A column as it is declared.
struct Declared {
    id: &'static str,
    label: Key,
    track: &'static str,
    class: &'static str,
    /// Width of the page, in units of 16 pixels, from which on it is shown.
    from: i32,
}

/// The rail takes so many units of the window, from this width of the window on.
const RAIL: (i32, i32) = (13, 64);
/// Below this width of the page the e-mail address stands under the name and the light loses its words.
const NARROW: i32 = 54;

/// In the order of the screen. As the page narrows they leave in the order of what a person at the desk needs least.
const DECLARED: [Declared; 9] = [
    Declared { id: "name", label: Key::GuestsName, track: "minmax(11rem, 2fr)", class: "name", from: 0 },
    Declared { id: "email", label: Key::FieldGuestEmail, track: "minmax(8rem, 2fr)", class: "soft", from: NARROW },
    Declared { id: "light", label: Key::GuestsMayWeWrite, track: "8.5rem", class: "light", from: 0 },
    Declared { id: "stage", label: Key::FieldGuestStage, track: "7rem", class: "", from: 60 },
    Declared { id: "country", label: Key::FieldGuestCountry, track: "8rem", class: "", from: 82 },
    Declared { id: "last-stay", label: Key::GuestsLastStay, track: "8.75rem", class: "", from: NARROW },
    Declared { id: "next-stay", label: Key::GuestsNextStay, track: "8.75rem", class: "", from: 36 },
    Declared { id: "nights", label: Key::GuestsNights, track: "5rem", class: "num", from: 74 },
    Declared { id: "value", label: Key::GuestsValue, track: "7rem", class: "num strong", from: 0 },
];

/// What a person may leave out: every column but the name.
pub const CHOICES: [(&str, Key); 8] = {
    let mut choices = [("", Key::GuestsName); 8];
    let mut at = 0;
    while at < choices.len() {
        choices[at] = (DECLARED[at + 1].id, DECLARED[at + 1].label);
        at += 1;
    }
    choices
};

/// The columns for a window so many units wide, without those left out.
pub fn columns(texts: Texts, window: i32, hidden: &[String]) -> Vec<Column> {
    let page = if window >= RAIL.1 { window - RAIL.0 } else { window };
    let narrow = page < NARROW;
    DECLARED
        .iter()
        .filter(|column| page >= column.from && !hidden.iter().any(|hidden| hidden == column.id))
        .map(|column| Column {
            id: column.id,
            label: texts.text(column.label),
            width: if narrow && column.id == "light" { "2.5rem" } else { column.track },
            class: column.class,
            sorts: innkeeper_view::address::sort_of(column.id).is_some(),
            names: column.id == "name",
        })
        .collect()
}
