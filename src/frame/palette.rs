//! Search over everything: one field, what is found under it, and pages and actions by their words.

use innkeeper_engine::protocol::{FindQuery, Found, FoundKind, PersonView, Query, View};
use innkeeper_texts::{Key, Locale};
use innkeeper_view::{address, palette};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::panels::{Panel, panels};
use super::{lock, sign_out};
use crate::platform::{keyboard, prefs};
use crate::services::{Services, services};
use crate::ui::{Glyph, Icon};

/// Most of each kind.
const LIMIT: u32 = 6;
const LIST: &str = "found";

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Does {
    Open(String),
    Show(Panel),
    Wear(&'static str),
    Speak(&'static str),
    Lock,
    SignOut,
}

/// One line that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    group: Key,
    icon: Icon,
    title: String,
    detail: String,
    does: Does,
}

/// The dialog. It is always there, so that it opens with its caret at once.
#[component]
pub fn Palette() -> impl IntoView {
    let texts = services().texts;
    let panels = panels();
    let open = Memo::new(move |_| panels.is_open(Panel::Find));
    let dialog = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let composing = StoredValue::new(false);
    let offers = RwSignal::new(Vec::<Offer>::new());
    Effect::new(move || {
        let (Some(dialog), Some(input)) = (dialog.get_untracked(), input.get_untracked()) else { return };
        if open.get() && !dialog.open() {
            typed.set(String::new());
            input.set_value("");
            // Fails only for a dialog that is not in the document; then there is nothing to show.
            let _shown = dialog.show_modal();
            let _focusable = input.focus();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let read = move || {
        if let Some(input) = input.get_untracked() {
            at.set(0);
            typed.set(input.value());
        }
    };
    let navigate = use_navigate();
    let services = services();
    let choose = StoredValue::new(move |does: Does| {
        // Closed at once, so that the focus is back before the page takes it.
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        match does {
            Does::Open(path) => navigate(&path, NavigateOptions::default()),
            Does::Show(panel) => panels.show(panel),
            Does::Wear(theme) => prefs::wear(theme),
            Does::Speak(tag) => prefs::speak(tag.to_owned()),
            Does::Lock => {
                if !lock(services) {
                    navigate(address::SETTINGS, NavigateOptions::default());
                }
            }
            Does::SignOut => sign_out(services, panels),
        }
    });
    let key = move |event: KeyboardEvent| {
        if keyboard::composing(&event) {
            return;
        }
        let count = offers.with_untracked(Vec::len);
        if let Some(next) = palette::step(at.get_untracked(), count, &event.key()) {
            event.prevent_default();
            at.set(next);
        } else if event.key() == "Enter" {
            event.prevent_default();
            if let Some(offer) = offers.with_untracked(|offers| offers.get(at.get_untracked()).cloned()) {
                choose.with_value(|choose| choose(offer.does));
            }
        }
    };
    let active = move || offers.with(|offers| (at.get() < offers.len()).then(|| option_id(at.get())));
    view! {
        <dialog class="dialog palette" node_ref=dialog aria-label=texts.text(Key::FindTitle) on:close=move |_| panels.close(Panel::Find)>
            <div class="find-field">
                <Glyph of=Icon::Search />
                <input
                    node_ref=input
                    type="text"
                    role="combobox"
                    aria-label=texts.text(Key::FindTitle)
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=active
                    placeholder=texts.text(Key::FindExample)
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    on:input=move |_| if !composing.get_value() { read() }
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |_| { composing.set_value(false); read(); }
                    on:keydown=key
                />
                <button type="button" class="btn quiet" on:click=move |_| panels.close(Panel::Find)>{texts.text(Key::AppClose)}</button>
            </div>
            <Show when=move || open.get()>
                <Offers typed=typed at=at offers=offers on_choose=move |does| choose.with_value(|choose| choose(does)) />
            </Show>
            <p class="note hint">{texts.text(Key::FindHint)}</p>
        </dialog>
    }
}

fn option_id(at: usize) -> String {
    format!("{LIST}-{at}")
}

/// What is found, while the dialog is open.
#[component]
fn Offers(
    typed: RwSignal<String>,
    at: RwSignal<usize>,
    offers: RwSignal<Vec<Offer>>,
    #[prop(into)] on_choose: Callback<Does>,
) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let question = |text: String| Query::Find(FindQuery { text, limit: LIMIT });
    let found = services.engine.watch(question(typed.get_untracked()), |view| match view {
        View::Find(found) => Some(found),
        _ => None,
    });
    Effect::new(move |before: Option<String>| {
        let text = typed.get();
        if before.is_some_and(|before| before != text) {
            found.ask(question(text.clone()));
        }
        text
    });
    Effect::new(move || {
        let text = typed.get();
        let recent = text.trim().is_empty();
        let mut all = found
            .view
            .with(|found| found.iter().flat_map(|found| &found.found).map(|found| offer(services, found, recent)).collect::<Vec<_>>());
        all.extend(own(services).into_iter().filter(|offer| {
            // With nothing typed the pages are left to the navigation beside.
            if recent { offer.group == Key::FindActions } else { palette::matches(&text, &offer.title) }
        }));
        all.dedup();
        offers.set(all);
    });
    Effect::new(move || {
        let id = option_id(at.get());
        if let Some(element) = document().get_element_by_id(&id) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let lines = move || {
        offers.with(|offers| {
            let mut groups = Vec::new();
            let mut from = 0;
            for group in offers.chunk_by(|one, other| one.group == other.group) {
                groups.push(group_of(services, group, from, at, on_choose));
                from += group.len();
            }
            groups
        })
    };
    let answered = move || found.view.with(|found| found.as_ref().is_some_and(|found| typed.with(|typed| found.query.text == *typed)));
    let none = move || {
        (answered() && offers.with(Vec::is_empty)).then(|| {
            view! {
                <p class="none"><b>{texts.text(Key::FindNone)}</b>" "{texts.text(Key::FindNoneText)}</p>
            }
        })
    };
    let said = move || answered().then(|| texts.with(Key::FindCount, &[("count", offers.with(Vec::len).into())]));
    view! {
        <div class="found" id=LIST role="listbox" aria-label=texts.text(Key::FindTitle) data-answered=move || if answered() { "true" } else { "false" }>
            {lines}
        </div>
        {none}
        <p class="vh" role="status">{said}</p>
    }
}

fn group_of(services: Services, offers: &[Offer], from: usize, at: RwSignal<usize>, on_choose: Callback<Does>) -> AnyView {
    let name = services.texts.text(offers[0].group);
    let lines = offers.iter().enumerate().map(|(place, offer)| {
        let (place, does) = (from + place, offer.does.clone());
        view! {
            <div
                class="offer"
                role="option"
                id=option_id(place)
                aria-selected=move || if at.get() == place { "true" } else { "false" }
                // The caret stays in the field.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| on_choose.run(does.clone())
            >
                <Glyph of=offer.icon />
                <span>{offer.title.clone()}</span>
                <small>{offer.detail.clone()}</small>
            </div>
        }
        .into_any()
    });
    let lines: Vec<_> = lines.collect();
    let heading = name.clone();
    view! {
        <div role="group" aria-label=name>
            <p class="group" aria-hidden="true">{heading}</p>
            {lines}
        </div>
    }
    .into_any()
}

fn offer(services: Services, found: &Found, recent: bool) -> Offer {
    let (group, icon, path) = match found.kind {
        FoundKind::Guest => (Key::FindGuests, Icon::User, address::guest(found.root)),
        FoundKind::Lead => (Key::FindLeads, Icon::UserPlus, address::lead(found.root)),
        FoundKind::Segment => (Key::FindSegments, Icon::Filter, address::segment(found.root)),
    };
    let title = if found.title.is_empty() { services.texts.text(Key::GuestsNameless) } else { found.title.clone() };
    let group = if recent { Key::FindRecent } else { group };
    Offer { group, icon, title, detail: found.detail.clone(), does: Does::Open(path) }
}

/// The pages and the actions that this person may take.
fn own(services: Services) -> Vec<Offer> {
    let texts = services.texts;
    let may = |what: fn(&PersonView) -> bool| {
        services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(what))
    };
    let line = |group, icon, title, does| Offer { group, icon, title, detail: String::new(), does };
    let action = |icon, title, does| line(Key::FindActions, icon, title, does);
    let page = |icon, words: Key, path: &str| line(Key::FindPages, icon, texts.text(words), Does::Open(path.to_owned()));
    let new = |words: Key, path: &str| action(Icon::Plus, texts.text(words), Does::Open(path.to_owned()));
    let mut all = vec![
        page(Icon::Sun, Key::TodayTitle, address::TODAY),
        page(Icon::Users, Key::AppNavGuests, address::GUESTS),
        page(Icon::UserPlus, Key::LeadsTitle, address::LEADS),
        page(Icon::Filter, Key::SegmentsTitle, address::SEGMENTS),
        page(Icon::BedDouble, Key::TodayArrivalsSheet, address::ARRIVALS),
        page(Icon::Tablet, Key::AppNavSync, address::SYNC),
        page(Icon::CircleAlert, Key::ConflictsTitle, address::CONFLICTS),
        page(Icon::Settings, Key::SettingsTitle, address::SETTINGS),
    ];
    all.extend(may(|person| person.manages_devices).then(|| page(Icon::Tablet, Key::TabletsTitle, address::TABLETS)));
    all.extend(may(|person| person.edits_leads).then(|| new(Key::CaptureTitle, address::CAPTURE)));
    all.extend(may(|person| person.edits_guests).then(|| new(Key::GuestsNew, address::NEW_GUEST)));
    all.extend(may(|person| person.edits_segments).then(|| new(Key::FindNewSegment, address::NEW_SEGMENT)));
    all.push(action(Icon::History, texts.text(Key::HistoryTitle), Does::Show(Panel::History)));
    all.push(action(Icon::Keyboard, texts.text(Key::ShortcutsTitle), Does::Show(Panel::Shortcuts)));
    all.extend(
        THEMES
            .map(|(theme, words)| action(Icon::Sun, texts.with(Key::FindTheme, &[("name", texts.text(words).into())]), Does::Wear(theme))),
    );
    all.extend(
        Locale::ALL
            .into_iter()
            .filter(|locale| *locale != texts.locale())
            .map(|locale| action(Icon::Globe, texts.with(Key::FindLanguage, &[("name", locale.name().into())]), Does::Speak(locale.tag()))),
    );
    all.push(action(Icon::Lock, texts.text(Key::LockNow), Does::Lock));
    all.push(action(Icon::LogOut, texts.text(Key::AppSignOut), Does::SignOut));
    all
}

/// The colours there are, with their words; the first is as the system has them.
pub const THEMES: [(&str, Key); 4] =
    [("", Key::AppThemeSystem), ("light", Key::AppThemeLight), ("dark", Key::AppThemeDark), ("sunlight", Key::AppThemeSunlight)];
