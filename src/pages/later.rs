//! Pages whose program comes when they are first opened: each is a piece of wasm of its own, stored with the shell.

use std::future::Future;

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::services::services;
use crate::ui::Loading;

/// Makes a page.
type Make = fn() -> AnyView;

/// Shows the page once its piece is there. It is made here, so that it belongs to what shows it.
fn later<F: Future<Output = Make> + 'static>(piece: F) -> AnyView {
    let (make, set_make) = signal(None::<Make>);
    leptos::task::spawn_local(async move {
        set_make.try_set(Some(piece.await));
    });
    let waits = services().texts.text(Key::AppLoading);
    (move || match make.get() {
        Some(make) => make(),
        None => view! { <main class="page" id="main"><Loading label=waits.clone() /></main> }.into_any(),
    })
    .into_any()
}

#[lazy]
fn segments_piece() -> Make {
    || super::segments::Segments().into_any()
}

#[lazy]
fn segment_piece() -> Make {
    || super::segment::Segment().into_any()
}

#[lazy]
fn settings_piece() -> Make {
    || super::settings::Settings().into_any()
}

#[lazy]
fn capture_piece() -> Make {
    || super::capture::Capture().into_any()
}

#[lazy]
fn leads_piece() -> Make {
    || super::leads::Leads().into_any()
}

/// All segments.
pub fn segments() -> AnyView {
    later(segments_piece())
}

/// One segment.
pub fn segment() -> AnyView {
    later(segment_piece())
}

/// The settings.
pub fn settings() -> AnyView {
    later(settings_piece())
}

/// Capturing a lead.
pub fn capture() -> AnyView {
    later(capture_piece())
}

/// All leads.
pub fn leads() -> AnyView {
    later(leads_piece())
}
