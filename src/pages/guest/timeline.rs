//! Everything so far: stays, contacts and consents, newest first, by month.

use innkeeper_domain::{Instant, consent_event, interaction, stay as stay_field};
use innkeeper_engine::protocol::{ConsentTextView, Happening, StayView, TimelineItem};
use innkeeper_sync::id::{EntryId, RootId};
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::Shared;
use super::head::{party, rate};
use super::note::{Chosen, CorrectNote, RetractNote};
use crate::platform::clock;
use crate::platform::intl::{DayForm, MomentForm};
use crate::services::{Services, services};
use crate::ui::{Chip, Glyph, Icon, State, StateMark};

/// What the timeline can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    All,
    Stays,
    Contacts,
    Notes,
    Consents,
}

const KINDS: [(Kind, Key); 5] = [
    (Kind::All, Key::GuestAll),
    (Kind::Stays, Key::GuestStays),
    (Kind::Contacts, Key::GuestContacts),
    (Kind::Notes, Key::GuestNotes),
    (Kind::Consents, Key::GuestConsents),
];

impl Kind {
    fn holds(self, what: &Happening) -> bool {
        match (self, what) {
            (Self::All, _) | (Self::Stays, Happening::Stay(_)) | (Self::Consents, Happening::Consent { .. }) => true,
            (Self::Notes, Happening::Interaction { kind, .. }) => is_note(kind),
            (Self::Contacts, Happening::Interaction { kind, .. }) => !is_note(kind),
            _ => false,
        }
    }
}

fn is_note(kind: &str) -> bool {
    kind == interaction::InteractionType::Note.code()
}

/// What an entry's buttons open.
#[derive(Clone, Copy)]
struct Doors {
    correct: RwSignal<Option<Chosen>>,
    retract: RwSignal<Option<Chosen>>,
}

/// The timeline with its filter.
#[component]
pub fn Timeline(root: RootId, guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let kind = RwSignal::new(Kind::All);
    let doors = Doors { correct: RwSignal::new(None), retract: RwSignal::new(None) };
    let chips = KINDS
        .into_iter()
        .map(|(own, label)| {
            let number = move || guest.with(|guest| guest.timeline.iter().filter(|item| own.holds(&item.what)).count());
            let count = Signal::derive(move || services.formats.number(i64::try_from(number()).unwrap_or(i64::MAX)));
            let pressed = Signal::derive(move || kind.get() == own);
            if own == Kind::All {
                view! { <Chip label=texts.text(label) pressed=pressed on_press=move |()| kind.set(own) /> }.into_any()
            } else {
                view! { <Chip label=texts.text(label) pressed=pressed count=count on_press=move |()| kind.set(own) /> }.into_any()
            }
        })
        .collect_view();
    let entries = move || {
        let kind = kind.get();
        guest.with(|guest| {
            let mut month = None;
            let mut entries = Vec::new();
            for item in guest.timeline.iter().filter(|item| kind.holds(&item.what)) {
                let day = clock::day_of(Instant(item.at));
                if month.replace((day.year(), day.month())) != Some((day.year(), day.month())) {
                    let words = services.formats.day(day, DayForm::Month);
                    entries.push(view! { <li class="month"><h3>{words}</h3></li> }.into_any());
                }
                entries.push(entry(services, item, guest.editable, doors));
            }
            if entries.is_empty() {
                entries.push(view! { <li class="month"><p class="note">{texts.text(Key::GuestNothingYet)}</p></li> }.into_any());
            }
            entries
        })
    };
    view! {
        <section class="tl" aria-labelledby="timeline">
            <header>
                <h2 id="timeline">{texts.text(Key::GuestTimeline)}</h2>
                <div class="chips">{chips}</div>
            </header>
            <ol class="timeline">{entries}</ol>
        </section>
        <CorrectNote root=root chosen=doors.correct />
        <RetractNote root=root chosen=doors.retract />
    }
}

/// The words of an entry.
struct Entry {
    icon: Icon,
    class: &'static str,
    title: String,
    when: String,
    lines: Vec<String>,
    more: AnyView,
}

