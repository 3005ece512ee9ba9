//! `/api/enquiries`: the enquiries that wait for a person's look, for those who write leads.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::enquiry::{self, Sent, address};
use crate::http::App;
use crate::http::address::Path;
use crate::http::person::LeadWriter;
use crate::http::problem::Problem;
use crate::store::widget::{Held, SiteKey};

/// An enquiry that waits.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct HeldItem {
    /// The website's key.
    site: String,
    /// What people call the website, else its first origin.
    website: String,
    id: Uuid,
    received_at: i64,
    /// `trap`, `token`, `too-fast`, `too-old` or `work`.
    reason: String,
    name: String,
    email: String,
    phone: String,
    arrive: String,
    leave: String,
    message: String,
    /// Address of the page, if it is one of the website's.
    page: String,
}

impl HeldItem {
    fn of(held: Held, sites: &BTreeMap<&str, &SiteKey>) -> Self {
        let Sent { name, email, phone, arrive, leave, message, page, .. } = serde_json::from_str(&held.body).unwrap_or_default();
        let site = sites.get(held.key.as_str());
        let origins = site.map(|site| site.origins.as_slice()).unwrap_or_default();
        let called = site.map(|site| site.name.clone()).filter(|name| !name.is_empty());
        let website = called.or_else(|| origins.first().cloned()).unwrap_or_default();
        let page = address::page(&page, origins).unwrap_or_default();
        let Held { key, id, received_at, held: reason, .. } = held;
        Self { site: key, website, id, received_at, reason, name, email, phone, arrive, leave, message, page }
    }
}

/// `GET /api/enquiries`: those that wait, the oldest first, at most 200.
#[utoipa::path(
    get,
    path = "/api/enquiries",
    operation_id = "listEnquiries",
    tag = "enquiries",
    security(("session" = [])),
    responses((status = 200, body = Vec<HeldItem>), (status = 403)),
)]
pub(in crate::http) async fn list(State(app): State<App>, _: LeadWriter) -> Result<Json<Vec<HeldItem>>, Problem> {
    let sites = app.store.site_keys().await?;
    let sites = sites.iter().map(|site| (site.key.as_str(), site)).collect();
    Ok(Json(app.store.held_enquiries().await?.into_iter().map(|held| HeldItem::of(held, &sites)).collect()))
}

/// How many wait.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Waiting {
    count: u64,
}

/// `GET /api/enquiries/count`: how many wait.
#[utoipa::path(
    get,
    path = "/api/enquiries/count",
    operation_id = "countEnquiries",
    tag = "enquiries",
    security(("session" = [])),
    responses((status = 200, body = Waiting), (status = 403)),
)]
pub(in crate::http) async fn count(State(app): State<App>, _: LeadWriter) -> Result<Json<Waiting>, Problem> {
    Ok(Json(Waiting { count: app.store.count_held().await? }))
}

/// What a held enquiry became.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Released {
    /// Its id.
    lead: Uuid,
}

/// `POST /api/enquiries/{key}/{id}/release`: it becomes a lead.
#[utoipa::path(
    post,
    path = "/api/enquiries/{key}/{id}/release",
    operation_id = "releaseEnquiry",
    tag = "enquiries",
    security(("session" = [])),
    params(("key" = String, Path, description = "The website's key"), ("id" = Uuid, Path, description = "The enquiry")),
    responses((status = 200, body = Released)),
)]
pub(in crate::http) async fn release(
    State(app): State<App>,
    _: LeadWriter,
    Path((key, id)): Path<(String, Uuid)>,
) -> Result<Json<Released>, Problem> {
    let sites = app.store.site_keys().await?;
    let site = sites.iter().find(|site| site.key == key).ok_or(Problem::not_found())?;
    let lead = enquiry::release(&app.store, site, id, app.clock.now()).await?.ok_or(Problem::not_found())?;
    Ok(Json(Released { lead: lead.0 }))
}

/// `POST /api/enquiries/{key}/{id}/discard`: it is dropped; 204.
#[utoipa::path(
    post,
    path = "/api/enquiries/{key}/{id}/discard",
    operation_id = "discardEnquiry",
    tag = "enquiries",
    security(("session" = [])),
    params(("key" = String, Path, description = "The website's key"), ("id" = Uuid, Path, description = "The enquiry")),
    responses((status = 204)),
)]
pub(in crate::http) async fn discard(
    State(app): State<App>,
    _: LeadWriter,
    Path((key, id)): Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    if enquiry::discard(&app.store, &key, id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
