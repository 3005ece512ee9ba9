//! What a page asks the hotel's server for itself: the answer as it comes, why there is none, and changes that are asked after.

use innkeeper_engine::protocol::{EngineProblem, PersonView};
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Button, Empty, Icon, Loading};

/// Something the server keeps: asked for when the page is shown, when its path changes, and again after each change to it.
#[derive(Clone, Copy)]
pub struct Asked {
    path: Signal<String>,
    answer: RwSignal<Option<Result<Record, EngineProblem>>, LocalStorage>,
}

impl Asked {
    /// Asks.
    pub fn new(path: impl Into<Signal<String>>) -> Self {
        let asked = Self { path: path.into(), answer: RwSignal::new_local(None) };
        Effect::new(move || {
            asked.path.track();
            asked.ask();
        });
        asked
    }

    /// Asks again; what was answered before is shown until then.
    pub fn ask(self) {
        let path = self.path.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = server::get(&path).await;
            // An answer to what is no longer asked is late.
            if self.path.try_get_untracked().as_ref() == Some(&path) {
                self.answer.try_set(Some(answer));
            }
        });
    }

    /// Reads the answer, if there is one.
    pub fn with<T>(self, read: impl FnOnce(&Record) -> T) -> Option<T> {
        self.answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok()).map(read))
    }

    /// Sends a change, shows the list as it is then, and says what went wrong.
    pub fn change(self, services: Services, sent: impl Future<Output = Result<Record, EngineProblem>> + 'static) {
        leptos::task::spawn_local(async move {
            match sent.await {
                Ok(_) => self.ask(),
                Err(problem) => services.toasts.warn(services.texts.trouble(&problem)),
            }
        });
    }

    /// The answer, or why there is none.
    pub fn draw(self, services: Services, inside: impl FnOnce(&Record) -> AnyView) -> AnyView {
        let texts = services.texts;
        self.answer.with(|answer| match answer {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(Ok(record)) => inside(record),
            Some(Err(problem)) => view! {
                <p class="note">{texts.unanswered(problem)}</p>
                <p class="acts"><Button on_press=move |()| self.ask()>{texts.text(Key::AppTryAgain)}</Button></p>
            }
            .into_any(),
        })
    }

    /// An answer that is a list, line by line.
    pub fn list(self, services: Services, empty: Option<Key>, line: impl Fn(&Record) -> AnyView) -> AnyView {
        self.draw(services, |record| {
            let items = record.items();
            if items.is_empty() {
                return empty.map(|empty| view! { <p class="note">{services.texts.text(empty)}</p> }).into_any();
            }
            view! { <ul class="list">{items.iter().map(line).collect::<Vec<_>>()}</ul> }.into_any()
        })
    }
}

/// What a button that every line has is called to those who hear it: what it does, and to whom.
pub fn act_on(services: Services, act: Key, name: &str) -> String {
    services.texts.with(Key::SettingsActOn, &[("act", services.texts.text(act).into()), ("name", name.into())])
}

/// Whether the person may, kept up to date; none until the engine has said who it is.
pub fn may(what: fn(&PersonView) -> bool) -> Memo<Option<bool>> {
    let status = services().status;
    Memo::new(move |_| status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).map(what)))
}

/// What is shown to those who may not.
pub fn refused(services: Services, title: Key, text: Key) -> AnyView {
    view! { <Empty icon=Icon::Lock title=services.texts.text(title)><p>{services.texts.text(text)}</p></Empty> }.into_any()
}
