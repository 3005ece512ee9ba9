//! What a rule needs to know of a guest, whoever holds it.

use std::borrow::Cow;

use crate::field::{About, Question};

use innkeeper_domain::text::fold_for_search;

/// What is held in a field. Text is as it was written; rules compare it folded ([`fold_for_search`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Held<'a> {
    /// Nothing is known.
    Missing,
    /// Text, a code, a country, a language, an id.
    Text(Cow<'a, str>),
    /// The members of a set, each followed by a line break. A set without members is known to have none.
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
    pub fn text(text: &str) -> Held<'_> {
        if text.is_empty() { Held::Missing } else { Held::Text(Cow::Borrowed(text)) }
    }

    /// The same, for comparing. A text of which folding leaves nothing is missing.
    pub(crate) fn folded(self) -> Self {
        match self {
            Held::Text(text) => {
                let folded = fold_for_search(&text);
                if folded.is_empty() { Held::Missing } else { Held::Text(folded.into()) }
            }
            Held::Words(words) => {
                let folded = words.lines().map(fold_for_search).filter(|word| !word.is_empty());
                Held::Words(folded.flat_map(|word| [word, "\n".to_owned()]).collect())
            }
            other => other,
        }
    }
}

/// A guest as rules see them.
pub trait Guest {
    /// What the guest's own field holds.
    fn held(&self, question: &Question) -> Held<'_>;

    /// How many things of a kind there are: reservations, answers about consent, interactions.
    fn count(&self, things: About) -> usize;

    /// What one of them holds.
    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_>;

    /// What the guest's own field is compared by. Whoever keeps the folded form gives that.
    fn compared(&self, question: &Question) -> Held<'_> {
        self.held(question).folded()
    }

    /// The same of one of the guest's things.
    fn compared_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        self.held_by(things, at, question).folded()
    }

    /// Whether a reservation is a stay, past, present or booked: not cancelled, not merely asked for.
    fn is_stay(&self, at: usize) -> bool;
}
