//! Pages of the enquiry form that this server makes: the plain form, the one for a frame, thanks, and refusals. None needs a script; the one for a
//! frame has the widget in it where the browser lets it.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use innkeeper_texts::{Catalogue, Key, Locale};

use super::door::Asked;
use super::{files, site};
use crate::enquiry::token::{Way, YOUNGEST_MS, give};
use crate::enquiry::{Need, Sent, wording};
use crate::http::App;
use crate::http::address::{Path, Query};
use crate::http::client::Client;
use crate::http::problem::Problem;
use crate::http::stranger::{catalogue, escaped, language};
use crate::limits::{Key as Counted, Limit};
use crate::store::settings;
use crate::store::widget::SiteKey;

const STYLE: &str = include_str!("page.css");
const FRAME: &str = include_str!("frame.js");

/// Everything from here and nothing else; who may frame it is said per page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; form-action 'self'; \
base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

/// What stands in the form.
pub(super) struct Shown {
    pub(super) sent: Sent,
    pub(super) needs: Vec<Need>,
    pub(super) frame: bool,
}

/// The language that was asked for, else the browser's.
pub(super) fn locale(asked: &str, headers: &HeaderMap) -> Locale {
    Locale::from_tag(asked).unwrap_or_else(|| language(headers))
}

/// `GET /f/{key}/form`: the plain form as a page of its own.
pub(super) async fn form(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    client: Client,
    headers: HeaderMap,
) -> Response {
    shown(&app, &key, asked, client, &headers, false).await
}

/// `GET /f/{key}/frame`: the same for a frame on a website of the key's list.
pub(super) async fn frame(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    client: Client,
    headers: HeaderMap,
) -> Response {
    shown(&app, &key, asked, client, &headers, true).await
}

async fn shown(app: &App, key: &str, asked: Asked, Client(network): Client, headers: &HeaderMap, frame: bool) -> Response {
    let made = async {
        app.limits.take(Counted::Form(network), Limit::FORM, app.clock.now())?;
        let site = site(app, key).await?;
        let sent = Sent { lang: asked.lang, ..Sent::default() };
        made(app, &site, Shown { sent, needs: Vec::new(), frame }, headers).await
    };
    made.await.unwrap_or_else(|problem| refusal(headers, problem))
}

/// `GET /f/{key}/thanks`.
pub(super) async fn thanks(State(app): State<App>, Path(key): Path<String>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let site = match site(&app, &key).await {
        Ok(site) => site,
        Err(problem) => return refusal(&headers, problem),
    };
    let texts = catalogue(locale(&asked.lang, &headers));
    let mut body = format!("<h1>{}</h1><p role=\"status\">{}</p>", text(texts, Key::WidgetThanks), text(texts, Key::WidgetThanksMore));
    if site.origins.contains(&asked.back) {
        let _ = write!(body, "<p><a href=\"{}/\">{}</a></p>", escaped(&asked.back), text(texts, Key::WidgetBack));
    }
    page(texts, Key::WidgetThanks, &body, &ancestors(&site), "")
}

