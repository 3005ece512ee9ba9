//! House components on native HTML. They know nothing of hotels: words, data and what happens come from the page.
//!
//! The policy of the page forbids making elements from text, so no view may hold an element inside another whose attributes
//! and text are all literals: the macro would make such a part from an HTML string. A block or component inside prevents
//! it; [`bar`] is for elements that have neither.

use std::cell;

use leptos::prelude::*;

mod banner;
mod button;
mod card;
mod chip;
mod dialog;
mod empty;
mod field;
mod grid;
mod icon;
mod loading;
mod pill;
mod popover;
mod segmented;
mod suggest;
mod toast;

pub use banner::{Banner, Tone};
pub use button::{Button, IconButton, Weight};
pub use card::{Card, Stat};
pub use chip::Chip;
pub use dialog::Dialog;
pub use empty::Empty;
pub use field::{Choice, Kind, SearchBox, TextArea, TextField, Tick};
pub use grid::{Cell, Column, Direction, Grid, GridPlace, Link, NOTHING, Piece, Rows, Ticks, table_cell};
pub use icon::{Glyph, Icon};
pub use loading::{Loading, Progress};
pub use pill::{Light, LightMark, Pill, State, StateMark};
pub use popover::Popover;
pub use segmented::Segmented;
pub use suggest::{Find, Offer, Suggest, Takes};
pub use toast::{ToastRegion, Toasts};

/// A new id for elements that point at each other.
fn unique(prefix: &str) -> String {
    thread_local! {
        static LAST: cell::Cell<u32> = const { cell::Cell::new(0) };
    }
    let number = LAST.get() + 1;
    LAST.set(number);
    format!("{prefix}-{number}")
}

/// An empty element that only has looks.
fn bar(class: &'static str) -> impl IntoView {
    view! { <i class=class></i> }
}
