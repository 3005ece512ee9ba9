//! `/api/site-keys`: the websites that may send enquiries, for those who manage staff and devices.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_domain::origin;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::App;
use crate::http::address::Path;
use crate::http::body::Read;
use crate::http::person::DeviceAdmin;
use crate::http::problem::Problem;
use crate::random;
use crate::store::widget::SiteKey;

/// Most origins of one key.
pub const ORIGINS_MAX: usize = 20;
/// Most characters of a website's name.
const NAME_MAX: usize = 200;
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Why a key is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMade {
    /// None or too many.
    #[error("a key needs between 1 and {ORIGINS_MAX} origins")]
    Count,
    /// Not as browsers write it.
    #[error("{0:?}: an origin is https:// and a name, as https://www.hotel.example, with nothing behind it; http only for this machine")]
    Origin(String),
    /// Too long.
    #[error("the name is too long")]
    Name,
}

/// A new key for a website.
///
/// # Errors
/// [`NotMade`].
pub fn new(name: &str, origins: &[String], now: i64) -> Result<SiteKey, NotMade> {
    if origins.is_empty() || origins.len() > ORIGINS_MAX {
        return Err(NotMade::Count);
    }
    if name.chars().count() > NAME_MAX {
        return Err(NotMade::Name);
    }
    let read = |text: &String| origin::read(text).map_err(|_| NotMade::Origin(text.clone()));
    // The same one twice is one, however it was written.
    let mut known = BTreeSet::new();
    let mut origins = origins.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    origins.retain(|origin| known.insert(origin.clone()));
    Ok(SiteKey { key: key(), name: name.to_owned(), origins, created_at: now, revoked_at: None })
}

fn key() -> String {
    let letters = random::bytes::<12>().map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    format!("pk_{}", letters.iter().collect::<String>())
}

/// A website in a list.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct SiteItem {
    key: String,
    name: String,
    origins: Vec<String>,
    created_at: i64,
    revoked_at: Option<i64>,
}

impl From<SiteKey> for SiteItem {
    fn from(site: SiteKey) -> Self {
        let SiteKey { key, name, origins, created_at, revoked_at } = site;
        Self { key, name, origins, created_at, revoked_at }
    }
}

/// `GET /api/site-keys`: the websites.
#[utoipa::path(
    get,
    path = "/api/site-keys",
    operation_id = "listSiteKeys",
    tag = "enquiries",
    security(("session" = [])),
    responses((status = 200, body = Vec<SiteItem>), (status = 403)),
)]
pub(in crate::http) async fn list(State(app): State<App>, _: DeviceAdmin) -> Result<Json<Vec<SiteItem>>, Problem> {
    Ok(Json(app.store.site_keys().await?.into_iter().map(SiteItem::from).collect()))
}

/// Body of `POST /api/site-keys`.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct NewSite {
    #[serde(default)]
    name: String,
    origins: Vec<String>,
}

/// `POST /api/site-keys`: 201 with the key.
#[utoipa::path(
    post,
    path = "/api/site-keys",
    operation_id = "addSiteKey",
    tag = "enquiries",
    security(("session" = [])),
    request_body = NewSite,
    responses((status = 201, body = SiteItem), (status = 422, description = "No origins, or not as browsers write them")),
)]
pub(in crate::http) async fn add(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Read(asked): Read<NewSite>,
) -> Result<(StatusCode, Json<SiteItem>), Problem> {
    let site = new(&asked.name, &asked.origins, app.clock.now())?;
    app.store.add_site_key(&site).await?;
    tracing::info!(user = %me.staff.id, site = site.key, "made a site key");
    Ok((StatusCode::CREATED, Json(site.into())))
}

/// `POST /api/site-keys/{key}/revoke`: its form says that it is not here any more.
#[utoipa::path(
    post,
    path = "/api/site-keys/{key}/revoke",
    operation_id = "revokeSiteKey",
    tag = "enquiries",
    security(("session" = [])),
    params(("key" = String, Path, description = "The website's key")),
    responses((status = 204)),
)]
pub(in crate::http) async fn revoke(
    State(app): State<App>,
    DeviceAdmin(me): DeviceAdmin,
    Path(key): Path<String>,
) -> Result<StatusCode, Problem> {
    if !app.store.revoke_site_key(&key, app.clock.now()).await? {
        return Err(Problem::not_found());
    }
    tracing::info!(user = %me.staff.id, site = key, "revoked a site key");
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_exact_origins() {
        let made = |origins: &[&str]| new("", &origins.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), 0);
        let site = made(&["https://hotel.example", "http://127.0.0.1:4000"]).expect("good");
        assert_eq!(site.origins, ["https://hotel.example", "http://127.0.0.1:4000"]);
        let copied = made(&["https://Hotel.example/", "https://hotel.example"]).expect("one, as browsers write it");
        assert_eq!(copied.origins, ["https://hotel.example"]);
        assert_eq!((site.key.len(), &site.key[..3]), (15, "pk_"));
        assert_ne!(site.key, made(&["https://hotel.example"]).expect("good").key);
        assert_eq!(made(&[]), Err(NotMade::Count));
        assert_eq!(made(&["https://hotel.example"; 21]), Err(NotMade::Count));
        assert_eq!(made(&["https://hotel.example", "https://*.example"]), Err(NotMade::Origin("https://*.example".to_owned())));
        assert_eq!(new(&"n".repeat(201), &["https://hotel.example".to_owned()], 0), Err(NotMade::Name));
    }
}
