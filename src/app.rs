//! The app as a whole: services in the context, the router, and which of sign-in, enrolment, first copy or pages is shown.

use innkeeper_engine::protocol::{Command, Phase, Query, View};
use innkeeper_texts::{Key, Locale};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::Router;

use crate::engine::Engine;
use crate::frame::{Frame, Panels};
use crate::pages;
use crate::platform::announce::{Announcements, Announcer};
use crate::platform::intl::Formats;
use crate::platform::{history, page, prefs, rest};
use crate::services::Services;
use crate::texts::Texts;
use crate::ui::{Banner, Loading, ToastRegion, Toasts, Tone};

/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;

/// What the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The engine has not said yet.
    Waiting,
    /// Nobody is signed in and nothing is stored.
    SignIn,
    /// This browser is no device of the hotel yet.
    Enrol,
    /// The guests are being copied.
    FirstCopy,
    /// The list is there.
    Ready,
    /// A person must unlock first.
    Locked,
    /// The tablet must meet its server first.
    LeaseOver,
    /// The device was locked out.
    Wiped,
}

impl Stage {
    const fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Loading => Self::Waiting,
            Phase::SignedOut => Self::SignIn,
            Phase::Enrol { .. } => Self::Enrol,
            Phase::FirstSync { .. } => Self::FirstCopy,
            Phase::Ready => Self::Ready,
            Phase::Locked(_) => Self::Locked,
            Phase::LeaseOver { .. } => Self::LeaseOver,
            Phase::Wiped => Self::Wiped,
        }
    }
}

/// The language a person chose here, else the first of their browser's that there are texts in.
pub fn locale() -> Locale {
    let chosen = prefs::recall::<String>(prefs::key::LANGUAGE);
    chosen.as_deref().and_then(Locale::from_tag).unwrap_or_else(|| {
        let languages = page::languages();
        Locale::choose(languages.iter().map(String::as_str))
    })
}

/// The app.
#[component]
pub fn App(
    /// Its texts.
    texts: Texts,
) -> impl IntoView {
    page::set_root_attribute("lang", Some(texts.locale().tag()));
    page::set_root_attribute("data-theme", prefs::recall::<String>(prefs::key::THEME).as_deref());
    history::notice_returns();
    match Engine::start() {
        Ok(engine) => view! { <Running texts=texts engine=engine /> }.into_any(),
        Err(error) => view! { <Stopped texts=texts reason=error.to_string() /> }.into_any(),
    }
}

#[component]
fn Running(texts: Texts, engine: Engine) -> impl IntoView {
    let status = engine.watch(Query::Status, |view| match view {
        View::Status(status) => Some(status),
        _ => None,
    });
    let services = Services {
        texts,
        formats: Formats::new(texts.locale()),
        engine,
        toasts: Toasts::new(),
        announcer: Announcer::new(),
        status: status.view,
    };
    provide_context(services);
    provide_context(Panels::new());
    let marker =
        Memo::new(move |_| status.view.with(|status| status.as_ref().and_then(|status| Some((status.device?, u64::from(status.unsent))))));
    Effect::new(move || {
        if let Some(marker) = marker.get() {
            prefs::remember(prefs::key::DEVICE, marker);
        }
    });
    // A tablet that wakes up or finds its network again sends at once; nobody waits for the next try.
    for handle in [
        window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                engine.tell(Command::Wake);
            }
        }),
        window_event_listener(ev::online, move |_| engine.tell(Command::Wake)),
    ] {
        on_cleanup(move || handle.remove());
    }
    let stage = Memo::new(move |before: Option<&Stage>| {
        let now = status.view.with(|status| status.as_ref().map_or(Stage::Waiting, |status| Stage::of(&status.phase)));
        // While another worker starts in the place of the one that was locked, what is being typed stays.
        if now == Stage::Waiting && before == Some(&Stage::Locked) { Stage::Locked } else { now }
    });
    // A locked engine has forgotten its keys; its memory goes with its worker.
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if now == Stage::Locked && matches!(before, Some(Stage::Ready | Stage::FirstCopy)) {
            services.toasts.clear();
            engine.renew();
        }
        now
    });
    let limits = Memo::new(move |_| {
        let rest = status.view.with(|status| status.as_ref().and_then(|status| status.rest));
        rest.filter(|_| stage.get() != Stage::Locked).map(|rest| (i64::from(rest.idle) * MINUTE_MS, i64::from(rest.hidden) * MINUTE_MS))
    });
    rest::watch(limits.into(), Callback::new(move |()| engine.tell(Command::Lock)));
    let shown = move || match (engine.stopped().get(), stage.get()) {
        (Some(reason), _) => view! { <Stopped texts=texts reason=reason /> }.into_any(),
        (None, Stage::Waiting) => view! { <Waiting services=services /> }.into_any(),
        (None, Stage::SignIn) => pages::Door().into_any(),
        (None, Stage::Enrol) => pages::Enrol().into_any(),
        (None, Stage::FirstCopy) => pages::FirstCopy().into_any(),
        (None, Stage::Ready) => Frame().into_any(),
        (None, Stage::Locked) => pages::unlock(),
        (None, Stage::LeaseOver) => pages::lease_over(),
        (None, Stage::Wiped) => pages::wiped(),
    };
    view! {
        <Router>
            {shown}
        </Router>
        <Announcements announcer=services.announcer />
        <ToastRegion toasts=services.toasts close_label=texts.text(Key::AppClose) />
    }
}

/// What is stored here is being read; where the browser does not give it, that is said.
#[component]
fn Waiting(services: Services) -> impl IntoView {
    let texts = services.texts;
    pages::ahead(&page::path());
    let trouble = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.storage_trouble.clone())));
    view! {
        <main class="gate">
            <Loading label=texts.text(Key::AppLoading) />
            {move || trouble.get().map(|trouble| view! { <Banner tone=Tone::Warns title=texts.trouble(&trouble) /> })}
        </main>
    }
}

/// The engine could not be started, or has stopped: the only failure after which the app can do nothing.
#[component]
fn Stopped(texts: Texts, reason: String) -> impl IntoView {
    page::set_title(&texts.with(Key::AppTitle, &[("page", texts.text(Key::AppStoppedTitle).into())]));
    view! {
        <main class="gate" id="main">
            <Banner tone=Tone::Warns title=texts.text(Key::AppStoppedTitle)>
                <p>{texts.text(Key::AppStoppedText)}</p>
                <p class="note">{reason}</p>
                <p class="acts">
                    <button type="button" class="btn" on:click=|_| page::reload()>{texts.text(Key::AppTryAgain)}</button>
                </p>
            </Banner>
        </main>
    }
}
