//! An enquiry from a website: read within limits, judged, and made a lead with its proof of consent.
//!
//! What looks like a robot's is not refused: refusing teaches the robot, and a person who was misjudged would be lost. It waits in a queue of its
//! own until somebody of the staff lets it through. What came without the checks that need a script becomes a lead with a mark.

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::consent_event::{self, LawfulBasis, Method, Source};
use innkeeper_domain::interaction::{self, Direction, InteractionType};
use innkeeper_domain::lead::{self, LeadSource, LeadStatus};
use innkeeper_domain::name::PersonName;
use innkeeper_domain::{Date, Entity, Instant, contact};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_texts::Key;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::demo::sheet::Sheet;
use crate::store::widget::{Held, SiteKey, note_enquiry, sweep_enquiries, take_held};
use crate::store::{Store, StoreError};
use crate::writer;
use crate::{lost, random};

pub mod address;
pub mod token;
pub mod wording;

use wording::Wording;

/// Most characters of a line.
const LINE_MAX: usize = 200;
/// Most characters of the question.
const MESSAGE_MAX: usize = 5_000;
/// The tag of a lead that came without the checks that need a script.
pub const REVIEW: &str = "needs-review";
/// Ids and held enquiries are kept so long (milliseconds): 30 days.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What was sent, by script as JSON or by the plain form; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Sent {
    /// Made by the widget, a UUID: the same enquiry sent twice has it twice.
    pub id: String,
    /// When the form was shown, signed.
    pub token: String,
    /// The number that proves work.
    pub work: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// First day, `2027-06-12`.
    pub arrive: String,
    /// Last day.
    pub leave: String,
    /// The question.
    pub message: String,
    /// `yes` where the box was ticked.
    pub consent: String,
    /// Name of the wording beside the box.
    pub consent_text: String,
    /// Its version.
    pub consent_version: String,
    /// Its language.
    pub consent_locale: String,
    /// SHA-256 of the words shown.
    pub consent_sha256: String,
    /// `page` where the host's own script ticked the box.
    pub consent_by: String,
    /// Language of the form.
    pub lang: String,
    /// Address of the page.
    pub page: String,
    /// Origin of the page before it.
    pub referrer: String,
    /// A field that no person sees.
    pub topic: String,
}

/// How it came, and what the checks of its way say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// A person's, as far as can be told.
    Fair,
    /// Becomes a lead with a mark.
    Unproven,
    /// Waits, for this reason.
    Doubtful(&'static str),
}

/// What a field needs: its name, and the sentence.
pub type Need = (&'static str, Key);

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a lead now.
    Lead,
    /// It was here before.
    Known,
    /// It waits.
    Held,
}

/// One line of text: no control characters, blanks single, at most this many characters.
fn line(text: &str) -> String {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn paragraphs(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control()).collect::<String>().trim().to_owned()
}

impl Sent {
    /// The same with its texts cleaned.
    #[must_use]
    pub fn clean(self) -> Self {
        let Self { name, email, phone, arrive, leave, message, .. } = &self;
        let (name, email, phone, arrive, leave) = (line(name), line(email), line(phone), line(arrive), line(leave));
        let message = paragraphs(message);
        Self { name, email, phone, arrive, leave, message, ..self }
    }

