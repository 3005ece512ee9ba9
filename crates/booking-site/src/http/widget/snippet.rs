//! `/api/site-keys/{key}/snippet`: what a website puts on a page to have the enquiry form there, and what its policy must let through.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::{Request, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use innkeeper_domain::offer::Policies;
use innkeeper_texts::{Catalogue, Key, Locale};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha384};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::keys::SiteItem;
use super::page::LINES;
use super::{files, host};
use crate::enquiry::wording::{self, Wording};
use crate::http::App;
use crate::http::address::{Path, Query};
use crate::http::described::one_of;
use crate::http::person::DeviceAdmin;
use crate::http::problem::Problem;
use crate::http::stranger::{catalogue, escaped};

/// Rows of the question. The form inside reserves the place of the element, which has more around it.
const ROWS: u32 = 12;

/// How the form is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    /// In the page, else in a frame, else plain.
    #[default]
    #[serde(rename = "")]
    Any,
    /// In the page, else plain.
    Inline,
    /// In a frame, else plain.
    Frame,
    /// The plain form alone, without a script.
    Plain,
}

/// Its colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Theme {
    /// The page's.
    #[default]
    #[serde(rename = "")]
    Page,
    Light,
    Dark,
}

/// Which loader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Loader {
    /// This version, byte for byte.
    #[default]
    #[serde(rename = "")]
    Exact,
    /// The newest of its line.
    Newest,
}

// The derived schemas know no variant that is called nothing.
fn modes() -> Object {
    one_of(["", "inline", "frame", "plain"])
}

fn themes() -> Object {
    one_of(["", "light", "dark"])
}

fn loaders() -> Object {
    one_of(["", "newest"])
}

/// What was chosen; the language is one of the catalogue's, else English.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Chosen {
    lang: String,
    #[param(schema_with = modes)]
    mode: Mode,
    #[param(schema_with = themes)]
    theme: Theme,
    #[param(schema_with = loaders)]
    loader: Loader,
}

/// What a policy must let through besides what it lets already.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
struct Directive {
    name: &'static str,
    sources: String,
}

/// The answer.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Snippet {
    site: SiteItem,
    /// The version that is served now; none where there are no widgets.
    version: Option<String>,
    /// HTML for the page.
    code: String,
    policy: Vec<Directive>,
    /// Where the form can be tried.
    form: String,
}

/// `GET /api/site-keys/{key}/snippet?lang=&mode=&theme=&loader=`: what a website puts on a page.
#[utoipa::path(
    get,
    path = "/api/site-keys/{key}/snippet",
    operation_id = "readSnippet",
    tag = "enquiries",
    security(("session" = [])),
    params(("key" = String, Path, description = "The website's key"), Chosen),
    responses((status = 200, body = Snippet), (status = 403)),
)]
pub(in crate::http) async fn snippet(
    State(app): State<App>,
    _: DeviceAdmin,
    Path(key): Path<String>,
    Query(chosen): Query<Chosen>,
    request: Request,
) -> Result<Json<Snippet>, Problem> {
    let site = app.store.site_keys().await?.into_iter().find(|site| site.key == key).ok_or(Problem::not_found())?;
    let locale = Locale::from_tag(&chosen.lang).unwrap_or(Locale::En);
    let wordings = wording::all(&app.store).await?;
    let house = app.store.offer().await?.policies;
    let scheme = if app.over_tls { "https" } else { "http" };
    let newest = files::newest(&app).await;
    let script = files::bytes(&app, newest.as_deref()).await;
    let written = Written {
        crm: format!("{scheme}://{}", host(&request).unwrap_or_default()),
        key: &key,
        texts: catalogue(locale),
        wording: wording::current(&wordings, locale.tag()),
        house: &house,
        privacy: app.public.get().map(|public| format!("{}/{}/privacy", public.url, locale.tag())),
        script: newest.as_deref().zip(script.as_deref()),
        chosen: &chosen,
    };
    let (code, policy) = (written.code(), written.policy());
    Ok(Json(Snippet { code, policy, form: format!("/f/{key}/form?lang={}", locale.tag()), version: newest, site: site.into() }))
}

/// What the code is made of.
struct Written<'a> {
    crm: String,
    key: &'a str,
    texts: &'a Catalogue,
    wording: Option<&'a Wording>,
    house: &'a Policies,
    privacy: Option<String>,
    /// Name of the newest version, and its loader.
    script: Option<(&'a str, &'a [u8])>,
    chosen: &'a Chosen,
}

