//! The frame round every page: rail or bar, what concerns all pages, what can lie over them, and the page itself.

use innkeeper_engine::protocol::{Command, Pill as Waiting};
use innkeeper_texts::Key;
use innkeeper_view::shortcuts::{self, Act};
use innkeeper_view::{address, today};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::platform::{history, keyboard, page};
use crate::routes::Pages;
use crate::services::{Services, services};
use crate::ui::{Button, Glyph, Icon, IconButton, Pill, State, Weight};

pub mod deeds;
mod gate;
mod history_sheet;
mod notices;
mod palette;
mod panels;
mod shortcut_list;
mod sign_out;

pub use gate::Gate;
pub use history_sheet::HistoryList;
pub use palette::THEMES;
pub use panels::{Panel, Panels, panels};
pub use sign_out::sign_out;

/// An entry of the navigation: where, drawing, words.
type Entry = (&'static str, Icon, Key);

const TODAY: Entry = (address::TODAY, Icon::Sun, Key::TodayTitle);
const GUESTS: Entry = (address::GUESTS, Icon::Users, Key::AppNavGuests);
const LEADS: Entry = (address::LEADS, Icon::UserPlus, Key::LeadsTitle);
const SEGMENTS: Entry = (address::SEGMENTS, Icon::Filter, Key::SegmentsTitle);
const SETTINGS: Entry = (address::SETTINGS, Icon::Settings, Key::SettingsTitle);
/// In the bar the thumb is at the middle: there is what a fair is for.
const CAPTURE: Entry = (address::CAPTURE, Icon::Plus, Key::CaptureTitle);

/// The frame with the page of the address in it.
#[component]
pub fn Frame() -> impl IntoView {
    let texts = services().texts;
    let location = use_location();
    let on = move |path: &'static str| Memo::new(move |_| location.pathname.get() == path);
    // Lists fill the window: they scroll in themselves.
    let fills = Memo::new(move |_| location.pathname.with(|path| path == address::GUESTS || path == address::LEADS));
    // Capturing takes the whole screen.
    let alone = on(address::CAPTURE);
    panels::listen();
    // The frame first, then the page, then what may lie over both: each is painted before the next is made.
    let (page_due, lids_due) = (RwSignal::new(false), RwSignal::new(false));
    leptos::task::spawn_local(async move {
        for due in [page_due, lids_due] {
            page::next_task().await;
            due.try_set(true);
        }
    });
    let skip = |event: MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <div class="app" class:alone=alone>
            <a class="skip" href="#main" on:click=skip>{texts.text(Key::AppSkip)}</a>
            <Rail />
            <div class="content" class:fill=fills>
                <notices::Notices alone=alone />
                {move || page_due.get().then(Pages)}
            </div>
            <nav class="bar" aria-label=texts.text(Key::AppNav)>
                <ul>{[TODAY, GUESTS, CAPTURE, SEGMENTS, SETTINGS].map(|entry| view! { <li>{link(entry)}</li> }).collect_view()}</ul>
            </nav>
        </div>
        {move || {
            lids_due.get().then(|| {
                view! {
                    <palette::Palette />
                    <shortcut_list::ShortcutList />
                    <history_sheet::HistorySheet />
                    <sign_out::SignOut />
                }
            })
        }}
    }
}

fn link((href, icon, words): Entry) -> AnyView {
    let services = services();
    let path = use_location().pathname;
    // What waits on this device is looked after from the settings.
    let current = move || {
        let here = path.with(|path| match href {
            address::TODAY => path == href,
            address::SETTINGS => [href, address::SYNC, address::HISTORY].iter().any(|own| path.starts_with(own)),
            _ => path.starts_with(href),
        });
        here.then_some("page")
    };
    let unread = move || {
        let needs = services.status.with(|status| match status.as_ref().map(|status| status.pill) {
            Some(Waiting::NeedsYou(count)) if href == address::SETTINGS => Some(count),
            _ => None,
        });
        needs.map(|count| {
            let words = services.texts.with(Key::SyncPillNeeds, &[("count", count.into())]);
            view! { <b class="n unread"><span aria-hidden="true">{count}</span><span class="vh">{words}</span></b> }
        })
    };
    let pressed = match href {
        address::CAPTURE => shortcuts::of(Act::NewLead).and_then(|shortcut| shortcut.press.aria()),
        _ => None,
    };
    view! {
        <a href=href aria-current=current aria-keyshortcuts=pressed>
            <Glyph of=icon />
            <span>{services.texts.text(words)}</span>
            {unread}
        </a>
    }
    .into_any()
}

#[component]
fn Rail() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let me = move || {
        let person = services.status.with(|status| status.as_ref().and_then(|status| status.person.clone()))?;
        Some(view! {
            <p class="me">
                <span class="monogram" aria-hidden="true">{today::monogram(&person.name)}</span>
                <span>{person.name}<small>{person.hotel}</small></span>
            </p>
        })
    };
    let protected = Memo::new(move |_| is_protected(services));
    let lock_now = move || {
        protected.get().then(|| {
            view! {
                <button type="button" on:click=move |_| { lock(services); }>
                    <Glyph of=Icon::Lock />
                    <span>{texts.text(Key::LockNow)}</span>
                </button>
            }
        })
    };
    let panels = panels();
    let hint = format!("{} K", keyboard::command_key());
    view! {
        <nav class="rail" aria-label=texts.text(Key::AppNav)>
            <a class="brand" href=address::TODAY>
                <Glyph of=Icon::Mark />
                <span>{texts.text(Key::AppName)}</span>
            </a>
            <button
                type="button"
                class="find"
                aria-haspopup="dialog"
                aria-keyshortcuts=shortcuts::of(Act::Find).and_then(|shortcut| shortcut.press.aria())
                on:click=move |_| panels.show(Panel::Find)
            >
                <Glyph of=Icon::Search />
                <span>{texts.text(Key::AppSearch)}</span>
                <kbd aria-hidden="true">{hint}</kbd>
            </button>
            <ul>{[TODAY, GUESTS, LEADS, SEGMENTS].map(|entry| view! { <li>{link(entry)}</li> }).collect_view()}</ul>
            <div class="rail-foot">
                {lock_now}
                {link(SETTINGS)}
                {me}
            </div>
        </nav>
    }
}