    /// What a person has to add or mend, in the order of the form.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        let long = |text: &str, most: usize| text.chars().count() > most;
        if self.name.is_empty() {
            needs.push(("name", Key::WidgetNeedName));
        }
        for (field, text) in [("name", &self.name), ("email", &self.email), ("phone", &self.phone)] {
            if long(text, LINE_MAX) {
                needs.push((field, Key::WidgetNeedShorter));
            }
        }
        if self.email.is_empty() && self.phone.is_empty() {
            needs.push(("email", Key::WidgetNeedContact));
        }
        if !self.email.is_empty() && !contact::email::normalise(&self.email).0.usable {
            needs.push(("email", Key::WidgetNeedEmail));
        }
        if !self.phone.is_empty() && self.phone.chars().filter(|letter| letter.is_numeric()).count() < 6 {
            needs.push(("phone", Key::WidgetNeedPhone));
        }
        if !self.arrive.is_empty() && day(&self.arrive).is_none() {
            needs.push(("arrive", Key::WidgetNeedDates));
        }
        let backwards = matches!((day(&self.arrive), day(&self.leave)), (Some(from), Some(to)) if to <= from);
        if backwards || (!self.leave.is_empty() && day(&self.leave).is_none()) {
            needs.push(("leave", Key::WidgetNeedDates));
        }
        if self.message.is_empty() {
            needs.push(("message", Key::WidgetNeedMessage));
        } else if long(&self.message, MESSAGE_MAX) {
            needs.push(("message", Key::WidgetNeedShorter));
        }
        needs
    }

    /// The id the sender gave it; one that says the same on the same day is the same where none was given.
    fn identity(&self, key: &str, now: i64) -> Uuid {
        self.id.parse().unwrap_or_else(|_| {
            let mut hash = Sha256::new();
            let day = (now / DAY_MS).to_string();
            for part in [key, &day, &self.name, &self.email, &self.phone, &self.arrive, &self.leave, &self.message, &self.consent] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&hash.finalize()[..16]);
            uuid::Builder::from_custom_bytes(bytes).into_uuid()
        })
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Takes an enquiry whose [`Sent::needs`] are met: a lead, or held. One that came before is taken once.
///
/// # Errors
/// When the database fails; nothing is stored then.
pub async fn take(store: &Store, site: &SiteKey, sent: &Sent, judged: Judged, now: i64) -> Result<Outcome, StoreError> {
    let id = sent.identity(&site.key, now);
    let wordings = wording::all(store).await?;
    let (held, body) = match judged {
        Judged::Doubtful(reason) => (reason.to_owned(), serde_json::to_string(sent).map_err(|e| StoreError::Damaged(e.to_string()))?),
        Judged::Fair | Judged::Unproven => (String::new(), String::new()),
    };
    let (outcome, head) = store
        .retrying(|| async {
            let mut tx = store.write().await?;
            sweep_enquiries(&mut tx, now - KEPT_MS).await?;
            let row = Held { key: site.key.clone(), id, received_at: now, held: held.clone(), body: body.clone() };
            if !note_enquiry(&mut tx, &row).await? {
                return Ok::<_, StoreError>((Outcome::Known, None));
            }
            if matches!(judged, Judged::Doubtful(_)) {
                tx.commit().await?;
                return Ok((Outcome::Held, None));
            }
            let root = RootId(random::uuid_v7(now));
            let group = group(site, sent, root, id, judged, &wordings, now);
            let head = writer::append_in(&mut tx, vec![group], author(site), now).await?.head;
            tx.commit().await?;
            lost::receipt(store, id.to_string(), "enquiry", root, now).await;
            Ok((Outcome::Lead, Some(head)))
        })
        .await?;
    store.announce(head.unwrap_or_default());
    Ok(outcome)
}

/// Makes a held enquiry a lead and gives it; `None` when it does not wait.
///
/// # Errors
/// When the database fails.
pub async fn release(store: &Store, site: &SiteKey, id: Uuid, now: i64) -> Result<Option<RootId>, StoreError> {
    let wordings = wording::all(store).await?;
    let released = store
        .retrying(|| async {
            let mut tx = store.write().await?;
            let Some(held) = take_held(&mut tx, &site.key, id).await? else { return Ok::<_, StoreError>(None) };
            let sent: Sent = serde_json::from_str(&held.body).map_err(|e| StoreError::Damaged(e.to_string()))?;
            let root = RootId(random::uuid_v7(held.received_at));
            let group = group(site, &sent, root, id, Judged::Unproven, &wordings, held.received_at);
            let head = writer::append_in(&mut tx, vec![group], author(site), now).await?.head;
            tx.commit().await?;
            Ok(Some((root, head)))
        })
        .await?;
    store.announce(released.map(|(_, head)| head).unwrap_or_default());
    Ok(released.map(|(root, _)| root))
}

