//! The page of whoever has no session: the sign-in form, in the words of their language, whole before the app and without it.
//!
//! It is made of `sign-in.html` beside the app's page by filling the names in braces. Where nobody can sign in yet, and where that file is not,
//! strangers get the app: it asks for the first account. The page has no data of the hotel, so search engines may know it: that there is a
//! door is no secret, and what is behind it is not sent.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use innkeeper_texts::{Catalogue, Key, Locale};
use serde::Deserialize;

use super::App;
use super::sign_in::own_path;
use crate::store::StoreError;

/// The file it is made of.
const TEMPLATE: &str = "sign-in.html";

/// The path of the form.
const SIGN_IN: &str = "/sign-in";

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| Locale::ALL.into_iter().map(Catalogue::new).collect());

/// The texts of a language.
pub(super) fn catalogue(locale: Locale) -> &'static Catalogue {
    CATALOGUES.iter().find(|texts| texts.locale() == locale).expect("there is one for each locale")
}

/// What the form's address says.
#[derive(Default, Deserialize)]
struct Asked {
    problem: Option<String>,
    next: Option<String>,
}

/// The page for a request without a session; none where the app itself must come.
pub(super) async fn page(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<Option<Response>, StoreError> {
    let Some(dir) = &app.app_dir else { return Ok(None) };
    let Ok(template) = tokio::fs::read_to_string(dir.join(TEMPLATE)).await else { return Ok(None) };
    if !app.store.has_staff().await? {
        return Ok(None);
    }
    let page = filled(&template, language(headers), uri);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept-language, cookie")),
    ];
    Ok(Some((headers, page).into_response()))
}

/// The first of the browser's languages that there are texts in, by the weights it gives.
pub(crate) fn language(headers: &HeaderMap) -> Locale {
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut tags: Vec<(u16, &str)> = lines.flat_map(|line| line.split(',')).map(weighed).filter(|(weight, _)| *weight > 0).collect();
    // Stable: of equal weights the first is meant.
    tags.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Locale::choose(tags.into_iter().map(|(_, tag)| tag))
}

/// A language tag and its weight in thousandths: `es;q=0.8` is 800.
fn weighed(item: &str) -> (u16, &str) {
    let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let weight = weight.trim().trim_start_matches("q=");
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = format!("{whole}{part:0<3}");
    (digits.get(..4).and_then(|digits| digits.parse().ok()).unwrap_or(0), tag.trim())
}

/// The template in these words.
fn filled(template: &str, locale: Locale, uri: &Uri) -> String {
    let texts = catalogue(locale);
    let asked = Query::<Asked>::try_from_uri(uri).map(|asked| asked.0).unwrap_or_default();
    let problem = asked.problem.as_deref().map(|problem| match problem {
        "wrong" => Key::SignInWrong,
        "wait" => Key::SignInWait,
        _ => Key::SignInTrouble,
    });
    // Where they wanted to go: named in the address, else the address itself.
    let here = uri.path_and_query().map_or("/", |path| path.as_str());
    let next = if uri.path() == SIGN_IN { asked.next.as_deref().unwrap_or("/") } else { here };
    let value = |name: &str| match name {
        "lang" => locale.tag().to_owned(),
        "next" => own_path(next).to_owned(),
        "problem" => problem.map(|key| texts.text(key)).unwrap_or_default(),
        id => texts.by_id(id, &[]).unwrap_or_default(),
    };
    replaced(&without_problem(template, problem.is_some()), value)
}

/// The part between the marks stays only where there is a problem.
fn without_problem(template: &str, is_there: bool) -> Cow<'_, str> {
    let parts = template.split_once("<!-- problem -->").and_then(|(before, rest)| Some((before, rest.split_once("<!-- /problem -->")?)));
    match parts {
        Some((before, (_, after))) if !is_there => Cow::Owned(format!("{before}{after}")),
        _ => Cow::Borrowed(template),
    }
}

/// Puts the escaped value of each `{{name}}` in its place.
fn replaced(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = template.split("{{");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or(("", part));
        page.push_str(&escaped(&value(name)));
        page.push_str(rest);
    }
    page
}

/// Text as it stands in HTML, in an attribute or outside.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = include_str!("../../../../src/boot/sign-in.html");

    fn made(locale: Locale, uri: &'static str) -> String {
        filled(OURS, locale, &Uri::from_static(uri))
    }

    #[test]
    fn every_name_of_our_page_has_words_in_every_language() {
        let names = OURS.split("{{").skip(1).filter_map(|part| part.split_once("}}")).map(|(name, _)| name);
        for name in names.filter(|name| !["lang", "next", "problem"].contains(name)) {
            assert!(Key::from_id(name).is_some(), "{name}");
        }
        for locale in Locale::ALL {
            assert!(!made(locale, "/").contains(['{', '}']));
        }
    }

    #[test]
    fn the_page_leads_on_to_the_address_that_was_asked_for() {
        for (uri, next) in [
            ("/guests/1?tab=stays&x=y", r#"value="/guests/1?tab=stays&amp;x=y""#),
            ("/sign-in?problem=wrong&next=/guests%3Fq%3Da%26b", r#"value="/guests?q=a&amp;b""#),
            ("/sign-in", r#"value="/""#),
            ("/sign-in?next=//evil.example", r#"value="/""#),
            ("/sign-in?next=%22%3E%3Cscript%3E", r#"value="/""#),
            ("/%22onfocus=%22", r#"value="/%22onfocus=%22""#),
        ] {
            assert!(made(Locale::En, uri).contains(next), "{uri}");
        }
    }

    #[test]
    fn what_went_wrong_is_said_and_nothing_else() {
        assert!(!made(Locale::En, "/").contains("alert"));
        for (uri, words) in [
            ("/sign-in?problem=wrong", "El correo o la contraseña no son correctos."),
            ("/sign-in?problem=wait", "Espere cinco minutos."),
            ("/sign-in?problem=%3Cb%3E", "El servidor del hotel no pudo iniciar la sesión."),
        ] {
            assert!(made(Locale::Es, uri).contains(words), "{uri}");
        }
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(replaced("<p title=\"{{x}}\">", |_| "\"><b>&'".to_owned()), "<p title=\"&quot;&gt;&lt;b&gt;&amp;&#39;\">");
    }

    #[test]
    fn the_language_with_the_most_weight_that_we_speak_is_chosen() {
        for (accepts, locale) in [
            ("", Locale::En),
            ("de,fr;q=0.9", Locale::En),
            ("de, es-MX;q=0.8, en;q=0.7", Locale::Es),
            ("en;q=0.2, zh-TW;q=0.25", Locale::ZhCn),
            ("zh;q=0, es;q=0.001", Locale::Es),
            ("es;q=x, en", Locale::En),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepts))]);
            assert_eq!(language(&headers), locale, "{accepts}");
        }
    }
}