fn entry(services: Services, item: &TimelineItem, editable: bool, doors: Doors) -> AnyView {
    let texts = services.texts;
    let entry = match &item.what {
        Happening::Stay(stay) => of_stay(services, stay),
        Happening::Interaction { entry, kind, subject, body, amended, retracted } => {
            let said = Said { entry: *entry, kind, subject, body, amended: *amended, retracted: retracted.as_deref() };
            of_interaction(services, told(services, item), &said, editable, doors)
        }
        Happening::Consent { purpose, channel, decision, text } => {
            let words = [
                consent_event::DECISION.field().code_label(decision.code()),
                consent_event::PURPOSE.field().code_label(purpose.code()),
                consent_event::CHANNEL.field().code_label(channel.code()),
            ];
            of_consent(services, told(services, item), words.map(|id| texts.label(&id)), text.clone())
        }
    };
    let lines = entry.lines.into_iter().filter(|line| !line.is_empty()).map(|line| view! { <p>{line}</p> }).collect_view();
    let unsent = item.unsent.then(|| view! { <StateMark state=State::Here label=texts.text(Key::AppSavedHere) /> });
    view! {
        <li class=entry.class>
            <span class="dot"><Glyph of=entry.icon /></span>
            <div>
                <p class="t">
                    <b>{entry.title}</b>
                    <time>{entry.when}</time>
                </p>
                {lines}
                {unsent}
                {entry.more}
            </div>
        </li>
    }
    .into_any()
}

/// When it happened and who told it.
fn told(services: Services, item: &TimelineItem) -> String {
    let at = services.formats.moment(Instant(item.at), MomentForm::DayTime);
    if item.by.is_empty() { at } else { services.texts.with(Key::GuestTold, &[("at", at.into()), ("name", (&item.by).into())]) }
}

fn of_stay(services: Services, stay: &StayView) -> Entry {
    let Services { texts, formats, .. } = services;
    let status = texts.label(&stay_field::STATUS.field().code_label(&stay.status));
    let nights = texts.with(Key::GuestNights, &[("count", stay.nights.into())]);
    let room = if stay.room.is_empty() { texts.text(Key::EntityStay) } else { stay.room.clone() };
    let days: Vec<_> = [stay.arrival, stay.departure].into_iter().flatten().map(|day| formats.day(day, DayForm::Short)).collect();
    let number = (!stay.number.is_empty()).then(|| texts.with(Key::GuestNumber, &[("number", stay.number.as_str().into())]));
    let about = [rate(services, stay), party(services, stay), number.unwrap_or_default()];
    Entry {
        icon: Icon::BedDouble,
        class: "stay",
        title: texts.with(Key::GuestStayTitle, &[("status", status.into()), ("room", room.into()), ("nights", nights.into())]),
        when: days.join("–"),
        lines: vec![about.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")],
        more: ().into_any(),
    }
}

/// A note, call or mail as it stands now.
struct Said<'a> {
    entry: EntryId,
    kind: &'a str,
    subject: &'a str,
    body: &'a str,
    amended: bool,
    retracted: Option<&'a str>,
}

fn of_interaction(services: Services, when: String, said: &Said<'_>, editable: bool, doors: Doors) -> Entry {
    let texts = services.texts;
    let Said { entry, kind, subject, body, amended, retracted } = *said;
    let words = texts.label(&interaction::TYPE.field().code_label(kind));
    let title = if subject.is_empty() { words } else { format!("{words}: {subject}") };
    let mut lines = vec![match retracted {
        Some(reason) => texts.with(Key::GuestNoteRetracted, &[("reason", reason.into())]),
        None => body.to_owned(),
    }];
    if amended && retracted.is_none() {
        lines.push(texts.text(Key::GuestNoteAmended));
    }
    let more = (editable && is_note(kind) && retracted.is_none()).then(|| {
        let chosen = (entry, body.to_owned());
        let again = chosen.clone();
        view! {
            <p class="small-acts">
                <button type="button" class="link" on:click=move |_| doors.correct.set(Some(chosen.clone()))>{texts.text(Key::GuestNoteCorrect)}</button>
                <button type="button" class="link" on:click=move |_| doors.retract.set(Some(again.clone()))>{texts.text(Key::GuestNoteRetract)}</button>
            </p>
        }
    });
    let icon = match kind {
        "call" => Icon::Phone,
        "email" => Icon::Mail,
        "survey" => Icon::Star,
        _ => Icon::MessageSquare,
    };
    Entry { icon, class: "", title, when, lines, more: more.into_any() }
}

fn of_consent(services: Services, when: String, [decision, purpose, channel]: [String; 3], text: Option<ConsentTextView>) -> Entry {
    let texts = services.texts;
    let wording = text.map(|text| {
        view! {
            <details>
                <summary>{texts.with(Key::GuestConsentWording, &[("version", text.version.into())])}</summary>
                <blockquote class="wording" lang=text.locale>{text.text}</blockquote>
            </details>
        }
    });
    Entry {
        icon: Icon::ShieldCheck,
        class: "",
        title: texts
            .with(Key::GuestConsentTitle, &[("decision", decision.into()), ("purpose", purpose.into()), ("channel", channel.into())]),
        when,
        lines: Vec::new(),
        more: wording.into_any(),
    }
}