/// Drops a held enquiry; `false` when it does not wait.
///
/// # Errors
/// When the database fails.
pub async fn discard(store: &Store, key: &str, id: Uuid) -> Result<bool, StoreError> {
    store
        .retrying(|| async {
            let mut tx = store.write().await?;
            let found = take_held(&mut tx, key, id).await?.is_some();
            tx.commit().await?;
            Ok(found)
        })
        .await
}

fn author(site: &SiteKey) -> UserId {
    UserId::of_source(&format!("widget:{}", site.key))
}

/// The lead, where it came from, and the proof of consent: one group, so that none arrives without the others.
fn group(site: &SiteKey, sent: &Sent, root: RootId, id: Uuid, judged: Judged, wordings: &[Wording], now: i64) -> Vec<Draft> {
    let page = address::page(&sent.page, &site.origins).unwrap_or_else(|| site.origins.first().cloned().unwrap_or_default());
    let agreed = (sent.consent == "yes").then(|| wordings.iter().find(|wording| wording.is_shown_by(sent)));
    let unproven = judged == Judged::Unproven || agreed == Some(None);
    let mut group = vec![Draft::of(root, made(sent, &page, unproven, now))];
    group.push(Draft::of(root, origin(site, sent, &page, now)));
    if let Some(Some(wording)) = agreed {
        group.push(Draft::of(root, consent(root.0, sent, wording, &page, id, now)));
    }
    group
}

fn made(sent: &Sent, page: &str, unproven: bool, now: i64) -> Kind {
    let mut sheet = Sheet::default();
    let name = PersonName::parse(&sent.name, None).0;
    let given = [name.given, name.middle].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let texts = [
        (lead::GIVEN_NAME, given),
        (lead::SURNAME, name.surname),
        (lead::EMAIL, if sent.email.is_empty() { String::new() } else { contact::email::normalise(&sent.email).0.value }),
        (lead::PHONE, if sent.phone.is_empty() { String::new() } else { contact::phone::normalise(&sent.phone, None).0.value }),
        (lead::LANGUAGE, sent.lang.clone()),
        (lead::SOURCE_DETAIL, short(page.split_once("://").map_or(page, |(_, rest)| rest))),
        (
            lead::TRAVEL_PERIOD,
            [sent.arrive.as_str(), &sent.leave].into_iter().filter(|day| !day.is_empty()).collect::<Vec<_>>().join(" – "),
        ),
        (lead::NOTES, sent.message.clone()),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.text(key, text);
    }
    sheet.put(lead::SOURCE, LeadSource::Website);
    sheet.put(lead::STATUS, LeadStatus::New);
    sheet.put(lead::CAPTURED_AT, Instant(now));
    if unproven {
        sheet.text(lead::TAGS, REVIEW);
    }
    sheet.made(Entity::Lead)
}

/// Where it came from, as the first entry of the lead's timeline.
fn origin(site: &SiteKey, sent: &Sent, page: &str, now: i64) -> Kind {
    let mut sheet = Sheet::default();
    sheet.put(interaction::TYPE, InteractionType::Web);
    sheet.put(interaction::DIRECTION, Direction::Inbound);
    sheet.put(interaction::AT, Instant(now));
    sheet.text(interaction::CHANNEL, site.key.clone());
    let from = address::origin(&sent.referrer).map(|referrer| format!("{referrer} → ")).unwrap_or_default();
    sheet.text(interaction::SUBJECT, short(&format!("{from}{page}")));
    Kind::Append { stream: "interactions".to_owned(), entry: EntryId(random::uuid_v7(now)), fields: sheet.entry() }
}

