//! Refusals as `application/problem+json` (RFC 9457). What went wrong inside is logged once and never sent.

use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_sync::wire::Refused;
use innkeeper_texts::{Catalogue, Key, Locale};
use serde::Serialize;
use utoipa::ToSchema;

use super::described;
use crate::demo::fill::FillError;
use crate::demo::remove::RemoveError;
use crate::first_run::FirstRunError;
use crate::http::widget::keys::NotMade;
use crate::limits::Later;
use crate::password::Weak;
use crate::spaces::SpaceError;
use crate::staff::StaffError;
use crate::store::{StoreError, Transient};
use innkeeper_domain::offer::Unsound;

/// A refusal: the app says it in the reader's language by `code`, a key of the catalogue; `title` is the English of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Status code.
    pub status: StatusCode,
    /// The sentence.
    pub code: Key,
    /// Seconds after which to try again.
    pub retry_after: Option<u32>,
    /// What a device must do next.
    pub sync: Option<Refused>,
    /// Nobody can sign in yet: the first account is to be made.
    pub first_run: bool,
    /// What exactly is wrong, for whoever sent it.
    pub detail: Option<String>,
    transient: bool,
}

/// A refusal (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Body {
    /// `urn:innkeeper:` and the code.
    r#type: String,
    /// The sentence, in English.
    title: String,
    /// The status code.
    status: u16,
    /// The sentence's key in the catalogue.
    code: &'static str,
    /// What exactly is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    /// What a device must do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = described::refused)]
    sync: Option<Refused>,
    /// There: nobody can sign in yet, and the first account is to be made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    first_run: bool,
}

impl Problem {
    /// A refusal with this status and sentence.
    #[must_use]
    pub const fn new(status: StatusCode, code: Key) -> Self {
        Self { status, code, retry_after: None, sync: None, first_run: false, detail: None, transient: false }
    }

    /// The same, and what exactly is wrong.
    #[must_use]
    pub fn told(self, detail: String) -> Self {
        Self { detail: Some(detail), ..self }
    }

    /// Nobody is signed in, or no longer.
    #[must_use]
    pub fn sign_in() -> Self {
        let problem = Self::new(StatusCode::UNAUTHORIZED, Key::ProblemSignIn);
        Self { sync: Some(Refused::SignIn), ..problem }
    }

    /// The address or the password is wrong.
    #[must_use]
    pub const fn wrong_password() -> Self {
        Self::new(StatusCode::FORBIDDEN, Key::ProblemWrongPassword)
    }

    /// The roles do not allow it.
    #[must_use]
    pub const fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, Key::ProblemNotAllowed)
    }

    /// There is nothing there, or nothing for these roles.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Key::ProblemNotFound)
    }

    /// No certificate, or none of this server.
    #[must_use]
    pub const fn unknown_device() -> Self {
        Self::new(StatusCode::FORBIDDEN, Key::ProblemUnknownDevice)
    }

    /// The request cannot be read.
    #[must_use]
    pub fn unreadable() -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, Key::ProblemUnreadableRequest);
        Self { sync: Some(Refused::Malformed), ..problem }
    }

    /// The body is larger than the path takes.
    #[must_use]
    pub const fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, Key::ProblemTooLarge)
    }

    /// It comes from another website, or from a program that does not say where from.
    #[must_use]
    pub const fn foreign_origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, Key::ProblemForeignOrigin)
    }

    /// The sync core refused.
    #[must_use]
    pub fn refused(refused: Refused) -> Self {
        let (status, code) = match refused {
            Refused::Gap { .. } => (StatusCode::CONFLICT, Key::ProblemSyncGap),
            Refused::Epoch { .. } => (StatusCode::CONFLICT, Key::ProblemSyncEpoch),
            Refused::Reproject => (StatusCode::CONFLICT, Key::ProblemSyncReproject),
            Refused::Snapshot => (StatusCode::GONE, Key::ProblemSyncSnapshot),
            Refused::Upgrade => (StatusCode::CONFLICT, Key::ProblemSyncUpgrade),
            Refused::Wipe => (StatusCode::FORBIDDEN, Key::ProblemDeviceRevoked),
            Refused::SignIn => return Self::sign_in(),
            Refused::Malformed => return Self::unreadable(),
        };
        Self { sync: Some(refused), ..Self::new(status, code) }
    }
}

