//! The cells of a guest's row.

use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::{Instant, Money, guest};
use innkeeper_engine::protocol::GuestRow;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::platform::intl::{DayForm, MomentForm, Precision};
use crate::services::Services;
use crate::ui::{Cell, Icon, Light, LightMark, Link, Piece};

/// What stands in a cell.
pub fn cell(services: Services, row: &GuestRow, column: &str) -> Cell {
    let Services { texts, formats, .. } = services;
    let count = |count: u32| if count == 0 { Cell::Nothing } else { Cell::Words(formats.number(i64::from(count))) };
    match column {
        "name" => name(services, row),
        "email" => Cell::words(&row.email),
        "light" => {
            let (light, words) = (shape(row.light), texts.label(&row.light.label()));
            Cell::Piece(Piece {
                tag: "span",
                class: "consent",
                look: Some(("data-k", light.name())),
                icon: Some(light.icon()),
                words,
                ..Piece::default()
            })
        }
        "stage" => row.stage.as_ref().map_or(Cell::Nothing, |stage| Cell::Words(texts.label(&guest::STAGE.field().code_label(stage)))),
        "country" if row.country.is_empty() => Cell::Nothing,
        "country" => Cell::Words(formats.country(&row.country)),
        "last-stay" => row.last_stay.map_or(Cell::Nothing, |day| Cell::Words(formats.day(day, DayForm::Full))),
        "next-stay" => row.next_stay.map_or(Cell::Nothing, |day| Cell::Toned("soon", formats.day(day, DayForm::Full))),
        "phone" => Cell::words(&row.phone),
        "stays" => count(row.stays),
        "changed" => Cell::Words(formats.moment(Instant(row.changed), MomentForm::DayTime)),
        "nights" => count(row.nights),
        "value" => row.value.as_ref().and_then(money).map_or(Cell::Nothing, |money| Cell::Words(formats.money(money, Precision::Whole))),
        _ => Cell::Nothing,
    }
}

/// An amount as it comes from the engine; none for a currency that no longer exists.
pub fn money((minor, currency): &(i64, String)) -> Option<Money> {
    currency.parse().ok().map(|currency| Money::new(*minor, currency))
}

const fn shape(light: ConsentLight) -> Light {
    match light {
        ConsentLight::Yes => Light::Yes,
        ConsentLight::StaysOnly => Light::Part,
        ConsentLight::No => Light::No,
        ConsentLight::NotAsked => Light::Unknown,
    }
}

/// The consent light with its words.
pub fn light(services: Services, light: ConsentLight, strong: bool) -> AnyView {
    view! { <LightMark light=shape(light) label=services.texts.label(&light.label()) strong=strong /> }.into_any()
}

fn name(services: Services, row: &GuestRow) -> Cell {
    let texts = services.texts;
    let title = if row.name.is_empty() { texts.text(Key::GuestsNameless) } else { row.name.clone() };
    let plain = |tag, words: String| Piece { tag, words, ..Piece::default() };
    let mark =
        |icon, look, heard| Piece { tag: "span", class: "mark", icon: Some(icon), look, heard: texts.text(heard), ..Piece::default() };
    let mut line = vec![plain("b", title.clone())];
    if !row.native.is_empty() {
        line.push(plain("i", row.native.clone()));
    }
    if row.two_values {
        line.push(mark(Icon::CircleAlert, Some(("data-needs", "")), Key::GuestsTwoValues));
    }
    if row.unsent {
        line.push(mark(Icon::Tablet, None, Key::AppSavedHere));
    }
    if row.archived {
        line.push(plain("i", texts.text(Key::GuestsArchived)));
    }
    Cell::Link(Link { href: address::guest(row.root), title, line, under: row.email.clone() })
}