fn consent(root: Uuid, sent: &Sent, wording: &Wording, page: &str, id: Uuid, now: i64) -> Kind {
    let mut sheet = Sheet::default();
    sheet.put(consent_event::LEAD, root);
    sheet.put(consent_event::PURPOSE, Purpose::Marketing);
    sheet.put(consent_event::CHANNEL, Channel::Email);
    sheet.put(consent_event::DECISION, Decision::Granted);
    sheet.put(consent_event::LAWFUL_BASIS, LawfulBasis::Consent);
    sheet.put(consent_event::TEXT, wording.root);
    sheet.text(consent_event::TEXT_ID, wording.id.clone());
    sheet.put(consent_event::TEXT_VERSION, wording.version);
    sheet.text(consent_event::TEXT_LOCALE, wording.locale.clone());
    sheet.text(consent_event::TEXT_SHA256, wording.sha256.clone());
    sheet.put(consent_event::SOURCE, Source::Widget);
    sheet.text(consent_event::SOURCE_DETAIL, short(page));
    sheet.put(consent_event::METHOD, Method::Tick);
    sheet.put(consent_event::OCCURRED_AT, Instant(now));
    sheet.put(consent_event::RECORDED_AT, Instant(now));
    let by = if sent.consent_by == "page" { ", ticked by the page's own script" } else { "" };
    sheet.text(consent_event::EVIDENCE, format!("enquiry {id}{by}"));
    Kind::Append { stream: "consents".to_owned(), entry: EntryId(random::uuid_v7(now)), fields: sheet.entry() }
}

/// At most as much as a short field takes.
fn short(text: &str) -> String {
    text.chars().take(LINE_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Sent {
        let text = str::to_owned;
        Sent { name: text("Nuria Vidal"), email: text("nuria@example.com"), message: text("Eighty guests?"), ..Sent::default() }
    }

    fn needs(change: impl FnOnce(&mut Sent)) -> Vec<Need> {
        let mut sent = sent();
        change(&mut sent);
        sent.clean().needs()
    }

    #[test]
    fn a_name_a_way_to_answer_and_a_question_are_enough() {
        assert_eq!(needs(|_| ()), []);
        assert_eq!(needs(|sent| (sent.email, sent.phone) = (String::new(), "+34 972 25 80 00".to_owned())), []);
    }

    #[test]
    fn what_is_missing_is_said_where_it_is_missing() {
        assert_eq!(needs(|sent| sent.name = "  ".to_owned()), [("name", Key::WidgetNeedName)]);
        assert_eq!(needs(|sent| sent.email.clear()), [("email", Key::WidgetNeedContact)]);
        assert_eq!(needs(|sent| "nuria@".clone_into(&mut sent.email)), [("email", Key::WidgetNeedEmail)]);
        assert_eq!(needs(|sent| "12".clone_into(&mut sent.phone)), [("phone", Key::WidgetNeedPhone)]);
        assert_eq!(needs(|sent| "\u{7}\n".clone_into(&mut sent.message)), [("message", Key::WidgetNeedMessage)]);
        let backwards = |sent: &mut Sent| (sent.arrive, sent.leave) = ("2027-06-12".to_owned(), "2027-06-12".to_owned());
        assert_eq!(needs(backwards), [("leave", Key::WidgetNeedDates)]);
        assert_eq!(needs(|sent| "12/06/2027".clone_into(&mut sent.arrive)), [("arrive", Key::WidgetNeedDates)]);
    }

    #[test]
    fn texts_have_an_end() {
        assert_eq!(needs(|sent| sent.name = "n".repeat(201)), [("name", Key::WidgetNeedShorter)]);
        assert_eq!(needs(|sent| sent.message = "水".repeat(5_000)), []);
        assert_eq!(needs(|sent| sent.message = "水".repeat(5_001)), [("message", Key::WidgetNeedShorter)]);
    }

    #[test]
    fn the_same_words_on_the_same_day_are_one_enquiry() {
        let id = |sent: &Sent, now| sent.identity("pk_a", now);
        assert_eq!(id(&sent(), 0), id(&sent(), DAY_MS - 1));
        assert_ne!(id(&sent(), 0), id(&sent(), DAY_MS));
        let other = Sent { message: "Ninety guests?".to_owned(), ..sent() };
        assert_ne!(id(&sent(), 0), id(&other, 0));
        let named = Sent { id: "0197f3a2-0000-7000-8000-000000000001".to_owned(), ..sent() };
        assert_eq!(id(&named, 0).to_string(), named.id);
    }
}
