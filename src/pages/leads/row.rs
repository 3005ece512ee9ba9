//! A lead in a list: its grade, its name, where it stands.

use innkeeper_domain::Instant;
use innkeeper_domain::lead::{self, Grade};
use innkeeper_engine::protocol::{LeadRow, OutboxState};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::platform::clock;
use crate::platform::intl::{DayForm, MomentForm};
use crate::services::Services;
use crate::ui::{Cell, Glyph, Icon, Link, NOTHING, Piece};

/// What a lead is called: its name, or else the best that is known of it.
pub fn title(services: Services, row: &LeadRow) -> String {
    let known = [&row.name, &row.company, &row.email, &row.phone].into_iter().find(|known| !known.is_empty()).cloned();
    known.unwrap_or_else(|| {
        let at = services.formats.moment(Instant(row.at), MomentForm::DayTime);
        services.texts.with(Key::CaptureNameless, &[("at", at.into())])
    })
}

/// The grade as it is shown, and its meaning, which is said to those who hear it.
fn graded(services: Services, grade: Option<Grade>) -> (String, Option<String>) {
    let letter = grade.map_or_else(|| NOTHING.to_owned(), |grade| grade.code().to_ascii_uppercase());
    (letter, grade.map(|grade| services.texts.label(&lead::GRADE.field().code_label(grade.code()))))
}

/// The grade: fuller ink is warmer.
pub fn badge(services: Services, grade: Option<Grade>) -> AnyView {
    let (letter, words) = graded(services, grade);
    let whole = words.clone();
    view! {
        <span class="g" data-g=grade.map(Grade::code) title=whole>
            <b aria-hidden="true">{letter}</b>
            {words.map(|words| view! { <span class="vh">{words}</span> })}
        </span>
    }
    .into_any()
}

/// Where it stands: what a person must do comes before what the tablet does by itself.
pub fn state(row: &LeadRow) -> (Icon, Key) {
    match &row.sent {
        Some(OutboxState::NeedsYou(_)) => (Icon::CircleAlert, Key::CaptureNeeds),
        _ if row.to_finish => (Icon::Pencil, Key::CaptureToFinish),
        Some(OutboxState::Saved | OutboxState::Sending) => (Icon::Tablet, Key::CaptureSaved),
        Some(OutboxState::Sent | OutboxState::LetGo(_)) | None => (Icon::Check, Key::CaptureSent),
    }
}

/// What stands in a cell of the list.
pub fn cell(services: Services, row: &LeadRow, column: &str) -> Cell {
    match column {
        "name" => {
            let title = title(services, row);
            let (letter, meaning) = graded(services, row.grade);
            let line = vec![
                Piece {
                    tag: "span",
                    class: "g",
                    look: Some(("data-g", row.grade.map_or("", Grade::code))),
                    words: letter,
                    heard: meaning.unwrap_or_else(|| services.texts.text(Key::LeadsUngraded)),
                    ..Piece::default()
                },
                Piece { tag: "b", words: title.clone(), ..Piece::default() },
            ];
            let under = if row.name.is_empty() { row.place.clone() } else { row.company.clone() };
            Cell::Link(Link { href: address::lead(row.root), title, line, under })
        }
        "contact" => Cell::words(if row.email.is_empty() { &row.phone } else { &row.email }),
        "company" => Cell::words(&row.company),
        "place" => Cell::words(&row.place),
        "at" => Cell::Words(services.formats.moment(Instant(row.at), MomentForm::DayTime)),
        "by" => Cell::Words(services.texts.author(&row.by)),
        "reply" => due(services, row).map_or(Cell::Nothing, |(late, words)| {
            let (class, icon) = if late { ("due late", Some(Icon::Clock)) } else { ("due", None) };
            Cell::Piece(Piece { tag: "span", class, icon, words, ..Piece::default() })
        }),
        "state" => {
            let (icon, words) = state(row);
            let name = match icon {
                Icon::Check => "sent",
                Icon::Tablet => "here",
                _ => "needs",
            };
            let words = services.texts.text(words);
            Cell::Piece(Piece { tag: "span", class: "st", look: Some(("data-s", name)), icon: Some(icon), words, ..Piece::default() })
        }
        _ => Cell::Nothing,
    }
}

/// Whether the reply is late, and until when it is due in words.
fn due(services: Services, row: &LeadRow) -> Option<(bool, String)> {
    let due = row.reply_due?;
    let late = due < clock::now().0;
    let at = if late {
        services.formats.day(clock::day_of(Instant(due)), DayForm::Short)
    } else {
        services.formats.moment(Instant(due), MomentForm::DayTime)
    };
    Some((late, services.texts.with(if late { Key::LeadsOverdue } else { Key::LeadsDue }, &[("at", at.into())])))
}

/// Until when it is to be answered; late in red, with a clock.
pub fn reply(services: Services, row: &LeadRow) -> AnyView {
    let Some((late, words)) = due(services, row) else { return view! { <span class="nil">{NOTHING}</span> }.into_any() };
    view! {
        <span class="due" class:late=late>
            {late.then(|| view! { <Glyph of=Icon::Clock /> })}
            {words}
        </span>
    }
    .into_any()
}
