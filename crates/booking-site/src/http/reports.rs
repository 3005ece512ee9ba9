//! Whether the server is well, and what browsers report about the policy.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::App;
use super::body::Report;
use super::client::Client;
use super::problem::Problem;
use crate::limits::{Key, Limit};

/// Violations reported since the start.
#[derive(Default)]
pub struct Violations(AtomicU64);

impl Violations {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Most bytes of a report.
pub(super) const REPORT_BYTES: usize = 16 * 1024;

/// `POST /csp-report`: counts and logs what browsers say was blocked.
#[utoipa::path(
    post,
    path = "/csp-report",
    operation_id = "reportViolation",
    tag = "server",
    request_body(content = Value, description = "A report of the Reporting API or of `report-uri`, as browsers send them"),
    responses((status = 204), (status = 429)),
)]
pub(super) async fn csp(State(app): State<App>, Client(network): Client, request: Request) -> Result<StatusCode, Problem> {
    app.limits.take(Key::Reports(network), Limit::REPORTS, app.clock.now())?;
    let Report(report) = Report::<Value>::from_request(request, &app).await?;
    let reports = match report {
        Value::Array(reports) => reports,
        one => vec![one],
    };
    for report in reports {
        app.violations.0.fetch_add(1, Ordering::Relaxed);
        let of = report.get("body").or_else(|| report.get("csp-report")).unwrap_or(&report);
        let word = |names: [&str; 2]| names.iter().find_map(|name| of.get(*name)?.as_str()).unwrap_or("").escape_default().to_string();
        let directive = word(["effectiveDirective", "effective-directive"]);
        let blocked = word(["blockedURL", "blocked-uri"]);
        tracing::warn!(directive, blocked, "the browser blocked something");
    }
    Ok(StatusCode::NO_CONTENT)
}

/// How the server is.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    ok: bool,
    version: &'static str,
    /// Rows in the log.
    head: u64,
    /// Violations of the page's policy that browsers reported since the start.
    violations: u64,
}

/// `GET /healthz`: 200 when the database answers.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "health",
    tag = "server",
    responses((status = 200, body = Health)),
)]
pub(super) async fn healthz(State(app): State<App>) -> Result<Json<Health>, Problem> {
    let head = app.store.head().await?;
    Ok(Json(Health { ok: true, version: env!("CARGO_PKG_VERSION"), head: head.head.seq, violations: app.violations.count() }))
}