/// A refusal as a page, for who has no script to read another.
pub(super) fn refusal(headers: &HeaderMap, problem: Problem) -> Response {
    let texts = catalogue(language(headers));
    let said = match problem.status {
        StatusCode::TOO_MANY_REQUESTS => Key::WidgetLater,
        StatusCode::NOT_FOUND => Key::WidgetGone,
        StatusCode::FORBIDDEN => Key::WidgetRefused,
        _ => problem.code,
    };
    let (status, later) = (problem.status, problem.retry_after);
    let mut response = page(texts, said, &format!("<h1>{}</h1>", text(texts, said)), "'none'", "");
    *response.status_mut() = status;
    if let Some(seconds) = later {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn ancestors(site: &SiteKey) -> String {
    site.origins.join(" ")
}

/// The form with what was typed and what is missing.
pub(super) async fn made(app: &App, site: &SiteKey, shown: Shown, headers: &HeaderMap) -> Result<Response, Problem> {
    let locale = locale(&shown.sent.lang, headers);
    let texts = catalogue(locale);
    let way = if shown.frame { Way::Frame } else { Way::Page };
    let now = app.clock.now();
    // Who comes back to mend something has been here long enough.
    let since = if shown.needs.is_empty() { now } else { now - YOUNGEST_MS };
    let token = give(&app.keys, &site.key, way, app.pressure.bits(&site.key, now), since);
    let wordings = wording::all(&app.store).await?;
    let wording = wording::current(&wordings, locale.tag());
    let form = markup(texts, site, &shown, &token, wording);
    let hotel = app.store.setting(settings::HOTEL).await?.unwrap_or_default();
    if !shown.frame {
        let title = if hotel.is_empty() { String::new() } else { format!("<p class=\"hotel\">{}</p>", escaped(&hotel)) };
        return Ok(page(texts, Key::WidgetTitle, &format!("{title}{form}"), "'none'", ""));
    }
    let (mut head, lang) = (String::new(), locale.tag());
    if let Some(loader) = files::loader(app).await {
        let _ = write!(head, "<script async src=\"{loader}\"></script>");
    }
    head.push_str("<script async src=\"/f/frame.js\"></script>");
    let body = format!("<innkeeper-enquiry site=\"{}\" lang=\"{lang}\" mode=\"plain\">{form}</innkeeper-enquiry>", escaped(&site.key));
    Ok(page(texts, Key::WidgetTitle, &body, &ancestors(site), &head))
}

fn text(texts: &Catalogue, key: Key) -> String {
    escaped(&texts.text(key))
}

fn page(texts: &Catalogue, title: Key, body: &str, ancestors: &str, head: &str) -> Response {
    let (lang, title) = (texts.locale().tag(), text(texts, title));
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{title}</title><link rel=\"stylesheet\" href=\"/f/style.css\">{head}</head>\
         <body><main>{body}</main></body></html>"
    );
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_str(&format!("{POLICY}{ancestors}")).expect("origins are plain text");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// One line of the form: its name, kind, what browsers fill it in from, and its label.
pub(super) const LINES: [(&str, &str, &str, Key); 5] = [
    ("name", "text", "name", Key::WidgetName),
    ("email", "email", "email", Key::WidgetEmail),
    ("phone", "tel", "tel", Key::WidgetPhone),
    ("arrive", "date", "off", Key::WidgetArrive),
    ("leave", "date", "off", Key::WidgetLeave),
];

fn markup(texts: &Catalogue, site: &SiteKey, shown: &Shown, token: &str, wording: Option<&wording::Wording>) -> String {
    let Shown { sent, needs, .. } = shown;
    let need = |name: &str| needs.iter().find(|(field, _)| *field == name).map(|(_, key)| text(texts, *key));
    let told = |name: &str| match need(name) {
        Some(_) => format!(" aria-invalid=\"true\" aria-describedby=\"need-{name}\""),
        None => String::new(),
    };
    let said = |name: &str| need(name).map(|need| format!("<span class=\"need\" id=\"need-{name}\">{need}</span>")).unwrap_or_default();
    let mut out = format!(
        "<form method=\"post\" action=\"/f/{}/enquiry\" accept-charset=\"utf-8\" novalidate><h1>{}</h1><p class=\"soft\">{}</p>",
        escaped(&site.key),
        text(texts, Key::WidgetTitle),
        text(texts, Key::WidgetLead)
    );
    if !needs.is_empty() {
        let _ = write!(out, "<p class=\"need\" role=\"alert\">{}</p>", text(texts, Key::WidgetSummary));
    }
    for (name, kind, fill, label) in LINES {
        let value = match name {
            "name" => &sent.name,
            "email" => &sent.email,
            "phone" => &sent.phone,
            "arrive" => &sent.arrive,
            _ => &sent.leave,
        };
        let soft = match name {
            "arrive" | "leave" => format!(" <i>{}</i>", text(texts, Key::WidgetIfKnown)),
            _ => String::new(),
        };
        let _ = write!(
            out,
            "<label class=\"{name}\"><span>{}{soft}</span><input name=\"{name}\" type=\"{kind}\" autocomplete=\"{fill}\" maxlength=\"200\" \
             value=\"{}\"{}>{}</label>",
            text(texts, label),
            escaped(value),
            told(name),
            said(name)
        );
    }
    let _ = write!(
        out,
        "<label class=\"message\"><span>{}</span><textarea name=\"message\" rows=\"4\" maxlength=\"5000\"{}>{}</textarea>{}</label>",
        text(texts, Key::WidgetMessage),
        told("message"),
        escaped(&sent.message),
        said("message")
    );
    if let Some(wording) = wording {
        let ticked = if sent.consent == "yes" { " checked" } else { "" };
        let _ = write!(
            out,
            "<label class=\"consent\"><input type=\"checkbox\" name=\"consent\" value=\"yes\"{ticked}><span lang=\"{}\">{}</span></label>",
            escaped(&wording.locale),
            escaped(&wording.text)
        );
        let version = wording.version.to_string();
        for (name, value) in [("text", &wording.id), ("version", &version), ("locale", &wording.locale), ("sha256", &wording.sha256)] {
            let _ = write!(out, "<input type=\"hidden\" name=\"consent_{name}\" value=\"{}\">", escaped(value));
        }
    }
    let lang = texts.locale().tag();
    for (name, value) in [("token", token), ("lang", lang), ("page", &sent.page), ("id", &sent.id)] {
        let _ = write!(out, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value));
    }
    let _ = write!(
        out,
        "<label class=\"topic\" aria-hidden=\"true\"><span>{}</span><input name=\"topic\" tabindex=\"-1\" autocomplete=\"off\"></label>\
         <button>{}</button></form>",
        text(texts, Key::WidgetLeaveEmpty),
        text(texts, Key::WidgetSend)
    );
    out
}

/// `GET /f/style.css`.
pub(super) async fn style() -> Response {
    fixed("text/css; charset=utf-8", STYLE)
}

/// `GET /f/frame.js`.
pub(super) async fn script() -> Response {
    fixed("text/javascript; charset=utf-8", FRAME)
}

fn fixed(kind: &'static str, body: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, body).into_response()
}
