//! What made-up guests and leads agreed to, with the exact words they were shown.

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::consent_event::{self, LawfulBasis, Method, Source};
use innkeeper_domain::{Entity, Instant, Uuid, consent_text};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_texts::Locale;

use super::IDS_FROM;
use super::chance::Chance;
use super::sheet::Sheet;
use super::words::{WORDINGS, Wording};

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// The wordings as records.
pub struct Wordings(Vec<(Uuid, &'static Wording)>);

/// Whose ledger it is.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A guest.
    Guest(Uuid),
    /// A lead.
    Lead(Uuid),
}

/// Where and how a decision was made known.
#[derive(Clone, Copy, Debug)]
pub struct Occasion {
    /// When.
    pub at: Instant,
    /// Where.
    pub source: Source,
    /// The page, the fair.
    pub detail: &'static str,
    /// How.
    pub method: Method,
    /// Who of the staff was there.
    pub collector: Option<Uuid>,
}

fn record(id: Uuid, wording: &Wording, version: i64, text: &str) -> Draft {
    let mut sheet = Sheet::default();
    sheet.text(consent_text::TEXT_ID, wording.id);
    sheet.put(consent_text::VERSION, version);
    sheet.text(consent_text::LOCALE, wording.locale);
    sheet.put(consent_text::PURPOSE, wording.purpose);
    sheet.text(consent_text::TEXT, text);
    sheet.text(consent_text::SHA256, consent_text::sha256_of(text));
    Draft::of(RootId(id), sheet.made(Entity::ConsentText))
}

impl Wordings {
    /// Gives each wording an id.
    pub fn new(chance: &mut Chance) -> Self {
        Self(WORDINGS.iter().map(|wording| (chance.uuid(IDS_FROM), wording)).collect())
    }

    /// The groups that make them.
    pub fn groups(&self) -> Vec<Vec<Draft>> {
        self.0.iter().map(|(id, wording)| vec![record(*id, wording, wording.version, wording.text)]).collect()
    }

    /// The groups that make the first wordings of another hotel, in the languages of the app.
    pub fn first_of(hotel: &str) -> Vec<Vec<Draft>> {
        let spoken = |wording: &&Wording| Locale::ALL.iter().any(|locale| locale.tag() == wording.locale);
        let group = |wording: &'static Wording| {
            let id = UserId::of_source(&format!("wording:{}:{}", wording.id, wording.locale)).0;
            vec![record(id, wording, 1, &wording.text.replace(super::HOTEL, hotel))]
        };
        WORDINGS.iter().filter(spoken).map(group).collect()
    }

    /// The wording for a purpose in the reader's language, else in English.
    fn shown(&self, purpose: Purpose, language: &str) -> &(Uuid, &'static Wording) {
        let same = |wording: &Wording| language == wording.locale || language.split('-').next() == Some(wording.locale);
        let mut of_purpose = self.0.iter().filter(|(_, wording)| wording.purpose == purpose);
        let first = of_purpose.clone().next().expect("each purpose of the demo has a wording");
        of_purpose.find(|(_, wording)| same(wording)).unwrap_or(first)
    }

    /// An entry of the ledger.
    pub fn entry(
        &self,
        subject: Subject,
        purpose: Purpose,
        decision: Decision,
        language: &str,
        occasion: Occasion,
        chance: &mut Chance,
    ) -> Draft {
        let (text, wording) = self.shown(purpose, language);
        let mut sheet = Sheet::default();
        let root = match subject {
            Subject::Guest(id) => {
                sheet.put(consent_event::GUEST, id);
                id
            }
            Subject::Lead(id) => {
                sheet.put(consent_event::LEAD, id);
                id
            }
        };
        sheet.put(consent_event::PURPOSE, purpose);
        sheet.put(consent_event::CHANNEL, Channel::Email);
        sheet.put(consent_event::DECISION, decision);
        sheet
            .put(consent_event::LAWFUL_BASIS, if purpose == Purpose::Transactional { LawfulBasis::Contract } else { LawfulBasis::Consent });
        sheet.put(consent_event::TEXT, *text);
        sheet.text(consent_event::TEXT_ID, wording.id);
        sheet.put(consent_event::TEXT_VERSION, wording.version);
        sheet.text(consent_event::TEXT_LOCALE, wording.locale);
        sheet.text(consent_event::TEXT_SHA256, consent_text::sha256_of(wording.text));
        sheet.text(consent_event::CONTROLLER, super::HOTEL);
        sheet.put(consent_event::SOURCE, occasion.source);
        sheet.text(consent_event::SOURCE_DETAIL, occasion.detail);
        sheet.put(consent_event::METHOD, occasion.method);
        sheet.put(consent_event::OCCURRED_AT, occasion.at);
        sheet.put(consent_event::RECORDED_AT, Instant(occasion.at.0 + 1_000));
        sheet.text(consent_event::JURISDICTION, "ES");
        if let Some(collector) = occasion.collector {
            sheet.put(consent_event::COLLECTOR, collector);
        }
        let entry = EntryId(chance.uuid(occasion.at.0.unsigned_abs()));
        Draft::of(RootId(root), Kind::Append { stream: "consents".to_owned(), entry, fields: sheet.entry() })
    }

    /// What a guest said when they booked on this day, and since.
    pub fn of_guest(&self, guest: Uuid, language: &str, booked: Instant, today: Instant, chance: &mut Chance) -> Vec<Draft> {
        let mut entries = Vec::new();
        let occasion = Occasion {
            at: Instant(booked.0 + i64::from(chance.between(7 * 3_600, 22 * 3_600)) * 1_000),
            source: Source::Widget,
            detail: "casa-alondra.example/book",
            method: Method::Tick,
            collector: None,
        };
        let mut add = |purpose, decision, occasion, chance: &mut Chance| {
            entries.push(self.entry(Subject::Guest(guest), purpose, decision, language, occasion, chance));
        };
        if chance.percent(70) {
            add(Purpose::Transactional, Decision::Granted, occasion, chance);
        }
        match chance.below(100) {
            0..50 => add(Purpose::Marketing, Decision::Granted, Occasion { method: Method::DoubleOptIn, ..occasion }, chance),
            50..62 => add(Purpose::Marketing, Decision::Refused, occasion, chance),
            62..69 => {
                add(Purpose::Marketing, Decision::Granted, occasion, chance);
                let days = (today.0 - booked.0) / DAY;
                let later = i64::from(chance.between(0, i32::try_from(days.max(1)).unwrap_or(1)));
                let at = Instant((occasion.at.0 + later * DAY).min(today.0));
                let stop = Occasion { at, method: Method::Unsubscribe, detail: "link in a mail", ..occasion };
                add(Purpose::Marketing, Decision::Withdrawn, stop, chance);
            }
            69..72 => add(Purpose::Marketing, Decision::Pending, occasion, chance),
            _ => {}
        }
        entries
    }
}