impl Written<'_> {
    fn code(&self) -> String {
        if self.chosen.mode == Mode::Plain {
            return self.form("");
        }
        format!("{}\n\n<innkeeper-enquiry{}>\n{}</innkeeper-enquiry>\n", self.tag(), self.attributes(), self.form("  "))
    }

    fn tag(&self) -> String {
        let crm = escaped(&self.crm);
        match self.script.filter(|_| self.chosen.loader == Loader::Exact) {
            Some((version, loader)) => {
                let integrity = STANDARD.encode(Sha384::digest(loader));
                let version = escaped(version);
                format!(
                    "<script async src=\"{crm}/w/{version}/loader.js\"\n  integrity=\"sha384-{integrity}\"\n  crossorigin=\"anonymous\"></script>"
                )
            }
            None => format!("<script async src=\"{crm}/w/1/loader.js\"></script>"),
        }
    }

    fn attributes(&self) -> String {
        let mode = match self.chosen.mode {
            Mode::Any => "",
            Mode::Inline => "inline",
            Mode::Frame => "frame",
            Mode::Plain => "plain",
        };
        let theme = match self.chosen.theme {
            Theme::Page => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let privacy = self.privacy.as_deref().unwrap_or_default();
        let all = [
            ("site", self.key),
            ("lang", self.texts.locale().tag()),
            ("mode", mode),
            ("theme", theme),
            ("phone", &self.house.phone),
            ("email", &self.house.email),
            ("privacy", privacy),
        ];
        all.iter().filter(|(_, value)| !value.is_empty()).fold(String::new(), |mut out, (name, value)| {
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
            out
        })
    }

    /// The plain form, which visitors without scripts use.
    fn form(&self, indent: &str) -> String {
        let lang = self.texts.locale().tag();
        let text = |key: Key| escaped(&self.texts.text(key));
        let mut lines = vec![format!("<h2>{}</h2>", text(Key::WidgetTitle)), format!("<p>{}</p>", text(Key::WidgetLead))];
        for (name, kind, fill, label) in LINES {
            let fill = if fill == "off" { String::new() } else { format!(" autocomplete=\"{fill}\"") };
            lines.push(format!("<label>{} <input name=\"{name}\" type=\"{kind}\"{fill}></label>", text(label)));
        }
        lines.push(format!("<label>{} <textarea name=\"message\" rows=\"{ROWS}\"></textarea></label>", text(Key::WidgetMessage)));
        let mut hidden = vec![("lang", lang.to_owned())];
        if let Some(wording) = self.wording {
            let spoken = if wording.locale == lang { String::new() } else { format!(" lang=\"{}\"", escaped(&wording.locale)) };
            let words = escaped(&wording.text);
            lines.push(format!("<label><input name=\"consent\" type=\"checkbox\" value=\"yes\"> <span{spoken}>{words}</span></label>"));
            hidden.extend([
                ("consent_text", wording.id.clone()),
                ("consent_version", wording.version.to_string()),
                ("consent_locale", wording.locale.clone()),
                ("consent_sha256", wording.sha256.clone()),
            ]);
        }
        lines.extend(hidden.iter().map(|(name, value)| format!("<input name=\"{name}\" type=\"hidden\" value=\"{}\">", escaped(value))));
        lines.push(format!("<button>{}</button>", text(Key::WidgetSend)));
        let action = escaped(&format!("{}/f/{}/enquiry", self.crm, self.key));
        let spoken = if indent.is_empty() { format!(" lang=\"{lang}\"") } else { String::new() };
        let open = format!("{indent}<form action=\"{action}\" method=\"post\" accept-charset=\"utf-8\"{spoken}>\n");
        let inside = lines.iter().map(|line| format!("{indent}  {line}\n")).collect::<String>();
        format!("{open}{inside}{indent}</form>\n")
    }

    /// The table of docs/widgets.md; the plain form inside is what stays where a script is refused.
    fn policy(&self) -> Vec<Directive> {
        let crm = &self.crm;
        let directive = |name: &'static str, sources: &str| Directive { name, sources: sources.to_owned() };
        let wasm = format!("{crm} 'wasm-unsafe-eval'");
        let (script, connect, frame) = match self.chosen.mode {
            Mode::Any => (Some(&wasm), true, true),
            Mode::Inline => (Some(&wasm), true, false),
            Mode::Frame => (Some(crm), false, true),
            Mode::Plain => (None, false, false),
        };
        let script = script.map(|sources| directive("script-src", sources));
        let connect = connect.then(|| directive("connect-src", crm));
        let frame = frame.then(|| directive("frame-src", crm));
        script.into_iter().chain(connect).chain(frame).chain([directive("form-action", crm)]).collect()
    }
}