/// A method that a path does not have.
pub(super) async fn method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, Key::ProblemMethod)
}

impl Transient for Problem {
    fn is_transient(&self) -> bool {
        self.transient
    }
}

impl From<Later> for Problem {
    fn from(later: Later) -> Self {
        Self { retry_after: Some(later.seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, Key::ProblemTooOften) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if error.is_transient() {
            tracing::warn!(error = %error, "the database was busy");
            let busy = Self::new(StatusCode::SERVICE_UNAVAILABLE, Key::ProblemBusy);
            return Self { retry_after: Some(1), transient: true, ..busy };
        }
        tracing::error!(error = %error, "the database failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Key::ProblemServer)
    }
}

impl From<StaffError> for Problem {
    fn from(error: StaffError) -> Self {
        let bad = |code| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code);
        match error {
            StaffError::Store(error) => error.into(),
            StaffError::Weak(Weak::Short) => bad(Key::ProblemPasswordShort),
            StaffError::Weak(Weak::Long) => bad(Key::ProblemPasswordLong),
            StaffError::Weak(Weak::Common) => bad(Key::ProblemPasswordCommon),
            StaffError::Weak(Weak::Own) => bad(Key::ProblemPasswordOwn),
            StaffError::NoName => bad(Key::ProblemStaffNoName),
            StaffError::NotAnAddress(_) => bad(Key::ProblemStaffAddress),
            StaffError::NoRole => bad(Key::ProblemStaffNoRole),
            StaffError::Taken(_) => Self::new(StatusCode::CONFLICT, Key::ProblemStaffTaken),
            StaffError::LastAdmin => Self::new(StatusCode::CONFLICT, Key::ProblemStaffLastAdmin),
            StaffError::Unknown(_) => Self::not_found(),
        }
    }
}

impl From<SpaceError> for Problem {
    fn from(error: SpaceError) -> Self {
        match error {
            SpaceError::Store(error) => error.into(),
            SpaceError::Nothing => Self::not_found(),
            SpaceError::None => Self::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemSpaceNone),
            SpaceError::NotAName(_) | SpaceError::Unknown(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemSpaceUnknown),
        }
    }
}

impl From<FirstRunError> for Problem {
    fn from(error: FirstRunError) -> Self {
        let bad = |code| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code);
        match error {
            FirstRunError::Over => Self::new(StatusCode::CONFLICT, Key::ProblemFirstRunOver),
            FirstRunError::NoName => bad(Key::ProblemHotelName),
            FirstRunError::Zone(_) => bad(Key::ProblemZoneUnknown),
            FirstRunError::Currency(_) => bad(Key::ProblemCurrencyUnknown),
            FirstRunError::Staff(error) | FirstRunError::Demo(FillError::Staff(error)) => error.into(),
            FirstRunError::Demo(error) => {
                tracing::error!(error = %error, "the demo hotel could not be made");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, Key::ProblemServer)
            }
        }
    }
}

impl From<Unsound> for Problem {
    fn from(error: Unsound) -> Self {
        Self { detail: Some(error.to_string()), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemHotelOffer) }
    }
}

impl From<NotMade> for Problem {
    fn from(error: NotMade) -> Self {
        Self { detail: Some(error.to_string()), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, Key::ProblemSiteOrigin) }
    }
}

impl From<RemoveError> for Problem {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::NoDemo => Self::new(StatusCode::CONFLICT, Key::ProblemNoDemo),
            RemoveError::Store(error) => error.into(),
        }
    }
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Locale::En));

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (code, title) = (self.code.id(), ENGLISH.text(self.code));
        let body = Body {
            r#type: format!("urn:innkeeper:{code}"),
            title,
            status: self.status.as_u16(),
            code,
            detail: self.detail,
            sync: self.sync,
            first_run: self.first_run,
        };
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
