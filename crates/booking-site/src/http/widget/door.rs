//! The door for enquiries: `GET /f/{key}/token` and `POST /f/{key}/enquiry`.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Form, FromRequest, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use innkeeper_texts::Key as Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Caller, allow, caller, host, page, site};
use crate::enquiry::token::{Way, give, judge};
use crate::enquiry::{self, Judged, Need, Outcome, Sent, wording};
use crate::http::App;
use crate::http::address::{Path, Query};
use crate::http::body::json;
use crate::http::client::Client;
use crate::http::problem::Problem;
use crate::limits::{Key, Limit, Network};
use crate::store::widget::SiteKey;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// What a form's address says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) lang: String,
    #[serde(default)]
    pub(super) back: String,
}

/// What a script needs before it sends: a token, the work it asks for, and the words beside the box.
#[derive(Serialize, ToSchema)]
struct Opening<'a> {
    token: String,
    bits: u32,
    wording: Option<&'a wording::Wording>,
}

/// `GET /f/{key}/token`: what a script needs before it sends.
#[utoipa::path(
    get,
    path = "/f/{key}/token",
    operation_id = "openForm",
    tag = "enquiries",
    params(("key" = String, Path, description = "The website's key"), ("lang" = Option<String>, Query, description = "Language of the words")),
    responses((status = 200, body = Opening), (status = 403, description = "Asked by a website that is not on the key's list"), (status = 429)),
)]
pub(super) async fn token(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    Client(network): Client,
    request: Request,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    app.limits.take(Key::Form(network), Limit::FORM, now)?;
    let site = site(&app, &key).await?;
    let asker = caller(&site, request.headers(), host(&request).as_deref());
    // The frame's own page asks without an origin: it is the same as this one.
    let framed = asker == Caller::Unknown && request.headers().get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let way = match asker {
        Caller::Listed(_) => Way::Script,
        Caller::Own => Way::Frame,
        Caller::Unknown if framed => Way::Frame,
        Caller::Unknown | Caller::Foreign => return Err(Problem::foreign_origin()),
    };
    let wordings = wording::all(&app.store).await?;
    let bits = app.pressure.bits(&key, now);
    let form = Opening { token: give(&app.keys, &key, way, bits, now), bits, wording: wording::current(&wordings, &asked.lang) };
    let mut response = Json(form).into_response();
    allow(&mut response, &asker);
    Ok(response)
}

/// `OPTIONS /f/{key}/enquiry`: may a website's script send JSON here?
#[utoipa::path(
    options,
    path = "/f/{key}/enquiry",
    operation_id = "mayISendEnquiry",
    tag = "enquiries",
    params(("key" = String, Path, description = "The website's key")),
    responses((status = 204)),
)]
pub(super) async fn preflight(State(app): State<App>, Path(key): Path<String>, request: Request) -> Result<Response, Problem> {
    let site = site(&app, &key).await?;
    let asker = caller(&site, request.headers(), host(&request).as_deref());
    let mut response = StatusCode::NO_CONTENT.into_response();
    allow(&mut response, &asker);
    if matches!(asker, Caller::Listed(_)) {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    }
    Ok(response)
}

/// `POST /f/{key}/enquiry`: JSON of a script, or the plain form, which is answered with a page.
#[utoipa::path(
    post,
    path = "/f/{key}/enquiry",
    operation_id = "sendEnquiry",
    tag = "enquiries",
    params(("key" = String, Path, description = "The website's key")),
    request_body(content((Sent = "application/json"), (Sent = "application/x-www-form-urlencoded"))),
    responses((status = 200, description = "Taken, for scripts", body = Thanks), (status = 303, description = "Taken, for plain forms: on to a page that says so"), (status = 403, description = "Sent by a website that is not on the key's list"), (status = 415, description = "Neither JSON nor a form"), (status = 422, description = "Something is missing or wrong: for scripts by field, for plain forms the page again", content((Missing = "application/json"), (String = "text/html"))), (status = 429)),
)]
pub(super) async fn enquiry(State(app): State<App>, Path(key): Path<String>, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let Ok(Client(network)) = Client::from_request_parts(&mut parts, &app).await;
    let request = Request::from_parts(parts, Body::empty());
    let kind = content_type(request.headers());
    let by_hand = match kind {
        Some(JSON) => false,
        Some(FORM) => true,
        _ => return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Text::ProblemUnreadableRequest)),
    };
    let site = match site(&app, &key).await {
        Err(problem) if by_hand => return Ok(page::refusal(request.headers(), problem)),
        found => found?,
    };
    let asker = caller(&site, request.headers(), host(&request).as_deref());
    let allowed = match asker {
        Caller::Listed(_) | Caller::Own => true,
        // Under some policies a page's form does not say where it comes from; what it brings is marked anyway.
        Caller::Unknown => by_hand,
        Caller::Foreign => false,
    };
    let door = Door { app: &app, site: &site, network, by_hand };
    let answer = if allowed { door.take(body).await } else { Err(Problem::foreign_origin()) };
    let mut response = match answer {
        Ok(taken) if by_hand => door.page(taken, request.headers(), &asker).await?,
        Ok(taken) => told(&taken),
        Err(problem) if by_hand => page::refusal(request.headers(), problem),
        Err(problem) => problem.into_response(),
    };
    allow(&mut response, &asker);
    Ok(response)
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()?.split(';').next().map(str::trim)
}

