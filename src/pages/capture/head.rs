//! The head of the page: the way out, where the tablet stands, the pill, and the view for glaring sun.

use innkeeper_engine::protocol::{LeadView, LeadsView};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::frame::{SaveButton, SyncPill, use_name};
use crate::pages::leads::row;
use crate::platform::{page, prefs};
use crate::services::Services;
use crate::ui::{Button, Dialog, Glyph, Icon, TextField, Weight};

/// The name of the colours for glaring sun.
const SUNLIGHT: &str = "sunlight";

/// Where this tablet stands: chosen once, remembered by this browser.
#[derive(Clone, Copy)]
pub struct Place {
    /// The fair; empty where there is none.
    pub fair: RwSignal<String>,
    stand: RwSignal<String>,
}

impl Place {
    /// The place as it was chosen last.
    pub fn recalled() -> Self {
        let [fair, stand] = prefs::recall::<[String; 2]>(prefs::key::FAIR).unwrap_or_default();
        Self { fair: RwSignal::new(fair), stand: RwSignal::new(stand) }
    }

    fn choose(self, fair: String, stand: String) {
        prefs::remember(prefs::key::FAIR, [&fair, &stand]);
        self.fair.set(fair);
        self.stand.set(stand);
    }
}

/// The head.
pub fn head(services: Services, lead: Option<&LeadView>, place: Place, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    let texts = services.texts;
    let correcting = lead.map(|lead| texts.with(Key::CaptureCorrect, &[("name", row::title(services, &lead.row).into())]));
    let title = correcting.clone().unwrap_or_else(|| texts.text(Key::CaptureTitle));
    use_name(title.into(), Key::CaptureTitle);
    let way_out = if correcting.is_some() { (address::CAPTURE, Key::CaptureTitle) } else { (address::LEADS, Key::CaptureLeave) };
    let asking = RwSignal::new(false);
    let middle = match correcting {
        Some(words) => view! { <h1 id=page::TITLE_ID tabindex="-1">{words}</h1> }.into_any(),
        None => whereabouts(services, place, leads, asking),
    };
    view! {
        <header class="fair-h">
            <a class="leave" href=way_out.0>
                <Glyph of=Icon::ChevronRight flip=true />
                <span class="vh">{texts.text(way_out.1)}</span>
            </a>
            <div class="where">{middle}</div>
            <SyncPill />
            {sunlight(services)}
        </header>
        <Dialog open=asking on_close=move |()| asking.set(false) title=texts.text(Key::CapturePlace)>
            {choosing(services, place, asking)}
        </Dialog>
    }
    .into_any()
}

/// The fair, its stand and how many were met there today. Pressing it changes where the tablet stands.
fn whereabouts(services: Services, place: Place, leads: ReadSignal<Option<LeadsView>>, asking: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let fair = move || {
        let fair = place.fair.get();
        if fair.is_empty() { texts.text(Key::CaptureSetFair) } else { fair }
    };
    let today = move || {
        let here =
            |leads: &LeadsView| leads.rows.first().is_some_and(|row| place.fair.with(|fair| *fair == row.place)).then_some(leads.today);
        let count = leads.with(|leads| leads.as_ref().and_then(here).unwrap_or(0));
        let words = texts.with(Key::CaptureToday, &[("count", count.into())]);
        let stand = place.stand.get();
        if stand.is_empty() { words } else { texts.with(Key::CaptureStandToday, &[("stand", stand.into()), ("leads", words.into())]) }
    };
    view! {
        <h1 id=page::TITLE_ID tabindex="-1">
            <button type="button" on:click=move |_| asking.set(true)>{fair}</button>
        </h1>
        <p>{today}</p>
    }
    .into_any()
}

fn choosing(services: Services, place: Place, asking: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let fair = RwSignal::new(place.fair.get_untracked());
    let stand = RwSignal::new(place.stand.get_untracked());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        place.choose(fair.with_untracked(|fair| fair.trim().to_owned()), stand.with_untracked(|stand| stand.trim().to_owned()));
        asking.set(false);
    };
    view! {
        <form class="stack" on:submit=submit>
            <TextField label=texts.text(Key::CaptureFair) value=fair hint=texts.text(Key::CaptureFairHint) autofocus=true />
            <TextField label=texts.text(Key::CaptureStand) value=stand />
            <p class="acts">
                <Button weight=Weight::Quiet on_press=move |()| asking.set(false)>{texts.text(Key::AppCancel)}</Button>
                <SaveButton busy=Signal::stored(false) />
            </p>
        </form>
    }
    .into_any()
}

/// Black on white, thick lines: on for glaring sun, off to what was chosen before.
fn sunlight(services: Services) -> AnyView {
    let before = prefs::recall::<String>(prefs::key::THEME).unwrap_or_default();
    let on = RwSignal::new(before == SUNLIGHT);
    let before = if before == SUNLIGHT { String::new() } else { before };
    let press = move |_| {
        on.update(|on| *on = !*on);
        let theme = if on.get_untracked() { SUNLIGHT } else { before.as_str() };
        prefs::remember(prefs::key::THEME, theme);
        page::set_root_attribute("data-theme", Some(theme));
    };
    let words = services.texts.text(Key::CaptureSunlight);
    view! {
        <button
            type="button"
            class="btn icon big quiet"
            aria-label=words.clone()
            title=words
            aria-pressed=move || if on.get() { "true" } else { "false" }
            on:click=press
        >
            <Glyph of=Icon::Sun />
        </button>
    }
    .into_any()
}
