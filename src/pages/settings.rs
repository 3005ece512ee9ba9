//! How this tablet shows things, what it stores, the hotel, where one is signed in, and who else works here.

use innkeeper_engine::protocol::{EngineProblem, PersonView};
use innkeeper_texts::{Key, Locale};
use innkeeper_view::address;
use leptos::prelude::*;

use crate::frame::{PageHead, Panel, THEMES, panels, sign_out};
use crate::platform::server::Record;
use crate::platform::{prefs, server};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Icon, Loading, Segmented, Tick};

mod app;
mod devices;
mod hotel;
mod sessions;
mod staff;
mod storage;

pub use hotel::{currencies, zones};

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let manages = Memo::new(move |_| {
        let person = |person: &PersonView| person.manages_devices;
        services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(person))
    });
    view! {
        <main class="page settings-page" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SettingsTitle) />
            <div class="cols">
                <div class="stack">
                    <Tablet />
                    <hotel::Hotel />
                    {move || manages.get().then(|| view! { <staff::Staff /> })}
                </div>
                <div class="stack">
                    <storage::Storage />
                    <app::App />
                    <sessions::Sessions />
                    {move || manages.get().then(|| view! { <devices::Devices /> })}
                </div>
            </div>
        </main>
    }
}

/// Language, colours, shortcuts; what waits and what was done here; signing out.
#[component]
fn Tablet() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let panels = panels();
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).to_vec();
    let themes = THEMES.map(|(name, words)| (name.to_owned(), texts.text(words))).to_vec();
    let theme = RwSignal::new(prefs::theme());
    let colour = move |name: String| {
        prefs::wear(&name);
        theme.set(name);
    };
    view! {
        <Card title=texts.text(Key::SettingsTablet)>
            <div class="settings">
                <Segmented label=texts.text(Key::AppLanguage) options=languages value=texts.locale().tag().to_owned() on_change=prefs::speak />
                <Segmented label=texts.text(Key::AppTheme) options=themes value=theme on_change=colour />
                <div>
                    <Tick label=texts.text(Key::SettingsSingles) checked=panels.singles() on_change=move |on| panels.switch_singles(on) />
                    <p class="note">
                        {texts.text(Key::SettingsSinglesText)}" "
                        <button type="button" class="link" on:click=move |_| panels.show(Panel::Shortcuts)>{texts.text(Key::ShortcutsTitle)}</button>
                    </p>
                </div>
                <p class="links">
                    <a class="link" href=address::SYNC>{texts.text(Key::SettingsOutbox)}</a>
                    <button type="button" class="link" on:click=move |_| panels.show(Panel::History)>{texts.text(Key::SettingsHistory)}</button>
                </p>
            </div>
            <p class="note">{texts.text(Key::SettingsSignOutText)}</p>
            <p class="acts">
                <Button icon=Icon::LogOut on_press=move |()| sign_out(services)>{texts.text(Key::AppSignOut)}</Button>
            </p>
        </Card>
    }
}

/// What a button that every line has is called to those who hear it: what it does, and to whom.
fn act_on(services: Services, act: Key, name: &str) -> String {
    services.texts.with(Key::SettingsActOn, &[("act", services.texts.text(act).into()), ("name", name.into())])
}

/// A list the server keeps: asked for when the page is shown, and again after each change to it.
#[derive(Clone, Copy)]
struct Listed {
    path: &'static str,
    answer: RwSignal<Option<Result<Vec<Record>, EngineProblem>>, LocalStorage>,
}

impl Listed {
    fn new(path: &'static str) -> Self {
        let listed = Self { path, answer: RwSignal::new_local(None) };
        listed.ask();
        listed
    }

    fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = server::get(self.path).await.map(|answer| answer.items());
            self.answer.try_set(Some(answer));
        });
    }

    /// Sends a change, shows the list as it is then, and says what went wrong.
    fn change(self, services: Services, sent: impl Future<Output = Result<Record, EngineProblem>> + 'static) {
        leptos::task::spawn_local(async move {
            match sent.await {
                Ok(_) => self.ask(),
                Err(problem) => services.toasts.warn(services.texts.trouble(&problem)),
            }
        });
    }

    /// The list, or why there is none.
    fn draw(self, services: Services, empty: Option<Key>, line: impl Fn(&Record) -> AnyView) -> AnyView {
        let texts = services.texts;
        self.answer.with(|answer| match answer {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(Ok(items)) if items.is_empty() => empty.map(|empty| view! { <p class="note">{texts.text(empty)}</p> }).into_any(),
            Some(Ok(items)) => view! { <ul class="list">{items.iter().map(&line).collect::<Vec<_>>()}</ul> }.into_any(),
            Some(Err(problem)) => {
                let words = if problem.text == server::UNREACHED { texts.text(Key::SettingsNeedsNetwork) } else { texts.trouble(problem) };
                view! {
                    <p class="note">{words}</p>
                    <p class="acts"><Button on_press=move |()| self.ask()>{texts.text(Key::AppTryAgain)}</Button></p>
                }
                .into_any()
            }
        })
    }
}
