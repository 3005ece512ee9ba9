//! The frame of every page: head, header, footer; and the site's style sheet.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use innkeeper_texts::{Key, Locale};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Fault, Front};
use crate::hex;
use crate::hotel::house::{Emblem, House};
use crate::hotel::written::Tongue;

const STYLE: &str = concat!(include_str!("style/base.css"), include_str!("style/pages.css"), include_str!("style/drawings.css"));

/// Where the style sheet is: its name changes with what it says, so it is kept for ever.
pub static STYLE_PATH: LazyLock<String> = LazyLock::new(|| format!("/site-{}.css", &hex::encode(&Sha256::digest(STYLE.as_bytes()))[..12]));

/// Kept by everybody, for ever.
const FOR_EVER: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");

/// Pages without anything of a guest's, and without rooms that may be gone.
pub(super) const SHORTLY: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// `GET /site-….css`.
pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), FOR_EVER], STYLE)
}

/// `GET /icon.svg`.
pub(super) async fn icon() -> impl IntoResponse {
    const ICON: &str = include_str!("style/icon.svg");
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")], ICON)
}

/// `GET /logo/{hash}`: the hotel's logo. An address of a logo that there was leads nowhere.
pub(super) async fn logo(State(front): State<Arc<Front>>, Path(hash): Path<String>) -> Result<impl IntoResponse, Fault> {
    let logo = front.app.store.logo().await?.filter(|logo| logo.hash == hash).ok_or(Fault::not_found())?;
    let kind = HeaderValue::from_str(&logo.kind).map_err(|_| Fault::not_found())?;
    Ok(([(header::CONTENT_TYPE, kind), (FOR_EVER.0, HeaderValue::from_static(FOR_EVER.1))], logo.bytes))
}

/// A page to be.
pub(super) struct Page<'a> {
    /// Its words.
    pub(super) tongue: Tongue,
    /// The house, where it is known.
    pub(super) house: Option<&'a House>,
    /// What it is called, without the hotel's name.
    pub(super) title: String,
    /// Its path after the language, with a slash before and its query, for the other languages; none where there are none.
    pub(super) path: Option<String>,
    /// Whether search engines may know it.
    pub(super) is_public: bool,
    /// What it says for machines (schema.org).
    pub(super) linked: Option<Value>,
    /// What stands in it.
    pub(super) main: Markup,
}

impl Page<'_> {
    /// The page with this status.
    pub(super) fn with_status(self, front: &Front, status: StatusCode) -> Response {
        let html = self.html(front).into_string();
        (status, [(header::CONTENT_LANGUAGE, self.tongue.locale().tag())], Html(html)).into_response()
    }

    /// The page.
    pub(super) fn response(self, front: &Front) -> Response {
        self.with_status(front, StatusCode::OK)
    }

    fn html(&self, front: &Front) -> Markup {
        let tongue = self.tongue;
        let name = self.house.map_or("", |house| house.name.as_str());
        let title = if name.is_empty() { self.title.clone() } else { format!("{} · {name}", self.title) };
        html! {
            (DOCTYPE)
            html lang=(tongue.locale().tag()) {
                head {
                    meta charset="utf-8";
                    title { (title) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    @if !self.is_public { meta name="robots" content="noindex"; }
                    @if let Some(path) = &self.path {
                        @if self.is_public {
                            link rel="canonical" href={ (front.url) "/" (tongue.locale().tag()) (path) };
                            @for locale in Locale::ALL {
                                link rel="alternate" hreflang=(locale.tag()) href={ (front.url) "/" (locale.tag()) (path) };
                            }
                            @if path.is_empty() { link rel="alternate" hreflang="x-default" href={ (front.url) "/" }; }
                        }
                    }
                    @if let Some(house) = self.house {
                        meta name="description" content=(house.offer.policies.tagline.said(tongue.locale().tag()));
                    }
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href=(*STYLE_PATH);
                    @if let Some(linked) = &self.linked { (data(linked)) }
                }
                body {
                    a.skip href="#main" { (tongue.say(Key::HotelSkip)) }
                    (self.header(name))
                    main id="main" tabindex="-1" { (self.main) }
                    (self.footer())
                }
            }
        }
    }

    fn header(&self, name: &str) -> Markup {
        let tongue = self.tongue;
        let home = format!("/{}", tongue.locale().tag());
        let said = tongue.say(Key::HotelHome);
        html! {
            header.site {
                a.name href=(home) {
                    @match self.house.and_then(|house| house.logo.as_ref()) {
                        Some(Emblem { width, height, hash }) => {
                            img.logo src={ "/logo/" (hash) } width=(width) height=(height) alt=(if name.is_empty() { &said } else { name });
                        }
                        None if name.is_empty() => { (said) }
                        None => { (name) }
                    }
                }
                nav aria-label=(tongue.say(Key::HotelNav)) {
                    a href={ (home) "#rooms" } { (tongue.say(Key::HotelNavRooms)) }
                    a href={ (home) "/contact" } aria-current=[self.is_at("/contact")] { (tongue.say(Key::HotelNavContact)) }
                }
                @if let Some(path) = &self.path {
                    nav.langs aria-label=(tongue.say(Key::HotelLanguages)) {
                        @for locale in Locale::ALL {
                            a href={ "/" (locale.tag()) (path) } lang=(locale.tag()) hreflang=(locale.tag())
                                aria-current=[(locale == tongue.locale()).then_some("true")] { (locale.name()) }
                        }
                    }
                }
            }
        }
    }

    fn is_at(&self, path: &str) -> Option<&'static str> {
        (self.path.as_deref() == Some(path)).then_some("page")
    }

    fn footer(&self) -> Markup {
        let tongue = self.tongue;
        let home = format!("/{}", tongue.locale().tag());
        let lines = self.house.map(|house| {
            let phone = house.offer.policies.phone.clone();
            let mut lines = crate::hotel::letter::address(house);
            lines.extend(Some(phone).filter(|phone| !phone.is_empty()));
            lines.join(" · ")
        });
        html! {
            footer.site-f {
                p { (lines.unwrap_or_default()) }
                p.quiet { a href={ (home) "/privacy" } { (tongue.say(Key::HotelNavPrivacy)) } " " (tongue.say(Key::HotelNoCookies)) }
            }
        }
    }
}

/// Data for machines. It is no script: browsers do not run it, so the policy that allows no script lets it be. `<` is written so that no text of
/// a guest's can end the element.
fn data(linked: &Value) -> Markup {
    let text = linked.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

/// A text with a paragraph for each of its lines.
pub(super) fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) { p { (line) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_the_data_block() {
        let markup = data(&Value::from("</script><script>alert(1)</script>")).into_string();
        assert_eq!(markup.matches('<').count(), 2, "{markup}");
        let inside = markup.trim_start_matches("<script type=\"application/ld+json\">").trim_end_matches("</script>");
        assert_eq!(serde_json::from_str::<Value>(inside).expect("is JSON"), "</script><script>alert(1)</script>");
    }
}
