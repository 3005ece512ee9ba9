//! `/api/audience`: guests as a file that leaves the house. Who may, says why and gives their password once more; the book of exports keeps it.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::Instant;
use innkeeper_domain::access::MOST_EXPORTED;
use innkeeper_sync::id::UserId;
use innkeeper_texts::{Key as Text, Locale};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::App;
use super::body::ReadRule;
use super::client::Client;
use super::person::Exporter;
use super::problem::Problem;
use super::sign_in;
use crate::audience::Base;
use crate::limits::{Key, Limit};
use crate::project::redact_root;
use crate::store::exports::Exported;
use crate::writer::Writer;
use crate::{export, hex, random, spaces};

/// Most characters of a reason.
const REASON: usize = 500;
/// How many guests are in the file.
const COUNT: HeaderName = HeaderName::from_static("x-innkeeper-guests");

/// Body of `POST /api/audience/export`.
#[derive(Deserialize, ToSchema)]
pub(super) struct Export {
    /// Who is in it: react-querybuilder's JSON, as text.
    rule: String,
    /// The saved segment that the rule is of.
    #[schema(nullable = false)]
    segment: Option<Uuid>,
    /// What it is for.
    reason: String,
    /// The person's own password: who left a browser open gives nobody away.
    password: String,
    /// Language of the headings: `en`, `es` or `zh-CN`.
    language: String,
}

/// An export, as the book has it.
#[derive(Serialize, ToSchema)]
pub(super) struct ExportMade {
    /// Milliseconds since 1970.
    at: i64,
    #[schema(value_type = Uuid)]
    by: UserId,
    reason: String,
    segment: Option<Uuid>,
    /// How many guests were in it.
    guests: u64,
}

/// `POST /api/audience/export`: the guests that a rule holds for, with what is needed for writing to them, as a CSV file; at most 5,000. The header
/// `X-Innkeeper-Guests` says how many they are.
#[utoipa::path(
    post,
    path = "/api/audience/export",
    operation_id = "exportAudience",
    tag = "people",
    security(("session" = [])),
    request_body = Export,
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 403),
        (status = 422, description = "Something is wrong with the rule, no reason, nobody, or too many"),
    ),
)]
pub(super) async fn export(
    State(app): State<App>,
    Client(network): Client,
    Exporter(me): Exporter,
    ReadRule(body): ReadRule<Export>,
) -> Result<Response, Problem> {
    let reason = body.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(refused(Text::ProblemExportReason));
    }
    sign_in::check(&app, network, &me.staff.email, body.password).await?;
    let now = app.clock.now();
    app.limits.take(Key::Export(me.staff.id), Limit::EXPORT, now)?;
    let (writer, reader) = (Writer::new(app.store.clone()), spaces::projection(&app.store, &me.staff).await?);
    let base = Base::read(&writer, Some(&reader), None, now).await?;
    let plan = base.plan(&body.rule).map_err(|problems| {
        let detail = problems.iter().map(|problem| problem.text).collect::<Vec<_>>().join(", ");
        refused(Text::ProblemExportRule).told(detail)
    })?;
    let roots = base.files(&plan);
    match roots.len() {
        0 => return Err(refused(Text::ProblemExportNobody)),
        count if count > MOST_EXPORTED as usize => return Err(refused(Text::ProblemExportMany).told(count.to_string())),
        _ => {}
    }
    let mut files = writer.read_these(&roots).await?;
    files.retain(|root, state| redact_root(&reader, *root, state));
    let language = Locale::from_tag(&body.language).unwrap_or_default();
    let (file, guests) = export::audience(&files, language, Instant(now)).map_err(|_| Problem::unreadable())?;
    let made = Exported {
        id: random::uuid_v7(now),
        at: now,
        by: me.staff.id,
        reason: reason.to_owned(),
        segment: body.segment,
        rule: hex::encode(&Sha256::digest(&body.rule)),
        guests,
    };
    app.store.note_export(&made).await?;
    tracing::info!(user = %made.by, guests, "guests were exported");
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"guests.csv\""));
    headers.insert(COUNT, guests.into());
    Ok((headers, file).into_response())
}

fn refused(code: Text) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}

/// `GET /api/audience/exports`: who took guests out of the house lately, the last first.
#[utoipa::path(
    get,
    path = "/api/audience/exports",
    operation_id = "listExports",
    tag = "people",
    security(("session" = [])),
    responses((status = 200, body = Vec<ExportMade>), (status = 403)),
)]
pub(super) async fn exports(State(app): State<App>, _: Exporter) -> Result<Json<Vec<ExportMade>>, Problem> {
    let made = app.store.exports().await?.into_iter();
    let told = made.map(|Exported { at, by, reason, segment, guests, .. }| ExportMade { at, by, reason, segment, guests });
    Ok(Json(told.collect()))
}