/// The fields of a plain form.
async fn form(bytes: Bytes) -> Option<Sent> {
    let request = Request::post("/").header(header::CONTENT_TYPE, FORM).body(bytes.into()).ok()?;
    Form::<Sent>::from_request(request, &()).await.ok().map(|form| form.0)
}

struct Door<'a> {
    app: &'a App,
    site: &'a SiteKey,
    network: Network,
    by_hand: bool,
}

/// What came of a request that could be read.
enum Taken {
    Done(Sent),
    Needs(Sent, Vec<Need>),
}

impl Door<'_> {
    async fn take(&self, body: Body) -> Result<Taken, Problem> {
        let Self { app, site, network, by_hand } = *self;
        let now = app.clock.now();
        let bytes = axum::body::to_bytes(body, super::ENQUIRY_BYTES).await.map_err(|_| Problem::too_large())?;
        let sent: Option<Sent> = if by_hand { form(bytes).await } else { json(&bytes).ok() };
        let sent = sent.ok_or(Problem::unreadable())?.clean();
        let needs = sent.needs();
        if !needs.is_empty() {
            app.limits.take(Key::Form(network), Limit::FORM, now)?;
            return Ok(Taken::Needs(sent, needs));
        }
        app.limits.take(Key::Enquiry(network), Limit::ENQUIRY, now)?;
        app.limits.take(Key::EnquiryHour(network), Limit::ENQUIRY_HOUR, now)?;
        app.limits.take(Key::EnquirySite(site.key.clone()), Limit::ENQUIRY_SITE, now)?;
        app.pressure.note(&site.key, now);
        let judged = judge(&app.keys, &site.key, &sent, by_hand, now);
        let outcome = enquiry::take(&app.store, site, &sent, judged, now).await?;
        match (outcome, judged) {
            (Outcome::Held, Judged::Doubtful(reason)) => tracing::warn!(site = site.key, reason, "an enquiry is held"),
            (Outcome::Known, _) => tracing::debug!(site = site.key, "an enquiry came again"),
            _ => tracing::info!(site = site.key, "an enquiry became a lead"),
        }
        Ok(Taken::Done(sent))
    }

    /// The answer to a plain form: a page of its own address, so that a reload sends nothing; or the form again with what was typed.
    async fn page(&self, taken: Taken, headers: &HeaderMap, asker: &Caller) -> Result<Response, Problem> {
        match taken {
            Taken::Done(sent) => {
                let lang = page::locale(&sent.lang, headers).tag();
                let came_from = |origin: &&String| sent.page.starts_with(origin.as_str());
                let back = if let Caller::Listed(origin) = asker { Some(origin) } else { self.site.origins.iter().find(came_from) };
                let back = back.map(|origin| format!("&back={origin}")).unwrap_or_default();
                Ok(Redirect::to(&format!("/f/{}/thanks?lang={lang}{back}", self.site.key)).into_response())
            }
            Taken::Needs(mut sent, needs) => {
                // The next try comes from this page; where it began is kept.
                if let (Caller::Listed(origin), true) = (asker, sent.page.is_empty()) {
                    sent.page = format!("{origin}/");
                }
                let shown = page::Shown { sent, needs, frame: false };
                let page = page::made(self.app, self.site, shown, headers).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    }
}

/// The answer to a script whose enquiry was taken.
#[derive(Serialize, ToSchema)]
struct Thanks {
    ok: bool,
}

/// The answer to a script whose enquiry lacks something.
#[derive(Serialize, ToSchema)]
struct Missing {
    ok: bool,
    /// By the field's name, the id of the sentence that says what it needs.
    #[schema(value_type = BTreeMap<String, String>)]
    fields: BTreeMap<&'static str, &'static str>,
}

/// The answer to a script: done, or the texts' ids by field.
fn told(taken: &Taken) -> Response {
    match taken {
        Taken::Done(_) => Json(Thanks { ok: true }).into_response(),
        Taken::Needs(_, needs) => {
            let fields = needs.iter().rev().map(|(field, text)| (*field, text.id())).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, Json(Missing { ok: false, fields })).into_response()
        }
    }
}
