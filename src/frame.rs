//! The frame round every page: rail or bar, what concerns all pages, and the page itself.

use innkeeper_engine::protocol::Pill as Waiting;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::platform::{history, page, update};
use crate::routes::Pages;
use crate::services::services;
use crate::ui::{Banner, Button, Glyph, Icon, Pill, State, Tone, Weight};

/// The entries of the navigation: where, drawing, words, and the beginning of the addresses under it.
const ENTRIES: [(&str, Icon, Key); 2] = [(address::GUESTS, Icon::Users, Key::AppNavGuests), (address::SYNC, Icon::Tablet, Key::AppNavSync)];

/// The frame with the page of the address in it.
#[component]
pub fn Frame() -> impl IntoView {
    let texts = services().texts;
    let location = use_location();
    let fills = Memo::new(move |_| location.pathname.get() == address::GUESTS);
    let skip = |event: MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <div class="app">
            <a class="skip" href="#main" on:click=skip>{texts.text(Key::AppSkip)}</a>
            <Rail />
            <div class="content" class:fill=fills>
                <Notices />
                <Pages />
            </div>
            <nav class="bar" aria-label=texts.text(Key::AppNav)>
                <ul>{entries()}</ul>
            </nav>
        </div>
    }
}

fn entries() -> impl IntoView {
    let texts = services().texts;
    let location = use_location();
    ENTRIES
        .into_iter()
        .map(|(href, icon, words)| {
            let current = move || location.pathname.with(|path| path.starts_with(href)).then_some("page");
            view! {
                <li>
                    <a href=href aria-current=current>
                        <Glyph of=icon />
                        <span>{texts.text(words)}</span>
                    </a>
                </li>
            }
        })
        .collect_view()
}

#[component]
fn Rail() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let me = move || {
        let person = services.status.with(|status| status.as_ref().and_then(|status| status.person.clone()))?;
        let letters: String = person.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        Some(view! {
            <p class="me">
                <span class="monogram" aria-hidden="true">{letters}</span>
                <span>{person.name}<small>{person.hotel}</small></span>
            </p>
        })
    };
    view! {
        <nav class="rail" aria-label=texts.text(Key::AppNav)>
            <a class="brand" href=address::GUESTS>
                <Glyph of=Icon::Mark />
                <span>{texts.text(Key::AppName)}</span>
            </a>
            <ul>{entries()}</ul>
            <div class="rail-foot">{me}</div>
        </nav>
    }
}

/// What concerns every page: the connection needs a person, storage fails, the clock is off, a new version waits.
#[component]
fn Notices() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let sign_in = Memo::new(move |_| services.status.with(|status| status.as_ref().is_some_and(|status| status.sign_in_needed)));
    let trouble = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.storage_trouble.clone())));
    let clock = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.clock_off)));
    let demo = Memo::new(move |_| {
        services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(|person| person.demo))
    });
    let location = use_location();
    let sign_in_href = move || format!("{}?next={}", address::SIGN_IN, location.pathname.get());
    let new_version = update::waiting();
    view! {
        <aside class="notices" aria-label=texts.text(Key::AppNotices)>
            {move || sign_in.get().then(|| view! {
                <Banner title=texts.text(Key::AppSignInTitle)>
                    <p>{texts.text(Key::AppSignInText)}</p>
                    <p class="acts"><a class="btn" href=sign_in_href>{texts.text(Key::SignInGo)}</a></p>
                </Banner>
            })}
            {move || trouble.get().map(|trouble| view! {
                <Banner tone=Tone::Warns title=texts.text(Key::AppStorageTitle)>
                    <p>{texts.trouble(&trouble)}</p>
                </Banner>
            })}
            {move || clock.get().map(|off| view! {
                <Banner title=texts.text(Key::AppClockTitle)>
                    <p>{texts.with(Key::AppClockText, &[("minutes", (off.abs() / 60_000).into())])}</p>
                </Banner>
            })}
            {move || new_version.get().then(|| view! {
                <Banner tone=Tone::Calm title=texts.text(Key::AppUpdateTitle)>
                    <p>{texts.text(Key::AppUpdateText)}</p>
                    <p class="acts"><Button on_press=|()| update::take()>{texts.text(Key::AppUpdateGo)}</Button></p>
                </Banner>
            })}
            {move || demo.get().then(|| view! { <p class="demo-note">{texts.text(Key::AppDemo)}</p> })}
        </aside>
    }
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
    /// Leaves the focus where the page puts it.
    #[prop(optional)]
    keep_focus: bool,
    /// Buttons after the pill; the filled one last.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    use_title(title);
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
            </div>
            <div class="head-a">
                <SyncPill />
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
