//! What one website puts on its pages: the code, what the page's policy must let through, and the choices, which stand in the address.

use innkeeper_domain::Instant;
use innkeeper_texts::{Key, Locale};
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::{PATH, title};
use crate::frame::{PageHead, back_to};
use crate::pages::asked::{Asked, may, refused};
use crate::platform::intl::DayForm;
use crate::platform::server::Record;
use crate::platform::{clock, keyboard, page};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Choice, Icon};

/// What can be chosen, as the server calls it; the first value needs no mention.
const MODES: [(&str, Key); 4] =
    [("", Key::SnippetModeAny), ("inline", Key::SnippetModeInline), ("frame", Key::SnippetModeFrame), ("plain", Key::SnippetModePlain)];
const THEMES: [(&str, Key); 3] = [("", Key::SnippetThemePage), ("light", Key::SnippetThemeLight), ("dark", Key::SnippetThemeDark)];

const CODE_ID: &str = "snippet-code";
const POLICY_ID: &str = "snippet-policy";

/// What is chosen, each a signal that a field writes.
#[derive(Clone, Copy)]
struct Chosen {
    lang: RwSignal<String>,
    mode: RwSignal<String>,
    theme: RwSignal<String>,
    loader: RwSignal<String>,
}

impl Chosen {
    /// As the address has it; without a word about the language, the person's own.
    fn read(services: Services) -> Self {
        let parameters = use_query_map().get_untracked();
        let one = |name: &str, known: &[&str]| {
            RwSignal::new(parameters.get(name).filter(|value| known.contains(&value.as_str())).unwrap_or_default())
        };
        let lang = one("lang", &Locale::ALL.map(Locale::tag));
        if lang.with_untracked(String::is_empty) {
            lang.set(services.texts.locale().tag().to_owned());
        }
        Self {
            lang,
            mode: one("mode", &MODES.map(|(mode, _)| mode)),
            theme: one("theme", &THEMES.map(|(theme, _)| theme)),
            loader: one("loader", &["newest"]),
        }
    }

    /// As addresses have it.
    fn query(self) -> String {
        let all = [("lang", self.lang), ("mode", self.mode), ("theme", self.theme), ("loader", self.loader)];
        let pairs = all.iter().map(|(name, value)| (name, value.get())).filter(|(_, value)| !value.is_empty());
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

/// The page.
#[component]
pub fn Website() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let manages = may(|person| person.manages_devices);
    let name = RwSignal::new(None::<String>);
    let heading = Signal::derive(move || name.get().unwrap_or_else(|| texts.text(Key::WebsitesTitle)));
    let inside = move || match manages.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::WebsitesRefusedTitle, Key::WebsitesRefusedText),
        Some(true) => website(services, name),
    };
    view! {
        <main class="page settings-page" id="main" tabindex="-1">
            {back_to(address::WEBSITES, Key::WebsitesTitle)}
            <PageHead title=heading />
            {inside}
        </main>
    }
}

