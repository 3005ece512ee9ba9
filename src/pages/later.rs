//! Pages whose program comes when they are first opened: each is a piece of wasm of its own, stored with the shell.

use std::future::Future;

use innkeeper_texts::Key;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::platform::page;
use crate::services::services;
use crate::ui::{Button, Empty, Icon, Loading, Weight};

/// Makes a page, once its piece is there.
type Page = Result<fn() -> AnyView, SplitLoaderError>;

/// Shows the page as soon as its piece is there, which is at once where the shell is stored. It is made here, so that it belongs to what
/// shows it. A piece that does not come is one that the network kept, or one of a version that another window has taken the place of: loading the
/// whole page again mends both.
fn later<F: Future<Output = Page> + 'static>(piece: fn() -> F) -> AnyView {
    let (made, set_made) = signal(None::<Option<fn() -> AnyView>>);
    leptos::task::spawn_local(async move {
        set_made.try_set(Some(piece().await.ok()));
    });
    let texts = services().texts;
    (move || match made.get() {
        Some(Some(make)) => make(),
        Some(None) => view! {
            <main class="page" id="main" tabindex="-1">
                <Empty icon=Icon::Inbox title=texts.text(Key::ProblemServerNotReached)>
                    <p class="acts"><Button weight=Weight::Filled on_press=|()| page::reload()>{texts.text(Key::AppTryAgain)}</Button></p>
                </Empty>
            </main>
        }
        .into_any(),
        None => view! { <main class="page" id="main" tabindex="-1"><Loading label=texts.text(Key::AppLoading) /></main> }.into_any(),
    })
    .into_any()
}

/// Has the program of an address come before its page is shown: while the guests are still being read there is nothing else to do.
pub fn ahead(path: &str) {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        ["arrivals"] => come(arrivals_piece),
        ["capture"] => come(capture_piece),
        ["guests", "new"] | ["guests", _, "edit"] => come(new_guest_piece),
        ["guests", _] => come(guest_piece),
        ["leads"] => come(leads_piece),
        ["segments"] => come(segments_piece),
        ["segments", "compare"] => come(compare_piece),
        ["segments", _] => come(segment_piece),
        ["settings"] => come(settings_piece),
        ["sync"] => come(sync_piece),
        _ => {}
    }
}

fn come<F: Future<Output = Page> + 'static>(piece: fn() -> F) {
    leptos::task::spawn_local(async move {
        // Whoever shows the page says what became of it.
        let _kept = piece().await;
    });
}

/// A locked tablet.
pub fn unlock() -> AnyView {
    later(unlock_piece)
}

#[wasm_split(unlock, wasm_split_path = leptos::wasm_split, fallible)]
fn unlock_piece() -> Page {
    Ok(|| super::unlock::Unlock().into_any())
}

/// A tablet that must meet its server first.
pub fn lease_over() -> AnyView {
    later(lease_over_piece)
}

#[wasm_split(lease_over, wasm_split_path = leptos::wasm_split, fallible)]
fn lease_over_piece() -> Page {
    Ok(|| super::lease::LeaseOver().into_any())
}

/// A device that was locked out.
pub fn wiped() -> AnyView {
    later(wiped_piece)
}

#[wasm_split(wiped, wasm_split_path = leptos::wasm_split, fallible)]
fn wiped_piece() -> Page {
    Ok(|| super::lease::Wiped().into_any())
}

/// All segments.
pub fn segments() -> AnyView {
    later(segments_piece)
}

#[wasm_split(segments, wasm_split_path = leptos::wasm_split, fallible)]
fn segments_piece() -> Page {
    Ok(|| super::segments::Segments().into_any())
}

/// Two segments side by side.
pub fn compare() -> AnyView {
    later(compare_piece)
}

#[wasm_split(compare, wasm_split_path = leptos::wasm_split, fallible)]
fn compare_piece() -> Page {
    Ok(|| super::compare::Compare().into_any())
}

/// One segment.
pub fn segment() -> AnyView {
    later(segment_piece)
}

#[wasm_split(segment, wasm_split_path = leptos::wasm_split, fallible)]
fn segment_piece() -> Page {
    Ok(|| super::segment::Segment().into_any())
}

