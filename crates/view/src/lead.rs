//! The form in which a lead is captured or corrected: what is typed, what it means, and what the visitor is asked.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, Decision, Purpose, Standing};
use innkeeper_domain::consent_event::Method;
use innkeeper_domain::lead::{self as keys, Grade, Interest, LeadSource};
use innkeeper_domain::name::PersonName;
use innkeeper_domain::{Field, Value};
use innkeeper_engine::protocol::{ConsentGiven, ConsentTextView, LeadCapture, LeadView, SetChange};

use crate::{draft, form};

/// The draft of a lead that is being captured.
pub const DRAFT: &str = "lead";

/// An entry of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The whole name, as it is said.
    Name,
    /// The company.
    Company,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// The visitor's language; empty while nobody chose one.
    Language,
    /// What they do in the company.
    JobTitle,
    /// Country code.
    Country,
    /// When they would travel.
    TravelPeriod,
    /// How many room nights.
    RoomNights,
    /// What is to be done next.
    NextStep,
    /// What else was said.
    Notes,
    /// How warm: a code, or none.
    Grade,
    /// What they ask for: codes.
    Interests,
    /// Boxes the visitor ticked: codes of channels.
    Allows,
}

impl Entry {
    /// Every entry, in the order of the form.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Company,
        Self::Email,
        Self::Phone,
        Self::Language,
        Self::JobTitle,
        Self::Country,
        Self::TravelPeriod,
        Self::RoomNights,
        Self::NextStep,
        Self::Notes,
        Self::Grade,
        Self::Interests,
        Self::Allows,
    ];
    /// Those that may wait: they are behind "More".
    pub const LATER: [Self; 6] = [Self::JobTitle, Self::Country, Self::TravelPeriod, Self::RoomNights, Self::NextStep, Self::Notes];

    /// The field it writes; the name is split into two, and what is allowed is no field.
    pub const fn field(self) -> Option<&'static Field> {
        Some(match self {
            Self::Name | Self::Allows => return None,
            Self::Company => keys::COMPANY_NAME.field(),
            Self::Email => keys::EMAIL.field(),
            Self::Phone => keys::PHONE.field(),
            Self::Language => keys::LANGUAGE.field(),
            Self::JobTitle => keys::JOB_TITLE.field(),
            Self::Country => keys::COUNTRY.field(),
            Self::TravelPeriod => keys::TRAVEL_PERIOD.field(),
            Self::RoomNights => keys::ROOM_NIGHTS.field(),
            Self::NextStep => keys::NEXT_STEP.field(),
            Self::Notes => keys::NOTES.field(),
            Self::Grade => keys::GRADE.field(),
            Self::Interests => keys::INTERESTS.field(),
        })
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entry| entry.name() == name)
    }

    /// Its name in drafts, and of its input.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Allows => "allows",
            _ => match self.field() {
                Some(field) => field.name,
                None => "",
            },
        }
    }
}

/// What is in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadForm([String; Entry::ALL.len()]);

/// A question to the visitor, with the words to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// By which way they would be contacted.
    pub channel: Channel,
    /// The wording.
    pub text: ConsentTextView,
}

/// What saving a correction does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// Fields that change.
    pub fields: Vec<form::Change>,
    /// Interests that come and go.
    pub sets: Vec<SetChange>,
    /// What the visitor decided since.
    pub consents: Vec<ConsentGiven>,
}

impl LeadForm {
    /// What is in an entry.
    pub fn get(&self, entry: Entry) -> &str {
        &self.0[entry as usize]
    }

    /// Writes into an entry.
    pub fn set(&mut self, entry: Entry, typed: impl Into<String>) {
        self.0[entry as usize] = typed.into();
    }

    /// Whether a code is among those of an entry.
    pub fn has(&self, entry: Entry, code: &str) -> bool {
        self.get(entry).split(',').any(|known| known == code)
    }