fn website(services: Services, name: RwSignal<Option<String>>) -> AnyView {
    let key = use_params_map().with_untracked(|parameters| parameters.get("key")).unwrap_or_default();
    let chosen = Chosen::read(services);
    let query = Memo::new(move |_| chosen.query());
    let go = use_navigate();
    let here = address::website(&key);
    Effect::new(move |before: Option<()>| {
        let address = query.with(|query| format!("{here}?{query}"));
        // The address a person came with is theirs until they choose something.
        if before.is_some() {
            go(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
    let snippet = Asked::new(Signal::derive(move || query.with(|query| format!("{PATH}/{key}/snippet?{query}"))));
    Effect::new(move || name.set(snippet.with(|answer| title(&answer.inside("site")))));
    // Whether it is revoked, and since when; what is chosen must not be drawn anew with every answer.
    let revoked = Memo::new(move |_| snippet.with(|answer| answer.inside("site").number("revoked_at")));
    let inside = move || match revoked.get() {
        None => snippet.draw(services, |_| ().into_any()),
        Some(revoked) => shown(services, snippet, revoked, chosen),
    };
    inside.into_any()
}

fn shown(services: Services, snippet: Asked, revoked: Option<i64>, chosen: Chosen) -> AnyView {
    let Services { texts, formats, .. } = services;
    let day = move |at: i64| formats.day(clock::day_of(Instant(at)), DayForm::Full);
    let left = match revoked {
        Some(at) => {
            let words = texts.with(Key::SnippetRevokedTitle, &[("date", day(at).into())]);
            view! { <Banner title=words><p>{texts.text(Key::SnippetRevokedText)}</p></Banner> }.into_any()
        }
        None => code(services, snippet, chosen),
    };
    let trying = revoked.is_none().then(|| {
        view! {
            <Card title=texts.text(Key::SnippetTry)>
                <p class="note">{texts.text(Key::SnippetTryText)}</p>
                <p class="acts">
                    <a class="btn" href=move || snippet.with(|answer| answer.text("form")) target="_blank" rel="external noopener">
                        {texts.text(Key::SnippetTryGo)}
                    </a>
                </p>
            </Card>
        }
    });
    let facts = move || {
        snippet.with(|answer| {
            let site = answer.inside("site");
            let origins =
                site.inside("origins").texts().into_iter().map(|origin| view! { <span class="address" translate="no">{origin}</span> });
            let made = day(site.number("created_at").unwrap_or_default());
            let version = Some(answer.text("version")).filter(|version| !version.is_empty());
            let version =
                version.map(|version| view! { <div><dt>{texts.text(Key::SnippetVersion)}</dt><dd translate="no">{version}</dd></div> });
            view! {
                <div><dt>{texts.text(Key::SnippetKey)}</dt><dd translate="no">{site.text("key")}</dd></div>
                <div><dt>{texts.text(Key::SnippetOrigins)}</dt><dd class="addresses">{origins.collect_view()}</dd></div>
                <div><dt>{texts.text(Key::SnippetMade)}</dt><dd>{made}</dd></div>
                {version}
            }
        })
    };
    view! {
        <div class="ycols">
            <div class="stack">{left}</div>
            <div class="stack">
                <Card title=texts.text(Key::SnippetAbout)><dl class="facts-list">{facts}</dl></Card>
                {trying}
            </div>
        </div>
    }
    .into_any()
}

/// The choices, the code and the policy.
fn code(services: Services, snippet: Asked, chosen: Chosen) -> AnyView {
    let texts = services.texts;
    let words = move |all: &[(&str, Key)]| all.iter().map(|(value, key)| ((*value).to_owned(), texts.text(*key))).collect::<Vec<_>>();
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).to_vec();
    let version = untrack(|| snippet.with(|answer| answer.text("version"))).unwrap_or_default();
    let exact = texts.with(Key::SnippetLoaderExact, &[("version", version.into())]);
    let loaders = vec![(String::new(), exact), ("newest".to_owned(), texts.text(Key::SnippetLoaderNewest))];
    let plain = Memo::new(move |_| chosen.mode.with(|mode| mode == "plain"));
    let note = move || match (plain.get(), chosen.loader.with(String::is_empty)) {
        (true, _) => texts.text(Key::SnippetPlainText),
        (false, true) => texts.text(Key::SnippetLoaderExactText),
        (false, false) => texts.text(Key::SnippetLoaderNewestText),
    };
    // The plain form has no script, and takes the colours of its page.
    let of_scripts = move || {
        let loaders = loaders.clone();
        (!plain.get()).then(|| {
            view! {
                <Choice label=texts.text(Key::SnippetTheme) value=chosen.theme options=words(&THEMES) />
                <Choice label=texts.text(Key::SnippetLoader) value=chosen.loader options=loaders />
            }
        })
    };
    let html = Signal::derive(move || snippet.with(|answer| answer.text("code")).unwrap_or_default());
    let line = |one: &Record| format!("{} {};\n", one.text("name"), one.text("sources"));
    let lines = move |answer: &Record| answer.inside("policy").items().iter().map(line).collect::<String>();
    let lines = Signal::derive(move || snippet.with(lines).unwrap_or_default());
    view! {
        <Card title=texts.text(Key::SnippetCode)>
            <p class="note">{texts.text(Key::SnippetCodeText)}</p>
            <div class="fields choices">
                <Choice label=texts.text(Key::SnippetLanguage) value=chosen.lang options=languages />
                <Choice label=texts.text(Key::SnippetMode) value=chosen.mode options=words(&MODES) />
                {of_scripts}
            </div>
            <p class="note">{note}</p>
            {block(services, CODE_ID, Key::SnippetCopy, html)}
        </Card>
        <Card title=texts.text(Key::SnippetPolicy)>
            <p class="note">{texts.text(Key::SnippetPolicyText)}</p>
            {block(services, POLICY_ID, Key::SnippetCopyPolicy, lines)}
        </Card>
    }
    .into_any()
}

/// Text for elsewhere, with the button that copies it.
fn block(services: Services, id: &'static str, act: Key, text: Signal<String>) -> AnyView {
    let texts = services.texts;
    let copy = move |()| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            if page::copy(&text).await {
                services.toasts.say(texts.text(Key::SnippetCopied));
                return;
            }
            page::select(id);
            let keys = format!("{} C", keyboard::command_key());
            services.toasts.warn(texts.with(Key::SnippetSelected, &[("keys", keys.into())]));
        });
    };
    view! {
        <pre class="code" id=id translate="no">{move || text.get()}</pre>
        <p class="acts"><Button icon=Icon::Copy on_press=copy>{texts.text(act)}</Button></p>
    }
    .into_any()
}
