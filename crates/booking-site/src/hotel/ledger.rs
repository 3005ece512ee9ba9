//! The consent that the site asks for, in the words of the hotel's own wordings, and its entry in the ledger.

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::consent_event::{self, LawfulBasis, Method, Source};
use innkeeper_domain::{Entity, Fields, Instant, Uuid, consent_text};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId};
use innkeeper_sync::op::Kind;
use innkeeper_texts::Locale;

use crate::demo::sheet::Sheet;
use crate::store::{Store, StoreError, Tx, hotel, log};

/// A wording as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Its record.
    pub(crate) id: Uuid,
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: i64,
    /// Its language.
    pub(crate) locale: String,
    /// Its words.
    pub(crate) text: String,
}

/// Every wording for news and offers by e-mail.
async fn all(tx: &mut Tx) -> Result<Vec<Wording>, StoreError> {
    let roots = hotel::wordings(tx).await?;
    let states = log::states_of(tx, &roots).await?;
    let wording = |root: RootId, record: &innkeeper_sync::state::Record| {
        if record.entity != Entity::ConsentText.code() || record.is_archived() {
            return None;
        }
        let name = record.get(consent_text::TEXT_ID)?;
        let is_ours = record.get(consent_text::PURPOSE) == Some(Purpose::Marketing) && name.ends_with(Channel::Email.code());
        let (version, locale) = (record.get(consent_text::VERSION)?, record.get(consent_text::LOCALE)?);
        is_ours.then_some(Wording { id: root.0, name, version, locale, text: record.get(consent_text::TEXT)? })
    };
    Ok(states.values().filter_map(|at| wording(at.root, at.state.own(at.root)?)).collect())
}

/// The wording that is shown now: the newest in this language, else in English. None where the hotel has none; nobody is asked then.
pub(crate) async fn shown(store: &Store, locale: Locale) -> Result<Option<Wording>, StoreError> {
    let wordings = all(&mut store.read().await?).await?;
    let newest = |locale: Locale| {
        let same = wordings.iter().filter(|wording| Locale::from_tag(&wording.locale) == Some(locale));
        same.max_by_key(|wording| wording.version).cloned()
    };
    Ok(newest(locale).or_else(|| newest(Locale::En)))
}

/// The wording that a form showed, which may not be the newest any more.
pub(crate) async fn that_was_shown(tx: &mut Tx, id: Uuid) -> Result<Option<Wording>, StoreError> {
    Ok(all(tx).await?.into_iter().find(|wording| wording.id == id))
}

/// Where and when somebody ticked.
pub(crate) struct Occasion<'a> {
    /// The company that answers for it.
    pub(crate) controller: &'a str,
    /// The page.
    pub(crate) page: &'a str,
    /// When.
    pub(crate) now: i64,
}

/// The entry of a yes.
pub(crate) fn entry(guest: RootId, wording: &Wording, occasion: &Occasion<'_>) -> Draft {
    let mut sheet = Sheet::default();
    sheet.put(consent_event::GUEST, guest.0);
    sheet.put(consent_event::PURPOSE, Purpose::Marketing);
    sheet.put(consent_event::CHANNEL, Channel::Email);
    sheet.put(consent_event::DECISION, Decision::Granted);
    sheet.put(consent_event::LAWFUL_BASIS, LawfulBasis::Consent);
    sheet.put(consent_event::TEXT, wording.id);
    sheet.text(consent_event::TEXT_ID, wording.name.as_str());
    sheet.put(consent_event::TEXT_VERSION, wording.version);
    sheet.text(consent_event::TEXT_LOCALE, wording.locale.as_str());
    sheet.text(consent_event::TEXT_SHA256, consent_text::sha256_of(&wording.text));
    sheet.text(consent_event::CONTROLLER, occasion.controller);
    sheet.put(consent_event::SOURCE, Source::Widget);
    sheet.text(consent_event::SOURCE_DETAIL, occasion.page);
    sheet.put(consent_event::METHOD, Method::Tick);
    sheet.put(consent_event::OCCURRED_AT, Instant(occasion.now));
    sheet.put(consent_event::RECORDED_AT, Instant(occasion.now));
    let entry = EntryId(crate::random::uuid_v7(occasion.now));
    Draft::of(guest, Kind::Append { stream: "consents".to_owned(), entry, fields: sheet.entry() })
}