/// Locks the tablet. Where no secret would be asked for there is no lock: `false`.
pub fn lock(services: Services) -> bool {
    let protected = untrack(|| is_protected(services));
    if protected {
        services.engine.tell(Command::Lock);
    }
    protected
}

/// Whether a secret is asked for before anything stored here is read.
pub fn is_protected(services: Services) -> bool {
    services.status.with(|status| status.as_ref().is_some_and(|status| status.rest.is_some()))
}

/// The button that captures a lead, with its shortcut.
pub fn new_lead() -> AnyView {
    let texts = services().texts;
    let shortcut = shortcuts::of(Act::NewLead);
    let singles = panels().singles();
    let hint = move || singles.get().then(|| shortcut.map(|shortcut| view! { <kbd aria-hidden="true">{shortcut.press.keys("")}</kbd> }));
    view! {
        <a class="btn primary" href=address::CAPTURE aria-keyshortcuts=shortcut.and_then(|shortcut| shortcut.press.aria())>
            <Glyph of=Icon::Plus />
            {texts.text(Key::CaptureTitle)}
            {hint}
        </a>
    }
    .into_any()
}

/// The pill of every page: how much of what was saved has been sent.
#[component]
pub fn SyncPill() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let waiting = Memo::new(move |_| services.status.with(|status| status.as_ref().map_or(Waiting::AllSent, |status| status.pill)));
    let state = Signal::derive(move || match waiting.get() {
        Waiting::AllSent => State::Sent,
        Waiting::OnThisDevice(_) => State::Here,
        Waiting::Sending { .. } => State::Sending,
        Waiting::NeedsYou(_) => State::Needs,
    });
    let label = Signal::derive(move || match waiting.get() {
        Waiting::AllSent => texts.text(Key::SyncPillSent),
        Waiting::OnThisDevice(count) => texts.with(Key::SyncPillHere, &[("count", count.into())]),
        Waiting::Sending { done, of } => texts.with(Key::SyncPillSending, &[("done", done.into()), ("of", of.into())]),
        Waiting::NeedsYou(count) => texts.with(Key::SyncPillNeeds, &[("count", count.into())]),
    });
    view! { <Pill state=state label=label href=address::SYNC /> }
}

/// The head of a page: its title, which takes the focus after navigation; the pill; what can be done here.
#[component]
pub fn PageHead(
    /// The title, of the page and of the window.
    #[prop(into)]
    title: Signal<String>,
    /// Beside the title, muted: how many.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// Under the title, in one line.
    #[prop(optional, into)]
    sub: Option<String>,
    /// Leaves the focus where the page puts it.
    #[prop(optional)]
    keep_focus: bool,
    /// Buttons after the pill; the filled one last.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    use_title(title);
    let panels = panels();
    if !keep_focus {
        page::arrive();
    }
    view! {
        <header class="head">
            <div class="head-t">
                <h1 id=page::TITLE_ID tabindex="-1">
                    {move || title.get()}
                    {move || count.get().map(|count| view! { " "<span class="n">{count}</span> })}
                </h1>
                {sub.map(|sub| view! { <p class="sub">{sub}</p> })}
            </div>
            <div class="head-a">
                <SyncPill />
                <span class="narrow-only">
                    <IconButton icon=Icon::Search label=services().texts.text(Key::AppSearch) on_press=move |()| panels.show(Panel::Find) />
                </span>
                {move || actions.run()}
            </div>
        </header>
    }
}

/// Keeps the title of the window.
pub fn use_title(title: Signal<String>) {
    let texts = services().texts;
    Effect::new(move || page::set_title(&texts.with(Key::AppTitle, &[("page", title.get().into())])));
}

/// The same for a page about somebody: while the tablet is protected the title, which the browser keeps in its history, names nobody.
pub fn use_name(name: Signal<String>, kind: Key) {
    let services = services();
    let protected = Memo::new(move |_| is_protected(services));
    use_title(Signal::derive(move || if protected.get() { services.texts.text(kind) } else { name.get() }));
}

/// The link back to the list, with the place the person left it at.
#[component]
pub fn BackToGuests() -> impl IntoView {
    let texts = services().texts;
    view! {
        <a class="back" href=history::last_list() on:click=|_| history::mark_return()>
            <Glyph of=Icon::ChevronRight flip=true />
            {texts.text(Key::AppNavGuests)}
        </a>
    }
}

/// The link back to the page that this one belongs to.
pub fn back_to(href: &'static str, words: Key) -> AnyView {
    view! {
        <a class="back" href=href>
            <Glyph of=Icon::ChevronRight flip=true />
            {services().texts.text(words)}
        </a>
    }
    .into_any()
}

/// The button most pages end in.
#[component]
pub fn SaveButton(
    /// At work.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let texts = services().texts;
    view! { <Button weight=Weight::Filled submit=true busy=busy>{texts.text(Key::AppSave)}</Button> }
}
