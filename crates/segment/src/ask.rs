//! What a rule needs to know of a guest, whoever holds it.

use std::borrow::Cow;

use crate::field::{About, Question};

/// What is held in a field. Text comes folded ([`innkeeper_domain::text::fold_for_search`]), for comparing.
#[derive(Clone, Debug, PartialEq)]
pub enum Held<'a> {
    /// Nothing is known.
    Missing,
    /// Text, a code, a country, a language, an id: folded.
    Text(Cow<'a, str>),
    /// The members of a set, folded, each followed by a line break. A set without members is known to have none.
    Words(Cow<'a, str>),
    /// A number, or an amount in minor units.
    Number(i64),
    /// Days since 1970.
    Day(i32),
    /// Yes or no.
    Flag(bool),
}

impl Held<'_> {
    /// A text; missing when it is empty.
    #[must_use]
    pub fn text(folded: &str) -> Held<'_> {
        if folded.is_empty() { Held::Missing } else { Held::Text(Cow::Borrowed(folded)) }
    }
}

/// A guest as rules see them.
pub trait Guest {
    /// What the guest's own field holds.
    fn held(&self, question: &Question) -> Held<'_>;

    /// How many reservations, or answers about consent, there are.
    fn count(&self, things: About) -> usize;

    /// What one of them holds.
    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_>;

    /// Whether a reservation is a stay, past, present or booked: not cancelled, not merely asked for.
    fn is_stay(&self, at: usize) -> bool;
}