    /// Puts a code among those of an entry, or takes it away.
    pub fn toggle(&mut self, entry: Entry, code: &str) {
        let on = !self.has(entry, code);
        let codes = self.get(entry).split(',').filter(|known| !known.is_empty() && *known != code).chain(on.then_some(code));
        let codes = codes.collect::<Vec<_>>().join(",");
        self.set(entry, codes);
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|typed| typed.trim().is_empty())
    }

    /// The only thing a lead must have: something to find the person by.
    pub fn has_handle(&self) -> bool {
        [Entry::Name, Entry::Email, Entry::Phone, Entry::Notes].into_iter().any(|entry| !self.get(entry).trim().is_empty())
    }

    /// The e-mail address and phone number, as far as they are long enough to know somebody by.
    pub fn recognisable(&self) -> (String, String) {
        let email = Some(self.get(Entry::Email).trim()).filter(|email| email.split_once('@').is_some_and(|(_, host)| host.contains('.')));
        let digits = |phone: &&str| phone.chars().filter(char::is_ascii_digit).count() >= 7;
        let phone = Some(self.get(Entry::Phone).trim()).filter(digits);
        (email.unwrap_or_default().to_owned(), phone.unwrap_or_default().to_owned())
    }

    /// The draft of a new lead.
    pub fn draft(&self) -> String {
        draft::write(Entry::ALL.iter().map(|entry| (entry.name(), self.get(*entry))))
    }

    /// The draft of a correction: only what a person changed.
    pub fn draft_over(&self, opened: &Self) -> String {
        draft::write_over(Entry::ALL.iter().map(|entry| (entry.name(), opened.get(*entry), self.get(*entry))))
    }

    /// The form the draft of a new lead was left with.
    pub fn of_draft(text: &str) -> Self {
        let mut form = Self::default();
        for (name, typed) in draft::read(text) {
            if let Some(entry) = Entry::named(name) {
                form.set(entry, typed);
            }
        }
        form
    }

    /// The form of a lead as it is now.
    pub fn of_lead(lead: &LeadView) -> Self {
        let mut form = Self::default();
        for entry in Entry::ALL {
            let shown = |name: &str| lead.fields.iter().find(|field| field.name == name).map(|field| form::written(form::shown(field)));
            let typed = match entry {
                Entry::Name => lead.row.name.clone(),
                Entry::Interests => codes(lead.sets.get(keys::INTERESTS.name()).into_iter().flatten().map(form::written)),
                Entry::Allows => codes(
                    lead.consents
                        .iter()
                        .filter(|consent| consent.standing == Standing::Granted && wanted(consent.purpose, consent.channel))
                        .map(|consent| consent.channel.code().to_owned()),
                ),
                _ => entry.field().and_then(|field| shown(field.name)).unwrap_or_default(),
            };
            form.set(entry, typed);
        }
        form
    }

    /// This form with the changes of a draft in it, and what they were typed over. What the draft left alone is as it is
    /// here, whoever changed it meanwhile.
    pub fn resumed(&self, text: &str) -> (Self, Self) {
        let (mut form, mut over) = (self.clone(), self.clone());
        for (name, was, typed) in draft::read_over(text) {
            if let Some(entry) = Entry::named(name) {
                over.set(entry, was);
                form.set(entry, typed);
            }
        }
        (form, over)
    }

    /// The lead that saving makes. `fair` is where the tablet stands, empty if nowhere; `nights` the word for room nights:
    /// what is no number there is kept with the notes.
    pub fn captured(&self, fair: &str, nights: &str, questions: &[Question]) -> LeadCapture {
        let mut fields = BTreeMap::new();
        for (name, value) in Entry::ALL.into_iter().flat_map(|entry| self.values(entry, nights)) {
            if !value.is_empty() {
                fields.insert(name.to_owned(), value);
            }
        }
        if !fair.is_empty() {
            fields.insert(keys::SOURCE.name().to_owned(), LeadSource::TradeShow.into());
            fields.insert(keys::SOURCE_DETAIL.name().to_owned(), Value::Text(fair.to_owned()));
        }
        let interests = Interest::CODES.iter().filter(|code| self.has(Entry::Interests, code)).map(|code| (*code).to_owned()).collect();
        let consents =
            questions.iter().filter(|question| self.allows(question)).map(|question| question.answer(Decision::Granted)).collect();
        LeadCapture { fields, interests, consents, draft: DRAFT.to_owned() }
    }

    /// What saving changes in a lead. `was` is what was typed over. A field somebody else has changed since names nothing
    /// as seen, so that both values are kept and a person chooses.
    pub fn corrected(&self, was: &Self, lead: &LeadView, nights: &str, questions: &[Question]) -> Correction {
        let now = Self::of_lead(lead);
        let mut correction = Correction::default();
        let differs = |entry: Entry| self.get(entry).trim() != was.get(entry).trim();
        let into_notes = self.nights_in_words().is_some() && differs(Entry::RoomNights);
        for entry in Entry::ALL.into_iter().filter(|entry| differs(*entry) || (into_notes && *entry == Entry::Notes)) {
            for (name, value) in self.values(entry, nights) {
                let opened = lead.fields.iter().find(|field| field.name == name);
                if opened.map_or(&Value::Empty, form::shown) == &value {
                    continue;
                }
                let seen = opened.filter(|_| was.get(entry) == now.get(entry)).map(|field| field.seen.clone()).unwrap_or_default();
                correction.fields.push((name.to_owned(), value, seen));
            }
        }
        for code in Interest::CODES.iter().filter(|code| self.has(Entry::Interests, code) != was.has(Entry::Interests, code)) {
            let add = self.has(Entry::Interests, code);
            correction.sets.push(SetChange { set: keys::INTERESTS.name().to_owned(), elem: Value::Text((*code).to_owned()), add });
        }
        for question in questions {
            match (was.allows(question), self.allows(question)) {
                (false, true) => correction.consents.push(question.answer(Decision::Granted)),
                (true, false) => correction.consents.push(question.answer(Decision::Withdrawn)),
                _ => {}
            }
        }
        correction
    }

    /// Room nights that are no number: "two or three".
    fn nights_in_words(&self) -> Option<&str> {
        Some(self.get(Entry::RoomNights).trim()).filter(|typed| !typed.is_empty() && typed.parse::<i64>().is_err())
    }

    fn allows(&self, question: &Question) -> bool {
        self.has(Entry::Allows, question.channel.code())
    }

    /// The values an entry writes, empty ones too.
    fn values(&self, entry: Entry, nights: &str) -> Vec<(&'static str, Value)> {
        let typed = self.get(entry).trim();
        match entry {
            Entry::Name => {
                let (surname, given) = split(typed, Some(self.get(Entry::Language)).filter(|language| !language.is_empty()));
                vec![(keys::SURNAME.name(), text(surname)), (keys::GIVEN_NAME.name(), text(given))]
            }
            Entry::Interests | Entry::Allows => Vec::new(),
            Entry::Grade => vec![(keys::GRADE.name(), Grade::from_code(typed).map_or(Value::Empty, Value::from))],
            Entry::Notes => {
                let more = self.nights_in_words().map(|words| format!("{nights}: {words}")).unwrap_or_default();
                let whole = [typed, &more].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
                vec![(keys::NOTES.name(), text(whole))]
            }
            _ => {
                let country = Some(self.get(Entry::Country)).filter(|country| !country.is_empty());
                let value = entry.field().and_then(|field| Some((field.name, form::read(field, typed, country).0?)));
                value.into_iter().collect()
            }
        }
    }
}

