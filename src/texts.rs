//! The texts of the page's language, as a handle that every part of the page can hold.

use innkeeper_domain::Problem;
use innkeeper_engine::protocol::EngineProblem;
use innkeeper_texts::{Arg, Catalogue, Key, Locale};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::platform::server;

/// The catalogue. It lives as long as the page: another language is a new page.
#[derive(Clone, Copy)]
pub struct Texts(&'static Catalogue);

/// Fetches the texts of a language: index.html names their file. None when it does not come whole.
pub async fn catalogue(locale: Locale) -> Option<Catalogue> {
    let name = format!("meta[name=innkeeper-texts-{}]", locale.tag());
    let url = document().query_selector(&name).ok().flatten()?.get_attribute("content")?;
    let answer: Response = JsFuture::from(window().fetch_with_str(&url)).await.ok()?.dyn_into().ok()?;
    let file = if answer.ok() { JsFuture::from(answer.text().ok()?).await.ok()?.as_string()? } else { return None };
    Catalogue::read(locale, file)
}

impl Texts {
    /// Fetches the texts of the page's language. None when they do not come whole.
    pub async fn fetch(locale: Locale) -> Option<Self> {
        Some(Self(Box::leak(Box::new(catalogue(locale).await?))))
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.0.locale()
    }

    /// Who wrote something: a colleague by name, or the house's systems, such as an import.
    pub fn author(self, name: &str) -> String {
        if name.is_empty() { self.text(Key::GuestByHouse) } else { name.to_owned() }
    }

    /// A text without arguments.
    pub fn text(self, key: Key) -> String {
        self.0.text(key)
    }

    /// A text with arguments.
    pub fn with(self, key: Key, args: &[(&str, Arg<'_>)]) -> String {
        self.0.format(key, args)
    }

    /// The text of an id that a table carries: labels, codes. An id without a text is shown as it is, because a name nobody
    /// translated says more than nothing.
    pub fn label(self, id: &str) -> String {
        self.with_label(id, &[])
    }

    /// The same with arguments.
    pub fn with_label(self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.0.by_id(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// What a person should look at in a value they typed.
    pub fn problem(self, problem: &Problem) -> String {
        let args: Vec<_> = problem.args.iter().map(|(name, value)| (name.as_ref(), Arg::from(value))).collect();
        self.0.by_id(&problem.code, &args).unwrap_or_else(|| problem.code.clone().into_owned())
    }

    /// Why a list the server keeps is not there.
    pub fn unanswered(self, problem: &EngineProblem) -> String {
        if problem.text == server::UNREACHED { self.text(Key::SettingsNeedsNetwork) } else { self.trouble(problem) }
    }

    /// What went wrong in the engine, what was kept, what to do.
    pub fn trouble(self, problem: &EngineProblem) -> String {
        let args: Vec<_> = problem.args.iter().map(|(name, value)| (name.as_str(), Arg::from(value))).collect();
        self.0
            .by_id(&problem.text, &args)
            .unwrap_or_else(|| format!("{} {} ({})", self.text(Key::AppTroubleTitle), self.text(Key::AppTroubleKept), problem.text))
    }
}
