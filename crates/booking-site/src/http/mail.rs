//! `/api/mail`: the outbox of mails, for those who may change the hotel.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use innkeeper_texts::Key;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::App;
use super::address::Path;
use super::person::HotelEditor;
use super::problem::Problem;
use crate::store::mail::{Mail, State as Sending};

/// Most mails of a list.
const MOST: u32 = 200;

/// A mail in the list. What it says stays in the outbox.
#[derive(Serialize, ToSchema)]
pub(super) struct MailItem {
    id: Uuid,
    /// Number of the booking.
    booking: String,
    /// `confirmation` or `cancellation`.
    about: String,
    to: String,
    subject: String,
    /// `waiting`, `sent`, `failed` or `held`.
    state: &'static str,
    tries: u32,
    created_at: i64,
    /// Not before this time, while it waits.
    next_at: Option<i64>,
    /// When it was sent or given up.
    done_at: Option<i64>,
    /// What the last try ended with; empty where none failed.
    error: String,
}

impl From<Mail> for MailItem {
    fn from(mail: Mail) -> Self {
        let Mail { id, booking, about, recipient, subject, state, tries, next_at, created_at, done_at, error, .. } = mail;
        let next_at = (state == Sending::Waiting).then_some(next_at);
        Self { id, booking, about, to: recipient, subject, state: state.word(), tries, created_at, next_at, done_at, error }
    }
}

/// The outbox.
#[derive(Serialize, ToSchema)]
pub(super) struct Outbox {
    /// Whether the hotel's site, which writes the mails, is served.
    site: bool,
    /// Whether a mail server is named, so that mails go out.
    posts: bool,
    /// The newest first.
    mails: Vec<MailItem>,
}

/// `GET /api/mail`: the newest 200.
#[utoipa::path(
    get,
    path = "/api/mail",
    operation_id = "listMail",
    tag = "hotel",
    security(("session" = [])),
    responses((status = 200, body = Outbox), (status = 403)),
)]
pub(super) async fn list(State(app): State<App>, _: HotelEditor) -> Result<Json<Outbox>, Problem> {
    let mails = app.store.mails(MOST).await?.into_iter().map(MailItem::from).collect();
    let public = app.public.get();
    Ok(Json(Outbox { site: public.is_some(), posts: public.is_some_and(|public| public.sender.is_some()), mails }))
}

/// `POST /api/mail/{id}/retry`: a mail that was given up is tried again at once; 204.
#[utoipa::path(
    post,
    path = "/api/mail/{id}/retry",
    operation_id = "retryMail",
    tag = "hotel",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The mail")),
    responses((status = 204), (status = 409, description = "It was not given up")),
)]
pub(super) async fn retry(State(app): State<App>, HotelEditor(me): HotelEditor, Path(id): Path<Uuid>) -> Result<StatusCode, Problem> {
    if !app.store.retry_mail(id, app.clock.now()).await? {
        return Err(Problem::new(StatusCode::CONFLICT, Key::ProblemMailNotFailed));
    }
    app.mail_due.notify_one();
    tracing::info!(user = %me.staff.id, mail = %id, "a mail is tried again");
    Ok(StatusCode::NO_CONTENT)
}
