//! The words beside the box: those of the records, in the reader's language, the latest version.

use innkeeper_domain::consent::Purpose;
use innkeeper_domain::{Fields, consent_text};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Sent;
use crate::store::{Store, StoreError};

/// A wording that asks whether the hotel may write with offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Wording {
    /// Its record.
    #[serde(skip)]
    pub root: Uuid,
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Its language.
    pub locale: String,
    /// The words.
    pub text: String,
    /// Their SHA-256.
    pub sha256: String,
}

impl Wording {
    /// Whether it is the one that was beside the box, word for word.
    #[must_use]
    pub fn is_shown_by(&self, sent: &Sent) -> bool {
        self.sha256 == sent.consent_sha256
            && self.id == sent.consent_text
            && self.locale == sent.consent_locale
            && sent.consent_version.parse() == Ok(self.version)
    }
}

/// Every wording for offers, old versions as well.
///
/// # Errors
/// When the database fails.
pub async fn all(store: &Store) -> Result<Vec<Wording>, StoreError> {
    let found = store.wordings().await?;
    let wording = |(root, state): &(innkeeper_sync::id::RootId, innkeeper_sync::state::RootState)| {
        let record = state.own(*root)?;
        let offers = record.get(consent_text::PURPOSE) == Some(Purpose::Marketing);
        (offers && !record.is_archived()).then(|| Wording {
            root: root.0,
            id: record.get(consent_text::TEXT_ID).unwrap_or_default(),
            version: record.get(consent_text::VERSION).unwrap_or_default(),
            locale: record.get(consent_text::LOCALE).unwrap_or_default(),
            text: record.get(consent_text::TEXT).unwrap_or_default(),
            sha256: record.get(consent_text::SHA256).unwrap_or_default(),
        })
    };
    Ok(found.iter().filter_map(wording).collect())
}

/// The one to show to who reads this language, else the English one.
#[must_use]
pub fn current<'a>(all: &'a [Wording], language: &str) -> Option<&'a Wording> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let latest =
        |wanted: &str| all.iter().filter(|wording| primary(&wording.locale) == primary(wanted)).max_by_key(|wording| wording.version);
    latest(language).or_else(|| latest("en"))
}