/// The settings.
pub fn settings() -> AnyView {
    later(settings_piece)
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn settings_piece() -> Page {
    Ok(|| super::settings::Settings().into_any())
}

/// The websites that may show the enquiry form.
pub fn websites() -> AnyView {
    later(websites_piece)
}

#[wasm_split(websites, wasm_split_path = leptos::wasm_split, fallible)]
fn websites_piece() -> Page {
    Ok(|| super::websites::Websites().into_any())
}

/// What the booking site sells and says.
pub fn site() -> AnyView {
    later(site_piece)
}

#[wasm_split(site, wasm_split_path = leptos::wasm_split, fallible)]
fn site_piece() -> Page {
    Ok(|| super::site::Site().into_any())
}

/// What one of them puts on its pages.
pub fn website() -> AnyView {
    later(website_piece)
}

#[wasm_split(websites, wasm_split_path = leptos::wasm_split, fallible)]
fn website_piece() -> Page {
    Ok(|| super::websites::Website().into_any())
}

/// All fields with two values.
pub fn conflicts() -> AnyView {
    later(conflicts_piece)
}

#[wasm_split(conflicts, wasm_split_path = leptos::wasm_split, fallible)]
fn conflicts_piece() -> Page {
    Ok(|| super::conflicts::Conflicts().into_any())
}

/// The hotel's tablets and computers.
pub fn tablets() -> AnyView {
    later(tablets_piece)
}

#[wasm_split(tablets, wasm_split_path = leptos::wasm_split, fallible)]
fn tablets_piece() -> Page {
    Ok(|| super::tablets::Tablets().into_any())
}

/// The outbox of mails.
pub fn mail() -> AnyView {
    later(mail_piece)
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn mail_piece() -> Page {
    Ok(|| super::mail::Mail().into_any())
}

/// The enquiries that wait for somebody's look.
pub fn waiting() -> AnyView {
    later(waiting_piece)
}

#[wasm_split(waiting, wasm_split_path = leptos::wasm_split, fallible)]
fn waiting_piece() -> Page {
    Ok(|| super::waiting::Waiting().into_any())
}

/// Capturing a lead.
pub fn capture() -> AnyView {
    later(capture_piece)
}

#[wasm_split(capture, wasm_split_path = leptos::wasm_split, fallible)]
fn capture_piece() -> Page {
    Ok(|| super::capture::Capture().into_any())
}

/// All leads.
pub fn leads() -> AnyView {
    later(leads_piece)
}

#[wasm_split(leads, wasm_split_path = leptos::wasm_split, fallible)]
fn leads_piece() -> Page {
    Ok(|| super::leads::Leads().into_any())
}

/// One guest.
pub fn guest() -> AnyView {
    later(guest_piece)
}

#[wasm_split(guest, wasm_split_path = leptos::wasm_split, fallible)]
fn guest_piece() -> Page {
    Ok(|| super::guest::Guest().into_any())
}

/// The form of a guest.
pub fn edit_guest() -> AnyView {
    later(edit_guest_piece)
}

#[wasm_split(form, wasm_split_path = leptos::wasm_split, fallible)]
fn edit_guest_piece() -> Page {
    Ok(|| super::guest::EditGuest().into_any())
}

/// Erasing a guest.
pub fn erase_guest() -> AnyView {
    later(erase_guest_piece)
}

#[wasm_split(erase, wasm_split_path = leptos::wasm_split, fallible)]
fn erase_guest_piece() -> Page {
    Ok(|| super::guest::EraseGuest().into_any())
}

/// The form of a guest who is new.
pub fn new_guest() -> AnyView {
    later(new_guest_piece)
}

#[wasm_split(form, wasm_split_path = leptos::wasm_split, fallible)]
fn new_guest_piece() -> Page {
    Ok(|| super::guest::NewGuest().into_any())
}

/// Who arrives.
pub fn arrivals() -> AnyView {
    later(arrivals_piece)
}

#[wasm_split(arrivals, wasm_split_path = leptos::wasm_split, fallible)]
fn arrivals_piece() -> Page {
    Ok(|| super::arrivals::Arrivals().into_any())
}

/// What was done on this device.
pub fn history() -> AnyView {
    later(history_piece)
}

#[wasm_split(history, wasm_split_path = leptos::wasm_split, fallible)]
fn history_piece() -> Page {
    Ok(|| super::history::History().into_any())
}

/// On this tablet.
pub fn sync() -> AnyView {
    later(sync_piece)
}

#[wasm_split(sync, wasm_split_path = leptos::wasm_split, fallible)]
fn sync_piece() -> Page {
    Ok(|| super::sync::Sync().into_any())
}

/// The form that opens the hotel.
pub fn first_run() -> AnyView {
    later(first_run_piece)
}

#[wasm_split(opening, wasm_split_path = leptos::wasm_split, fallible)]
fn first_run_piece() -> Page {
    Ok(|| super::first_run::FirstRun().into_any())
}
