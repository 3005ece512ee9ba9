//! Fields of forms: what was typed stays, what is wrong is said beside the field and above the form.

use innkeeper_texts::Key;
use maud::{Markup, html};

use crate::hotel::written::Tongue;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Its name and id.
    pub(super) field: &'static str,
    /// What is wrong, as it is said.
    pub(super) words: String,
}

/// All that is wrong, with a link to each field. It takes the focus without a script: `autofocus` is for every element that can have it.
pub(super) fn summary(tongue: Tongue, wrong: &[Wrong]) -> Markup {
    html! {
        @if !wrong.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus {
                h2 { (tongue.with(Key::HotelErrors, &[("count", wrong.len().into())])) }
                ul { @for wrong in wrong { li { a href={ "#" (wrong.field) } { (wrong.words) } } } }
            }
        }
    }
}

/// A line of text.
pub(super) struct Line<'a> {
    /// Its name and id.
    pub(super) id: &'static str,
    /// What it asks for.
    pub(super) label: String,
    /// `text`, `email`, `tel`.
    pub(super) kind: &'static str,
    /// What browsers may fill in.
    pub(super) autocomplete: &'static str,
    /// What was typed.
    pub(super) value: &'a str,
    /// Most characters.
    pub(super) max: usize,
    /// Whether it must be filled in.
    pub(super) required: bool,
    /// What helps with it.
    pub(super) hint: Option<String>,
}

impl Line<'_> {
    /// The field with its label, and what is wrong with it.
    pub(super) fn html(&self, tongue: Tongue, wrong: &[Wrong]) -> Markup {
        let problem = wrong.iter().find(|wrong| wrong.field == self.id);
        let (said, hinted) = (format!("{}-wrong", self.id), format!("{}-hint", self.id));
        let described = [problem.map(|_| said.as_str()), self.hint.as_ref().map(|_| hinted.as_str())];
        let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
        html! {
            div.field {
                label for=(self.id) { (self.label) @if !self.required { " " i { (tongue.say(Key::HotelOptional)) } } }
                @if let Some(hint) = &self.hint { p.hint id=(hinted) { (hint) } }
                input type=(self.kind) id=(self.id) name=(self.id) value=(self.value) maxlength=(self.max) autocomplete=(self.autocomplete)
                    required[self.required] aria-invalid=[problem.map(|_| "true")]
                    aria-describedby=[Some(described).filter(|described| !described.is_empty())];
                @if let Some(problem) = problem { p.wrong id=(said) { (problem.words) } }
            }
        }
    }
}