impl Question {
    fn answer(&self, decision: Decision) -> ConsentGiven {
        ConsentGiven {
            purpose: self.text.purpose,
            channel: self.channel,
            decision,
            text: self.text.id,
            method: Method::Tick.code().to_owned(),
        }
    }
}

fn text(typed: String) -> Value {
    if typed.is_empty() { Value::Empty } else { Value::Text(typed) }
}

fn codes(codes: impl Iterator<Item = String>) -> String {
    codes.collect::<Vec<_>>().join(",")
}

/// Family name and given names of a name in one field.
fn split(typed: &str, language: Option<&str>) -> (String, String) {
    if typed.is_empty() {
        return (String::new(), String::new());
    }
    let (name, _) = PersonName::parse(typed, language);
    // A lead has no field for middle names; they stay where they were typed.
    let given = match (name.given.as_str(), name.middle.as_str()) {
        (given, "") => given.to_owned(),
        (given, middle) if typed.ends_with(given) => format!("{middle} {given}"),
        (given, middle) => format!("{given} {middle}"),
    };
    let surname = if name.suffix.is_empty() { name.surname } else { format!("{} {}", name.surname, name.suffix) };
    (surname, given)
}

/// What a visitor is asked at a stand: offers by e-mail, and a call about their request.
const fn wanted(purpose: Purpose, channel: Channel) -> bool {
    matches!((purpose, channel), (Purpose::Marketing, Channel::Email) | (Purpose::Transactional, Channel::Phone))
}

/// The questions there are words for, in a language (a BCP 47 tag), else in English. The name of a wording ends with its
/// channel; of several versions the newest is shown.
pub fn questions(wordings: &[ConsentTextView], language: &str) -> Vec<Question> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let language = primary(language);
    [(Purpose::Marketing, Channel::Email), (Purpose::Transactional, Channel::Phone)]
        .into_iter()
        .filter_map(|(purpose, channel)| {
            let about = |text: &&ConsentTextView| {
                text.purpose == purpose && text.name.rsplit('-').next().and_then(Channel::from_code) == Some(channel)
            };
            let text = wordings.iter().filter(about).max_by_key(|text| {
                let locale = primary(&text.locale);
                (locale == language, locale == "en", text.version)
            })?;
            Some(Question { channel, text: text.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests;
